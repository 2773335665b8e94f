#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t964_long_allocation - c/t490_allocation with up to 120 failures of each use, of which it takes 60; of a
# parameter file 1000: the weights of connections that lacked memory were left as they were.
set -eu
MOST_ALLOCATIONS=120 sh "$LAMINAE_TESTS/c/t490_allocation.sh"
MOST_ALLOCATIONS=1000 sh "$LAMINAE_TESTS/c/t490_allocation.sh" parameters
