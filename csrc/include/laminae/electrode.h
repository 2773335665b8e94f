/* SPDX-License-Identifier: BSD-3-Clause
 * electrode.h - electrode arrays and their potentials. */
#ifndef LAMINAE_ELECTRODE_H
#define LAMINAE_ELECTRODE_H

#include "laminae/cable.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A plane of constant z. The medium beyond it has another conductivity. */
typedef struct lam_boundary {
    double z_um;             /* NAN: there is no boundary */
    double conductivity_S_m; /* beyond it; 0: an insulator such as glass or air */
} lam_boundary;

/* Contacts at which the extracellular potential is wanted. */
typedef struct lam_electrode_array {
    const char *name;
    size_t n_contacts;
    const double *positions_um; /* [n_contacts][3] */
    const char *method;         /* "psa": segments are points; "lsa": segments are lines;
                                   "root_as_point": lines, but points in the root section;
                                   "none": potentials are not computed */
    double conductivity_S_m[3]; /* along x, y, z */
    double min_distance_um;     /* least distance to a source; 0: the radius of the segment */
    double radius_um;           /* a contact is a disc of this radius; 0: a point */
    size_t n_points;            /* the potential of a disc is the mean over so many points of it */
    const double *normals;      /* of discs, [n_contacts][3], length 1; NULL: contacts are points */
    lam_boundary below, above;  /* the tissue ends there */
    size_t n_populations;       /* how many contribute; 0: all */
    const size_t *populations;
    bool apart;                        /* the share of each population is kept, too */
    bool receptors_apart;              /* and that of each receptor */
    const struct lam_csd_options *csd; /* how results estimate it; a depth is -z; NULL: not */
} lam_electrode_array;

/* The transfer resistance (uV/nA = kOhm) from each node of a tree to a contact: the potential there
 * if 1 nA leaves the membrane at that node. The tree stands at offset_um. Nodes that are no sources
 * get 0. lines_as_hnn: line sources have the lengths that HNN-core 0.6 gives them, which are twice
 * the true ones for the inner segments of a section. LAM_ERR_INPUT: a contact or a segment is
 * outside of the tissue. */
lam_status lam_electrode_resistance(const lam_electrode_array *array, size_t contact,
                                    const lam_tree *tree, const double offset_um[3],
                                    bool lines_as_hnn, double *uV_nA_out);
/* Check an array. LAM_ERR_INPUT names what is wrong. */
lam_status lam_electrode_check(const lam_electrode_array *array);

/* Arrays that own what their members point to; those that are numbers may be set by whoever has
 * such an array. `create`: no contacts, "psa", 0.3 S/m. `destroy` takes NULL. */
lam_status lam_array_create(const char *name, lam_electrode_array **array_out);
lam_status lam_array_copy(const lam_electrode_array *of, lam_electrode_array **array_out);
void lam_array_destroy(lam_electrode_array *array);
/* Add a contact that looks in a direction of any length, NULL: along x. LAM_ERR_INPUT: it has none.
 */
lam_status lam_array_add(lam_electrode_array *array, const double position_um[3],
                         const double direction[3]);
/* LAM_ERR_INPUT: there is no method of this name. */
lam_status lam_array_set_method(lam_electrode_array *array, const char *method);
/* The options are copied; NULL: none. */
void lam_array_set_csd(lam_electrode_array *array, const struct lam_csd_options *options);

#ifdef __cplusplus
}
#endif

#endif
