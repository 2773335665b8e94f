#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t476_sensors_python - Sensors in Python: the same potentials as in HOC, from a folder of the user's;
# what is wrong arrives as an exception, one after the other.
set -eu
python=${NRNHOME%/lib/python3*}/bin/python
case $NRNHOME in */site-packages/neuron/.data) ;; *) echo "NEURON has no Python" && exit 77 ;; esac
cat >cell.hoc <<'END'
create soma, dend
connect dend(0), soma(1)
soma {
  pt3dadd(0, 0, 0, 20)
  pt3dadd(0, 0, 20, 20)
  insert hh
}
dend {
  pt3dadd(0, 0, 20, 2)
  pt3dadd(0, 0, 220, 2)
  nseg = 5
  insert pas
}
objref clamp
soma clamp = new IClamp(0.5)
clamp.del = 1
clamp.dur = 1
clamp.amp = 1
tstop = 5
END
cat >model.hoc <<END
{load_file("stdrun.hoc")}
{load_file("$LAMINAE_HOME/probe.hoc")}
{load_file("cell.hoc")}
objref shank, sensors
shank = new ElectrodeArray("shank")
{shank.line(50, 0, -100, 100, 50)}
sensors = new Sensors()
{sensors.electrodes(shank)}
{run()}
{sensors.save("shank", "hoc.txt")}
quit()
END
LAMINAE_LIB=$LAMINAE_HOME/build/lib/probe nrniv model.hoc </dev/null
cat >model.py <<'END'
import os, sys
from neuron import h
home = os.environ["LAMINAE_HOME"]
h.nrn_load_dll(f"{home}/build/lib/probe/libnrnmech.so")
h.load_file("stdrun.hoc")
h.load_file(f"{home}/probe.hoc")
h.load_file("cell.hoc")
shank = h.ElectrodeArray("shank")
shank.line(50, 0, -100, 100, 50)
sensors = h.Sensors()
sensors.electrodes(shank)
phi = h.Vector()

def refused(call):
    try:
        call()
    except RuntimeError:
        return
    sys.exit(f"line {call.__code__.co_firstlineno}: not refused")

refused(lambda: sensors.potential("shank", 0, phi))
refused(lambda: h.ElectrodeArray())
refused(lambda: h.Slabs("none", 0, 100, 30))
refused(lambda: h.Sensors())
refused(lambda: sensors.electrodes("shank"))
refused(lambda: sensors.electrodes(shank))
refused(lambda: sensors.slabs(h.Slabs("none")))
refused(lambda: sensors.cells("x", [h.soma, h.dend]))
h.CVode().active(True)
refused(lambda: h.run())
h.CVode().active(False)
h.run()
refused(lambda: sensors.potential("shaft", 0, phi))
refused(lambda: sensors.potential("shank", 5, phi))
refused(lambda: sensors.potential(shank, 0, phi))
refused(lambda: sensors.potential("shank", 0))
refused(lambda: sensors.save("shank", "nowhere/python.txt"))
sensors.save("shank", "python.txt")
time, last = h.Vector(), h.Vector()
sensors.time(time)
sensors.potential("shank", 4, last)
rows = [[float(x) for x in line.split()] for line in open("python.txt") if line[0] != "#"]
assert len(rows) == len(time) == 201
assert max(abs(r[0] - x) for r, x in zip(rows, time)) < 1e-12
assert max(abs(r[5] - x) for r, x in zip(rows, last)) < 1e-12 * last.max()
del sensors
sensors = h.Sensors(h.SectionList([h.soma]))
END
"$python" model.py </dev/null >output 2>&1 || { tail -5 output && exit 1; }
cmp hoc.txt python.txt
