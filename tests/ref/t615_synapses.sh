#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t615_synapses - other kinetics, receptors and groups of sections: HNN-core's results.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_all synapses --record v:4,16,20 --record i:4,16,20 --record ca:16,20
