/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_curves.c - means of signals over trials, and their peaks. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

lam_status analyse_load_mean(const analyse_input *input, const analyse_options *options, size_t i,
                             analyse_signal *signal_out) {
    LAM_TRY(analyse_load(input, options, i, false, signal_out));
    double *mean = lam_alloc(2 * signal_out->n, sizeof *mean);
    lam_status status = mean == NULL
                            ? LAM_ERR_MEMORY
                            : lam_trials_mean(signal_out->n_trials, signal_out->n,
                                              signal_out->trials, mean, mean + signal_out->n);
    if (status != LAM_OK) {
        free(mean);
        analyse_signal_free(signal_out);
        return status;
    }
    free(signal_out->trials);
    signal_out->trials = mean;
    signal_out->n_trials = 1;
    return LAM_OK;
}

/* ---- the mean ---- */

/* Mean and standard error of the window; with --minus of the difference from another condition. */
static lam_status find_mean(const analyse_input *input, const analyse_options *options, size_t i,
                            analyse_signal *signal, double **mean_out) {
    analyse_options of = *options;
    analyse_signal other;
    of.minus = NULL;
    LAM_TRY(analyse_load(input, &of, i, true, signal));
    size_t n = signal->n;
    double *mean = lam_alloc(4 * n, sizeof *mean), *sem = mean + n, *of_other = sem + n;
    lam_status status = mean == NULL
                            ? LAM_ERR_MEMORY
                            : lam_trials_mean(signal->n_trials, n, signal->trials, mean, sem);
    if (status == LAM_OK && options->minus != NULL) {
        status = analyse_load_minus(options, true, signal, &other);
        if (status == LAM_OK) {
            status = lam_trials_mean(other.n_trials, n, other.trials, of_other, of_other + n);
            analyse_signal_free(&other);
        }
        if (status == LAM_OK) {
            status = lam_trials_difference(n, mean, sem, of_other, of_other + n, mean, sem);
        }
    }
    if (status != LAM_OK) {
        free(mean);
        analyse_signal_free(signal);
        return status;
    }
    *mean_out = mean;
    return LAM_OK;
}

lam_status analyse_mean(const analyse_input *input, const analyse_options *options, answer *a) {
    lam_status status = LAM_OK;
    a->has_columns = true;
    for (size_t i = 0; i < input->n_signals && status == LAM_OK; i++) {
        analyse_signal signal;
        double *mean;
        LAM_TRY(find_mean(input, options, i, &signal, &mean));
        size_t n = signal.n;
        status = i == 0 ? answer_list(a, NULL, "time_ms", NULL, n, signal.time_ms) : LAM_OK;
        status =
            status == LAM_OK ? answer_list(a, signal.name, "mean", signal.unit, n, mean) : status;
        status = status == LAM_OK ? answer_list(a, signal.name, "sem", signal.unit, n, mean + n)
                                  : status;
        status = status == LAM_OK ? answer_text(a, signal.name, "unit", signal.unit) : status;
        free(mean);
        analyse_signal_free(&signal);
    }
    return status;
}

/* ---- peaks ---- */

lam_curve analyse_curve_of(const analyse_signal *signal) {
    return (lam_curve){signal->n, signal->time_ms, signal->trials};
}

static lam_status add_peaks(answer *a, const analyse_signal *signal,
                            const analyse_options *options) {
    lam_curve curve = analyse_curve_of(signal);
    lam_peaks peaks;
    LAM_TRY(lam_curve_peaks(&curve, options->from_ms, options->to_ms, &peaks));
    LAM_TRY(answer_number(a, signal->name, "minimum", "time_ms", NULL, peaks.minimum_ms));
    LAM_TRY(answer_number(a, signal->name, "minimum", "value", signal->unit, peaks.minimum));
    LAM_TRY(answer_number(a, signal->name, "maximum", "time_ms", NULL, peaks.maximum_ms));
    return answer_number(a, signal->name, "maximum", "value", signal->unit, peaks.maximum);
}

lam_status analyse_peaks(const analyse_input *input, const analyse_options *options, answer *a) {
    a->labels[0] = "signal";
    a->labels[1] = "extremum";
    lam_status status = LAM_OK;
    for (size_t i = 0; i < input->n_signals && status == LAM_OK; i++) {
        analyse_signal signal;
        LAM_TRY(analyse_load_mean(input, options, i, &signal));
        status = add_peaks(a, &signal, options);
        status = status == LAM_OK ? answer_text(a, signal.name, "unit", signal.unit) : status;
        analyse_signal_free(&signal);
    }
    return status;
}
