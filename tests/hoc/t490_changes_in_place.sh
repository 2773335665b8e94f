#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t490_changes_in_place - a column that follows changes after build() is, to the bit, the one that is
# built anew with them, in both engines: a change of each kind, then some at random.
set -eu
cp "$LAMINAE_TESTS/lib/changing.json" .
for engine in neuron coreneuron; do
    HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH nrniv -c 'strdef engine_' \
        -c "engine_ = \"$engine\"" -c 'n_steps_ = 22' -c 'seed_ = 1' \
        "$LAMINAE_TESTS/lib/changes.hoc" </dev/null >output 2>&1 || { cat output && exit 1; }
done
