#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t640_lfpykit - potentials, current source density and dipole of a branching cell with clamps and
# synapses: LFPykit's. lfpykit.md says which of its results are compared.
set -eu
ref=$LAMINAE_TESTS/ref
hdf5=$(pkg-config --exists hdf5-serial && echo hdf5-serial || echo hdf5)
# shellcheck disable=SC2046 # lists of flags
cc -O1 -std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror $(pkg-config --cflags "$hdf5") \
    "$ref/compare_signals.c" -o comparing $(pkg-config --libs "$hdf5") -lm
./comparing --arrays "$ref/lfpykit.h5" >arrays.hoc
HOC_LIBRARY_PATH=.:$ref:$HOC_LIBRARY_PATH nrniv "$ref/lfpykit.hoc" </dev/null
./comparing "$ref/lfpykit.h5"
