/* SPDX-License-Identifier: BSD-3-Clause
 * lam_shape_keep.c - which sections stay where they are beside their parents, though NEURON's
 * define_shape() would move them: docs/any-model.md, Places and times.
 *
 * The sections of a reconstruction may leave the middle of a bent section, or the surface of the
 * soma. Somata are often traced poorly, so all children of the root stay if one begins at it. If
 * none does, the root alone was moved, as by the CellBuilder's position(). A cell of straight
 * sections is no reconstruction: where the CellBuilder's geom() has set lengths, they begin on
 * their parents, but not where they are joined. */
#include "probe/lam_shape_impl.h"

#include <math.h>

static const double least_bend = 0.001; /* of a section's length */

/* The distance of a place from the line between two points. */
static double gap_um(const float place[3], const float from[3], const float to[3]) {
    double start[3], way[3], along = 0, size = 0, sum = 0;
    for (int k = 0; k < 3; k++) {
        start[k] = (double)from[k] - place[k];
        way[k] = (double)to[k] - from[k];
        along -= start[k] * way[k];
        size += way[k] * way[k];
    }
    along = size > 0 ? fmax(0, fmin(1, along / size)) : 0;
    for (int k = 0; k < 3; k++) {
        double off = start[k] + along * way[k];
        sum += off * off;
    }
    return sqrt(sum);
}

static bool is_bent(const lam_shape_section *section, const lam_shape_point *points) {
    for (size_t k = 1; k + 1 < section->n_points; k++) {
        if (gap_um(points[k].xyz_um, points[0].xyz_um, points[section->n_points - 1].xyz_um) >
            least_bend * section->length_um) {
            return true;
        }
    }
    return false;
}

/* Whether its first point, or what its pt3dstyle says of it, is no farther from the parent's points
 * than they are thick, both sections together. */
static bool begins_at(const lam_shape_section *section, const lam_shape_section *parent,
                      const lam_shape_point *own) {
    const lam_shape_point *points = own + section->first_own, *of = own + parent->first_own;
    const float *begin = section->has_style ? section->style_um : points[0].xyz_um;
    double nearest_um = INFINITY, thick_um = 0;
    for (size_t k = 0; k < parent->n_points; k++) {
        thick_um = fmax(thick_um, of[k].diam_um);
        if (k > 0) {
            nearest_um = fmin(nearest_um, gap_um(begin, of[k - 1].xyz_um, of[k].xyz_um));
        }
    }
    return nearest_um <= thick_um + points[0].diam_um;
}

static bool has_parent_with_points(const lam_shape_section *sections, size_t i) {
    return sections[i].n_points > 0 && sections[i].parent >= 0 &&
           sections[sections[i].parent].n_points > 0;
}

static bool is_reconstruction(size_t n, const lam_shape_section *sections,
                              const lam_shape_point *own) {
    for (size_t i = 0; i < n; i++) {
        if (is_bent(&sections[i], own + sections[i].first_own)) {
            return true;
        }
    }
    return false;
}

void lam_shape_keep(size_t n, lam_shape_section *sections, const lam_shape_point *own,
                    bool as_given) {
    bool may_be_kept = as_given || is_reconstruction(n, sections, own), root_is_there = as_given;
    for (size_t i = 0; i < n; i++) {
        lam_shape_section *section = &sections[i];
        section->is_kept = may_be_kept && has_parent_with_points(sections, i) &&
                           (as_given || begins_at(section, &sections[section->parent], own));
        root_is_there |= section->is_kept && section->parent == 0;
    }
    for (size_t i = 0; i < n; i++) {
        if (root_is_there && sections[i].parent == 0) {
            sections[i].is_kept = has_parent_with_points(sections, i);
        }
    }
}
