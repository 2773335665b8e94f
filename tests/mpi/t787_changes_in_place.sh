#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t787_changes_in_place - what t490 shows holds on 2 and 3 ranks, whichever has the cells that change.
set -eu
cp "$LAMINAE_TESTS/lib/changing.json" .
for case in 2:neuron 3:coreneuron; do
    HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH mpiexec -n "${case%:*}" nrniv -mpi \
        -c 'strdef engine_' -c "engine_ = \"${case#*:}\"" -c 'n_steps_ = 15' -c "seed_ = 2" \
        "$LAMINAE_TESTS/lib/changes.hoc" </dev/null >output 2>&1 || { cat output && exit 1; }
done
