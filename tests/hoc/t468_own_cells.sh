#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t468_own_cells - a cell template of one's own, of any shape, takes part: with branches joined
# anywhere and by either end, points in space, an axon that the network does not name, mechanisms
# of NEURON's, cells that differ. Its dipole is the moment of NEURON's own membrane currents, at
# every sample. Both engines and two ranks agree on spikes, dipole and traces.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"

cat >Mine.hoc <<'END'
begintemplate Mine
public body, soma, trunk, tuft, basal, axon
create soma, trunk, tuft, basal[2], axon[2]
objref body

// $o1 CellType  $2 $3 $4 position (um)  a longer trunk the larger y is
proc init() {local i
  connect trunk(0), soma(1)
  connect tuft(0), trunk(0.7)
  connect basal[0](1), soma(0)
  connect basal[1](0), basal[0](0.5)
  connect axon[0](0), soma(0.5)
  connect axon[1](0), axon[0](1)
  soma { pt3dadd(0, 0, 0, 12) pt3dadd(0, 0, 10, 20) pt3dadd(0, 0, 20, 12) }
  trunk { pt3dadd(0, 0, 20, 4) pt3dadd(20, 5, 200, 3) pt3dadd(0, 10, 300 + 20*$3, 2) }
  tuft { pt3dadd(20, 5, 210, 2) pt3dadd(20, 5, 210, 2) pt3dadd(150, -40, 300, 1) }
  basal[0] { pt3dadd(0, 0, 0, 2) pt3dadd(0, 0, -50, 1.5) pt3dadd(80, 20, -60, 1) }
  basal[1] { pt3dadd(30, 5, -50, 1) pt3dadd(30, 5, -50, 1) pt3dadd(-40, 60, -90, 1) }
  axon[0] { pt3dadd(8, 0, 10, 1) pt3dadd(30, 0, 10, 1) }
  axon[1] { pt3dadd(30, 0, 10, 1) pt3dadd(30, 100, -100, 1) }
  trunk nseg = 4
  tuft nseg = 3
  basal[0] nseg = 4
  basal[1] nseg = 2
  axon[1] nseg = 5
  soma mechanisms()
  trunk mechanisms()
  tuft mechanisms()
  for i = 0, 1 {
    basal[i] mechanisms()
    axon[i] mechanisms()
  }
  soma {
    insert hh
    gnabar_hh = 0.4
  }
  for i = 0, 1 axon[i] insert hh
  tuft v = -64
  body = new CellBody($o1, $2, $3, $4)
  tuft body.add("tuft")
  soma body.add("soma")
  basal[1] body.add("basal")
  body.build()
}

// Of the currently accessed section.
proc mechanisms() {
  Ra = 120
  insert pas
  g_pas = 1e-4
  e_pas = -65
  v = -65
}
endtemplate Mine
END

# the order of the sections is not that of the tree
cat >own.json <<'END'
{"laminae_network": 1, "extends": "neymotin_2020", "name": "own", "source": "made up",
 "celsius": [16, "degC"], "tstop": [30, "ms"], "baseline": "none", "grid": {"nx": 3, "ny": 2},
 "cells": {"mine": {
  "template": "Mine", "shape": "template", "label": "mine", "excitatory": true,
  "dipole_section": "tuft",
  "synapses": {"ampa": {"e": [0, "mV"], "tau1": [0.5, "ms"], "tau2": [5, "ms"]},
               "gabaa": {"e": [-80, "mV"], "tau1": [0.5, "ms"], "tau2": [5, "ms"]}},
  "locations": {"proximal": ["basal"], "distal": ["tuft"]},
  "sections": {"soma": {"synapses": ["gabaa"]}, "basal": {"synapses": ["ampa"]},
               "tuft": {"synapses": ["ampa", "gabaa"]}}}},
 "populations": {"L2_basket": null, "L2_pyramidal": null, "L5_pyramidal": {"cell": "mine"}},
 "connections": [
  {"from": "L5_pyramidal", "to": "L5_pyramidal", "location": "proximal", "receptor": "ampa",
   "weight": [0.001, "uS"], "delay": [1, "ms"], "lamtha": [3, "grid"]},
  {"from": "L5_pyramidal", "to": "L5_basket", "location": "soma", "receptor": "ampa",
   "weight": [0.01, "uS"], "delay": [1, "ms"], "lamtha": [3, "grid"]},
  {"from": "L5_basket", "to": "L5_pyramidal", "location": "distal", "receptor": "gabaa",
   "weight": [0.005, "uS"], "delay": [1, "ms"], "lamtha": [70, "grid"]}],
 "drives": {"prox": {"type": "evoked", "location": "proximal", "cell_specific": true,
  "space_constant": [3, "grid"], "event_seed": 4, "mu": [3, "ms"], "sigma": [1, "ms"],
  "numspikes": 2, "weights_ampa": {"L5_pyramidal": [0.3, "uS"], "L5_basket": [0.01, "uS"]},
  "synaptic_delays": [1, "ms"]}},
 "biases": {"tonic": {"L5_pyramidal": {"amplitude": [0.05, "nA"], "tstart": [15, "ms"],
  "section": "basal"}}}}
END

cat >test.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("expect.hoc")}
objref column, field, dipole, trials, cvode, got, sum, all, along
objref currents, xs, ys, zs    // of every segment: List of Vectors (nA), Vectors (um)
cvode = new CVode()
{cvode.use_fast_imem(1)}

// $1 place, 0 to 1  appends where that is on the accessed section, without the probe's code; the 3-d
// points begin at the end that is joined to the parent
proc append_place() {local k, f, s
  s = $1*L
  if (section_orientation() == 1) { s = L - s }
  for (k = 1; k < n3d() - 1 && arc3d(k) < s; k += 1) { }
  f = (s - arc3d(k - 1))/(arc3d(k) - arc3d(k - 1))
  xs.append(x3d(k - 1) + f*(x3d(k) - x3d(k - 1)))
  ys.append(y3d(k - 1) + f*(y3d(k) - y3d(k - 1)))
  zs.append(z3d(k - 1) + f*(z3d(k) - z3d(k - 1)))
}

proc instrument() {local i, x  localobj list, current
  currents = new List()
  xs = new Vector()
  ys = new Vector()
  zs = new Vector()
  list = new SectionList()
  for i = 0, column.cells.count() - 1 if (column.gids.x[i] >= 2) {
    column.cells.o(i).soma list.wholetree()
  }
  forsec list for (x, 0) if (x > 0 && x < 1) {
    current = new Vector()
    current.record(&i_membrane_(x))
    currents.append(current)
    append_place(x)
  }
}

// $o1 places of the segments (um)  returns their moment (fAm)
obfunc moment() {local k
  sum = new Vector(currents.o(0).size(), 0)
  for k = 0, currents.count() - 1 sum.add(currents.o(k).c().mul($o1.x[k]))
  sum.x[0] = 0    // by definition
  return sum
}

column = new Column("own.json")
expect(column.n_cells == 2 + 6, "cells")
{column.build(30)}
instrument()
field = new LeadField()
dipole = new DipoleProbe(column, field)
expect(dipole.n == 1, "one population is measured")
trials = new Trials(column, field, 14, 0.025, "neuron")    // before the bias, which is no membrane's
{trials.run(0)}
expect(trials.spike_gid.c().indvwhere("[]", 2, 7).size() >= 6, "the cells fire")
got = new Vector()
{dipole.vector(0, got)}
n = trials.n_samples
expect_vectors(got.c(0, n - 1), moment(xs), 1e-9, "x")
expect_vectors(got.c(n, 2*n - 1), moment(ys), 1e-9, "y")
expect_vectors(got.c(2*n, 3*n - 1), moment(zs), 1e-9, "z")
along = new Vector()
{along.append(130, -45, 90)}
{along.div(along.mag())}
all = got.c(0, n - 1).mul(along.x[0]).add(got.c(n, 2*n - 1).mul(along.x[1]))
{all.add(got.c(2*n, 3*n - 1).mul(along.x[2]))}
{dipole.scalar(0, got)}
expect_vectors(got, all, 1e-9, "along the tuft")
expect(currents.count() == 6*(1 + 4 + 3 + 4 + 2 + 1 + 5), "segments")
quit()
END
HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH nrniv test.hoc </dev/null

for run in neuron,1 coreneuron,1 coreneuron,2 neuron,2; do
    "$LAMINAE_HOME/laminae" run own.json --engine "${run%,*}" --np "${run#*,}" --no-plot --no-setup \
        --quiet --record v:L5_pyramidal --out "out_$run"
    compare out_neuron,1/results.h5 "out_$run/results.h5"
done
h5ls -r out_neuron,1/results.h5 | grep -q '/cells/3/axon\[1\]/v_mV' ||
    { h5ls -r out_neuron,1/results.h5 && exit 1; }
