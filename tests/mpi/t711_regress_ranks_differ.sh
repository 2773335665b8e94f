#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t711_regress_ranks_differ - ranks with different networks or different trials end with one line.
# They ran to a wrong end.
set -u
cat >small.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "small",
 "grid": {"nx": 1, "ny": 1}}
END
cat >run.hoc <<'END'
{load_file("laminae.hoc")}
objref pc, column, field, trials
{laminae_as_command()}
pc = new ParallelContext()
column = new Column("small.json")
{execute(change)}
{column.build(5)}
field = new LeadField()
trials = new Trials(column, field, 5, 0.025, "neuron")
{execute(start)}
{pc.barrier()}
{quit()}
END
failed=0
# ended STATUS LINE CHANGE START
ended() {
    timeout 60 mpiexec -n 2 nrniv -mpi -c 'strdef change, start' -c "change = \"$3\"" \
        -c "start = \"$4\"" run.hoc </dev/null >output 2>errors
    status=$?
    if [ $status -ne "$1" ] || { [ -n "$2" ] && ! grep -q "^laminae: $2" errors; }; then
        echo "$3, $4: status $status"
        cat output errors
        failed=1
    fi
}
ended 0 '' 'print pc.id()' 'trials.run(0)'
ended 2 'small: differs between ranks; accepted' 'if (pc.id()) column.set(\"celsius\", 36)' 'x = 1'
ended 2 'run: trial, seed, .* differ between ranks' 'x = 1' 'trials.run(pc.id())'
ended 2 'run: trial, seed, .* differ between ranks' 'x = 1' 'trials.run(0, 1, pc.id())'
exit $failed
