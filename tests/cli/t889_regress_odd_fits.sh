#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t889_regress_odd_fits - a best value of 0; objectives below 0; no time; what is there already while
# a fit goes on; a function or an order of parameters that has changed; stages too short.
set -eu
fail() { echo "$*" && exit 1; }
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
cat >small.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "small",
 "grid": {"nx": 2, "ny": 2},
 "drives": {"evprox1": {"mu": [8, "ms"], "sigma": [1, "ms"]},
            "evdist1": {"mu": [20, "ms"], "sigma": [1, "ms"]}}}
END
laminae run ./small.json --tstop 30 --dt 0.05 --out truth --no-plot --quiet
mu='"drives.evprox1.mu": {"low": 5, "high": 12, "start": 6.5}'
dist='"drives.evdist1.mu": {"low": 15, "high": 25, "start": 22}'
rmse='"objective": "dipole_rmse"'
# spec PARAMETERS REST
spec() {
    printf '{"network": "small.json", "options": {"tstop_ms": 30, "dt_ms": 0.05}, "parameters": {%s}, %s}\n' "$1" "$2"
}
# refused TEXT STATUS FIT...
refused() {
    text=$1 expected=$2 status=0
    shift 2
    laminae fit "$@" >log 2>&1 || status=$?
    [ $status -eq "$expected" ] || fail "status $status instead of $expected: $(cat log)"
    grep -q -- "$text" log || fail "not '$text': $(cat log)"
}

# ---- 0, of which nothing is a part -------------------------------------------------------------
spec '"drives.evprox1.weights_ampa.L5_pyramidal": {"low": 0, "high": 0.1, "start": 0}' \
    '"objective": {"kind": "rates", "hz": {"L5_pyramidal": 0}}, "solver": "cobyla", "max_evaluations": 4' >zero.json
laminae fit zero.json --out zero --quiet
grep -q '^drives.evprox1.weights_ampa.L5_pyramidal,0,[^,]*,inf,no,' zero/uncertainty.csv ||
    fail "$(cat zero/uncertainty.csv)"

# ---- below 0 -----------------------------------------------------------------------------------
spec "$mu, \"drives.evprox2.mu\": {\"low\": 100, \"high\": 200}" '"objective": {"kind": "band_power",
    "bands": [{"low_hz": 30, "high_hz": 90}]}, "solver": "cma", "max_evaluations": 3' >dead.json
laminae fit dead.json --out dead >log || fail "$(cat log)"
grep -qx 'drives.evprox2.mu changes nothing that the objective sees' log || fail "$(cat log)"

# ---- a start that cannot be run ------------------------------------------------------------------
cat >later.hoc <<'END'
func later() {local mu
  mu = laminae_fact($o1.experiment.column.network, "drives", 1, "mu_ms")
  if (mu < 7) { execerror("too", "early") }
  return (mu - 9)^2 + 1
}
END
spec "$mu" '"objective": {"kind": "hoc", "function": "later"}, "solver": "cobyla", "max_evaluations": 12' >later.json
laminae fit later.json --out later --quiet || fail 'a start without a value'
{ [ -s later/fit.png ] && [ -s later/uncertainty.csv ]; } || fail "$(ls later)"

# ---- no time -----------------------------------------------------------------------------------
spec "$mu" "$rmse, \"max_seconds\": 1e-3" >late.json
refused 'fit: the time was over before the first evaluation' 1 late.json --target truth --out late

# ---- the best of an earlier call stays while this one goes through what is known ----------------
spec "$mu, $dist" "$rmse, \"max_evaluations\": 40" >again.json
laminae fit again.json --target truth --out again --quiet
cp again/best.json best.json
: >looking
while [ -e looking ]; do cmp again/best.json best.json || : >changed; done >/dev/null 2>&1 &
watch=$!
laminae fit again.json --target truth --out again --quiet
rm looking
wait $watch
[ ! -e changed ] || fail 'best.json had another point meanwhile'
spec "$dist, $mu" "$rmse, \"max_evaluations\": 40" >again.json
refused 'history.bin: is of another fit' 2 again.json --target truth --out again

# ---- a function that has been changed ----------------------------------------------------------
cat >early.hoc <<'END'
func early() {localobj q
  q = new Vector()
  $o1.signal("dipole/agg", q)
  return q.max_ind
}
END
spec "$mu" '"objective": {"kind": "hoc", "function": "early"}, "solver": "cobyla", "max_evaluations": 3' >own.json
laminae fit own.json --out own --quiet
sed -i 's/max_ind/min_ind/' early.hoc
refused 'history.bin: is of another fit' 2 own.json --out own

# ---- the first stage would end before what is compared begins: it is left out, of three --------
spec "$mu, $dist" '"objective": {"kind": "dipole_rmse", "from_ms": 18}, "max_evaluations": 12, "stages": true' \
    >stages.json
laminae fit stages.json --target truth --out stages --quiet
awk -F, 'NR > 1 && $6 > n { n = $6 } END { exit n != 2 }' stages/history.csv || fail "$(cat stages/history.csv)"
