#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t909_regress_lessons_on_ranks - on two ranks the scripts of lessons print what the lessons show, once;
# those that take long are looked at alone. A task of the sweep that has no value is refused in a line.
# What lessons leave in the clone is looked at where they are run (lib/document.sh).
set -u
fail() { echo "$*" && exit 1; }
lessons=$LAMINAE_HOME/tutorials
for script in "$lessons"/*/*.hoc; do
    grep -qE '^[^/]*printf?[ (]' "$script" || continue # prints nothing
    grep -q 'id() .*hoc_stdout("/dev/null")' "$script" || fail "$script prints on every rank"
done
# once LESSON SCRIPT...: each line that is printed stands in the lesson, as often
once() {
    lesson=$lessons/$1 && shift
    mpiexec -n 2 nrniv -mpi "$@" >printed 2>errors || fail "$lesson: $(cat printed errors)"
    grep -v '^numprocs=' printed | sort >lines
    # shellcheck disable=SC2016 # marks of Markdown
    sed -n '/^```text/,/^```/p' "$lesson/lesson.md" | grep -Fxf lines | sort | uniq >shown
    [ -s lines ] || fail "$lesson prints nothing"
    diff lines shown || fail "$lesson on two ranks"
}
once 02_cells_and_connections "$lessons/02_cells_and_connections/cells_and_connections.hoc"
once 05_recording_and_firing "$lessons/05_recording_and_firing/recording_and_firing.hoc"
export LAMINAE_LIB="$LAMINAE_HOME/build/lib/probe"
once 08_your_own_model "$lessons/08_your_own_model/pyramid.hoc" "$lessons/08_your_own_model/laminar_probe.hoc"

for task in 5 -1 x ''; do
    SLURM_ARRAY_TASK_ID=$task sh "$lessons/09_cluster/array.sbatch" >said 2>&1
    [ $? -eq 2 ] || fail "task '$task' was not refused"
    printf 'array.sbatch: task %s; accepted: 0 to 4, as there are 5 values\n' "${task:-none}" | diff - said ||
        fail "task '$task'"
done
