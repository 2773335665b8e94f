#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t851_regress_another_clone - in the folder of another clone, or where files have the names of
# ours, the command loads its own files. A script that would load the other's templates is
# refused.
set -eu
fail() { echo "$*" && exit 1; }
mkdir -p hoc/cell
for file in laminae given run_options run_report hoc/cell/CellType; do
    echo '{print "not ours"}' >$file.hoc
done
"$LAMINAE_HOME/laminae" describe erp --no-setup >description 2>&1 || fail "$(cat description)"
grep -q 'L5_pyramidal' description || fail "$(cat description)"
"$LAMINAE_HOME/laminae" run erp --mesh 1,1 --tstop 1 --no-setup --no-plot >output 2>&1 ||
    fail "$(cat output)"
if grep 'not ours' description output; then exit 1; fi

cp "$LAMINAE_HOME/laminae.hoc" laminae.hoc
printf '{load_file("laminae.hoc")}\n{quit()}\n' >own.hoc
nrniv own.hoc >output 2>&1 </dev/null || :
grep -q 'the current folder is another clone of Laminae' output || fail "$(cat output)"
if grep 'not ours' output; then exit 1; fi
