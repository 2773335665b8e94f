# SPDX-License-Identifier: BSD-3-Clause
# sensors.gp - a panel of EEG or MEG: sensors one below the other with a scale bar, or all of them on one
# axis.

eval time_axis
if (are_rows) {
    set yrange [-n_rows - 0.1:1.1]
    unset ytics
    set border 1
    gain = largest > 0 ? 1/largest : 1
    bar = rounded(1/gain)
    set arrow 60 from screen x_of(W - 180), graph 0.02 to screen x_of(W - 180), graph 0.02 + bar*gain/(n_rows + 1.2) \
        nohead linewidth 2
    set label 60 sprintf('%g %s', bar, unit) at screen x_of(W - 166), graph 0.02 + bar*gain/(n_rows + 1.2)/2 \
        left font f20
    do for [i = 1:n_rows] {
        set label 100 + i names[i] at screen x_of(left - 16), first 1 - i right font f18
    }
    plot data index index_of('sensors') using 1:(-$3 + gain*factor*$2) with lines linewidth 0.8 \
        linecolor rgb '#222222'
} else {
    eval y_label(heading_text[1:3].' ('.unit.')')
    set xzeroaxis linetype 1 linecolor '#999999' linewidth 0.5
    plot data index index_of('sensors') using 1:(factor*$2) with lines linewidth 0.5 \
        linecolor rgb '#500072B2'
}
