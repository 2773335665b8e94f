#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t700_ranks - 1, 2 and 4 ranks of both engines: the same spikes, and dipoles to rounding; also when
# nrniv runs main.hoc itself, options given as HOC variables.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
"$LAMINAE_HOME/laminae" run erp --mesh 6,6 --tstop 35 --dt 0.05 --no-plot --no-setup --quiet --out one
for engine in coreneuron neuron; do
    for ranks in 2 4; do
        mpiexec -n $ranks nrniv -mpi -c 'strdef engine, out, mesh' -c 'mesh = "6,6"' \
            -c "engine = \"$engine\"" -c "out = \"$engine$ranks\"" -c '{tstop_ms = 35 dt_ms = 0.05 quiet = 1}' \
            "$LAMINAE_HOME/main.hoc" </dev/null >output 2>&1 || { cat output && exit 1; }
        compare one/results.h5 $engine$ranks/results.h5
        cmp one/spikes_0.txt $engine$ranks/spikes_0.txt
    done
done
