# SPDX-License-Identifier: BSD-3-Clause
# raster.gp - a panel of the cells' spikes, each population in its colour, its name beside it.

eval time_axis
last_row = ends[n_bands]
edge = 0.01*last_row + 0.5
set yrange [last_row - 0.5 + edge:-0.5 - edge]
unset ytics
size = n_drawn > 5000 ? 0.25 : n_drawn > 1500 ? 0.4 : 0.6
do for [i = 1:n_bands] {
    middle = ((i > 1 ? ends[i - 1] : 0) + ends[i] - 1)/2
    set label 20 + i names[i] at screen x_of(W - right + 24), first middle left \
        textcolor rgb colours[i] font f20
    if (i < n_bands) {
        set arrow 20 + i from graph 0, first ends[i] - 0.5 to graph 1, first ends[i] - 0.5 \
            nohead linewidth 0.4 linecolor '#BBBBBB' back
    }
}
set label 2 'cells' at screen x_of(left - 60), graph 0.5 center rotate font f22
if (n_drawn == 0) { eval empty('no cell has fired') }
plot for [i = 1:n_bands] data index index_of(sprintf('spikes %d', i)) using 1:2 with points \
    pointtype 7 pointsize size linecolor rgb colours[i]
