#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t977_random_trees - physics/t531_random_trees with 200 trees.
set -eu
sh "$LAMINAE_TESTS/physics/t531_random_trees.sh" 200
