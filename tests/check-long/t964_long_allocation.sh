#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t964_long_allocation - c/t490_allocation with up to 120 failures of each use, of which it takes 60.
set -eu
MOST_ALLOCATIONS=120 exec sh "$LAMINAE_TESTS/c/t490_allocation.sh"
