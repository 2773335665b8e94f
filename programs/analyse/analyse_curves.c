/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_curves.c - peaks of signals, and how they agree with data or with other results. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The mean over trials of a signal, with its times: in the first trial's place. */
static lam_status load_mean(const analyse_input *input, const analyse_options *options, size_t i,
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

static lam_curve curve_of(const analyse_signal *signal) {
    return (lam_curve){signal->n, signal->time_ms, signal->trials};
}

static lam_status add_peaks(answer *a, const analyse_signal *signal,
                            const analyse_options *options) {
    lam_curve curve = curve_of(signal);
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
        LAM_TRY(load_mean(input, options, i, &signal));
        status = add_peaks(a, &signal, options);
        status = status == LAM_OK ? answer_text(a, signal.name, "unit", signal.unit) : status;
        analyse_signal_free(&signal);
    }
    return status;
}

/* ---- against data ---- */

static lam_status add_agreement(answer *a, const char *group, const char *unit,
                                const lam_agreement *agreement) {
    LAM_TRY(answer_number(a, group, NULL, "rmse", unit, agreement->rmse));
    LAM_TRY(answer_number(a, group, NULL, "correlation", NULL, agreement->correlation));
    LAM_TRY(answer_number(a, group, NULL, "from_ms", NULL, agreement->from_ms));
    LAM_TRY(answer_number(a, group, NULL, "to_ms", NULL, agreement->to_ms));
    return answer_number(a, group, NULL, "n_samples", NULL, (double)agreement->n);
}

/* One signal of two inputs. */
typedef struct pair {
    analyse_signal a, b;
    lam_agreement agreement;
} pair;

static lam_status load_pair(const analyse_input *model, size_t i, const analyse_input *data,
                            size_t j, const analyse_options *options,
                            const analyse_options *of_data, pair *out) {
    LAM_TRY(load_mean(model, options, i, &out->a));
    lam_status status = load_mean(data, of_data, j, &out->b);
    if (status == LAM_OK && strcmp(out->a.unit, out->b.unit) != 0) {
        status = lam_fail(LAM_ERR_INPUT, "%s in %s and %s in %s; accepted: signals of one unit",
                          out->a.unit, model->facts->path, out->b.unit, data->facts->path);
    }
    if (status == LAM_OK) {
        lam_curve model_curve = curve_of(&out->a), data_curve = curve_of(&out->b);
        status = lam_curves_compare(&model_curve, &data_curve, options->from_ms, options->to_ms,
                                    NULL, &out->agreement);
    }
    return status;
}

static void free_pair(pair *both) {
    analyse_signal_free(&both->a);
    analyse_signal_free(&both->b);
}

/* Data, or other results: all their trials, shown as they say. */
static analyse_options options_of_target(const analyse_options *options, bool is_results) {
    analyse_options of = *options;
    of.trials = NULL;
    if (!is_results) {
        of.signal = NULL;
        of.scale = of.smooth_ms = NAN;
    }
    return of;
}

static lam_status open_target(const analyse_options *options, analyse_options *of_target,
                              analyse_input *target) {
    if (options->target == NULL) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: no --target given; accepted: a file of data, or "
                        "results",
                        options->what);
    }
    analyse_options plain = options_of_target(options, false);
    LAM_TRY(analyse_open(options->target, &plain, target));
    *of_target = options_of_target(options, target->facts->is_results);
    if (target->facts->is_results) {
        analyse_close(target);
        return analyse_open(options->target, of_target, target);
    }
    return LAM_OK;
}

lam_status analyse_rmse(const analyse_input *input, const analyse_options *options, answer *a) {
    analyse_options of_target;
    analyse_input target = {.saved = NULL};
    pair both = {.a = {.n = 0}};
    lam_status status = open_target(options, &of_target, &target);
    if (status == LAM_OK) {
        status = load_pair(input, 0, &target, 0, options, &of_target, &both);
    }
    if (status == LAM_OK) {
        status = add_agreement(a, NULL, both.a.unit, &both.agreement);
    }
    status = status == LAM_OK ? answer_text(a, NULL, "signal", both.a.name) : status;
    status = status == LAM_OK ? answer_text(a, NULL, "unit", both.a.unit) : status;
    free_pair(&both);
    analyse_close(&target);
    return status;
}

/* ---- two results ---- */

/* Times of both to a thousandth of a step: their difference is one of samples. */
static bool is_same_time(const pair *both) {
    bool is = both->a.n == both->b.n;
    for (size_t i = 0; i < both->a.n && is; i++) {
        is = fabs(both->a.time_ms[i] - both->b.time_ms[i]) <= 1e-3 * both->a.dt_ms;
    }
    return is;
}

static lam_status add_difference(answer *a, const pair *both) {
    size_t most = 0;
    bool is = is_same_time(both);
    for (size_t i = 0; i < both->a.n && is; i++) {
        double here = fabs(both->a.trials[i] - both->b.trials[i]);
        most = here > fabs(both->a.trials[most] - both->b.trials[most]) ? i : most;
    }
    LAM_TRY(answer_number(a, both->a.name, NULL, "largest_difference", both->a.unit,
                          is ? both->a.trials[most] - both->b.trials[most] : (double)NAN));
    return answer_number(a, both->a.name, NULL, "largest_difference_ms", NULL,
                         is ? both->a.time_ms[most] : (double)NAN);
}

static lam_status add_extremes(answer *a, const char *name, const analyse_signal *signal,
                               const char *which, const analyse_options *options) {
    lam_curve curve = curve_of(signal);
    lam_peaks peaks;
    char key[ANSWER_NAME];
    static const char *const keys[] = {"minimum_ms", "minimum", "maximum_ms", "maximum"};
    LAM_TRY(lam_curve_peaks(&curve, options->from_ms, options->to_ms, &peaks));
    const double values[] = {peaks.minimum_ms, peaks.minimum, peaks.maximum_ms, peaks.maximum};
    for (size_t i = 0; i < 4; i++) {
        lam_format(key, sizeof key, "%s_%s", which, keys[i]);
        LAM_TRY(answer_number(a, name, NULL, key, i % 2 == 1 ? signal->unit : NULL, values[i]));
    }
    return LAM_OK;
}

static lam_status add_pair(answer *a, const pair *both, const analyse_options *options) {
    LAM_TRY(add_agreement(a, both->a.name, both->a.unit, &both->agreement));
    LAM_TRY(answer_text(a, both->a.name, "unit", both->a.unit));
    LAM_TRY(add_difference(a, both));
    LAM_TRY(add_extremes(a, both->a.name, &both->a, "a", options));
    return add_extremes(a, both->a.name, &both->b, "b", options);
}

/* The same, or one with a population's kind behind it: our text files have L2 for L2_pyramidal. */
static bool is_same_name(const char *a, const char *b) {
    size_t i = 0;
    while (a[i] != '\0' && a[i] == b[i]) {
        i++;
    }
    return (a[i] == '\0' || b[i] == '\0') && strchr("_", a[i] == '\0' ? b[i] : a[i]) != NULL;
}

/* Each signal that both have. */
lam_status analyse_compare(const analyse_input *input, const analyse_options *options, answer *a) {
    analyse_options of_target;
    analyse_input target = {.saved = NULL};
    size_t n = 0;
    a->labels[0] = "signal";
    lam_status status = open_target(options, &of_target, &target);
    for (size_t i = 0; i < input->n_signals && status == LAM_OK; i++) {
        for (size_t j = 0; j < target.n_signals && status == LAM_OK; j++) {
            pair both = {.a = {.n = 0}};
            if (options->signal == NULL &&
                !is_same_name(input->signals_owned[i], target.signals_owned[j])) {
                continue;
            }
            n++;
            status = load_pair(input, i, &target, j, options, &of_target, &both);
            if (status == LAM_OK && n == 1) {
                status = add_agreement(a, NULL, both.a.unit, &both.agreement);
                status = status == LAM_OK ? answer_text(a, NULL, "unit", both.a.unit) : status;
            }
            status = status == LAM_OK ? add_pair(a, &both, options) : status;
            free_pair(&both);
        }
    }
    if (status == LAM_OK && n == 0) {
        status = lam_fail(LAM_ERR_INPUT,
                          "%s and %s have no signal in common; accepted: results or "
                          "data with a dipole",
                          input->facts->path, target.facts->path);
    }
    analyse_close(&target);
    return status;
}
