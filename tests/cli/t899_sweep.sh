#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t899_sweep - what a sweep cannot be is refused in one line, with exit status 2, before it leaves
# anything; --plan leaves nothing; two sweeps at a time do not write to one folder; an interrupt says
# how to go on.
set -eu
fail() { echo "$*" && exit 1; }
sweep() { "$LAMINAE_HOME/laminae" sweep "$@" --no-setup; }
spec() { # OPTIONS [MORE]
    cat <<END
{"network": "erp", "options": {"mesh": "2,2", $1}, "design": "grid",
 "parameters": {"drives.evprox1.mu": {"values": [4, 5, 6]}} ${2:-}}
END
}
# refused WORDS ARGUMENT ...
refused() {
    words=$1 status=0
    shift
    sweep "$@" >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || [ -s output ] ||
        ! grep -q "^laminae: .*$words" errors; then
        fail "$*: status $status, expected '$words': $(cat output errors)"
    fi
    [ ! -e out ] || fail "$*: left $(ls -A out)"
}
spec '"tstop_ms": 5' >good.json
refused 'sweep: no spec given; accepted: the file of a sweep'
refused "option '--ot', did you mean --out?" good.json --ot out
refused 'out: none given; accepted: --out DIR' good.json
refused "none.json: No such file or directory; accepted: a JSON file" none.json --out out
echo '{"network": "erp"' >broken.json
refused 'broken.json: line 2, column ' broken.json --out out
spec '"tstop_ms": "5"' >text.json
refused 'text.json: options.tstop_ms: "5": accepted: a number' text.json --out out
spec '"dt_ms": 0.03, "tstop_ms": 5' >steps.json
refused 'tstop' steps.json --out out
spec '"engine": "neurn"' >engine.json
refused 'engine: neurn; accepted: coreneuron, neuron' engine.json --out out
spec '"probe": ["lam=1"]' >probe.json
refused 'lam=1' probe.json --out out
spec '"set": ["celsus=30"]' >set.json
refused 'celsus' set.json --out out
spec '"tstop_ms": 5' ', "keep": ["csd"]' >csd.json
refused 'keep: csd: the network has no electrode array' csd.json --out out
sed 's/"erp"/"erb"/' good.json >network.json
refused "network 'erb': no such file or model, did you mean erp?" network.json --out out
sed 's/evprox1.mu/evprox1.my/' good.json >path.json
refused 'path.json: parameters.drives.evprox1.my: ' path.json --out out --np 2
mkdir mine && echo >mine/a.txt
status=0
sweep good.json --out mine >output 2>errors || status=$?
[ $status -eq 2 ] || fail "a folder of somebody's: status $status"
grep -q "holds 'a.txt', which is no sweep's" errors || fail "$(cat errors)"
[ "$(ls -A mine)" = a.txt ] || fail "left: $(ls -A mine)"

# A file beside the one of the sweep is found there.
mkdir there
echo '{"laminae_network": 1, "extends": "erp", "name": "beside"}' >there/beside.json
spec '"tstop_ms": 5' | sed 's/"erp"/"beside.json"/' >there/spec.json
sweep there/spec.json --plan >output
grep -qx '3 points of 1 trial of 5 ms, 12 cells' output || fail "$(cat output)"
grep -q '^to build: .* s; a point: .* s; all on 1 rank: .* s, if all take as long as a trial of the second$' output || fail "$(cat output)"
[ "$(find there | wc -l)" -eq 3 ] || fail "left: $(find there)"

# While one writes, another does not; an interrupt says how to go on, and so it goes.
spec '"tstop_ms": 200' ', "keep": ["peaks"]' | sed 's/\[4, 5, 6\]/[4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]/' >long.json
"$LAMINAE_HOME/laminae" sweep long.json --out long --no-setup >output 2>errors &
first=$!
for _ in $(seq 600); do
    [ ! -e long/sweep.h5 ] || break
    sleep 0.05
done
status=0
sweep long.json --out long >output2 2>errors2 || status=$?
[ $status -eq 2 ] || fail "two at a time: status $status: $(cat output2 errors2)"
grep -q 'another run (process id [0-9]*) is writing' errors2 || fail "$(cat errors2)"
kill -TERM $first
status=0
wait $first || status=$?
[ $status -eq 1 ] || fail "interrupted: status $status: $(cat output errors)"
grep -qx 'laminae: interrupted; the points that are done stay, and the same command goes on' errors ||
    fail "interrupted: $(cat errors)"
sweep long.json --out long --quiet
[ "$(tail -n +2 long/table.csv | cut -d, -f3 | sort -u)" = 1 ] || fail "$(cat long/table.csv)"
sweep long.json --out long >output # once more: there is nothing to do
grep -q '12 are there already' output || fail "$(cat output)"
[ "$(ls -A long)" = "$(printf 'sweep.h5\ntable.csv')" ] || fail "left: $(ls -A long)"
