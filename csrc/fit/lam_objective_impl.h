/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective_impl.h - the terms of an objective (not public). */
#ifndef LAM_OBJECTIVE_IMPL_H
#define LAM_OBJECTIVE_IMPL_H

#include "base/lam_status_impl.h"

enum { LAM_OBJECTIVE_NAME = 192 };

typedef enum lam_term_kind {
    LAM_TERM_DIPOLE_RMSE,
    LAM_TERM_DIPOLE_CORRELATION,
    LAM_TERM_BAND_POWER,
    LAM_TERM_RATES,
    LAM_TERM_LFP_RMSE,
    LAM_TERM_CSD_RMSE,
    LAM_TERM_HOC,
    LAM_TERM_N_KINDS
} lam_term_kind;

typedef struct lam_term_band {
    double low_hz, high_hz, weight;
} lam_term_band;

/* What a term compares: one signal. Of "rates" each population is a term of its own. */
typedef struct lam_term {
    lam_term_kind kind;
    double weight, from_ms, to_ms; /* NAN: no limit */
    char signal[LAM_OBJECTIVE_NAME];
    double hz; /* of a rate */
    size_t n_bands;
    lam_term_band *bands;
    size_t n_rows, n_data; /* of the data: rows, and samples in each; 0: there are none */
    double data_dt_ms, data_end_ms;
    double *data, *data_time_ms; /* [n_rows][n_data], [n_data] */
    size_t n_residuals;          /* since prepare */
    size_t n_values;             /* of the model at hand */
    double *values;
} lam_term;

struct lam_objective {
    char *path; /* of the specification */
    size_t n_terms, n_held;
    lam_term *terms;
    size_t n_samples;
    double *time_ms; /* [n_samples] of the model */
    double dt_ms;
    bool with_squares;
    size_t *curves; /* of lam_objective_curves */
};

/* Is the term a root of squares? */
bool lam_term_has_residuals(const lam_term *term);
/* Model and data of a row at common samples, of which the caller frees the first list. */
lam_status lam_objective_common(const lam_objective *objective, const lam_term *term, size_t row,
                                const double *values, size_t *n_out, double **model_out);
/* The kinds' names. */
extern const char *const lam_term_names[LAM_TERM_N_KINDS];
/* Terms as the specification has them; their signals, without data. */
lam_status lam_objective_read(const char *spec, lam_objective *objective);
/* Data for those that compare with some. */
lam_status lam_objective_load(lam_objective *objective, const char *target, const char *units,
                              const char *data);

#endif
