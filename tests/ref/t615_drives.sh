#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t615_drives - drive cells of every type, shared and of their own: HNN-core's results.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_all shared_drives
