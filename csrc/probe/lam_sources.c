/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sources.c - cells whose currents are measured: their rows in a lead field, and the weights of
 * what is measured of them. */
#include "base/lam_facts_impl.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    size_t n_nodes, n_sampled, n_tight, capacity;
    lam_node *nodes_owned;
    double axis[3];
    bool *is_tight_owned; /* [n_nodes], from the first cell of this shape on */
} shape;

typedef struct {
    size_t node, current, receptor; /* LAM_NOT_SYNAPTIC: it is no synapse's */
    lam_current_kind kind;
} node_current;

typedef struct {
    size_t tree, group, first_row, n_rows, first_current, n_currents;
    double offset_um[3];
} source_cell;

struct lam_sources {
    size_t n_trees, n_cells, n_currents, trees_capacity, cells_capacity, currents_capacity;
    shape *trees_owned;
    source_cell *cells_owned;
    node_current *currents_owned;
    size_t max_nodes;
};

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
    sources->trees_owned[sources->n_trees] = (shape){.axis = {axis[0], axis[1], axis[2]}};
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
    shape *tree = &sources->trees_owned[sources->n_trees - 1];
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

static lam_status find_tight(shape *of) {
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
    source_cell cell = {.tree = tree,
                        .group = group,
                        .n_rows = sources->trees_owned[tree].n_sampled,
                        .first_current = sources->n_currents,
                        .offset_um = {offset_um[0], offset_um[1], offset_um[2]}};
    LAM_TRY(lam_leadfield_rows(leadfield, cell.n_rows, &cell.first_row));
    sources->cells_owned[sources->n_cells++] = cell;
    *first_row_out = cell.first_row;
    return LAM_OK;
}

static lam_status add_current(lam_sources *sources, lam_leadfield *leadfield, node_current added,
                              size_t *current_out) {
    size_t node = added.node;
    if (sources->n_cells == 0) {
        return lam_fail(LAM_ERR_STATE, "sources: a current before lam_sources_cell");
    }
    source_cell *cell = &sources->cells_owned[sources->n_cells - 1];
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
    node_current added = {.node = node, .receptor = LAM_NOT_SYNAPTIC, .kind = kind};
    return add_current(sources, leadfield, added, current_out);
}

lam_status lam_sources_synapse(lam_sources *sources, lam_leadfield *leadfield, size_t node,
                               size_t receptor, size_t *current_out) {
    node_current added = {.node = node, .receptor = receptor};
    return add_current(sources, leadfield, added, current_out);
}

/* ---- signals ---- */

/* What is measured. `values` says for each node of a tree what 1 nA adds to the signal: 1 nA that
 * leaves the cell at that node, or, along_paths, 1 nA that flows to it from its parent. */
typedef struct measurement {
    lam_status (*values)(const struct measurement *measure, const lam_tree *tree,
                         const double *axis, const double offset_um[3], double *values_out);
    bool along_paths;
    bool with_injected; /* what electrodes inject leaves the cell as well */
    bool is_part;       /* of one receptor alone, or of what is no synapse's */
    size_t receptor;
    size_t index; /* a direction, contact or box */
    const lam_electrode_array *array;
    bool lines_as_hnn;
    const lam_volumes *volumes;
} measurement;

static bool is_chosen(const source_cell *cell, const bool *is_group, size_t n_groups) {
    return is_group == NULL || (cell->group < n_groups && is_group[cell->group]);
}

/* The rows from the first to the last of the chosen cells. Without such cells there are no rows. */
static void find_range(const lam_sources *sources, const bool *is_group, size_t n_groups,
                       size_t *first_out, size_t *n_out) {
    size_t first = SIZE_MAX, end = 0;
    for (size_t i = 0; i < sources->n_cells; i++) {
        const source_cell *cell = &sources->cells_owned[i];
        if (is_chosen(cell, is_group, n_groups)) {
            size_t cell_end = cell->first_row + cell->n_rows;
            first = cell->first_row < first ? cell->first_row : first;
            end = cell_end > end ? cell_end : end;
        }
    }
    *first_out = end > 0 ? first : 0;
    *n_out = end > 0 ? end - first : 0;
}

/* Replace the path to each node by the sum of the paths from the root to it. */
static void add_up_paths(const lam_tree *tree, double *values) {
    values[0] = 0;
    for (size_t i = 1; i < tree->n_nodes; i++) {
        int parent = tree->nodes[i].parent;
        values[i] += parent >= 0 && (size_t)parent < i ? values[parent] : 0;
    }
}

/* Choose the origin of a cell with tight nodes. The values of axial currents are places, and any of
 * them may be the origin: the root's, or that of a tight node with an unknown injected current. */
static lam_status move_origin(const lam_sources *sources, const source_cell *cell, double *values) {
    const shape *of = &sources->trees_owned[cell->tree];
    size_t origin = 0, n_untold = 0;
    for (size_t k = 0; k < cell->n_currents; k++) {
        const node_current *at = &sources->currents_owned[cell->first_current + k];
        if (at->kind == LAM_MEMBRANE_UNTOLD && of->is_tight_owned[at->node]) {
            origin = at->node;
            n_untold++;
        }
    }
    if (n_untold > 1) {
        return lam_fail(LAM_ERR_INPUT,
                        "dipole: %zu electrodes of unknown current stand where next to no axial "
                        "resistance joins segments; accepted: one a cell, IClamp, SEClamp",
                        n_untold);
    }
    double shift = values[origin];
    for (size_t i = 0; i < of->n_nodes; i++) {
        values[i] -= shift;
    }
    return LAM_OK;
}

/* Whether it is all that leaves through the membrane of its node. */
static bool is_whole(const node_current *at) {
    return at->receptor == LAM_NOT_SYNAPTIC && at->kind != LAM_INJECTED;
}

static lam_status check_tight(const lam_sources *sources, const source_cell *cell) {
    const shape *of = &sources->trees_owned[cell->tree];
    size_t n_needed = 0, n_there = 0;
    for (size_t i = 0; i < of->n_nodes; i++) {
        n_needed += of->is_tight_owned[i] && of->nodes_owned[i].is_sampled;
    }
    for (size_t k = 0; k < cell->n_currents; k++) {
        const node_current *at = &sources->currents_owned[cell->first_current + k];
        n_there += is_whole(at) && of->is_tight_owned[at->node];
    }
    if (n_there != n_needed) {
        return lam_fail(LAM_ERR_STATE,
                        "sources: %zu membrane currents of tight nodes; accepted: %zu", n_there,
                        n_needed);
    }
    return LAM_OK;
}

/* The weight of a current. With with_injected all current that leaves the membrane counts with its
 * node's value; without it only the part that came along the axis. Axial currents follow from v,
 * except at tight nodes: there they are the membrane current less what is injected. */
static double weight_of(const node_current *at, bool is_tight, bool with_injected, double value) {
    bool is_injected = at->kind == LAM_INJECTED;
    if (with_injected) {
        return is_injected && is_tight ? 0 : value;
    }
    return !is_tight ? 0 : is_injected ? -value : value;
}

/* The synapses' currents count in the part of their receptor, and not in the part without synapses,
 * whose other weights are those of all membrane current. values: [nodes]. */
static lam_status weigh_synapses(const lam_sources *sources, lam_leadfield *leadfield,
                                 size_t signal, const source_cell *cell, const measurement *measure,
                                 const double *values) {
    for (size_t k = 0; k < cell->n_currents; k++) {
        const node_current *at = &sources->currents_owned[cell->first_current + k];
        double value = values[at->node];
        bool is_rest = measure->receptor == LAM_NOT_SYNAPTIC;
        if (at->receptor != LAM_NOT_SYNAPTIC && (is_rest || measure->receptor == at->receptor)) {
            value = is_rest ? -value : value;
            LAM_TRY(lam_leadfield_add_current(leadfield, signal, at->current, value));
        }
    }
    return LAM_OK;
}

static bool is_of_receptor(const measurement *measure) {
    return measure->is_part && measure->receptor != LAM_NOT_SYNAPTIC;
}

/* Weights of one cell. Room: [3][nodes]. */
static lam_status weigh_cell(const lam_sources *sources, lam_leadfield *leadfield, size_t signal,
                             const source_cell *cell, const measurement *measure, double *room) {
    const shape *of = &sources->trees_owned[cell->tree];
    const bool *is_tight = of->is_tight_owned;
    lam_tree tree = {of->n_nodes, of->nodes_owned};
    double *values = room, *axial = room + of->n_nodes, *weights = room + 2 * of->n_nodes;
    bool along_paths = measure->along_paths;
    LAM_TRY(measure->values(measure, &tree, of->axis, cell->offset_um, values));
    if (measure->is_part) {
        LAM_TRY(weigh_synapses(sources, leadfield, signal, cell, measure, values));
    }
    if (is_of_receptor(measure)) {
        return LAM_OK;
    }
    if (of->n_tight > 0) {
        LAM_TRY(check_tight(sources, cell));
        if (along_paths) {
            add_up_paths(&tree, values);
            along_paths = false;
        }
        if (!measure->with_injected) {
            LAM_TRY(move_origin(sources, cell, values));
        }
    }
    for (size_t i = 0; i < tree.n_nodes; i++) {
        axial[i] = is_tight[i] ? 0 : values[i];
    }
    for (size_t k = 0; k < cell->n_currents; k++) {
        const node_current *at = &sources->currents_owned[cell->first_current + k];
        if (at->receptor != LAM_NOT_SYNAPTIC) {
            continue;
        }
        double weight = weight_of(at, is_tight[at->node], measure->with_injected, values[at->node]);
        if (weight != 0) {
            LAM_TRY(lam_leadfield_add_current(leadfield, signal, at->current, weight));
        }
        if (is_whole(at) && measure->with_injected) {
            axial[at->node] = 0;
        }
    }
    LAM_TRY(along_paths ? lam_tree_axial(&tree, axial, weights)
                        : lam_tree_membrane(&tree, axial, weights));
    size_t row = cell->first_row;
    for (size_t i = 0; i < tree.n_nodes; i++) {
        if (tree.nodes[i].is_sampled) {
            LAM_TRY(lam_leadfield_set_weight(leadfield, signal, row, weights[i]));
            row++;
        }
    }
    return LAM_OK;
}

static lam_status add_signals(const lam_sources *sources, lam_leadfield *leadfield, size_t n,
                              measurement *measure, const bool *is_group, size_t n_groups,
                              size_t *first_signal_out) {
    size_t first_row, n_rows, first_signal = 0, signal;
    find_range(sources, is_group, n_groups, &first_row, &n_rows);
    n_rows = is_of_receptor(measure) ? 0 : n_rows; /* it has no weights of voltages */
    double *room = lam_alloc(sources->max_nodes, 3 * sizeof *room);
    lam_status status = room != NULL ? LAM_OK : LAM_ERR_MEMORY;
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        measure->index = k;
        status = lam_leadfield_signal(leadfield, first_row, n_rows, &signal);
        for (size_t i = 0; i < sources->n_cells && status == LAM_OK; i++) {
            const source_cell *cell = &sources->cells_owned[i];
            if (is_chosen(cell, is_group, n_groups)) {
                status = weigh_cell(sources, leadfield, signal, cell, measure, room);
            }
        }
        first_signal = k == 0 ? signal : first_signal;
    }
    free(room);
    if (status == LAM_OK) {
        *first_signal_out = first_signal;
    }
    return status;
}

static lam_status place_values(const measurement *measure, const lam_tree *tree, const double *axis,
                               const double offset_um[3], double *values_out) {
    (void)axis;
    /* Axial currents have a length and no place, so the cell's place does not matter to them. */
    double offset = measure->with_injected ? offset_um[measure->index] : 0;
    for (size_t i = 0; i < tree->n_nodes; i++) {
        values_out[i] = tree->nodes[i].place_um[measure->index] + offset;
    }
    return LAM_OK;
}

lam_status lam_sources_dipole(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out) {
    measurement dipole = {.values = place_values};
    return add_signals(sources, leadfield, 3, &dipole, is_group, n_groups, first_signal_out);
}

lam_status lam_sources_moment(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out) {
    measurement moment = {.values = place_values, .with_injected = true};
    return add_signals(sources, leadfield, 3, &moment, is_group, n_groups, first_signal_out);
}

static lam_status path_values(const measurement *measure, const lam_tree *tree, const double *axis,
                              const double offset_um[3], double *values_out) {
    (void)measure;
    (void)offset_um;
    for (size_t i = 0; i < tree->n_nodes; i++) {
        const double *path = tree->nodes[i].path_um;
        values_out[i] = path[0] * axis[0] + path[1] * axis[1] + path[2] * axis[2];
    }
    return LAM_OK;
}

lam_status lam_sources_scalar(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out) {
    measurement scalar = {.values = path_values, .along_paths = true};
    return add_signals(sources, leadfield, 1, &scalar, is_group, n_groups, first_signal_out);
}

static lam_status contact_values(const measurement *measure, const lam_tree *tree,
                                 const double *axis, const double offset_um[3],
                                 double *values_out) {
    (void)axis;
    return lam_electrode_resistance(measure->array, measure->index, tree, offset_um,
                                    measure->lines_as_hnn, values_out);
}

static measurement of_contacts(const lam_electrode_array *array, bool lines_as_hnn) {
    return (measurement){.values = contact_values,
                         .with_injected = true,
                         .array = array,
                         .lines_as_hnn = lines_as_hnn};
}

lam_status lam_sources_array(const lam_sources *sources, lam_leadfield *leadfield,
                             const lam_electrode_array *array, bool lines_as_hnn,
                             const bool *is_group, size_t n_groups, size_t *first_signal_out) {
    LAM_TRY(lam_electrode_check(array));
    measurement contact = of_contacts(array, lines_as_hnn);
    return add_signals(sources, leadfield, array->n_contacts, &contact, is_group, n_groups,
                       first_signal_out);
}

lam_status lam_sources_receptor(const lam_sources *sources, lam_leadfield *leadfield,
                                const lam_electrode_array *array, bool lines_as_hnn,
                                size_t receptor, const bool *is_group, size_t n_groups,
                                size_t *first_signal_out) {
    LAM_TRY(lam_electrode_check(array));
    measurement contact = of_contacts(array, lines_as_hnn);
    contact.is_part = true;
    contact.receptor = receptor;
    return add_signals(sources, leadfield, array->n_contacts, &contact, is_group, n_groups,
                       first_signal_out);
}

static lam_status box_values(const measurement *measure, const lam_tree *tree, const double *axis,
                             const double offset_um[3], double *values_out) {
    (void)axis;
    return lam_volume_density(measure->volumes, measure->index, tree, offset_um, values_out);
}

lam_status lam_sources_volumes(const lam_sources *sources, lam_leadfield *leadfield,
                               const lam_volumes *volumes, const bool *is_group, size_t n_groups,
                               size_t *first_signal_out) {
    LAM_TRY(lam_volume_check(volumes));
    measurement box = {.values = box_values, .with_injected = true, .volumes = volumes};
    return add_signals(sources, leadfield, volumes->n, &box, is_group, n_groups, first_signal_out);
}
