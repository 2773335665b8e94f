#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t911_ctrl_c - Ctrl-C, which a terminal sends to all processes of a sweep or a fit at once, also on ranks:
# one line says how to go on (of a fit it said that nothing was run, on ranks it was mpiexec's chatter),
# nothing lives on, nothing that was done is lost, and in the end the results are those of a call that
# nobody has interrupted.
set -eu
. "$LAMINAE_TESTS/lib/groups.sh"

# interrupted OUT FILE LEAST COMMAND ...   once the file has more lines, or the sweep more points
interrupted() {
    out=$1 file=$2 least=$3
    shift 3
    env --default-signal=INT,QUIT setsid "$LAMINAE_HOME/laminae" "$@" --out "$out" --no-setup \
        >output 2>errors &
    command=$!
    for _ in $(seq 3000); do
        [ "$(progress "$file")" -lt "$least" ] || break
        sleep 0.02
    done
    env kill -INT -- -$command
    status=0
    wait $command || status=$?
    none_lives "$out"
    n=$(progress "$file")
    [ "$n" -ge "$least" ] || fail "$out: $n done, $least before"
}
progress() { # FILE
    case $1 in
    *.h5)
        : >status.txt
        h5dump -y -w 1 -o status.txt -d /status "$1" >/dev/null 2>&1 || true
        tr -dc 12 <status.txt | wc -c
        ;;
    *) { cat "$1" 2>/dev/null || true; } | tail -n +2 | wc -l ;;
    esac
}
said() { # LINE
    grep -qx "laminae: $1" errors || fail "$out: $(cat output errors)"
    if [ "$(grep -c . errors)" -ne 1 ] || [ -s output ]; then fail "$out: $(cat output errors)"; fi
}

# ---- a sweep ----------------------------------------------------------------------------------
cat >sweep.json <<'END'
{"network": "mesh.json", "options": {"tstop_ms": 30}, "design": "grid",
 "parameters": {"drives.evprox1.mu": {"values": [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]}},
 "keep": ["dipole", "spikes"]}
END
"$LAMINAE_HOME/laminae" sweep sweep.json --out whole --quiet --no-setup
for ranks in 1 2; do
    interrupted on_$ranks on_$ranks/sweep.h5 2 sweep sweep.json --np $ranks --quiet
    [ $status -eq 1 ] || fail "sweep on $ranks: status $status: $(cat output errors)"
    said 'interrupted; the points that are done stay, and the same command goes on.*'
    [ "$n" -lt 16 ] || fail "sweep on $ranks: it was not interrupted"
    "$LAMINAE_HOME/laminae" sweep sweep.json --out on_$ranks --np $ranks --no-setup >output
    grep -q ", $n are there already" output || fail "$n: $(cat output)"
    cmp whole/sweep.h5 on_$ranks/sweep.h5
    cmp whole/spikes.h5 on_$ranks/spikes.h5
done

# ---- a fit ------------------------------------------------------------------------------------
"$LAMINAE_HOME/laminae" run ./mesh.json --tstop 30 --set drives.evprox1.mu=10 --out truth --no-plot --quiet --no-setup
cat >fit.json <<'END'
{"network": "mesh.json", "options": {"tstop_ms": 30}, "objective": "dipole_rmse", "solver": "cma",
 "parameters": {"drives.evprox1.mu": {"low": 5, "high": 15, "start": 7}}, "max_evaluations": 24, "seed": 3}
END
without_seconds() { sed 's/,[^,]*$//' "$1/history.csv"; }
"$LAMINAE_HOME/laminae" fit fit.json --target truth --out fitted --quiet --no-setup
without_seconds fitted >expected
for ranks in 1 2; do
    interrupted fit_$ranks fit_$ranks/history.csv 3 fit fit.json --target truth --np $ranks --quiet
    [ "$n" -lt 24 ] || fail "fit on $ranks: it was not interrupted"
    best=$(tail -n +2 fit_$ranks/history.csv | sort -t, -g -k 2 | head -1 | cut -d, -f 3)
    "$LAMINAE_HOME/laminae" describe fit_$ranks/best.json --paths --no-setup >paths
    awk -v best="$best" '$1 == "drives.evprox1.mu" { n = $2 - best; exit !(n*n < 1e-12) }' paths ||
        fail "fit on $ranks: best.json is not at $best"
    [ $status -eq 1 ] || fail "fit on $ranks: status $status: $(cat output errors)"
    said 'interrupted; the evaluations that are done stay, and the same command goes on.*'
    "$LAMINAE_HOME/laminae" fit fit.json --target truth --out fit_$ranks --np $ranks --no-setup >output
    grep -q ", $n evaluations are there already" output || fail "$n: $(cat output)"
    without_seconds fit_$ranks | cmp - expected
    cmp fitted/best.json fit_$ranks/best.json
done
