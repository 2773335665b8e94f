/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_impl.h - the folder that a run's results share (not public). */
#ifndef LAM_RESULTS_IMPL_H
#define LAM_RESULTS_IMPL_H

#include "laminae.h"

#include <hdf5.h>

/* A folder whose results are replaced as a whole (lam_folder.c): new files are written as parts,
 * under names of their own, until lam_folder_publish gives them their final names. */
typedef struct lam_folder {
    char *path_owned;
    size_t made; /* length of the shortest prefix of the path that had to be made; 0: none */
    int fd, lock_fd;
} lam_folder;

#define LAM_LOCK_NAME ".lock"

/* Make, check and lock the folder, and sweep away the parts of killed runs. Trials that are kept
 * there (lam_stage.c) are refused unless the run `resumes`. */
lam_status lam_folder_open(const char *path, bool resumes, lam_folder *folder_out);
/* Whether a file of this name may be a result, or something of a run that writes them. */
bool lam_folder_may_hold(const char *name);
/* A new, empty part that will be called `name`, which must be the name of a result. */
lam_status lam_folder_part(const lam_folder *folder, const char *name, int *fd_out);
/* The path of that part; owned by the caller, NULL when out of memory. */
char *lam_folder_part_path(const lam_folder *folder, const char *name);
/* Whether an earlier run's results are there. */
bool lam_folder_has_results(const lam_folder *folder);
/* Remove the parts that are texts of this trial. */
void lam_folder_drop(const lam_folder *folder, size_t trial);
/* Give all parts their final names, results.h5 last, and remove other results. On failure
 * lam_folder_close puts back what was there. */
lam_status lam_folder_publish(lam_folder *folder);
/* Remove the parts, folders made for nothing and the lock. Keeps lam_error(). */
void lam_folder_close(lam_folder *folder);

/* Lock it for this process (lam_lock.c). */
lam_status lam_lock(lam_folder *folder);

/* How dipoles are shown in text. */
typedef struct lam_shown {
    double scale, smooth_ms;
} lam_shown;

lam_status lam_results_network(const char *path, char **json_out);

const lam_folder *lam_results_folder(const lam_results *results);
lam_shown lam_results_shown(const lam_results *results);

/* dipole_<which>.txt, as lam_results_text_dipole (lam_results_text.c). */
lam_status lam_results_dipole(lam_results *results, const char *which, size_t n_samples,
                              const double *time_ms, const double *agg_nAm, size_t n_columns,
                              const char *const *labels, const double *const *columns_nAm);

/* The populations whose dipoles are measured, and the mean of these over the trials that the file
 * has, dipole_mean.txt; none for a single trial (lam_results_mean.c). */
typedef struct lam_measured {
    size_t n;
    char **names_owned, **labels_owned;
} lam_measured;

lam_measured *lam_results_measured(lam_results *results);
void lam_measured_free(lam_measured *measured);
lam_status lam_results_write_mean(lam_results *results);

/* The file that is being written; place for further bytes in it; LAM_ERR_IO with HDF5's reason why
 * something cannot be written; a text attribute, below 0 on failure. */
hid_t lam_results_file(const lam_results *results);
lam_status lam_results_reserve(lam_results *results, size_t n_bytes);
lam_status lam_results_fail(const lam_results *results, const char *what);
/* Remove what there is of a trial that has not ended. */
lam_status lam_results_drop_trial(lam_results *results);
/* Open a file of results to read; below 0 when it is none, LAM_ERR_IO when that cannot be told. */
lam_status lam_results_open(const char *path, hid_t *file_out);
herr_t lam_results_add_text(hid_t object, const char *name, const char *text);

#endif
