/* SPDX-License-Identifier: BSD-3-Clause
 * lam_shape.c - where NEURON would show a cell's sections: the 3-d points that its define_shape()
 * makes. They are computed here because define_shape() would change the model.
 *
 * The steps are those of nrn_define_shape() in NEURON 9 (src/nrnoc/treeset.cpp), in the same float
 * arithmetic, so that places are the same to the last bit. */
#include "probe/lam_shape_impl.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_SEGMENTS = 1000000 };

static const double pi = 3.14159265358979323846;

struct lam_shape {
    size_t n_sections;
    lam_shape_section *sections_owned;
    lam_shape_point *points_owned; /* NULL: not laid out */
};

/* clang-format off */
LAM_FACT_TABLE(lam_shape_section,
    LAM_FACT(parent, NULL),
    LAM_FACT(parent_x, NULL),
    LAM_FACT(is_reversed, NULL),
    LAM_FACT(length_um, "um"),
    LAM_FACT(n_segments, NULL),
    LAM_FACT(n_points, NULL),
    LAM_FACT(has_style, NULL),
    LAM_FACTS_ROW(style_um, "um"))

LAM_FACT_TABLE(lam_shape_point,
    LAM_FACTS_ROW(xyz_um, "um"),
    LAM_FACT(arc_um, "um"),
    LAM_FACT(diam_um, "um"))
/* clang-format on */

/* How many points the section has when it is laid out. */
static size_t n_points_of(const lam_shape_section *section) {
    return section->n_points > 0 ? section->n_points : section->n_segments + 2;
}

/* Where a section leaves its parent, which is already laid out: on the straight line between the
 * parent's first and last point. */
static void find_joint(const lam_shape_section *section, const lam_shape_section *parent,
                       const lam_shape_point *points, float joint_out[3]) {
    const lam_shape_point *first = points, *last = points + n_points_of(parent) - 1;
    double along = parent->is_reversed ? 1 - section->parent_x : section->parent_x;
    for (int k = 0; k < 3; k++) {
        joint_out[k] = (float)(last->xyz_um[k] * along + first->xyz_um[k] * (1 - along));
    }
}

/* Move a section's own points to where its parent is now. What is kept, and what has a pt3dstyle,
 * moves as its parent has: not at all, if that stays. `joint_before` is where it left that. */
static void move(const lam_shape_section *section, const float joint[3],
                 const float joint_before[3], lam_shape_point *points) {
    const float *from = section->is_kept     ? joint_before
                        : section->has_style ? section->style_um
                                             : points[0].xyz_um;
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
    const lam_shape_point *last = points + n_points_of(parent) - 1;
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
    if (section->parent < -1 || (section->parent >= 0 && (size_t)section->parent >= i)) {
        return lam_fail(LAM_ERR_INPUT,
                        "shape: section %zu has parent %d; accepted: -1, or an earlier one", i,
                        section->parent);
    }
    if (section->n_points == 1 || section->n_segments == 0 || section->n_segments > MAX_SEGMENTS) {
        return lam_fail(LAM_ERR_INPUT,
                        "shape: section %zu has %zu points, %zu segments; accepted: 0 points or "
                        "more than 1, 1 segment to %d",
                        i, section->n_points, section->n_segments, MAX_SEGMENTS);
    }
    const float *style = section->style_um;
    if (!isfinite(section->parent_x) || !isfinite(section->length_um) ||
        !isfinite(style[0] + style[1] + style[2])) {
        return lam_fail(LAM_ERR_INPUT,
                        "shape: section %zu: its numbers are not finite; accepted: finite ones", i);
    }
    return LAM_OK;
}

lam_status lam_shape_create(size_t n_columns, const lam_column *of_sections,
                            lam_shape **shape_out) {
    lam_shape *shape = lam_alloc(1, sizeof *shape);
    if (shape == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = lam_columns_read("shape", lam_shape_section_facts(), n_columns, of_sections,
                                         &shape->n_sections, &shape->sections_owned);
    for (size_t i = 0; i < shape->n_sections && status == LAM_OK; i++) {
        status = check_section(&shape->sections_owned[i], i);
    }
    if (status != LAM_OK) {
        lam_shape_destroy(shape);
        return status;
    }
    *shape_out = shape;
    return LAM_OK;
}

void lam_shape_destroy(lam_shape *shape) {
    if (shape != NULL) {
        free(shape->sections_owned);
        free(shape->points_owned);
        free(shape);
    }
}

/* Lay out section i behind those before it. `own` are the points of all. */
static void lay_out(const lam_shape *shape, size_t i, const lam_shape_point *own, bool is_fixed,
                    double root_z_um) {
    const lam_shape_section *sections = shape->sections_owned, *section = &sections[i];
    lam_shape_point *points = shape->points_owned + section->first_point;
    const lam_shape_point *of_parent = NULL;
    float joint[3] = {0, 0, (float)root_z_um}, joint_before[3] = {0};
    if (section->parent >= 0) {
        const lam_shape_section *parent = &sections[section->parent];
        of_parent = shape->points_owned + parent->first_point;
        find_joint(section, parent, of_parent, joint);
        if (section->is_kept) {
            find_joint(section, parent, own + parent->first_own, joint_before);
        }
    }
    for (size_t k = 0; k < section->n_points; k++) {
        points[k] = own[section->first_own + k];
    }
    if (section->n_points == 0) {
        draw(section, joint, find_angle(sections, shape->n_sections, i, of_parent), points);
    } else if (section->parent >= 0 && !is_fixed) {
        move(section, joint, joint_before, points);
    }
}

lam_status lam_shape_lay_out(lam_shape *shape, size_t n_columns, const lam_column *of_points,
                             bool is_fixed, bool as_given, double root_z_um) {
    size_t n_own, n_told = 0, n = 0;
    lam_shape_point *own, *points = NULL;
    LAM_TRY(lam_columns_read("shape", lam_shape_point_facts(), n_columns, of_points, &n_own, &own));
    for (size_t i = 0; i < shape->n_sections; i++) {
        shape->sections_owned[i].first_own = n_told;
        shape->sections_owned[i].first_point = n;
        n += n_points_of(&shape->sections_owned[i]);
        n_told += shape->sections_owned[i].n_points;
    }
    lam_status status = LAM_OK;
    if (n_told != n_own) {
        status = lam_fail(LAM_ERR_INPUT, "shape: %zu points; accepted: %zu", n_own, n_told);
    } else if ((points = lam_alloc(n, sizeof *points)) == NULL) {
        status = LAM_ERR_MEMORY;
    }
    if (status == LAM_OK) {
        free(shape->points_owned);
        shape->points_owned = points;
        lam_shape_keep(shape->n_sections, shape->sections_owned, own, as_given);
    }
    for (size_t i = 0; i < shape->n_sections && status == LAM_OK; i++) {
        lay_out(shape, i, own, is_fixed, root_z_um);
    }
    free(own);
    return status;
}

lam_status lam_shape_place(const lam_shape *shape, size_t section, double x,
                           double place_um_out[3]) {
    if (shape->points_owned == NULL || section >= shape->n_sections) {
        return lam_fail(LAM_ERR_INPUT, "shape: section %zu; accepted: below %zu, laid out", section,
                        shape->n_sections);
    }
    const lam_shape_section *of = &shape->sections_owned[section];
    const lam_shape_point *points = shape->points_owned + of->first_point;
    size_t n = n_points_of(of), i = 1;
    double arc_um = x * points[n - 1].arc_um;
    if (of->is_reversed) {
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
    return LAM_OK;
}
