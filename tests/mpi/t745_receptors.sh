#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t745_receptors - potentials by receptor of a column that fires: their sum is the array's potential,
# and they are the same to rounding in both engines, with kernels fused or not, on 1 and 2 ranks. What
# is measured anyway does not change, bit for bit. What cannot be told apart is refused.
set -eu
array() { # KEYS
    cat <<END
{"electrode_arrays": {"lam": {"positions": [[[5, 5, -300], [5, 5, 200], [5, 5, 700], [5, 5, 1200]], "um"]$1}}}
END
}
array ', "receptors_apart": true' >parts.json
array '' >whole.json
# run NAME SENSORS OPTIONS ...
run() {
    name=$1 sensors=$2
    shift 2
    "$LAMINAE_HOME/laminae" run "$model" --mesh 2,2 --tstop 40 --sensors "$sensors" --out "$name" --no-plot \
        --no-setup --quiet "$@"
}
model=erp
run whole whole.json
run core parts.json
run separate parts.json --kernels separate
run neuron parts.json --engine neuron
run two parts.json --np 2
run threads parts.json --threads 2

for text in dipole_0 spikes_0 lfp_lam_0 csd_lam_0; do
    cmp "whole/$text.txt" "core/$text.txt"
done
h5diff whole/results.h5 core/results.h5 /trial/0/extracellular/lam
h5diff whole/results.h5 core/results.h5 /trial/0/dipole_vector
# values NAME DATASET: a number a line
values() {
    h5dump -A 0 -w 1 -m '%.17g' -y -d "/trial/0/$2" "$1/results.h5" | sed -n 's/^ *\(-\{0,1\}[0-9][^ ,]*\),\{0,1\}$/\1/p'
}
parts='ampa nmda gabaa gabab rest'
[ "$(h5ls core/results.h5/trial/0/extracellular_receptors/lam | cut -d' ' -f1 | sort | tr '\n' ' ')" = \
    'ampa gabaa gabab nmda rest ' ]
# near BOUND WHAT: columns 1 and 2 of standard input agree to BOUND of the peak of the first
near() {
    awk -v bound="$1" '
        { e = $1 - $2; if (e < 0) e = -e; if (e > worst) worst = e
          a = $1 < 0 ? -$1 : $1; if (a > peak) peak = a }
        END { if (NR != 4*1601 || !(peak > 1e-4) || worst > bound*peak) {
            printf "%d values, peak %g, %g of it\n", NR, peak, worst/peak; exit 1 } }' ||
        { echo "$2" && exit 1; }
}
for run in core separate neuron two threads; do
    for part in $parts; do
        values "$run" "extracellular_receptors/lam/$part" >"$run.$part"
        paste "core.$part" "$run.$part" | near 1e-9 "$run: $part"
    done
    values $run extracellular/lam >$run.all
    paste $run.ampa $run.nmda $run.gabaa $run.gabab $run.rest |
        awk '{ printf "%.17g\n", $1 + $2 + $3 + $4 + $5 }' | paste $run.all - |
        near 1e-11 "$run: the sum of all parts"
done

# refused WHAT SYNAPSE: one line that says so, status 2
refused() {
    cat >bad.json <<END
{"extends": "erp", "name": "bad", "cells": {"L2_basket": {"synapses": {$2}}}}
END
    status=0
    run bad parts.json >output 2>&1 || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <output)" -ne 1 ] || ! grep -q "^laminae: receptors_apart: $1" output; then
        echo "status $status, expected '$1': $(cat output)" && exit 1
    fi
}
model=./bad.json
refused 'a synapse is a ExpSyn; accepted: Exp2Syn' '"gabaa":
    {"mechanism": "ExpSyn", "tau": [5, "ms"], "e": [-80, "mV"], "tau1": null, "tau2": null}'
refused "a receptor is called 'rest'; accepted: another" \
    '"rest": {"tau1": [1, "ms"], "tau2": [5, "ms"], "e": [-80, "mV"]}'
