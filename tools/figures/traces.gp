# SPDX-License-Identifier: BSD-3-Clause
# traces.gp - a panel of recorded traces, one below the other. Those of one variable have one scale; the
# first of them has its bar.

eval time_axis
set yrange [-n_rows:0.15]
unset ytics
set border 1
scale(i) = highs[i] > lows[i] ? 0.85/(highs[i] - lows[i]) : 1
level(i, x) = -i + 0.05 + scale(i)*(x - lows[i])
do for [i = 1:n_rows] {
    set label 20 + i names[i] at screen x_of(W - right + 24), first -i + 0.45 left \
        textcolor rgb colours[i] font f18
    if (i == 1 || variables[i] ne variables[max(i - 1, 1)]) {
        if (highs[i] > lows[i]) {
            bar = rounded(0.5*(highs[i] - lows[i])*factors[i])
            set arrow 60 + i from screen x_of(left - 24), first -i + 0.05 \
                to screen x_of(left - 24), first -i + 0.05 + scale(i)*bar/factors[i] nohead linewidth 2
            set label 100 + i sprintf('%g %s', bar, units[i]) at screen x_of(left - 38), \
                first -i + 0.05 + scale(i)*bar/factors[i]/2 right font f18
        }
        set label 140 + i variables[i] at screen x_of(left - 38), first -i + 0.85 right \
            font f16 textcolor rgb '#666666'
    }
}
plot for [i = 1:n_rows] data index index_of(sprintf('row %d', i)) using 1:(level(i, $2)) with lines \
    linewidth 0.8 linecolor rgb colours[i]
