#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t905_sensitivity - a sweep of differences has the starts and 1 % to either side; the changes that are
# said are those of its table. Both these and Sobol's indices are drawn, each number as it is said.
set -eu
fail() { echo "$*" && exit 1; }
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
spec() { # DESIGN
    cat <<END
{"network": "erp", "options": {"mesh": "2,2", "tstop_ms": 15}, "design": $1,
 "parameters": {"drives.evprox1.mu": {"low": 3, "high": 5.02, "start": 5},
   "drives.evprox1.weights_ampa.L5_pyramidal": {"low": 0.0007, "high": 0.07, "scale": "log"}},
 "keep": ["peaks", "rates"]}
END
}
spec '"differences"' >differences.json
spec '"saltelli", "n": 4' >saltelli.json
for design in differences saltelli; do laminae sweep $design.json --out $design --quiet; done
laminae analyse differences --what differences >changes.csv
laminae analyse saltelli --what sobol >shares.csv
for design in differences saltelli; do laminae plot $design --kind sensitivity --out $design.txt; done
laminae plot saltelli --kind sensitivity --out saltelli.png
[ "$(head -c 4 saltelli.png | tail -c 3)" = PNG ] || fail 'no picture'
cat >check.py <<'END'
import csv, math, re
points = list(csv.DictReader(open("differences/table.csv")))
paths = ["drives.evprox1.mu", "drives.evprox1.weights_ampa.L5_pyramidal"]
at = [[float(point[path]) for path in paths] for point in points]
right = [(5, 0.007), (4.95, 0.007), (5.02, 0.007), (5, 0.00693), (5, 0.00707)]  # 5.02: the bound
assert all(abs(a / b - 1) < 1e-12 for p, q in zip(at, right) for a, b in zip(p, q)), at
rows = list(csv.DictReader(open("changes.csv")))
assert len(rows) == 2 * 8
shown = {}
for row in rows:
    name = row["number"].replace("_", " ", 1)
    y = [float(point[name]) for point in points]
    k = paths.index(row["parameter"])
    if y[0] == 0:
        assert row["change_%"] == "", row
        continue
    change = (y[2 + 2 * k] - y[1 + 2 * k]) / abs(y[0]) / ((at[2 + 2 * k][k] - at[1 + 2 * k][k]) / at[0][k])
    assert abs(float(row["change_%"]) - change) <= 1e-9 * abs(change), (row, change)
    shown.setdefault(name, [0, 0])[k] = change
assert any(abs(c) > 0.1 for c in shown["peaks maximum_nAm"])

def panels(path):
    found = {}
    for panel, key, value in re.findall(r"^#(\d+)= (\S+) = (.*)$", open(path).read(), re.M):
        found.setdefault(panel, {})[key] = value
    return {panel["heading_text"].strip("'").split(":")[0]: panel for panel in found.values()}
drawn = panels("differences.txt")
assert set(drawn) == {name for name, of in shown.items() if any(of)}, (set(drawn), shown)
for name, panel in drawn.items():
    for k in range(2):
        assert math.isclose(float(panel[f"change[{k + 1}]"].split()[0]), shown[name][k], rel_tol=1e-5, abs_tol=1e-9)
drawn = panels("saltelli.txt")
n = 0
for row in csv.DictReader(open("shares.csv")):
    name = row["number"].replace("_", " ", 1)
    assert (name in drawn) == (row["first"] != ""), row
    for key in ("first", "first_low", "first_high", "total", "total_low", "total_high"):
        if name in drawn:
            value = float(drawn[name][f"{key}[{paths.index(row['parameter']) + 1}]"].split()[0])
            assert math.isclose(value, float(row[key]), rel_tol=1e-5, abs_tol=1e-9), (row, key)
            n += 1
assert n >= 12
END
python3 check.py || fail "$(cat changes.csv differences/table.csv)"

# refused WORDS COMMAND ARGUMENT ...
refused() {
    words=$1 status=0
    shift
    laminae "$@" >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || ! grep -q "^laminae: .*$words" errors; then
        fail "$*: status $status, expected '$words': $(cat output errors)"
    fi
}
refused '"design": "differences"' analyse saltelli --what differences
refused '"design": "saltelli"' analyse differences --what sobol
refused "cannot read 'none'" plot none --kind sensitivity
spec '"differences", "n": 4' >n.json
refused 'n.json: n: 4: accepted for differences: no n' sweep n.json --out n
spec '"differences"' | sed 's/"low": 3, "high": 5.02, "start": 5/"low": -1, "high": 1/' >nought.json
refused 'nought.json: parameters.drives.evprox1.mu: .*is 0' sweep nought.json --out n
spec '"differences"' | sed 's/"low": 3, "high": 5.02, "start": 5/"values": [1, 2]/' >values.json
refused 'values.json: parameters.drives.evprox1.mu: .*accepted for differences: low and high' sweep values.json --out n
