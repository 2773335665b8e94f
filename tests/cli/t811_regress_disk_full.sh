#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t811_regress_disk_full - finished trials are kept when the disk is full in a later one: with and
# without --checkpoint, on groups, and if the disk of one rank alone is full. The reason is one
# line, and nothing else is left. All trials were lost.
set -eu
fail() { echo "$*" && exit 1; }
cc -std=c11 -O1 -D_DEFAULT_SOURCE -Wall -Wextra -Wno-unused-function -shared -fPIC \
    "$LAMINAE_TESTS/lib/full_disk.c" -o full_disk.so -ldl
export FAULT_FOLDER="$PWD" FAULT_ROOM
whole='run erp --mesh 2,2 --tstop 20 --trials 6 --no-setup --no-plot --quiet'

# full ROOM OUT [OPTION ...]   the run fails, as the folder's files may grow by so many bytes
full() {
    FAULT_ROOM=$1 out=$2
    shift 2
    status=0
    # shellcheck disable=SC2086 # a list
    LD_PRELOAD=$PWD/full_disk.so "$LAMINAE_HOME/laminae" $whole --out "$out" "$@" \
        >output 2>errors || status=$?
    if [ $status -ne 1 ] || [ "$(wc -l <errors)" -ne 1 ] || [ -s output ] ||
        ! grep -q '^laminae: cannot write .*No space left on device' errors; then
        fail "$*: status $status: $(cat output errors)"
    fi
    left=$(find "$out" -name '.*' 2>/dev/null)
    [ -z "$left" ] || fail "$*: left: $left"
}
partial() { # OUT   some trials, and as many as it says
    [ "$(h5dump -a /complete "$1/results.h5" | sed -n 's/.*(0): //p')" = 0 ] || fail "$1: complete"
    n=$(h5ls "$1/results.h5/trial" | wc -l)
    if [ "$n" -eq 0 ] || [ "$(find "$1" -name 'dipole_[0-9]*.txt' | wc -l)" -ne "$n" ]; then
        fail "$1: $(ls "$1")"
    fi
    grep -q "results.h5 holds the trials that are finished, $n\$" errors || fail "$1: $(cat errors)"
}

full 600000 one
partial one
full 700000 groups --np 2
partial groups
# The traces of the second rank alone find no room.
FAULT_RANK=1
export FAULT_RANK
full 200000 traces --np 2 --groups 1 --record v:all:soma
partial traces
unset FAULT_RANK

full 800000 kept --checkpoint
grep -q 'the finished trials stay, and the same command goes on with them$' errors ||
    fail "kept: $(cat errors)"
if [ -e kept/results.h5 ] || [ ! -e kept/checkpoint/0/results.h5 ]; then
    fail "kept: $(find kept)"
fi
# shellcheck disable=SC2086 # a list
"$LAMINAE_HOME/laminae" $whole --out kept --checkpoint
[ "$(find kept -type f | wc -l)" -eq 14 ] || fail "kept: $(find kept)"

# Old results stay, whatever is finished.
before=$(cat kept/* | cksum)
full 600000 kept
[ "$(cat kept/* | cksum)" = "$before" ] || fail "old results: $(ls -A kept)"
