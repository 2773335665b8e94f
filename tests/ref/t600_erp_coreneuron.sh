#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t600_erp_coreneuron - the default ERP, both trials one after the other, on 1, 2 and 3 ranks:
# HNN-core's spikes and dipoles. (Without --groups 1 two ranks would run a trial each.)
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
for ranks in 1 2 3; do
    "$LAMINAE_HOME/laminae" run erp --engine coreneuron --np $ranks --groups 1 --trials 2 \
        --no-plot --no-setup --quiet --out ranks_$ranks
    compare "$LAMINAE_TESTS/ref/erp.h5" ranks_$ranks/results.h5
done
