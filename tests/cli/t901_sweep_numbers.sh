#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t901_sweep_numbers - what a sweep keeps of sensors, and each kind of number, are those that a run of
# the point and `analyse` have; Sobol's indices of an agreement with data; what is wrong is refused
# before anything runs.
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
run() {
    laminae run ./small.json --tstop 40 --sensors sensors.json --probe lam=5,5,400:1600:400 --settle 10 \
        --no-plot --quiet "$@"
}
run --out truth --scale 2 --smooth 3
run --out run --set drives.evprox1.mu=9 --scale 2 --smooth 3
spec() { # KEEP [MORE [PARAMETER]]
    more=${2:-', "design": "grid"'} parameter=${3:-'{"values": [8, 9]}'}
    cat <<END
{"network": "small.json",
 "options": {"tstop_ms": 40, "settle_ms": 10, "sensors": "sensors.json", "scale": 2, "smooth_ms": 3,
             "probe": ["lam=5,5,400:1600:400"]},
 "parameters": {"drives.evprox1.mu": $parameter},
 "keep": [$1] $more}
END
}
target=', "target": "truth"'
spec '"dipole", "eeg", "meg", "peaks", "peaks@L5:5:20", "peaks@extracellular/lam/1", "peaks@eeg/cap/Cz",
  "band:20:120", "relative:20:120", "band@csd/lam/2:20:120", "events:20:60", "rmse", "rmse@eeg/cap/Cz:5:30",
  "shares:1:40", "rates", "cv", "intervals"' ", \"design\": \"grid\"$target" >spec.json
laminae sweep spec.json --out swept --quiet >log 2>&1 || fail "$(cat log)"
[ ! -s log ] || fail "$(cat log)"

# ---- signals -----------------------------------------------------------------------------------
numbers() { h5dump -m %.17g -y -w 1 -o numbers.txt "$@" >/dev/null && tr -d ' ,\n' <numbers.txt; }
# Sensors see the dipole as it is shown: here of a run that was neither scaled nor smoothed.
spec '"eeg", "meg"' | sed 's/"scale": 2, "smooth_ms": 3,//' >plain.json
laminae sweep plain.json --out plain --quiet
for data in eeg/cap meg/helmet; do
    numbers -d /$data -s 1,0,0,0 -c 1,1,4,1601 plain/sweep.h5 >one
    numbers -d /trial/0/$data run/results.h5 >other
    cmp one other
    [ "$(wc -c <one)" -gt 5000 ]
done
h5dump -A -d /eeg/cap plain/sweep.h5 | grep -q '"Fz", "Cz", "C3", "C4"' || fail "$(h5dump -A plain/sweep.h5)"

# ---- numbers -----------------------------------------------------------------------------------
analyse() { laminae analyse run --format json "$@"; }
analyse --what peaks --signal agg >peaks.json
analyse --what peaks --signal extracellular/lam:1 >contact.json
analyse --what peaks --signal eeg/cap:Cz --scale 2 --smooth 3 >sensor.json
analyse --what bands --bands b=20:120 --signal agg >bands.json
analyse --what bands --bands b=20:120 --signal csd/lam:2 >source.json
analyse --what events --freq 20:60 >events.json
analyse --what rmse --target truth >rmse.json
analyse --what rmse --target truth --signal eeg/cap:1 --from 5 --to 30 --scale 2 --smooth 3 >seen.json
analyse --what shares --from 1 >shares.json
analyse --what rates >rates.json
analyse --what isi >isi.json
python3 - <<'END' || fail "$(cat swept/table.csv)"
import csv, json, math

row = list(csv.DictReader(open("swept/table.csv")))[1]
assert row["drives.evprox1.mu"] == "9" and row["status"] == "1"

def read(file):
    return json.load(open(file + ".json"))

def same(column, wanted, within=1e-9):
    found = row[column]
    if wanted is None or (isinstance(wanted, float) and math.isnan(wanted)):
        assert found == "", (column, found)
    else:
        assert abs(float(found) - wanted) <= within * abs(wanted) + 1e-15, (column, found, wanted)

for key in ("minimum", "maximum"):
    for of, signal, file, unit in (("peaks", "agg", "peaks", "nAm"),
                                   ("peaks@extracellular/lam/1", "extracellular/lam:1", "contact", "uV"),
                                   ("peaks@eeg/cap/Cz", "eeg/cap:Cz", "sensor", "uV")):
        same(f"{of} {key}_{unit}", read(file)[signal][key]["value"])
        same(f"{of} {key}_ms", read(file)[signal][key]["time_ms"])
same("band:20:120 nAm2", read("bands")["agg"]["b"]["power_nAm2"])
same("relative:20:120 relative", read("bands")["agg"]["b"]["relative"])
same("band@csd/lam/2:20:120 uA/mm32", next(v for k, v in read("source")["csd/lam:2"]["b"].items()
                                           if k.startswith("power")))
events = read("events")
for key in ("n_events", "rate_per_s", "mean_duration_ms", "mean_freq_hz"):
    same(f"events:20:60 {key}", events[key])
same("events:20:60 mean_power_nAm2", events["mean_power"])
same("rmse rmse_nAm", read("rmse")["rmse"])
same("rmse correlation", read("rmse")["correlation"])
same("rmse@eeg/cap/Cz:5:30 rmse_uV", read("seen")["rmse"])
for name in ("L2_pyramidal", "L5_pyramidal"):
    for key in ("share_at_peak", "share_of_power"):
        same(f"shares:1:40 {name}_{key}", read("shares")[name][key])
for name in ("L2_basket", "L5_pyramidal"):
    same(f"rates {name}_Hz", read("rates")["rate_hz"][name])
    same(f"intervals {name}_ms", read("isi")[name]["interval_ms"])
assert float(row["peaks@L5:5:20 minimum_nAm"]) < 0
END

# ---- which parameters an agreement depends on ---------------------------------------------------------
spec '"rmse"' ", \"design\": \"saltelli\", \"n\": 4, \"seed\": 1$target" '{"low": 6, "high": 12}' >sobol.json
laminae sweep sobol.json --out sobol --quiet
laminae analyse sobol --what sobol >sobol.csv
grep -q '^rmse_rmse_nAm,drives.evprox1.mu,' sobol.csv || fail "$(cat sobol.csv)"

# ---- refused ------------------------------------------------------------------------------------------
refused() { # TEXT KEEP [MORE]
    spec "$2" ", \"design\": \"grid\"${3:-}" >bad.json
    status=0
    laminae sweep bad.json --out bad >log 2>&1 || status=$?
    [ $status -eq 2 ] || fail "status $status instead of 2: $(cat log)"
    grep -q -- "^laminae: .*$1" log || fail "not '$1': $(cat log)"
    [ ! -e bad ] || fail "something is left: $(ls bad)"
}
refused 'bad.json: keep\[0\]: "eeg:1:2": accepted: eeg$' '"eeg:1:2"'
refused 'keep\[0\]: "rates@L5": accepted: rates\[:FROM:TO\]' '"rates@L5"'
refused 'keep\[1\]: "peaks@:1:2": accepted: peaks\[@SIGNAL\]\[:FROM:TO\]' '"eeg", "peaks@:1:2"'
refused 'keep\[0\]: "relative": accepted: relative\[@SIGNAL\]:LOW:HIGH' '"relative"'
refused 'keep: .*accepted for rmse: "target": FILE' '"rmse"'
refused 'bad.json: target: "truth": accepted: left out, as rmse is not kept' '"peaks"' "$target"
refused "nowhere" '"rmse"' ', "target": "nowhere"'
refused "keep: peaks@eeg/cap/Cy: the network has no signal 'eeg/cap/Cy'" '"peaks@eeg/cap/Cy"'
refused 'bad.json: keep\[0\]: "peaks:100:200": accepted: a window within the runs, 0 to 40 ms' '"peaks:100:200"'
refused 'bad.json: keep\[1\]: "band:30:45": bands: 30 to 45 Hz; accepted: .* 24.* Hz apart' '"band:20:30", "band:30:45"'
refused 'bad.json: keep\[0\]: "relative@L5:1:2": bands: 1 to 2 Hz; accepted: a band with' '"relative@L5:1:2"'
refused "no signal 'L9'" '"band@L9:8:12"'
awk 'BEGIN { for (t = 0; t <= 200; t++) print t/10, sin(t) }' >short.txt
refused 'short.txt end at 20 ms, the runs at 40 ms' '"rmse"' ', "target": "short.txt"'
refused 'short.txt: dipole/agg is in nAm; accepted for keep: rmse@eeg/cap/Cz: uV' '"rmse@eeg/cap/Cz"' \
    ', "target": "short.txt"'
