/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_agreement.c - how signals agree with data, or with other results. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* The first curve of a file, on the straight lines between its times, at those of a signal. */
static lam_status load_weights(const char *path, const analyse_signal *at, double *weights) {
    lam_saved *saved = NULL;
    char name[ANALYSE_PATH];
    LAM_TRY(lam_saved_open_data(path, "ms,nAm", NULL, &saved));
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    double *samples = lam_alloc(facts->n_samples, sizeof *samples);
    lam_status status = samples == NULL ? LAM_ERR_MEMORY : LAM_OK;
    lam_format(name, sizeof name, "dipole/%s", facts->n_dipoles > 0 ? facts->dipoles[0] : "agg");
    status = status == LAM_OK ? lam_saved_read(saved, facts->trials[0], name, 0, samples) : status;
    lam_profile curve = {1, facts->n_samples, NULL, facts->time_ms, samples};
    status = status == LAM_OK ? lam_profile_at_times(&curve, at->n, at->time_ms, weights) : status;
    if (status == LAM_ERR_INPUT) {
        char why[ANSWER_NAME];
        lam_format(why, sizeof why, "%s", lam_error());
        status = lam_fail(LAM_ERR_INPUT, "%s: as weights of %s: %s", path, at->name, why);
    }
    free(samples);
    lam_saved_close(saved);
    return status;
}

static lam_status agree(const analyse_options *options, pair *both) {
    lam_curve model = analyse_curve_of(&both->a), data = analyse_curve_of(&both->b);
    double *weights = NULL;
    lam_status status = LAM_OK;
    if (options->weights != NULL) {
        weights = lam_alloc(model.n, sizeof *weights);
        status =
            weights == NULL ? LAM_ERR_MEMORY : load_weights(options->weights, &both->a, weights);
    }
    if (status == LAM_OK) {
        status = lam_curves_compare(&model, &data, options->from_ms, options->to_ms, weights,
                                    &both->agreement);
    }
    free(weights);
    return status;
}

static lam_status load_pair(const analyse_input *model, size_t i, const analyse_input *data,
                            size_t j, const analyse_options *options,
                            const analyse_options *of_data, pair *out) {
    LAM_TRY(analyse_load_mean(model, options, i, &out->a));
    lam_status status = analyse_load_mean(data, of_data, j, &out->b);
    if (status == LAM_OK && strcmp(out->a.unit, out->b.unit) != 0) {
        status = lam_fail(LAM_ERR_INPUT, "%s in %s and %s in %s; accepted: signals of one unit",
                          out->a.unit, model->facts->path, out->b.unit, data->facts->path);
    }
    return status == LAM_OK ? agree(options, out) : status;
}

static void free_pair(pair *both) {
    analyse_signal_free(&both->a);
    analyse_signal_free(&both->b);
}

static lam_status open_target(const analyse_options *options, analyse_options *of_target,
                              analyse_input *target) {
    if (options->target == NULL) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: no --target given; accepted: a file of data, or "
                        "results",
                        options->what);
    }
    analyse_options plain = analyse_options_of_other(options, false);
    LAM_TRY(analyse_open(options->target, &plain, target));
    *of_target = analyse_options_of_other(options, target->facts->is_results);
    if (target->facts->is_results) {
        analyse_close(target);
        return analyse_open(options->target, of_target, target);
    }
    return LAM_OK;
}

/* The same, or one with a population's kind behind it: our text files have L2 for L2_pyramidal. */
static bool is_same_name(const char *a, const char *b) {
    size_t i = 0;
    while (a[i] != '\0' && a[i] == b[i]) {
        i++;
    }
    return (a[i] == '\0' || b[i] == '\0') && strchr("_", a[i] == '\0' ? b[i] : a[i]) != NULL;
}

/* Which signal of the target belongs to one of ours: that of the very name, else of the same; the
 * only one there is, if ours is the one that is asked for; else n_signals, which is none. */
static size_t find_same(const char *name, const analyse_input *target, bool is_asked) {
    size_t j = 0;
    while (j < target->n_signals && strcmp(name, target->signals_owned[j]) != 0) {
        j++;
    }
    for (size_t i = 0; i < target->n_signals && j == target->n_signals; i++) {
        j = is_same_name(name, target->signals_owned[i]) ? i : j;
    }
    return is_asked && j == target->n_signals && target->n_signals == 1 ? 0 : j;
}

lam_status analyse_rmse(const analyse_input *input, const analyse_options *options, answer *a) {
    analyse_options of_target;
    analyse_input target = {.saved = NULL};
    pair both = {.a = {.n = 0}};
    lam_status status = open_target(options, &of_target, &target);
    size_t j = status == LAM_OK && options->signal != NULL
                   ? find_same(input->signals_owned[0], &target, true)
                   : 0;
    if (status == LAM_OK && j == target.n_signals) {
        status = lam_fail(LAM_ERR_INPUT, "%s: no curve '%s' among its %zu; accepted: such as %s",
                          target.facts->path, input->signals_owned[0], target.n_signals,
                          target.signals_owned[0]);
    }
    if (status == LAM_OK) {
        status = load_pair(input, 0, &target, j, options, &of_target, &both);
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

/* Within the window. */
static lam_status add_difference(answer *a, const pair *both, const analyse_options *options) {
    size_t first, n;
    bool is = is_same_time(both);
    LAM_TRY(lam_signal_window(both->a.n, both->a.time_ms, options->from_ms, options->to_ms, &first,
                              &n));
    size_t most = first;
    for (size_t i = first; i < first + n && is; i++) {
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
    lam_curve curve = analyse_curve_of(signal);
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
    LAM_TRY(add_difference(a, both, options));
    LAM_TRY(add_extremes(a, both->a.name, &both->a, "a", options));
    return add_extremes(a, both->a.name, &both->b, "b", options);
}

/* Each signal that both have, and the rates of each population. */
lam_status analyse_compare(const analyse_input *input, const analyse_options *options, answer *a) {
    analyse_options of_target;
    analyse_input target = {.saved = NULL};
    size_t n = 0, n_rates = 0;
    a->labels[0] = "signal";
    lam_status status = open_target(options, &of_target, &target);
    for (size_t i = 0; i < input->n_signals && status == LAM_OK; i++) {
        pair both = {.a = {.n = 0}};
        size_t j = find_same(input->signals_owned[i], &target, options->signal != NULL);
        if (j == target.n_signals) {
            continue;
        }
        status = load_pair(input, i, &target, j, options, &of_target, &both);
        if (status == LAM_OK && n++ == 0) {
            status = add_agreement(a, NULL, both.a.unit, &both.agreement);
            status = status == LAM_OK ? answer_text(a, NULL, "unit", both.a.unit) : status;
        }
        status = status == LAM_OK ? add_pair(a, &both, options) : status;
        free_pair(&both);
    }
    if (status == LAM_OK && options->signal == NULL) {
        status = analyse_compare_rates(input, options, &target, &of_target, a, &n_rates);
    }
    if (status == LAM_OK && n + n_rates == 0) {
        status = lam_fail(LAM_ERR_INPUT,
                          "%s and %s have no signal in common; accepted: results or "
                          "data with a dipole",
                          input->facts->path, target.facts->path);
    }
    analyse_close(&target);
    return status;
}
