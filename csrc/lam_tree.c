/* SPDX-License-Identifier: BSD-3-Clause
 * lam_tree.c - weights on the node voltages of a discretised cell: axial currents, dipole moments,
 * and the elimination of section ends. */
#include "lam_status_impl.h"

#include <stdlib.h>

static lam_status check_tree(const lam_tree *tree) {
    if (tree->n_nodes == 0) {
        return lam_fail(LAM_ERR_INPUT, "tree: 0 nodes; accepted: at least 1");
    }
    for (size_t i = 1; i < tree->n_nodes; i++) {
        int parent = tree->parent[i];
        if (parent < 0 || (size_t)parent >= i) {
            return lam_fail(LAM_ERR_INPUT, "tree: node %zu has parent %d; accepted: 0 to %zu", i,
                            parent, i - 1);
        }
        if (!(tree->r_axial_MOhm[i] > 0)) {
            return lam_fail(LAM_ERR_INPUT,
                            "tree: node %zu has an axial resistance of %g MOhm; accepted: above 0",
                            i, tree->r_axial_MOhm[i]);
        }
        if (!tree->has_area[i] && !tree->has_area[parent]) {
            return lam_fail(LAM_ERR_INPUT,
                            "tree: nodes %zu and %d are neighbours and have no area; accepted: "
                            "a segment between section ends",
                            i, parent);
        }
    }
    return LAM_OK;
}

/* No current enters an end e, so sum_j g_ej (v_j - v_e) = 0 and v_e = sum_j g_ej v_j / sum_j g_ej:
 * the weight of e moves to its neighbours j in proportion to g_ej. */
lam_status lam_tree_eliminate_ends(const lam_tree *tree, double *node_weights) {
    LAM_TRY(check_tree(tree));
    double *g_sum = lam_alloc(tree->n_nodes, sizeof *g_sum);
    if (g_sum == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 1; i < tree->n_nodes; i++) {
        double g = 1.0 / tree->r_axial_MOhm[i];
        g_sum[i] += g;
        g_sum[tree->parent[i]] += g;
    }
    for (size_t i = 1; i < tree->n_nodes; i++) {
        size_t parent = (size_t)tree->parent[i];
        double g = 1.0 / tree->r_axial_MOhm[i];
        if (!tree->has_area[i]) {
            node_weights[parent] += node_weights[i] * g / g_sum[i];
        } else if (!tree->has_area[parent]) {
            node_weights[i] += node_weights[parent] * g / g_sum[parent];
        }
    }
    for (size_t i = 0; i < tree->n_nodes; i++) {
        if (!tree->has_area[i]) {
            node_weights[i] = 0;
        }
    }
    free(g_sum);
    return LAM_OK;
}

lam_status lam_tree_dipole(const lam_tree *tree, const double *displacement_um,
                           double *node_weights_out) {
    LAM_TRY(check_tree(tree));
    for (size_t i = 0; i < tree->n_nodes; i++) {
        node_weights_out[i] = 0;
    }
    for (size_t i = 1; i < tree->n_nodes; i++) {
        double weight = displacement_um[i] / tree->r_axial_MOhm[i];
        node_weights_out[tree->parent[i]] += weight;
        node_weights_out[i] -= weight;
    }
    return lam_tree_eliminate_ends(tree, node_weights_out);
}
