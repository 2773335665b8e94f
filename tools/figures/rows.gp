# SPDX-License-Identifier: BSD-3-Clause
# rows.gp - a panel of histograms, one above the other, each as high as its own maximum, which stands
# beside it with the name.

eval time_axis
set yrange [-n_rows:0.1]
unset ytics
set border 1
do for [i = 1:n_rows] {
    set label 20 + 2*i names[i] at screen x_of(W - right + 24), first -i + (are_tight ? 0.35 : 0.52) left \
        textcolor rgb colours[i] font f20
    set label 21 + 2*i ''.(are_tight ? '' : most[i] > 0 ? sprintf('max %.3g %s', most[i], unit) : 'silent') \
        at screen x_of(W - right + 24), first -i + 0.18 left \
        textcolor rgb '#666666' font f18
    set arrow 20 + i from graph 0, first -i to graph 1, first -i nohead linewidth 0.4 \
        linecolor '#BBBBBB' back
    set label 200 + i ''.(side[i] == 1 ? 'proximal' : side[i] == -1 ? 'distal' : '') \
        at screen x_of(left - 20), first -i + 0.3 right textcolor rgb colours[i] \
        font f18
}
level(i, x) = -i + 0.85*(most[i] > 0 ? x/most[i] : 0)
plot for [i = 1:n_rows] data index index_of(sprintf('row %d', i)) using 1:(level(i, $2)):(-i) \
         with filledcurves linecolor rgb colours[i] fillstyle transparent solid 0.35 noborder, \
     for [i = 1:n_rows] data index index_of(sprintf('row %d', i)) using 1:(level(i, $2)) \
         with lines linecolor rgb colours[i] linewidth 0.8
