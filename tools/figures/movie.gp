# SPDX-License-Identifier: BSD-3-Clause
# movie.gp - draws a movie: voltage on the shapes of the cells, the dipole below them with a line at the
# time. plot.sh calls it as it calls figure.gp; picture_type is gif, or mp4, of which it draws the frames.

load 'settings.gp'
load scripts.'/look.gp'
load 'panel_1.gp'
data = 'data'
panel = 1
foot = has_dipole ? 360 : 60
H = height + 160 + foot
if (picture_type eq 'gif') {
    set terminal gif noenhanced animate delay 8 loop 0 optimize size W/2, H/2 font 'DejaVuSans,11'
    set output 'picture.gif'
    small = ',11'
} else {
    set terminal pngcairo noenhanced size W/2, H/2 font 'DejaVu Sans,11'
    small = ',11'
}
# At rest grey; from there to blue, and by orange to brown: the colour-blind see the difference, too.
set palette defined (-90 '#2166AC', -75 '#9CBFDB', -65 '#CCCCCC', -50 '#FDB863', -20 '#E66101', 10 '#A63603', 40 '#5B1A00')
bar = 500
set cbrange [-90:40]
do for [k = 1:n_frames] {
    if (picture_type ne 'gif') { set output sprintf('frame_%04d.png', k) }
    set multiplot
    unset label
    unset arrow
    set lmargin at screen 0.05
    set rmargin at screen 0.82
    set tmargin at screen 1 - 110/H
    set bmargin at screen (foot + 50)/H
    set border 0
    unset xtics
    unset ytics
    unset key
    set style fill solid 1
    set xrange [left_end:right_end]
    set yrange [bottom_end:top_end]
    set size ratio -1
    set colorbox user origin screen 0.88, screen 0.55 size screen 0.02, screen 0.3
    set cbtics font small
    set label 1 title at screen 0.05, screen 1 - 40/H left font small
    set label 2 sprintf('%.1f ms', times[k]) at screen 0.5, screen 1 - 40/H center font small
    set label 3 'mV' at screen 0.88, screen 0.88 left font small
    set label 4 heading_text at screen 0.05, screen 1 - 80/H left font small
    set arrow 2 from screen 0.86, screen (foot + 50)/H rto first 0, first bar*upright nohead linewidth 2
    set label 5 sprintf('%d µm', bar) at screen 0.875, screen (foot + 90)/H left font small
    plot data index index_of(sprintf('frame %d', k)) using 1:2:3 with lines linewidth 2 linecolor palette
    unset colorbox
    unset label
    unset arrow
    if (has_dipole) {
        set size noratio
        set tmargin at screen 350/H
        set bmargin at screen 120/H
        set lmargin at screen 0.12
        set border 3
        set xtics nomirror out font small
        set ytics nomirror out font small
        set xrange [times[1]:times[n_frames]]
        set yrange [*:*]
        set label 1 'time (ms)' at graph 0.5, screen 26/H center font small
        set label 2 'dipole ('.unit.')' at screen 0.02, screen 235/H center rotate font small
        set arrow 1 from times[k], graph 0 to times[k], graph 1 nohead linewidth 1 linecolor rgb '#D55E00'
        plot data index index_of('dipole') using 1:2 with lines linewidth 1.5 linecolor rgb '#000000'
    }
    unset multiplot
}
