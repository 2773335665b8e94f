#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t430_kernels - fused and separate kernels give the same: whatever is recorded, in what segments
# have after a run, for cells that differ in their parameters, for a parameter that a Vector plays
# into, in several runs and models of one process, with one thread and two.
set -eu
cat >model.hoc <<'END'
{load_file("laminae.hoc")}
objref pc, cvode, file, column, field, simulation, random, recorded, names, one, played, at
strdef path, label
value = 0
{
  laminae_home(path)
  pc = new ParallelContext()
  cvode = new CVode()
  file = new File()
  file.wopen("small.json")
  file.printf("{\"extends\": \"%s/params/erp.json\", \"name\": \"small\", ", path)
  file.printf("\"grid\": {\"nx\": 5, \"ny\": 5}}\n")
  file.close()
}

// $s1 label: every variable of every mechanism in the accessed section, as it is now
proc show() {local i, k  localobj type, standard, name, text
  type = new MechanismType(0)
  name = new String()
  text = new String()
  for i = 0, type.count() - 1 {
    type.select(i)
    type.selected(name.s)
    if (!ismembrane(name.s) || strcmp(name.s, "leadfield") == 0) { continue }
    standard = new MechanismStandard(name.s, 0)
    for k = 0, standard.count() - 1 {
      standard.name(name.s, k)
      sprint(text.s, "value = %s(0.5)", name.s)
      execute(text.s)
      printf("%s %s %.17g\n", $s1, name.s, value)
    }
  }
}

// $s1 label
proc run() {local i  localobj body
  simulation = new Trials(column, field, 35, 0.025, "coreneuron", threads)
  simulation.run(0, 1, 0, 1)
  printf("%s spikes %d %.17g\n", $s1, simulation.spike_gid.size(), simulation.spike_time_ms.sum())
  for (i = column.cells.count() - 1; i >= 0; i -= 13) {    // from the last, a pyramid of layer 5
    body = column.cells.o(i).body
    body.sections.o(0).sec { show($s1) }
    body.sections.o(body.sections.count() - 1).sec { show($s1) }
  }
}

// $s1 label  $s2 variable  $3 cell: a run that records it in the soma
proc record() {local i  localobj text
  one = new Vector()
  text = new String()
  sprint(text.s, "{one.record(&%s(0.5))}", $s2)
  column.cells.o($3).body.sections.o(0).sec { execute(text.s) }
  run($s1)
  for (i = 0; i < one.size(); i += 50) { printf("%s %s %d %.17g\n", $s1, $s2, i, one.x[i]) }
  one = new Vector()
}

proc build() {
  column = new Column("small.json")
  column.build(35)
  field = new LeadField()
}
build()
threads = 1
run("alike")
last = column.cells.count() - 1
record("recorded", "ik", last)
record("recorded", "gk_km", last)
record("recorded", "il_hh2", 0)
record("recorded", "i_cap", last)
run("nothing recorded")
played = new Vector(4, 0.01)    // at first what it is in all cells
at = new Vector(4)
{played.x[2] = 0.3 at.x[1] = 5 at.x[2] = 10 at.x[3] = 35}
{column.cells.o(last).body.sections.o(0).sec { played.play(&gkbar_hh2(0.5), at, 1) }}
run("played")
{played.play_remove()}

// cells that differ: each in one parameter, some in many
proc vary() {local i, k  localobj body
  random = new Random(3)
  random.uniform(0.5, 1.5)
  for i = 0, column.cells.count() - 1 {
    body = column.cells.o(i).body
    for k = 0, body.sections.count() - 1 {
      body.sections.o(k).sec {
        if (ismembrane("km")) { gbar_km *= random.repick() }
        if (i%5 == 0) { gl_hh2 *= random.repick() }
        if (i%7 == 0 && ismembrane("cad")) { taur_cad *= random.repick() }
      }
    }
  }
}
vary()
run("varied")
threads = 2
run("two threads")
threads = 1
{pc.nthread(1)}
{pc.gid_clear()}
build()
run("another model")
quit()
END
for kernels in fused separate; do
    export LAMINAE_KERNELS=$kernels
    nrniv model.hoc </dev/null >$kernels ||
        { tail $kernels && exit 1; }
done
[ "$(wc -l <separate)" -gt 3000 ] || { echo "few lines:" && tail separate && exit 1; }
sh "$LAMINAE_TESTS/lib/same_values.sh" separate fused
