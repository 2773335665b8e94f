/* SPDX-License-Identifier: BSD-3-Clause
 * signal.h - what is done to signals: baseline, smoothing, filters, trials, comparison with data.
 *
 * A signal is n samples at even steps of dt_ms. Samples that are no finite numbers are refused, as
 * are signals that are too short, with LAM_ERR_INPUT and a line that says which. All memory is the
 * caller's. */
#ifndef LAMINAE_SIGNAL_H
#define LAMINAE_SIGNAL_H

#include "laminae/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Subtract a population's baseline from its dipole, in place. The baseline is n_cells times what
 * the file says of this name (params/baseline/hnn.json): a straight line for each stretch of time.
 * Times that do not grow are refused. Of a name that the file has not the error names the
 * population, too. */
lam_status lam_baseline_subtract(const char *path, const char *name, const char *population,
                                 size_t n_cells, size_t n_samples, const double *time_ms,
                                 double *q_fAm);

/* Smooth in place with a Hamming window of window_ms, whose sum is 1. Beyond its ends the signal
 * counts as 0. This is HNN-core's Dipole.smooth (numpy.convolve, mode "same"). A window below 1 ms
 * or longer than the signal is refused. */
lam_status lam_smooth(size_t n, double *samples, double window_ms, double dt_ms);

/* The samples from from_ms to to_ms, both included; NAN: from the first, to the last. None there is
 * LAM_ERR_INPUT. Times grow. */
lam_status lam_signal_window(size_t n, const double *time_ms, double from_ms, double to_ms,
                             size_t *first_out, size_t *n_out);

/* Subtract, in place, the mean of the samples in a window. */
lam_status lam_signal_rebase(size_t n, const double *time_ms, double *samples, double from_ms,
                             double to_ms);

/* Low-pass in place by polynomials of order 5 that are fitted to a moving window (Savitzky & Golay
 * 1964), which is the odd number of samples next to 1/high_hz; the ends are those of the first and
 * of the last polynomial. This is HNN-core's Dipole.savgol_filter. The window has to have 7 samples
 * or more and no more than the signal. */
lam_status lam_signal_savgol(size_t n, double *samples, double high_hz, double dt_ms);

/* The signal at n_out even steps over the same time, by its Fourier series (scipy.signal.resample):
 * it counts as periodic. samples_out: [n_out], another place than samples. */
lam_status lam_signal_resample(size_t n, const double *samples, size_t n_out, double *samples_out);

/* Mean over trials and its standard error, from the variance with n_trials - 1: NaN for one trial.
 * trials: [n_trials][n], trial after trial; mean_out, sem_out: [n]. */
lam_status lam_trials_mean(size_t n_trials, size_t n, const double *trials, double *mean_out,
                           double *sem_out);

/* The difference of the means of two conditions, a less b, and its standard error: the root of the
 * sum of the squares of theirs (Welch 1938). [n] each. */
lam_status lam_trials_difference(size_t n, const double *mean_a, const double *sem_a,
                                 const double *mean_b, const double *sem_b, double *difference_out,
                                 double *sem_out);

/* A curve over time, [n] each. */
typedef struct lam_curve {
    size_t n;
    const double *time_ms, *values;
} lam_curve;

typedef struct lam_agreement {
    double rmse;           /* in the unit of both curves */
    double correlation;    /* NaN, if one of them is constant */
    double from_ms, to_ms; /* the stretch that is compared */
    size_t n;              /* samples that are compared */
} lam_agreement;

/* Compare a model with data as HNN-core does (its _rmse and _anticorr). From the samples nearest to
 * from_ms, or to where the later curve begins, up to those before to_ms, or where the first curve
 * ends (NAN: no limit), the curve of more samples is resampled to as many as the other. Then
 *
 *     rmse = sqrt(sum of w (model - data)^2 / sum of w)
 *
 * and correlation is Pearson's of w model and w data. weights: [model->n], or NULL, which is 1;
 * they are resampled with the model, and then count as 0 below 1e-4. */
lam_status lam_curves_compare(const lam_curve *model, const lam_curve *data, double from_ms,
                              double to_ms, const double *weights, lam_agreement *agreement_out);

typedef struct lam_stretch {
    size_t n; /* samples, at from_ms + i dt_ms */
    double from_ms, dt_ms;
} lam_stretch;

/* What it compares: *common_out holds stretch_out->n samples of the model, then as many of the
 * data, then the weights. It is malloc's, the caller frees it. */
lam_status lam_curves_common(const lam_curve *model, const lam_curve *data, double from_ms,
                             double to_ms, const double *weights, lam_stretch *stretch_out,
                             double **common_out);

typedef struct lam_peaks {
    double minimum, minimum_ms, maximum, maximum_ms; /* of several the first */
} lam_peaks;

/* The lowest and the highest sample in a window (as lam_signal_window). */
lam_status lam_curve_peaks(const lam_curve *curve, double from_ms, double to_ms,
                           lam_peaks *peaks_out);

#ifdef __cplusplus
}
#endif

#endif
