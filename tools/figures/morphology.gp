# SPDX-License-Identifier: BSD-3-Clause
# morphology.gp - the shapes of the types of cells, coloured by the input that arrives there.

set border 0
unset xtics
unset ytics
set size ratio -1
eval legend
set xrange [*:*]
set yrange [*:*]
set offsets graph 0.02, graph 0.06, graph 0.02, graph 0.06
bar = 200
set arrow 60 from screen x_of(W - right + 60), graph 0.02 rto first 0, first bar nohead linewidth 2
set label 60 sprintf('%d µm', bar) at screen x_of(W - right + 76), graph 0.06 left font f20
plot data index index_of('sections') using 1:2:3 with filledcurves closed fillstyle solid 1 noborder \
         linecolor rgb variable notitle, \
     data index index_of('names') using 1:2:3 with labels center offset 0, -2.6 font f22 notitle, \
     data index index_of('upright parts') using 1:2:3:4 with labels left offset 0.4, 0 \
         font f16 textcolor rgb variable notitle, \
     data index index_of('leaning parts') using 1:2:3:4 with labels center font f16 \
         textcolor rgb variable notitle, \
     NaN with points pointtype 5 pointsize 1.2 linecolor rgb '#333333' title 'soma', \
     NaN with points pointtype 5 pointsize 1.2 linecolor rgb '#D55E00' title 'proximal input', \
     NaN with points pointtype 5 pointsize 1.2 linecolor rgb '#009E73' title 'distal input', \
     NaN with points pointtype 5 pointsize 1.2 linecolor rgb '#9A9A9A' title 'neither'
set offsets 0, 0, 0, 0
