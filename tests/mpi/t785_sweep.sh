#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t785_sweep - 1, 2 and 4 ranks leave the same file of a sweep, byte for byte, and so does one whose
# processes are killed three times; its points are those of `run`; one that fails says why, and the
# others are there.
set -eu
. "$LAMINAE_TESTS/lib/groups.sh"
sweep() { "$LAMINAE_HOME/laminae" sweep "$@" --no-setup; }
# spec N VALUES [MORE]   three weights times N times of a drive, of which each has its own events
spec() {
    cat <<END
{"network": "mesh.json", "events": "own", "design": "grid",
 "options": {"tstop_ms": 25, "dt_ms": 0.05, "trials": 2, "smooth_ms": 2, "probe": ["lam=5,5,800:1600:200"]},
 "parameters": {
   "drives.evprox1.mu": {"values": [$2]},
   "drives.evprox1.weights_ampa.L5_pyramidal": {"values": [0.0007, 0.007, 0.07]}},
 "keep": ["dipole", "layers", "lfp", "csd", "spikes", "peaks:5:20", "rates", "band:0:100"]}
END
}
spec 4 '5, 8, 10, 12' >spec.json
for ranks in 1 2 4; do
    sweep spec.json --out "on_$ranks" --np $ranks --quiet >output 2>&1 || fail "$(cat output)"
    [ ! -s output ] || fail "$ranks ranks: $(cat output)"
    cmp on_1/sweep.h5 on_$ranks/sweep.h5
    cmp on_1/spikes.h5 on_$ranks/spikes.h5
    cmp on_1/table.csv on_$ranks/table.csv
    [ "$(ls -A on_$ranks)" = "$(printf 'spikes.h5\nsweep.h5\ntable.csv')" ] || fail "left: $(ls -A on_$ranks)"
done

# Point 7, with 0.007 and mu 10, is a run: its dipole, potentials and spikes, in trials 14 and 15.
"$LAMINAE_HOME/laminae" run ./mesh.json --tstop 25 --dt 0.05 --trials 16 --probe lam=5,5,800:1600:200 \
    --set drives.evprox1.mu=10 --set drives.evprox1.weights_ampa.L5_pyramidal=0.007 --smooth 2 \
    --out run --no-setup --no-plot --quiet
numbers() { h5dump -m %.17g -y -w 1 -o numbers.txt "$@" >/dev/null && tr -d ' ,\n' <numbers.txt; }
for trial in 0 1; do
    run=/trial/$((14 + trial))
    numbers -d /lfp/lam -s 7,$trial,0,0 -c 1,1,5,501 on_1/sweep.h5 >one
    numbers -d $run/extracellular/lam run/results.h5 >other
    cmp one other
    [ "$(wc -c <one)" -gt 5000 ]
done
first() { h5dump -y -d /first -s "$1" -c 1 on_1/spikes.h5 | sed -n 's/^ *\([0-9]*\)$/\1/p'; }
begin=$(first 14) end=$(first 15)
[ "$end" -gt "$begin" ] || fail "no spikes: $begin to $end"
numbers -d /time_ms -s "$begin" -c $((end - begin)) on_1/spikes.h5 >one
numbers -d /trial/14/spikes/time_ms run/results.h5 >other
cmp one other
"$LAMINAE_HOME/laminae" analyse run --what peaks --trials 14 --from 5 --to 20 --signal agg \
    --format json >peaks.json
peak=$(h5dump -m %.12g -y -d /numbers -s 7,0,0 -c 1,1,1 on_1/sweep.h5 | sed -n 's/^ *\(-*[0-9.e-]*\)$/\1/p')
grep -qF -- "$(printf '%.9s' "$peak")" peaks.json || fail "no $peak: $(cat peaks.json)"

# Killed three times, each time with more points than before.
spec 12 '4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15' >long.json
sweep long.json --out whole --np 2 --quiet
status_of() { h5dump -y -w 1 -o status.txt -d /status "$1/sweep.h5" >/dev/null 2>&1 && tr -dc '012' <status.txt; }
done_now() { status_of broken | tr -d '02' | wc -c; }
for least in 2 12 24; do
    sweep long.json --out broken --np 2 --quiet >log 2>&1 &
    started=$!
    for _ in $(seq 3000); do
        if [ "$(done_now)" -ge $least ]; then break; fi
        sleep 0.01
    done
    send KILL
    if wait $started; then fail "$least points: it was not killed: $(cat log)"; fi
    n=$(done_now)
    [ "$n" -ge $least ] || fail "$n points, $least before"
    grep -q 'the points that are done stay, and the same command goes on' log || fail "$(cat log)"
done
sweep long.json --out broken >log || fail "$(cat log)"
grep -q "^mesh: 36 points on 1 rank of coreneuron, $n are there already" log || fail "$(cat log)"
cmp whole/sweep.h5 broken/sweep.h5
cmp whole/spikes.h5 broken/spikes.h5
cmp whole/table.csv broken/table.csv

# A seed that cannot be is found out by the run alone.
sed 's/"drives.evprox1.mu": .*/"drives.evprox1.event_seed": {"values": [3, 4294967290, 4]},/' spec.json >failing.json
sweep failing.json --out failing --np 2 >log || fail "status: $(cat log)"
grep -q '^3 of them failed: /reason has why' log || fail "$(cat log)"
[ "$(status_of failing)" = 111222111 ] || fail "$(h5dump -d /status failing/sweep.h5)"
h5dump -y -d /reason failing/sweep.h5 | grep -q 'drive evprox1: seed 0 in trial 6; accepted' ||
    fail "$(h5dump -d /reason failing/sweep.h5)"
sed 's/\[3, 4294967290, 4\]/[4294967290]/' failing.json >all.json
status=0
sweep all.json --out all --quiet >log 2>&1 || status=$?
[ $status -eq 1 ] || fail "status $status: $(cat log)"
grep -qx 'laminae: all 3 points failed; all/sweep.h5 has the reasons' log || fail "$(cat log)"
