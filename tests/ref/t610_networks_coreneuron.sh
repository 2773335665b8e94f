#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t610_networks_coreneuron - network files as HNN-core writes them, on 1 and 2 ranks: its spikes,
# dipoles, potentials and recordings.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
for ranks in 1 2; do
    for name in erp alpha gamma n20 law_lfp; do
        compare_network "$name" coreneuron "$ranks"
    done
    compare_network ca_rec coreneuron "$ranks" --compat hnn-core --record v:0,36,136,171,180 \
        --record i:0,36,136,171,180 --record ca:171,180
done
