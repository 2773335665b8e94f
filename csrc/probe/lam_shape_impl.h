/* SPDX-License-Identifier: BSD-3-Clause
 * lam_shape_impl.h - the sections of a cell and their 3-d points, as NEURON has them (not public).
 */
#ifndef LAM_SHAPE_IMPL_H
#define LAM_SHAPE_IMPL_H

#include "base/lam_facts_impl.h"

typedef struct lam_shape_section {
    int parent;
    double parent_x;
    bool is_reversed, has_style;
    float style_um[3];
    double length_um;
    size_t n_segments, n_points;
    size_t first_own, first_point; /* of its own points; of those that it has when laid out */
    bool is_kept;                  /* it stays where it is beside its parent */
} lam_shape_section;

typedef struct lam_shape_point {
    float xyz_um[3];
    double arc_um, diam_um;
} lam_shape_point;

/* Set is_kept of sections that have points, as their parents have: of all, if these stand as_given,
 * else of those of a reconstruction that begin at their parents. */
void lam_shape_keep(size_t n, lam_shape_section *sections, const lam_shape_point *own,
                    bool as_given);

#endif
