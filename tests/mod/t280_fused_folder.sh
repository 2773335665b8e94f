#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t280_fused_folder - build.sh --with fuses a user's mechanisms where their code allows it, and
# the log says why others stay separate. Results are those of separate kernels, also if a
# mechanism that is not fused stands between two that are.
set -eu
name=fused_$$
mkdir $name
remove() {
    rm -rf "$LAMINAE_HOME/build/lib/with-$name" "$LAMINAE_HOME/build/work/with-$name"
    rm -f "$LAMINAE_HOME/build/stamp/with-$name"-*
}
trap remove EXIT
units='UNITS { (mV) = (millivolt) (mA) = (milliamp) (S) = (siemens) (mM) = (milli/liter) }'
cat >$name/aslow.mod <<END
: a potassium current; its slope is found by computing it twice
NEURON { THREADSAFE SUFFIX aslow USEION k READ ek WRITE ik RANGE g, tau, seen }
$units
PARAMETER { g = 0.001 (S/cm2) tau = 20 (ms) }
ASSIGNED { v (mV) ek (mV) ik (mA/cm2) seen (S/cm2) }
STATE { n }
INITIAL { n = 1/(1 + exp(-(v + 40(mV))/5(mV))) }
BREAKPOINT { SOLVE states METHOD cnexp seen = g*n ik = seen*(v - ek) }
DERIVATIVE states { n' = (1/(1 + exp(-(v + 40(mV))/5(mV))) - n)/tau }
END
cat >$name/bpool.mod <<END
: reads the sum of potassium's currents, writes its concentration
NEURON { THREADSAFE SUFFIX bpool USEION k READ ik, ki WRITE ki RANGE tau }
$units
PARAMETER { tau = 30 (ms) }
ASSIGNED { ik (mA/cm2) ki (mM) }
STATE { pool (mM) }
INITIAL { pool = ki }
BREAKPOINT { SOLVE states METHOD cnexp }
DERIVATIVE states { pool' = -(1e2)*ik + (54 - pool)/tau ki = pool }
END
cat >$name/ctable.mod <<END
: between the others: reads what bpool writes
NEURON { THREADSAFE SUFFIX ctable USEION k READ ki NONSPECIFIC_CURRENT i RANGE g, held }
$units
PARAMETER { g = 1e-5 (S/cm2) }
ASSIGNED { v (mV) ki (mM) i (mA/cm2) held (mM) }
STATE { s }
INITIAL { s = 0 held = ki }
BREAKPOINT { SOLVE states METHOD cnexp i = g*(1 + s)*(v + 60(mV))*held/54(mM) }
DERIVATIVE states {
    VERBATIM
    double mine = 1.0;
    held = ki*mine;
    ENDVERBATIM
    s' = (0.5 - s)/10(ms)
}
END
cat >$name/drate.mod <<END
: rates in a PROCEDURE, a branch, a variable that AFTER SOLVE reads
NEURON { THREADSAFE SUFFIX drate NONSPECIFIC_CURRENT i RANGE g, m_inf, m_tau, last, most }
$units
PARAMETER { g = 2e-5 (S/cm2) }
ASSIGNED { v (mV) i (mA/cm2) m_inf m_tau (ms) last (mA/cm2) most (mA/cm2) }
STATE { m }
INITIAL { rates(v) m = m_inf most = -1e9 }
BREAKPOINT { SOLVE states METHOD cnexp last = g*m*(v + 30(mV)) i = last }
DERIVATIVE states { rates(v) m' = (m_inf - m)/m_tau }
PROCEDURE rates(vm (mV)) {
    m_inf = 1/(1 + exp((vm + 70(mV))/6(mV)))
    if (vm < -60) { m_tau = 5 } else { m_tau = 2 }
}
AFTER SOLVE { if (last > most) { most = last } }
END
cat >$name/epoint.mod <<END
NEURON { THREADSAFE SUFFIX epoint POINTER other RANGE last }
ASSIGNED { other last }
INITIAL { last = 0 }
AFTER SOLVE { last = other }
END
cat >$name/fslow.mod <<END
: the last; its reversal potential is Nernst's
NEURON { THREADSAFE SUFFIX fslow USEION k READ ek WRITE ik RANGE g, w }
$units
PARAMETER { g = 0.0005 (S/cm2) w[2] }
ASSIGNED { v (mV) ek (mV) ik (mA/cm2) gk (S/cm2) }
STATE { n }
INITIAL { n = 0 }
BREAKPOINT { SOLVE states METHOD cnexp CONDUCTANCE gk USEION k gk = g*n*n ik = gk*(v - ek) }
DERIVATIVE states { n' = (1/(1 + exp(-(v + 50(mV))/4(mV))) - n)/(8 (ms)) }
END
"$LAMINAE_HOME/build.sh" --with $name >build.log 2>&1 || { cat build.log && exit 1; }
log=$LAMINAE_HOME/build/work/with-$name/coreneuron/log
for line in 'aslow is fused' 'Exp2Syn is fused' 'bpool is fused' 'drate is fused' 'fslow is fused' \
    'ctable stays separate: ' 'epoint stays separate: it has a POINTER'; do
    grep -q "^fuse: $line" "$log" || { echo "not in the log: $line" && grep '^fuse' "$log" && exit 1; }
done

cat >model.hoc <<'END'
begintemplate Cell
public soma, dend
create soma, dend
proc init() {
  connect dend(0), soma(1)
  soma { L = 20 diam = 20 insert hh insert aslow insert drate insert epoint gnabar_hh = 0.1 }
  dend { L = 200 diam = 2 nseg = 5 insert pas insert aslow insert bpool insert drate insert fslow }
  soma { insert bpool insert fslow setpointer other_epoint(0.5), seen_aslow(0.5) }
  if ($1%2) { dend { insert ctable } }
  if ($1 == 3) { dend { g_aslow = 0.002 } }
}
endtemplate Cell
objref cells, clamps, synapses, starts, inputs, pc, cvode, clock, one, played, at
strdef text
{
  cells = new List()
  clamps = new List()
  synapses = new List()
  starts = new List()
  inputs = new List()
  pc = new ParallelContext()
  cvode = new CVode()
  cvode.cache_efficient(1)
  pc.optimize_node_order(1)
  celsius = 6.3
}
value = 0
// five synapses in each soma, two in each dendrite
proc add_synapses() {local k  localobj synapse, start
  start = new NetStim()
  start.start = 3
  start.number = 10
  start.interval = 2
  start.noise = 0
  starts.append(start)
  for k = 0, 6 {
    if (k < 5) {
      $o1.soma { synapse = new ExpSyn(0.5) }
      synapse.tau = 1 + k + 0.1*synapses.count()%3
    } else {
      $o1.dend { synapse = new Exp2Syn(0.5) }
      synapse.tau2 = 5 + k
    }
    synapses.append(synapse)
    inputs.append(new NetCon(start, synapse, 10, 1, 0.001))
  }
}
proc build() {local i  localobj cell, clamp
  for i = 0, $1 - 1 {
    cell = new Cell(i*$2)
    cells.append(cell)
    cell.soma { clamp = new IClamp(0.5) clamp.del = 1 clamp.dur = 50 clamp.amp = 0.1 + 0.01*i }
    clamps.append(clamp)
    add_synapses(cell)
  }
}
begintemplate Text
public s
strdef s
endtemplate Text
objref type, standard, name
name = new Text()
proc show() {local i, k
  type = new MechanismType(0)
  for i = 0, type.count() - 1 {
    type.select(i)
    type.selected(name.s)
    if (!ismembrane(name.s) || strcmp(name.s, "extracellular") == 0) { continue }
    standard = new MechanismStandard(name.s, 0)
    for k = 0, standard.count() - 1 {
      if (standard.name(name.s, k) != 1) { continue }
      if (strcmp(name.s, "other_epoint") == 0) { continue }
      sprint(text, "value = %s(0.5)", name.s)
      execute(text)
      printf("%s %s %.17g\n", $s1, name.s, value)
    }
  }
  printf("%s v %.17g\n", $s1, v(0.5))
}
proc run() {local i
  clock = new Vector()
  cells.o(0).soma { clock.record(&t) }
  pc.set_maxstep(10)
  finitialize(-65)
  if (pc.nrncore_run(" --tstop 40 --cell-permute 0 --verbose 0 --voltage 1000.") != 1) { quit(1) }
  for (i = 0; i < cells.count(); i += 3) {
    cells.o(i).soma { show($s1) }
    cells.o(i).dend { show($s1) }
  }
  for (i = 0; i < synapses.count(); i += 4) {
    printf("%s i %.17g\n%s g %.17g\n", $s1, synapses.o(i).i, $s1, synapses.o(i).g)
  }
  for (i = 0; i < one.size(); i += 20) { printf("%s recorded %.17g\n", $s1, one.x[i]) }
}
build(20, 0)
one = new Vector()
run("alike")
{one.record(&synapses.o(18).i)}
run("recorded")
one = new Vector()
played = new Vector(4, synapses.o(16).tau)
at = new Vector(4)
{played.x[2] = 20 at.x[1] = 5 at.x[2] = 10 at.x[3] = 40}
{played.play(&synapses.o(16).tau, at, 1)}
run("played")
{played.play_remove()}
{synapses.remove_all() starts.remove_all() inputs.remove_all()}
{cells.remove_all() clamps.remove_all()}
build(40, 1)
run("some with another between")
quit()
END
for kernels in fused separate; do
    export LAMINAE_KERNELS=$kernels LAMINAE_LIB="$LAMINAE_HOME/build/lib/with-$name"
    nrniv model.hoc </dev/null >$kernels 2>&1 || { tail $kernels && exit 1; }
done
[ "$(wc -l <separate)" -gt 900 ] || { echo 'few lines:' && tail separate && exit 1; }
sh "$LAMINAE_TESTS/lib/same_values.sh" separate fused
