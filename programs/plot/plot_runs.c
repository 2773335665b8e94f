/* SPDX-License-Identifier: BSD-3-Clause
 * plot_runs.c - the results that a figure is of: their trials, signals and network. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

/* The last part of a path that says something: of results/erp/results.h5 it is erp. */
static void name_of(const char *path, char title_out[PLOT_NAME], char name_out[PLOT_NAME]) {
    static const char file[] = "/results.h5";
    size_t end = strlen(path);
    if (end > strlen(file) && strcmp(path + end - strlen(file), file) == 0) {
        end -= strlen(file);
    }
    while (end > 1 && path[end - 1] == '/') {
        end--;
    }
    size_t begin = end;
    while (begin > 0 && path[begin - 1] != '/') {
        begin--;
    }
    lam_format(title_out, PLOT_NAME, "%.*s", (int)(end - begin), path + begin);
    plot_short(title_out, name_out);
}

lam_status plot_run_open(const plot_options *options, const char *path, const char *trials,
                         plot_run *run_out) {
    LAM_TRY(lam_saved_open_data(path, options->units, options->data, &run_out->saved));
    run_out->facts = lam_saved_facts_of(run_out->saved);
    run_out->path = run_out->facts->path;
    name_of(path, run_out->title, run_out->name);
    if (run_out->facts->n_samples < 2) {
        return lam_fail(LAM_ERR_INPUT, "%s: 1 sample; accepted: 2 or more", run_out->facts->path);
    }
    LAM_TRY(lam_saved_choose(run_out->saved, trials, &run_out->n_trials, &run_out->trials_owned));
    if (run_out->facts->is_results) {
        LAM_TRY(lam_network_read(run_out->facts->path, &run_out->network));
        run_out->model = lam_network_model(run_out->network);
        return LAM_OK;
    }
    return plot_take_spikes(options, run_out);
}

lam_status plot_run_open_network(const plot_options *options, const char *path, plot_run *run_out) {
    enum { MOST = 4096 };
    char file[MOST], folder[MOST], drives[MOST];
    lam_network_options how = {.models_directory = options->models,
                               .sensors = options->sensors,
                               .n_changes = options->n_changes,
                               .changes = options->changes,
                               .n_probes = options->n_probes,
                               .probes = options->probes};
    plot_run_close(run_out);
    LAM_TRY(lam_network_find("network", options->models, path, file, sizeof file));
    if (options->drives != NULL && strcmp(options->drives, "none") != 0) {
        lam_format(folder, sizeof folder, "%s/drives", options->models);
        LAM_TRY(lam_network_find("drives", folder, options->drives, drives, sizeof drives));
        how.drives = drives;
    }
    LAM_TRY(lam_network_open(file, &how, &run_out->network));
    run_out->model = lam_network_model(run_out->network);
    run_out->path = path;
    name_of(path, run_out->title, run_out->name);
    return LAM_OK;
}

void plot_run_close(plot_run *run) {
    lam_network_destroy(run->network);
    lam_saved_close(run->saved);
    free(run->trials_owned);
    free(run->spikes_owned);
    free(run->populations_owned);
    *run = (plot_run){.saved = NULL};
}

lam_status plot_need_network(const plot_figure *figure) {
    const plot_run *run = &figure->runs[0];
    bool has_spikes = run->model == NULL && run->facts->n_populations > 0;
    return run->model != NULL
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT, "%s: --kind %s: %s; accepted: %sthe results of a run",
                          run->path, figure->options->kind,
                          has_spikes ? "data have spikes, but neither cells nor drives"
                                     : "a text of curves has neither cells nor spikes",
                          has_spikes ? "raster or hist, or " : "");
}

lam_status plot_window(const plot_figure *figure, const plot_run *run, double *from_ms_out,
                       double *to_ms_out) {
    const lam_saved_facts *facts = run->facts;
    const plot_options *options = figure->options;
    double first = facts->time_ms[0], last = facts->time_ms[facts->n_samples - 1];
    *from_ms_out = isnan(options->from_ms) ? first : options->from_ms;
    *to_ms_out = isnan(options->to_ms) ? last : options->to_ms;
    if (!(*from_ms_out < *to_ms_out && *from_ms_out<last && * to_ms_out> first)) {
        return lam_fail(LAM_ERR_INPUT,
                        "--from, --to: %g to %g ms; accepted: a part of the %g to %g ms of %s",
                        *from_ms_out, *to_ms_out, first, last, facts->path);
    }
    return LAM_OK;
}

/* ---- signals ---- */

bool plot_signal_exists(const plot_run *run, const char *path) {
    lam_saved_shape shape;
    for (size_t k = 0; k < run->n_trials; k++) {
        if (lam_saved_shape_of(run->saved, run->trials_owned[k], path, &shape) != LAM_OK) {
            return false;
        }
    }
    return true;
}

/* As the run shows it in text: multiplied and smoothed. */
static lam_status show(const plot_figure *figure, const plot_run *run, size_t n, double dt_ms,
                       double *samples) {
    const plot_options *options = figure->options;
    bool is_data = !run->facts->is_results;
    double scale = is_data || isnan(options->scale) ? run->facts->scale : options->scale;
    double smooth_ms =
        is_data || isnan(options->smooth_ms) ? run->facts->smooth_ms : options->smooth_ms;
    for (size_t i = 0; i < n; i++) {
        samples[i] *= scale;
    }
    return smooth_ms > 0 ? lam_smooth(n, samples, smooth_ms, dt_ms) : LAM_OK;
}

static bool is_dipole(const char *path) {
    return strncmp(path, "dipole/", 7) == 0;
}

/* The samples that are in the window. Sample 0 of what a run sums over cells is 0, whatever they
 * do: of a dipole it is not drawn, but counts in spectra; of others it is left out. */
static lam_status cut(const plot_figure *figure, const plot_run *run, const char *path,
                      plot_signal *signal) {
    size_t first, n;
    double from_ms, to_ms;
    LAM_TRY(plot_window(figure, run, &from_ms, &to_ms));
    LAM_TRY(lam_signal_window(signal->n, signal->time_ms, from_ms, to_ms, &first, &n));
    if (run->facts->is_results && first == 0 && n > 2 && strncmp(path, "cells/", 6) != 0) {
        signal->first = is_dipole(path);
        first += !is_dipole(path);
        n -= !is_dipole(path);
    }
    for (size_t k = 0; k < signal->n_trials; k++) {
        memmove(signal->trials + k * n, signal->trials + k * signal->n + first,
                n * sizeof *signal->trials);
    }
    memmove(signal->time_ms, signal->time_ms + first, n * sizeof *signal->time_ms);
    signal->n = n;
    return LAM_OK;
}

/* Room for n_held trials; times. */
static lam_status begin(const plot_run *run, const char *path, size_t n_held, plot_signal *signal) {
    lam_saved_shape shape;
    const lam_saved_facts *facts = run->facts;
    LAM_TRY(lam_saved_shape_of(run->saved, run->trials_owned[0], path, &shape));
    size_t n = shape.n_samples;
    *signal = (plot_signal){.n_trials = n_held, .n = n, .dt_ms = shape.dt_ms};
    lam_format(signal->unit, sizeof signal->unit, "%s", shape.unit);
    signal->time_ms = lam_alloc(n, sizeof(double));
    signal->trials = lam_alloc(n_held * n, sizeof(double));
    signal->mean = lam_alloc(n, sizeof(double));
    signal->sem = lam_alloc(n, sizeof(double));
    if (signal->time_ms == NULL || signal->trials == NULL || signal->mean == NULL ||
        signal->sem == NULL) {
        return LAM_ERR_MEMORY;
    }
    bool has_times = n == facts->n_samples && !(fabs(shape.dt_ms - facts->dt_ms) > 0);
    for (size_t i = 0; i < n; i++) {
        signal->time_ms[i] =
            has_times ? facts->time_ms[i] : facts->time_ms[0] + (double)i * shape.dt_ms;
    }
    return LAM_OK;
}

static lam_status read_trial(const plot_figure *figure, const plot_run *run, const char *path,
                             size_t row, size_t k, const plot_signal *signal, double *samples) {
    lam_saved_shape shape;
    LAM_TRY(lam_saved_shape_of(run->saved, run->trials_owned[k], path, &shape));
    if (shape.n_samples != signal->n) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %s has %zu samples in trial %zu and %zu in trial %zu; accepted: "
                        "trials of one length, chosen by --trials",
                        run->facts->path, path, shape.n_samples, run->trials_owned[k], signal->n,
                        run->trials_owned[0]);
    }
    LAM_TRY(lam_saved_read(run->saved, run->trials_owned[k], path, row, samples));
    return is_dipole(path) ? show(figure, run, signal->n, signal->dt_ms, samples) : LAM_OK;
}

static lam_status load_all(const plot_figure *figure, const plot_run *run, const char *path,
                           size_t row, plot_signal *signal) {
    LAM_TRY(begin(run, path, run->n_trials, signal));
    for (size_t k = 0; k < run->n_trials; k++) {
        LAM_TRY(read_trial(figure, run, path, row, k, signal, signal->trials + k * signal->n));
    }
    LAM_TRY(cut(figure, run, path, signal));
    return lam_trials_mean(signal->n_trials, signal->n, signal->trials, signal->mean, signal->sem);
}

static lam_status load_mean(const plot_figure *figure, const plot_run *run, const char *path,
                            size_t row, plot_signal *signal) {
    LAM_TRY(begin(run, path, 1, signal));
    for (size_t k = 0; k < run->n_trials; k++) {
        LAM_TRY(read_trial(figure, run, path, row, k, signal, signal->mean));
        for (size_t i = 0; i < signal->n; i++) {
            signal->trials[i] += signal->mean[i] / (double)run->n_trials;
        }
    }
    LAM_TRY(cut(figure, run, path, signal));
    memcpy(signal->mean, signal->trials, signal->n * sizeof *signal->mean);
    return LAM_OK;
}

lam_status plot_signal_load(const plot_figure *figure, const plot_run *run, const char *path,
                            size_t row, plot_signal *signal_out) {
    *signal_out = (plot_signal){.n = 0};
    lam_status status = load_all(figure, run, path, row, signal_out);
    if (status != LAM_OK) {
        plot_signal_free(signal_out);
    }
    return status;
}

lam_status plot_signal_mean(const plot_figure *figure, const plot_run *run, const char *path,
                            size_t row, plot_signal *signal_out) {
    *signal_out = (plot_signal){.n = 0};
    lam_status status = load_mean(figure, run, path, row, signal_out);
    if (status != LAM_OK) {
        plot_signal_free(signal_out);
    }
    return status;
}

void plot_signal_free(plot_signal *signal) {
    free(signal->time_ms);
    free(signal->trials);
    free(signal->mean);
    free(signal->sem);
    *signal = (plot_signal){.n = 0};
}
