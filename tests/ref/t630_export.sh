#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t630_export - networks written for HNN-core are the same networks when they are read back: exported
# once more they give the same file, and they run to HNN-core's results.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
export_of() { "$LAMINAE_HOME/laminae" export "$1" "$2" --no-setup 2>errors; } # warnings, too
for name in mesh mechanisms synapses sparse gains single biases shared_drives populations renamed \
    old_layout; do
    mkdir -p "$name"
    compare --network "$LAMINAE_TESTS/ref/$name.h5" >"$name/network.json"
    export_of "./$name/network.json" "$name/once.json"
    export_of "./$name/once.json" "$name/twice.json"
    cmp "$name/once.json" "$name/twice.json"
    case $name in mesh | sparse | gains | shared_drives | renamed) # the others want recordings, too
        compare_run "$name" "./$name/once.json" coreneuron 1 ;;
    esac
done

# What HNN-core's loader cannot carry is named, and nothing is written; with --lossy it is.
mkdir -p segments
compare --network "$LAMINAE_TESTS/ref/segments.h5" >segments/network.json
status=0
export_of ./segments/network.json segments/once.json || status=$?
[ "$status" -eq 2 ] && [ ! -e segments/once.json ]
grep -q 'sections.soma: 3 segments, where HNN-core makes 1' errors
"$LAMINAE_HOME/laminae" export ./segments/network.json segments/once.json --lossy --no-setup 2>errors
[ -s segments/once.json ]

# The models, too, for which HNN-core has no file.
for model in erp law_2021 calcium; do
    export_of $model $model.json
    export_of ./$model.json again.json
    cmp $model.json again.json
done
