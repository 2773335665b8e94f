/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_impl.h - what is read back, from either kind of file (not public). */
#ifndef LAM_SAVED_IMPL_H
#define LAM_SAVED_IMPL_H

#include "base/lam_status_impl.h"

#include <hdf5.h>

struct lam_saved {
    lam_saved_facts facts;
    char *path_owned;
    size_t *trials_owned;
    double *time_owned;
    char **dipoles_owned; /* [facts.n_dipoles] */
    lam_saved_population *populations_owned;
    hid_t file;           /* of results; below 0: none */
    double *values_owned; /* of a text, [n_dipoles][n_samples] */
};

/* Fill the facts of what has its path_owned; the caller closes it, also after a failure. */
lam_status lam_saved_open_text(lam_saved *saved);
lam_status lam_saved_open_hdf5(lam_saved *saved);

/* Steps of even times, to a tenth; LAM_ERR_INPUT if they are not. */
lam_status lam_saved_check_times(const lam_saved *saved, double *dt_ms_out);

lam_status lam_saved_shape_hdf5(const lam_saved *saved, size_t trial, const char *signal,
                                lam_saved_shape *shape_out);
/* Rows and samples, each from which and how many. */
lam_status lam_saved_read_hdf5(const lam_saved *saved, size_t trial, const char *signal,
                               const size_t rows[2], const size_t samples[2], double *samples_out);
/* Below 0: it is not there. */
hid_t lam_saved_open_signal(const lam_saved *saved, size_t trial, const char *signal);

#endif
