#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t612_parameter_files - a legacy parameter file and flat JSON files give what HNN-core makes of them.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
for name in gamma n20; do
    compare_run $name "$LAMINAE_TESTS/ref/${name}_flat.json" coreneuron 2
done
for ranks in 1 2; do
    compare_run param_alpha_beta "$LAMINAE_TESTS/ref/alpha_beta.param" coreneuron "$ranks"
done
compare_run param_alpha_beta "$LAMINAE_TESTS/ref/alpha_beta.param" neuron 2
