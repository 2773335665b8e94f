/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_impl.h - the results of a run while they are written (not public). */
#ifndef LAM_RESULTS_IMPL_H
#define LAM_RESULTS_IMPL_H

#include "results/lam_folder_impl.h"
#include "results/lam_stage_impl.h"

#include <hdf5.h>
#include <sys/types.h>

/* How text files show dipoles. */
typedef struct lam_shown {
    double scale, smooth_ms;
} lam_shown;

/* The populations whose dipoles are measured. */
typedef struct lam_measured {
    size_t n;
    char **names_owned, **labels_owned;
} lam_measured;

struct lam_results {
    lam_folder folder;
    hid_t file;
    int fd;         /* another descriptor of the same file, to reserve space and to synchronise */
    off_t reserved; /* bytes of the disk that the file has already */
    lam_shown shown;
    bool has_no_text; /* results.h5 alone */
    lam_measured measured;
    lam_stage stage;
    size_t trial, n_ended; /* of trials that are written into the file directly */
    bool is_in_trial;
};

lam_status lam_results_network(const char *path, char **json_out);

/* Write dipole_<which>.txt, as lam_results_text_dipole does (lam_results_text.c). */
lam_status lam_results_dipole(lam_results *results, const char *which, size_t n_samples,
                              const double *time_ms, const double *agg_nAm, size_t n_columns,
                              const char *const *labels, const double *const *columns_nAm);

/* Write dipole_mean.txt, the mean dipole of the trials in the file. A single trial has no mean
 * (lam_results_mean.c). */
void lam_measured_free(lam_measured *measured);
lam_status lam_results_write_mean(lam_results *results);

/* Reserve space for further bytes in the file. Return LAM_ERR_IO with HDF5's reason why something
 * cannot be written, or with the system's. */
lam_status lam_results_reserve(lam_results *results, size_t n_bytes);
lam_status lam_results_fail(const lam_results *results, const char *what);
lam_status lam_results_fail_system(const lam_results *results, int error);
/* Remove what there is of a trial that has not ended. */
lam_status lam_results_drop_trial(lam_results *results);
/* Open a file of results to read it. *file_out is below 0 if it is no such file; LAM_ERR_IO: this
 * cannot be told. */
lam_status lam_results_open(const char *path, hid_t *file_out);
/* Write an attribute: one value, or a text. They return a number below 0 on failure. */
herr_t lam_results_add_attribute(hid_t object, const char *name, hid_t file_type, hid_t memory_type,
                                 const void *value);
herr_t lam_results_add_text(hid_t object, const char *name, const char *text);

typedef struct lam_dataset {
    const char *path, *units;
    int rank;
    hsize_t dimensions[2];
    hid_t file_type, memory_type;
    const void *values;
    hsize_t chunk; /* of a compressed vector; 0: it is not compressed */
    double dt_ms;  /* between samples, if it is not the run's; else 0 */
} lam_dataset;

lam_status lam_results_write_dataset(lam_results *results, const lam_dataset *data);

#endif
