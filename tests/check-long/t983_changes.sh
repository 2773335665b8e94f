#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t983_changes - what t490 and t787 show, over many random changes: both engines, 1 to 3 ranks, two
# sizes of the grid. Seeds 1 to 12; SEEDS="7 8" takes others.
set -eu
cp "$LAMINAE_TESTS/lib/changing.json" .
failed=0
for seed in ${SEEDS:-$(seq 12)}; do
    engine=neuron
    [ $((seed % 2)) -eq 0 ] || engine=coreneuron
    HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH mpiexec -n $((seed % 3 + 1)) nrniv -mpi \
        -c 'strdef engine_' -c "engine_ = \"$engine\"" -c 'n_steps_ = 60' -c "seed_ = $seed" \
        -c "mesh_ = $((2 + seed % 2))" "$LAMINAE_TESTS/lib/changes.hoc" </dev/null >output 2>&1 ||
        { echo "seed $seed, $engine:" && cat output && failed=1; }
done
exit $failed
