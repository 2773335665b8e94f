# SPDX-License-Identifier: BSD-3-Clause
# cells.gp - the cells in space: pyramids have triangles, others discs; contacts are squares.

set border 0
unset xtics
unset ytics
set size ratio -1
eval legend
set offsets graph 0.03, graph 0.03, graph 0.03, graph 0.06
set xrange [*:*]
set yrange [*:*]
bar = 500
set arrow 60 from screen x_of(W - right + 60), graph 0.02 rto first 0, first bar*upright nohead linewidth 2
set label 60 sprintf('%d µm', bar) at screen x_of(W - right + 76), graph 0.06 left font f20
plot data index index_of('sections') using 1:2:($3 + 0x80000000) with lines linewidth 0.5 \
         linecolor rgb variable notitle, \
     data index index_of('pyramids') using 1:2:3 with points pointtype 9 pointsize 0.9 \
         linecolor rgb variable notitle, \
     data index index_of('others') using 1:2:3 with points pointtype 7 pointsize 0.7 \
         linecolor rgb variable notitle, \
     data index index_of('electrodes') using 1:2 with linespoints linewidth 0.6 pointtype 5 \
         pointsize 0.6 linecolor rgb '#000000' notitle, \
     for [i = 1:n_names] NaN with points pointtype (are_pyramids[i] > 0 ? 9 : 7) pointsize 1 \
         linecolor rgb colours[i] title names[i], \
     for [k = 1:(n_arrays > 0)] NaN with points pointtype 5 pointsize 0.7 linecolor rgb '#000000' \
         title 'electrodes'
set offsets 0, 0, 0, 0
