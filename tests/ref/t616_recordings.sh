#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t616_recordings - a cell of each population recorded: HNN-core's traces.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_all recorded_cells --record v:1,3,7,9 --record i:1,3,7,9 --record ca:9
