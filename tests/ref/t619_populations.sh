#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t619_populations - populations other than HNN's four, and these renamed: HNN-core's results.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_all populations --record v:6,9 --record i:6,9
compare_all renamed
