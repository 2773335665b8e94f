# SPDX-License-Identifier: BSD-3-Clause
# bars.gp - a panel of horizontal bars, each with its name and its number: conductances in nS.

set border 2 linewidth 0.8
unset ytics
set format x ''
unset xtics
most = 0
do for [i = 1:n_rows] { most = max(most, sums[i]) }
set xrange [0:(most > 0 ? 1.12*most : 1)]
set yrange [n_rows + 0.5:0.5]
set style fill solid 0.8 noborder
do for [i = 1:n_rows] {
    set label 100 + i names[i] at graph 0, first i right offset -0.8, 0 font f18
    set label 300 + i sprintf(sums[i] < 1000 ? '%.3g nS' : '%.0f nS', sums[i]) at first sums[i], first i left offset 0.6, 0 font f18
    set object 100 + i rectangle from first 0, first i - 0.36 to first sums[i], first i + 0.36 \
        fillcolor rgb colours[i] fillstyle solid 0.85 noborder
}
plot NaN
