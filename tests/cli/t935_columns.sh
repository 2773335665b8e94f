#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t935_columns - of two columns results have the dipole of each, times its scale, which analysis,
# figures, sweeps and fits take by the column's name; results run again, and say what they are.
set -eu
fail() { echo "$*" && exit 1; }
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
cp "$LAMINAE_TESTS/lib/sensors.json" .
mkdir sub
cat >sub/two.json <<END
{"laminae_network": 1, "name": "two", "title": "two", "source": "a test",
 "columns": {
   "S1": {"network": "part.json", "scale": 3},
   "V1": {"network": "law_2021", "drives": "erp", "at": [[20000, 0, 0], "um"],
          "set": ["grid.nx=2", "grid.ny=2", "drives.evprox1.mu=7"]}}}
END
cat >sub/part.json <<END
{"extends": "$LAMINAE_HOME/params/erp.json", "name": "part", "grid": {"nx": 2, "ny": 2},
 "drives": {"evprox1": {"mu": [5, "ms"]}}}
END
run() { laminae run "$@" --tstop 15 --no-plot --quiet; }
run sub/two.json --out two --trials 2 --sensors sensors.json
run sub/part.json --out one --trials 2

# S1 is three times the run alone; the sum is that of both columns.
header='time_ms agg_nAm S1_L2_nAm S1_L5_nAm V1_L2_nAm V1_L5_nAm'
for trial in 0 1; do
    [ "$(sed -n 1p two/dipole_$trial.txt)" = "# $header" ] || fail "$(sed -n 1p two/dipole_$trial.txt)"
    paste two/dipole_$trial.txt one/dipole_$trial.txt | awk '
        /^#/ { next }
        { n++; sum = $3 + $4 + $5 + $6 - $2; alone = $3 + $4 - 3*$8; both += $5^2 }
        sum^2 > 1e-16 || alone^2 > 1e-16 { print; exit 1 }
        END { exit n < 500 || !(both > 0) }' || fail "trial $trial"
done
sed -n 1p two/dipole_mean.txt | grep -q "$header" || fail "$(sed -n 1p two/dipole_mean.txt)"
laminae analyse two --what peaks --signal S1 >s1.csv
laminae analyse one --what peaks --signal agg --scale 3 >agg.csv
paste -d, s1.csv agg.csv | awk -F, '
    NR > 1 { n++; if ($2 != $6 || $3 != $7 || ($4 - $8)^2 > 1e-16) { print; exit 1 } }
    END { exit n != 2 }' || fail "$(cat s1.csv agg.csv)"
laminae analyse two --what shares >shares.csv
grep -q '^V1_L5_pyramidal,' shares.csv || fail "$(cat shares.csv)"
! grep -q '^[SV]1,' shares.csv || fail "$(cat shares.csv)"
laminae plot two --kind dipole --signal V1 --out v1.svg
[ -s v1.svg ]

# What was run is in the results, and runs again.
run two --out again --trials 2
for name in dipole_1 spikes_1 meg_helmet_1; do cmp two/$name.txt again/$name.txt; done
laminae describe two >said
grep -q '^  V1    20000, 0, 0  *1  *[0-9]*  *2 x 2, 1 um apart' said || fail "$(sed -n 1,20p said)"

# A sweep and a fit change a column; its scale needs no other run.
cat >sweep.json <<'END'
{"network": "sub/two.json", "options": {"tstop_ms": 15}, "design": "grid",
 "parameters": {"columns.S1.scale": {"values": [3, 6]}}, "keep": ["peaks@S1", "peaks@V1", "shares"]}
END
laminae sweep sweep.json --out swept --quiet >log 2>&1 || fail "$(cat log)"
python3 - <<'END' || fail "$(cat swept/table.csv)"
import csv
first, second = csv.DictReader(open("swept/table.csv"))
lowest = [float(row["peaks@S1 minimum_nAm"]) for row in (first, second)]
assert lowest[0] < 0 and abs(lowest[1] / lowest[0] - 2) < 1e-10
assert first["peaks@V1 minimum_nAm"] == second["peaks@V1 minimum_nAm"]
assert len([name for name in first if name.startswith("shares")]) == 8, list(first)
END
cat >fit.json <<'END'
{"network": "sub/two.json", "options": {"tstop_ms": 15},
 "objective": {"kind": "dipole_rmse", "signal": "S1"}, "solver": "least_squares", "max_evaluations": 12,
 "parameters": {"columns.S1.scale": {"low": 1, "high": 9, "start": 5}}}
END
run sub/two.json --out target
laminae fit fit.json --target target --out fitted --quiet >log 2>&1 || fail "$(cat log)"
python3 - <<'END' || fail "$(cat fitted/history.csv)"
import json
assert abs(json.load(open("fitted/best.json"))["columns"]["S1"]["scale"] - 3) < 1e-6
END

# Names that come to the same are refused: a population of one would have taken the other's place.
cat >sub/other.json <<END
{"extends": "$LAMINAE_HOME/params/erp.json", "name": "other", "grid": {"nx": 2, "ny": 2}}
END
cat >clash.json <<END
{"laminae_network": 1, "name": "clash", "title": "clash", "source": "a test",
 "columns": {
   "S": {"network": "sub/other.json", "set": ["populations.L2_basket.name=A_L2_basket"]},
   "S_A": {"network": "sub/other.json"}}}
END
status=0
laminae describe clash.json >log 2>&1 || status=$?
{ [ $status -eq 2 ] && grep -q "two of them have 'S_A_L2_basket'" log; } || fail "$status $(cat log)"
sed 's/"S_A":/"S_L5_pyramidal":/' clash.json >column.json
for network in column.json erp; do
    set -- "$network"
    [ "$network" = column.json ] || set -- erp --set populations.L5_pyramidal.name=agg
    status=0
    laminae describe "$@" >log 2>&1 || status=$?
    { [ $status -eq 2 ] && grep -q 'the name of the sum or of a column; accepted: another name' log; } ||
        fail "$*: $status $(cat log)"
done

# A population's new name reaches the arrays and slabs that are of it.
cat >probes.json <<END
{"extends": "$LAMINAE_HOME/params/erp.json", "name": "probes", "grid": {"nx": 2, "ny": 2},
 "electrode_arrays": {"lam": {"positions": [[[0, 0, 500]], "um"], "populations": ["L2_pyramidal", "L5_pyramidal"]}}}
END
laminae describe probes.json --set populations.L5_pyramidal.name=big >log || fail "$(cat log)"
# Spikes that a list of gids does not have are no drive.
cat >again.json <<END
{"extends": "$LAMINAE_HOME/params/erp.json", "name": "again", "grid": {"nx": 2, "ny": 2},
 "drives": {"again": {"type": "spike_train", "cell_specific": false, "n_drive_cells": 2, "location": "proximal",
   "spikes_from": {"file": "two/results.h5", "gids": [[5000, 5001]]},
   "weights_ampa": {"L5_pyramidal": [0.001, "uS"]}, "synaptic_delays": [0.1, "ms"]}}}
END
status=0
laminae describe again.json >log 2>&1 || status=$?
{ [ $status -eq 2 ] && grep -q 'drives.again.spikes_from.gids: .*none of them has a spike there' log; } ||
    fail "$status $(cat log)"
