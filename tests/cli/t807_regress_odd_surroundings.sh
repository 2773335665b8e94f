#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t807_regress_odd_surroundings - there is a right result, or one line that says what is wrong,
# with closed or full descriptors, without HOME, in folders that are gone or cannot be written,
# for names with spaces, quotes and other characters, with variables that point nowhere. (`run
# --tstop 10 >&-` blamed tstop.)
set -u
failed=0
fail() { echo "$*" && failed=1; }
laminae() { "$LAMINAE_HOME/laminae" "$@"; }
run() { laminae run erp --no-setup --no-plot --mesh 1,1 --tstop 2 "$@"; }
whole() { # WHAT STATUS FOLDER
    if [ "$2" -ne 0 ] || [ ! -s "$3/results.h5" ] || [ "$(wc -l <"$3/dipole_0.txt")" -lt 80 ]; then
        fail "$1: status $2"
    fi
    rm -rf "$3"
}
refused() { # WHAT STATUS LINE: errors has it, and no other
    if [ "$2" -eq 0 ] || [ "$(wc -l <errors)" -ne 1 ] || ! grep -q "$3" errors; then
        fail "$1: status $2, expected '$3': $(cat errors)"
    fi
}

# ---- descriptors ------------------------------------------------------------------------------
run --out r >&-
whole 'standard output closed' $? r
run --out r 2>&- >output
whole 'standard error closed' $? r
grep -q '^done' output || fail 'it says nothing'
run --out r <&- >output
whole 'standard input closed' $? r
run --out r <&- >&- 2>&-
whole 'all closed' $? r
ran_on() { # WHAT STATUS FOLDER
    echo 'laminae: cannot write to standard output; the run goes on' | cmp -s - errors ||
        fail "$1: $(cat errors)"
    whole "$@"
}
run --out r >/dev/full 2>errors
ran_on 'standard output full' $? r
{ run --out r 2>errors && echo 0 >status; } | :
ran_on 'standard output not read' "$(cat status)" r
run --out r 2>/dev/full >output
whole 'standard error full' $? r
run --tstop 0 >&- 2>errors
refused 'a wrong tstop, output closed' $? "^laminae: --tstop: '0'; accepted"
laminae export erp --no-setup --mesh 1,1 x.json <&- >&- 2>&- || fail 'export, all closed'
[ -s x.json ] || fail 'nothing exported'
laminae describe erp --no-setup --mesh 1,1 2>&- <&- >output || fail 'describe, closed'
grep -q L5_pyramidal output || fail 'describe, standard error closed: nothing printed'
for command in 'describe erp --no-setup' 'describe --help' 'run --help' 'check --help' 'bench --help' \
    help version completion; do
    # shellcheck disable=SC2086 # a command
    {
        laminae $command >&- 2>errors
        refused "$command, closed" $? '^laminae: .*: standard output is closed$'
        laminae $command >/dev/full 2>errors
        status=$?
        [ "$command" = 'bench --help' ] || # Python says it in two lines
            refused "$command, full" $status 'No space left on device\|I/O error'
    }
done

# ---- surroundings -----------------------------------------------------------------------------
(unset HOME && run --out r >output 2>&1)
whole 'no HOME' $? r
HOME=/nowhere CDPATH=/ run --out r >output 2>&1
whole 'HOME and CDPATH elsewhere' $? r
home=$LAMINAE_HOME
LAMINAE_HOME=/nowhere LAMINAE_NRNHOME=/nowhere "$home/laminae" run erp --no-setup --no-plot \
    --mesh 1,1 --tstop 2 --out r >output 2>&1
whole 'LAMINAE_HOME nowhere' $? r
LAMINAE_LIB=/nowhere run --out r 2>errors >output
refused 'LAMINAE_LIB nowhere' $? "LAMINAE_LIB: '/nowhere'"
odd="it's \"odd\" \$HOME \\n %d é;&|"
mkdir "$odd"
laminae export erp --no-setup --mesh 2,1 "$odd/network.json" || fail 'export to an odd name'
(cd "$odd" && laminae run network.json --no-setup --no-plot --tstop 2 --out="$odd" >output 2>&1)
whole 'odd names' $? "$odd/$odd"
laminae run "$odd/network.json" --no-setup --no-plot --tstop 2 >output 2>&1
whole 'an odd name' $? "results/$odd"
laminae run erp --no-setup --no-plot --out "$(printf 'a\nb')" 2>errors
refused 'a line break' $? 'accepted: UTF-8 without line breaks'
here=$PWD
mkdir gone && cd gone && rmdir ../gone || exit 1
laminae help >"$here/output" 2>&1 || fail 'help in a folder that is gone'
run >"$here/output" 2>"$here/errors"
status=$?
cd "$here" || exit 1
sed -i '/getcwd() failed/d' errors # the shell's own
refused 'a folder that is gone' $status '^laminae: the current folder is gone; accepted'

# A folder that cannot be written, also by root.
closed() { # COMMAND ...
    # shellcheck disable=SC2016 # the inner shell's variables
    unshare -rm sh -c 'mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" &&
        ! touch x 2>/dev/null && exec "$@"' sh "$@"
}
mkdir closed && cd closed || exit 1
if closed true 2>/dev/null; then
    closed "$LAMINAE_HOME/laminae" run erp --no-setup --no-plot --mesh 1,1 --tstop 2 2>../errors
    status=$?
    cd ..
    refused 'a folder that cannot be written' $status '^laminae: .*results.*: .*[Rr]ead-only'
fi
exit $failed
