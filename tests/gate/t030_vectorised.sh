#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t030_vectorised - the compiler's report of the build says that every channel's state loop is vectorised.
set -eu
work=$LAMINAE_HOME/build/work/column/coreneuron
translated=$(dirname "$work"/*/corenrn/mod2c/hh2.cpp)
exec sh "$LAMINAE_TESTS/mod/vectorised.sh" "$work/log" "$translated"
