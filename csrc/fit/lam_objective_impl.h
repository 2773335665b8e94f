/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective_impl.h - the terms of an objective (not public). */
#ifndef LAM_OBJECTIVE_IMPL_H
#define LAM_OBJECTIVE_IMPL_H

#include "json/lam_json_impl.h"

enum { LAM_OBJECTIVE_NAME = 192 };

typedef enum lam_term_kind {
    LAM_TERM_DIPOLE_RMSE,
    LAM_TERM_DIPOLE_CORRELATION,
    LAM_TERM_BAND_POWER,
    LAM_TERM_BAND_RATIO,
    LAM_TERM_RATES,
    LAM_TERM_LFP_RMSE,
    LAM_TERM_CSD_RMSE,
    LAM_TERM_EEG_RMSE,
    LAM_TERM_EEG_CORRELATION,
    LAM_TERM_MEG_RMSE,
    LAM_TERM_MEG_CORRELATION,
    LAM_TERM_HOC,
    LAM_TERM_N_KINDS
} lam_term_kind;

/* What a kind is about. */
typedef struct lam_term_about {
    const char *name;
    const char *folder; /* of its signal */
    const char *unit;   /* of the data that it is compared with; NULL: there are none */
    bool is_correlation;
} lam_term_about;
extern const lam_term_about lam_term_kinds[LAM_TERM_N_KINDS];

typedef struct lam_term_band {
    double low_hz, high_hz, weight;
} lam_term_band;

/* What a term compares: one signal. Of "rates" each population is a term of its own. */
typedef struct lam_term {
    lam_term_kind kind;
    size_t place;                  /* in the list of the specification; SIZE_MAX: there is none */
    double weight, from_ms, to_ms; /* NAN: no limit */
    char signal[LAM_OBJECTIVE_NAME];
    double hz; /* of a rate */
    size_t n_bands;
    lam_term_band *bands;
    size_t n_given;        /* rows of the model's signal; 0: as many as are compared */
    size_t *rows;          /* which of them are compared, [n_rows]; NULL: all */
    size_t n_rows, n_data; /* of the data: rows, and samples in each; 0: there are none */
    double data_dt_ms, data_end_ms;
    double *data, *data_time_ms; /* [n_rows][n_data], [n_data] */
    size_t n_points;             /* of weights that are given */
    double *points;              /* [n_points][2]: a time (ms), the weight there */
    bool is_staged;              /* weights are those of a stage's drives */
    size_t n_onsets, *onsets;    /* of these, of the objective's */
    double *weights;             /* [n_samples], since prepare; NULL: all are 1 */
    size_t n_residuals;          /* since prepare */
    size_t n_values;             /* of the model at hand */
    double *values;
} lam_term;

/* When an evoked drive, by its number in the network, begins, is at its mean, ends (ms). */
typedef struct lam_onset {
    size_t drive;
    double mean_ms, sigma_ms, start_ms, end_ms;
} lam_onset;

struct lam_objective {
    char *path; /* of the specification */
    lam_json_document document;
    size_t n_terms, n_held;
    lam_term *terms;
    size_t n_onsets, n_stage;
    lam_onset *onsets;
    size_t *stage; /* [n_stage]: onsets of the drives at hand */
    size_t n_samples;
    double *time_ms;        /* [n_samples] of the model */
    double dt_ms, whole_ms; /* whole_ms: the longest that has been prepared */
    bool with_squares;
    size_t *curves; /* of lam_objective_curves */
};

/* Is the term a root of squares? */
bool lam_term_has_residuals(const lam_term *term);
/* Model, data and weights of a row at common samples, of which the caller frees the first list. */
lam_status lam_objective_common(const lam_objective *objective, const lam_term *term, size_t row,
                                const double *values, lam_stretch *stretch_out, double **model_out);
/* Terms as the specification has them; their signals, without data. */
lam_status lam_objective_read(lam_objective *objective);
/* Whether a network has their signals, and which rows are compared (lam_objective_match.c). */
lam_status lam_objective_match(lam_objective *objective, const lam_model *model);
/* Data for those that compare with some. model NULL: the signals are not known. */
lam_status lam_objective_load(lam_objective *objective, const lam_model *model, const char *target,
                              const char *units, const char *data);

/* A term in the specification; its places lead to each other, so that it stays where it is. */
typedef struct lam_term_place {
    lam_json root, all, term;
} lam_term_place;
void lam_term_find(const lam_objective *objective, const lam_term *term, lam_term_place *place_out);
/* The place of one of its keys; of a term that is a name, its own. */
lam_json lam_term_key(const lam_term_place *place, const char *key);
/* The sensors of a term. NULL: it is of none, or the model has none of this name. */
const lam_sensor_set *lam_term_sensors(const lam_model *model, const lam_term *term);
/* The name of a sensor, or its number, as a column of data may be called. */
void lam_term_channel(const lam_sensor_set *set, size_t sensor, char out[LAM_OBJECTIVE_NAME]);

/* ---- weights over time (lam_objective_weights.c) ---- */

/* As the specification has them; those of drives are found in the model afterwards. */
lam_status lam_term_read_weights(const lam_objective *objective, const lam_json *at,
                                 lam_term *term);
lam_status lam_objective_find_onsets(lam_objective *objective, const lam_model *model);
/* At the model's times. */
lam_status lam_term_weigh(const lam_objective *objective, lam_term *term);

#endif
