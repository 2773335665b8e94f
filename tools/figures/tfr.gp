# SPDX-License-Identifier: BSD-3-Clause
# tfr.gp - a panel of power over time and frequency. Outside of the white lines an end of the signal is
# within reach of the wavelet, which takes power away.

eval time_axis
set yrange [low:high]
set palette defined (0 '#440154', 0.13 '#482878', 0.25 '#3E4989', 0.38 '#31688E', 0.5 '#26828E', \
    0.63 '#1F9E89', 0.75 '#35B779', 0.88 '#6DCD59', 0.95 '#B4DE2C', 1 '#FDE725')
set cbrange [0:(largest > 0 ? largest : 1)]
bar_x = 40
eval colour_bar
set label 5 unit.'²' at screen x_of(W - right + bar_x - 10), graph 1 left offset 0, character 0.9 font f20
eval y_label('frequency (Hz)')
plot data index index_of('power') using 1:2:(factor*$3) with image, \
     for [c = 2:3] data index index_of('cone') using c:1 with lines linewidth 1 dashtype 2 \
         linecolor rgb '#FEFEFE' # which is white on a dark page, too
