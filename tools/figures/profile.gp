# SPDX-License-Identifier: BSD-3-Clause
# profile.gp - a panel of profiles, two in a row: the objective over one parameter, to which the others
# were fitted; up to the dashed line the data allow it, which shades its interval.

set label 4 at screen x_of(left), screen 1 - y_of(top - 20)
across = n > 1 ? 2 : 1
cell_x = (W - left - right)/across
cell_y = (height - 60.0)/ceil(n/(across + 0.0))
gap = 130
set border 3 linewidth 0.6
eval y_label('objective')
do for [k = 1:n] {
    row = (k - 1)/across
    column_k = (k - 1)%across
    set tmargin at screen 1 - y_of(top + 60 + row*cell_y + 75)
    set bmargin at screen 1 - y_of(top + 60 + (row + 1)*cell_y - 62)
    set lmargin at screen x_of(left + column_k*cell_x)
    set rmargin at screen x_of(left + (column_k + 1)*cell_x - (column_k + 1 < across ? gap : 0))
    set xtics rounded((last[k] - first[k])/3) nomirror font f18
    set ytics auto nomirror font f18
    set xrange [first[k]:last[k]]
    set yrange [lowest:highest]
    set label 5 names[k] at graph 0, graph 1 left offset 0, character 1.7 font f18
    set label 6 interval[k] at graph 0, graph 1 left offset 0, character 0.7 font f18
    set object 1 rectangle from max(low[k], first[k]), graph 0 to min(high[k], last[k]), graph 1 \
        behind fillcolor rgb '#F4E4D4' fillstyle solid 1 noborder
    set arrow 1 from best[k], graph 0 to best[k], graph 1 nohead linewidth 2 \
        linecolor rgb '#C02020' front
    set arrow 2 from graph 0, first limit to graph 1, first limit nohead dashtype 2 \
        linecolor rgb '#606060' front
    plot data index index_of(sprintf('profile %d', k)) using 1:2 with linespoints pointtype 7 \
        pointsize 0.7 linecolor rgb '#4060A0' notitle
    unset object 1
    unset arrow
    unset label
}
