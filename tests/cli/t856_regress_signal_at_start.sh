#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t856_regress_signal_at_start - a run that got a signal before its ranks stood ended with status 0,
# without results and without a word.
set -u
failed=0
for after_ms in 030 050 100 150 200 300 400; do
    for signal in INT TERM; do
        rm -rf results
        env --default-signal=INT "$LAMINAE_HOME/laminae" run erp --mesh 1,1 --tstop 2000 --np 2 \
            --no-plot --out results >said 2>errors &
        run=$!
        sleep "0.$after_ms"
        kill -$signal $run 2>/dev/null
        wait $run 2>/dev/null
        status=$?
        # one that ends before it has a trap ends as every shell script does
        [ $status -eq 1 ] || [ $status -gt 128 ] ||
            { echo "$signal after $after_ms ms: status $status" && cat said errors && failed=1; }
        [ $status -ne 1 ] || [ -s errors ] || { echo "$after_ms ms: not a word" && failed=1; }
    done
done
exit $failed
