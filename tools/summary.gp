# SPDX-License-Identifier: BSD-3-Clause
# summary.gp - the figure of a run: spikes of the drives, current dipole, spikes of the cells, on
# one axis of time. summary.sh calls it, in a folder with the files that summary.awk has written.

set encoding utf8
set terminal pngcairo size 1800,1950 font 'DejaVu Sans,24' linewidth 2
set output 'summary.png'

# ---- what the panels share --------------------------------------------------------------------
left = 0.125
right = 0.93 - 0.0105*longest
set lmargin at screen left
set rmargin at screen right
set border 3
set tics out nomirror font ',21'
set xrange [0:tstop]
set style fill transparent solid 0.35 noborder
set title '' noenhanced
set xzeroaxis linetype 1 linecolor '#999999' linewidth 0.6
unset key   # summary.awk has written what takes its place
forget = 3
clear_labels = 'do for [k = 3:forget] { eval sprintf("unset label %d", k) }'

heading(letter, text) = sprintf("set label 1 \"{/:Bold %s}   %s\" at graph 0, graph 1 left \
    offset character 0, character 0.75 enhanced", letter, text)
y_label(text) = sprintf("set label 2 '%s' at screen 0.02, graph 0.5 center rotate", text)
empty(text) = sprintf("set label 3 '%s' at graph 0.5, graph 0.5 center textcolor '#666666'", text)
faint(colour) = (n_trials > 10 ? '#D0' : '#A0').substr(colour, 2, 7)
mean_of = n_trials > 1 ? sprintf(', mean of %d trials', n_trials) : ''

set multiplot title name noenhanced offset 0, -0.3 \
    font sprintf(':Bold,%g', strlen(name) > 80 ? 28*80.0/strlen(name) : 28)

# ---- a: spikes of the drives ------------------------------------------------------------------
set tmargin at screen 0.905
set bmargin at screen 0.735
set format x ''
eval y_label(sprintf('spikes per %g ms', bin))
set yrange [0:1.05*most]
eval heading('a', 'Input: spikes of the drives'.mean_of)
load 'drives.gp'
if (n_drives > 0) {
    plot for [i = 1:n_drives] 'drives' using 1:i + 1 with fillsteps \
             linecolor rgb word(drive_colours, i), \
         for [i = 1:n_drives] 'drives' using 1:i + 1 with steps \
             linecolor rgb word(drive_colours, i) linewidth 1
} else {
    eval empty('no drive has fired')
    set yrange [0:1]
    plot NaN
}
eval clear_labels

# ---- b: current dipole ------------------------------------------------------------------------
set tmargin at screen 0.665
set bmargin at screen 0.40
eval y_label(sprintf('current dipole (%s)', unit))
set yrange [*:*]
eval heading('b', 'Current dipole moment'.shown. \
    (n_trials > 1 ? sprintf('; %d trials (thin), their mean (thick)', n_trials) : ''))
load 'columns.gp'
# The sum of the populations comes first and is the widest: it shows behind an equal one. Sample 0
# is left out, since it is not measured: the dipole begins at 0 whatever the cells do. Of a long run
# 10000 to 20000 samples are enough.
step = n_samples > 20000 ? n_samples/10000 : 1
plot for [k = 0:(n_trials > 1 ? n_trials - 1 : -1)] for [i = 1:n_columns] \
         sprintf('dipole_%d', k) every step::1 using 1:(per_nAm*column(i + 1)) with lines linewidth 0.6 \
         linecolor rgb faint(word(column_colours, i)), \
     for [i = 1:n_columns] 'mean' every step::1 using 1:(per_nAm*column(i + 1)) with lines \
         linewidth (i == 1 ? 3 : 1.5) linecolor rgb word(column_colours, i)
eval clear_labels

# ---- c: spikes of the cells -------------------------------------------------------------------
set tmargin at screen 0.335
set bmargin at screen 0.075
set format x '%g'
set xlabel 'time (ms)'
eval y_label('cell (gid)')
unset xzeroaxis
eval heading('c', 'Spikes of the cells'.(n_trials > 1 ? ' in the first trial' : ''))
load 'populations.gp'
if (n_drawn > 0) {
    edge = 0.02*(highest - lowest) + 0.5
    set yrange [highest + edge:lowest - edge]
    if (highest - lowest < 8) {
        set ytics 1
    }
    size = n_drawn > 5000 ? 0.25 : n_drawn > 1500 ? 0.4 : 0.6
    plot for [i = 1:n_populations] 'raster' index i - 1 using 1:2 with points pointtype 7 \
             pointsize size linecolor rgb word(population_colours, i)
} else {
    eval empty('no cell has fired')
    set yrange [1:0]
    unset ytics
    plot NaN
}
unset multiplot
