/* SPDX-License-Identifier: BSD-3-Clause
 * sources.h - cells whose currents are measured. */
#ifndef LAMINAE_SOURCES_H
#define LAMINAE_SOURCES_H

#include "laminae/electrode.h"
#include "laminae/leadfield.h"
#include "laminae/volume.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Cells, each a tree at a place, in groups (populations); their segments are rows of a lead field.
 * Calling order: create; for each shape lam_sources_tree and its nodes; for each cell
 * lam_sources_cell and its currents, cells of a group one after the other; then signals. */
typedef struct lam_sources lam_sources;

lam_status lam_sources_create(lam_sources **sources_out);
void lam_sources_destroy(lam_sources *sources);
/* A new tree without nodes, along whose axis (of length 1) HNN's scalar dipole is measured. */
lam_status lam_sources_tree(lam_sources *sources, const double axis[3], size_t *tree_out);
/* A further node of the last tree. */
lam_status lam_sources_node(lam_sources *sources, const lam_node *node);
/* A cell of that shape; its sampled nodes are as many rows of the lead field, in their order. */
lam_status lam_sources_cell(lam_sources *sources, lam_leadfield *leadfield, size_t tree,
                            size_t group, const double offset_um[3], size_t *first_row_out);
/* Of a tree that has a cell: lam_tree_tight of its n nodes. Of those that are sampled every cell
 * needs the membrane current. *is_tight_out is borrowed, until another cell is added. */
lam_status lam_sources_tight(const lam_sources *sources, size_t tree, size_t *n_out,
                             const bool **is_tight_out);

typedef enum lam_current_kind {
    LAM_INJECTED,        /* by an electrode */
    LAM_MEMBRANE,        /* all that leaves through the membrane there */
    LAM_MEMBRANE_UNTOLD, /* likewise, where an electrode stands whose own current is not known */
} lam_current_kind;

/* A current (nA) of the cell added last, at a sampled node. */
lam_status lam_sources_current(lam_sources *sources, lam_leadfield *leadfield, size_t node,
                               lam_current_kind kind, size_t *current_out);

/* Signals of the cells whose group is one of these (`is_group` of n_groups; NULL: of all cells).
 * *first_signal_out is the first of:
 *  dipole    x, y, z of the current dipole moment: axial currents times lengths, fAm = nA um
 *  moment    x, y, z of the sum of membrane currents times places, which depends on the origin
 * while electrodes inject; without them it is the dipole scalar    one: HNN's dipole, axial
 * currents times their way, along the axis (fAm) array     one a contact (uV) volumes   one a box
 * (uA/mm3) */
lam_status lam_sources_dipole(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out);
lam_status lam_sources_moment(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out);
lam_status lam_sources_scalar(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out);
lam_status lam_sources_array(const lam_sources *sources, lam_leadfield *leadfield,
                             const lam_electrode_array *array, bool lines_as_hnn,
                             const bool *is_group, size_t n_groups, size_t *first_signal_out);
lam_status lam_sources_volumes(const lam_sources *sources, lam_leadfield *leadfield,
                               const lam_volumes *volumes, const bool *is_group, size_t n_groups,
                               size_t *first_signal_out);

#ifdef __cplusplus
}
#endif

#endif
