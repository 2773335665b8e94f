# SPDX-License-Identifier: BSD-3-Clause
# posterior.gp - a panel of draws: on the diagonal a histogram of each parameter, below it each pair,
# larger points having more weight.

set label 4 at screen x_of(left), screen 1 - y_of(top - 20)
cell_x = (W - left - right)/n
cell_y = (height - 80.0)/n
gap = 24
stats data index index_of('draws') using 1 nooutput
step(k) = to[k] > from[k] ? rounded((to[k] - from[k])/(n > 2 ? 2 : 3)) : 1
size(weight) = min(3, 1.1*sqrt(weight/STATS_mean))
# Axes go a little beyond the draws.
beyond(k, end, other) = is_log[k] ? end*(end/other)**0.04 : end + 0.04*(end - other)
first(k) = to[k] > from[k] ? beyond(k, from[k], to[k]) : from[k] - 0.5
last(k) = to[k] > from[k] ? beyond(k, to[k], from[k]) : to[k] + 0.5
set border 15 linewidth 0.6
do for [i = 1:n] {
    set tmargin at screen 1 - y_of(top + 80 + (i - 1)*cell_y + 2*gap)
    set bmargin at screen 1 - y_of(top + 80 + i*cell_y)
    do for [j = 1:i] {
        set lmargin at screen x_of(left + (j - 1)*cell_x)
        set rmargin at screen x_of(left + j*cell_x - gap)
        unset logscale
        set format x ''
        set format y ''
        set xtics step(j) nomirror font f18
        set ytics step(i) nomirror font f18
        if (is_log[j]) { set logscale x; set xtics auto }
        set xrange [first(j):last(j)]
        if (i == n) { set format x '%g' }
        if (i == j) {
            unset ytics
            set yrange [0:*]
            set label 5 names[i] at graph 0, graph 1 left offset 0, character 1.6 font f18
            set label 6 sprintf('%.4g (%.4g to %.4g)', median[i], low[i], high[i]) \
                at graph 0, graph 1 left offset 0, character 0.6 font f18
            set arrow 1 from median[i], graph 0 to median[i], graph 1 nohead linewidth 2 \
                linecolor rgb '#C02020' front
            set object 1 rectangle from low[i], graph 0 to high[i], graph 1 behind \
                fillcolor rgb '#F4E4D4' fillstyle solid 1 noborder
            plot data index index_of(sprintf('histogram %d', i)) using 1:2 with fillsteps \
                linecolor rgb '#4060A0' fillstyle solid 0.8 noborder notitle
            unset object 1
            unset arrow 1
            unset label 5
            unset label 6
        } else {
            if (is_log[i]) { set logscale y; set ytics auto }
            if (j == 1) { set format y '%g' }
            set yrange [first(i):last(i)]
            plot data index index_of('draws') using (column(1 + j)):(column(1 + i)):(size($1)) \
                with points pointtype 7 pointsize variable linecolor rgb '#A04060A0' notitle
        }
        unset label 4
    }
}
