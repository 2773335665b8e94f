#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t911_figures_and_reports - the eleventh lesson is true: its commands print what it shows, its figures
# are of the kind that their names say, and the curves are as it describes them.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
check_commands "$LAMINAE_HOME/tutorials/11_figures_and_reports/lesson.md"
fail() { echo "$*" && exit 1; }
begins() { # FILE TEXT
    head -c 200 "results/$1" | grep -aq "$2" || fail "results/$1 is no figure"
}
for figure in control control_layers two fit; do begins $figure.png PNG; done
begins paper.pdf %PDF
begins layers.svg '<svg'
grep -q '<text>evdist1</text>' results/layers.svg || fail 'letters are drawn as lines'

# dipoles of both conditions, by time: the same to 0.01 nAm before 45 ms, not after; at 120 ms
paste results/control/dipole_mean.txt results/no_distal/dipole_mean.txt | awk '
    /^#/ { next }
    !first && ($2 - $6)^2 > 1e-4 { first = $1 }
    $1 == 120 { at_120 = sprintf("%.1f %.1f", $2, $6) }
    END { print int(first), at_120 }' >curves
[ "$(cat curves)" = '45 11.7 1.7' ] || fail "dipoles: $(cat curves)"
# layer 5 makes more than nine tenths of the trough
./laminae analyse results/control --what peaks | awk -F, '
    $2 == "minimum" { low[$1] = $4 }
    END { exit low["L5_pyramidal"]/low["agg"] < 0.9 }' || fail 'trough'
# the figures have the errors that the lesson says
for from in 0 100; do
    ./laminae plot results/control results/prox2_125 --kind dipole --mean --from $from \
        --compare results/measured.txt --out results/fit.txt
    grep -o 'RMSE [0-9.]*' results/fit.txt
done | tr '\n' ' ' >errors
[ "$(cat errors)" = 'RMSE 5.44 RMSE 2.17 RMSE 7.89 RMSE 1.29 ' ] || fail "errors: $(cat errors)"
