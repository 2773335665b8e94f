#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t604_processor - libraries for another processor, made beside the first: the spikes and dipoles of
# HNN-core in both engines. check-long has other processors, and flags.
set -eu
grep -q avx2 /proc/cpuinfo || { echo 'this processor has no AVX2' && exit 77; }
. "$LAMINAE_TESTS/lib/compare.sh"
v3=$LAMINAE_HOME/build/x86-64-v3 # physics/t520_valgrind uses it, too
ARCH=x86-64-v3 BUILD=$v3 "$LAMINAE_HOME/build.sh" --only column >build.log 2>&1 ||
    { cat build.log && exit 1; }
export LAMINAE_LIB="$v3/lib/column"
compare_network mesh coreneuron 1
compare_network mesh neuron 2
