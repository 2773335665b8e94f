#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t812_regress_signals - SIGTERM before the first trial left .lock and a .part; SIGTERM to a rank
# other than the first was ignored; a killed rank was told by MPICH's banner, without a word on
# --checkpoint.
set -eu
. "$LAMINAE_TESTS/lib/groups.sh"
rank() { # NUMBER   its process
    for process in $(processes); do
        if grep -qzx "PMI_RANK=$1" "/proc/$process/environ"; then echo "$process"; fi
    done
}
# ended OUT FILE RANK SIGNAL OPTION ...   a run of which a rank gets a signal once there is FILE
ended() {
    out=$1 file=$2 to=$3 signal=$4
    shift 4
    "$LAMINAE_HOME/laminae" run "$@" --no-setup --no-plot --quiet --out "$out" >output 2>errors &
    command=$!
    wait_for "$file"
    if [ "$to" = all ]; then kill "-$signal" $command; else kill "-$signal" "$(rank "$to")"; fi
    status=0
    wait $command || status=$?
    [ $status -eq 1 ] || fail "$out: status $status: $(cat output errors)"
    if [ "$(wc -l <errors)" -ne 1 ] || [ -s output ]; then fail "$out: $(cat output errors)"; fi
    none_lives "$out"
}
said() { grep -qx "laminae: $1" errors || fail "$out: $(cat errors)"; }

many='./mesh.json --tstop 30 --trials 1000'
for ranks in 1 2; do
    ended early 'early/.results.h5.*.part' all TERM erp --mesh 14,14 --np $ranks --tstop 2
    said 'interrupted before the first trial'
    [ ! -e early ] || fail "left: $(find early)"
done

# shellcheck disable=SC2086 # a list
{
    ended one 'one/.dipole_1.txt.*.part' 1 TERM $many --np 2 --groups 1
    said 'interrupted at .* of trial .*; results.h5 holds the trials that are finished, [1-9][0-9]*'
    ended two 'two/.dipole_1.txt.*.part' 1 TERM $many --np 2
    said 'interrupted; results.h5 holds the trials that are finished, [1-9][0-9]*'
    for out in one two; do
        if [ ! -e $out/results.h5 ] || [ -e $out/.lock ]; then fail "$out: $(ls -A $out)"; fi
    done

    killed='a process of the run was ended by signal 9, perhaps as memory ran out'
    ended killed 'killed/.dipole_1.txt.*.part' 1 KILL $many --np 2 --groups 1
    said "$killed; with --checkpoint finished trials would stay"
    ended kept 'kept/checkpoint/1/results.h5' 0 KILL $many --np 2 --checkpoint
    said "$killed; the finished trials stay, and the same command goes on with them"
    "$LAMINAE_HOME/laminae" run $many --trials 2 --no-setup --no-plot --quiet --out killed
    [ "$(find killed -mindepth 1 | wc -l)" -eq 6 ] || fail "after a kill: $(find killed)"
}
