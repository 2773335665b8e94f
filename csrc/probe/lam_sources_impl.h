/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sources_impl.h - the cells that lam_sources holds (not public). */
#ifndef LAM_SOURCES_IMPL_H
#define LAM_SOURCES_IMPL_H

#include "base/lam_status_impl.h"

typedef struct {
    size_t n_nodes, n_sampled, n_tight, capacity;
    lam_node *nodes_owned;
    double axis[3];
    bool *is_tight_owned; /* [n_nodes], from the first cell of this shape on */
} lam_sources_shape;

typedef struct {
    size_t node, current, receptor; /* LAM_NOT_SYNAPTIC: it is no synapse's */
    lam_current_kind kind;
} lam_sources_current_at;

typedef struct {
    size_t tree, group, first_row, n_rows, first_current, n_currents;
    double offset_um[3];
} lam_sources_cell_at;

struct lam_sources {
    size_t n_trees, n_cells, n_currents, trees_capacity, cells_capacity, currents_capacity;
    lam_sources_shape *trees_owned;
    lam_sources_cell_at *cells_owned;
    lam_sources_current_at *currents_owned;
    size_t max_nodes;
};

#endif
