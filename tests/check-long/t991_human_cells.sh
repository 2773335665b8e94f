#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t991_human_cells - the whole column of human cells gives the 1,888 spikes and the dipole that HNN-core's branch keeps,
# to the digits that are kept, in both engines, on 1 and 2 ranks.
set -eu
sort -k1,1 -k3,3n -k2,2n "$LAMINAE_TESTS/ref/duecker_golden.txt" | grep '^spike' >spikes
[ "$(wc -l <spikes)" -eq 1888 ] || { echo 'golden spikes are missing' && exit 1; }
grep '^dipole' "$LAMINAE_TESTS/ref/duecker_golden.txt" >dipole
for each in coreneuron,1 coreneuron,2 neuron,1; do
    "$LAMINAE_HOME/laminae" run duecker_et --drives human_erp --inplane-distance 30 --out out \
        --engine "${each%,*}" --np "${each#*,}" --no-plot --no-setup --quiet
    grep -v '^[#t]' out/spikes_0.txt | sort -k2,2n -k1,1n | paste -d ' ' spikes - | awk -v run="$each" '
    function wrong(what) { print run ": " what; failed = 1; exit }
    NF != 6 || $3 != $5 || ($2 - $4)^2 > 0.00051^2 { wrong("spike " $0) }
    END { exit failed }'
    awk -v run="$each" '
    function differs(k) { return ($k - at[$2, k])^2 > 0.000051^2 }
    FNR == NR { if ($1 !~ /[#t]/) for (k = 3; k <= 5; k++) at[sprintf("%.3f", $1), k] = $(k - 1); next }
    !(($2, 3) in at) || differs(3) || differs(4) || differs(5) { print run ": " $0; failed = 1; exit }
    END { exit failed }' out/dipole_0.txt dipole
done
