#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t613_cells - cells with other sections, conductances and numbers of segments: HNN-core's results.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_all cells --record v:4,20 --record i:4,20 --record ca:20
compare_all segments --record v:0,5,20 --record i:0,5,20 --record ca:20
