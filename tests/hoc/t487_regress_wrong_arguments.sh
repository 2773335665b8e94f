#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t487_regress_wrong_arguments - wrong arguments are refused that were accepted in silence, or
# ended in words of the interpreter or in a crash. A run set NEURON's dt and celsius back without
# a word.
set -eu
cat >small.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "small",
 "grid": {"nx": 1, "ny": 1}}
END
cat >test.hoc <<'END'
{load_file("laminae.hoc")}
objref column, field, dipole, trials, recording, drive, slabs, array, got, ms, nothing
strdef head
// $s1 statement, which must fail
proc refused() {
  if (execute1($s1, 1)) { execerror($s1, "did not fail") }
}
got = new Vector()
ms = new Vector()
column = new Column("small.json")
refused("column.build(-5)")
refused("column.build(got)")
refused("column.set(\"celsius\")")
drive = new Drive("noise", "poisson", "soma")
{drive.onto("L5_pyramidal", "ampa", 0.01, 1)}
refused("column.add(drive)")
refused("column.add(got)")
refused("recording = new Recording(nothing, 1)")
refused("slabs = new Slabs(\"a\", 0, 100, 0)")
array = new ElectrodeArray("a")
refused("array.line(0, 0, 0, 100, 0)")
refused("array.conductivity(1, 1)")
refused("array.header(head, \"uV\")")
{column.build(40)}
field = new LeadField()
dipole = new DipoleProbe(column, field)
refused("trials = new Trials(column, field, 40, 0.025, \"neuron\", 2.5)")
refused("trials = new Trials(column, field, 40, 0.025, \"neuron\", 99)")
celsius = 34
refused("trials = new Trials(column, field, 40, 0.025, \"neuron\")")
celsius = 6.3
trials = new Trials(column, field, 40, 0.025, "neuron")
refused("trials.record(got)")
refused("trials.run(3, 2)")
celsius = 6.3
refused("trials.run(0)")
celsius = 37
dt = 0.1
refused("trials.run(0)")
dt = 0.025
{trials.run(0)}
refused("dipole.scalar(-1, got)")
refused("dipole.scalar(0.7, got)")
{dipole.scalar(0, got)}
ms = trials.time_ms.c()
{dipole.subtract_baseline(0, ms, got)}
refused("dipole.subtract_baseline(0, got, ms)")
refused("field.samples(0, 5)")
{column.cells.remove_all()}
refused("trials.run(0)")
quit()
END
cat >expected <<'END'
Column.build: max_delay_ms: -5; accepted: a number above 0
Column.build: max_delay_ms: Vector; accepted: a number above 0
Column.set: value: missing; accepted: a text, a number
noise is a poisson drive without rate_Hz
Column.add: object: Vector; accepted: Drive, Connection, TonicBias
Recording: column: nil; accepted: Column
Slabs: thickness: 0; accepted: a number above 0
ElectrodeArray.line the spacing does not lead from the first z to the last
ElectrodeArray.conductivity: z: missing; accepted: a number above 0
a has no contacts
Trials: threads: 2.5; accepted: a whole number from 0
threads: 99; accepted: 1 to the network's 4 cells
celsius: 34, set by the script; accepted: 37, or another value by column.set("celsius", ...)
Trials.record: recording: Vector; accepted: Recording
Trials.run: trial 3 of 2; accepted: a trial below that
celsius: 6.3, set by the script; accepted: 37, or another value by column.set("celsius", ...)
dt: 0.1, set by the script; accepted: 0.025, or another value as told to new Trials()
DipoleProbe.scalar: which: -1; accepted: a whole number from 0 to 1
DipoleProbe.scalar: which: 0.7; accepted: a whole number from 0 to 1
baseline: time 
LeadField.samples: samples: 5; accepted: Vector
Column.cells 0 of the 4 that build() has made; accepted: all
END
nrniv test.hoc </dev/null >output 2>errors || { cat output errors && exit 1; }
sed -n 's/^.*nrniv: //p' errors >said
while IFS= read -r line; do
    IFS= read -r got <&3 || got=
    case $got in "$line"*) ;; *) echo "$got: expected $line" && exit 1 ;; esac
done <expected 3<said
[ "$(wc -l <said)" -eq "$(wc -l <expected)" ]

# A table on a device, which would be no longer one, and in a folder that is not there.
cat >table.hoc <<'END'
{load_file("stdrun.hoc")}
{load_file("probe.hoc")}
objref array, sensors
create soma
array = new ElectrodeArray("a")
{array.line(50, 0, 0, 100, 50)}
sensors = new Sensors()
{sensors.electrodes(array)}
{run()}
if (execute1("sensors.save(\"a\", \"/dev/full\")", 1)) { execerror("a table", "on a full disk") }
if (execute1("sensors.save(\"a\", \"no/where\")", 1)) { execerror("a table", "in no folder") }
{sensors.save("a", "table.txt")}
quit()
END
LAMINAE_LIB=$LAMINAE_HOME/build/lib/probe nrniv table.hoc </dev/null >output 2>errors
grep -q "nrniv: cannot write '/dev/full': " errors
grep -q "nrniv: cannot write 'no/where': No such file" errors
[ "$(wc -l <table.txt)" -eq 202 ]
