#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t881_no_text - `run --no-text` leaves results.h5 alone, also of trials in groups, with the numbers
# of a run with texts, and does not say that there were others.
set -eu
run() {
    "$LAMINAE_HOME/laminae" run erp --mesh 2,2 --tstop 20 --trials 2 --np 2 --probe lam=1,1,0:1200:400 \
        --no-setup --no-plot "$@"
}
run --out with --quiet
run --out without --no-text >said
[ "$(ls -A without)" = results.h5 ] || { ls -A without && exit 1; }
tail -1 said | grep -q 'without holds results.h5$' || { cat said && exit 1; }
h5diff -q with/results.h5 without/results.h5 /trial # spikes of no drive are not comparable: silent
