/* SPDX-License-Identifier: BSD-3-Clause
 * lam_shape.c - where NEURON would show a cell's sections: the 3-d points that its define_shape()
 * makes. They are computed here because define_shape() would change the model.
 *
 * The steps are those of nrn_define_shape() in NEURON 9 (src/nrnoc/treeset.cpp), in the same float
 * arithmetic, so that places are the same to the last bit. */
#include "base/lam_status_impl.h"

#include <math.h>
#include <stdlib.h>

static const double pi = 3.14159265358979323846;

size_t lam_shape_n_points(const lam_shape_section *section) {
    return section->n_points > 0 ? section->n_points : section->n_segments + 2;
}

/* Where a section leaves its parent, which is already laid out: on the straight line between the
 * parent's first and last point. */
static void find_joint(const lam_shape_section *section, const lam_shape_section *parent,
                       const lam_shape_point *points, float joint_out[3]) {
    const lam_shape_point *first = points, *last = points + lam_shape_n_points(parent) - 1;
    double along = parent->is_reversed ? 1 - section->parent_x : section->parent_x;
    for (int k = 0; k < 3; k++) {
        joint_out[k] = (float)(last->xyz_um[k] * along + first->xyz_um[k] * (1 - along));
    }
}

/* Move a section's own points to where its parent is now. */
static void move(const lam_shape_section *section, const float joint[3], lam_shape_point *points) {
    const float *from = section->has_style ? section->style_um : points[0].xyz_um;
    float by[3];
    for (int k = 0; k < 3; k++) {
        by[k] = joint[k] - from[k];
    }
    for (size_t i = 0; i < section->n_points; i++) {
        for (int k = 0; k < 3; k++) {
            points[i].xyz_um[k] += by[k];
        }
    }
}

/* The direction of a parent at the place where a section leaves it. */
static float find_direction(const lam_shape_section *section, const lam_shape_section *parent,
                            const lam_shape_point *points) {
    const lam_shape_point *last = points + lam_shape_n_points(parent) - 1;
    float x = last->xyz_um[0] - points->xyz_um[0], y = last->xyz_um[1] - points->xyz_um[1];
    double along = parent->is_reversed ? 1 - section->parent_x : section->parent_x;
    if (along < 0.5) {
        x = -x;
        y = -y;
    }
    return fabs((double)y) < 1e-6 && fabs((double)x) < 1e-6 ? 0 : atan2f(y, x);
}

/* The direction of section i, which has no points. At an end of its parent it has the direction of
 * that end. At the parent's middle, or if it has been disconnected from there, it points across.
 * Siblings fan out. */
static float find_angle(const lam_shape_section *sections, size_t n, size_t i,
                        const lam_shape_point *of_parent) {
    const lam_shape_section *section = &sections[i];
    bool is_root = section->parent < 0;
    float angle = is_root ? 0 : find_direction(section, &sections[section->parent], of_parent);
    if (section->parent_x > 0 && section->parent_x < 1) {
        angle = (float)(angle + pi / 2);
    }
    float n_before = 0, n_there = 0;
    for (size_t k = 0; k < n && !is_root; k++) {
        if (sections[k].parent == section->parent) {
            n_before = k == i ? n_there : n_before;
            n_there += sections[k].parent_x == section->parent_x ? 1.0F : 0.0F;
        }
    }
    return n_there > 1 ? (float)(angle + (n_before / (n_there - 1.) * .8 - .4)) : angle;
}

/* A section without points becomes a straight line that begins at the joint. */
static void draw(const lam_shape_section *section, const float joint[3], float angle,
                 lam_shape_point *points) {
    size_t n = section->n_segments;
    float end[2] = {(float)(joint[0] + section->length_um * cosf(angle)),
                    (float)(joint[1] + section->length_um * sinf(angle))};
    for (int k = 0; k < 2; k++) { /* one by one: gcc 12 rounds a pair of them otherwise */
        for (size_t i = 0; i < n + 2; i++) {
            double along = i == 0 ? 0 : i > n ? 1 : ((double)i - 0.5) / (double)n;
            points[i].xyz_um[k] = (float)(joint[k] * (1 - along) + end[k] * along);
        }
    }
    for (size_t i = 0; i < n + 2; i++) {
        points[i].xyz_um[2] = joint[2];
    }
    points[0].arc_um = 0;
    for (size_t i = 1; i < n + 1; i++) {
        double x = points[i].xyz_um[0] - points[i - 1].xyz_um[0];
        double y = points[i].xyz_um[1] - points[i - 1].xyz_um[1];
        points[i].arc_um = points[i - 1].arc_um + sqrt(x * x + y * y);
    }
    points[n + 1].arc_um = section->length_um;
}

static lam_status check_section(const lam_shape_section *section, size_t i) {
    if (section->parent >= 0 && (size_t)section->parent >= i) {
        return lam_fail(LAM_ERR_INPUT, "shape: section %zu has parent %d; accepted: below %zu", i,
                        section->parent, i);
    }
    if (section->n_points == 1 || section->n_segments == 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "shape: section %zu has %zu points, %zu segments; accepted: 0 points or "
                        "more than 1, at least 1 segment",
                        i, section->n_points, section->n_segments);
    }
    return LAM_OK;
}

lam_status lam_shape_lay_out(size_t n, const lam_shape_section *sections,
                             const lam_shape_point *points, bool is_fixed, double root_z_um,
                             lam_shape_point *points_out) {
    size_t *first = lam_alloc(n, sizeof *first);
    lam_status status = first != NULL ? LAM_OK : LAM_ERR_MEMORY;
    size_t at = 0;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        const lam_shape_section *section = &sections[i];
        status = check_section(section, i);
        if (status != LAM_OK) {
            break;
        }
        float joint[3] = {0, 0, (float)root_z_um};
        const lam_shape_point *of_parent = NULL;
        if (section->parent >= 0) {
            of_parent = points_out + first[section->parent];
            find_joint(section, &sections[section->parent], of_parent, joint);
        }
        first[i] = at;
        for (size_t k = 0; k < section->n_points; k++) {
            points_out[at + k] = points[k];
        }
        points += section->n_points;
        if (section->n_points == 0) {
            draw(section, joint, find_angle(sections, n, i, of_parent), points_out + at);
        } else if (section->parent >= 0 && !is_fixed) {
            move(section, joint, points_out + at);
        }
        at += lam_shape_n_points(section);
    }
    free(first);
    return status;
}

void lam_shape_place(const lam_shape_section *section, const lam_shape_point *points, double x,
                     double place_um_out[3]) {
    size_t n = lam_shape_n_points(section), i = 1;
    double arc_um = x * points[n - 1].arc_um;
    if (section->is_reversed) {
        arc_um = points[n - 1].arc_um - arc_um;
    }
    while (i < n - 1 && points[i].arc_um < arc_um) {
        i++;
    }
    double step_um = points[i].arc_um - points[i - 1].arc_um;
    double f = step_um > 0 ? (arc_um - points[i - 1].arc_um) / step_um : 0;
    for (int k = 0; k < 3; k++) {
        double before = points[i - 1].xyz_um[k];
        place_um_out[k] = before + f * ((double)points[i].xyz_um[k] - before);
    }
}
