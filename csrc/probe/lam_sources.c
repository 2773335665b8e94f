/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sources.c - cells whose currents are measured, and their rows in a lead field. */
#include "base/lam_facts_impl.h"
#include "probe/lam_sources_impl.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

lam_status lam_sources_create(lam_sources **sources_out) {
    lam_sources *sources = lam_alloc(1, sizeof *sources);
    if (sources == NULL) {
        return LAM_ERR_MEMORY;
    }
    *sources_out = sources;
    return LAM_OK;
}

void lam_sources_destroy(lam_sources *sources) {
    if (sources == NULL) {
        return;
    }
    for (size_t i = 0; i < sources->n_trees; i++) {
        free(sources->trees_owned[i].nodes_owned);
        free(sources->trees_owned[i].is_tight_owned);
    }
    free(sources->trees_owned);
    free(sources->cells_owned);
    free(sources->currents_owned);
    free(sources);
}

lam_status lam_sources_tree(lam_sources *sources, const double axis[3], size_t *tree_out) {
    LAM_GROW(sources->trees_owned, sources->n_trees + 1, &sources->trees_capacity);
    sources->trees_owned[sources->n_trees] =
        (lam_sources_shape){.axis = {axis[0], axis[1], axis[2]}};
    *tree_out = sources->n_trees++;
    return LAM_OK;
}

static bool is_finite_3(const double x[3]) {
    return isfinite(x[0]) && isfinite(x[1]) && isfinite(x[2]);
}

lam_status lam_sources_node(lam_sources *sources, const lam_node *node) {
    if (sources->n_trees == 0) {
        return lam_fail(LAM_ERR_STATE, "sources: a node before lam_sources_tree");
    }
    lam_sources_shape *tree = &sources->trees_owned[sources->n_trees - 1];
    if (!is_finite_3(node->place_um) || !is_finite_3(node->start_um) ||
        !is_finite_3(node->end_um) || !is_finite_3(node->path_um) || !(node->diam_um >= 0)) {
        return lam_fail(LAM_ERR_INPUT,
                        "tree: node %zu: its place or its diameter is no number; accepted: "
                        "sections with a shape",
                        tree->n_nodes);
    }
    LAM_GROW(tree->nodes_owned, tree->n_nodes + 1, &tree->capacity);
    tree->nodes_owned[tree->n_nodes++] = *node;
    tree->n_sampled += node->is_sampled;
    sources->max_nodes = tree->n_nodes > sources->max_nodes ? tree->n_nodes : sources->max_nodes;
    return LAM_OK;
}

/* clang-format off */
LAM_FACT_TABLE(lam_node,
    LAM_FACT(parent, NULL),
    LAM_FACT(r_axial_MOhm, "MOhm"),
    LAM_FACT(is_sampled, NULL),
    LAM_FACT(is_source, NULL),
    LAM_FACTS_ROW(place_um, "um"),
    LAM_FACTS_ROW(start_um, "um"),
    LAM_FACTS_ROW(end_um, "um"),
    LAM_FACT(diam_um, "um"),
    LAM_FACT(is_inner, NULL),
    LAM_FACT(is_root, NULL),
    LAM_FACTS_ROW(path_um, "um"))
/* clang-format on */

lam_status lam_sources_grow(lam_sources *sources, const double axis[3], size_t n_columns,
                            const lam_column *columns, size_t *tree_out) {
    lam_node *nodes;
    size_t n, tree;
    LAM_TRY(lam_columns_read("tree", lam_node_facts(), n_columns, columns, &n, &nodes));
    lam_status status = lam_sources_tree(sources, axis, &tree);
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        status = lam_sources_node(sources, &nodes[i]);
    }
    free(nodes);
    if (status == LAM_OK) {
        *tree_out = tree;
    }
    return status;
}

static lam_status find_tight(lam_sources_shape *of) {
    if (of->is_tight_owned == NULL) {
        bool *is_tight = lam_alloc(of->n_nodes, sizeof *is_tight);
        if (is_tight == NULL) {
            return LAM_ERR_MEMORY;
        }
        lam_tree tree = {of->n_nodes, of->nodes_owned};
        lam_tree_tight(&tree, is_tight);
        for (size_t i = 0; i < of->n_nodes; i++) {
            of->n_tight += is_tight[i];
        }
        of->is_tight_owned = is_tight;
    }
    return LAM_OK;
}

lam_status lam_sources_tight(const lam_sources *sources, size_t tree, size_t *n_out,
                             const bool **is_tight_out) {
    if (tree >= sources->n_trees || sources->trees_owned[tree].is_tight_owned == NULL) {
        return lam_fail(LAM_ERR_INPUT, "sources: tree %zu; accepted: one that has a cell", tree);
    }
    *n_out = sources->trees_owned[tree].n_nodes;
    *is_tight_out = sources->trees_owned[tree].is_tight_owned;
    return LAM_OK;
}

static lam_status place_rows(lam_leadfield *leadfield, const lam_sources_shape *of, size_t row,
                             const double offset_um[3]) {
    for (size_t i = 0; i < of->n_nodes; i++) {
        const double *place_um = of->nodes_owned[i].place_um;
        if (of->nodes_owned[i].is_sampled) {
            double here_um[3] = {offset_um[0] + place_um[0], offset_um[1] + place_um[1],
                                 offset_um[2] + place_um[2]};
            LAM_TRY(lam_leadfield_place_row(leadfield, row++, here_um));
        }
    }
    return LAM_OK;
}

lam_status lam_sources_field(const lam_sources *sources, size_t tree, size_t *n_out,
                             double *nA_out) {
    if (tree >= sources->n_trees) {
        return lam_fail(LAM_ERR_INPUT, "sources: tree %zu; accepted: below %zu", tree,
                        sources->n_trees);
    }
    const lam_sources_shape *of = &sources->trees_owned[tree];
    lam_tree nodes = {of->n_nodes, of->nodes_owned};
    *n_out = of->n_nodes;
    return nA_out != NULL ? lam_tree_field(&nodes, nA_out) : LAM_OK;
}

lam_status lam_sources_cell(lam_sources *sources, lam_leadfield *leadfield, size_t tree,
                            size_t group, const double offset_um[3], size_t *first_row_out) {
    if (tree >= sources->n_trees) {
        return lam_fail(LAM_ERR_INPUT, "sources: tree %zu; accepted: below %zu", tree,
                        sources->n_trees);
    }
    if (!is_finite_3(offset_um)) {
        return lam_fail(LAM_ERR_INPUT,
                        "sources: a cell stands at (%g, %g, %g) um; accepted: "
                        "finite",
                        offset_um[0], offset_um[1], offset_um[2]);
    }
    LAM_TRY(find_tight(&sources->trees_owned[tree]));
    LAM_GROW(sources->cells_owned, sources->n_cells + 1, &sources->cells_capacity);
    lam_sources_cell_at cell = {.tree = tree,
                                .group = group,
                                .n_rows = sources->trees_owned[tree].n_sampled,
                                .first_current = sources->n_currents,
                                .offset_um = {offset_um[0], offset_um[1], offset_um[2]}};
    LAM_TRY(lam_leadfield_rows(leadfield, cell.n_rows, &cell.first_row));
    LAM_TRY(place_rows(leadfield, &sources->trees_owned[tree], cell.first_row, offset_um));
    sources->cells_owned[sources->n_cells++] = cell;
    *first_row_out = cell.first_row;
    return LAM_OK;
}

static lam_status add_current(lam_sources *sources, lam_leadfield *leadfield,
                              lam_sources_current_at added, size_t *current_out) {
    size_t node = added.node;
    if (sources->n_cells == 0) {
        return lam_fail(LAM_ERR_STATE, "sources: a current before lam_sources_cell");
    }
    lam_sources_cell_at *cell = &sources->cells_owned[sources->n_cells - 1];
    size_t n_nodes = sources->trees_owned[cell->tree].n_nodes;
    if (node >= n_nodes) {
        return lam_fail(LAM_ERR_INPUT, "sources: a current at node %zu; accepted: below %zu", node,
                        n_nodes);
    }
    if (!sources->trees_owned[cell->tree].nodes_owned[node].is_sampled) {
        return lam_fail(LAM_ERR_INPUT, "sources: a current at node %zu, which is not sampled",
                        node);
    }
    LAM_GROW(sources->currents_owned, sources->n_currents + 1, &sources->currents_capacity);
    LAM_TRY(lam_leadfield_current(leadfield, &added.current));
    sources->currents_owned[sources->n_currents++] = added;
    cell->n_currents++;
    *current_out = added.current;
    return LAM_OK;
}

lam_status lam_sources_current(lam_sources *sources, lam_leadfield *leadfield, size_t node,
                               lam_current_kind kind, size_t *current_out) {
    lam_sources_current_at added = {.node = node, .receptor = LAM_NOT_SYNAPTIC, .kind = kind};
    return add_current(sources, leadfield, added, current_out);
}

lam_status lam_sources_synapse(lam_sources *sources, lam_leadfield *leadfield, size_t node,
                               size_t receptor, size_t *current_out) {
    lam_sources_current_at added = {.node = node, .receptor = receptor};
    return add_current(sources, leadfield, added, current_out);
}
