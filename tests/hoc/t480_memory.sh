#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t480_memory - many runs in one process leave its memory as it was, in both engines, and so do many
# changes that the column follows, which go before NEURON's runs. CoreNEURON's hand-over itself loses some
# kB a run (CellGroup::mk_tml_with_art of NEURON 9.0.2), and no more.
set -eu
for case in coreneuron:0 neuron:1; do
    engine=${case%:*}
    nrniv -c 'n_runs = 900' -c 'strdef engine' -c "engine = \"$engine\"" -c "changes = ${case#*:}" \
        "$LAMINAE_HOME/bench/memory.hoc" </dev/null >output 2>&1
    sed -n 's/^runs=\([0-9]*\) MB=\([0-9.]*\)$/\1 \2/p' output >growth
    awk -v engine=$case '
        $1 == 90 { early = $2 }
        $1 == 900 { late = $2 }
        END {
            if (early > 10 && late - early < 810*0.0015) exit 0
            printf "%s: %s MB after 90 runs, %s after 900\n", engine, early, late
            exit 1
        }' growth || { cat output && exit 1; }
done
# the scripts of bench/ run as they stand
for script in memory sheet; do
    nrniv -c 'n_runs = 10' -c 'nx = 3' "$LAMINAE_HOME/bench/$script.hoc" </dev/null >output 2>&1 ||
        { cat output && exit 1; }
done
