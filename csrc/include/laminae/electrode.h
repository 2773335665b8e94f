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

/* A plane across z, beyond which the medium conducts otherwise. */
typedef struct lam_boundary {
    double z_um;             /* NAN: there is none */
    double conductivity_S_m; /* beyond it; 0: an insulator, glass or air */
} lam_boundary;

/* Contacts at which the extracellular potential is wanted. */
typedef struct lam_electrode_array {
    const char *name;
    size_t n_contacts;
    const double *positions_um; /* [n_contacts][3] */
    const char *method;         /* "psa": segments are points; "lsa": lines; "root_as_point":
                                   lines, but that of the root section; "none": not computed */
    double conductivity_S_m[3]; /* along x, y, z */
    double min_distance_um;     /* to a source; 0: the radius of the segment */
    double radius_um;           /* of a contact, a disc; 0: a point */
    size_t n_points;            /* of the disc, whose mean is taken */
    const double *normals;      /* [n_contacts][3], length 1; NULL: points */
    lam_boundary below, above;  /* of the tissue, where its conductivity ends */
    size_t n_populations;       /* that contribute; 0: all */
    const size_t *populations;
    bool apart;                        /* what each population contributes is kept, too */
    const struct lam_csd_options *csd; /* of the results, a depth being -z; NULL: none */
} lam_electrode_array;

/* The potential at a contact that 1 nA makes which leaves a segment's membrane: its transfer
 * resistance (uV/nA = kOhm), of all nodes of a tree that stands at offset_um. Nodes that are no
 * sources have 0. lines_as_hnn: line sources of the lengths that HNN-core 0.6 gives them, where a
 * section's inner segments are twice as long as they are. LAM_ERR_INPUT: contact or segment outside
 * of the tissue. */
lam_status lam_electrode_resistance(const lam_electrode_array *array, size_t contact,
                                    const lam_tree *tree, const double offset_um[3],
                                    bool lines_as_hnn, double *uV_nA_out);
/* Whether an array makes sense: LAM_ERR_INPUT names what does not. */
lam_status lam_electrode_check(const lam_electrode_array *array);

#ifdef __cplusplus
}
#endif

#endif
