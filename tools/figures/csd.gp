# SPDX-License-Identifier: BSD-3-Clause
# csd.gp - a panel of current source density: an image of all contacts, traces upon it, with a scale
# bar. Sources are red, sinks blue.

eval time_axis
set yrange [bottom:top_z]
eval y_label(by_place ? 'contact' : 'z (µm)')
if (!by_place) { load scripts.'/marks.gp' } else { set ytics max(1, floor((top_z - bottom)/16)) }
load scripts.'/bar.gp'
set palette defined (-1 '#053061', -0.5 '#4393C3', 0 '#FFFFFF', 0.5 '#D6604D', 1 '#67001F')
range = largest > 0 ? factor*largest : 1
set cbrange [-range:range]
bar_x = 110
eval colour_bar
set label 5 unit at screen x_of(W - right + 100), graph 1 left offset 0, character 0.9 font f20
set label 6 'source' at screen x_of(W - 24), graph 0.9 center rotate textcolor '#67001F' font f20
set label 7 'sink' at screen x_of(W - 24), graph 0.5 center rotate textcolor '#053061' font f20
plot data index index_of('image') using 1:2:(factor*$3) with image, \
     data index index_of('traces') using 1:($3 + gain*factor*$2) with lines linewidth 0.5 \
         linecolor rgb '#333333'
