# SPDX-License-Identifier: BSD-3-Clause
# convergence.gp - a panel of the evaluations of a fit: each a point, the best so far a line.

set xlabel 'evaluation' font f22 offset 0, 0.3
set xrange [0:*]
set bmargin at screen 1 - y_of(bottom_px - 90) # room for its own axis
if (is_logarithmic) {
    set logscale y
    set ytics 10
    if (is_short) { set for [k=-20:20] ytics add (2*10.0**k, 5*10.0**k) }
}
eval y_label('objective')
eval legend
plot data index index_of('evaluations') using 1:2 with points pointtype 7 pointsize 0.6 \
         linecolor rgb '#A0A0A0' title 'evaluation', \
     data index index_of('evaluations') using 1:3 with steps linewidth 2 \
         linecolor rgb '#C02020' title 'best so far'
