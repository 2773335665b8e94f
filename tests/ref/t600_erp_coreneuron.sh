#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t600_erp_coreneuron - the default ERP, both trials one after the other on 2 ranks, the first on 1 rank, and
# both on 3 until cells have answered: HNN-core's spikes and dipoles; check-long/t963 has them whole.
# (Without --groups 1 two ranks would run a trial each.)
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_part --first compare_run erp erp coreneuron 1
compare_run erp erp coreneuron 2 --groups 1
compare_part '--until 45' compare_run erp erp coreneuron 3 --groups 1
