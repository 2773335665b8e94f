#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t915_report_of_data - a report of data whose file does not say what it holds takes --units and --data,
# as analyse and plot do, for its traces, figures and numbers; what it cannot be is refused.
set -eu
fail() { echo "$*" && exit 1; }
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
awk 'BEGIN { for (t = 0; t <= 200; t++) print t/1e3, 3e-9*sin(t/9) }' >curve.txt
awk 'BEGIN { for (t = 0; t <= 200; t++) print t, 3*sin(t/9) }' >same.txt
status=0
laminae report curve.txt --out page.html >output 2>errors || status=$?
if [ $status -ne 2 ] || ! grep -q -- '--units' errors || [ -e page.html ]; then fail "without: $(cat output errors)"; fi
laminae report curve.txt --units s,Am --out page.html 2>errors || fail "$(cat errors)"
laminae report same.txt --out same.html 2>errors || fail "$(cat errors)"
sed 's/curve\.txt/same.txt/g; s/ --units s,Am//' page.html >expected
cmp same.html expected || fail "other numbers: $(diff same.html expected | head -4 | cut -c1-300)"
grep -q 2.99 page.html || fail 'no peak of 3 nAm'

# A matrix: two trials in its columns, without times.
awk 'BEGIN { for (t = 0; t <= 200; t++) print sin(t/9), cos(t/9) }' >matrix.txt
laminae report matrix.txt --data rate=1000,trials=columns --out matrix.html 2>errors || fail "$(cat errors)"
grep -q '2 trials' matrix.html || fail "$(grep -o '.\{20\}trial.\{20\}' matrix.html | head -3)"
status=0
laminae report matrix.txt --data rat=1000 --out no.html >output 2>errors || status=$?
if [ $status -ne 2 ] || ! grep -q "^laminae: --data: 'rat=1000'; accepted: " errors; then fail "$(cat errors)"; fi
