/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fused_tree.h - the tree matrix of alike cells, set up and solved for many cells at once.
 *
 * Nodes of alike cells stand side by side, and so do their parents: in such a stretch the engine's
 * loops, one node after the other, become loops over vectors. Each number is computed as the engine
 * does it and sums are in the same order. */
#ifndef LAM_FUSED_TREE_H
#define LAM_FUSED_TREE_H

#include <coreneuron/coreneuron.hpp>
#include <coreneuron/sim/multicore.hpp>

#include <algorithm>
#include <vector>

namespace coreneuron {
namespace fused {

/* Instances of a mechanism in nodes side by side. */
struct Stretch {
    int node, instance, length;
};

/* Nodes whose parents stand side by side, all of them before the first of the nodes. */
struct Branches {
    int node, parent, length;
};

inline std::vector<Branches> find_branches(const NrnThread *nt) {
    std::vector<Branches> all;
    const int *parent = nt->_v_parent_index;
    for (int node = nt->ncell; node < nt->end; node++) {
        if (!all.empty()) {
            Branches &last = all.back();
            if (parent[node] == last.parent + last.length &&
                last.parent + last.length < last.node) {
                last.length++;
                continue;
            }
        }
        all.push_back({node, parent[node], 1});
    }
    return all;
}

/* As nrn_jacob_capacitance(). */
inline void add_capacities(const NrnThread *nt, const Memb_list *ml,
                           const std::vector<Stretch> &all) {
    const double per_step = 0.001 * nt->cj;
    for (const Stretch &at : all) {
        const double *const __restrict cm = ml->data + at.instance;
        double *const __restrict d = nt->_actual_d + at.node;
#pragma omp simd
        for (int i = 0; i < at.length; i++) {
            d[i] += per_step * cm[i];
        }
    }
}

/* Axial currents and their slopes: what nrn_rhs and nrn_lhs end with. */
inline void add_axial(const NrnThread *nt, const std::vector<Branches> &all) {
    for (const Branches &at : all) {
        const double *const __restrict a = nt->_actual_a + at.node;
        const double *const __restrict b = nt->_actual_b + at.node;
        const double *const v = nt->_actual_v + at.node;
        const double *const v_parent = nt->_actual_v + at.parent;
        double *const __restrict rhs = nt->_actual_rhs + at.node;
        double *const __restrict rhs_parent = nt->_actual_rhs + at.parent;
        double *const __restrict d = nt->_actual_d + at.node;
        double *const __restrict d_parent = nt->_actual_d + at.parent;
#pragma omp simd
        for (int i = 0; i < at.length; i++) {
            const double dv = v_parent[i] - v[i];
            rhs[i] -= b[i] * dv;
            rhs_parent[i] += a[i] * dv;
            d[i] -= b[i];
            d_parent[i] -= a[i];
        }
    }
}

/* From the tips to the roots. */
inline void eliminate(const NrnThread *nt, const std::vector<Branches> &all) {
    for (auto at = all.rbegin(); at != all.rend(); ++at) {
        const double *const __restrict a = nt->_actual_a + at->node;
        const double *const __restrict b = nt->_actual_b + at->node;
        const double *const __restrict rhs = nt->_actual_rhs + at->node;
        double *const __restrict rhs_parent = nt->_actual_rhs + at->parent;
        const double *const __restrict d = nt->_actual_d + at->node;
        double *const __restrict d_parent = nt->_actual_d + at->parent;
#pragma omp simd
        for (int i = 0; i < at->length; i++) {
            const double p = a[i] / d[i];
            d_parent[i] -= p * b[i];
            rhs_parent[i] -= p * rhs[i];
        }
    }
}

/* From the roots to the tips. */
inline void substitute(const NrnThread *nt, const std::vector<Branches> &all) {
    double *const __restrict root_rhs = nt->_actual_rhs;
    const double *const __restrict root_d = nt->_actual_d;
#pragma omp simd
    for (int i = 0; i < nt->ncell; i++) {
        root_rhs[i] /= root_d[i];
    }
    for (const Branches &at : all) {
        const double *const __restrict b = nt->_actual_b + at.node;
        double *const __restrict rhs = nt->_actual_rhs + at.node;
        const double *const __restrict rhs_parent = nt->_actual_rhs + at.parent;
        const double *const __restrict d = nt->_actual_d + at.node;
#pragma omp simd
        for (int i = 0; i < at.length; i++) {
            rhs[i] = (rhs[i] - b[i] * rhs_parent[i]) / d[i];
        }
    }
}

} // namespace fused
} // namespace coreneuron

#endif
