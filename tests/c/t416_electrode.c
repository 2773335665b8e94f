/* SPDX-License-Identifier: BSD-3-Clause
 * t416_electrode - transfer resistances against closed forms and integrals: points, lines, discs,
 * three conductivities, planes, far away and near; what makes no sense is refused. */
#include "laminae.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static const double pi = 3.14159265358979323846;
static const double origin[3] = {0, 0, 0};

/* A straight segment, as the only node of a tree. */
static const lam_node segment = {.parent = -1,
                                 .is_sampled = true,
                                 .is_source = true,
                                 .place_um = {5, -2, 30},
                                 .start_um = {-10, 4, 20},
                                 .end_um = {20, -8, 40},
                                 .diam_um = 3};

static lam_electrode_array array_at(const double *position, const char *method) {
    return (lam_electrode_array){.name = "array",
                                 .n_contacts = 1,
                                 .positions_um = position,
                                 .method = method,
                                 .conductivity_S_m = {0.3, 0.3, 0.3},
                                 .below.z_um = NAN,
                                 .above.z_um = NAN};
}

static double resistance_of(const lam_electrode_array *array, const lam_node *node,
                            const double offset[3]) {
    const lam_tree tree = {1, node};
    double r = NAN;
    cr_assert_eq(lam_electrode_check(array), LAM_OK, "%s", lam_error());
    cr_assert_eq(lam_electrode_resistance(array, 0, &tree, offset, false, &r), LAM_OK, "%s",
                 lam_error());
    return r;
}

/* 1000 I/(4 pi) 1/sqrt(sy sz x^2 + sx sz y^2 + sx sy z^2): kOhm. */
static double point(const double s[3], const double from[3], const double to[3]) {
    double x = to[0] - from[0], y = to[1] - from[1], z = to[2] - from[2];
    return 1000 / (4 * pi) / sqrt(s[1] * s[2] * x * x + s[0] * s[2] * y * y + s[0] * s[1] * z * z);
}

/* Its mean over the segment, by Simpson's rule. */
static double line(const double s[3], const double to[3]) {
    enum { N = 20000 };
    double sum = 0;
    for (int i = 0; i <= N; i++) {
        double at[3];
        for (int k = 0; k < 3; k++) {
            at[k] = segment.start_um[k] + i * (segment.end_um[k] - segment.start_um[k]) / N;
        }
        sum += point(s, at, to) * (i == 0 || i == N ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return sum / (3.0 * N);
}

static void expect_near(double have, double want, double relative, const char *what) {
    cr_assert(fabs(have - want) <= relative * fabs(want), "%s: %.17g, expected %.17g", what, have,
              want);
}

Test(electrode, points_and_lines_are_their_integrals) {
    const double contacts[][3] = {{30, 10, 0}, {5, 40, 31}, {-40, 16, 0}, {500, -300, 900}};
    const double media[][3] = {{0.3, 0.3, 0.3}, {0.2, 0.5, 0.35}};
    for (size_t i = 0; i < sizeof contacts / sizeof *contacts; i++) {
        for (size_t m = 0; m < 2 - (i == 2); m++) { /* contact 2, on the axis, is moved off it */
            lam_electrode_array array = array_at(contacts[i], "psa");
            memcpy(array.conductivity_S_m, media[m], sizeof media[m]);
            expect_near(resistance_of(&array, &segment, origin),
                        point(media[m], segment.place_um, contacts[i]), 1e-14, "point");
            array.method = "lsa";
            array.min_distance_um = 1e-6;
            expect_near(resistance_of(&array, &segment, origin), line(media[m], contacts[i]), 1e-10,
                        "line");
        }
    }
}

Test(electrode, the_cell_stands_where_its_offset_says) {
    const double here[3] = {30, 10, 0}, offset[3] = {100, -50, 7}, there[3] = {130, -40, 7};
    lam_electrode_array a = array_at(here, "lsa"), b = array_at(there, "lsa");
    expect_near(resistance_of(&a, &segment, origin), resistance_of(&b, &segment, offset), 1e-14,
                "moved");
}

Test(electrode, sources_keep_their_distance) {
    double at_place[3] = {5, -2, 30}, beside[3] = {5.1, -2.1, 30.05};
    lam_electrode_array array = array_at(at_place, "psa");
    expect_near(resistance_of(&array, &segment, origin), 1000 / (4 * pi * 0.3 * 1.5), 1e-14,
                "half a diameter");
    array.min_distance_um = 0.5;
    expect_near(resistance_of(&array, &segment, origin), 1000 / (4 * pi * 0.3 * 0.5), 1e-14,
                "as stated");
    array = array_at(beside, "lsa"); /* nearly in the middle of a line of half-length a */
    double a = sqrt(15.0 * 15 + 6 * 6 + 10 * 10);
    expect_near(resistance_of(&array, &segment, origin),
                1000 / (4 * pi * 0.3) * 2 * asinh(a / 1.5) / (2 * a), 1e-4, "line");
}

Test(electrode, a_root_that_is_a_point) {
    double contact[3] = {30, 10, 0};
    lam_electrode_array array = array_at(contact, "root_as_point");
    lam_node root = segment;
    root.is_root = true;
    expect_near(resistance_of(&array, &segment, origin), line(array.conductivity_S_m, contact),
                1e-10, "another section");
    expect_near(resistance_of(&array, &root, origin),
                point(array.conductivity_S_m, root.place_um, contact), 1e-14, "root");
}

Test(electrode, what_is_no_source_has_no_potential) {
    double contact[3] = {30, 10, 0};
    lam_electrode_array array = array_at(contact, "lsa");
    lam_node silent = segment;
    silent.is_source = false;
    cr_assert_eq(resistance_of(&array, &silent, origin), 0);
}

/* HNN-core 0.6 makes the lines of inner segments twice as long, about the same middle. */
Test(electrode, lines_of_hnn_core) {
    double contact[3] = {30, 10, 0}, r;
    lam_electrode_array array = array_at(contact, "lsa");
    lam_node inner = segment, longer = segment;
    inner.is_inner = true;
    for (int k = 0; k < 3; k++) {
        double half = (segment.end_um[k] - segment.start_um[k]) / 2;
        longer.start_um[k] -= half;
        longer.end_um[k] += half;
    }
    const lam_tree tree = {1, &inner};
    cr_assert_eq(lam_electrode_resistance(&array, 0, &tree, origin, true, &r), LAM_OK);
    expect_near(r, resistance_of(&array, &longer, origin), 1e-14, "twice as long");
}

/* A source straight before a disc: the mean of 1/r over it is 2 (sqrt(R^2 + d^2) - d)/R^2. */
Test(electrode, a_disc_is_the_mean_over_it) {
    const double normals[][3] = {{0, 0, 1}, {1, 0, 0}, {0.6, 0, -0.8}, {-0.48, 0.6, 0.64}};
    const double d = 7, radius = 12;
    for (size_t i = 0; i < sizeof normals / sizeof *normals; i++) {
        double contact[3];
        for (int k = 0; k < 3; k++) {
            contact[k] = segment.place_um[k] - d * normals[i][k];
        }
        lam_electrode_array array = array_at(contact, "psa");
        array.radius_um = radius;
        array.n_points = 4000;
        array.normals = normals[i];
        double mean = 2 * (sqrt(radius * radius + d * d) - d) / (radius * radius);
        expect_near(resistance_of(&array, &segment, origin), 1000 * mean / (4 * pi * 0.3), 1e-5,
                    "disc");
    }
}

static double with_planes(const double contact[3], double below_z, double below, double above_z,
                          double above) {
    lam_electrode_array array = array_at(contact, "lsa");
    array.below = (lam_boundary){below_z, below};
    array.above = (lam_boundary){above_z, above};
    return resistance_of(&array, &segment, origin);
}

/* Through an insulating plane nothing flows, so on it the potential has no slope across; a plane of
 * a perfect conductor has no potential; and a plane that is none changes nothing. */
Test(electrode, planes_are_boundaries) {
    double on_glass[3] = {40, 20, 0}, over_glass[3] = {40, 20, 1e-3}, inside[3] = {40, 20, 33};
    double on_top[3] = {40, 20, 90};
    lam_electrode_array bare = array_at(inside, "lsa");
    double free_value = resistance_of(&bare, &segment, origin);
    expect_near(with_planes(inside, 0, 0.3, 90, 0.3), free_value, 1e-14, "no change");
    expect_near(with_planes(inside, 0, 0, 1e7, 0.3), with_planes(inside, 0, 0, NAN, 0), 1e-12,
                "one plane");
    double on = with_planes(on_glass, 0, 0, 90, 1.5), over = with_planes(over_glass, 0, 0, 90, 1.5);
    cr_assert(fabs(over - on) < 1e-8 * fabs(on), "slope over glass: %g of %g", over - on, on);
    cr_assert(fabs(with_planes(on_top, 0, 0, 90, 50)) < 1e-2 * on);
    bare = array_at(on_glass, "lsa");
    expect_near(with_planes(on_glass, 0, 0, NAN, 0), 2 * resistance_of(&bare, &segment, origin),
                1e-14, "glass doubles");
}

/* Far away only the dipole is left: currents I and -I at two segments. */
Test(electrode, far_away_there_is_only_the_dipole) {
    double contact[3] = {3e5, -2e5, 4e5};
    lam_electrode_array array = array_at(contact, "lsa");
    lam_node other = segment;
    for (int k = 0; k < 3; k++) {
        other.start_um[k] += 10 * k;
        other.end_um[k] += 10 * k;
    }
    double p_r = 0, r2 = 0;
    for (int k = 0; k < 3; k++) {
        p_r += 10 * k * (contact[k] - segment.place_um[k]);
        r2 += contact[k] * contact[k];
    }
    expect_near(resistance_of(&array, &other, origin) - resistance_of(&array, &segment, origin),
                1000 * p_r / (4 * pi * 0.3 * r2 * sqrt(r2)), 1e-3, "dipole");
}

/* Beside the middle of a long line of L, phi = I/(4 pi s L) 2 ln(L/r). */
Test(electrode, a_long_line_is_a_logarithm) {
    double contact[3] = {10, 0, 0};
    lam_electrode_array array = array_at(contact, "lsa");
    lam_node wire = segment;
    memcpy(wire.start_um, (double[3]){0, 0, -1e6}, sizeof wire.start_um);
    memcpy(wire.end_um, (double[3]){0, 0, 1e6}, sizeof wire.end_um);
    expect_near(resistance_of(&array, &wire, origin),
                1000 / (4 * pi * 0.3 * 2e6) * 2 * log(2e6 / 10), 1e-9, "wire");
}

static void expect_refusal(lam_electrode_array array, const char *what) {
    cr_assert_eq(lam_electrode_check(&array), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), what), "expected %s, have %s", what, lam_error());
}

Test(electrode, what_makes_no_sense_is_refused) {
    double contact[3] = {30, 10, 30}, nowhere[3] = {0, NAN, 0};
    lam_electrode_array array = array_at(contact, "lsa"), bad = array;
    bad.conductivity_S_m[1] = 0;
    expect_refusal(bad, "conductivity 0 S/m; accepted: above 0");
    bad = array_at(nowhere, "psa");
    expect_refusal(bad, "contact 0 at y = nan");
    bad = array;
    bad.min_distance_um = -1;
    expect_refusal(bad, "least distance -1 um");
    bad = array;
    bad.radius_um = 5;
    expect_refusal(bad, "need points and normals");
    bad = array;
    bad.above = (lam_boundary){20, 0};
    expect_refusal(bad, "contact 0 at z = 30 um is outside of the tissue");
    bad.below = (lam_boundary){25, 0};
    expect_refusal(bad, "tissue from 25 to 20 um");
    bad.above.z_um = 100;
    expect_refusal(bad, "one at least that lets current through");
    bad.above.conductivity_S_m = 1.5;
    bad.conductivity_S_m[2] = 0.2;
    expect_refusal(bad, "one for all directions");
    array.above = (lam_boundary){35, 1.5};
    const lam_tree tree = {1, &segment};
    double r;
    cr_assert_eq(lam_electrode_resistance(&array, 0, &tree, origin, false, &r), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "z = 20 to 40 um, is outside of the tissue"), "%s",
                       lam_error());
}
