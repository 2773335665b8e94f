#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t806_columns - what t510 shows holds on 2 and 3 ranks.
set -eu
for ranks in 2 3; do
    HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH mpiexec -n $ranks nrniv -mpi \
        "$LAMINAE_TESTS/hoc/t510_columns.hoc" </dev/null >output 2>&1 || { cat output && exit 1; }
done
