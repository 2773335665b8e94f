#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t765_interrupted_groups - SIGTERM and SIGINT end all groups with status 1 and one line.
# results.h5 holds the finished trials, unless it would replace whole results. With --checkpoint
# the trials wait, and the same command goes on.
set -eu
. "$LAMINAE_TESTS/lib/groups.sh"
options='./mesh.json --tstop 30 --no-setup --no-plot --quiet --np 2'
attribute() { h5dump -a "/$2" "$1" | sed -n 's/.*(0): //p'; }
# interrupted SIGNAL OUT PATTERN [OPTION ...]   a long run, once there is such a file
interrupted() {
    signal=$1 out=$2 file=$3
    shift 3
    # shellcheck disable=SC2086 # a list
    "$LAMINAE_HOME/laminae" run $options --trials 50 --out "$out" "$@" >output 2>errors &
    command=$!
    wait_for "$file"
    # Ctrl-C goes to every process; mpiexec passes SIGTERM on
    if [ "$signal" = TERM ]; then kill -TERM $command; else send INT; fi
    status=0
    wait $command || status=$?
    [ $status -eq 1 ] || fail "$signal: status $status: $(cat errors)"
    if [ "$(wc -l <errors)" -ne 1 ] || ! grep -q '^laminae: interrupted; ' errors; then
        fail "$signal: $(cat errors)"
    fi
    none_lives "$signal"
}

for signal in TERM INT; do
    interrupted $signal $signal "$signal/.dipole_2.txt.*.part"
    grep -q 'results.h5 holds the trials that are finished, [1-9]' errors || fail "$(cat errors)"
    [ "$(attribute "$signal/results.h5" complete)" = 0 ] || fail "$signal: not marked"
    n=$(h5ls "$signal/results.h5/trial" | wc -l)
    [ "$n" -ge 3 ] || fail "$signal: $n trials"
    [ "$(find "$signal" -name 'dipole_[0-9]*.txt' | wc -l)" -eq "$n" ] || fail "$signal: $(ls "$signal")"
    [ -s "$signal/dipole_mean.txt" ] || fail "$signal: no mean"
done
# shellcheck disable=SC2086 # a list
"$LAMINAE_HOME/laminae" run $options --trials 3 --out TERM
before=$(cat TERM/* | cksum)
interrupted TERM TERM 'TERM/.dipole_2.txt.*.part'
grep -q '; the results of the earlier run stay as they are$' errors || fail "$(cat errors)"
[ "$(cat TERM/*.* | cksum)" = "$before" ] || fail "whole results are not as they were: $(ls -A TERM)"

interrupted TERM kept 'kept/checkpoint/2/results.h5' --checkpoint
grep -q 'the same command goes on' errors || fail "$(cat errors)"
[ ! -e kept/results.h5 ] || fail "results of a run that is to go on: $(ls -A kept)"
[ -e kept/checkpoint/0/results.h5 ] || fail "no trials: $(find kept)"
