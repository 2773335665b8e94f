/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_shape.c - what is done to a signal before it is analysed: scale, filters, baseline, other
 * steps, another condition subtracted. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A dipole is multiplied and smoothed as the run shows it in text, unless the options say how. */
static lam_status filter(const analyse_input *input, const analyse_options *options,
                         const analyse_signal *signal, double *samples) {
    char path[ANALYSE_PATH];
    size_t n = signal->n, row;
    LAM_TRY(analyse_find_signal(input, signal->name, path, &row));
    bool is_dipole = strncmp(path, "dipole/", 7) == 0;
    double scale = is_dipole ? input->facts->scale : 1;
    double smooth_ms = is_dipole ? input->facts->smooth_ms : 0;
    scale = isnan(options->scale) ? scale : options->scale;
    smooth_ms = isnan(options->smooth_ms) ? smooth_ms : options->smooth_ms;
    for (size_t i = 0; i < n; i++) {
        samples[i] *= scale;
    }
    LAM_TRY(smooth_ms > 0 ? lam_smooth(n, samples, smooth_ms, signal->dt_ms) : LAM_OK);
    return isnan(options->lowpass_hz)
               ? LAM_OK
               : lam_signal_savgol(n, samples, options->lowpass_hz, signal->dt_ms);
}

/* All trials, at so many even steps as come nearest to the rate. */
static lam_status resample(double rate_hz, analyse_signal *signal) {
    double length_ms = (double)signal->n * signal->dt_ms;
    double count = nearbyint(length_ms * rate_hz / 1000);
    if (!(count >= 2 && count <= 1e9)) {
        return lam_fail(LAM_ERR_INPUT, "--resample: %g Hz; accepted: 2 samples or more in %g ms",
                        rate_hz, length_ms);
    }
    size_t n = (size_t)count;
    double *trials = lam_alloc(signal->n_trials * n, sizeof *trials);
    double *time_ms = lam_alloc(n, sizeof *time_ms);
    lam_status status = trials == NULL || time_ms == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < signal->n_trials && status == LAM_OK; k++) {
        status = lam_signal_resample(signal->n, signal->trials + k * signal->n, n, trials + k * n);
    }
    if (status != LAM_OK) {
        free(trials);
        free(time_ms);
        return status;
    }
    for (size_t i = 0; i < n; i++) {
        time_ms[i] = signal->time_ms[0] + (double)i * (length_ms / count);
    }
    free(signal->trials);
    free(signal->time_ms);
    signal->trials = trials;
    signal->time_ms = time_ms;
    signal->n = n;
    signal->dt_ms = length_ms / count;
    return LAM_OK;
}

/* ---- another condition ---- */

/* Times of both to a thousandth of a step: their difference is one of samples. */
static lam_status check_same(const char *path, const analyse_signal *a, const analyse_signal *b) {
    bool is = a->n == b->n && strcmp(a->unit, b->unit) == 0;
    for (size_t i = 0; i < a->n && is; i++) {
        is = fabs(a->time_ms[i] - b->time_ms[i]) <= 1e-3 * a->dt_ms;
    }
    return is ? LAM_OK
              : lam_fail(LAM_ERR_INPUT,
                         "--minus: %s: %s has %zu samples from %g ms on in %s, here %zu from %g ms "
                         "on in %s; accepted: the same times and unit, as with --resample",
                         path, a->name, b->n, b->time_ms[0], b->unit, a->n, a->time_ms[0], a->unit);
}

lam_status analyse_load_minus(const analyse_options *options, bool windowed,
                              const analyse_signal *like, analyse_signal *other_out) {
    analyse_options of = analyse_options_of_other(options, true);
    analyse_input other = {.saved = NULL};
    of.signal = like->name;
    lam_status status = analyse_open(options->minus, &of, &other);
    status = status == LAM_OK ? analyse_load(&other, &of, 0, windowed, other_out) : status;
    analyse_close(&other);
    LAM_TRY(status);
    status = check_same(options->minus, like, other_out);
    if (status != LAM_OK) {
        analyse_signal_free(other_out);
    }
    return status;
}

/* From each trial the mean of the other. */
static lam_status subtract(const analyse_options *options, analyse_signal *signal) {
    analyse_signal other;
    LAM_TRY(analyse_load_minus(options, false, signal, &other));
    size_t n = signal->n;
    double *mean = lam_alloc(2 * n, sizeof *mean);
    lam_status status = mean == NULL
                            ? LAM_ERR_MEMORY
                            : lam_trials_mean(other.n_trials, n, other.trials, mean, mean + n);
    for (size_t i = 0; i < signal->n_trials * n && status == LAM_OK; i++) {
        signal->trials[i] -= mean[i % n];
    }
    free(mean);
    analyse_signal_free(&other);
    return status;
}

lam_status analyse_shape(const analyse_input *input, const analyse_options *options,
                         analyse_signal *signal) {
    double from_ms = 0, to_ms = 0;
    bool has_baseline = options->baseline != NULL;
    LAM_TRY(has_baseline ? analyse_times("baseline", options->baseline, &from_ms, &to_ms) : LAM_OK);
    for (size_t k = 0; k < signal->n_trials; k++) {
        double *samples = signal->trials + k * signal->n;
        LAM_TRY(filter(input, options, signal, samples));
        LAM_TRY(has_baseline
                    ? lam_signal_rebase(signal->n, signal->time_ms, samples, from_ms, to_ms)
                    : LAM_OK);
    }
    LAM_TRY(isnan(options->resample_hz) ? LAM_OK : resample(options->resample_hz, signal));
    return options->minus == NULL ? LAM_OK : subtract(options, signal);
}
