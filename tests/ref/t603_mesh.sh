#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t603_mesh - a grid of 5 x 4 pyramidal cells a layer and a step of 0.05 ms, both engines: HNN-core's
# spikes and dipoles.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
cat >mesh.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "mesh",
 "grid": {"nx": 5, "ny": 4}}
END
for engine in coreneuron neuron; do
    "$LAMINAE_HOME/laminae" run ./mesh.json --engine $engine --tstop 100 --dt 0.05 --np 2 --no-plot \
        --no-setup --quiet --out $engine
    compare "$LAMINAE_TESTS/ref/mesh.h5" $engine/results.h5
done
