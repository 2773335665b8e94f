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
    case $2 in [1-4]) ;; *) fail "$2 ranks; accepted: 1 to 4" ;; esac
    timeout 120 mpiexec -n "$2" nrniv -mpi \
        -c 'strdef network, out, engine, command, record, probe, baseline, set' \
        -c 'network = "./mesh.json"' -c "out = \"$1\"" -c "engine = \"$3\"" -c 'command = "test"' \
        -c "{tstop_ms = 30 trials = 5 quiet = 1 ${4:-}}" "$LAMINAE_HOME/main.hoc" </dev/null \
        >"$1.log" 2>&1
}

# The processes of what runs now.
processes() (
    for process in $(pgrep -x nrniv); do
        if grep -qzx "LAMINAE_GROUPS_TEST=$LAMINAE_GROUPS_TEST" "/proc/$process/environ" \
            2>/dev/null; then
            echo "$process"
        fi
    done
)

# none_lives WHAT   fails if any of them lives on for longer than mpiexec's own clearing up can take
none_lives() {
    for _ in $(seq 300); do
        if [ -z "$(processes)" ]; then return; fi
        sleep 0.1
    done
    fail "$1: ranks live on"
}

# wait_for PATTERN   until there is a file of such a name
# shellcheck disable=SC2086 # a pattern
wait_for() {
    for _ in $(seq 900); do
        if ls $1 >/dev/null 2>&1; then return; fi
        sleep 0.1
    done
    fail "no $1"
}

# send SIGNAL   to all of them
# shellcheck disable=SC2086 # a list of processes
send() (
    all=$(processes)
    [ -z "$all" ] || kill "-$1" $all 2>/dev/null || true
)
trap 'send KILL' EXIT
trap 'exit 1' HUP INT TERM
