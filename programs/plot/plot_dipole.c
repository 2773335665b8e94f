/* SPDX-License-Identifier: BSD-3-Clause
 * plot_dipole.c - current dipoles over time: trials, mean, data to compare with. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of all curves of a figure, so that panels have one unit and one axis. */
typedef struct span {
    double low, high;
} span;

static void widen(span *s, size_t n, const double *values) {
    for (size_t i = 0; i < n; i++) {
        s->low = values[i] < s->low ? values[i] : s->low;
        s->high = values[i] > s->high ? values[i] : s->high;
    }
}

static double largest_of(const span *s) {
    return fmax(fabs(s->low), fabs(s->high));
}

/* ---- one signal of all results ---- */

typedef struct curves {
    size_t n; /* of results that have it */
    plot_signal signals[PLOT_MOST_RESULTS + 1];
    const plot_run *runs[PLOT_MOST_RESULTS + 1]; /* whose they are; the last may be the data */
    const char *dipoles[PLOT_MOST_RESULTS + 1]; /* of one result: which; NULL: one of each result */
} curves;

static void free_curves(curves *all) {
    for (size_t i = 0; i < all->n; i++) {
        plot_signal_free(&all->signals[i]);
    }
    all->n = 0;
}

static lam_status load_curves(const plot_figure *figure, const plot_run *data, const char *path,
                              curves *all) {
    size_t n = figure->n_runs + (data == NULL ? 0 : 1);
    all->n = 0;
    for (size_t i = 0; i < n; i++) {
        const plot_run *run = i < figure->n_runs ? &figure->runs[i] : data;
        bool is_extra = run == data || i > 0; /* may lack a layer */
        if (is_extra && strcmp(path, "dipole/agg") != 0 && !plot_signal_exists(run, path)) {
            continue;
        }
        lam_status status = plot_signal_load(figure, run, path, 0, &all->signals[all->n]);
        if (status != LAM_OK) {
            free_curves(all);
            return status;
        }
        all->runs[all->n++] = run;
    }
    return LAM_OK;
}

/* All dipoles of the one result. */
static lam_status load_dipoles(const plot_figure *figure, curves *all) {
    const plot_run *run = &figure->runs[0];
    all->n = 0;
    for (size_t i = 0; i < run->facts->n_dipoles && i < PLOT_MOST_RESULTS; i++) {
        char path[2 * PLOT_NAME];
        lam_format(path, sizeof path, "dipole/%s", run->facts->dipoles[i]);
        lam_status status = plot_signal_load(figure, run, path, 0, &all->signals[i]);
        if (status != LAM_OK) {
            free_curves(all);
            return status;
        }
        all->runs[i] = run;
        all->dipoles[i] = run->facts->dipoles[i];
        all->n++;
    }
    return LAM_OK;
}

/* Of one signal, or of all dipoles where the path is NULL. */
static lam_status load(const plot_figure *figure, const plot_run *data, const char *path,
                       curves *all) {
    *all = (curves){.n = 0};
    return path == NULL ? load_dipoles(figure, all) : load_curves(figure, data, path, all);
}

static void span_of(const plot_figure *figure, const curves *all, span *s) {
    for (size_t i = 0; i < all->n; i++) {
        const plot_signal *signal = &all->signals[i];
        size_t first = signal->first, n = signal->n - first;
        widen(s, n, signal->mean + first);
        for (size_t k = 0; k < signal->n_trials && !figure->options->mean; k++) {
            widen(s, n, signal->trials + k * signal->n + first);
        }
    }
}

/* ---- what is drawn of them ---- */

static void add_band(plot_figure *figure, const plot_signal *signal, size_t i, double factor) {
    size_t step = signal->n / 2000 + 1;
    plot_block(figure, "sem %zu", i + 1);
    for (size_t k = signal->first; k < signal->n; k += step) {
        lam_text_add(&figure->text, "%.8g\t%.6g\t%.6g\n", signal->time_ms[k],
                     factor * (signal->mean[k] - signal->sem[k]),
                     factor * (signal->mean[k] + signal->sem[k]));
    }
}

static void add_signal(plot_figure *figure, const plot_signal *signal, size_t i, double factor) {
    bool has_mean_alone = figure->options->mean || signal->n_trials == 1;
    size_t first = signal->first, n = signal->n - first;
    if (signal->n_trials > 1 && figure->options->mean) {
        add_band(figure, signal, i, factor);
    }
    if (!has_mean_alone) {
        plot_block(figure, "trials %zu", i + 1);
        for (size_t k = 0; k < signal->n_trials; k++) {
            plot_curve(figure, n, signal->time_ms + first, signal->trials + k * signal->n + first,
                       factor);
        }
    }
    plot_block(figure, "mean %zu", i + 1);
    plot_curve(figure, n, signal->time_ms + first, signal->mean + first, factor);
}

/* "RMSE 5.51 nAm, r 0.98 to the data" */
static lam_status add_agreement(plot_figure *figure, const curves *all, const plot_run *data,
                                const char *unit, double factor) {
    char notes[PLOT_MOST_RESULTS][PLOT_NAME];
    const char *words[PLOT_MOST_RESULTS];
    size_t n = 0, last = all->n - 1;
    if (data == NULL || all->n < 2 || all->runs[last] != data) {
        plot_count(figure, "n_notes", 0);
        return LAM_OK;
    }
    const lam_curve curve = {all->signals[last].n, all->signals[last].time_ms,
                             all->signals[last].mean};
    for (; n < last; n++) {
        const lam_curve model = {all->signals[n].n, all->signals[n].time_ms, all->signals[n].mean};
        lam_agreement agreement;
        LAM_TRY(lam_curves_compare(&model, &curve, figure->options->from_ms, figure->options->to_ms,
                                   NULL, &agreement));
        lam_format(notes[n], PLOT_NAME, "RMSE %.3g %s, r = %.2f", factor * agreement.rmse, unit,
                   agreement.correlation);
        words[n] = notes[n];
    }
    plot_count(figure, "n_notes", n);
    plot_words(figure, "notes", n, words);
    return LAM_OK;
}

/* What a legend says of a curve. */
static void title_of(const curves *all, size_t i, char title_out[2 * PLOT_NAME]) {
    if (all->dipoles[i] != NULL) {
        plot_label_of(all->dipoles[i], title_out);
    } else {
        lam_format(title_out, 2 * PLOT_NAME, "%s", all->runs[i]->name);
    }
    if (all->dipoles[i] == NULL && all->signals[i].n_trials > 1) {
        lam_text_append(title_out, 2 * PLOT_NAME, " (%zu trials)", all->signals[i].n_trials);
    }
}

static void colour_of(const plot_figure *figure, const curves *all, size_t i, const plot_run *data,
                      const char *path, plot_colour colour_out) {
    if (all->runs[i] == data) {
        lam_format(colour_out, PLOT_COLOUR, "#000000");
    } else if (all->dipoles[i] != NULL) {
        plot_colour_of(all->runs[i], all->dipoles[i], colour_out);
    } else if (figure->n_runs == 1 && data == NULL) {
        plot_colour_of(all->runs[i], strchr(path, '/') + 1, colour_out);
    } else {
        plot_result_colour((size_t)(all->runs[i] - figure->runs), colour_out);
    }
}

static void add_names(plot_figure *figure, const curves *all, const plot_run *data,
                      const char *path) {
    char titles[PLOT_MOST_RESULTS + 1][2 * PLOT_NAME];
    plot_colour colours[PLOT_MOST_RESULTS + 1];
    const char *names[PLOT_MOST_RESULTS + 2], *shades[PLOT_MOST_RESULTS + 1];
    double n_trials[PLOT_MOST_RESULTS + 1];
    size_t n = all->n;
    for (size_t i = 0; i < n; i++) {
        title_of(all, i, titles[i]);
        colour_of(figure, all, i, data, path, colours[i]);
        names[i] = titles[i];
        shades[i] = colours[i];
        n_trials[i] = (double)all->signals[i].n_trials;
    }
    plot_words(figure, "names", n, names);
    plot_words(figure, "colours", n, shades);
    plot_numbers(figure, "n_trials", n, n_trials);
    plot_count(figure, "n_curves", n);
    plot_count(figure, "are_parts", path == NULL);
    plot_count(figure, "is_dense", all->signals[0].n > 20000);
    plot_count(figure, "has_data", data != NULL && all->runs[n - 1] == data);
    plot_count(figure, "mean_alone", figure->options->mean);
    if (n > 1) {
        names[n] = "RMSE 0.001 nAm, r = 0.99";
        plot_margin(figure, "margin_right", data == NULL ? n : n + 1, names, 70);
    }
}

/* ---- panels ---- */

static void set_axes(plot_figure *figure, const span *s, const char *unit, double factor) {
    double from_ms = 0, to_ms = 1;
    (void)plot_window(figure, &figure->runs[0], &from_ms, &to_ms); /* checked by the signals */
    plot_number(figure, "from", from_ms);
    plot_number(figure, "to", to_ms);
    plot_number(figure, "low", factor * s->low);
    plot_number(figure, "high", factor * s->high);
    plot_word(figure, "unit", unit);
}

/* ", x 3000, smoothed over 30 ms" */
static void how_shown(const plot_figure *figure, char *text, size_t size) {
    const plot_options *o = figure->options;
    const lam_saved_facts *facts = figure->runs[0].facts;
    double scale = isnan(o->scale) ? facts->scale : o->scale;
    double smooth_ms = isnan(o->smooth_ms) ? facts->smooth_ms : o->smooth_ms;
    if (facts->is_results && fabs(scale - 1) > 0) {
        lam_text_append(text, size, ", × %g", scale);
    }
    if (facts->is_results && smooth_ms > 0) {
        lam_text_append(text, size, ", smoothed over %g ms", smooth_ms);
    }
}

static void set_heading(const plot_figure *figure, const char *name, bool is_first, size_t n_trials,
                        char heading[2 * PLOT_NAME]) {
    char label[PLOT_NAME] = "";
    if (name != NULL) {
        plot_label_of(name, label);
    }
    if (!is_first) { /* the first says it for all */
        lam_format(heading, 2 * PLOT_NAME, "%s", label);
        return;
    }
    lam_format(heading, 2 * PLOT_NAME, "Current dipole moment%s%s", name == NULL ? "" : ", ",
               label);
    how_shown(figure, heading, 2 * PLOT_NAME);
    if (n_trials > 1) {
        lam_text_append(heading, 2 * PLOT_NAME,
                        figure->options->mean ? ", mean of %zu trials ± standard error"
                                              : ", %zu trials (thin) and their mean",
                        n_trials);
    }
}

/* Of the dipole of this name; NULL: of all. */
static lam_status add_panel(plot_figure *figure, const plot_run *data, const char *name,
                            bool is_first, const span *s, double height) {
    char path[2 * PLOT_NAME], heading[2 * PLOT_NAME], unit[LAM_SAVED_UNIT];
    const char *signal = name == NULL ? NULL : path;
    double factor;
    curves all;
    lam_format(path, sizeof path, "dipole/%s", name == NULL ? "" : name);
    LAM_TRY(load(figure, data, signal, &all));
    plot_unit(all.signals[0].unit, largest_of(s), unit, &factor);
    bool is_one = all.n == 1 || name == NULL; /* result */
    set_heading(figure, name, is_first, is_one ? all.signals[0].n_trials : 1, heading);
    plot_panel(figure, "dipole", height, heading);
    set_axes(figure, s, unit, factor);
    add_names(figure, &all, data, signal);
    lam_status status = add_agreement(figure, &all, data, unit, factor);
    status = status == LAM_OK ? plot_arrows(figure, data) : status;
    for (size_t i = 0; i < all.n; i++) {
        add_signal(figure, &all.signals[i], i, factor);
    }
    free_curves(&all);
    return status;
}

static lam_status need_dipole(const plot_run *run) {
    return run->facts->n_dipoles > 0
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "%s: no dipole; accepted: results of a run that measured it",
                          run->facts->path);
}

/* Panels of n signals. */
static lam_status add_panels(plot_figure *figure, const plot_run *data, size_t n,
                             const char *const *names, double height) {
    span s = {0, 0};
    for (size_t i = 0; i < n; i++) {
        char path[2 * PLOT_NAME];
        curves all;
        lam_format(path, sizeof path, "dipole/%s", names[i] == NULL ? "" : names[i]);
        LAM_TRY(load(figure, data, names[i] == NULL ? NULL : path, &all));
        span_of(figure, &all, &s);
        free_curves(&all);
    }
    for (size_t i = 0; i < n; i++) {
        LAM_TRY(add_panel(figure, data, names[i], i == 0, &s, height));
    }
    return LAM_OK;
}

static lam_status add_dipoles(plot_figure *figure, size_t n, const char *const *names,
                              double height) {
    plot_run data = {.saved = NULL};
    for (size_t i = 0; i < figure->n_runs; i++) {
        LAM_TRY(need_dipole(&figure->runs[i]));
    }
    bool has_data = figure->options->compare != NULL;
    lam_status status =
        has_data ? plot_run_open(figure->options, figure->options->compare, NULL, &data) : LAM_OK;
    status = status == LAM_OK && has_data ? need_dipole(&data) : status;
    if (status == LAM_OK) {
        status = add_panels(figure, has_data ? &data : NULL, n, names, height);
    }
    plot_run_close(&data);
    return status;
}

/* The dipole that --signal names, else the sum. */
lam_status plot_dipole(plot_figure *figure) {
    const char *signal = figure->options->signal;
    const char *const names[] = {signal == NULL                       ? "agg"
                                 : strncmp(signal, "dipole/", 7) == 0 ? signal + 7
                                                                      : signal};
    return add_dipoles(figure, 1, names, 760);
}

/* The sum and each population, on axes of one height. */
lam_status plot_layers(plot_figure *figure) {
    const lam_saved_facts *facts = figure->runs[0].facts;
    return add_dipoles(figure, facts->n_dipoles, facts->dipoles, 480);
}

/* All in one panel. */
lam_status plot_dipoles(plot_figure *figure) {
    const char *const all[] = {NULL};
    return add_dipoles(figure, 1, all, 760);
}
