#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t740_sensors - the cells of a model are dealt over 1, 2 and 3 ranks, one of which may have none.
# Potentials, dipole and current density are the same to rounding on every rank, also on threads
# and in CoreNEURON. 100 contacts take little memory for each second.
set -eu
cat >ring.hoc <<'END'
{load_file("stdrun.hoc")}
{load_file("probe.hoc")}
begintemplate Cell
public soma, dend, synapse
create soma, dend
objref synapse
// $1 x (um)
proc init() {
  connect dend(0), soma(1)
  soma {
    pt3dadd($1, 0, 0, 20)
    pt3dadd($1, 0, 20, 20)
    insert hh
  }
  dend {
    pt3dadd($1, 0, 20, 2)
    pt3dadd($1 + 50, 0, 300, 1)
    nseg = 9
    insert pas
    synapse = new ExpSyn(0.8)
  }
}
endtemplate Cell

objref nil, pc, cells, cell, clamp, connection, connections, shank, slabs, sensors, cvode, file, x, y, z
strdef name
pc = new ParallelContext()
cells = new List()
connections = new List()
proc make() {local i
  for i = 0, 4 if (i % n_dealt == pc.id()) {
    cell = new Cell(40*i)
    cells.append(cell)
    pc.set_gid2node(i, pc.id())
    cell.soma connection = new NetCon(&v(0.5), nil)
    pc.cell(i, connection)
    if (i == 0) {
      cell.soma clamp = new IClamp(0.5)
      clamp.del = 1
      clamp.dur = 1
      clamp.amp = 2
    }
  }
  for i = 0, cells.count() - 1 {
    connection = pc.gid_connect((i*n_dealt + pc.id() + 4) % 5, cells.o(i).synapse)
    connection.delay = 1
    connection.weight = 0.02
    connections.append(connection)
  }
}
make()
shank = new ElectrodeArray("shank")
{shank.line(30, 30, -100, 300, 400/(n_contacts - 1))}
slabs = new Slabs("slabs", 0, 300, 60)
{slabs.around(80, 0, 400)}
if (with_sensors) {
  sensors = new Sensors()
  sensors.electrodes(shank)
  sensors.slabs(slabs)
}
x = new Vector()
y = new Vector()
z = new Vector()
cvode = new CVode()
if (threads > 1) { pc.nthread(threads) }
// $o1 appended to the file
proc put() {local i
  for i = 1, $o1.size() - 1 file.printf("%.17g\n", $o1.x[i])
}
proc simulate() {local k
  if (core) { cvode.cache_efficient(1) }
  pc.set_maxstep(10)
  finitialize(-65)
  if (core) {
    pc.nrncore_run(" --tstop 20 --cell-permute 0 --verbose 0 --voltage 1000. --mpi")
  } else {
    pc.psolve(until)
  }
  if (!with_sensors) { return }
  file = new File()
  sprint(name, "%s_%d", out, pc.id())
  file.wopen(name)
  for k = 0, shank.n - 1 {
    sensors.potential("shank", k, x)
    put(x)
  }
  for k = 0, slabs.n - 1 {
    sensors.current_density("slabs", k, x)
    put(x)
  }
  sensors.dipole(x, y, z)
  put(x)
  put(z)
  file.close()
}
simulate()
{pc.barrier()}
// how much memory was needed at most (kB)
proc say_memory() {localobj file
  file = new File()
  file.ropen("/proc/self/status")
  while (!file.eof()) {
    file.gets(name)
    if (sscanf(name, "VmHWM: %d", &memory_kB) == 1) { printf("%d\n", memory_kB) }
  }
}
memory_kB = 0
if (until > 100) { say_memory() }
quit()
END
export LAMINAE_LIB="$LAMINAE_HOME/build/lib/probe"
# run OUT RANKS DEALT THREADS CORE
# CoreNEURON's hh is compiled here, with fused multiply-adds, and NEURON's is not. The cells' spikes
# amplify the difference in rounding: one weight changed in its last place changes signals by 3e-13 of
# their peaks. Without them the engines differ by that much, with them by three to four times that.
run() {
    bound=1e-12
    [ "$5" = 0 ] || bound=3e-12
    mpiexec -n "$2" nrniv -mpi -c 'strdef out' -c "out = \"$1\"" -c "n_dealt = $3" -c "threads = $4" \
        -c "core = $5" -c 'until = 20' -c 'n_contacts = 5' -c 'with_sensors = 1' ring.hoc </dev/null \
        >output 2>&1 || { cat output && exit 1; }
    for rank in $(seq 0 $(($2 - 1))); do
        paste one_0 "$1_$rank" | awk -v n=800 -v bound=$bound '
        NF != 2 { exit bad = 1 }
        {
            k = int((NR - 1)/n)
            e = $1 - $2; if (e < 0) e = -e; if (e > d[k]) d[k] = e
            a = $1 < 0 ? -$1 : $1; if (a > peak[k]) peak[k] = a
        }
        END {
            if (bad || NR != 12*n) { print "rank has other samples:", NR; exit 1 }
            for (k in d) if (!(peak[k] > 0) || d[k] > bound*peak[k]) {
                printf "signal %d: %g of the peak\n", k, d[k]/peak[k]; exit 1
            }
        }' || { echo "$1, rank $rank" && exit 1; }
    done
}
run one 1 1 1 0
run two 2 2 1 0
run three 3 3 1 0
run none 3 2 1 0 # rank 2 has no cell
run threads 2 2 2 0
run core 1 1 1 1
run core_two 2 2 1 1
run core_none 3 2 1 1

# memory_kB WITH
memory_kB() {
    nrniv -c 'strdef out' -c 'out = "long"' -c 'n_dealt = 1' -c 'threads = 1' -c 'core = 0' \
        -c 'until = 1000' -c 'n_contacts = 101' -c "with_sensors = $1" ring.hoc </dev/null | tail -1
}
without=$(memory_kB 0) with=$(memory_kB 1)
[ $((with - without)) -lt 50000 ] || { echo "$with kB, without Sensors $without" && exit 1; }
