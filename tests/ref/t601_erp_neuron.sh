#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t601_erp_neuron - the default ERP: HNN-core's spikes and dipoles, the first trial on 1 rank, and until cells
# have answered on 2 ranks both, one after the other, on 3 the first; check-long/t961 has them whole.
# (Without --groups 1 two ranks would run a trial each.)
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_part --first compare_run erp erp neuron 1
compare_part '--until 40' compare_run erp erp neuron 2 --groups 1
compare_part '--first --until 45' compare_run erp erp neuron 3
