/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sources_signals.c - the weights of what is measured of cells: dipoles, potentials, volumes.
 */
#include "probe/lam_sources_impl.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

static bool is_chosen(const lam_sources_cell_at *cell, const bool *is_group, size_t n_groups) {
    return is_group == NULL || (cell->group < n_groups && is_group[cell->group]);
}

/* The rows from the first to the last of the chosen cells. Without such cells there are no rows. */
static void find_range(const lam_sources *sources, const bool *is_group, size_t n_groups,
                       size_t *first_out, size_t *n_out) {
    size_t first = SIZE_MAX, end = 0;
    for (size_t i = 0; i < sources->n_cells; i++) {
        const lam_sources_cell_at *cell = &sources->cells_owned[i];
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
static lam_status move_origin(const lam_sources *sources, const lam_sources_cell_at *cell,
                              double *values) {
    const lam_sources_shape *of = &sources->trees_owned[cell->tree];
    size_t origin = 0, n_untold = 0;
    for (size_t k = 0; k < cell->n_currents; k++) {
        const lam_sources_current_at *at = &sources->currents_owned[cell->first_current + k];
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
static bool is_whole(const lam_sources_current_at *at) {
    return at->receptor == LAM_NOT_SYNAPTIC && at->kind != LAM_INJECTED;
}

static lam_status check_tight(const lam_sources *sources, const lam_sources_cell_at *cell) {
    const lam_sources_shape *of = &sources->trees_owned[cell->tree];
    size_t n_needed = 0, n_there = 0;
    for (size_t i = 0; i < of->n_nodes; i++) {
        n_needed += of->is_tight_owned[i] && of->nodes_owned[i].is_sampled;
    }
    for (size_t k = 0; k < cell->n_currents; k++) {
        const lam_sources_current_at *at = &sources->currents_owned[cell->first_current + k];
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
static double weight_of(const lam_sources_current_at *at, bool is_tight, bool with_injected,
                        double value) {
    bool is_injected = at->kind == LAM_INJECTED;
    if (with_injected) {
        return is_injected && is_tight ? 0 : value;
    }
    return !is_tight ? 0 : is_injected ? -value : value;
}

/* The synapses' currents count in the part of their receptor, and not in the part without synapses,
 * whose other weights are those of all membrane current. values: [nodes]. */
static lam_status weigh_synapses(const lam_sources *sources, lam_leadfield *leadfield,
                                 size_t signal, const lam_sources_cell_at *cell,
                                 const measurement *measure, const double *values) {
    for (size_t k = 0; k < cell->n_currents; k++) {
        const lam_sources_current_at *at = &sources->currents_owned[cell->first_current + k];
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
                             const lam_sources_cell_at *cell, const measurement *measure,
                             double *room) {
    const lam_sources_shape *of = &sources->trees_owned[cell->tree];
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
        const lam_sources_current_at *at = &sources->currents_owned[cell->first_current + k];
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
            const lam_sources_cell_at *cell = &sources->cells_owned[i];
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
