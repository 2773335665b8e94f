#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t976_fast_math - mechanisms compiled with -ffast-math: the spikes and dipoles of HNN-core in both
# engines.
set -eu
. "$LAMINAE_TESTS/lib/flags.sh"
compare_flags native -ffast-math
