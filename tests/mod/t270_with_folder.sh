#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t270_with_folder - build.sh --with compiles a user's mechanism with the name of one of ours (ca)
# together with the lead field, for NEURON and CoreNEURON. With --column it gives a mechanism of a
# user's to cells of a column, in a template and in a network file, in both engines.
set -eu
mkdir theirs_$$
cat >theirs_$$/ca.mod <<'END'
: A leak that its user calls ca.
NEURON { THREADSAFE SUFFIX ca NONSPECIFIC_CURRENT i RANGE g }
UNITS { (mV) = (millivolt) (mA) = (milliamp) (S) = (siemens) }
PARAMETER { g = 1e-3 (S/cm2) }
ASSIGNED { v (mV) i (mA/cm2) }
BREAKPOINT { i = g*(v + 60(mV)) }
END
remove() {
    for name in with-theirs_$$ with-slow_$$; do
        rm -rf "$LAMINAE_HOME/build/lib/$name" "$LAMINAE_HOME/build/work/$name"
        rm -f "$LAMINAE_HOME/build/stamp/$name"-*
    done
}
trap remove EXIT
"$LAMINAE_HOME/build.sh" --with theirs_$$ >build.log 2>&1 || { cat build.log && exit 1; }
cat >model.hoc <<'END'
{load_file("expect.hoc")}
create cell
objref pc, cvode, clock, samples, weights, v_mV
cell {
  insert ca
  insert leadfield
  row_leadfield = 0
}
field = laminae_leadfield_create()
first_row = laminae_leadfield_rows(field, 1)
signal = laminae_leadfield_signal(field, first_row, 1)
weights = new Vector(1, 2)
{laminae_leadfield_weights(field, signal, 0, weights)}
pc = new ParallelContext()
cvode = new CVode()
{cvode.cache_efficient(1)}
clock = new Vector()
{clock.record(&t)}
v_mV = new Vector()
cell {v_mV.record(&v(0.5))}
samples = new Vector()
// $1 whether on CoreNEURON
proc run() {
  laminae_leadfield_start(field, 201, dt, 1, 1)
  pc.set_maxstep(10)
  finitialize(-70)
  if ($1) { pc.nrncore_run(" --tstop 5 --cell-permute 0 --verbose 0 --voltage 1000.") } else { pc.psolve(5) }
  laminae_leadfield_finish(field)
  laminae_leadfield_read(field, signal, samples)
  expect_near(samples.x[200], 2*v_mV.x[200], 1e-11, "twice the voltage")
  expect_near(v_mV.x[200], -60 - 10/1.025^200, 1e-9, "implicit Euler of a leak")
  samples.x[0] = 2*v_mV.x[0]
  expect_vectors(samples, v_mV.c().mul(2), 1e-13, "every sample")
}
run(0)
run(1)
quit()
END
HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH \
    LAMINAE_LIB=$LAMINAE_HOME/build/lib/with-theirs_$$ nrniv model.hoc </dev/null

# ---- --column ---------------------------------------------------------------------------------
mkdir slow_$$
cat >slow_$$/slowk.mod <<'END'
: A potassium current that rises slowly.
NEURON { THREADSAFE SUFFIX slowk USEION k READ ek WRITE ik RANGE g, tau }
UNITS { (mV) = (millivolt) (mA) = (milliamp) (S) = (siemens) }
PARAMETER { g = 0 (S/cm2) tau = 20 (ms) }
ASSIGNED { v (mV) ek (mV) ik (mA/cm2) }
STATE { n }
INITIAL { n = 1/(1 + exp(-(v + 40(mV))/5(mV))) }
BREAKPOINT { SOLVE states METHOD cnexp ik = g*n*(v - ek) }
DERIVATIVE states { n' = (1/(1 + exp(-(v + 40(mV))/5(mV))) - n)/tau }
END

expect_refused() { # WHAT
    status=0
    "$LAMINAE_HOME/build.sh" --with slow_$$ --column >build.log 2>&1 || status=$?
    if [ $status != 2 ] || ! grep -q "$1" build.log; then cat build.log && exit 1; fi
}
sed 's/SUFFIX slowk/SUFFIX km/' slow_$$/slowk.mod >slow_$$/mine.mod
expect_refused 'mine.mod: the column has a mechanism km, too; accepted: another name'
mv slow_$$/mine.mod slow_$$/km.mod
expect_refused 'km.mod is a file of the column, too; accepted: another name'
rm slow_$$/km.mod
"$LAMINAE_HOME/build.sh" --with slow_$$ --column >build.log 2>&1 || { cat build.log && exit 1; }

cat >Slow.hoc <<'END'
begintemplate Slow
public body, soma, dend
create soma, dend
objref body

// $o1 CellType  $2 $3 $4 position (um)
proc init() {
  soma {
    pt3dadd(0, 0, 0, 20)
    pt3dadd(0, 0, 20, 20)
    insert hh
    insert slowk
    g_slowk = 0.002
  }
  dend {
    pt3dadd(0, 0, 20, 2)
    pt3dadd(0, 0, 320, 2)
    nseg = 5
    insert pas
    e_pas = -65
  }
  connect dend(0), soma(1)
  body = new CellBody($o1, $2, $3, $4)
  soma body.add("soma")
  dend body.add("dend")
  body.build()
}
endtemplate Slow
END
cat >slow.json <<'END'
{"laminae_network": 1, "extends": "neymotin_2020", "name": "slow", "source": "made up",
 "celsius": [20, "degC"], "tstop": [40, "ms"], "baseline": "none", "grid": {"nx": 3, "ny": 2},
 "cells": {
  "slow": {"template": "Slow", "shape": "template", "excitatory": true, "dipole_section": "dend",
   "synapses": {"ampa": {"e": [0, "mV"], "tau1": [0.5, "ms"], "tau2": [5, "ms"]}},
   "sections": {"soma": {}, "dend": {"synapses": ["ampa"]}}},
  "L5_basket": {"sections": {"soma": {"mechs": {"slowk": {"g_slowk": [0.001, "S/cm2"]}}}}}},
 "populations": {"L2_basket": null, "L2_pyramidal": null, "L5_pyramidal": {"cell": "slow"}},
 "connections": [{"from": "L5_pyramidal", "to": "L5_basket", "location": "soma",
  "receptor": "ampa", "weight": [0.02, "uS"], "delay": [1, "ms"], "lamtha": [3, "grid"]}],
 "biases": {"tonic": {"L5_pyramidal": {"amplitude": [1, "nA"], "tstart": [2, "ms"]}}}}
END

. "$LAMINAE_TESTS/lib/compare.sh"
with=$LAMINAE_HOME/build/lib/with-slow_$$
for engine in neuron coreneuron; do
    LAMINAE_LIB=$with "$LAMINAE_HOME/laminae" run slow.json --engine $engine --record n_slowk --record v \
        --no-plot --no-setup --quiet --out out_$engine
done
compare out_neuron/results.h5 out_coreneuron/results.h5
# pyramids and baskets fire, and all have the current
for population in L5_pyramidal L5_basket; do
    grep -q $population out_neuron/spikes_0.txt || { cat out_neuron/spikes_0.txt && exit 1; }
done
[ "$(h5ls -r out_neuron/results.h5 | grep -c n_slowk)" = 8 ]

run_refused() { # LIBRARY WHAT [OPTION ...]
    library=$1 what=$2 status=0
    shift 2
    LAMINAE_LIB=$library "$LAMINAE_HOME/laminae" run slow.json --no-plot --no-setup --quiet --out none \
        "$@" 2>errors || status=$?
    if [ $status != 2 ] || ! grep -q "$what" errors; then cat errors && exit 1; fi
}
run_refused "$LAMINAE_HOME/build/lib/column" 'cells.L5_basket: mechanism slowk: the library has none'
run_refused "$with" 'parameter g: mechanism slowk has none .* accepted: g_slowk, tau_slowk$' \
    --set 'cells.L5_basket.sections.soma.mechs.slowk={"g": [1, "S/cm2"]}'
