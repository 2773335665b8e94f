#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t270_with_folder - build.sh --with: a user's mechanism that is called like one of ours (ca), together
# with the lead field, in NEURON and CoreNEURON.
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
trap 'rm -rf "$LAMINAE_HOME"/build/lib/with-theirs_$$ "$LAMINAE_HOME"/build/work/with-theirs_$$ \
    "$LAMINAE_HOME"/build/stamp/with-theirs_$$-*' EXIT
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
first_row = 0
group = laminae_leadfield_group(field, 1, &first_row)
signal = laminae_leadfield_signal(field, group)
weights = new Vector(1, 2)
{laminae_leadfield_weights(field, signal, 0, weights)}
{laminae_leadfield_seal(field)}
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
  laminae_leadfield_start(field, 201, dt, 1)
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
