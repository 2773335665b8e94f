# SPDX-License-Identifier: BSD-3-Clause
# connectivity.gp - matrices of conductances, one for each receptor: sources in rows, targets in columns.

room = (W - left - right - 20.0*(n_maps - 1))/n_maps
set palette defined (0 '#FFFFFF', 0.4 '#C6DBEF', 1 '#6BAED6')
set border 15 linewidth 0.6
set xrange [0.5:n_columns + 0.5]
set yrange [n_rows + 0.5:0.5]
unset xtics
unset ytics
set bmargin at screen 1 - y_of(bottom_px - 120)
set tmargin at screen 1 - y_of(top + 40)
number(x) = x >= 10 ? sprintf('%.0f', x) : x >= 0.01 ? sprintf('%.2g', x) : x > 0 ? '< 0.01' : ''
do for [m = 1:n_maps] {
    x = left + (m - 1)*(room + 20)
    set lmargin at screen x_of(x)
    set rmargin at screen x_of(x + room)
    set cbrange [0:(largest[m] > 0 ? largest[m] : 1)]
    if (m == 2) {
        unset label 4
        do for [i = 1:n_rows] { unset label 100 + i }
    }
    if (m == 1) {
        set label 4 offset character 0, character 2.6
        do for [i = 1:n_rows] {
            set label 100 + i sources[i] at graph 0, first i right offset -0.6, 0 font f20
        }
    }
    set label 10 receptors[m] at graph 0.5, graph 1 center offset 0, character 0.7 font f20
    do for [i = 1:n_columns] {
        set label 300 + i targets[i] at first i, graph 0 right rotate by 35 offset 0, -0.7 font f18
    }
    plot data index index_of(sprintf('matrix %d', m)) using 1:2:3 with image, \
         for [k = 1:(n_columns <= 6)] data index index_of(sprintf('matrix %d', m)) \
             using 1:2:(number($3)) with labels font f16
}
