#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t618_drives - drives of every type, spikes that are given, currents: HNN-core's results.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
for name in shared_drives replay biases; do
    compare_all "$name"
done
