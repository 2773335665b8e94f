#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t975_processors - libraries for x86-64-v2, for x86-64-v3 and for this processor: the spikes and
# dipoles of HNN-core in both engines.
set -eu
. "$LAMINAE_TESTS/lib/flags.sh"
compare_flags x86-64-v2
if grep -q avx2 /proc/cpuinfo; then compare_flags x86-64-v3; fi
compare_flags native
