# SPDX-License-Identifier: BSD-3-Clause
# plan.gp - a panel of populations seen from above, beside each other: the cells that one cell (a cross)
# is joined with, coloured by their conductance; those that it is not joined with are grey.

room = (W - left - right)/4.0
set palette defined (0 '#FDE0C5', 0.5 '#EB7F86', 1 '#5C2A63')
set cbrange [0:1]
set border 15 linewidth 0.4
unset xtics
unset ytics
set size ratio -1
set offsets graph 0.08, graph 0.08, graph 0.08, graph 0.08
set xrange [*:*]
set yrange [*:*]
set tmargin at screen 1 - y_of(top + 30)
set bmargin at screen 1 - y_of(bottom_px - 70)
set label 1 at screen x_of(left), screen 1 - y_of(top)
set label 4 at screen x_of(left), screen 1 - y_of(top)
do for [m = 1:n_maps] {
    set lmargin at screen x_of(left + (m - 1)*room)
    set rmargin at screen x_of(left + m*room - 20)
    if (m == 2) { unset label 1; unset label 4 }
    set label 10 names[m] at graph 0.5, graph 1 center offset 0, character 0.6 font f20
    set label 11 counts[m] at graph 0.5, graph 0 center offset 0, character -0.8 font f18
    set label 12 notes[m] at graph 0.5, graph 0 center offset 0, character -2 font f18
    cells = index_of(sprintf('cells %d', m))
    stats data index cells using 1 nooutput
    size = min(1.1, 13/sqrt(STATS_records))
    if (m == n_maps) {
        bar_x = 50
        eval colour_bar
        set label 5 'of highest' at screen x_of(W - right + bar_x - 10), screen 1 - y_of(top - 20) left font f18
        bar = STATS_max > STATS_min ? rounded(0.4*(STATS_max - STATS_min)) : 0
        if (bar > 0) {
            set arrow 60 from screen x_of(W - right + bar_x), screen 1 - y_of(bottom_px - 90) \
                rto first bar, first 0 nohead linewidth 2
            set label 60 sprintf('%g µm', bar) at screen x_of(W - right + bar_x), \
                screen 1 - y_of(bottom_px - 62) left font f18
        }
    }
    plot data index cells using 1:2 with points pointtype 7 pointsize 0.3*size linecolor rgb '#BBBBBB', \
         data index cells using 1:($3 > 0 ? $2 : NaN):($3/largest[m]) with points pointtype 7 \
             pointsize size linecolor palette, \
         data index index_of(sprintf('centre %d', m)) using 1:2 with points pointtype 2 \
             pointsize 1.4 linewidth 2 linecolor rgb '#000000'
}
unset colorbox
set offsets 0, 0, 0, 0
