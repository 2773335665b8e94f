#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t963_whole_references - all that ref/t600, t610, t611 and t612 compare with HNN-core for a while, to its
# end: the ERP, network files and parameter files. t961 has the ERP and the rhythms of NEURON.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
record='--compat hnn-core --record v:0,36,136,171,180 --record i:0,36,136,171,180 --record ca:171,180'
for ranks in 1 2 3; do
    compare_run erp erp coreneuron "$ranks" --groups 1
done
for ranks in 1 2; do
    for name in erp alpha gamma n20 law_lfp; do
        compare_network "$name" coreneuron "$ranks"
    done
    # shellcheck disable=SC2086 # words
    compare_network ca_rec coreneuron "$ranks" $record
    compare_run param_alpha_beta "$LAMINAE_TESTS/ref/alpha_beta.param" coreneuron "$ranks"
done
for name in n20 law_lfp; do
    compare_network $name neuron 2
done
# shellcheck disable=SC2086 # words
compare_network ca_rec neuron 2 $record
for name in gamma n20; do
    compare_run $name "$LAMINAE_TESTS/ref/${name}_flat.json" coreneuron 2
done
compare_run param_alpha_beta "$LAMINAE_TESTS/ref/alpha_beta.param" neuron 2
