#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t490_allocation - when memory runs out, at whichever allocation, the library says so and leaks
# nothing.
set -eu
library() { "$LAMINAE_HOME/tools/library.sh" "$1"; }
# shellcheck disable=SC2046 # lists of flags
cc -std=c11 -O1 -g -D_DEFAULT_SOURCE -fsanitize=address,undefined -fno-sanitize-recover=all \
    $(library includes) -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup \
    "$LAMINAE_TESTS/c/allocation.c" "$LAMINAE_CHECK"/objects/*.o -o allocation $(library libraries)
folder=$PWD/results
printf '1 %s\n' 3 2 1 >spikes.txt
printf '1 %s\n' '3 L2_basket' '12 L5_basket' >spk.txt
cd "$LAMINAE_HOME"
RESULTS_FOLDER=$folder SPIKE_TEXT=$OLDPWD/spikes.txt \
    HNN_SPIKES=$OLDPWD/spk.txt "$OLDPWD/allocation" "$@"
