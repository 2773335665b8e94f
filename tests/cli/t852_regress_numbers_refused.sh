#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t852_regress_numbers_refused - a number next to 0 is not the 0 that means "the network's own", as it
# is to HOC; one that is too large is refused in a line, not deep in HOC. Of every -c number.
set -u
failed=0
cat >small.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "small",
 "grid": {"nx": 1, "ny": 1}, "tstop": [1, "ms"]}
END
# refused WHAT ARGUMENT ...: nrniv with these ends with 2 and one line that begins with WHAT
refused() {
    what=$1
    shift
    run_refused nrniv -c 'strdef network' -c 'network = "small.json"' "$@"
}
laminae_refused() { # WHAT ARGUMENT ...: likewise
    what=$1
    shift
    run_refused "$LAMINAE_HOME/laminae" run small.json --no-setup "$@"
}
run_refused() {
    status=0
    "$@" </dev/null >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || ! grep -q "^laminae: $what" errors; then
        echo "$*: status $status, expected '$what': $(head -9 errors)" && failed=1
    fi
}
main=$LAMINAE_HOME/main.hoc describe=$LAMINAE_HOME/hoc/run/describe.hoc
export=$LAMINAE_HOME/hoc/run/export.hoc
tiny=9.99988867182683e-321
refused 'dt: 0.025 ms; accepted: above 0, at most tstop' -c 'tstop_ms = 1e-320' "$main"
refused 'tstop: 1 ms in steps of 9.99989e-321 ms is inf samples' -c 'dt_ms = 1e-320' "$main"
refused "trials: $tiny; accepted: a whole number from 1 to 1000000" -c 'trials = 1e-320' "$main"
refused 'trials: 2.00000000000[0-9]*; accepted' -c 'trials = 2.000000000001' "$main"
refused 'trials: 1000000000; accepted: a whole number from 1 to 1000000' -c 'trials = 1e9' "$main"
refused 'seed: 1e+15; accepted: a whole number from -4294967295 to' -c 'seed = 1e15' "$main"
refused 'smooth_ms: -2; accepted: 0 to' -c 'smooth_ms = -2' "$main"
refused "record_dt: $tiny ms; accepted" -c 'record_dt_ms = 1e-320' "$main"
refused "groups: $tiny; accepted: a whole number" -c 'groups = 1e-320' "$main"
for flag in checkpoint record_float32 record_compress draw_summary quiet; do
    refused "$flag: $tiny; accepted: 0, 1" -c "$flag = 1e-320" "$main"
done
refused 'list_paths: 5; accepted: 0, 1' -c 'list_paths = 5' "$describe"
refused 'lossy: 5; accepted: 0, 1' -c 'strdef file' -c 'lossy = 5' "$export"
refused 'force: -1; accepted: 0, 1' -c 'strdef file' -c 'force = -1' "$export"
laminae_refused 'dt: 0.025 ms; accepted: above 0, at most tstop' --tstop 1e-320
laminae_refused "--scale: '0'; accepted: a number other than 0" --scale 0
laminae_refused "--trials: '2000000'; accepted: a whole number from 1 to" --trials 2000000
exit $failed
