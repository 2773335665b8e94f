#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t271_other_electrodes - an electrode of a user's own, of which Sensors know only that it is one, is
# measured as an IClamp of the same current: in NEURON, on threads, in CoreNEURON.
set -eu
mkdir electrode_$$
cat >electrode_$$/pulse.mod <<'END'
NEURON { THREADSAFE POINT_PROCESS Pulse ELECTRODE_CURRENT i RANGE amp, i }
UNITS { (nA) = (nanoamp) }
PARAMETER { amp = 0 (nA) }
ASSIGNED { i (nA) }
BREAKPOINT { i = amp }
END
remove() {
    rm -rf "$LAMINAE_HOME/build/lib/with-electrode_$$" \
        "$LAMINAE_HOME/build/work/with-electrode_$$"
    rm -f "$LAMINAE_HOME/build/stamp/with-electrode_$$"-*
}
trap remove EXIT
"$LAMINAE_HOME/build.sh" --with electrode_$$ >build.log 2>&1 || { cat build.log && exit 1; }
cat >model.hoc <<'END'
{load_file("stdrun.hoc")}
{load_file("probe.hoc")}
{load_file("expect.hoc")}
create soma, dend, other
objref clamp, sensors, shank, pc, cvode, phi, first, clock
connect dend(0), soma(1)
soma {
  L = 20
  diam = 20
  insert hh
}
dend {
  L = 200
  diam = 2
  nseg = 5
  insert pas
}
other insert hh
shank = new ElectrodeArray("shank")
{shank.line(50, 0, -100, 100, 50)}
sensors = new Sensors()
{sensors.electrodes(shank)}
pc = new ParallelContext()
cvode = new CVode()
tstop = 5

// $s1 what
proc expect_same() {
  phi = new Vector()
  sensors.potential("shank", 1, phi)
  expect(phi.size() == 201, $s1)
  phi.x[0] = first.x[0]
  expect_vectors(phi, first, 1e-10, $s1)
}
dend clamp = new IClamp(0.5)
clamp.dur = 10
clamp.amp = 0.5
run()
first = new Vector()
{sensors.potential("shank", 1, first)}
objref clamp
dend clamp = new Pulse(0.5)
clamp.amp = 0.5
run()
expect_same("NEURON")
{pc.nthread(2)}
run()
expect_same("two threads")
{pc.nthread(1)}
{cvode.cache_efficient(1)}
clock = new Vector()
{clock.record(&t)}
{pc.set_maxstep(10)}
{finitialize(v_init)}
expect(pc.nrncore_run(" --tstop 5 --cell-permute 0 --verbose 0 --voltage 1000.") == 1, "runs")
expect_same("CoreNEURON")
quit()
END
HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH \
    LAMINAE_LIB=$LAMINAE_HOME/build/lib/with-electrode_$$ nrniv model.hoc </dev/null
