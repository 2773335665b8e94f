#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t786_fit - a fit finds what made the data, on 1 and 2 ranks by the same evaluations; killed twice it
# goes on to the same history; its best network, when it is run, has that objective.
set -eu
. "$LAMINAE_TESTS/lib/groups.sh"
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
true_set='--set drives.evprox1.mu=10 --set drives.evprox1.weights_ampa.L5_pyramidal=0.002'
# shellcheck disable=SC2086 # a list of words
laminae run ./mesh.json --tstop 30 --dt 0.05 $true_set --out truth --no-plot --quiet

# spec SOLVER MORE
spec() {
    cat <<END
{"network": "mesh.json", "options": {"tstop_ms": 30, "dt_ms": 0.05}, "objective": "dipole_rmse",
 "parameters": {
   "drives.evprox1.mu": {"low": 5, "high": 15, "start": 7},
   "drives.evprox1.weights_ampa.L5_pyramidal": {"low": 2e-4, "high": 2e-2, "start": 5e-3, "scale": "log"}},
 "solver": "$1", $2}
END
}
without_seconds() { sed 's/,[^,]*$//' "$1/history.csv"; }
best_of() {
    awk -F, 'NR > 1 && (NR == 2 || $2 < best) { best = $2; row = $2 " " $3 " " $4 } END { print row }' \
        "$1/history.csv"
}

# ---- found, on any ranks ----------------------------------------------------------------------
spec least_squares '"max_evaluations": 60, "target": 1e-6' >fit.json
for ranks in 1 2; do
    laminae fit fit.json --target truth --out on_$ranks --np $ranks --quiet >log 2>&1 || fail "$(cat log)"
    [ ! -s log ] || fail "$ranks ranks: $(cat log)"
    without_seconds on_$ranks >history_$ranks
done
cmp history_1 history_2
cmp on_1/best.json on_2/best.json
best_of on_1 | awk '{ exit !($1 < 2e-5 && $2 > 9.8 && $2 < 10.2 && $3 > 0.00196 && $3 < 0.00204) }' ||
    fail "$(best_of on_1)"
[ "$(ls -A on_1)" = "$(printf '%s\n' best.csv best.json directions.csv fit.png history.bin \
    history.csv uncertainty.csv)" ] || fail "left: $(ls -A on_1)"
grep -q '^drives.evprox1.mu,[^,]*,[^,]*,[^,]*,yes,' on_1/uncertainty.csv || fail "$(cat on_1/uncertainty.csv)"

# What it leaves is run as any other network, with the very objective.
laminae run on_1/best.json --out again --no-plot --quiet
laminae analyse again --what rmse --target truth --signal agg --format json >rmse.json
value=$(best_of on_1 | cut -c1-8)
grep -q "$value" rmse.json || fail "no $value: $(cat rmse.json)"

# ---- killed -----------------------------------------------------------------------------------
spec cma '"max_evaluations": 40, "seed": 3' >cma.json
laminae fit cma.json --target truth --out whole --np 2 --quiet
[ "$(wc -l <whole/history.csv)" -eq 41 ] || fail "$(cat whole/history.csv)"
for least in 5 20; do
    laminae fit cma.json --target truth --out broken --quiet >log 2>&1 &
    started=$!
    for _ in $(seq 3000); do
        if [ -f broken/history.csv ] && [ "$(wc -l <broken/history.csv)" -gt $least ]; then break; fi
        sleep 0.01
    done
    send KILL
    if wait $started; then fail "$least evaluations: it was not killed: $(cat log)"; fi
    grep -q 'the evaluations that are done stay, and the same command goes on' log || fail "$(cat log)"
done
laminae fit cma.json --target truth --out broken --np 2 >log || fail "$(cat log)"
grep -q 'evaluations are there already$' log || fail "$(cat log)"
without_seconds whole >one
without_seconds broken >other
cmp one other
cmp whole/best.json broken/best.json

# Another target is another fit.
laminae run ./mesh.json --tstop 30 --dt 0.05 --out other_truth --no-plot --quiet
status=0
laminae fit cma.json --target other_truth --out broken --quiet >log 2>&1 || status=$?
[ $status -eq 2 ] || fail "status $status: $(cat log)"
grep -q '^laminae: broken/history.bin: is of another fit; accepted' log || fail "$(cat log)"
