# SPDX-License-Identifier: BSD-3-Clause
# figure.gp - draws a figure: its panels, one below the other. plot.sh calls it in a folder with
# `data`, which is what laminae-plot has written, `settings.gp` and `panel_N.gp`, which plot.sh has
# taken from there. Variables: scripts, a folder; picture_type, png, svg or pdf.

load 'settings.gp'
load scripts.'/look.gp'
data = 'data'

# ---- the paper --------------------------------------------------------------------------------
left = 190
right = 60
head = title eq '' ? 30 : 90
between = 84
foot = 110
H = head + foot
do for [panel = 1:n_panels] {
    load sprintf('panel_%d.gp', panel)
    H = H + height + (panel < n_panels ? between : 50)
    if (exists('margin_right')) { right = max(right, margin_right); undefine margin_right }
    if (exists('margin_left')) { left = max(left, margin_left); undefine margin_left }
}
eval set_paper(H)
set output 'picture.'.picture_type
set multiplot
if (title ne '') {
    set label 9 title at screen x_of(left), screen 1 - y_of(44) left \
        font 'DejaVu Sans:Bold'.size_of(strlen(title) > 60 ? 26*60.0/strlen(title) : 26)
    set lmargin at screen 0
    set rmargin at screen 1
    unset border
    unset tics
    unset key
    set xrange [0:1]
    set yrange [0:1]
    plot NaN
    unset label 9
}

# ---- panels -----------------------------------------------------------------------------------
top = head + 50
do for [panel = 1:n_panels] {
    load sprintf('panel_%d.gp', panel)
    bottom_px = top + height
    eval frame
    load scripts.'/'.script.'.gp'
    top = bottom_px + between
}
unset multiplot
