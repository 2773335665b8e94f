/* SPDX-License-Identifier: BSD-3-Clause
 * lam_nwb_impl.h - the parts of an NWB file: objects with a type, tables, texts, references to
 * other objects (not public). */
#ifndef LAM_NWB_IMPL_H
#define LAM_NWB_IMPL_H

#include "exchange/lam_hdf5_impl.h"

/* Electrodes of an array or a cap, rows of the one table of electrodes. */
typedef struct lam_nwb_set {
    char signal[LAM_SAVED_NAME]; /* "extracellular/lam", also of its shares; "eeg/cap" */
    size_t first, n;
} lam_nwb_set;

/* A file while it is filled. Trials stand one behind the other on one axis of time. */
typedef struct lam_nwb {
    lam_exchange_job *job;
    lam_hdf5 h5;
    uint64_t identity; /* of what is written */
    double rate_hz;
    size_t n_sets, n_sets_held;
    lam_nwb_set *sets_owned;
} lam_nwb;

/* When a trial begins (s); `k` counts those that are written. */
static inline double lam_nwb_begin_s(const lam_nwb *to, size_t k) {
    return (double)(k * to->job->facts->n_samples) / to->rate_hz;
}

/* Of these bytes, after what was before. */
uint64_t lam_nwb_hash(uint64_t before, const void *bytes, size_t n);

/* ---- attributes ---- */

void lam_nwb_text(lam_nwb *to, hid_t object, const char *name, const char *text);
void lam_nwb_texts(lam_nwb *to, hid_t object, const char *name, size_t n, const char *const *texts);
void lam_nwb_number(lam_nwb *to, hid_t object, const char *name, double number);
/* To the object at this path. */
void lam_nwb_reference(lam_nwb *to, hid_t object, const char *name, const char *path);
/* What all objects of a type have; types of tables are those of "hdmf-common". */
void lam_nwb_type(lam_nwb *to, hid_t object, const char *path, const char *space, const char *type);

/* ---- objects, which the caller closes by H5Gclose or H5Dclose ---- */

hid_t lam_nwb_group(lam_nwb *to, const char *path);
/* A dataset of one text; it is closed. */
void lam_nwb_text_data(lam_nwb *to, const char *path, const char *text);
hid_t lam_nwb_text_list(lam_nwb *to, const char *path, size_t n, const char *const *texts);

/* ---- tables, which have columns ---- */

/* A table of this type, with numbers of its rows, from 0 on. */
void lam_nwb_table(lam_nwb *to, const char *path, const char *space, const char *type,
                   const char *description, size_t n_rows, size_t n_columns,
                   const char *const *columns);
/* Columns of numbers (of an HDF5 type), texts, references to paths. */
void lam_nwb_numbers(lam_nwb *to, const char *table, const char *column, const char *description,
                     hid_t type, size_t n, const double *values);
void lam_nwb_words(lam_nwb *to, const char *table, const char *column, const char *description,
                   size_t n, const char *const *texts);
void lam_nwb_objects(lam_nwb *to, const char *table, const char *column, const char *description,
                     size_t n, const char *const *paths);
/* Where the values of each row of this column end, which is long and there already. */
void lam_nwb_index(lam_nwb *to, const char *table, const char *column, size_t n,
                   const double *ends);
/* Rows of another table that belong to an object. */
void lam_nwb_region(lam_nwb *to, const char *path, const char *table, size_t first, size_t n);

/* ---- the tables of results (lam_nwb_tables.c) ---- */

enum { LAM_NWB_PATH = 2 * LAM_SAVED_NAME };
static const char lam_nwb_electrodes[] = "/general/extracellular_ephys/electrodes";

/* All electrodes, and the groups that they are in. */
lam_status lam_nwb_put_electrodes(lam_nwb *to);
/* Those that have measured a signal; NULL: it is no potential. */
const lam_nwb_set *lam_nwb_find_set(const lam_nwb *to, const char *signal);
lam_status lam_nwb_put_trials(lam_nwb *to);
lam_status lam_nwb_put_units(lam_nwb *to);

#endif
