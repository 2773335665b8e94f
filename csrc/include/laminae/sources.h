/* SPDX-License-Identifier: BSD-3-Clause
 * sources.h - cells whose currents are measured. */
#ifndef LAMINAE_SOURCES_H
#define LAMINAE_SOURCES_H

#include "laminae/columns.h"
#include "laminae/electrode.h"
#include "laminae/leadfield.h"
#include "laminae/volume.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Cells whose currents are measured. Each is a tree at a place and belongs to a group (population).
 * Its segments are rows of a lead field. Calling order: create; for each shape lam_sources_tree and
 * its nodes; for each cell lam_sources_cell and its currents, the cells of a group one after the
 * other; then signals. */
typedef struct lam_sources lam_sources;

lam_status lam_sources_create(lam_sources **sources_out);
void lam_sources_destroy(lam_sources *sources);
/* Add a tree without nodes. HNN's scalar dipole is measured along its axis, of length 1. */
lam_status lam_sources_tree(lam_sources *sources, const double axis[3], size_t *tree_out);
/* Add a node to the last tree. */
lam_status lam_sources_node(lam_sources *sources, const lam_node *node);
/* Add a tree with nodes, told as the columns of lam_node: all its members. */
lam_status lam_sources_grow(lam_sources *sources, const double axis[3], size_t n_columns,
                            const lam_column *columns, size_t *tree_out);
/* Add a cell of that shape. Each sampled node becomes a row of the lead field, in their order. */
lam_status lam_sources_cell(lam_sources *sources, lam_leadfield *leadfield, size_t tree,
                            size_t group, const double offset_um[3], size_t *first_row_out);
/* lam_tree_field of the *n_out nodes of a tree: nA_out, [3][*n_out], or NULL to ask for n. */
lam_status lam_sources_field(const lam_sources *sources, size_t tree, size_t *n_out,
                             double *nA_out);
/* lam_tree_tight of the *n_out nodes of a tree that has a cell. Every cell of the tree needs
 * the membrane current (lam_sources_current) of each tight node that is sampled. *is_tight_out is
 * borrowed, until another cell is added. */
lam_status lam_sources_tight(const lam_sources *sources, size_t tree, size_t *n_out,
                             const bool **is_tight_out);

typedef enum lam_current_kind {
    LAM_INJECTED,        /* what an electrode injects */
    LAM_MEMBRANE,        /* all that leaves through the membrane there */
    LAM_MEMBRANE_UNTOLD, /* the same, where an electrode of unknown current stands */
} lam_current_kind;

/* Add a current (nA) of the last cell, at a sampled node. */
lam_status lam_sources_current(lam_sources *sources, lam_leadfield *leadfield, size_t node,
                               lam_current_kind kind, size_t *current_out);

/* Add the current (nA) of a synapse of the last cell, at a sampled node: what leaves the cell
 * there. Receptors are numbered by who adds them. */
lam_status lam_sources_synapse(lam_sources *sources, lam_leadfield *leadfield, size_t node,
                               size_t receptor, size_t *current_out);

/* Add signals of the cells whose group is marked in is_group[n_groups] (NULL: of all cells).
 * *first_signal_out is the first of
 *  dipole    three, x, y, z: the current dipole moment, axial currents times lengths, fAm = nA um
 *  moment    three, x, y, z: the sum of membrane currents times places, fAm. It depends on the
 *            origin while electrodes inject; without them it is the dipole.
 *  scalar    one: HNN's dipole, axial currents times their way along the axis, fAm
 *  array     one for each contact, uV
 *  volumes   one for each box, uA/mm3 */
lam_status lam_sources_dipole(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out);
lam_status lam_sources_moment(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out);
lam_status lam_sources_scalar(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out);
lam_status lam_sources_array(const lam_sources *sources, lam_leadfield *leadfield,
                             const lam_electrode_array *array, bool lines_as_hnn,
                             const bool *is_group, size_t n_groups, size_t *first_signal_out);
/* The parts of lam_sources_array, uV: what the synapses of one receptor add, and, of
 * LAM_NOT_SYNAPTIC, what all other membrane currents add, those of channels and capacitance. Of all
 * receptors that cells have, and of the rest, they add up to it. */
#define LAM_NOT_SYNAPTIC SIZE_MAX
lam_status lam_sources_receptor(const lam_sources *sources, lam_leadfield *leadfield,
                                const lam_electrode_array *array, bool lines_as_hnn,
                                size_t receptor, const bool *is_group, size_t n_groups,
                                size_t *first_signal_out);
lam_status lam_sources_volumes(const lam_sources *sources, lam_leadfield *leadfield,
                               const lam_volumes *volumes, const bool *is_group, size_t n_groups,
                               size_t *first_signal_out);

#ifdef __cplusplus
}
#endif

#endif
