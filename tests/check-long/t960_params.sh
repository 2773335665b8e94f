#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t960_params - random parameter files, and those of the project, are to us the networks that
# HNN-core 0.6.1 makes of them, or are refused by both. Uses the HNN-core that t950 installs.
set -eu
python=$LAMINAE_HOME/build/hnn-core/bin/python
[ -x "$python" ] || { echo "no HNN-core in build/hnn-core: run check-long/t950_hnn_core" && exit 77; }
hdf5=$(pkg-config --exists hdf5-serial && echo hdf5-serial || echo hdf5)
# shellcheck disable=SC2046 # lists of flags
cc -std=c11 -O1 -g -D_DEFAULT_SOURCE -fsanitize=address,undefined -fno-sanitize-recover=all \
    -I"$LAMINAE_HOME/csrc/include" -I"$LAMINAE_HOME/csrc" $(pkg-config --cflags "$hdf5" jansson) \
    "$LAMINAE_TESTS/check-long/params_dump.c" "$LAMINAE_HOME"/csrc/*.c -o params_dump \
    $(pkg-config --libs "$hdf5" jansson) -lm
legacy=$LAMINAE_HOME/params/legacy
env -u NRNHOME -u NEURONHOME -u HOC_LIBRARY_PATH "$python" "$LAMINAE_TESTS/ref/hnn_params.py" \
    compare "$PWD/params_dump" "$LAMINAE_HOME" 300 "$legacy/alpha_beta.param" \
    "$legacy/gamma_L5weak_L2weak.json" "$legacy/N20.json" >output 2>&1 || { cat output && exit 1; }
