#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t799_profile - profiles after a fit: the truth is in the interval of each parameter, whose ends are as
# bad as the limit; the same on 1 and 2 ranks, and after a kill; the fit is not run again. Of every
# solver, and of an objective without residuals, the uncertainty is said. From a lower objective than
# the best the fit goes on, within its limits.
set -eu
. "$LAMINAE_TESTS/lib/groups.sh"
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
true_set='--set drives.evprox1.mu=10 --set drives.evprox1.weights_ampa.L5_pyramidal=0.002'
sed -i 's/"nx": 3, "ny": 3/"nx": 2, "ny": 2/' mesh.json
# shellcheck disable=SC2086 # a list of words
laminae run ./mesh.json --tstop 25 --dt 0.05 $true_set --out truth --no-plot --quiet

# spec SOLVER EVALUATIONS [MU WEIGHT]
spec() {
    cat <<END
{"network": "mesh.json", "options": {"tstop_ms": ${tstop:-25}, "dt_ms": 0.05}, "objective": ${objective:-\"dipole_rmse\"},
 "parameters": {
   "drives.evprox1.mu": {"low": 5, "high": 15, "start": ${3:-9}},
   "drives.evprox1.weights_ampa.L5_pyramidal":
     {"low": 2e-4, "high": 2e-2, "start": ${4:-3e-3}, "scale": "log"}},
 "solver": "$1", "max_evaluations": $2}
END
}
without_seconds() { sed 's/,[^,]*$//' "$1/history.csv"; }

spec least_squares 20 >fit.json
laminae fit fit.json --target truth --out on_1 --quiet
cp on_1/history.csv fitted
for ranks in 1 2; do
    laminae fit fit.json --target truth --out on_$ranks --np $ranks --profile >log 2>&1 || fail "$(cat log)"
    grep -q '^profile: [1-9][0-9]* evaluations, up to an objective of ' log || fail "$(cat log)"
    grep -q '^runs beside the best jump by [0-9.e-]*, more than is left: more trials ' log || fail "$(cat log)"
done
laminae fit fit.json --target truth --out on_2 --profile --quiet # of one call, which is whole
cmp fitted on_1/history.csv || fail 'the fit is run again for the profile'
for file in profile.csv profile.json uncertainty.csv best.json; do cmp on_1/$file on_2/$file; done
without_seconds on_1/profile >once
without_seconds on_2/profile | cmp - once
[ -s on_1/profile.png ] || fail 'no profile.png'
python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]))' "$LAMINAE_HOME/laminae" fit fit.json \
    --target truth --out typed --profile --no-setup >typed.log </dev/null
for line in 'profile 1 of 2: drives.evprox1.mu' 'profile 2 of 2: .*L5_pyramidal, [0-9]* s left'; do
    grep -q "$line" typed.log || fail "no progress '$line'"
done

cat >check.py <<'END'
import csv, json, math
said = json.load(open("on_1/profile.json"))
rows = list(csv.DictReader(open("on_1/profile.csv")))
table = {row["parameter"]: row for row in csv.DictReader(open("on_1/uncertainty.csv"))}
n = sum(1 for row in open("on_1/profile/history.csv")) - 1
assert said["evaluations"] + 5 == n, (said["evaluations"], n)  # 5: the curvature's
truth = {"drives.evprox1.mu": 10, "drives.evprox1.weights_ampa.L5_pyramidal": 0.002}
assert set(said["parameters"]) == set(truth)
for path, value in truth.items():
    of = said["parameters"][path]
    assert of["low"] < value < of["high"] and of["low"] < of["best"] < of["high"], (path, of)
    far = max(of["best"] - of["low"], of["high"] - of["best"])
    if "weights" in path:  # on a scale of logarithms steps are factors
        far = of["best"]*math.log(max(of["best"]/of["low"], of["high"]/of["best"]))
    assert abs(float(table[path]["deviation"]) / far - 1) < 1e-3, (table[path], of)
    assert table[path]["determined"] == ("yes" if far < 0.02 * of["best"] else "no")
    own = [row for row in rows if row["parameter"] == path]
    values = [float(row["value"]) for row in own]
    assert values == sorted(values) and values[0] <= of["low"] and values[-1] >= of["high"]
    assert all(row["value"] == row[path] for row in own)
    for row in own:
        inside = of["low"] < float(row["value"]) < of["high"]
        assert inside == (float(row["objective"]) < said["limit"]), (row, of, said["limit"])
END
python3 check.py || fail "$(cat on_1/profile.json on_1/profile.csv on_1/uncertainty.csv)"

# ---- killed -----------------------------------------------------------------------------------
cp -r on_1 broken
rm -r broken/profile broken/profile.*
laminae fit fit.json --target truth --out broken --profile --quiet >log 2>&1 &
started=$!
for _ in $(seq 3000); do
    if [ -f broken/profile/history.csv ] && [ "$(wc -l <broken/profile/history.csv)" -gt 10 ]; then break; fi
    sleep 0.01
done
send KILL
if wait $started; then fail "it was not killed: $(cat log)"; fi
[ ! -e broken/profile.csv ] || fail 'a profile that was cut short'
laminae fit fit.json --target truth --out broken --profile --quiet
for file in profile.csv profile.json uncertainty.csv; do cmp on_1/$file broken/$file; done
without_seconds broken/profile | cmp - once

# ---- other solvers ----------------------------------------------------------------------------
# At the same point the uncertainty is the same, whoever found it.
for solver in cobyla least_squares; do
    spec $solver 1 9.9 2.1e-3 >$solver.json
    laminae fit $solver.json --target truth --out $solver --quiet
done
cmp cobyla/uncertainty.csv least_squares/uncertainty.csv

# Of cma a correlation is 1 - r, what matters is of the root of that: an evaluation 0.127 ms from the best,
# 0.07, is 0.26 there, far above the limit of 0.12, and does not widen the deviation.
objective='"dipole_correlation"' spec cma 40 >correlation.json
laminae fit correlation.json --target truth --out correlation --quiet
awk -F, '$1 ~ /mu$/ { exit !($3 < 0.127) }' correlation/uncertainty.csv || fail "$(cat correlation/uncertainty.csv)"

# An objective of one's own, (mu - 10)^2 + 0.25: up to twice as much is 0.5 away; the weight is free.
cat >far.hoc <<'END'
// how far the drive is from 10 ms
func far() {local mu
  mu = laminae_fact($o1.experiment.column.network, "drives", 1, "mu_ms")
  return 10*(mu - 10)^2 + 0.25
}
END
# It sees no run, which can be short.
objective='{"kind": "hoc", "function": "far"}' tstop=1
spec cobyla 25 >own.json
laminae fit own.json --out own --profile --quiet
awk -F, '$1 == "drives.evprox1.mu" { exit !($2 > 9.9 && $2 < 10.1 && $3 > 0.12 && $3 < 0.2 && $5 == "yes") }' \
    own/uncertainty.csv || fail "$(cat own/uncertainty.csv own/profile.json)"
grep -q '^drives.evprox1.weights_ampa.L5_pyramidal,[^,]*,inf,inf,no' own/uncertainty.csv ||
    fail "$(cat own/uncertainty.csv)"

# ---- lower than the best -----------------------------------------------------------------------
# Of two wells, 0.5 at 8 ms and 0.1 at 10 ms, a local solver finds the one that it begins in.
cat >wells.hoc <<'END'
func wells() {local mu, first, second
  mu = laminae_fact($o1.experiment.column.network, "drives", 1, "mu_ms")
  first = (mu - 8)^2 + 0.5
  second = (mu - 10)^2 + 0.1
  if (second < first) { return second }
  return first
}
END
wells() { # EVALUATIONS START
    cat <<END
{"network": "mesh.json", "options": {"tstop_ms": 1, "dt_ms": 0.1}, "objective": {"kind": "hoc", "function": "wells"},
 "parameters": {"drives.evprox1.mu": {"low": 6, "high": 12, "start": $2}},
 "solver": "cobyla", "tolerance": 1e-3, "max_evaluations": $1}
END
}
said() { grep -q "$1" log || fail "not '$1': $(cat log)"; }
is_of_second() { # DIR
    sed -n '2s/^[^,]*,\([^,]*\),.*/\1/p' "$1/uncertainty.csv" | awk '{ exit !($1 > 9.9 && $1 < 10.1) }' ||
        fail "$1: $(cat "$1/uncertainty.csv")"
    laminae describe "$1/best.json" --paths >paths
    grep -q '^drives.evprox1.mu *\(9.9\|10\)' paths || fail "$1: $(cat paths)"
}
wells 40 7.9 >wells.json
laminae fit wells.json --out first --quiet
n_first=$(($(wc -l <first/history.csv) - 1))
[ "$n_first" -lt 30 ] || fail "$n_first evaluations"
awk -F, 'NR > 1 && $3 > 9 { bad = 1 } END { exit bad }' first/history.csv || fail "$(cat first/history.csv)"
for ranks in 1 2; do
    laminae fit wells.json --out wells_$ranks --profile --np $ranks >log 2>&1 || fail "$(cat log)"
    said 'the profile has come to a lower objective, 0[.0-9]*: the fit goes on from there'
    said 'best.json, history.csv, fit.png, profile.csv, profile.json, profile.png$'
    is_of_second wells_$ranks
    without_seconds wells_$ranks >history_$ranks
done
cmp history_1 history_2
[ "$(wc -l <history_1)" -gt $((n_first + 2)) ] || fail "$(cat history_1)"
grep -q '"best": \(9.9\|10\)' wells_1/profile.json || fail "$(cat wells_1/profile.json)"
for file in best.json profile.json uncertainty.csv; do cmp wells_1/$file wells_2/$file; done

# With more evaluations the fit itself goes on, and what the profile has found stays the best.
wells 6 7.9 >few.json
laminae fit few.json --out few --profile >log 2>&1 || fail "$(cat log)"
said 'no evaluations are left to go on from there'
is_near_second() { # DIR
    laminae describe "$1/best.json" --paths >paths
    grep -q '^drives.evprox1.mu *\(9\|10\)' paths || fail "$1: $(cat paths "$1/history.csv")"
}
is_near_second few
[ "$(wc -l <few/history.csv)" -eq 8 ] || fail "$(cat few/history.csv)"
for profile in '' --profile; do
    wells 40 7.9 >few.json
    # shellcheck disable=SC2086 # an option or none
    laminae fit few.json --out few $profile --quiet
    is_near_second few
done
is_of_second few
[ "$(wc -l <few/history.csv)" -gt $((n_first + 1)) ] || fail "$(cat few/history.csv)"

# So it is where there is no way up from the one to the other, but a plain.
cat >plain.hoc <<'END'
func plain() {local mu, first, second
  mu = laminae_fact($o1.experiment.column.network, "drives", 1, "mu_ms")
  first = 37*(mu - 8)^2 + 0.5
  second = 5*(mu - 10)^2 + 0.1
  if (second < 2) { return second }
  if (first < 2) { return first }
  return 2
}
END
sed 's/"wells"/"plain"/' wells.json >plain.json
laminae fit plain.json --out plain --profile --quiet
is_of_second plain

# Killed behind the first minimum it goes on to the same; without a profile what was found stays.
cp -r wells_1 cut
head -c $((32 + 24 * (n_first + 1))) wells_1/history.bin >cut/history.bin
laminae fit wells.json --out cut --profile --quiet
without_seconds cut | cmp - history_1
laminae fit wells.json --out cut --quiet
without_seconds cut | cmp - history_1
is_of_second cut

# With no evaluations left the lower point is one more.
wells 1 8 >one.json
laminae fit one.json --out one --profile >log 2>&1 || fail "$(cat log)"
[ "$(wc -l <one/history.csv)" -eq 3 ] || fail "$(cat one/history.csv)"
said '^2 evaluations: no evaluations are left; objective 0\.'
