#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t810_results_survive - results of an earlier run stay whole through a killed, an interrupted, a
# failing and a second simultaneous run; an interrupted run that replaces nothing says so itself.
set -u
fail() { echo "$*" && exit 1; }
laminae() { "$LAMINAE_HOME/laminae" run erp --no-setup --no-plot --quiet "$@"; }
list() { find "$1" -mindepth 1 | sort | tr '\n' ' '; }
kept() {
    if [ "$(cat r/* | cksum)" != "$before" ] || [ "$(list r)" != "$names" ]; then
        fail "$1: $(list r)"
    fi
}
attribute() { h5dump -a "/$2" "$1" | sed -n 's/.*(0): //p'; }
start() { # a long run into $1, in the background, until it integrates
    rm -f start.err # what an earlier one said is not this one's
    LAMINAE_PROGRESS=1 "$LAMINAE_HOME/laminae" run erp --no-setup --no-plot --out "$1" --tstop 5000 \
        >start.out 2>start.err &
    run=$!
    for _ in $(seq 900); do
        if grep -qs 'trial 1/1' start.err; then break; fi
        sleep 0.1
    done
}

laminae --out r --tstop 2 --trials 2 || fail 'a short run failed'
before=$(cat r/* | cksum) names=$(list r)
[ "$(attribute r/results.h5 complete)" = 1 ] || fail 'complete is not 1'

start r
laminae --out r --tstop 2 2>errors && fail 'a second run in the same folder was let in'
grep -q '^laminae: .*r' errors || fail "second run: $(cat errors)"
kill -TERM $run
wait $run
[ $? -eq 1 ] || fail "interrupted: not status 1: $(cat start.err)"
grep -q 'laminae: interrupted at' start.err || fail "interrupted: $(cat start.err)"
kept 'after SIGTERM'

start r
pkill -KILL -P $run nrniv
wait $run
for file in $names; do [ -e "$file" ] || fail "after SIGKILL: $(list r)"; done
laminae --out r --tstop 2 --trials 2 || fail 'a run after a killed one failed'
kept 'after a run over the leavings of a killed one'

start fresh
kill -TERM $run
wait $run
[ "$(attribute fresh/results.h5 complete)" = 0 ] || fail 'an interrupted run is not marked'
laminae --out fresh --tstop 2 || fail 'a run over an interrupted one failed'
[ "$(attribute fresh/results.h5 complete)" = 1 ] || fail 'not replaced'

laminae --out r --tstop 2 --trials 1 || fail 'replacing failed'
[ -e r/dipole_1.txt ] && fail 'the second trial of the earlier run stayed'
exit 0
