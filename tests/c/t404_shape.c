/* SPDX-License-Identifier: BSD-3-Clause
 * t404_shape - places of sections, told as columns in any order: along points, joined by either
 * end, drawn without points; which sections stay beside their parents; wrong columns are refused.
 */
#include "good.h"
#include "lam_kernel.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

enum { MAX_SECTIONS = 4, MAX_POINTS = 16, N_OF_SECTIONS = 8, N_OF_POINTS = 3 };

/* A cell, as columns. */
static size_t n, n_points;
static double parent[MAX_SECTIONS], parent_x[MAX_SECTIONS], is_reversed[MAX_SECTIONS];
static double length_um[MAX_SECTIONS], n_segments[MAX_SECTIONS], n_own[MAX_SECTIONS];
static double has_style[MAX_SECTIONS], style_um[3 * MAX_SECTIONS];
static double xyz_um[3 * MAX_POINTS], arc_um[MAX_POINTS], diam_um[MAX_POINTS];

static void add_section(int of, double x, double reversed, size_t n_of_its_own,
                        const double *points) {
    double arc = 0;
    parent[n] = of;
    parent_x[n] = x;
    is_reversed[n] = reversed;
    n_segments[n] = 2;
    n_own[n] = (double)n_of_its_own;
    for (size_t k = 0; k < n_of_its_own; k++, n_points++) {
        double *xyz = &xyz_um[3 * n_points];
        memcpy(xyz, points + 3 * k, 3 * sizeof *xyz);
        arc += k > 0 ? hypot(hypot(xyz[0] - xyz[-3], xyz[1] - xyz[-2]), xyz[2] - xyz[-1]) : 0;
        arc_um[n_points] = arc;
        diam_um[n_points] = 2;
    }
    length_um[n] = n_of_its_own > 0 ? arc : 40;
    n++;
}

static lam_status create(lam_shape **shape_out) {
    const lam_column columns[N_OF_SECTIONS] = {
        {"n_points", n, n_own},          {"style_um", 3 * n, style_um}, {"parent", n, parent},
        {"parent_x", n, parent_x},       {"has_style", n, has_style},   {"length_um", n, length_um},
        {"is_reversed", n, is_reversed}, {"n_segments", n, n_segments},
    };
    return lam_shape_create(N_OF_SECTIONS, columns, shape_out);
}

static lam_shape *laid_out(bool is_fixed, bool as_given) {
    const lam_column columns[N_OF_POINTS] = {{"diam_um", n_points, diam_um},
                                             {"xyz_um", 3 * n_points, xyz_um},
                                             {"arc_um", n_points, arc_um}};
    lam_shape *shape = NULL;
    GOOD(create(&shape));
    GOOD(lam_shape_lay_out(shape, N_OF_POINTS, columns, is_fixed, as_given, 5));
    return shape;
}

static void expect_place(const lam_shape *shape, size_t section, double at, double x, double y,
                         double z) {
    double place[3] = {NAN, NAN, NAN};
    GOOD(lam_shape_place(shape, section, at, place));
    double off = hypot(hypot(place[0] - x, place[1] - y), place[2] - z);
    cr_assert(off < 1e-5, "%zu(%g): %g %g %g, not %g %g %g", section, at, place[0], place[1],
              place[2], x, y, z);
}

/* A soma, a trunk from its surface, a branch from the middle of it; `bend` is where the trunk's
 * middle is. */
static void reconstruct(double bend) {
    const double soma[] = {0, 0, -8, 0, 0, 8}, trunk[] = {1, 0, 8, bend, 0, 58, 1, 0, 108};
    const double branch[] = {bend, 1, 58, bend, 51, 58};
    add_section(-1, 0, 0, 2, soma);
    add_section(0, 0.5, 0, 3, trunk);
    add_section(1, 0.5, 0, 2, branch);
}

Test(shape, places_along_points) {
    const double soma[] = {1, 2, 3, 1, 2, 13}, bent[] = {1, 2, 13, 4, 6, 13, 4, 6, 18};
    add_section(-1, 0, 0, 2, soma);
    add_section(0, 1, 1, 3, bent);
    lam_shape *shape = laid_out(false, false);
    expect_place(shape, 0, 0, 1, 2, 3);
    expect_place(shape, 0, 0.25, 1, 2, 5.5);
    expect_place(shape, 1, 1, 1, 2, 13); /* is joined by its end 1 */
    expect_place(shape, 1, 0.75, 2.5, 4, 13);
    expect_place(shape, 1, 0, 4, 6, 18);
    lam_shape_destroy(shape);
}

Test(shape, what_has_no_points_is_drawn) {
    add_section(-1, 0, 0, 0, NULL);
    add_section(0, 1, 0, 0, NULL);
    lam_shape *shape = laid_out(false, false);
    expect_place(shape, 0, 0, 0, 0, 5);
    expect_place(shape, 0, 1, 40, 0, 5);
    expect_place(shape, 1, 0.5, 60, 0, 5);
    lam_shape_destroy(shape);
}

Test(shape, of_a_reconstruction_what_begins_at_its_parent_stays) {
    reconstruct(20);
    lam_shape *shape = laid_out(false, false);
    expect_place(shape, 1, 0, 1, 0, 8);
    expect_place(shape, 2, 0, 20, 1, 58);
    lam_shape_destroy(shape);
}

Test(shape, what_is_far_from_its_parent_is_joined) {
    reconstruct(20);
    for (size_t k = 5; k < 7; k++) {
        xyz_um[3 * k] += 100;
    }
    lam_shape *shape = laid_out(false, false);
    expect_place(shape, 1, 0, 1, 0, 8);
    expect_place(shape, 2, 0, 1, 0, 58); /* the middle of the line from the trunk's first point */
    lam_shape_destroy(shape);
}

Test(shape, straight_sections_are_joined) {
    reconstruct(1);
    lam_shape *shape = laid_out(false, false);
    expect_place(shape, 1, 0, 0, 0, 0);
    expect_place(shape, 2, 0, 0, 0, 50);
    lam_shape_destroy(shape);
    shape = laid_out(true, false); /* pt3dconst(1) */
    expect_place(shape, 1, 0, 1, 0, 8);
    expect_place(shape, 2, 0, 1, 1, 58);
    lam_shape_destroy(shape);
}

/* Without points is one alone: it moves nothing else. */
Test(shape, as_given_stays_beside_what_has_no_points) {
    const double far[] = {500, 0, 0, 500, 0, 10};
    reconstruct(1);
    xyz_um[15] = xyz_um[18] = 70; /* away from its parent */
    add_section(0, 1, 0, 0, NULL);
    lam_shape *shape = laid_out(false, true);
    expect_place(shape, 1, 0, 1, 0, 8);
    expect_place(shape, 2, 0, 70, 1, 58);
    expect_place(shape, 3, 0, 0, 0, 8);
    lam_shape_destroy(shape);
    n = n_points = 0;
    add_section(-1, 0, 0, 0, NULL);
    add_section(0, 1, 0, 2, far); /* its parent has no place that was given */
    shape = laid_out(false, true);
    expect_place(shape, 1, 0, 40, 0, 5);
    lam_shape_destroy(shape);
}

/* ---- what is refused ---- */

static void refused(const char *line) {
    lam_shape *shape = NULL;
    cr_assert_eq(create(&shape), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), line);
    cr_assert_null(shape);
}

Test(shape, sections_that_make_no_sense) {
    reconstruct(1);
    parent[1] = 1;
    refused("shape: section 1 has parent 1; accepted: -1, or an earlier one");
    parent[1] = 0;
    n_own[2] = 1;
    refused("shape: section 2 has 1 points, 2 segments; accepted: 0 points or more than 1, 1 "
            "segment to 1000000");
    n_own[2] = 2;
    length_um[0] = NAN;
    refused("shape: section 0: its numbers are not finite; accepted: finite ones");
}

Test(shape, numbers_that_a_member_cannot_hold) {
    reconstruct(1);
    parent[2] = 0.5;
    refused("shape: parent 2 is 0.5; accepted: whole");
    parent[2] = NAN;
    refused("shape: parent 2 is nan; accepted: whole");
    parent[2] = 1;
    is_reversed[1] = 2;
    refused("shape: is_reversed 1 is 2; accepted: 0 or 1");
    is_reversed[1] = 0;
    n_segments[0] = -1;
    refused("shape: n_segments 0 is -1; accepted: whole, from 0");
}

Test(shape, columns_that_do_not_fit) {
    double numbers[6] = {0};
    lam_column columns[] = {
        {"xyz_um", 6, numbers}, {"arc_um", 2, numbers}, {"diam_um", 2, numbers}};
    lam_shape *shape = NULL;
    reconstruct(1);
    GOOD(create(&shape));
    cr_assert_eq(lam_shape_lay_out(shape, 3, columns, false, false, 0), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "shape: 2 points; accepted: 7");
    cr_assert_eq(lam_shape_lay_out(shape, 2, columns, false, false, 0), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "shape: no column diam_um; accepted: one");
    columns[1].n = 3;
    cr_assert_eq(lam_shape_lay_out(shape, 3, columns, false, false, 0), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "shape: 3 numbers of arc_um; accepted: 2");
    columns[1] = (lam_column){"arc", 2, numbers};
    cr_assert_eq(lam_shape_lay_out(shape, 3, columns, false, false, 0), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(),
                     "shape: 'arc': unknown column; accepted: xyz_um, arc_um, diam_um");
    cr_assert_eq(lam_shape_place(shape, 0, 0, numbers), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "shape: section 0; accepted: below 3, laid out");
    lam_shape_destroy(shape);
}

/* ---- a tree ---- */

/* The same tree, node by node and as columns, has the same weights. */
Test(shape, a_tree_of_columns_is_that_of_its_nodes) {
    static const lam_node nodes[2] = {
        {.parent = -1, .is_sampled = true, .is_source = true, .is_root = true, .diam_um = 3},
        {.parent = 0,
         .r_axial_MOhm = 4,
         .is_sampled = true,
         .is_source = true,
         .is_inner = true,
         .place_um = {1, 2, 3},
         .start_um = {0, 1, 2},
         .end_um = {2, 3, 4},
         .path_um = {1, 2, 5},
         .diam_um = 2}};
    const double parents[] = {-1, 0}, r[] = {0, 4}, ones[] = {1, 1}, inner[] = {0, 1};
    const double root[] = {1, 0}, diams[] = {3, 2}, place[] = {0, 0, 0, 1, 2, 3};
    const double start[] = {0, 0, 0, 0, 1, 2}, end[] = {0, 0, 0, 2, 3, 4};
    const double path[] = {0, 0, 0, 1, 2, 5}, axis[] = {0, 0, 1}, v[] = {-60, -70};
    const lam_column columns[] = {
        {"parent", 2, parents}, {"r_axial_MOhm", 2, r}, {"is_sampled", 2, ones},
        {"is_source", 2, ones}, {"is_inner", 2, inner}, {"is_root", 2, root},
        {"place_um", 6, place}, {"start_um", 6, start}, {"end_um", 6, end},
        {"path_um", 6, path},   {"diam_um", 2, diams},
    };
    double samples[2];
    for (int as_columns = 0; as_columns < 2; as_columns++) {
        lam_sources *sources = NULL;
        lam_leadfield *field = NULL;
        size_t tree = 77, row, signal;
        GOOD(lam_leadfield_create(&field));
        GOOD(lam_sources_create(&sources));
        if (as_columns) {
            GOOD(lam_sources_grow(sources, axis, 11, columns, &tree));
        } else {
            GOOD(lam_sources_tree(sources, axis, &tree));
            GOOD(lam_sources_node(sources, &nodes[0]));
            GOOD(lam_sources_node(sources, &nodes[1]));
        }
        cr_assert_eq(tree, 0);
        GOOD(lam_sources_cell(sources, field, tree, 0, axis, &row));
        GOOD(lam_sources_scalar(sources, field, NULL, 0, &signal));
        GOOD(lam_leadfield_start(field, 1, 0.025, 1, 1));
        for (size_t i = 0; i < 2; i++) {
            lam_leadfield_sample(0, 0, (double)(row + i), v[i]);
        }
        GOOD(lam_leadfield_finish(field));
        GOOD(lam_leadfield_read(field, signal, &samples[as_columns]));
        lam_sources_destroy(sources);
        lam_leadfield_destroy(field);
    }
    cr_assert(samples[0] != 0);
    cr_assert_eq(samples[0], samples[1]);
}
