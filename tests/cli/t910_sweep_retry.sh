#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t910_sweep_retry - --plan ran all trials of its points; a point that failed could not be run again, though
# its reason was gone, but by another sweep, and that of a template was not said: --retry-failed runs it,
# and in the end nothing tells it from the others but the number of its tries.
set -eu
fail() { echo "$*" && exit 1; }
sweep() { "$LAMINAE_HOME/laminae" sweep "$@" --no-setup; }

# ---- a plan of what would take hours ----------------------------------------------------------
cat >long.json <<'END'
{"network": "erp", "options": {"mesh": "1,1", "tstop_ms": 2, "trials": 1000000}, "design": "grid",
 "parameters": {"drives.evprox1.mu": {"values": [4, 5, 6]}}, "keep": ["peaks"]}
END
(exec timeout 120 "$LAMINAE_HOME/laminae" sweep long.json --plan --no-setup) >output 2>&1 || fail "plan: $(cat output)"
grep -qx '3 points of 1000000 trials of 2 ms, 4 cells' output || fail "$(cat output)"
grep -q '^to build: .* s; a point: .* [hm][in]*; all on 1 rank: .* [hm][in]*, if all take as long as a trial of the second$' output ||
    fail "$(cat output)"

# ---- a template that is wrong at first --------------------------------------------------------
# shellcheck disable=SC2016 # of HOC
sed 's/L5Basket/Flaky/; /body.build()/a\
  check(soma.L)
' "$LAMINAE_HOME/hoc/cell/L5Basket.hoc" | sed '/^endtemplate/i\
proc check() {localobj file, values\
  file = new File()\
  if (!file.ropen("broken")) { return }\
  if ($1 == 45) { execerror("Flaky", "is broken") }\
  values = new Vector()\
  if ($1 == 38) { print values.x[9] }\
}' >Flaky.hoc
cat >net.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "net",
 "grid": {"nx": 1, "ny": 1}, "cells": {"L5_basket": {"template": "Flaky"}}}
END
cat >spec.json <<'END'
{"network": "net.json", "options": {"tstop_ms": 8}, "design": "grid",
 "parameters": {"cells.L5_basket.sections.soma.L": {"values": [39, 45, 38]}}, "keep": ["dipole", "peaks", "spikes"]}
END
sweep spec.json --out whole --quiet
touch broken
sweep spec.json --out again >output 2>errors || fail "status: $(cat output errors)"
grep -qx 'point 1 failed: Flaky could not be made: Flaky is broken' output || fail "$(cat output)"
grep -q '^point 2 failed: Flaky could not be made: .* out of range' output || fail "$(cat output)"
grep -qx '2 of them failed: /reason has why; --retry-failed runs them again' output || fail "$(cat output)"
sed -n 3p again/table.csv | grep -q '^1,0,2,45,,,,,1$' || fail "$(cat again/table.csv)"
cp -r again kept
sweep spec.json --out again --quiet # without being asked it is not run
cmp again/sweep.h5 kept/sweep.h5
sweep spec.json --out again --retry-failed >output 2>errors || fail "status: $(cat output errors)"
grep -q 'net: 3 points on 1 rank of coreneuron, 1 are there already' output || fail "$(cat output)"
cmp again/spikes.h5 kept/spikes.h5
rm broken
sweep spec.json --out again --retry-failed --quiet
[ "$(sed -n 's/.*,\([0-9]*\)$/\1/p' again/table.csv | tr '\n' ' ')" = '1 3 3 ' ] || fail "$(cat again/table.csv)"
sed 's/,3$/,1/' again/table.csv | cmp - whole/table.csv
cmp again/spikes.h5 whole/spikes.h5
for what in dipole_nAm numbers status reason; do
    h5diff -q whole/sweep.h5 again/sweep.h5 /$what || fail "other $what"
done
[ "$(ls -A again)" = "$(ls -A whole)" ] || fail "left: $(ls -A again)"
