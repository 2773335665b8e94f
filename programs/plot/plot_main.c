/* SPDX-License-Identifier: BSD-3-Clause
 * plot_main.c - laminae-plot NAME=VALUE ..., which tools/figures/plot.sh calls: the text of what a
 * figure shows, for gnuplot. */
#include "plot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct kind {
    const char *name;
    plot_kind *add;
    bool several;    /* results in one figure */
    bool of_network; /* which need not have been run */
    bool of_sweep;
} kinds[] = {
    {.name = "dipole", .add = plot_dipole, .several = true},
    {.name = "layers", .add = plot_layers, .several = true},
    {.name = "raster", .add = plot_raster},
    {.name = "hist", .add = plot_hist},
    {.name = "drives", .add = plot_drives},
    {.name = "psd", .add = plot_psd, .several = true},
    {.name = "tfr", .add = plot_tfr},
    {.name = "lfp", .add = plot_lfp},
    {.name = "csd", .add = plot_csd},
    {.name = "laminar", .add = plot_laminar},
    {.name = "traces", .add = plot_traces},
    {.name = "eeg", .add = plot_eeg},
    {.name = "meg", .add = plot_meg},
    {.name = "topography", .add = plot_topography},
    {.name = "cells", .add = plot_cells, .of_network = true},
    {.name = "morphology", .add = plot_morphology, .of_network = true},
    {.name = "connectivity", .add = plot_connectivity, .of_network = true},
    {.name = "summary", .add = plot_summary},
    {.name = "movie", .add = plot_movie},
    {.name = "sensitivity", .add = plot_sensitivity, .of_sweep = true},
};

static lam_status find_kind(const plot_options *options, const struct kind **kind_out) {
    char text[1024] = "";
    if (options->kind == NULL) {
        lam_format(text, sizeof text, "no --kind given; accepted: ");
    } else {
        lam_format(text, sizeof text, "--kind: '%s'; accepted: ", options->kind);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (options->kind != NULL && strcmp(kinds[i].name, options->kind) == 0) {
            *kind_out = &kinds[i];
            return LAM_OK;
        }
        lam_text_append(text, sizeof text, "%s%s", i == 0 ? "" : ", ", kinds[i].name);
    }
    return lam_fail(LAM_ERR_INPUT, "%s", text);
}

static lam_status check_use(const plot_options *options, const struct kind *kind) {
    if (options->n_results > 1 && !kind->several) {
        return lam_fail(LAM_ERR_INPUT, "--kind %s: %zu results; accepted: one", kind->name,
                        options->n_results);
    }
    return plot_options_check(options);
}

/* What need not have been run is results, if it can be, unless it is to be changed. */
static lam_status open_run(const plot_options *options, const struct kind *kind, const char *path,
                           plot_run *run) {
    bool is_changed = options->n_changes + options->n_probes > 0 || options->drives != NULL ||
                      options->sensors != NULL;
    if (!is_changed) {
        lam_status status = plot_run_open(options, path, options->trials, run);
        if (status == LAM_OK || !kind->of_network) {
            return status;
        }
    }
    return plot_run_open_network(options, path, run);
}

static lam_status draw(plot_figure *figure) {
    const plot_options *options = figure->options;
    const struct kind *kind = NULL;
    LAM_TRY(find_kind(options, &kind));
    LAM_TRY(check_use(options, kind));
    for (; !kind->of_sweep && figure->n_runs < options->n_results; figure->n_runs++) {
        plot_run *run = &figure->runs[figure->n_runs];
        lam_status status = open_run(options, kind, options->results[figure->n_runs], run);
        if (status != LAM_OK) {
            plot_run_close(run);
            return status;
        }
    }
    lam_text_add(&figure->text, "# a figure of Laminae: %s\n", kind->name);
    plot_word(figure, "kind", kind->name);
    plot_word(figure, "title",
              options->title != NULL ? options->title
              : figure->n_runs == 1  ? figure->runs[0].title
                                     : "");
    LAM_TRY(kind->add(figure));
    lam_text_add(&figure->text, "\n\n#= n_panels = %zu\n", figure->n_panels);
    return LAM_OK;
}

int main(int n_words, char **words) {
    plot_options options;
    plot_run runs[PLOT_MOST_RESULTS] = {{.saved = NULL}};
    plot_figure figure = {.options = &options, .runs = runs};
    char *bytes = NULL;
    lam_status status = plot_options_read(n_words - 1, words + 1, &options);
    status = status == LAM_OK ? draw(&figure) : status;
    status = status == LAM_OK ? lam_text_take(&figure.text, &bytes) : status;
    if (status == LAM_OK && (fputs(bytes, stdout) < 0 || fflush(stdout) != 0)) {
        status = lam_fail(LAM_ERR_IO, "plot: cannot write to standard output");
    }
    free(bytes);
    lam_text_free(&figure.text);
    for (size_t i = 0; i < figure.n_runs; i++) {
        plot_run_close(&runs[i]);
    }
    if (status != LAM_OK) {
        fprintf(stderr, "laminae: %s\n", lam_error());
    }
    return status == LAM_OK ? 0 : status == LAM_ERR_INPUT ? 2 : 1;
}
