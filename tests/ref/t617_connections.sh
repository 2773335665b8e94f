#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t617_connections - sparse connections, gains, thresholds, a row, single cells: HNN-core's results.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
for name in sparse gains single; do
    compare_all "$name"
done
