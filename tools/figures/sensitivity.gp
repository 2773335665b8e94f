# SPDX-License-Identifier: BSD-3-Clause
# sensitivity.gp - a panel of one number of a sweep: of each parameter two bars, with intervals, its
# shares of the variance, or one, what the number changes.

set bmargin at screen 1 - y_of(bottom_px - 44) # room for its own axis
unset ytics
set border 1 linewidth 0.8
set yrange [n_rows + 0.5:0.5]
low_x = 0
high_x = 0
do for [i = 1:n_rows] {
    set label 100 + i names[i] at graph 0, first i right offset -0.8, 0 font f18
    if (are_shares) {
        low_x = min(low_x, min(first_low[i], total_low[i]))
        high_x = max(high_x, max(first_high[i], total_high[i]))
    } else {
        low_x = min(low_x, change[i])
        high_x = max(high_x, change[i])
    }
}
span = high_x - low_x
set xrange [low_x - (low_x < 0 ? 0.12*span : 0):high_x + (high_x > 0 ? 0.12*span : 0)]
set arrow 50 from first 0, graph 0 to first 0, graph 1 nohead linewidth 0.8
do for [i = 1:n_rows] {
    if (are_shares) {
        set object 100 + i rectangle from first 0, first i - 0.36 to first first[i], first i \
            fillcolor rgb '#9DB8DD' fillstyle solid 1 noborder
        set object 200 + i rectangle from first 0, first i to first total[i], first i + 0.36 \
            fillcolor rgb '#4060A0' fillstyle solid 1 noborder
        set arrow 100 + i from first first_low[i], first i - 0.18 to first first_high[i], first i - 0.18 \
            heads size graph 0.003, 90 linewidth 1.2 front
        set arrow 200 + i from first total_low[i], first i + 0.18 to first total_high[i], first i + 0.18 \
            heads size graph 0.003, 90 linewidth 1.2 linecolor rgb '#E69F00' front
    } else {
        set object 100 + i rectangle from first 0, first i - 0.3 to first change[i], first i + 0.3 \
            fillcolor rgb '#4060A0' fillstyle solid 1 noborder
        set label 300 + i sprintf('%.3g', change[i]) at first change[i], first i \
            left offset (change[i] < 0 ? -4.5 : 0.6), 0 font f18
    }
}
if (are_shares && panel == 1) {
    set label 60 'first' at screen x_of(W - right + 60), screen 1 - y_of(top + 20) left font f20
    set label 61 'total' at screen x_of(W - right + 60), screen 1 - y_of(top + 54) left font f20
    set object 60 rectangle from screen x_of(W - right + 24), screen 1 - y_of(top + 30) \
        to screen x_of(W - right + 48), screen 1 - y_of(top + 10) fillcolor rgb '#9DB8DD' fillstyle solid 1 noborder
    set object 61 rectangle from screen x_of(W - right + 24), screen 1 - y_of(top + 64) \
        to screen x_of(W - right + 48), screen 1 - y_of(top + 44) fillcolor rgb '#4060A0' fillstyle solid 1 noborder
}
plot NaN notitle
