#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t914_other_limits - a fit, its profile and a posterior go on when SPEC allows more evaluations than
# before, and come to what they would have come to at once; another SPEC is still refused.
set -eu
fail() { echo "$*" && exit 1; }
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --quiet --no-setup; }
without_seconds() { sed 's/,[^,]*$//' "$1/history.csv"; }
laminae run erp --mesh 2,2 --tstop 15 --set drives.evprox1.mu=10 --out truth --no-plot
spec() { # MORE
    cat <<END
{"network": "erp", "options": {"mesh": "2,2", "tstop_ms": 15}, "objective": "dipole_rmse",
 "parameters": {"drives.evprox1.mu": {"low": 5, "high": 15}}, $1}
END
}
# with COMMAND FEWER MORE OPTION ...: in `on` twice, in `at_once` with MORE
with() {
    rm -rf on at_once
    spec "$2" >fewer.json
    spec "$3" >more.json
    command=$1
    shift 3
    laminae "$command" fewer.json --target truth --out on "$@"
    laminae "$command" more.json --target truth --out on "$@"
    laminae "$command" more.json --target truth --out at_once "$@"
    without_seconds on >one
    without_seconds at_once | cmp - one
}
with fit '"max_evaluations": 5, "target": 1e-9' '"max_evaluations": 12, "max_seconds": 500'
[ "$(wc -l <one)" -eq 13 ] || fail "$(cat one)"
cmp on/best.json at_once/best.json
with fit '"solver": "cobyla", "max_evaluations": 3' '"solver": "cobyla", "max_evaluations": 10' --profile
without_seconds on/profile >one
without_seconds at_once/profile | cmp - one
cmp on/profile.csv at_once/profile.csv
with infer '"n": 6, "max_evaluations": 9' '"n": 6, "max_evaluations": 18'
for file in posterior.csv predictive.csv; do cmp on/$file at_once/$file; done
spec '"n": 7, "max_evaluations": 18' >more.json
status=0
laminae infer more.json --target truth --out on 2>said || status=$?
[ "$status" -eq 2 ] || fail "status $status: $(cat said)"
grep -q '^laminae: on/history.bin: is of another fit; accepted: .* but for its limits' said || fail "$(cat said)"
