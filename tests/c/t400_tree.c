/* SPDX-License-Identifier: BSD-3-Clause
 * t400_tree - dipole weights of small trees against direct sums over their axial currents. */
#include "laminae.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* Root end 0, segments 1 and 2, end 3; a branch of segments 4 and end 5 from end 3, and one of
 * segment 6 and end 7 from the root. */
enum { N = 8 };
static const int parent[N] = {-1, 0, 1, 2, 3, 4, 0, 6};
static const double r[N] = {0, 2.5, 5.0, 2.0, 7.0, 3.0, 11.0, 13.0};
static const bool has_area[N] = {false, true, true, false, true, false, true, false};
static const double along[N] = {0, 10, 20, 10, -4, -4, 0.5, 0.25};
static const lam_tree tree = {N, parent, r, has_area};

/* Voltages of the ends as no current enters them. */
static void relax_ends(double *v) {
    for (int end = 0; end < N; end++) {
        if (has_area[end]) {
            continue;
        }
        double g_sum = 0, current = 0;
        for (int i = 1; i < N; i++) {
            int other = i == end ? parent[i] : parent[i] == end ? i : -1;
            if (other >= 0) {
                g_sum += 1 / r[i];
                current += v[other] / r[i];
            }
        }
        v[end] = current / g_sum;
    }
}

Test(tree, dipole_equals_the_sum_of_axial_currents) {
    double v[N] = {0, -70.1, -65.3, 0, -50.7, 0, -72.9, 0}, weights[N];
    relax_ends(v);
    double direct = 0, from_weights = 0;
    for (int i = 1; i < N; i++) {
        direct += (v[parent[i]] - v[i]) / r[i] * along[i];
    }
    cr_assert_eq(lam_tree_dipole(&tree, along, weights), LAM_OK, "%s", lam_error());
    for (int i = 0; i < N; i++) {
        from_weights += weights[i] * v[i];
        cr_assert(has_area[i] || weights[i] == 0);
    }
    cr_assert_float_eq(from_weights, direct, 1e-12 * fabs(direct));
}

Test(tree, a_uniform_voltage_has_no_dipole) {
    double weights[N], sum = 0, size = 0;
    lam_tree_dipole(&tree, along, weights);
    for (int i = 0; i < N; i++) {
        sum += weights[i];
        size += fabs(weights[i]);
    }
    cr_assert_float_eq(sum, 0, 1e-14 * size);
}

static void expect_refusal(const lam_tree *bad, const char *what) {
    double weights[N];
    cr_assert_eq(lam_tree_dipole(bad, along, weights), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), what), "%s", lam_error());
}

Test(tree, what_is_no_tree_is_refused) {
    int parents[N];
    double resistances[N];
    bool areas[N];
    lam_tree bad = {N, parents, resistances, areas};
    memcpy(parents, parent, sizeof parent);
    memcpy(resistances, r, sizeof r);
    memcpy(areas, has_area, sizeof has_area);
    parents[4] = 4;
    expect_refusal(&bad, "node 4 has parent 4");
    parents[4] = 3;
    resistances[2] = 0;
    expect_refusal(&bad, "node 2 has an axial resistance of 0");
    resistances[2] = NAN;
    expect_refusal(&bad, "node 2 has an axial resistance of");
    resistances[2] = 5;
    areas[2] = false;
    expect_refusal(&bad, "have no area");
    bad.n_nodes = 0;
    expect_refusal(&bad, "0 nodes");
}
