# SPDX-License-Identifier: BSD-3-Clause
# marks.gp - where the somata of each layer are, on an axis of depth.

do for [i = 1:n_marks] {
    if (mark_z[i] > bottom && mark_z[i] < top_z) {
        set arrow 40 + i from graph 0, first mark_z[i] to graph 1, first mark_z[i] nohead \
            linewidth 0.8 dashtype 3 linecolor rgb mark_colour[i]
        set label 40 + i mark_label[i] at graph 1, first mark_z[i] left offset 0.4, 0 \
            textcolor rgb mark_colour[i] font f20
    }
}
