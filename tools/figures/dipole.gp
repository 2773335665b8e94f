# SPDX-License-Identifier: BSD-3-Clause
# dipole.gp - a panel of current dipoles: light trials under a dark mean, or a mean with its standard
# error; data in black, dashed; arrows of the drives at both edges.

eval time_axis
eval y_label('current dipole ('.unit.')')
eval legend
set xzeroaxis linetype 1 linecolor '#999999' linewidth 0.5
room = high > low ? high - low : 1
arrow_room = n_arrows > 0 ? 0.2*room : 0.04*room
bottom_edge = low - arrow_room
top_edge = high + arrow_room
set yrange [bottom_edge:top_edge]

# A proximal drive comes from below, a distal one from above.
base(side) = side < 0 ? top_edge : bottom_edge
arrow_colour(side) = side > 0 ? 0xD55E00 : side < 0 ? 0x009E73 : 0x7F7F7F
name_at(side) = base(side) + (side < 0 ? -0.045 : 0.045)*room
width(i) = is_dense ? 0.6 : (has_data && i == n_curves) || (are_parts && i > 1) ? 1.4 : 2
dash(i) = has_data && i == n_curves ? 2 : 1
do for [i = 1:n_notes] {
    set label 20 + i notes[i] at screen x_of(W - right + 24), \
        screen 1 - y_of(top + 34*(n_curves + i) + 6) left textcolor rgb colours[i] font f20
}
plot for [k = 1:(n_arrows > 0)] data index index_of('arrows') using \
         ($3 > 0 ? $1 - $3 : NaN):(base($2)):(2*$3):(0):(arrow_colour($2)) \
         with vectors nohead linewidth 3 linecolor rgb variable notitle, \
     for [k = 1:(n_arrows > 0)] data index index_of('arrows') using \
         1:(base($2)):(0):((($2 < 0) ? -0.12 : 0.12)*room):(arrow_colour($2)) \
         with vectors head filled size screen 0.008,20 fixed linewidth 1.6 linecolor rgb variable notitle, \
     for [k = 1:(n_arrows > 0)] data index index_of('arrows') using \
         1:(name_at($2)):4:(arrow_colour($2)) with labels left offset 0.7, 0 noenhanced \
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
