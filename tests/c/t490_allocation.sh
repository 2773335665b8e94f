#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t490_allocation - when memory runs out, at whichever allocation, the library says so and leaks
# nothing.
set -eu
hdf5=$(pkg-config --exists hdf5-serial && echo hdf5-serial || echo hdf5)
# shellcheck disable=SC2046 # lists of flags
cc -std=c11 -O1 -g -D_DEFAULT_SOURCE -fsanitize=address,undefined -fno-sanitize-recover=all \
    -I"$LAMINAE_HOME/csrc/include" -I"$LAMINAE_HOME/csrc" $(pkg-config --cflags "$hdf5" jansson) \
    -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup \
    "$LAMINAE_TESTS/c/allocation.c" "$LAMINAE_HOME"/csrc/*.c -o allocation \
    $(pkg-config --libs "$hdf5" jansson) -lm
folder=$PWD/results
printf '1 %s\n' 3 2 1 >spikes.txt
cd "$LAMINAE_HOME"
RESULTS_FOLDER=$folder SPIKE_TEXT=$OLDPWD/spikes.txt "$OLDPWD/allocation"
