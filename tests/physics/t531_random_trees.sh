#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t531_random_trees - Sensors on trees drawn at random, changed between runs: signals are sums over
# i_membrane_ at the places that define_shape() gives, and the run is the same without Sensors to
# the last bit, as are all sections afterwards.
set -eu
HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH
export HOC_LIBRARY_PATH
for part in alone places measured; do
    nrniv -c 'strdef part' -c "part=\"$part\"" -c first_tree=0 -c "n_trees=${1:-8}" \
        "$LAMINAE_TESTS/lib/random_trees.hoc" </dev/null >output 2>&1 || { cat output && exit 1; }
    [ "$(tail -n 1 output)" = "$part: all trees" ] || { cat output && exit 1; }
done
