#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t730_recording - traces of 1, 2 and 3 ranks and both engines are the same, in one file, for both
# trials; nothing is left beside it.
set -eu
fail() { echo "$*" && exit 1; }
cat >mesh.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "mesh",
 "grid": {"nx": 4, "ny": 3}}
END
set -- --record v --record i:0,3,22-31 --record ca:L5_pyramidal --record m_hh2:L2_basket
"$LAMINAE_HOME/laminae" run ./mesh.json --tstop 35 --trials 2 --no-plot --no-setup --quiet --out one "$@"
paths() { h5ls -r "$1" | awk '/\/trial\/.*Dataset/ { print $1, $3 }'; }
paths one/results.h5 >expected
n=$(grep -c /cells/ expected)
# 5 baskets and 12 pyramids a layer: all sections; synapses of 2 and 10; calcium; gates
[ "$n" -eq $((2 * (10 + 12 * 8 + 12 * 9 + 2 * 3 + 10 * 34 + 12 * 9 + 5))) ] || fail "$n traces"
for case in coreneuron,2 coreneuron,3 neuron,2; do
    engine=${case%,*} ranks=${case#*,} # which differ in the last digits
    "$LAMINAE_HOME/laminae" run ./mesh.json --tstop 35 --trials 2 --no-plot --no-setup --quiet \
        --engine "$engine" --np "$ranks" --out "$case" "$@"
    paths "$case/results.h5" | diff expected - || fail "$case: other datasets"
    for trial in 0 1; do
        h5diff -d 1e-9 one/results.h5 "$case/results.h5" /trial/$trial/cells ||
            fail "$case: other traces"
    done
    [ "$(find "$case" | wc -l)" -eq 7 ] || fail "$case: $(ls -A "$case")"
done

# A rank without any trace, and options as HOC variables.
mpiexec -n 2 nrniv -mpi -c 'strdef out, record' -c 'out = "soma"' -c 'tstop_ms = 5' -c 'quiet = 1' \
    -c 'record = "v:0:soma\ni_ampa:0"' -c 'record_dt_ms = 0.1' "$LAMINAE_HOME/main.hoc" </dev/null \
    >output 2>&1 || { cat output && exit 1; }
paths soma/results.h5 | grep /cells/ >traces || true
printf '/trial/0/cells/0/soma/i_ampa_nA {51}\n/trial/0/cells/0/soma/v_mV {51}\n' | diff - traces
