/* SPDX-License-Identifier: BSD-3-Clause
 * lam_tree.c - weights of a discretised cell's node voltages: for its axial currents and for its
 * membrane currents. The ends of sections are eliminated. */
#include "base/lam_status_impl.h"

#include <math.h>
#include <stdlib.h>

static lam_status check_tree(const lam_tree *tree) {
    if (tree->n_nodes == 0) {
        return lam_fail(LAM_ERR_INPUT, "tree: 0 nodes; accepted: at least 1");
    }
    for (size_t i = 1; i < tree->n_nodes; i++) {
        const lam_node *node = &tree->nodes[i];
        if (node->parent < 0 || (size_t)node->parent >= i) {
            return lam_fail(LAM_ERR_INPUT, "tree: node %zu has parent %d; accepted: 0 to %zu", i,
                            node->parent, i - 1);
        }
        if (!(node->r_axial_MOhm > 0)) {
            return lam_fail(LAM_ERR_INPUT,
                            "tree: node %zu has an axial resistance of %g MOhm; accepted: above 0",
                            i, node->r_axial_MOhm);
        }
        if (!node->is_sampled && !tree->nodes[node->parent].is_sampled) {
            return lam_fail(LAM_ERR_INPUT,
                            "tree: nodes %zu and %d are neighbours and have no area; accepted: "
                            "a segment between section ends",
                            i, node->parent);
        }
    }
    return LAM_OK;
}

/* No current enters an end e, so sum_j g_ej (v_j - v_e) = 0 and v_e = sum_j g_ej v_j / sum_j g_ej:
 * the weight of e moves to its neighbours j in proportion to g_ej. */
static lam_status eliminate_ends(const lam_tree *tree, double *node_weights) {
    double *g_sum = lam_alloc(tree->n_nodes, sizeof *g_sum);
    if (g_sum == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 1; i < tree->n_nodes; i++) {
        double g = 1.0 / tree->nodes[i].r_axial_MOhm;
        g_sum[i] += g;
        g_sum[tree->nodes[i].parent] += g;
    }
    for (size_t i = 1; i < tree->n_nodes; i++) {
        size_t parent = (size_t)tree->nodes[i].parent;
        double g = 1.0 / tree->nodes[i].r_axial_MOhm;
        if (!tree->nodes[i].is_sampled) {
            node_weights[parent] += node_weights[i] * g / g_sum[i];
        } else if (!tree->nodes[parent].is_sampled) {
            node_weights[i] += node_weights[parent] * g / g_sum[parent];
        }
    }
    for (size_t i = 0; i < tree->n_nodes; i++) {
        if (!tree->nodes[i].is_sampled) {
            node_weights[i] = 0;
        }
    }
    free(g_sum);
    return LAM_OK;
}

lam_status lam_tree_axial(const lam_tree *tree, const double *value, double *node_weights_out) {
    LAM_TRY(check_tree(tree));
    for (size_t i = 0; i < tree->n_nodes; i++) {
        node_weights_out[i] = 0;
    }
    for (size_t i = 1; i < tree->n_nodes; i++) {
        double weight = value[i] / tree->nodes[i].r_axial_MOhm;
        node_weights_out[tree->nodes[i].parent] += weight;
        node_weights_out[i] -= weight;
    }
    return eliminate_ends(tree, node_weights_out);
}

/* The current that flows from p to i leaves the membrane at i instead of at p. */
lam_status lam_tree_membrane(const lam_tree *tree, const double *value, double *node_weights_out) {
    double *step = lam_alloc(tree->n_nodes, sizeof *step);
    if (step == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 1; i < tree->n_nodes; i++) {
        int parent = tree->nodes[i].parent;
        if (parent >= 0 && (size_t)parent < i) {
            step[i] = value[i] - value[parent];
        }
    }
    lam_status status = lam_tree_axial(tree, step, node_weights_out);
    free(step);
    return status;
}

/* The tree's conductances are alike in both directions, so that the sum over j of g_ij (phi_j -
 * phi_i) is the weight which node i has in the sum of phi times membrane current. */
lam_status lam_tree_field(const lam_tree *tree, double *nA_out) {
    double *phi_mV = lam_alloc(tree->n_nodes, sizeof *phi_mV);
    lam_status status = phi_mV == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t axis = 0; axis < 3 && status == LAM_OK; axis++) {
        for (size_t i = 0; i < tree->n_nodes; i++) {
            phi_mV[i] = lam_field_phi_mV(tree->nodes[i].place_um[axis]);
        }
        status = lam_tree_membrane(tree, phi_mV, nA_out + axis * tree->n_nodes);
    }
    free(phi_mV);
    return status;
}

/* The least axial resistance (MOhm) for which a current can be computed from voltages. Doubles near
 * 100 mV are 1.4e-14 mV apart, so the current between two nodes has an error of 1.4e-14 mV / r.
 * This error must not exceed 1e-9 of the current that the cell's membrane takes up when its voltage
 * moves by 1 mV/ms: at 1 uF/cm2, 1e-5 nA for each um2. Cells of ordinary axial resistance are far
 * from the limit: a soma of 20 um in one segment has 0.06 MOhm, and the limit is 0.001. */
static double least_MOhm(const lam_tree *tree) {
    static const double pi = 3.14159265358979323846;
    double area_um2 = 0;
    for (size_t i = 0; i < tree->n_nodes; i++) {
        const lam_node *node = &tree->nodes[i];
        double x = node->end_um[0] - node->start_um[0], y = node->end_um[1] - node->start_um[1];
        double z = node->end_um[2] - node->start_um[2];
        area_um2 += pi * node->diam_um * sqrt(x * x + y * y + z * z);
    }
    return area_um2 > 0 ? 1.4e-14 / (1e-9 * 1e-5 * area_um2) : 0;
}

void lam_tree_tight(const lam_tree *tree, bool *is_tight_out) {
    double least = least_MOhm(tree);
    for (size_t i = 0; i < tree->n_nodes; i++) {
        is_tight_out[i] = false;
    }
    for (size_t i = 1; i < tree->n_nodes; i++) {
        int parent = tree->nodes[i].parent;
        if (tree->nodes[i].r_axial_MOhm < least && parent >= 0 && (size_t)parent < i) {
            is_tight_out[i] = is_tight_out[parent] = true;
        }
    }
}
