# SPDX-License-Identifier: BSD-3-Clause
# lfp.gp - a panel of potentials: the trace of each contact at its height, with a scale bar.

eval time_axis
set yrange [bottom:top_z]
eval y_label(by_place ? 'contact' : 'z (µm)')
if (!by_place) { load scripts.'/marks.gp' } else { set ytics max(1, floor((top_z - bottom)/16)) }
load scripts.'/bar.gp'
plot data index index_of('traces') using 1:($3 + gain*factor*$2) with lines linewidth 0.8 \
    linecolor rgb '#222222'
