#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t900_objectives - each objective of a fit on a network: what is left is better than the start, and
# has that very objective when it is run; EEG and MEG from results, a text and an evoked file; infer
# with a function of one's own, runs from a settled start; what is wrong is refused before anything runs.
set -eu
fail() { echo "$*" && exit 1; }
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
cp "$LAMINAE_TESTS/lib/sensors.json" .
cat >small.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "small",
 "grid": {"nx": 2, "ny": 2},
 "drives": {"evprox1": {"mu": [8, "ms"], "sigma": [1, "ms"]},
            "evdist1": {"mu": [18, "ms"], "sigma": [1, "ms"]}}}
END
run() { laminae run "$@" --no-plot --quiet; }
run ./small.json --tstop 25 --dt 0.05 --sensors sensors.json --probe lam=5,5,400:1600:400 --out truth
mu='"drives.evprox1.mu": {"low": 5, "high": 12, "start": '
spec() { # OBJECTIVE [MORE [OPTIONS [START]]]
    parameter="$mu${4:-6.5}}"
    [ -z "${strength:-}" ] || parameter=$strength
    cat <<END
{"network": "small.json",
 "options": {"tstop_ms": 25, "dt_ms": 0.05, "sensors": "sensors.json", "probe": ["lam=5,5,400:1600:400"]${3:-}},
 "parameters": {$parameter},
 "objective": $1 ${2:-}}
END
}
first() { sed -n '2s/^1,\([^,]*\),.*/\1/p' "$1/history.csv"; }
least() { awk -F, 'NR > 1 && (NR == 2 || $2 < best) { best = $2 } END { print best }' "$1/history.csv"; }
is_near() { awk -v a="$1" -v b="$2" -v t="$3" 'BEGIN { d = a - b; if (d < 0) d = -d; exit !(d <= t) }'; }

# ---- each, and its best once more ---------------------------------------------------------------
# found NAME OBJECTIVE [MORE]: leaves NAME/best.json and its run, NAME.run
found() {
    spec "$2" "${3:-, \"max_evaluations\": 4}" >"$1.json"
    target=truth
    laminae fit "$1.json" --target $target --out "$1" --quiet >log 2>&1 || fail "$1: $(cat log)"
    [ ! -s log ] || fail "$1: $(cat log)"
    awk -v a="$(least "$1")" -v b="$(first "$1")" 'BEGIN { exit !(a < b) }' ||
        fail "$1: no better than the start: $(cat "$1/history.csv")"
    run "$1/best.json" --out "$1.run"
}
# has NAME VALUE: the objective of the run, to what rounding leaves
has() {
    is_near "$2" "$(least "$1")" "$(echo "$2" | awk '{ print ($1 < 0 ? -$1 : $1)*1e-9 + 1e-15 }')" ||
        fail "$1: $2 of its run, $(least "$1") of the fit"
}
# rmse RUN DATASET ROWS [ROW]: over the rows, or one, all samples but the last
rmse() {
    for results in "$1" truth; do
        h5dump -d "/trial/0/$2" -b LE -o "$results.bin" "$results/results.h5" >/dev/null
    done
    python3 - "$1.bin" truth.bin "$3" "${4:-}" <<'END'
import array, math, sys
def rows(path):
    values = array.array("d", open(path, "rb").read())
    n = len(values) // int(sys.argv[3])
    return [values[k * n:(k + 1) * n] for k in range(int(sys.argv[3]))]
both = list(zip(rows(sys.argv[1]), rows(sys.argv[2])))
if sys.argv[4]:
    both = [both[int(sys.argv[4])]]
squares = [(a - b) ** 2 for model, data in both for a, b in zip(model[:-1], data[:-1])]
print(repr(math.sqrt(math.fsum(squares) / len(squares))))
END
}
found lfp '{"kind": "lfp_rmse", "array": "lam"}'
has lfp "$(rmse lfp.run extracellular/lam 4)"
found csd '{"kind": "csd_rmse", "array": "lam"}'
has csd "$(rmse csd.run csd/lam 4)"
found eeg '{"kind": "eeg_rmse", "sensors": "cap"}'
has eeg "$(rmse eeg.run eeg/cap 4)"
head -1 eeg/best.csv | grep -qx 'time_ms,model_uV,data_uV' || fail "$(head -1 eeg/best.csv)"
found meg '{"kind": "meg_rmse", "sensors": "helmet", "channels": ["2"]}'
has meg "$(rmse meg.run meg/helmet 4 2)"
found seen '{"kind": "eeg_correlation", "sensors": "cap"}'
python3 - "$(least seen)" <<'END' || fail "$(cat seen/history.csv)"
import sys
assert 0 <= float(sys.argv[1]) < 0.05
END
slow='"solver": "bobyqa", "max_evaluations": 6'
found bands '{"kind": "band_power", "bands": [{"low_hz": 79, "high_hz": 121}]}' ", $slow"
share=$(laminae analyse bands.run --what bands --bands b=79:121 --signal agg --format json |
    sed -n 's/.*"relative"[^0-9]*\([0-9.e-]*\).*/\1/p' | head -1)
has bands "-$share"
found ratio '{"kind": "band_ratio", "bands": [{"low_hz": 39, "high_hz": 81},
    {"low_hz": 119, "high_hz": 161, "weight": 3}]}'
strength='"drives.evprox1.weights_ampa.L5_pyramidal": {"low": 1e-6, "high": 0.1, "start": 0.1, "scale": "log"}'
found rates '{"kind": "rates", "hz": {"L2_basket": 40, "L5_pyramidal": 0}}' \
    ', "solver": "direct", "max_evaluations": 6'
strength=
laminae analyse rates.run --what rates --format json >rates.said
python3 - "$(least rates)" <<'END' || fail "rates: $(cat rates.said rates/history.csv)"
import json, sys
said = json.load(open("rates.said"))["rate_hz"]
value = abs(said["L2_basket"] - 40) + said["L5_pyramidal"]
assert abs(value - float(sys.argv[1])) < 1e-9
END
cat >early.hoc <<'END'
// how far the highest sample is from 12 ms
func early() {localobj q
  q = new Vector()
  $o1.signal("dipole/agg", q)
  return abs($o1.time_ms.x[q.max_ind] - 12)
}
END
found own '{"kind": "hoc", "function": "early"}' ", $slow"
laminae analyse own.run --what peaks --signal agg --format json >own.said
python3 - "$(least own)" <<'END' || fail "own: $(cat own.said own/history.csv)"
import json, sys
peak_ms = json.load(open("own.said"))["agg"]["maximum"]["time_ms"]
assert abs(abs(peak_ms - 12) - float(sys.argv[1])) < 1e-9
END

# ---- weights of stages: a first one with the first drive alone, as far as they reach ---------------
spec '{"kind": "dipole_rmse", "weights": "stages"}' ', "max_evaluations": 8, "stages": true' |
    sed 's/"parameters": {/&"drives.evdist1.mu": {"low": 15, "high": 21, "start": 19}, /' >stages.json
laminae fit stages.json --target truth --out stages --quiet || fail stages
awk -v a="$(least stages)" -v b="$(first stages)" 'BEGIN { exit !(a < b) }' || fail "$(cat stages/history.csv)"

# ---- sensors in other files: the objective at the start is the same ------------------------------------
one='"max_evaluations": 1'
laminae convert truth --to fif --signal eeg/cap --out truth-ave.fif >log 2>&1 || fail "$(cat log)"
spec '{"kind": "eeg_rmse", "sensors": "cap"}' ", $one" >at_start.json
for target in truth-ave.fif truth/eeg_cap_0.txt; do
    rm -rf at_start
    laminae fit at_start.json --target $target --out at_start --quiet >log 2>&1 || fail "$target: $(cat log)"
    is_near "$(first at_start)" "$(first eeg)" "$(first eeg | awk '{ print $1*1e-5 }')" ||
        fail "$target: $(first at_start), not $(first eeg)"
done
# A scale is that of what sensors see, too: data of results that were scaled have it as well.
run truth/results.h5 --scale 3 --smooth 2 --out scaled
spec '{"kind": "eeg_rmse", "sensors": "cap"}' ", $one" ', "scale": 3, "smooth_ms": 2' 8 >scaled.json
laminae fit scaled.json --target scaled --out shown --quiet || fail scaled
is_near "$(first shown)" 0 0 || fail "$(cat shown/history.csv)"

# ---- a settled start, a posterior by a function of one's own ------------------------------------------
run ./small.json --tstop 25 --dt 0.05 --settle 20 --out settled
for settle in 20 0; do
    spec '"dipole_rmse"' ", $one" ", \"settle_ms\": $settle" 8 >settle.json
    laminae fit settle.json --target settled --out settle_$settle --quiet || fail settle
done
is_near "$(first settle_20)" 0 0 || fail "settled: $(first settle_20)"
awk -v a="$(first settle_0)" 'BEGIN { exit !(a > 1e-6) }' || fail "unsettled: $(first settle_0)"
spec '{"kind": "hoc", "function": "early"}' ', "n": 3, "max_evaluations": 6' |
    sed 's/, "start": [0-9.]*//' >posterior.json
laminae infer posterior.json --out posterior --quiet >log 2>&1 || fail "$(cat log)"
[ "$(wc -l <posterior/posterior.csv)" -eq 4 ] || fail "$(cat posterior/posterior.csv)"

# ---- refused ------------------------------------------------------------------------------------------
# refused TEXT OBJECTIVE [TARGET [COMMAND]]
refused() {
    spec "$2" >bad.json
    [ "${4:-fit}" = fit ] || sed -i 's/, "start": [0-9.]*//' bad.json
    status=0
    laminae "${4:-fit}" bad.json --target "${3:-truth}" --out bad >log 2>&1 || status=$?
    [ $status -eq 2 ] || fail "status $status instead of 2: $(cat log)"
    grep -q -- "^laminae: .*$1" log || fail "not '$1': $(cat log)"
    [ ! -e bad ] || fail "something is left: $(ls bad)"
}
refused 'bad.json: objective.sensors: "cup": unknown EEG sensors, did you mean cap?' \
    '{"kind": "eeg_rmse", "sensors": "cup"}'
refused 'bad.json: objective\[0\].channels\[1\]: "Cy": unknown sensor' \
    '[{"kind": "eeg_rmse", "sensors": "cap", "channels": ["Cz", "Cy"]}]'
refused 'channels\[1\]: "Cz": is there twice' '{"kind": "eeg_rmse", "sensors": "cap", "channels": ["Cz", "Cz"]}'
refused 'channels\[0\]: "4": accepted: "0" to "3"' '{"kind": "meg_rmse", "sensors": "helmet", "channels": ["4"]}'
refused 'bad.json: objective.array: "lab": unknown electrode array, did you mean lam?' \
    '{"kind": "lfp_rmse", "array": "lab"}'
refused 'unknown population' '{"kind": "rates", "hz": {"L9_pyramidal": 3}}'
refused 'bad.json: objective.weights.drives\[0\]: "evprox9"' \
    '{"kind": "dipole_rmse", "weights": {"drives": ["evprox9"]}}'
refused 'objective.weights: "stages": there are no stages' '{"kind": "dipole_rmse", "weights": "stages"}'
refused 'no such HOC function' '{"kind": "hoc", "function": "lacking"}' truth infer
awk 'BEGIN { print "time_ms Fz_uV Cz_uV"; for (t = 0; t <= 250; t++) print t/10, sin(t), cos(t) }' >two.txt
refused '"C3"\|unknown channel of the target' '{"kind": "eeg_rmse", "sensors": "cap"}' two.txt
refused 'two.txt: Fz_uV is in uV; accepted for meg/helmet: fT\|unknown channel' \
    '{"kind": "meg_rmse", "sensors": "helmet"}' two.txt
refused 'has 4 rows in the network, 2 in two.txt' '{"kind": "lfp_rmse", "array": "lam"}' two.txt
spec '"dipole_rmse"' '' ', "settle_ms": -1' >bad.json
status=0
laminae fit bad.json --target truth --out bad >log 2>&1 || status=$?
{ [ $status -eq 2 ] && grep -q 'bad.json: options.settle_ms: -1: accepted' log; } || fail "$(cat log)"
