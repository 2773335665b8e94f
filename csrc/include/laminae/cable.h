/* SPDX-License-Identifier: BSD-3-Clause
 * cable.h - a cell as NEURON discretises it: where it stands, weights of its currents. */
#ifndef LAMINAE_CABLE_H
#define LAMINAE_CABLE_H

#include "laminae/columns.h"
#include "laminae/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where a cell's sections are: near where NEURON would show them after its define_shape(). Columns,
 * one number a section or point, of places three: of sections   parent: an earlier one, -1: none;
 * parent_x: where it leaves the parent, 0 to 1; is_reversed: it is joined to the parent by its end
 * 1; length_um; n_segments; n_points: of its own, 0: it gets NEURON's default shape; has_style,
 * style_um: pt3dstyle(1, style_um), it moves as that place of its parent has moved of points
 * xyz_um, arc_um: length along the points, from the section's first one, which is at the end that
 * is joined to the parent; diam_um. Those of the first section come first. */
typedef struct lam_shape lam_shape;

/* LAM_ERR_INPUT: a section has 1 point, or no segments, or stands before its parent. */
lam_status lam_shape_create(size_t n_columns, const lam_column *of_sections, lam_shape **shape_out);
void lam_shape_destroy(lam_shape *shape);
/* Find the places. Sections without points get some. The others stay as they are if is_fixed, which
 * is NEURON's pt3dconst(1). Else they are moved to where they are joined, but for those beside a
 * parent that has points: all of them if points stand as_given, as in a cell template of a column,
 * else those of a reconstruction that begin at it (docs/any-model.md, Places and times). A root
 * without points starts at (0, 0, root_z_um). */
lam_status lam_shape_lay_out(lam_shape *shape, size_t n_columns, const lam_column *of_points,
                             bool is_fixed, bool as_given, double root_z_um);
/* The place of x, 0 to 1, on a section; afterwards. */
lam_status lam_shape_place(const lam_shape *shape, size_t section, double x,
                           double place_um_out[3]);

/* A node of a cell as NEURON discretises it: the middle of a segment, or the end of a section. An
 * end has no membrane, so no current leaves the cell there. Its voltage is not sampled: it is the
 * mean of its neighbours' voltages, weighted by conductance, and these must be sampled. (An end
 * where a point process stands is sampled like a segment.) */
typedef struct lam_node {
    int parent;          /* -1 for node 0, the root; a parent stands before its children */
    double r_axial_MOhm; /* to the parent; unused at the root */
    bool is_sampled;
    bool is_source; /* electrodes measure its membrane current */
    double place_um[3];
    double start_um[3], end_um[3], diam_um; /* of the segment; at an end all are its place */
    bool is_inner;                          /* a segment that reaches neither end of its section */
    bool is_root;                           /* it is in the root section */
    double path_um[3]; /* way of the current from the parent to it, as HNN's dipole counts it */
} lam_node;

typedef struct lam_tree {
    size_t n_nodes;
    const lam_node *nodes;
} lam_tree;

/* Weights of the nodes' voltages. Nodes that are not sampled get 0. With them the sum of
 * weight * v_mV over the nodes is
 *  axial      the sum of value[i] times the axial current from its parent to node i (nA),
 *  membrane   the sum of value[i] times the axial current that ends at node i and leaves the cell
 *             there (nA): the membrane current less what an electrode injects there. */
lam_status lam_tree_axial(const lam_tree *tree, const double *value, double *node_weights_out);
lam_status lam_tree_membrane(const lam_tree *tree, const double *value, double *node_weights_out);
/* What an electric field of 1 V/m along x, y, z injects into each node (nA). Outside is the
 * potential phi = -E r, so the inside of node i is at v_i + phi_i, and the axial current into it
 *     sum_j g_ij (v_j - v_i) + sum_j g_ij (phi_j - phi_i).
 * The second sum can come from an electrode instead (Rattay 1986, doi 10.1109/TBME.1986.325670, the
 * activating function). nA_out: [3][n_nodes]; 0 where a node is not sampled. */
lam_status lam_tree_field(const lam_tree *tree, double *nA_out);
/* Mark the tight nodes: nodes that almost no resistance joins to a neighbour. The current between
 * them cannot be computed from their voltages, because a double cannot hold the difference. */
void lam_tree_tight(const lam_tree *tree, bool *is_tight_out);

#ifdef __cplusplus
}
#endif

#endif
