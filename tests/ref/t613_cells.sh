#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t613_cells - cells with other sections and conductances than HNN's: HNN-core's results.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_all cells --record v:4,20 --record i:4,20 --record ca:20
