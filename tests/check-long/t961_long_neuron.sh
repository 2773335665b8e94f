#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t961_long_neuron - what takes NEURON long: both trials of the default ERP on 1, 2 and 3 ranks, of which
# t601 has a part, and the two rhythms that t611 leaves out: HNN-core's spikes and dipoles.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
for ranks in 1 2 3; do
    compare_run erp erp neuron $ranks --groups 1
done
for name in alpha gamma; do
    compare_network $name neuron 2
done
