# SPDX-License-Identifier: BSD-3-Clause
# bar.gp - the scale bar of traces on an axis of depth.

bar = rounded(0.12*(top_z - bottom)/gain)
set arrow 60 from screen x_of(W - right + 110), first bottom + 0.02*(top_z - bottom) \
    to screen x_of(W - right + 110), first bottom + 0.02*(top_z - bottom) + bar*gain nohead linewidth 2
set label 60 sprintf('%g %s', bar, unit) at screen x_of(W - right + 126), \
    first bottom + 0.02*(top_z - bottom) + bar*gain/2 left font f20
