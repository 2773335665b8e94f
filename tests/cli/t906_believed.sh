#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t906_believed - Tolley's questions to the folder of a posterior: how far it is from the data, from the
# truth, from the posterior of another condition; what they cannot be asked of is refused.
set -eu
fail() { echo "$*" && exit 1; }
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
laminae run erp --mesh 2,2 --tstop 12 --set drives.evprox1.mu=6 --out truth --no-plot --quiet
spec() { # SEED
    cat <<END
{"network": "erp", "options": {"mesh": "2,2", "tstop_ms": 12}, "objective": "dipole_rmse", "seed": $1,
 "parameters": {"drives.evprox1.mu": {"low": 3, "high": 9},
   "drives.evprox1.weights_ampa.L5_pyramidal": {"prior": {"kind": "truncated_normal", "mean": 0.008,
      "sd": 0.003, "low": 0.001}}},
 "n": 10, "max_evaluations": 30}
END
}
for seed in 1 2; do
    spec $seed >spec.json
    laminae infer spec.json --target truth --out posterior_$seed --quiet
done
laminae analyse posterior_1 --what ppc >ppc.csv
laminae analyse posterior_1 --what pre --target truth >pre.csv
laminae analyse posterior_1 --what ovl --target posterior_2 >ovl.csv
laminae analyse posterior_2 --what ovl --target posterior_1 >lvo.csv
laminae analyse posterior_1 --what ovl --target posterior_1 --format json >same.json
cat >check.py <<'END'
import csv, json, math
rows = list(csv.DictReader(open("posterior_1/posterior.csv")))
weights = [float(row["weight"]) for row in rows]
error = math.sqrt(sum(w * float(row["distance"]) ** 2 for w, row in zip(weights, rows)))
assert math.isclose(float(next(csv.DictReader(open("ppc.csv")))["error"]), error, rel_tol=1e-9)

paths = ["drives.evprox1.mu", "drives.evprox1.weights_ampa.L5_pyramidal"]
below = lambda x: 0.5 * math.erfc(-(x - 0.008) / 0.003 / math.sqrt(2))
scaled = [lambda x: (x - 3) / 6, lambda x: (below(x) - below(0.001)) / (1 - below(0.001))]
truth = [6, 0.00865]
for k, row in enumerate(csv.DictReader(open("pre.csv"))):
    assert row["parameter"] == paths[k] and float(row["truth"]) == truth[k], row
    error = sum(w * abs(scaled[k](float(of[paths[k]])) - scaled[k](truth[k])) for w, of in zip(weights, rows))
    assert math.isclose(float(row["error"]), error, rel_tol=1e-6), (row, error)
one, other = (list(csv.DictReader(open(name))) for name in ("ovl.csv", "lvo.csv"))
for a, b in zip(one, other):
    assert 0 < float(a["overlap"]) < 1 and math.isclose(float(a["overlap"]), float(b["overlap"]), rel_tol=1e-6)
same = json.load(open("same.json"))
said = json.dumps(same)
assert said.count("overlap") == 2, said
priors = json.load(open("posterior_1/posterior.json"))["priors"]
assert priors[paths[0]] == {"prior": {"kind": "uniform", "low": 3, "high": 9}}
assert priors[paths[1]]["prior"]["kind"] == "truncated_normal" and "high" not in priors[paths[1]]["prior"]
END
python3 check.py || fail "$(cat ppc.csv pre.csv ovl.csv lvo.csv)"

# refused WORDS ARGUMENT ...
refused() {
    words=$1 status=0
    shift
    laminae analyse "$@" >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || ! grep -q "^laminae: .*$words" errors; then
        fail "$*: status $status, expected '$words': $(cat output errors)"
    fi
}
refused 'no --target; accepted: results of a run' posterior_1 --what pre
refused 'no --target; accepted: the folder of another posterior' posterior_1 --what ovl
refused 'takes a whole posterior' posterior_1 --what ppc --from 3
refused "'none' holds no posterior.json" none --what ppc
refused "'truth' holds no posterior.json" posterior_1 --what ovl --target truth
cp -r posterior_1 cut
sed 's/^\(0[^,]*\),/\1,x/' posterior_1/posterior.csv >cut/posterior.csv
refused "cut/posterior.csv': line 2: 'x.*accepted: a weight, a distance, 2 numbers" cut --what ppc
