#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t466_changes - drives and connections of every kind, currents, numbers, gains and names that HOC
# adds or changes make the network that a file with the same would make: the same synapses and the
# same spikes.
set -eu
printf '3.5 0\n7 2\n12.25 0\n' >spikes.txt

# gids: L2_basket 0-2, L2_pyramidal 3-11, L5_basket 12-14, L5_pyramidal 15-23
cat >base.json <<'END'
{"laminae_network": 1, "extends": "neymotin_2020", "name": "base",
"grid": {"nx": 3, "ny": 3}}
END
cat >file.json <<'END'
{"laminae_network": 1, "extends": "base.json", "name": "file",
"source": "made up", "celsius": [36, "degC"], "connections": [
{"from": "L5_basket", "to": "L5_pyramidal", "location": "soma", "receptor": "gabaa",
 "weight": [0.02, "uS"], "delay": [1.5, "ms"], "lamtha": [20, "grid"], "gain": 0.75,
 "autapses": true},
{"from": "L5_pyramidal", "to": "L5_pyramidal", "location": "proximal", "receptor": "ampa",
 "weight": [0.001, "uS"], "delay": [1, "ms"], "lamtha": [3, "grid"], "autapses": false,
 "from_gids": [15, 17, 23], "to_gids": [15, 16, 17, 18], "probability": 0.6, "conn_seed": 5},
{"from": "L5_pyramidal", "to": "L5_basket", "location": "soma", "receptor": "ampa",
 "weight": [0.003, "uS"], "delay": [1, "ms"], "lamtha": [3, "grid"], "threshold": [-10, "mV"],
 "pairs": {"15": [12, 14], "20": [13]}},
{"from": "volley", "to": "L2_pyramidal", "location": "distal", "receptor": "gabaa",
 "weight": [0.04, "uS"], "delay": [2, "ms"], "lamtha": [50, "grid"]}],
"drives": {
"prox": {"type": "evoked", "location": "proximal", "cell_specific": true,
 "space_constant": [3, "grid"], "event_seed": 4, "mu": [10, "ms"], "sigma": [2, "ms"],
 "numspikes": 2, "weights_ampa": {"L5_pyramidal": [0.6, "uS"], "L2_basket": [0.1, "uS"]},
 "weights_nmda": {"L5_pyramidal": [0.1, "uS"]}, "conn_seed": 3,
 "synaptic_delays": {"L5_pyramidal": [1, "ms"], "L2_basket": [0.5, "ms"]}},
"noise": {"type": "poisson", "location": "soma", "cell_specific": true,
 "space_constant": [100, "grid"], "event_seed": 2, "rate_constant": [40, "Hz"],
 "tstart": [5, "ms"], "tstop": [50, "ms"], "weights_ampa": {"L5_basket": [0.2, "uS"]},
 "synaptic_delays": {"L5_basket": [0.1, "ms"]}, "probability": 0.7, "conn_seed": 8},
"beat": {"type": "bursty", "location": "distal", "cell_specific": false, "n_drive_cells": 3,
 "space_constant": [100, "grid"], "event_seed": 11, "tstart": [2, "ms"], "tstop": [50, "ms"],
 "tstart_std": [1, "ms"], "burst_rate": [50, "Hz"], "burst_std": [3, "ms"], "numspikes": 3,
 "spike_isi": [4, "ms"], "weights_nmda": {"L2_pyramidal": [0.01, "uS"]}, "conn_seed": 3,
 "synaptic_delays": {"L2_pyramidal": [0.1, "ms"]}},
"again": {"type": "spike_train", "location": "soma", "cell_specific": false,
 "space_constant": [3, "grid"], "spikes_from": {"file": "spikes.txt", "trial": 0},
 "weights_ampa": {"L2_basket": [0.5, "uS"]}, "synaptic_delays": {"L2_basket": [1, "ms"]}},
"volley": {"type": "evoked", "cell_specific": false, "n_drive_cells": 2, "event_seed": 9,
 "mu": [20, "ms"], "sigma": [1, "ms"], "numspikes": 1}},
"biases": {"tonic": {"L5_pyramidal": {"amplitude": [1.5, "nA"], "tstart": [20, "ms"],
 "tstop": [55, "ms"], "section": "apical_1", "share": 0.4, "conn_seed": 6},
 "L2_basket": {"amplitude": [0.2, "nA"]}}}}
END
cat >test.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("wiring.hoc")}

objref column, field, trials, drive, connection, bias, from, onto, places, spikes
objref synapses_of_file, spikes_of_file, synapses_of_hoc, spikes_of_hoc

// $o1 Column  sets `from`, the synapses, and `spikes`
proc build_and_run() {
  $o1.build(60)
  from = wiring($o1)
  field = new LeadField()
  trials = new Trials($o1, field, 60, 0.05, "neuron")
  spikes = fired(trials)
}

// Nothing of the last column stays.
proc let_go() {
  objref column, trials, field
}

column = new Column("file.json")
build_and_run(column)
synapses_of_file = from
spikes_of_file = spikes
expect(synapses_of_file.size() > 11*100, "synapses")
expect(spikes_of_file.size() > 2*80, "spikes")
let_go()

proc add_connections() {
  connection = new Connection("L5_basket", "L5_pyramidal", "soma", "gabaa")
  connection.weight_uS = 0.02
  connection.delay_ms = 1.5
  connection.lamtha = 20
  connection.gain = 0.75
  column.add(connection)
  connection = new Connection("L5_pyramidal", "L5_pyramidal", "proximal", "ampa")
  connection.weight_uS = 0.001
  connection.autapses = 0
  from = new Vector()
  from.append(15, 17, 23)
  onto = new Vector(4)
  onto.indgen(15, 18, 1)
  connection.between(from, onto)
  connection.probability = 0.6
  connection.conn_seed = 5
  column.add(connection)
  connection = new Connection("L5_pyramidal", "L5_basket", "soma", "ampa")
  connection.weight_uS = 0.003
  connection.threshold_mV = -10
  connection.pair(15, 12)
  connection.pair(20, 13)
  connection.pair(15, 14)
  column.add(connection)
}

proc add_drives() {
  drive = new Drive("prox", "evoked", "proximal")
  drive.mu_ms = 10
  drive.sigma_ms = 2
  drive.n_spikes = 2
  drive.event_seed = 4
  drive.onto("L5_pyramidal", "ampa", 0.6, 1)
  drive.onto("L2_basket", "ampa", 0.1, 0.5)
  drive.onto("L5_pyramidal", "nmda", 0.1, 1)
  column.add(drive)
  drive = new Drive("noise", "poisson", "soma")
  drive.rate_Hz = 40
  drive.tstart_ms = 5
  drive.tstop_ms = 50
  drive.probability = 0.7
  drive.conn_seed = 8
  drive.onto("L5_basket", "ampa", 0.2, 0.1)
  column.add(drive)
  drive = new Drive("beat", "bursty", "distal")
  drive.n_cells = 3
  drive.event_seed = 11
  drive.tstart_ms = 2
  drive.tstop_ms = 50
  drive.tstart_std_ms = 1
  drive.burst_rate_Hz = 50
  drive.burst_std_ms = 3
  drive.n_spikes = 3
  drive.spike_isi_ms = 4
  drive.onto("L2_pyramidal", "nmda", 0.01, 0.1)
  column.add(drive)
  drive = new Drive("again", "spike_train", "soma")
  drive.replay("spikes.txt", "", 0)
  drive.onto("L2_basket", "ampa", 0.5, 1)
  column.add(drive)
  drive = new Drive("volley", "evoked", "")
  drive.n_cells = 2
  drive.mu_ms = 20
  drive.sigma_ms = 1
  drive.event_seed = 9
  column.add(drive)
  connection = new Connection("volley", "L2_pyramidal", "distal", "gabaa")
  connection.weight_uS = 0.04
  connection.delay_ms = 2
  connection.lamtha = 50
  column.add(connection)
}

proc add_biases() {
  bias = new TonicBias("tonic", "L5_pyramidal", 1.5)
  bias.tstart_ms = 20
  bias.tstop_ms = 55
  bias.section = "apical_1"
  bias.share = 0.4
  bias.conn_seed = 6
  column.add(bias)
  column.add(new TonicBias("tonic", "L2_basket", 0.2))
}

// $s1 what  the column gives what the file gave
proc expect_same() {
  expect(column.n_gids > 24, "gids of the drives")
  build_and_run(column)
  expect(from.eq(synapses_of_file), $s1)
  expect(spikes.eq(spikes_of_file), $s1)
  let_go()
}

column = new Column("base.json")
{
  column.clear_connections()
  add_connections()
  add_drives()
  add_biases()
  column.set("celsius", 36)
  expect(column.celsius == 36 && column.n_drives == 5 && column.n_biases == 2, "what was added")
}
expect_same("a column told in HOC")

// Changes of what is there, and back.
column = new Column("file.json")
{
  column.scale_weight("L5_basket>*", 2)
  column.scale_gain("L5_basket>*:gabaa", 0.5)
  column.set("connections[L5_basket].weight", 0.02)
  column.set("connections[L5_basket].gain", "0.75")
  column.rename("L5_pyramidal", "deep")
  column.rename("volley", "late")
  column.set("drives.prox.mu", "25 ms")
  places = new Vector()
  column.pick("*>deep", places)
  expect(places.size() == 2 && places.x[0] == 0 && places.x[1] == 1, "connections onto deep")
  column.pick("*>deep", places, 16, 15)
  expect(places.size() == 0, "16 projects onto no pyramid of layer 5")
  column.pick("deep", places, 17, 16)
  expect(places.size() == 1 && places.x[0] == 1, "17 projects onto 16")
  column.rename("deep", "L5_pyramidal")
  column.rename("late", "volley")
  column.set("drives.prox.mu", 10)
}
expect_same("changed and changed back")

// Gains, removals.
found = 0
column = new Column("file.json")
{
  column.set_gains(3, -1, 0.1, 0)
  column.remove("volley")
  column.set("drives.noise", "null")
  column.set("biases.tonic.L2_basket", "null")
  column.change("drives.prox.weights_ampa.L2_basket = null\ndrives.prox.synaptic_delays.L2_basket=null")
  expect(column.n_drives == 4 && column.n_biases == 1, "what was removed")
  column.build(60)
  for i = 0, column.netcons.count() - 1 if (column.netcons.o(i).srcgid() == 12) {
    if (column.netcons.o(i).weight > found) { found = column.netcons.o(i).weight }
  }
  expect_near(found, 0.02*0.1, 1e-17, "gain i-e")
  from = wiring(column)
  expect(from.size() < synapses_of_file.size(), "synapses were removed")
}
quit()
END
HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH nrniv test.hoc </dev/null
