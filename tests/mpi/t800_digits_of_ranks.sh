#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t800_digits_of_ranks - what docs/results.md says of digits: groups of one rank give the bits of one rank; of
# a trial on three ranks NEURON gives the same bits of all voltages, CoreNEURON with separate kernels too;
# sums of cells, and voltages of fused kernels, are the same but for rounding. Of fewer trials than groups
# there are fewer groups.
set -eu
. "$LAMINAE_TESTS/lib/groups.sh"
same() { h5diff -q one/results.h5 three/results.h5 "$1" || fail "$what: other bits of $1"; }
near() { h5diff -q -d "$2" one/results.h5 three/results.h5 "$1" || fail "$what: $1 differ by more than $2"; }
for what in neuron:fused coreneuron:separate coreneuron:fused; do
    export LAMINAE_KERNELS="${what#*:}"
    run one 1 "${what%:*}" 'record = "v" trials = 1' || fail "$(cat one.log)"
    run three 3 "${what%:*}" 'record = "v" trials = 1 groups = 3' || fail "$(cat three.log)"
    cmp one/spikes_0.txt three/spikes_0.txt
    [ $what = coreneuron:fused ] || same /trial/0/cells
    near /trial/0/cells 1e-10
    near /trial/0/dipole 1e-15 # of about 0.01 nAm
done
what='three trials'
run one 1 coreneuron 'record = "v" trials = 3' || fail "$(cat one.log)"
run three 3 coreneuron 'record = "v" trials = 3 groups = 3' || fail "$(cat three.log)"
for trial in 0 1 2; do same /trial/$trial; done
