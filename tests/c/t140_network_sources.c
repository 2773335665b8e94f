/* SPDX-License-Identifier: BSD-3-Clause
 * t140_network_sources - positions, and weights and delays that fall and grow with the distance in
 * the plane, are HNN-core's. */
#include "t1xx_erp.h"

#include <math.h>

TestSuite(network_sources, .init = read_erp, .fini = destroy);

static void check_position(const lam_network *of, size_t gid, double x, double y, double z) {
    double xyz_um[3];
    GOOD(lam_network_position(of, gid, xyz_um));
    cr_assert(xyz_um[0] == x && xyz_um[1] == y && xyz_um[2] == z, "gid %zu: %.17g %.17g %.17g", gid,
              xyz_um[0], xyz_um[1], xyz_um[2]);
}

/* HNN-core 0.6.1, pos_dict of the default column. */
Test(network_sources, positions) {
    check_position(network, 0, 0, 0, 1045.92); /* baskets: even rows from 0 in steps of 3, ... */
    check_position(network, 3, 9, 0, 1045.92);
    check_position(network, 4, 1, 1, 1045.92); /* ... odd rows from 1 */
    check_position(network, 34, 7, 9, 1045.92);
    check_position(network, 36, 0, 1, 1307.4); /* pyramids: y runs first */
    check_position(network, 134, 9, 9, 1307.4);
    check_position(network, 135, 0, 0, 261.48);
    check_position(network, 180, 1, 0, 0);
    check_position(network, 270, 4, 4, 653); /* drives: the centre */
    check_position(network, 1044, 4, 4, 653);
    double xyz_um[3] = {7, 7, 7};
    cr_assert_eq(lam_network_position(network, 1045, xyz_um), LAM_ERR_INPUT);
    cr_assert_eq(xyz_um[0], 7);
}

/* Odd sizes, and a grid too narrow for baskets in odd rows; distances scale. */
Test(network_sources, grids) {
    lam_network *other =
        changed_network(ERP, "\"nx\": 10, \"ny\": 10, \"inplane_distance\": [1, \"um\"]",
                        "\"nx\": 4, \"ny\": 3, \"inplane_distance\": [30, \"um\"]");
    cr_assert_eq(lam_network_model(other)->n_cells, 2 * (12 + 5)); /* rows of 2, 1, 2 baskets */
    check_position(other, 2, 30, 30, 1045.92);
    check_position(other, 3, 0, 60, 1045.92);
    check_position(other, 16, 90, 60, 1307.4);
    check_position(other, 34, 30, 30, 653);
    lam_network_destroy(other);
    other = changed_network(ERP, "\"nx\": 10, \"ny\": 10", "\"nx\": 1, \"ny\": 4");
    cr_assert_eq(lam_network_model(other)->n_cells, 2 * (4 + 2));
    check_position(other, 1, 0, 2, 1045.92);
    lam_network_destroy(other);
}

static double gid[100], weight_uS[100], delay_ms[100];
static size_t n;

static void check_source(size_t i, double source, double weight, double delay) {
    cr_assert_eq(gid[i], source);
    cr_assert(fabs(weight_uS[i] / weight - 1) < 1e-15, "%.17g uS", weight_uS[i]);
    cr_assert(fabs(delay_ms[i] / delay - 1) < 1e-15, "%.17g ms", delay_ms[i]);
}

/* HNN-core 0.6.1, _get_gaussian_connection for these pairs. */
Test(network_sources, hnn_core) {
    /* L2_pyramidal onto itself without autapses: sources 36 ... 134 of target 35. */
    GOOD(lam_network_sources(network, 22, 35, INFINITY, &n, gid, weight_uS, delay_ms));
    cr_assert_eq(n, 99);
    check_source(98, 134, 7.614989872356315e-12, 65659969.13733051);
    check_source(11, 47, 0.00028687671036871636, 1.742908998633458);
    /* L2_basket (9, 0) onto L5_pyramidal (9, 5). */
    GOOD(lam_network_sources(network, 32, 170 + 95, INFINITY, &n, gid, weight_uS, delay_ms));
    cr_assert_eq(n, 35);
    check_source(3, 3, 0.000990049833749168, 1.0100501670841682);
    /* Autapses, where they are allowed: 0 um from itself. */
    GOOD(lam_network_sources(network, 34, 20, INFINITY, &n, gid, weight_uS, delay_ms));
    cr_assert_eq(n, 35);
    check_source(20, 20, 0.02, 1);
    /* The drive's own cell, from the centre of the column. */
    GOOD(lam_network_sources(network, 4, 170 + 95, INFINITY, &n, gid, weight_uS, delay_ms));
    cr_assert_eq(n, 1);
    check_source(0, 405 + 95, 0.007917287154937037, 1.7973328138195044);
}

/* exp(d^2/9) <= 170 holds for d^2 <= 46.2, and d^2 = 45 has a delay of 148.4 ms. */
Test(network_sources, longest_delay) {
    GOOD(lam_network_sources(network, 22, 35, 170, &n, gid, weight_uS, delay_ms));
    size_t expected = 0;
    for (int x = 0; x < 10; x++) {
        for (int y = 0; y < 10; y++) {
            expected += x * x + y * y > 0 && x * x + y * y <= 46;
        }
    }
    cr_assert_eq(n, expected, "%zu", n);
    for (size_t i = 0; i < n; i++) {
        cr_assert(delay_ms[i] <= 170 && (i == 0 || gid[i] > gid[i - 1]));
    }
    double longest = 0;
    for (size_t i = 0; i < n; i++) {
        longest = fmax(longest, delay_ms[i]);
    }
    GOOD(lam_network_sources(network, 22, 35, longest, &n, gid, weight_uS, delay_ms));
    cr_assert_eq(n, expected, "a delay of just that length stays");
}

/* A gain scales the weight and nothing else. */
Test(network_sources, gain) {
    lam_network *doubled = changed_network(ERP, "\"lamtha\": [3, \"grid\"], \"autapses\"",
                                           "\"lamtha\": [3, \"grid\"], \"gain\": 2, \"autapses\"");
    GOOD(lam_network_sources(doubled, 22, 35, INFINITY, &n, gid, weight_uS, delay_ms));
    check_source(11, 47, 2 * 0.00028687671036871636, 1.742908998633458);
    lam_network_destroy(doubled);
}

Test(network_sources, refused) {
    n = 77;
    static const size_t bad[][2] = {{38, 0}, {22, 34}, {22, 135}, {0, 35}, {SIZE_MAX, 0}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        cr_assert_eq(
            lam_network_sources(network, bad[i][0], bad[i][1], 170, &n, gid, weight_uS, delay_ms),
            LAM_ERR_INPUT);
        cr_assert_eq(n, 77);
    }
}
