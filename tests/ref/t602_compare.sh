#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t602_compare - the comparison itself fails where it should: another seed is not the reference, one trial
# of two is it only where one is asked for, and a shorter run only up to the time that is asked for.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
run() { # OUT TSTOP SEED [OPTION ...]
    out=$1 tstop=$2 seed=$3
    shift 3
    "$LAMINAE_HOME/laminae" run erp --mesh 3,3 --tstop "$tstop" --seed "$seed" --probe lam=50,50,0:900:300 \
        --no-plot --no-setup --quiet --out "$out" "$@"
}
expect_different() { # WHAT OPTION ... REFERENCE RESULTS
    what=$1 status=0
    shift
    compare "$@" 2>said || status=$?
    [ $status -eq 1 ] || { echo "$what: status $status" && cat said && exit 1; }
}
run a 30 1
run b 30 2
run c 30 2
compare b/results.h5 c/results.h5
cmp b/spikes_0.txt c/spikes_0.txt
cmp b/dipole_0.txt c/dipole_0.txt
expect_different 'two seeds agree' a/results.h5 b/results.h5

run two 30 1 --trials 2
compare --first two/results.h5 a/results.h5
expect_different 'two seeds agree in a trial' --first two/results.h5 b/results.h5
status=0
compare two/results.h5 a/results.h5 2>said || status=$?
[ $status -eq 2 ] || { echo "one trial is two: $status" && exit 1; }

run long 40 1
compare --until 30 long/results.h5 a/results.h5
expect_different 'a short run agrees' long/results.h5 a/results.h5
expect_end() { # WHAT ACCEPTED MS REFERENCE RESULTS
    accepted=$2
    expect_different "$1" --until "$3" "$4/results.h5" "$5/results.h5"
    grep -q "^compare: the results end at .* ms; accepted: $accepted$" said || { cat said && exit 1; }
}
expect_end 'a run ends too late' '25, at most 40' 25 long a
expect_end 'a run ends too early' '35, at most 40' 35 long a
expect_end 'a reference ends too early' '40, at most 30' 40 a long
expect_different 'two seeds agree up to a time' --until 30 long/results.h5 b/results.h5
grep -q 'trial.0.spikes: [0-9]*, [0-9]* in the reference' said
grep -q 'dipole/L5_pyramidal differs' said
grep -q 'extracellular/lam differs' said
