# shellcheck shell=sh
# SPDX-License-Identifier: BSD-3-Clause
# compare.sh - sourced by tests: `compare REFERENCE.h5 RESULTS.h5`, see tests/ref/compare.c.
hdf5=$(pkg-config --exists hdf5-serial && echo hdf5-serial || echo hdf5)
# shellcheck disable=SC2046 # lists of flags
cc -O1 -std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror $(pkg-config --cflags "$hdf5") \
    "$LAMINAE_TESTS/ref/compare.c" -o comparing $(pkg-config --libs "$hdf5") -lm || exit 1
compare() { ./comparing "$@"; }
