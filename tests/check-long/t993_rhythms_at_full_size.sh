#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t993_rhythms_at_full_size - what lessons seventeen and eighteen say of the whole column: four cells below
# threshold show what 270 do, layer 5 alone fires as in HNN's file of both layers, and the frequencies that
# are published for 10 x 10 points.
set -eu
laminae() { "$LAMINAE_HOME/laminae" "$@" --no-setup; }
run() { laminae run "$@" --no-plot --quiet; }
fail() { echo "$*" && exit 1; }
lessons=$LAMINAE_HOME/tutorials
gamma=$LAMINAE_HOME/params/legacy/gamma_L5weak_L2weak.json
tonic='biases={"tonic": {"L5_pyramidal": {"amplitude": [6, "nA"]}}}'
brief='cells.L5_pyramidal.synapses.gabaa.tau2=2'

run neymotin_2020 --drives "$lessons/17_alpha_and_beta/mu.json" --tstop 700 --mesh 1,1 --scale 300000 --out four
run neymotin_2020 --drives "$lessons/17_alpha_and_beta/mu.json" --tstop 700 --scale 3000 --out all
if grep 'L[25]_' all/spikes_0.txt; then fail 'a cell fires'; fi
laminae compare four/dipole_0.txt all/dipole_0.txt 2>said |
    awk -F, '$1 == "agg" { exit !($7^2 < 0.02^2) }' || fail 'four cells differ from 270'

# the same spikes, drives aside
run "$lessons/18_gamma/layer5.json" --set "$tonic" --out layer
run "$gamma" --tstop 300 --set drives.extpois.tstop=300 --set drives.extpois.weights_ampa.L2_pyramidal=0 \
    --set "$tonic" --out both
for name in layer both; do awk '$3 ~ /^L/ { print $1, $3 }' $name/spikes_0.txt >$name.spikes; done
[ "$(wc -l <layer.spikes)" -gt 1000 ] || fail 'few spikes'
cmp layer.spikes both.spikes || fail 'layer 5 alone fires otherwise'

# peak NETWORK HZ OPTION ...
peak() {
    network=$1 hz=$2
    shift 2
    run "$network" "$@" --out peak
    laminae analyse peak --what psd --signal agg --from 50 |
        awk -F, 'NR > 1 && $1 > 30 && $1 < 80 && $2 > top { top = $2; hz = $1 } END { printf "%.0f\n", hz }' |
        grep -qx "$hz" ||
        fail "not $hz Hz: $network $*"
}
peak "$gamma" 52 --tstop 300 --set drives.extpois.tstop=300
peak "$gamma" 45 --set "$tonic"
peak "$gamma" 65 --set "$tonic" --set "$brief"
# lesson three says 44 and 64
peak "$gamma" 44 --tstop 300 --set "$tonic"
peak "$gamma" 64 --tstop 300 --set "$tonic" --set "$brief"
