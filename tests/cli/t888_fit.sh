#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t888_fit - the command fit: what is wrong is refused before anything is built, a parameter that
# changes nothing is said, an objective of one's own, stages, and each solver.
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
# spec PARAMETERS REST
spec() {
    printf '{"network": "small.json", "options": {"tstop_ms": 30, "dt_ms": 0.05}, "parameters": {%s}, %s}\n' "$1" "$2"
}

# ---- refused ----------------------------------------------------------------------------------
# refused TEXT PARAMETERS REST [TARGET]
refused() {
    spec "$2" "$3" >bad.json
    status=0
    laminae fit bad.json --target "${4:-truth}" --out bad >log 2>&1 || status=$?
    [ $status -eq 2 ] || fail "status $status instead of 2: $(cat log)"
    grep -q -- "^laminae: .*$1" log || fail "not '$1': $(cat log)"
    [ ! -e bad ] || fail "something is left: $(ls bad)"
}
rmse='"objective": "dipole_rmse"'
refused 'bad.json: parameters.drives.evprox1.mi: ' '"drives.evprox1.mi": {"low": 5, "high": 12}' "$rmse"
refused 'start 13; accepted: 5 to 12' '"drives.evprox1.mu": {"low": 5, "high": 12, "start": 13}' "$rmse"
refused 'low 12 is above high 5' '"drives.evprox1.mu": {"low": 12, "high": 5}' "$rmse"
refused 'accepted for a fit: low and high' '"drives.evprox1.mu": {"values": [1, 2]}' "$rmse"
refused 'bad.json: objective: .*did you mean dipole_rmse?' "$mu" '"objective": "dipole_rsme"'
refused 'bad.json: solver: .*did you mean cma?' "$mu" "$rmse, \"solver\": \"cna\""
refused 'bad.json: max_evaluation: .*did you mean max_evaluations?' "$mu" "$rmse, \"max_evaluation\": 9"
refused 'no sum of squares' "$mu" '"objective": {"kind": "band_power", "bands": [{"low_hz": 8, "high_hz": 90}]}'
refused 'no such HOC function' "$mu" '"objective": {"kind": "hoc", "function": "lacking"}, "solver": "cma"'
refused 'nowhere: No such file' "$mu" "$rmse" nowhere
awk 'BEGIN { for (t = 0; t <= 200; t++) print t/10, sin(t) }' >short.txt
refused 'the data of dipole/agg end at 20 ms, the model at 30 ms' "$mu" "$rmse" short.txt
awk 'BEGIN { for (t = 0; t <= 300; t++) print t/10, 1 }' >flat.txt
refused 'accepted: data that vary' "$mu" "$rmse" flat.txt
awk 'BEGIN { for (t = 0; t <= 300; t++) print t/10, t == 30 ? "nan" : t }' >nan.txt
refused 'nan.txt' "$mu" "$rmse" nan.txt
status=0
laminae fit bad.json --target truth >log 2>&1 || status=$?
{ [ $status -eq 2 ] && grep -q '^laminae: out: none given; accepted: --out DIR' log; } || fail "$(cat log)"

# ---- said -------------------------------------------------------------------------------------
spec "$mu, \"drives.evprox2.mu\": {\"low\": 100, \"high\": 200}" "$rmse, \"max_evaluations\": 4" >dead.json
laminae fit dead.json --target truth --out dead >log || fail "$(cat log)"
grep -qx 'drives.evprox2.mu changes nothing that the objective sees' log || fail "$(cat log)"
grep -q '^drives.evprox2.mu,[^,]*,inf,inf,no' dead/uncertainty.csv || fail "$(cat dead/uncertainty.csv)"

# ---- each solver ------------------------------------------------------------------------------
least() { awk -F, 'NR > 1 && (NR == 2 || $2 < best) { best = $2 } END { print best + 0 }' "$1/history.csv"; }
for solver in cobyla bobyqa subplex direct crs cma bayesian kriging least_squares; do
    spec "$mu, \"drives.evdist1.mu\": {\"low\": 15, \"high\": 25, \"start\": 22}" \
        "$rmse, \"solver\": \"$solver\", \"max_evaluations\": 25" >$solver.json
    laminae fit $solver.json --target truth --out $solver --quiet || fail "$solver"
    first=$(sed -n '2s/^1,\([^,]*\),.*/\1/p' $solver/history.csv)
    echo "$first $(least $solver)" | awk '{ exit !($2 < 0.9*$1) }' ||
        fail "$solver: $first, then $(least $solver)"
done
[ "$(least least_squares | awk '{ print $1 < 2e-5 }')" = 1 ] || fail "$(cat least_squares/history.csv)"

# ---- no evaluation that is hardly worse than the best is farther from it than the deviation ----
for solver in kriging least_squares; do
    sed 1d $solver/uncertainty.csv | awk -F, '
        NR == FNR { value[++n] = $2; most[n] = 1.001*$3; next }
        FNR == 2 { first = best = $2 }
        FNR > 1 { row[FNR] = $0; best = $2 < best ? $2 : best }
        END {
            matters = best > 0.01*first ? best : 0.01*first
            for (i in row) {
                split(row[i], column, ",")
                for (k = 1; k <= n && column[2]^2 < best^2 + matters^2; k++)
                    if ((column[k + 2] - value[k])^2 > most[k]^2) bad = 1
            }
            exit bad
        }' - $solver/history.csv || fail "$solver: $(cat $solver/uncertainty.csv)"
done

# ---- stages: the first has the first drive alone, in shorter runs ------------------------------
sed 's/"max_evaluations": 25/"max_evaluations": 30, "stages": true/' least_squares.json >stages.json
laminae fit stages.json --target truth --out stages --quiet
awk -F, 'NR > 1 && NR < 6 { exit !($4 == 22) }' stages/history.csv || fail "$(cat stages/history.csv)"
awk -F, 'NR == 1 { bad = $6 != "stage" }
    NR > 1 { n[$6]++; bad = bad || ($6 == 1 && $4 != 22) || $6 < last; last = $6 }
    END { exit bad || n[1] < 3 || n[2] < 3 || n[3] < 3 || n[1] + n[2] + n[3] != NR - 1 }' stages/history.csv ||
    fail "$(cat stages/history.csv)"
cp stages/history.csv staged
laminae fit stages.json --target truth --out stages --quiet
cmp stages/history.csv staged
[ "$(least stages | awk '{ print $1 < 1e-4 }')" = 1 ] || fail "$(cat stages/history.csv)"

# ---- rates, of cells that fire less, the weaker the drive --------------------------------------
spec '"drives.evprox1.weights_ampa.L5_pyramidal": {"low": 1e-6, "high": 0.1, "start": 0.1, "scale": "log"}' \
    '"objective": {"kind": "rates", "hz": {"L5_pyramidal": 0}}, "solver": "direct", "max_evaluations": 9' >rates.json
laminae fit rates.json --out rates --quiet
sed -n '2s/^1,\([^,]*\),.*/\1/p' rates/history.csv | awk -v least="$(least rates)" '{ exit !($1 > least) }' ||
    fail "$(cat rates/history.csv)"

# ---- one's own --------------------------------------------------------------------------------
cat >early.hoc <<'END'
// how far the highest sample is from 12 ms
func early() {localobj q
  q = new Vector()
  $o1.signal("dipole/agg", q)
  return abs($o1.time_ms.x[q.max_ind] - 12)
}
END
spec "$mu" '"objective": {"kind": "hoc", "function": "early"}, "solver": "cobyla", "max_evaluations": 12' >own.json
laminae fit own.json --out own --quiet
awk -v v="$(least own)" 'BEGIN { exit !(v < 0.5) }' || fail "$(cat own/history.csv)"
