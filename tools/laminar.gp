# SPDX-License-Identifier: BSD-3-Clause
# laminar.gp - the figure of an electrode array: its potentials over the depth and, if it has one, its
# current source density. laminar.sh calls it, in a folder with what laminar.awk has written.

set encoding utf8
set terminal pngcairo size 1800,(has_csd ? 1950 : 1100) font 'DejaVu Sans,24' linewidth 2
set output 'laminar.png'
set lmargin at screen 0.125
set rmargin at screen 0.85
set border 3
set tics out nomirror font ',21'
set xrange [0:tstop]
set title '' noenhanced
unset key
heading(letter, text) = sprintf("set label 1 \"{/:Bold %s}   %s\" at graph 0, graph 1 left \
    offset character 0, character 0.75 enhanced", letter, text)
y_label(text) = sprintf("set label 2 '%s' at screen 0.02, graph 0.5 center rotate", text)
mean_of = n_trials > 1 ? sprintf(', mean of %d trials', n_trials) : ''
title = name.': '.array
set multiplot title title noenhanced offset 0, -0.3 \
    font sprintf(':Bold,%g', strlen(title) > 80 ? 28*80.0/strlen(title) : 28)

# ---- a: potentials, the trace of a contact at its height -----------------------------------------
set tmargin at screen (has_csd ? 0.92 : 0.88)
set bmargin at screen (has_csd ? 0.51 : 0.12)
if (has_csd) { set format x '' } else { set xlabel 'time (ms)' }
eval y_label('z (µm)')
few = thin > 1 ? sprintf(', %d of %d contacts', n, n_contacts) : ''
eval heading('a', 'Extracellular potential'.few.mean_of)
set yrange [bottom:top]
rounded(x) = x/10**floor(log10(x)) >= 5 ? 5*10**floor(log10(x)) : \
             x/10**floor(log10(x)) >= 2 ? 2*10**floor(log10(x)) : 10**floor(log10(x))
bar = rounded(0.2*(top - bottom)/gain)
set arrow 1 from screen 0.87, first bottom to screen 0.87, first bottom + bar*gain nohead \
    linewidth 2
set label 3 sprintf('%g µV', bar) at screen 0.88, first bottom + bar*gain/2
plot for [c = 1:n] 'lfp' using 1:c + 1 with lines linewidth 0.8 linecolor rgb '#0072B2'
unset arrow 1
unset label 3

# ---- b: current source density -----------------------------------------------------------------
if (has_csd) {
    set tmargin at screen 0.45
    set bmargin at screen 0.075
    set format x '%g'
    set xlabel 'time (ms)'
    set palette defined (-1 '#053061', -0.5 '#4393C3', 0 '#FFFFFF', 0.5 '#D6604D', 1 '#67001F')
    set yrange [csd_bottom:csd_top]
    set cbrange [-largest_csd:largest_csd]
    set colorbox user origin screen 0.87, screen 0.1 size screen 0.025, screen 0.3
    set cbtics font ',19'
    set label 4 'µA/mm³' at screen 0.87, screen 0.45
    set label 5 'source' at screen 0.87, screen 0.42 textcolor '#67001F'
    set label 6 'sink' at screen 0.87, screen 0.08 textcolor '#053061'
    eval heading('b', 'Current source density'.mean_of)
    plot 'csd' using 1:2:3 with image
}
unset multiplot
