#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t611_networks_neuron - the same network files with the other engine, until cells have answered; check-long/t963
# has them whole. t601 runs the erp. The rhythms take long: t612 has both of alpha, t618 Poisson drives as
# gamma's, check-long/t961 the two networks.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_part '--until 35' compare_network n20 neuron 2
compare_part '--until 60' compare_network law_lfp neuron 2
compare_part '--until 35' compare_network ca_rec neuron 2 --compat hnn-core --record v:0,36,136,171,180 \
    --record i:0,36,136,171,180 --record ca:171,180
