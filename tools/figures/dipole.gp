# SPDX-License-Identifier: BSD-3-Clause
# dipole.gp - a panel of current dipoles: light trials under a dark mean, or a mean with its standard
# error; data in black, dashed; arrows of the drives at both edges.

eval time_axis
eval y_label((exists('quantity') ? quantity : 'current dipole').' ('.unit.')')
eval legend
set xzeroaxis linetype 1 linecolor '#999999' linewidth 0.5
room = high > low ? high - low : 1
row_room = (n_arrow_rows <= 3 ? 0.15 : 0.45/n_arrow_rows)*room
arrow_room = n_arrows > 0 ? 0.05*room + n_arrow_rows*row_room : 0.04*room
bottom_edge = low - arrow_room
top_edge = high + arrow_room
set yrange [bottom_edge:top_edge]

# A proximal drive comes from below, a distal one from above.
inwards(side) = side < 0 ? -row_room : row_room
base(side, row) = (side < 0 ? top_edge : bottom_edge) + row*inwards(side)
width(i) = is_dense ? 0.6 : (has_data && i == n_curves) || (are_parts && i > 1) ? 1.4 : 2
dash(i) = has_data && i == n_curves ? 2 : 1
do for [i = 1:n_notes] {
    set label 20 + i notes[i] at screen x_of(W - right + 24), \
        screen 1 - y_of(top + 34*(n_curves + i) + 6) left textcolor rgb colours[i] font f20
}
plot for [k = 1:(n_arrows > 0)] data index index_of('arrows') using \
         ($3 > 0 ? $1 - $3 : NaN):(base($2, $5)):(2*$3):(0):6 \
         with vectors nohead linewidth 3 linecolor rgb variable notitle, \
     for [k = 1:(n_arrows > 0)] data index index_of('arrows') using \
         1:(base($2, $5)):(0):(0.8*inwards($2)):6 \
         with vectors head filled size screen 0.008,20 fixed linewidth 1.6 linecolor rgb variable notitle, \
     for [k = 1:(n_arrows > 0)] data index index_of('arrows') using \
         1:(base($2, $5) + 0.3*inwards($2)):4:6 with labels left offset 0.7, 0 \
         font f18 textcolor rgb variable notitle, \
     for [i = 1:n_curves] for [k = 1:(mean_alone && n_trials[i] > 1)] data index \
         index_of(sprintf('sem %d', i)) using 1:2:3 with filledcurves linecolor rgb colours[i] \
         fillstyle transparent solid 0.25 notitle, \
     for [i = 1:n_curves] for [k = 1:(!mean_alone && n_trials[i] > 1)] data index \
         index_of(sprintf('trials %d', i)) using 1:2 with lines linewidth 0.5 \
         linecolor rgb faint(colours[i], n_trials[i]) notitle, \
     for [i = 1:n_curves] data index index_of(sprintf('mean %d', i)) using 1:2 with lines \
         linewidth width(i) dashtype dash(i) linecolor rgb colours[i] \
         title (n_curves > 1 ? names[i] : '')
