/* SPDX-License-Identifier: BSD-3-Clause
 * t417_volume - the current of a segment in boxes, slabs and cylinders: the share of its length
 * that is inside, by sampling it; and, by Gauss, what its potential drives out through a box's
 * faces. */
#include "laminae.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static const double pi = 3.14159265358979323846;
static const double offset[3] = {3, -4, 5};

static lam_node between(double x0, double y0, double z0, double x1, double y1, double z1) {
    return (lam_node){.parent = -1,
                      .is_sampled = true,
                      .is_source = true,
                      .place_um = {(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2},
                      .start_um = {x0, y0, z0},
                      .end_um = {x1, y1, z1},
                      .diam_um = 1};
}

static double share(const lam_volumes *volumes, size_t i, const lam_node *node, double um3) {
    const lam_tree tree = {1, node};
    double density = NAN;
    cr_assert_eq(lam_volume_check(volumes), LAM_OK, "%s", lam_error());
    cr_assert_eq(lam_volume_density(volumes, i, &tree, offset, &density), LAM_OK);
    return density * um3 * 1e-6; /* uA/mm3 for each nA times um3 */
}

/* By many points of the segment. */
static double sampled(const lam_volumes *volumes, size_t i, const lam_node *node) {
    enum { N = 100000 };
    int inside = 0;
    for (int n = 0; n < N; n++) {
        bool is_inside = true;
        double at[3];
        for (int k = 0; k < 3; k++) {
            at[k] = node->start_um[k] + offset[k] +
                    (n + 0.5) / N * (node->end_um[k] - node->start_um[k]);
            is_inside &=
                volumes->lower_um[3 * i + k] <= at[k] && at[k] < volumes->upper_um[3 * i + k];
        }
        is_inside &=
            hypot(at[0] - volumes->axis_um[0], at[1] - volumes->axis_um[1]) < volumes->radius_um;
        inside += is_inside;
    }
    return (double)inside / N;
}

Test(volume, shares_are_lengths_inside) {
    const double lower[] = {-20, -20, -10, -INFINITY, -INFINITY, 5};
    const double upper[] = {15, 20, 30, INFINITY, INFINITY, 25};
    const lam_volumes boxes = {"boxes", 2, lower, upper, {0, 0}, INFINITY, 1000};
    const lam_volumes round = {"round", 2, lower, upper, {4, 1}, 12, 0};
    const lam_node nodes[] = {
        between(-30, -20, -20, 40, 30, 50), between(0, 0, 0, 3, 2, 1),
        between(10, 3, 7, 10, 3, 40),       between(-40, 2, 11, 60, 3, 11),
        between(100, 0, 0, 0, 0, 0),        between(2, -30, 2, 2, 50, 2),
        between(200, 200, 0, 210, 210, 0),  between(0, 0, 0, 0, 0, 0),
    };
    const double sizes[2] = {35.0 * 40 * 40, 1000.0 * 20};
    for (size_t n = 0; n < sizeof nodes / sizeof *nodes; n++) {
        for (size_t i = 0; i < 2; i++) {
            cr_assert_float_eq(share(&boxes, i, &nodes[n], sizes[i]), sampled(&boxes, i, &nodes[n]),
                               3e-5, "node %zu box %zu", n, i);
            cr_assert_float_eq(share(&round, i, &nodes[n], pi * 12 * 12 * (i == 0 ? 40 : 20)),
                               sampled(&round, i, &nodes[n]), 3e-5, "node %zu cylinder %zu", n, i);
        }
    }
}

/* A segment along the border of two slabs is in one of them, and a cut one is in both. */
Test(volume, nothing_is_lost_or_counted_twice) {
    double lower[3 * 10], upper[3 * 10];
    for (int i = 0; i < 10; i++) {
        memcpy(lower + 3 * i, (double[3]){-INFINITY, -INFINITY, 10.0 * i}, 3 * sizeof *lower);
        memcpy(upper + 3 * i, (double[3]){INFINITY, INFINITY, 10.0 * i + 10}, 3 * sizeof *upper);
    }
    const lam_volumes slabs = {"slabs", 10, lower, upper, {0, 0}, INFINITY, 50};
    const lam_node nodes[] = {between(0, 0, 15, 30, 20, 15), between(7, 1, 3, 9, 4, 88),
                              between(7, 1, 60, 7, 1, 33), between(1, 1, 25, 1, 1, 25)};
    for (size_t n = 0; n < 4; n++) {
        double sum = 0;
        for (size_t i = 0; i < 10; i++) {
            sum += share(&slabs, i, &nodes[n], 500);
        }
        cr_assert_float_eq(sum, 1, 1e-14, "node %zu", n);
    }
}

/* The potential's slope through the faces of a box times the conductivity is the current inside. */
Test(volume, the_potential_has_this_current_as_its_source) {
    const double lower[3] = {-20, -20, -10}, upper[3] = {15, 20, 30}, s = 0.3, h = 0.01;
    const lam_volumes box = {"box", 1, lower, upper, {0, 0}, INFINITY, 0};
    const lam_node nodes[] = {between(-5, 3, 2, 30, 8, 60), between(0, 0, 0, 3, 2, 1),
                              between(60, 9, 70, 80, 20, 90)};
    enum { N = 120 };
    for (size_t n = 0; n < 3; n++) {
        const lam_tree tree = {1, &nodes[n]};
        double flux = 0;
        for (size_t k = 0; k < 3; k++) {
            size_t a = (k + 1) % 3, b = (k + 2) % 3;
            double area = (upper[a] - lower[a]) * (upper[b] - lower[b]) / (N * N);
            for (int i = 0; i < 2 * N * N; i++) {
                double sign = i < N * N ? -1 : 1, at[2][3], phi[2];
                for (int side = 0; side < 2; side++) {
                    at[side][k] = (sign < 0 ? lower[k] : upper[k]) + (side == 0 ? -h : h);
                    at[side][a] = lower[a] + (i % N + 0.5) * (upper[a] - lower[a]) / N;
                    at[side][b] = lower[b] + (i / N % N + 0.5) * (upper[b] - lower[b]) / N;
                    lam_electrode_array contact = {.name = "face",
                                                   .n_contacts = 1,
                                                   .positions_um = at[side],
                                                   .method = "lsa",
                                                   .conductivity_S_m = {s, s, s},
                                                   .min_distance_um = 1e-3,
                                                   .below.z_um = NAN,
                                                   .above.z_um = NAN};
                    lam_electrode_resistance(&contact, 0, &tree, offset, false, &phi[side]);
                }
                flux -=
                    sign * s * (phi[1] - phi[0]) / (2 * h) * area * 1e-3; /* uV um S/m = 1e-3 nA */
            }
        }
        cr_assert_float_eq(flux, share(&box, 0, &nodes[n], 35.0 * 40 * 40), n == 0 ? 5e-3 : 5e-5,
                           "node %zu: flux %g", n, flux);
    }
}

Test(volume, what_makes_no_sense_is_refused) {
    double lower[3] = {0, 0, 0}, upper[3] = {1, 1, INFINITY};
    lam_volumes box = {"box", 1, lower, upper, {0, 0}, INFINITY, 0};
    cr_assert_eq(lam_volume_check(&box), LAM_ERR_INPUT);
    upper[2] = 0;
    cr_assert_eq(lam_volume_check(&box), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "from z = 0 to 0 um; accepted: upwards"), "%s",
                       lam_error());
    upper[2] = 1;
    upper[0] = INFINITY;
    cr_assert_eq(lam_volume_check(&box), LAM_ERR_INPUT);
}
