#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t780_point_pool - points that 1, 2 and 3 ranks run give the same numbers, each once, by the first
# rank and others; one that fails says why, and the others come.
set -eu
fail() { echo "$*"; exit 1; }
cat >pool.hoc <<'END'
{load_file("laminae.hoc")}
begintemplate Worker
public point
objref column, field, dipole, trials, pc, q
proc init() {
  pc = new ParallelContext()
  column = new Column("erp", "", "", "grid.nx=1\ngrid.ny=1\ndrives.evprox1.mu=5\n", 0)
  column.build(20)
  field = new LeadField()
  dipole = new DipoleProbe(column, field)
  trials = new Trials(column, field, 20, 0.025, "coreneuron")
  q = new Vector()
}
// $1 id  $s2 lines  $o3 Vector
proc point() {
  system("sleep 0.05")   // so that the other ranks come in time
  if ($1 == 3) { execerror("three", "is odd") }
  if ($1 == 5) { laminae_refuse("five: 5; accepted: another") }
  trials.run($1, $1 + 1, 0, 1)
  dipole.scalar(0, q)
  $o3.append(pc.id_world(), q.sum(), trials.spike_gid.size(), $1)
}
endtemplate Worker
objref pool, worker, got
pool = new PointPool()
worker = new Worker()
{pool.start(worker)}
got = new Vector()
proc run_all() {local i, id
  for i = 0, 11 pool.submit(i, "line\n")
  for (id = pool.take(got); id >= 0; id = pool.take(got)) {
    if (got.size() == 4) {
      printf("%d %.17g %d %d rank %d\n", id, got.x[1], got.x[2], got.x[3], got.x[0])
    } else {
      printf("%d %d numbers: %s\n", id, got.size(), pool.reason)
    }
  }
}
{run_all()}
{pool.end()}
{quit()}
END
for ranks in 1 2 3; do
    mpiexec -n $ranks nrniv -mpi pool.hoc >output 2>errors || fail "$(cat output errors)"
    grep '^[0-9]* [-0-9]' output | sort -n >all_$ranks
    sed 's/ rank .*//' all_$ranks >numbers_$ranks
    cmp numbers_1 numbers_$ranks
    sed -n 's/.* rank //p' all_$ranks | sort -u >used
    grep -qx 0 used || fail "not by the first: $(cat output)"
    [ $ranks -eq 1 ] || grep -q '[12]' used || fail "by the first alone: $(cat output)"
done
[ "$(wc -l <all_1)" -eq 12 ] || fail "$(cat all_1)"
grep -qx '3 0 numbers: three is odd' all_1
grep -qx '5 0 numbers: five: 5; accepted: another' all_1
[ "$(cut -d' ' -f2 all_1 | sort -u | wc -l)" -ge 10 ] || fail "not each its own: $(cat all_1)"
