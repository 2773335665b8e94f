#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t611_networks_neuron - the same network files with the other engine (t601 runs the erp).
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
for name in alpha gamma n20 law_lfp; do
    compare_network $name neuron 2
done
compare_network ca_rec neuron 2 --compat hnn-core --record v:0,36,136,171,180 --record i:0,36,136,171,180 \
    --record ca:171,180
