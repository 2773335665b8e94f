#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t480_memory - many runs in one process leave its memory as it was, in both engines, and so do many
# changes that the column follows, which go before NEURON's runs. What is made of the events of drives
# for CoreNEURON is freed after each run: it was 6 kB here, and 100 kB in the default column.
set -eu
for case in coreneuron:0:600 neuron:1:200; do
    changes=${case#*:} runs=${case##*:} engine=${case%%:*}
    nrniv -c "n_runs = $runs" -c 'strdef engine' -c "engine = \"$engine\"" \
        -c "changes = ${changes%:*}" "$LAMINAE_HOME/bench/memory.hoc" </dev/null >output 2>&1
    sed -n 's/^runs=\([0-9]*\) MB=\([0-9.]*\)$/\1 \2/p' output >growth
    awk -v engine="$engine" -v runs="$runs" '
        $1 == runs/5 { early = $2 }
        $1 == runs { late = $2 }
        END {
            if (early > 10 && late - early < 0.0008*0.8*runs) exit 0
            printf "%s: %s MB after %d runs, %s after %d\n", engine, early, runs/5, late, runs
            exit 1
        }' growth || { cat output && exit 1; }
done
# the scripts of bench/ run as they stand
for script in memory sheet; do
    nrniv -c 'n_runs = 10' -c 'nx = 3' "$LAMINAE_HOME/bench/$script.hoc" </dev/null >output 2>&1 ||
        { cat output && exit 1; }
done
