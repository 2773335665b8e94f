#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t605_kernels - fused and separate kernels give the same spikes, dipoles and traces: of every
# variable that a segment's mechanisms have, of cells that differ, on 1 and 2 ranks and threads.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"

# both NAME NETWORK [OPTION ...]
both() {
    name=$1 network=$2
    shift 2
    for kernels in fused separate; do
        "$LAMINAE_HOME/laminae" run "$network" --kernels $kernels --no-plot --no-setup --quiet \
            --out "$name/$kernels" "$@"
    done
    compare "$name/separate/results.h5" "$name/fused/results.h5"
    cmp "$name/separate/spikes_0.txt" "$name/fused/spikes_0.txt"
}

both erp erp --tstop 30
both ranks erp --mesh 6,6 --tstop 30 --trials 2 --np 2 --threads 2
both single erp --mesh 1,1 --tstop 40
both recorded erp --mesh 3,3 --tstop 35 --record v --record i --record ca --record g_ampa \
    --record m_hh2 --record il_hh2 --record gk_hh2 --record ina --record ik --record ica \
    --record gk_km --record gk_kca --record i_cat:all:soma --record gbar_km
both other erp --mesh 5,4 --tstop 40 --dt 0.05 --set 'cells.L5_pyramidal.sections.soma.mechs.km.gbar_km=300' \
    --set celsius=30
