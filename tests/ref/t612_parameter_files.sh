#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t612_parameter_files - legacy parameter files and flat JSON give what HNN-core makes of them, one of them
# to its end, the others for a while: the same networks as files of their own are in t610, and all of it
# whole in check-long/t963.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_part '--until 30' compare_run gamma "$LAMINAE_TESTS/ref/gamma_flat.json" coreneuron 2
compare_part '--until 60' compare_run n20 "$LAMINAE_TESTS/ref/n20_flat.json" coreneuron 2
compare_run param_alpha_beta "$LAMINAE_TESTS/ref/alpha_beta.param" coreneuron 2
compare_part '--until 50' compare_run param_alpha_beta "$LAMINAE_TESTS/ref/alpha_beta.param" coreneuron 1
compare_part '--until 40' compare_run param_alpha_beta "$LAMINAE_TESTS/ref/alpha_beta.param" neuron 2
compare_run inputs "$LAMINAE_TESTS/ref/inputs.param" coreneuron 2 2>said || { cat said && exit 1; }
