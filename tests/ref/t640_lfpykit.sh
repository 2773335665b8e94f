#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t640_lfpykit - potentials, current source density and dipole of a branching cell with clamps and
# synapses: LFPykit's. lfpykit.md says which of its results are compared.
set -eu
ref=$LAMINAE_TESTS/ref
library() { "$LAMINAE_HOME/tools/library.sh" "$1"; }
# shellcheck disable=SC2046 # lists of flags
cc -O1 -std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror $(library includes) \
    "$ref/compare_signals.c" -o comparing $(library libraries)
./comparing --arrays "$ref/lfpykit.h5" >arrays.hoc
HOC_LIBRARY_PATH=.:$ref:$HOC_LIBRARY_PATH nrniv "$ref/lfpykit.hoc" </dev/null
./comparing "$ref/lfpykit.h5"
