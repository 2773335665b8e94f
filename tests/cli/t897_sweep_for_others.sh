#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t897_sweep_for_others - a sweep that has run: Sobol's indices of its numbers, and the archive that
# sbi learns from, whose rows are those of table.csv; what a sweep is no good for is refused.
set -eu
fail() { echo "$*" && exit 1; }
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
# refused WORDS COMMAND ARGUMENT ...
refused() {
    words=$1 status=0
    shift
    laminae "$@" >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || ! grep -q "^laminae: .*$words" errors; then
        fail "$*: status $status, expected '$words': $(cat output errors)"
    fi
}
# The second parameter's name comes first in the alphabet: it changes nothing before its drive begins.
cat >spec.json <<'END'
{"network": "erp", "options": {"mesh": "2,2", "tstop_ms": 20, "trials": 2}, "design": "saltelli", "n": 4,
 "parameters": {"drives.evprox1.mu": {"low": 3, "high": 9},
                "drives.evdist1.mu": {"prior": {"kind": "normal", "mean": 60, "sd": 1}}},
 "keep": ["dipole", "peaks", "rates"]}
END
laminae sweep spec.json --out out --quiet
laminae analyse out --what sobol >sobol.csv
[ "$(head -1 sobol.csv)" = number,parameter,first,first_low,first_high,total,total_low,total_high,base_points ] ||
    fail "$(head -1 sobol.csv)"
[ "$(wc -l <sobol.csv)" -eq $((1 + 2 * (4 + 4))) ] || fail "$(cat sobol.csv)"
awk -F, '$1 == "peaks_minimum_ms" && $2 == "drives.evdist1.mu" && $3 == 0 && $6 == 0 { n++ }
    $1 == "peaks_minimum_ms" && $2 == "drives.evprox1.mu" && $6 > 0.1 { n++ }
    END { exit n != 2 }' sobol.csv || fail "$(cat sobol.csv)"
laminae analyse out/sweep.h5 --what sobol --format json >sobol.json

laminae convert out --to npz --out x.npz
cat >check.py <<'END'
import csv, struct, zipfile
archive = zipfile.ZipFile("x.npz")
assert archive.testzip() is None
def load(name):
    raw = archive.read(name + ".npy")
    length = struct.unpack("<H", raw[8:10])[0]
    head, body = eval(raw[10:10 + length]), raw[10 + length:]
    if head["descr"][1] == "U":
        size = 4 * int(head["descr"][2:])
        return [body[i:i + size].decode("utf-32-le").rstrip("\0") for i in range(0, len(body), size)]
    n = len(body) // 8
    return head["shape"], struct.unpack("<%d%s" % (n, {"<f8": "d", "<i8": "q"}[head["descr"]]), body)
rows = list(csv.DictReader(open("out/table.csv")))
names = load("names")
assert names == ["drives.evprox1.mu", "drives.evdist1.mu"]
assert load("prior_kind") == ["uniform", "normal"]
assert load("prior_low")[1] == (3, float("-inf")) and load("prior_mean")[1][1] == 60
shape, theta = load("theta")
assert shape == (len(rows), 2) == (32, 2)
columns = load("number_names")
shape, numbers = load("numbers")
assert shape == (32, len(columns)) and len(columns) == 8
shape, x = load("x")
assert shape == (32, 801) and load("time_ms")[0] == (801,)
for i, row in enumerate(rows):
    assert int(row["point"]) == load("point")[1][i] and int(row["trial"]) == load("trial")[1][i]
    for k, name in enumerate(names):
        assert abs(theta[2 * i + k] - float(row[name])) <= 1e-10 * abs(theta[2 * i + k])
    for k, name in enumerate(columns):
        assert row[name] == "" or row[name] == "%.12g" % numbers[8 * i + k]
    assert min(x[801 * i:801 * i + 801]) == numbers[8 * i + columns.index("peaks minimum_nAm")]
END
python3 check.py || fail 'x.npz'

refused "csv' of a sweep; accepted: npz" convert out --to csv --out x
refused 'is a sweep; accepted: --to npz, --out and --force' convert out --to npz --out y.npz --trials 0
refused 'takes all points and trials' analyse out --what sobol --from 5
refused "out/sweep.h5'" convert out --to npz --out out/sweep.h5 --force
sed 's/"saltelli"/"lhs"/; s/"tstop_ms": 20/"tstop_ms": 1/' spec.json >lhs.json
laminae sweep lhs.json --out lhs --quiet
refused 'its points are of another design; accepted for sobol: "design": "saltelli"' \
    analyse lhs --what sobol
refused "cannot read 'none'" analyse none --what sobol
