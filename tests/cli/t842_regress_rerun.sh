#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t842_regress_rerun - a run of results.h5 has its --record, --engine and --compat unless others
# are given; "none" takes them away. It forgot them. A file of sensors or drives that has none is
# refused.
set -eu
laminae() { "$LAMINAE_HOME/laminae" "$@" --no-setup --no-plot --quiet; }
# The names below a group of a file, and what of a run it keeps.
names() { h5ls -r "$1" | sed -n 's,^\(/trial[^ ]*\).*,\1,p' | sort; }
options() { h5dump -d /options "$1" | grep -E '^ *(\(0\): "| +)' | tr -d '\n' ; }
expect() { # FILE HAS LACKS
    options "$1" >told
    if ! grep -q "$2" told || grep -q "$3" told; then echo "$1 keeps $(cat told)" && exit 1; fi
}
laminae run erp --mesh 1,1 --tstop 2 --engine neuron --compat hnn-core --record v:L5_pyramidal:soma \
    --record i_ampa:3 --record-dt 0.5 --record-float32 --record-compress --out first
laminae run first/results.h5 --out again
names first/results.h5 >first_names
names again/results.h5 >again_names
grep -q '/cells/3/soma/v_mV' first_names
cmp first_names again_names
h5diff -q first/results.h5 again/results.h5 /trial /trial || { echo 'other samples' && exit 1; }
expect again/results.h5 'engine neuron.*compat hnn-core.*record v:L5.*record i_ampa' 'nothing'
h5dump -a /engine again/results.h5 | grep -q '"neuron"'

laminae run again/results.h5 --record v:0 --engine coreneuron --compat none --out other
expect other/results.h5 'engine coreneuron.*record v:0' 'i_ampa\|hnn-core'
names other/results.h5 >other_names
if grep -q '/cells/3' other_names; then echo 'the old traces, too' && exit 1; fi
grep -q '/cells/0/soma/v_mV' other_names
laminae run other/results.h5 --record none --out without
if names without/results.h5 | grep -q /cells; then echo 'traces after --record none' && exit 1; fi

# refused LINE OPTION FILE
refused() {
    status=0
    laminae run erp --tstop 1 "$2" "$3" --out none 2>errors || status=$?
    if [ $status -ne 2 ] || ! grep -qx "laminae: $1" errors; then cat errors && exit 1; fi
}
echo '{}' >empty.json
refused 'empty.json: no sensors; accepted: electrode_arrays, current_density, eeg, meg' --sensors empty.json
echo '{"drives": {}}' >empty.json
refused './empty.json: drives: empty; accepted: an object of drives' --drives ./empty.json
