#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t808_regress_memory_refused - a network that does not fit into the machine's memory is refused,
# on one rank and on two, and the memory that the error names is about what it takes. It was built
# until the system ended it.
set -u
failed=0
for each in '' '--np 2' '--np 2 --trials 2 --groups 2'; do
    status=0
    # shellcheck disable=SC2086 # a list of options
    "$LAMINAE_HOME/laminae" run erp --mesh 1000,1000 $each --no-setup --no-plot >output 2>errors ||
        status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || [ -s output ] || [ -e results ] ||
        ! grep -q "^laminae: memory: [0-9.e+]* GB for .* 2667000 cells; accepted: at most " errors; then
        echo "erp of 1000 x 1000 $each: status $status"
        cat output errors
        failed=1
    fi
done

cat >memory.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("expect.hoc")}
objref column
func resident_B() {local kB  localobj status, line
  status = new File()
  line = new String()
  status.ropen("/proc/self/status")
  while (status.gets(line.s) >= 0) if (sscanf(line.s, "VmRSS: %lf", &kB) == 1) { return 1000*kB }
  return 0
}
proc check() {local before, said, taken
  column = new Column("erp")
  column.set("grid.nx", $1)
  column.set("grid.ny", $1)
  if ($2) { column.clear_connections() }
  said = laminae_network_memory(column.network, 170)
  before = resident_B()
  column.build(170)
  taken = resident_B() - before
  if (abs(said/taken - 1) < 0.3) { return }
  printf("grid of %d, %d: %g MB are said, %g taken\n", $1, $2, said*1e-6, taken*1e-6)
  execerror("memory", "is another")
}
END
# Without its connections, but those of drives, and with all.
for each in '12, 1' '12, 0'; do
    printf '{load_file("memory.hoc")}\n{check(%s)}\n{quit()}\n' "$each" >one.hoc
    HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH nrniv one.hoc </dev/null || failed=1
done
exit $failed
