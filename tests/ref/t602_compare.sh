#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t602_compare - the comparison itself fails where it should: another seed is not the reference, and one
# trial of two is it only where one is asked for.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
"$LAMINAE_HOME/laminae" run erp --tstop 30 --seed 1 --no-plot --no-setup --quiet --out a
"$LAMINAE_HOME/laminae" run erp --tstop 30 --seed 2 --no-plot --no-setup --quiet --out b
"$LAMINAE_HOME/laminae" run erp --tstop 30 --seed 2 --no-plot --no-setup --quiet --out c
compare b/results.h5 c/results.h5
if compare a/results.h5 b/results.h5 2>/dev/null; then echo 'two seeds agree' && exit 1; fi
if compare "$LAMINAE_TESTS/ref/erp.h5" c/results.h5 2>/dev/null; then echo 'a short run agrees' && exit 1; fi
"$LAMINAE_HOME/laminae" run erp --tstop 30 --seed 1 --trials 2 --no-plot --no-setup --quiet --out two
compare --first two/results.h5 a/results.h5
if compare two/results.h5 a/results.h5 2>/dev/null; then echo 'one trial is two' && exit 1; fi
if compare --first two/results.h5 b/results.h5 2>/dev/null; then echo 'two seeds agree' && exit 1; fi
cmp b/spikes_0.txt c/spikes_0.txt
cmp b/dipole_0.txt c/dipole_0.txt
