#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t621_human_cells - the column of human cells, as a model of ours and as HNN-core's network file: the results of the
# branch of HNN-core that has it.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
traces="--record v:0,2,6,8 --record i:0,2,6,8 --record ca:0,2,6,8"
for each in coreneuron,1 coreneuron,2 neuron,1 neuron,2; do
    # shellcheck disable=SC2086 # words
    compare_run duecker duecker_et "${each%,*}" "${each#*,}" --drives human_erp --mesh 2,2 \
        --baseline none $traces
done
mv out models
# shellcheck disable=SC2086 # words
compare_network duecker coreneuron 1 --baseline none $traces
