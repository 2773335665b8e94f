/* SPDX-License-Identifier: BSD-3-Clause
 * csd.h - current source density, estimated from potentials. */
#ifndef LAMINAE_CSD_H
#define LAMINAE_CSD_H

#include "laminae/electrode.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* docs/csd.md has the equations. In a network file "second_difference", "delta", "step", "kernel".
 */
typedef enum lam_csd_method {
    LAM_CSD_SECOND_DIFFERENCE, /* equally spaced contacts, four or more */
    LAM_CSD_DELTA,             /* inverse method: a disc at each of three contacts or more */
    LAM_CSD_STEP,              /* inverse method: a cylinder about each, of constant density */
    LAM_CSD_KERNEL             /* kernel method: many Gaussian cylinders */
} lam_csd_method;

/* LAM_ERR_INPUT lists the names. */
lam_status lam_csd_method_read(const char *name, lam_csd_method *method_out);

/* The second difference needs the first two alone, and does not look at the others. */
typedef struct lam_csd_options {
    lam_csd_method method;
    double conductivity_S_m;
    double radius_um;            /* of the sources: 0.001 to 1e6 */
    double conductivity_top_S_m; /* above the surface, INFINITY too; NAN: the same as below */
    double surface_um;           /* depth of the surface; needed where these differ */
    double kernel_width_um;      /* kernel: standard deviation of a source */
    double regularisation;       /* kernel: 0 to 1; NAN: lam_csd_regularisation's */
} lam_csd_options;

/* The sources at the contacts' depths, csd_uA_mm3_out[n_contacts][n_samples], of potentials
 * phi_uV[n_contacts][n_samples]; sources are positive, sinks negative. Depths increase, downwards.
 * The two arrays may not overlap. */
lam_status lam_csd(const lam_csd_options *options, size_t n_contacts, const double *depth_um,
                   size_t n_samples, const double *phi_uV, double *csd_uA_mm3_out);
/* The regularisation that leave-one-out cross-validation chooses for these potentials, whatever
 * options->method and ->regularisation are: to state it, or to use one for several recordings. */
lam_status lam_csd_regularisation(const lam_csd_options *options, size_t n_contacts,
                                  const double *depth_um, size_t n_samples, const double *phi_uV,
                                  double *regularisation_out);
/* lam_csd at the contacts of an array, in their order, which leads up or down along z, with its own
 * options. */
lam_status lam_csd_array(const lam_electrode_array *array, size_t n_samples, const double *phi_uV,
                         double *csd_uA_mm3_out);
/* Whether the second difference makes sense without anything being said: four contacts or more,
 * equally spaced on a line along z, in a medium that is the same everywhere and in all directions.
 */
bool lam_csd_suits(const lam_electrode_array *array);

#ifdef __cplusplus
}
#endif

#endif
