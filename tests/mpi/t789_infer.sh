#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t789_infer - draws of what data allow have the truth among them, are nearer to the data from
# generation to generation, and are the same on 1 and 2 ranks and after a stop; what cannot be sought
# is refused before anything is left.
set -eu
fail() { echo "$*" && exit 1; }
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
laminae run erp --mesh 2,2 --tstop 30 --dt 0.05 --set drives.evprox1.mu=10 \
    --set drives.evprox1.weights_ampa.L5_pyramidal=0.002 --out truth --no-plot --quiet
spec() { # MOST [MORE]
    cat <<END
{"network": "erp", "options": {"mesh": "2,2", "tstop_ms": 30, "dt_ms": 0.05}, "objective": "dipole_rmse",
 "parameters": {
   "drives.evprox1.mu": {"prior": {"kind": "truncated_normal", "mean": 9, "sd": 3, "low": 2}},
   "drives.evprox1.weights_ampa.L5_pyramidal": {"low": 2e-4, "high": 2e-2, "scale": "log"}},
 "n": 20, "max_evaluations": $1, "seed": 1 ${2:-}}
END
}
without_seconds() { sed 's/,[^,]*$//' "$1/history.csv"; }
spec 120 >spec.json
for ranks in 1 2; do
    laminae infer spec.json --target truth --out on_$ranks --np $ranks --quiet >log 2>&1 || fail "$(cat log)"
    [ ! -s log ] || fail "$ranks ranks: $(cat log)"
    without_seconds on_$ranks >history_$ranks
done
cmp history_1 history_2
cmp on_1/posterior.csv on_2/posterior.csv
cmp on_1/posterior.json on_2/posterior.json
cmp on_1/predictive.csv on_2/predictive.csv
[ "$(ls -A on_1)" = "$(printf '%s\n' best.json history.bin history.csv posterior.csv posterior.json \
    posterior.png predictive predictive.csv predictive.png)" ] ||
    fail "left: $(ls -A on_1)"
python3 - <<'END' || fail "$(cat on_1/posterior.json)"
import csv, json
said = json.load(open("on_1/posterior.json"))
rows = list(csv.DictReader(open("on_1/posterior.csv")))
epsilons = said["epsilons"]
assert said["evaluations"] == 120 and said["end"] == "evaluations" and said["n"] == len(rows) == 20
assert len(epsilons) >= 2 and all(a > b for a, b in zip(epsilons, epsilons[1:]))
assert max(float(row["distance"]) for row in rows) <= epsilons[-1]
for path, truth in (("drives.evprox1.mu", 10), ("drives.evprox1.weights_ampa.L5_pyramidal", 0.002)):
    of = said["parameters"][path]
    assert of["low"] < truth < of["high"] and of["low"] < of["median"] < of["high"]
    mean = sum(float(row["weight"]) * float(row[path]) for row in rows)
    assert abs(mean - of["mean"]) < 1e-12 * of["mean"]
END

# Runs of the particles are as far from the data as those were; the quantiles are of their curves.
python3 - <<'END' || fail "$(head -3 on_1/predictive.csv)"
import csv, struct
rows = list(csv.DictReader(open("on_1/posterior.csv")))
seen = list(csv.DictReader(open("on_1/predictive.csv")))
data = [float(at["data"]) for at in seen]
n = len(seen)
record = struct.Struct(f"={4 + n}d")
runs = list(record.iter_unpack(open("on_1/predictive/history.bin", "rb").read()[32:]))
assert n == 600 and len(runs) == 20 and max(data) > 5e-4
for row, run in zip(rows, runs):
    assert run[:2] == tuple(float(row[path]) for path in list(row)[2:]), row
    assert run[2] == float(row["distance"]), (run[2], row)
    rmse = (sum((a - b) ** 2 for a, b in zip(run[4:], data)) / n) ** 0.5
    assert abs(rmse / run[2] - 1) < 1e-9
weights = [float(row["weight"]) for row in rows]
for t in range(0, n, 7):
    pairs, sum_, names = sorted((run[4 + t], w) for run, w in zip(runs, weights)), 0, ["q05", "q25", "q50", "q75", "q95"]
    for value, weight in pairs:
        sum_ += weight
        while names and sum_ >= float(names[0][1:]) / 100 - 1e-12:
            assert float(seen[t][names.pop(0)]) == value, (t, seen[t])
END
"$LAMINAE_HOME/tools/figures/predictive_data.sh" results=on_1 title=erp >data
awk '/^# / { block = $0; next }
NF > 0 && !/^#/ { n[block]++; if (block ~ /sem/ && $3 < $2) exit bad = 1 }
END { exit bad || n["# 1 sem 1"] != 600 || n["# 1 sem 2"] != 600 || n["# 1 mean 3"] != 600 }' data ||
    fail "$(grep '^#' data)"

# The picture has each draw, on the diagonal all of the weight, and the interval that the table has.
"$LAMINAE_HOME/tools/figures/posterior_data.sh" results=on_1 title=erp >data
awk '
/^# / { block = $0; next }
block == "# 1 draws" && NF == 3 { draws++ }
block ~ /^# 1 histogram/ && NF == 2 { count[block]++; sum[block] += $2; last[block] = $2 }
END {
    for (k = 1; k <= 2; k++) {
        block = "# 1 histogram " k
        if (count[block] != 11 || (sum[block] - last[block] - 1)^2 > 1e-9) exit 1
    }
    exit draws != 20
}' data || fail "$(cat data)"
python3 - <<'END' || fail "$(cat data)"
import json, re
said = list(json.load(open("on_1/posterior.json"))["parameters"].values())
for name in ("low", "median", "high"):
    drawn = re.findall(rf"^#1= {name}\[\d\] = (\S+) ", open("data").read(), re.M)
    assert len(drawn) == 2
    assert all(abs(float(a) / of[name] - 1) < 1e-4 for a, of in zip(drawn, said))
END
cp -r on_1 cut
sed 5q on_1/posterior.json >cut/posterior.json
status=0
"$LAMINAE_HOME/tools/figures/posterior_data.sh" results=cut >/dev/null 2>log || status=$?
[ $status -eq 2 ] || fail "cut: status $status"
grep -q "'cut/posterior.csv' is not whole" log || fail "cut: $(cat log)"

# What is evaluated stays so: a call that was stopped goes on, and one that is whole runs nothing.
laminae infer spec.json --target truth --out part >log 2>&1 &
started=$!
for _ in $(seq 3000); do
    if [ -f part/history.csv ] && [ "$(wc -l <part/history.csv)" -gt 30 ]; then break; fi
    sleep 0.01
done
kill -INT $started
wait $started || true
laminae infer spec.json --target truth --out part >log 2>&1 || fail "$(cat log)"
grep -q 'evaluations are there already' log || fail "$(cat log)"
without_seconds part | cmp - history_1
cmp part/posterior.csv on_1/posterior.csv
cmp part/predictive.csv on_1/predictive.csv
cp part/predictive/history.csv predicted
laminae infer spec.json --target truth --out part --quiet
cmp part/predictive/history.csv predicted

# refused WORDS ARGUMENT ...
refused() {
    words=$1 status=0
    shift
    laminae infer "$@" >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || ! grep -q "^laminae: .*$words" errors; then
        fail "$*: status $status, expected '$words': $(cat output errors)"
    fi
    [ ! -e out ] || fail "$*: left $(ls -A out)"
}
refused 'out: none given; accepted: --out DIR' spec.json --target truth
spec 19 >few.json
refused 'few.json: max_evaluations: 19: accepted: 20 or more' few.json --target truth --out out
spec 120 ', "solver": "cma"' >solver.json
refused 'solver: "cma": unknown key' solver.json --target truth --out out
sed 's/evprox1.mu/evprox1.my/' spec.json >path.json
refused 'path.json: parameters.drives.evprox1.my: ' path.json --target truth --out out
refused 'none' spec.json --target none --out out
