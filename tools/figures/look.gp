# SPDX-License-Identifier: BSD-3-Clause
# look.gp - what all figures share: paper, letters, axes, headings, legends. Lengths are px of a picture
# that is 1800 px wide; PDF and SVG have the same at 18 cm and 900 px. Names are shown as they are: _ and
# ^ mean nothing.

set encoding utf8
W = 1800.0
letter_size = picture_type eq 'png' ? 22 : picture_type eq 'svg' ? 11 : 6.4
size_of(px) = sprintf(',%.3g', px/22.0*letter_size)
f16 = size_of(16)
f18 = size_of(18)
f20 = size_of(20)
f22 = size_of(22)
set_paper(H) = \
    picture_type eq 'png' ? sprintf("set terminal pngcairo noenhanced size %d,%d font 'DejaVu Sans%s' \
        linewidth 2 background '#FFFFFF'", W, H, size_of(22)) : \
    picture_type eq 'svg' ? sprintf("set terminal svg noenhanced size %d,%d font 'DejaVu Sans%s' \
        linewidth 1 background '#FFFFFF'", W/2, H/2, size_of(22)) : \
    sprintf("set terminal pdfcairo noenhanced size %gcm,%gcm font 'DejaVu Sans%s' fontscale 1 linewidth 1", \
        W/100, H/100, size_of(22))

# ---- panels -----------------------------------------------------------------------------------
# left, right: px of all panels; top, bottom_px: of this one. A panel begins by `eval frame`.
x_of(px) = px/W
y_of(px) = px/H
frame = 'set lmargin at screen x_of(left); set rmargin at screen x_of(W - right); \
    set tmargin at screen 1 - y_of(top); set bmargin at screen 1 - y_of(bottom_px); \
    set border 3 linewidth 0.8; set tics out nomirror font f20 scale 0.6,0.3; \
    set xtics auto nomirror; set ytics auto nomirror; \
    set format x "%g"; set format y "%g"; unset key; unset colorbox; unset logscale; \
    unset xzeroaxis; unset xlabel; unset ylabel; unset label; unset arrow; unset object; \
    set xrange [*:*] noextend; set yrange [*:*] noextend; set cbrange [*:*]; \
    set title ""; set size noratio; set style fill solid 0.3 noborder; \
    eval heading'
letters = 'abcdefghijklmnopqrstuvwxyz'
heading = 'set label 1 (n_panels > 1 ? substr(letters, panel, panel) : "") at graph 0, graph 1 \
        left offset 0, character 0.9 font "DejaVu Sans:Bold".f22; \
    set label 4 heading_text at graph 0, graph 1 left \
        offset character (n_panels > 1 ? 2.2 : 0), character 0.9 font f22'
# The axis of time of the last panel has numbers.
time_axis = 'set xrange [from:to]; \
    if (panel == n_panels) { set xlabel "time (ms)" font f22 offset 0, 0.3 } \
    else { set format x "" }'
y_label(text) = sprintf("set label 2 '%s' at screen %g, graph 0.5 center rotate font f22", \
    text, x_of(34))
empty(text) = sprintf("set label 3 '%s' at graph 0.5, graph 0.5 center textcolor '#666666'", text)
# A legend beside the panel, its top at that of the panel.
legend = 'set key at screen x_of(W - right + 24), screen 1 - y_of(top) left top Left reverse \
    samplen 2 spacing 1.15 font f20 maxrows 40'
# In the right margin, beside the upper part of the panel.
colour_bar = 'set style fill solid 1.0; set colorbox user origin screen x_of(W - right + bar_x), screen 1 - y_of(top + 0.6*(bottom_px - top)) \
    size screen x_of(28), screen y_of(0.6*(bottom_px - top)); set cbtics font f18 format "%g"'
index_of(name) = sprintf('%d %s', panel, name)
faint(colour, n) = (n > 10 ? '#C8' : '#A0').substr(colour, 2, 7)
# 1, 2 or 5 times a power of ten, at most x
rounded(x) = 10**floor(log10(x))*(x/10**floor(log10(x)) >= 5 ? 5 : x/10**floor(log10(x)) >= 2 ? 2 : 1)
max(a, b) = a > b ? a : b
min(a, b) = a < b ? a : b
