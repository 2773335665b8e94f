/* SPDX-License-Identifier: BSD-3-Clause
 * lam_csd_impl.h - what the methods of current source density have in common (not public).
 *
 * Lengths are in um and sources in uA/mm^3. A potential is source x length^2 / conductivity, in
 * 1e-6 A/1e-9 m^3 x 1e-12 m^2 / (S/m) = 1e-9 V = 1e-3 uV. The other way round,
 * 1 S/m uV/um^2 = 1e3 uA/mm^3. The methods leave out this factor and the conductivity. */
#ifndef LAM_CSD_IMPL_H
#define LAM_CSD_IMPL_H

#include "base/lam_status_impl.h"

enum { LAM_CSD_N_METHODS = LAM_CSD_KERNEL + 1 };
extern const char *const lam_csd_method_names[LAM_CSD_N_METHODS];

/* The contacts and what is around them. */
typedef struct lam_csd_probe {
    size_t n;
    const double *z_um;
    double radius_um;
    double image;      /* strength of the image of a source of strength 1; 0: there is none */
    double surface_um; /* -INFINITY where there are no images */
} lam_csd_probe;

/* conductivity x the potential at a contact's depth z that a disc of 1 uA/mm^2 at depth x and its
 * image make; and an indefinite integral of that over x. */
double lam_csd_disc(const lam_csd_probe *probe, double x_um, double z_um);
double lam_csd_disc_integral(const lam_csd_probe *probe, double x_um, double z_um);

/* map_out[n][n] makes sources / conductivity of potentials. */
lam_status lam_csd_inverse_map(const lam_csd_probe *probe, lam_csd_method method, double *map_out);
lam_status lam_csd_kernel_map(const lam_csd_probe *probe, double width_um, double regularisation,
                              double *map_out);

/* Potentials of n_samples, `most` at a time: read(context, first, n, &phi_uV) hands out samples
 * first to first + n of every contact, [contacts][n]. */
typedef struct lam_csd_potentials {
    size_t n_samples, most;
    lam_status (*read)(void *context, size_t first, size_t n, const double **phi_uV_out);
    void *context;
} lam_csd_potentials;
lam_status lam_csd_cross_validate(const lam_csd_probe *probe, double width_um,
                                  const lam_csd_potentials *potentials, double *regularisation_out);
/* lam_csd_regularisation of such potentials. */
lam_status lam_csd_choose(const lam_csd_options *options, size_t n_contacts, const double *depth_um,
                          const lam_csd_potentials *potentials, double *regularisation_out);

double lam_csd_row_times(size_t n, const double *row, const double *column, size_t stride);
/* samples_out[t] = sum over contacts k of row[k] samples[k][t] */
void lam_csd_row_times_samples(size_t n, const double *row, size_t n_samples, const double *samples,
                               double *samples_out);
lam_status lam_csd_refuse_singular(const lam_csd_probe *probe);

/* map_out[n][n] makes sources (uA/mm3) of potentials (uV). The kernel's regularisation is stated.
 */
lam_status lam_csd_map(const lam_csd_options *options, size_t n_contacts, const double *depth_um,
                       double *map_out);

/* The depths of an array's contacts, increasing. *is_up_out: this is the reverse of the contacts'
 * order. And a function that reverses rows. */
lam_status lam_csd_depths(const lam_electrode_array *array, double *depth_um_out, bool *is_up_out);
void lam_csd_turn(size_t n_rows, size_t n_columns, double *rows);

#endif
