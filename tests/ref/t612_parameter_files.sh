#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t612_parameter_files - legacy parameter files and flat JSON give what HNN-core makes of them.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
for name in gamma n20; do
    compare_run $name "$LAMINAE_TESTS/ref/${name}_flat.json" coreneuron 2
done
for ranks in 1 2; do
    compare_run param_alpha_beta "$LAMINAE_TESTS/ref/alpha_beta.param" coreneuron "$ranks"
done
compare_run param_alpha_beta "$LAMINAE_TESTS/ref/alpha_beta.param" neuron 2
compare_run inputs "$LAMINAE_TESTS/ref/inputs.param" coreneuron 2 2>said || { cat said && exit 1; }
