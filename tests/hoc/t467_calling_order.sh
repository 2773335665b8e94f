#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t467_calling_order - calls that come too early, too late or twice end in an error that says what
# to do. A part that could not be added leaves the column as it was; after all these errors it
# builds and runs.
set -eu
cat >small.json <<'END'
{"laminae_network": 1, "extends": "erp", "name": "small", "grid": {"nx": 2, "ny": 2}}
END
cat >test.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("expect.hoc")}
objref column, other, field, dipole, trials, recording, drive, connection, got, nobody

// A cell template that forgets to build its body.
begintemplate Forgetful
public body
objref body
create soma
proc init() {
  body = new CellBody($o1, $2, $3, $4)
  soma body.add("soma")
}
endtemplate Forgetful

// $s1 statement, which must fail
proc refused() {
  if (execute1($s1, 1)) { execerror($s1, "did not fail") }
}

got = new Vector()
column = new Column("small.json")
refused("nobody = new DipoleProbe(column, new LeadField())")
refused("nobody = new Trials(column, new LeadField(), 10, 0.05, \"neuron\")")
refused("{recording = new Recording(column) recording.add(\"v\")}")
drive = new Drive("more", "evoked", "proximal")
drive.mu_ms = 30
refused("column.add(drive)")
{drive.onto("L5_pyramidal", "ampa", 0.01, 1)}
refused("drive.onto(\"L5_pyramidal\", \"nmda\", 0.01, 2)")
{drive.onto("L5_pyramidal", "gabaa", 0.01, 1)}
refused("column.add(drive)")
drive = new Drive("evprox1", "evoked", "proximal")
drive.mu_ms = 30
{drive.onto("L5_pyramidal", "ampa", 0.01, 1)}
refused("column.add(drive)")
refused("column.add(new TonicBias(\"tonic\", \"L5_pyramid\", 1))")
{column.add(new TonicBias("tonic", "L5_pyramidal", 1))}
refused("column.add(new TonicBias(\"tonic\", \"L5_pyramidal\", 2))")
connection = new Connection("L5_basket", "L5_pyramidal", "soma", "gabaa")
{connection.pair(6, 8)}
connection.probability = 0.5
refused("column.add(connection)")
connection.probability = 1
{connection.pair(0, 8)}
refused("column.add(connection)")
refused("column.rename(\"L2_basket\", \"evprox1\")")
refused("column.remove(\"L2_basket>nobody\")")
refused("column.set(\"drives.evprox1.mux\", 3)")
refused("column.change(\"celsius=30\\ntstop=-1\")")
expect(column.celsius == 37 && column.n_gids == 12 + 34 && column.n_biases == 1, "nothing changed")

{column.use_template("L5_basket", "Nobody", 0)}
refused("column.build(20)")
objref column
column = new Column("small.json")
{column.build(20)}
refused("column.build(20)")
{column.set("tstop", 10)}
{column.scale_gain("L5_basket", 2)}
refused("column.set(\"cells.L5_basket.sections.soma.L\", 40)")
drive = new Drive("later", "evoked", "proximal")
drive.mu_ms = 30
{drive.onto("L5_pyramidal", "ampa", 0.01, 1)}
refused("column.add(drive)")
refused("column.remove(\"L5_basket\")")
refused("column.set_gains(1e300, -1, -1, 1e300)")
expect(column.tstop_ms == 10 && column.n_drives == 3 && column.n_changes == 2, "what has followed")
other = new Column("small.json")
refused("other.build(20)")
objref other

field = new LeadField()
dipole = new DipoleProbe(column, field)
recording = new Recording(column)
{recording.add("v:8:soma")}
refused("nobody = new Trials(column, field, 40, 0.05, \"neuron\")")
refused("nobody = new Trials(column, field, 10, 0.05, \"nueron\")")
trials = new Trials(column, field, 10, 0.05, "neuron")
refused("dipole.scalar(0, got)")
refused("dipole.subtract(0, got, got)")
refused("recording.get(8, \"soma\", \"v_mV\", got)")
{trials.record(recording)}
{trials.run(0)}
{dipole.scalar(0, got)}
expect(got.size() == 201, "a dipole")
{recording.get(8, "soma", "v_mV", got)}
expect(got.size() == 201, "a trace")
{recording.add("v:9:soma")}
refused("recording.get(9, \"soma\", \"v_mV\", got)")
refused("nobody = new DipoleProbe(column, field)")

// what an error interrupts stays, so that the rest is in another column's way
objref column, field, dipole, trials, recording
column = new Column("small.json")
{column.use_template("L5_basket", "Forgetful", 0)}
refused("column.build(20)")
quit()
END
cat >expected <<'END'
DipoleProbe build() the column before
Trials build() the column before
Recording.add build() the column before
more is a drive without targets; onto() comes before add()
L5_pyramidal has another delay from this drive already
small.json, changed: drives.more.weights_gabaa: ... unknown key, did you mean weights_ampa?
drives."evprox1": is there already; accepted: another name
small.json, changed: biases.tonic.L5_pyramid: ... unknown population, did you mean L5_pyramidal?
biases."tonic"."L5_pyramidal": is there already; accepted: another name
Connection takes pair(), or between() and probability, not both
small.json, changed: connections[16].pairs.0: [8]: the key is no gid of L5_basket
evprox1: there is a population or drive of that name; accepted: another name
connections[L2_basket>nobody]: no L2_basket>nobody in connections
drives.evprox1.mux=3: drives.evprox1.mux: 3: unknown key, did you mean mu?
tstop=-1: tstop: [-1,"ms"]: accepted: [value, "ms"], value
cells.L5_basket.template: Nobody: no such HOC template; accepted: one that is loaded
Column.build comes once; for another run make other Trials
cell_types.L5_basket.sections.soma.L_um: 40; accepted after build(): what cells and synapses can follow;
n_gids: ... accepted after build(): what cells and synapses can follow;
connections: ... accepted after build(): what cells and synapses can follow;
global gain: 1e+300; accepted
Column.build another is there; let go of it, its Trials and probes: objref
tstop_ms is longer than build() was told
nueron is no engine: coreneuron, neuron
LeadField has no samples; a Trials of it has to run() before
DipoleProbe.subtract needs what keep() keeps, after Trials.rest()
Recording has no samples; Trials.record() and run() come before
Recording has no samples; Trials.record() and run() come before
LeadField has run; make probes before the first Trials.run()
Forgetful needs in its init(): body = new CellBody(...), body.add(...), body.build()
END
HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH nrniv test.hoc </dev/null >printed 2>&1 ||
    { cat printed && exit 1; }
sed -n 's/^[^ ]*nrniv: //p' printed >said
awk '
    { getline said <"said"; n = index($0, "...") }
    n == 0 && index(said, $0) != 1 ||
    n > 0 && (index(said, substr($0, 1, n - 1)) != 1 || !index(said, substr($0, n + 4))) {
        print "said " said "; expected " $0
        bad = 1
    }
    END {
        if ((getline said <"said") > 0) print "one more: " said
        exit bad || said == ""
    }' expected
