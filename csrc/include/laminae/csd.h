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

/* docs/csd.md has the equations. In a network file the methods are called "second_difference",
 * "delta", "step", "kernel". */
typedef enum lam_csd_method {
    LAM_CSD_SECOND_DIFFERENCE, /* four contacts or more, equally spaced */
    LAM_CSD_DELTA,             /* inverse method: a disc at each contact; three contacts or more */
    LAM_CSD_STEP,              /* inverse method: a cylinder of constant density about each */
    LAM_CSD_KERNEL             /* kernel method: many Gaussian cylinders */
} lam_csd_method;

/* The method of that name. LAM_ERR_INPUT: there is none; the line lists the names. */
lam_status lam_csd_method_read(const char *name, lam_csd_method *method_out);

/* The second difference uses only method and conductivity_S_m. */
typedef struct lam_csd_options {
    lam_csd_method method;
    double conductivity_S_m;
    double radius_um;            /* of the sources: 0.001 to 1e6 */
    double conductivity_top_S_m; /* above the surface, may be INFINITY; NAN: the same as below */
    double surface_um;           /* depth of the surface; needed if the two conductivities differ */
    double kernel_width_um;      /* kernel: standard deviation of a source */
    double regularisation;       /* kernel: 0 to 1; NAN: what lam_csd_regularisation chooses */
} lam_csd_options;

/* Estimate the sources at the contacts' depths, csd_uA_mm3_out[n_contacts][n_samples], from the
 * potentials phi_uV[n_contacts][n_samples]. Sources are positive, sinks negative. Depths count
 * downwards and increase. The two arrays may not overlap. */
lam_status lam_csd(const lam_csd_options *options, size_t n_contacts, const double *depth_um,
                   size_t n_samples, const double *phi_uV, double *csd_uA_mm3_out);
/* The regularisation that leave-one-out cross-validation chooses for these potentials, so that it
 * can be stated, or one value used for several recordings. options->method and
 * options->regularisation have no effect. */
lam_status lam_csd_regularisation(const lam_csd_options *options, size_t n_contacts,
                                  const double *depth_um, size_t n_samples, const double *phi_uV,
                                  double *regularisation_out);
/* lam_csd at the contacts of an array, with the array's own options. The contacts stand in order of
 * z, upwards or downwards; so do the rows of both arrays. */
lam_status lam_csd_array(const lam_electrode_array *array, size_t n_samples, const double *phi_uV,
                         double *csd_uA_mm3_out);
/* What is taken for the density of an array where nothing else is said: the second difference, the
 * medium along z, its end above as the surface. */
lam_csd_options lam_csd_defaults(const lam_electrode_array *array);
/* The same with a method by its name; regularisation below 0: it is chosen. */
lam_status lam_csd_of_array(const lam_electrode_array *array, const char *method, double radius_um,
                            double kernel_width_um, double regularisation,
                            lam_csd_options *options_out);
/* Whether the second difference can be the default of an array: it has four contacts or more,
 * equally spaced on a line along z, in a medium that is the same everywhere and in all directions.
 */
bool lam_csd_suits(const lam_electrode_array *array);

#ifdef __cplusplus
}
#endif

#endif
