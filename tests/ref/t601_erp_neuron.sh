#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t601_erp_neuron - the default ERP on 1, 2 and 3 ranks: HNN-core's spikes and dipoles, on 2 ranks those
# of both trials, one after the other. (Without --groups 1 each rank would run one.)
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
for case in 1:1:--first 2:2: 3:1:--first; do
    ranks=${case%%:*} rest=${case#*:}
    "$LAMINAE_HOME/laminae" run erp --engine neuron --np "$ranks" --groups 1 --trials "${rest%:*}" \
        --no-plot --no-setup --quiet --out "ranks_$ranks"
    # shellcheck disable=SC2086 # an option or nothing
    compare ${rest#*:} "$LAMINAE_TESTS/ref/erp.h5" "ranks_$ranks/results.h5"
done
