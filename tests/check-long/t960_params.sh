#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t960_params - of random parameter files, and of those of the project, we make the networks that
# HNN-core 0.6.1 makes, or both refuse them. Uses the HNN-core that t950 installs.
set -eu
python=$LAMINAE_HOME/build/hnn-core/bin/python
[ -x "$python" ] || { echo "no HNN-core in build/hnn-core: run check-long/t950_hnn_core" && exit 77; }
library() { "$LAMINAE_HOME/tools/library.sh" "$1"; }
# shellcheck disable=SC2046 # lists of flags
cc -std=c11 -O1 -g -D_DEFAULT_SOURCE -fsanitize=address,undefined -fno-sanitize-recover=all \
    $(library includes) "$LAMINAE_TESTS/check-long/params_dump.c" $(library sources) \
    -o params_dump $(library libraries)
legacy=$LAMINAE_HOME/params/legacy
env -u NRNHOME -u NEURONHOME -u HOC_LIBRARY_PATH "$python" "$LAMINAE_TESTS/ref/hnn_params.py" \
    compare "$PWD/params_dump" "$LAMINAE_HOME" 300 "$legacy/alpha_beta.param" \
    "$legacy/gamma_L5weak_L2weak.json" "$legacy/N20.json" >output 2>&1 || { cat output && exit 1; }
