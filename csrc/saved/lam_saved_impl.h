/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_impl.h - what is read back, from either kind of file (not public). */
#ifndef LAM_SAVED_IMPL_H
#define LAM_SAVED_IMPL_H

#include "base/lam_status_impl.h"
#include "saved/lam_mat_impl.h"

#include <hdf5.h>

struct lam_saved {
    lam_saved_facts facts;
    char *path_owned;
    size_t *trials_owned;
    double *time_owned;
    char **dipoles_owned; /* [facts.n_dipoles] */
    lam_saved_population *populations_owned;
    hid_t file;           /* of results; below 0: none */
    double *values_owned; /* of data; sample s of curve c in trial k: lam_data_place */
    size_t first_value, step_of_trial, step_of_curve, step_of_sample;
    char (*units_owned)[LAM_SAVED_UNIT]; /* of data, [n_dipoles] */
    size_t n_spikes;                     /* of a text of spikes */
    double *spike_ms_owned, *spike_gid_owned;
    char said[512]; /* of data */
};

enum { LAM_DATA_NAME = 64 };

/* What a user says of data; 0 or "": nothing. */
typedef struct lam_data_how {
    char time_unit[LAM_SAVED_UNIT], unit[LAM_SAVED_UNIT], name[LAM_DATA_NAME];
    double rate_hz;
    bool trials_are_columns, trials_are_rows;
} lam_data_how;

lam_status lam_data_how_read(const char *units, const char *data, lam_data_how *how_out);
/* Of a unit, what it is stored in ("nAm", "uV", "fT", "ms") and the factor to it; false: it is
 * none.
 */
bool lam_data_unit(const char *unit, const char **stored_out, double *factor_out);
/* The unit of times, or of values, that a header names, as _nAm, (nAm) or [nAm], and another one,
 * if it names two (NULL: not wanted); "": none. */
void lam_data_header_unit(const char *header, bool is_time, char unit_out[LAM_SAVED_UNIT],
                          char *other_out);

/* As a column of a table may be called: blanks and what separates columns become _. */
void lam_data_clean_name(char *name);

/* Numbers in rows and columns, and what their file says of them. */
typedef struct lam_data_matrix {
    size_t n_rows, n_columns;
    double *values;       /* row by row, malloc's */
    const char *header;   /* "": none */
    bool must_have_times; /* a text, unless a rate is given */
    bool names_times;     /* its header does, so that it has them even then */
    size_t n_names;       /* of the columns behind the time; 0: none */
    char (*names)[LAM_DATA_NAME];
} lam_data_matrix;

/* Fills the facts. The values become those of `saved`, without another copy, also after a failure.
 */
lam_status lam_saved_take_matrix(lam_saved *saved, const lam_data_how *how,
                                 const lam_data_matrix *matrix);
/* Memory for what is said of data; names are taken one by one, from 0 on. */
lam_status lam_saved_make_room(lam_saved *saved, size_t n_trials, size_t n_curves,
                               size_t n_samples);
/* The same and for their values, curve behind curve and trial behind trial. */
lam_status lam_saved_make_values(lam_saved *saved, size_t n_trials, size_t n_curves,
                                 size_t n_samples);
/* Where a sample is. */
static inline size_t lam_data_place(const lam_saved *saved, size_t trial, size_t curve,
                                    size_t sample) {
    return saved->first_value + trial * saved->step_of_trial + curve * saved->step_of_curve +
           sample * saved->step_of_sample;
}
lam_status lam_saved_add_name(lam_saved *saved, const char *name, const char *unit);
/* Rate, range, sign, trials: what is said of data. `how`: "", or where the units come from. */
void lam_saved_say(lam_saved *saved, const char *how);

/* Fill the facts of what has its path_owned; the caller closes it, also after a failure. */
lam_status lam_saved_open_text(lam_saved *saved, const lam_data_how *how);
lam_status lam_saved_open_hdf5(lam_saved *saved);
lam_status lam_saved_open_npy(lam_saved *saved, const lam_data_how *how);
lam_status lam_saved_open_fif(lam_saved *saved, const lam_data_how *how);
lam_status lam_saved_open_mat(lam_saved *saved, const lam_data_how *how);
/* Of a MAT-file that is a dataset of EEGLAB. */
bool lam_saved_is_set(const lam_mat *mat);
lam_status lam_saved_open_set(lam_saved *saved, const lam_data_how *how, const lam_mat *mat);

/* A text of spikes, by its name or its first row? */
bool lam_saved_is_spk(const char *path);
/* Takes them, and times of their own if there are none of curves. */
lam_status lam_saved_open_spk(lam_saved *saved, const char *path);
lam_status lam_saved_spikes_spk(const lam_saved *saved, size_t *n_out, double **time_ms_out,
                                double **gid_out);

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
