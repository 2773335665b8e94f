/* SPDX-License-Identifier: BSD-3-Clause
 * objective.h - how far a model is from data, as one number that a fit makes least. */
#ifndef LAMINAE_OBJECTIVE_H
#define LAMINAE_OBJECTIVE_H

#include "laminae/network.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A weighted sum of terms (docs/fit.md), each of which compares a signal of a model with data. */
typedef struct lam_objective lam_objective;

/* Read what a specification, a file of JSON, has under "objective", and the data that it compares
 * with: results or a file of data (lam_saved_open_data; units and data as there, NULL: none), the
 * mean of its trials, as they are shown. target NULL: there are none. The network has to have the
 * signals; it is only read here; NULL: signals are taken as they are, without sensors.
 * LAM_ERR_INPUT names the file, the path in it and what is accepted. The caller closes
 * *objective_out. */
lam_status lam_objective_open(const char *spec, const lam_network *network, const char *target,
                              const char *units, const char *data, lam_objective **objective_out);
/* NULL is allowed. */
void lam_objective_close(lam_objective *objective);

/* The signals of a model that it needs: "dipole/agg", "eeg/NAME" and other datasets of a trial
 * (nAm, uV; dipoles and what sensors see scaled and smoothed), "rate/POPULATION" (Hz),
 * "hoc/FUNCTION", the value of a function. */
size_t lam_objective_n_signals(const lam_objective *objective);
const char *lam_objective_signal(const lam_objective *objective, size_t i);

/* Say that signals to come have n_samples samples, dt_ms apart, the first at 0. with_squares: the
 * value is the root of the sum of squared residuals, the squares of all terms being weighted;
 * without: the sum of weighted terms. May be called again. LAM_ERR_INPUT: the data end before the
 * samples do and no "to_ms" says that this is meant, or do not vary; with_squares: a term is no
 * sum of squares. */
lam_status lam_objective_prepare(lam_objective *objective, size_t n_samples, double dt_ms,
                                 bool with_squares);
/* Whether it can be prepared so, without squares, and all its bands have a frequency then. Prepare
 * it again after that. */
lam_status lam_objective_fits(lam_objective *objective, size_t n_samples, double dt_ms,
                              bool *fits_out);
/* The drives, by their numbers in the network, whose parameters are sought in the runs that are
 * prepared next: terms with "weights": "stages" have HNN-core's weights of these then; n_drives 0:
 * no weights. *end_ms_out: where these weights end; 0: no term has any. It comes after whole runs
 * have been prepared. */
lam_status lam_objective_stage(lam_objective *objective, size_t n_drives, const size_t *drives,
                               double *end_ms_out);
/* Can it be prepared with squares? */
bool lam_objective_has_squares(const lam_objective *objective);
/* Of all terms, as many as lam_objective_value tells; 0 without squares. */
size_t lam_objective_n_residuals(const lam_objective *objective);

/* Residuals are curves over time: of how many samples each. The list is the objective's, until it
 * is prepared again. */
lam_status lam_objective_curves(lam_objective *objective, size_t *n_out, const size_t **curves_out);

/* A signal of the model at hand, [n_rows][n_samples] or one number, is kept until the next one. */
lam_status lam_objective_give(lam_objective *objective, size_t i, size_t n_values,
                              const double *values);
/* The value, NAN if a signal is no finite numbers; residuals_out: [n_residuals], or NULL. */
lam_status lam_objective_value(const lam_objective *objective, double *value_out,
                               double *residuals_out);

/* The curves of the first term that has data, as they are compared: at from_ms + i dt_ms. */
typedef struct lam_compared {
    size_t n; /* samples; 0: nothing is compared with data */
    const char *unit;
    double from_ms, dt_ms;
    double *model;      /* [n], malloc's: the caller frees it; 0 before a model was given */
    const double *data; /* [n], behind it */
} lam_compared;
lam_status lam_objective_compared(const lam_objective *objective, lam_compared *compared_out);
/* Write the curves of the first term that has data: lines of a time in ms, the model at hand, the
 * data, commas between them. Nothing, where no term has. */
lam_status lam_objective_write(const lam_objective *objective, const char *path);
/* A sum of the data, their times and the files of HOC functions (lam_history_sum). */
uint64_t lam_objective_sum(const lam_objective *objective, uint64_t sum);

#ifdef __cplusplus
}
#endif

#endif
