# SPDX-License-Identifier: BSD-3-Clause
# topography.gp - a panel of maps of the head, seen from above, the nose upwards, each at its time, on one
# scale.

room = (W - left - right)/3.0
set palette defined (-1 '#053061', -0.5 '#4393C3', 0 '#FFFFFF', 0.5 '#D6604D', 1 '#67001F')
range = largest > 0 ? largest : 1
set cbrange [-range:range]
set border 0
unset xtics
unset ytics
set xrange [-1.2:1.2]
set yrange [-1.25:1.3]
set size ratio -1
set samples 201
do for [m = 1:n_maps] {
    x = left + (m - 1)*room
    set lmargin at screen x_of(x)
    set rmargin at screen x_of(x + min(room - 20, height))
    if (m == 2) { unset label 1; unset label 4 }
    set label 10 sprintf('%.1f ms', times[m]) at graph 0.5, graph 0 center font f22
    if (m == n_maps) {
        bar_x = 40
        eval colour_bar
        set label 5 unit at screen x_of(W - right + 30), screen 1 - y_of(top) left offset 0, character 0.9 font f20
    }
    plot data index index_of(sprintf('map %d', m)) using 1:2:3 with image, \
         data index index_of(sprintf('sensors %d', m)) using 1:2 with points pointtype 7 \
             pointsize 0.35 linecolor rgb '#000000', \
         [0:6.4] '+' using (1.12*cos($1)):(1.12*sin($1)) with lines linewidth 1.2 linecolor rgb '#000000', \
         [-1:1] '+' using (0.14*$1):(1.115 + 0.15*(1 - abs($1))) with lines linewidth 1.2 \
             linecolor rgb '#000000'
}
unset colorbox
