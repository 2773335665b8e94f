/* SPDX-License-Identifier: BSD-3-Clause
 * lam_trials.c - mean and standard error of trials, and the difference of two conditions. */
#include "signal/lam_signal_impl.h"

#include <math.h>
#include <string.h>

lam_status lam_trials_mean(size_t n_trials, size_t n, const double *trials,
                           double *restrict mean_out, double *restrict sem_out) {
    if (n_trials == 0) {
        return lam_fail(LAM_ERR_INPUT, "mean: no trials; accepted: 1 or more");
    }
    LAM_TRY(lam_signal_check("mean", n_trials * n, trials, 1));
    memset(mean_out, 0, n * sizeof *mean_out);
    memset(sem_out, 0, n * sizeof *sem_out);
    for (size_t k = 0; k < n_trials; k++) {
        const double *trial = trials + k * n;
        for (size_t i = 0; i < n; i++) {
            mean_out[i] += trial[i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        mean_out[i] /= (double)n_trials;
    }
    for (size_t k = 0; k < n_trials; k++) {
        const double *trial = trials + k * n;
        for (size_t i = 0; i < n; i++) {
            double apart = trial[i] - mean_out[i];
            sem_out[i] += apart * apart;
        }
    }
    double scale = (double)n_trials * ((double)n_trials - 1);
    for (size_t i = 0; i < n; i++) {
        sem_out[i] = n_trials > 1 ? sqrt(sem_out[i] / scale) : (double)NAN;
    }
    return LAM_OK;
}

lam_status lam_trials_difference(size_t n, const double *mean_a, const double *sem_a,
                                 const double *mean_b, const double *sem_b,
                                 double *restrict difference_out, double *restrict sem_out) {
    LAM_TRY(lam_signal_check("difference", n, mean_a, 1));
    LAM_TRY(lam_signal_check("difference", n, mean_b, 1));
    for (size_t i = 0; i < n; i++) {
        difference_out[i] = mean_a[i] - mean_b[i];
        sem_out[i] = sqrt(sem_a[i] * sem_a[i] + sem_b[i] * sem_b[i]);
    }
    return LAM_OK;
}
