# shellcheck shell=sh
# SPDX-License-Identifier: BSD-3-Clause
# groups.sh - sourced by tests of trials on groups of ranks: a small network, runs of it by main.hoc, as
# on a cluster, and their processes.
fail() { echo "$*" && exit 1; }
cat >mesh.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "mesh",
 "grid": {"nx": 3, "ny": 3}}
END
export LAMINAE_GROUPS_TEST="$PWD" # by which the processes of this test are known

# run OUT RANKS ENGINE [HOC STATEMENTS]   5 trials of 30 ms
run() {
    timeout 120 mpiexec -n "$2" nrniv -mpi \
        -c 'strdef network, out, engine, command, record, probe, baseline, set' \
        -c 'network = "./mesh.json"' -c "out = \"$1\"" -c "engine = \"$3\"" -c 'command = "test"' \
        -c "{tstop_ms = 30 trials = 5 quiet = 1 ${4:-}}" "$LAMINAE_HOME/main.hoc" </dev/null \
        >"$1.log" 2>&1
}

# The ranks of what runs now.
processes() {
    for process in $(pgrep -x nrniv); do
        if grep -qzx "LAMINAE_GROUPS_TEST=$PWD" "/proc/$process/environ" 2>/dev/null; then
            echo "$process"
        fi
    done
}
