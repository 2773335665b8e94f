/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hdf5_impl.h - outputs that are HDF5 files (not public). */
#ifndef LAM_HDF5_IMPL_H
#define LAM_HDF5_IMPL_H

#include "exchange/lam_exchange_impl.h"

#include <hdf5.h>

/* A file while it is filled; the first failure is kept. The same results give the same bytes. */
typedef struct lam_hdf5 {
    const lam_output *output;
    hid_t file;
    bool failed, out_of_memory;
    int error; /* the errno of a failure, if it has one */
} lam_hdf5;

/* Nobody else may write the output then. */
lam_status lam_hdf5_create(lam_output *output, lam_hdf5 *to_out);
/* Is it one of ours, with laminae_version and this attribute of its format? */
bool lam_hdf5_is(const char *path, const char *attribute);
/* Returns the status that it is given, or that of a failure. */
lam_status lam_hdf5_close(lam_hdf5 *to, lam_status status);
/* To be called with what the last call of HDF5 has returned. */
void lam_hdf5_note(lam_hdf5 *to, bool is_good);

/* An attribute with a text of fixed length. */
void lam_hdf5_text(lam_hdf5 *to, hid_t object, const char *name, const char *text);
/* A dataset of this type; its groups are made. It has the values, unless they are NULL. The caller
 * closes it by lam_hdf5_end: some values are written only then. */
hid_t lam_hdf5_data(lam_hdf5 *to, const char *path, hid_t type, int rank, const hsize_t *sizes,
                    const double *values);
void lam_hdf5_end(lam_hdf5 *to, hid_t data);
/* Rows of a signal in a trial, times a factor, as columns of a dataset from this place on:
 * [samples][columns], or [samples] of a single row. Dipoles are as they are to be shown. */
lam_status lam_hdf5_columns(lam_hdf5 *to, const lam_exchange_job *job, size_t trial,
                            const char *signal, hid_t data, const hsize_t place[2], double factor);

#endif
