#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t614_connections - connections that are not all to all: HNN-core's results.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_all sparse
