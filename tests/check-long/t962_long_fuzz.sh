#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t962_long_fuzz - c/t160_network_fuzz for longer: LAMINAE_FUZZ_SECONDS (200), cases of LAMINAE_FUZZ_SEED (2).
set -eu
mkdir check
ln -s "$LAMINAE_CHECK/libsanitized.so" check
export LAMINAE_FUZZ_SECONDS="${LAMINAE_FUZZ_SECONDS:-200}" LAMINAE_FUZZ_SEED="${LAMINAE_FUZZ_SEED:-2}"
LAMINAE_CHECK=$PWD/check "$LAMINAE_TESTS/run.sh" "$LAMINAE_TESTS/c/t160_network_fuzz.c" >report
grep -q ' s  ok$' report || { cat report && exit 1; }
