#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t705_threads - 2 and 3 threads of a rank, also of 2 ranks, in both engines: the spikes of one thread,
# and dipoles to rounding; as many threads as cells; a number of threads that is none.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
run() { "$LAMINAE_HOME/laminae" run erp --mesh 3,3 --tstop 60 --no-plot --no-setup --quiet "$@"; }
run --out one
for engine in coreneuron neuron; do
    run --engine $engine --threads 2 --out "${engine}2"
    run --engine $engine --threads 3 --np 2 --out "${engine}6"
    for out in "${engine}2" "${engine}6"; do
        compare one/results.h5 "$out/results.h5"
        cmp one/spikes_0.txt "$out/spikes_0.txt"
    done
done
[ "$(grep -vc '^#' one/spikes_0.txt)" -gt 20 ] || { echo 'too few spikes to compare' && exit 1; }
run --threads 24 --out many # of 24 cells
cmp one/spikes_0.txt many/spikes_0.txt
status=0
run --threads 0 --out none 2>errors || status=$?
[ $status -eq 2 ] || { echo "status $status" && exit 1; }
grep -q "^laminae: --threads: '0'; accepted" errors
