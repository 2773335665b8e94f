/* SPDX-License-Identifier: BSD-3-Clause
 * t400_tree - weights of small trees against direct sums over their axial and membrane currents. */
#include "laminae.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* Root end 0, segments 1 and 2, end 3; a branch of segments 4 and end 5 from end 3, and one of
 * segment 6 and end 7 from the root. */
enum { N = 8 };
static const lam_node nodes[N] = {
    {.parent = -1},
    {.parent = 0, .r_axial_MOhm = 2.5, .is_sampled = true},
    {.parent = 1, .r_axial_MOhm = 5.0, .is_sampled = true},
    {.parent = 2, .r_axial_MOhm = 2.0},
    {.parent = 3, .r_axial_MOhm = 7.0, .is_sampled = true},
    {.parent = 4, .r_axial_MOhm = 3.0},
    {.parent = 0, .r_axial_MOhm = 11.0, .is_sampled = true},
    {.parent = 6, .r_axial_MOhm = 13.0},
};
static const double along[N] = {0, 10, 20, 10, -4, -4, 0.5, 0.25};
static const lam_tree tree = {N, nodes};

/* Voltages of the ends as no current enters them. */
static void relax_ends(double *v) {
    for (int end = 0; end < N; end++) {
        if (nodes[end].is_sampled) {
            continue;
        }
        double g_sum = 0, current = 0;
        for (int i = 1; i < N; i++) {
            int other = i == end ? nodes[i].parent : nodes[i].parent == end ? i : -1;
            if (other >= 0) {
                g_sum += 1 / nodes[i].r_axial_MOhm;
                current += v[other] / nodes[i].r_axial_MOhm;
            }
        }
        v[end] = current / g_sum;
    }
}

Test(tree, axial_weights_sum_axial_currents) {
    double v[N] = {0, -70.1, -65.3, 0, -50.7, 0, -72.9, 0}, weights[N];
    relax_ends(v);
    double direct = 0, from_weights = 0;
    for (int i = 1; i < N; i++) {
        direct += (v[nodes[i].parent] - v[i]) / nodes[i].r_axial_MOhm * along[i];
    }
    cr_assert_eq(lam_tree_axial(&tree, along, weights), LAM_OK, "%s", lam_error());
    for (int i = 0; i < N; i++) {
        from_weights += weights[i] * v[i];
        cr_assert(nodes[i].is_sampled || weights[i] == 0);
    }
    cr_assert_float_eq(from_weights, direct, 1e-12 * fabs(direct));
}

Test(tree, a_uniform_voltage_has_no_dipole) {
    double weights[N], sum = 0, size = 0;
    lam_tree_axial(&tree, along, weights);
    for (int i = 0; i < N; i++) {
        sum += weights[i];
        size += fabs(weights[i]);
    }
    cr_assert_float_eq(sum, 0, 1e-14 * size);
}

static void expect_refusal(const lam_tree *bad, const char *what) {
    double weights[N];
    cr_assert_eq(lam_tree_membrane(bad, along, weights), LAM_ERR_INPUT);
    cr_assert_eq(lam_tree_axial(bad, along, weights), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), what), "%s", lam_error());
}

/* Of values that are those of the places the paths lead to, both sums are the same: with the end of
 * the root at 3, whatever that is. */
Test(tree, membrane_weights_sum_what_leaves_each_node) {
    double v[N] = {0, -70.1, -65.3, 0, -50.7, 0, -72.9, 0}, value[N], weights[N];
    double direct = 0, from_weights = 0;
    relax_ends(v);
    for (int i = 0; i < N; i++) {
        value[i] = sin(3.0 + i);
    }
    for (int i = 0; i < N; i++) {
        double leaves = 0;
        for (int k = 1; k < N; k++) {
            double current = (v[nodes[k].parent] - v[k]) / nodes[k].r_axial_MOhm;
            leaves += k == i ? current : nodes[k].parent == i ? -current : 0;
        }
        cr_assert(nodes[i].is_sampled || fabs(leaves) < 1e-14);
        direct += value[i] * leaves;
    }
    cr_assert_eq(lam_tree_membrane(&tree, value, weights), LAM_OK, "%s", lam_error());
    for (int i = 0; i < N; i++) {
        from_weights += weights[i] * v[i];
        cr_assert(nodes[i].is_sampled || weights[i] == 0);
    }
    cr_assert_float_eq(from_weights, direct, 1e-12 * fabs(direct));
}

Test(tree, what_is_no_tree_is_refused) {
    lam_node changed[N];
    lam_tree bad = {N, changed};
    memcpy(changed, nodes, sizeof nodes);
    changed[4].parent = 4;
    expect_refusal(&bad, "node 4 has parent 4");
    changed[4].parent = -1;
    expect_refusal(&bad, "node 4 has parent -1");
    changed[4].parent = 3;
    changed[2].r_axial_MOhm = 0;
    expect_refusal(&bad, "node 2 has an axial resistance of 0");
    changed[2].r_axial_MOhm = NAN;
    expect_refusal(&bad, "node 2 has an axial resistance of");
    changed[2].r_axial_MOhm = 5;
    changed[2].is_sampled = false;
    expect_refusal(&bad, "have no area");
    bad.n_nodes = 0;
    expect_refusal(&bad, "0 nodes");
}
