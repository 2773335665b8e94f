#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t955_hnn_core_reads - HNN-core's own loader reads what we write for it, and runs it to the
# results that it had for the network as first built: sparse connections, gains, thresholds, wide
# grids, every kind of drive, currents, populations of other names. Uses the HNN-core that t950
# installs, with our mechanisms.
set -eu
python=$LAMINAE_HOME/build/hnn-core/bin/python
[ -x "$python" ] || { echo "no HNN-core in build/hnn-core: run check-long/t950_hnn_core" && exit 77; }
. "$LAMINAE_TESTS/lib/compare.sh"
for name in mesh sparse gains single biases shared_drives populations renamed synapses old_layout; do
    mkdir -p "$name"
    compare --network "$LAMINAE_TESTS/ref/$name.h5" >"$name/network.json"
    "$LAMINAE_HOME/laminae" export "./$name/network.json" "$name/written.json" --no-setup 2>errors
    env -u NRNHOME -u NEURONHOME -u HOC_LIBRARY_PATH "$python" \
        "$LAMINAE_TESTS/check-long/hnn_core_on_ours.py" "$LAMINAE_HOME/build/lib" \
        "$LAMINAE_TESTS/ref/$name.h5" "$name/written.json" >output 2>&1 ||
        { echo "$name" && cat output && exit 1; }
done
