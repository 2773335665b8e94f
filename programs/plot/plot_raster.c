/* SPDX-License-Identifier: BSD-3-Clause
 * plot_raster.c - the spikes of the cells, a row for each cell, populations from the pia down. */
#include "plot.h"

#include <stdlib.h>
#include <string.h>

static lam_status add_spikes(plot_figure *figure, size_t k, const lam_population *population,
                             size_t first_row, double from_ms, double to_ms, size_t *n_drawn) {
    const plot_run *run = &figure->runs[0];
    double *time_ms = NULL, *gid = NULL;
    size_t n = 0;
    LAM_TRY(lam_saved_spikes(run->saved, run->trials_owned[k], &n, &time_ms, &gid));
    for (size_t i = 0; i < n; i++) {
        if (gid[i] >= (double)population->first_gid && gid[i] < (double)population->end_gid &&
            time_ms[i] >= from_ms && time_ms[i] <= to_ms) {
            lam_text_add(&figure->text, "%.8g\t%.10g\n", time_ms[i],
                         (double)first_row + gid[i] - (double)population->first_gid);
            (*n_drawn)++;
        }
    }
    free(time_ms);
    free(gid);
    return LAM_OK;
}

/* Names, colours and bands of rows of the populations, in the order in which they are drawn. */
static void add_bands(plot_figure *figure, size_t n, const size_t *order) {
    const plot_run *run = &figure->runs[0];
    const char **names = lam_alloc(n, sizeof *names), **shades = lam_alloc(n, sizeof *shades);
    double *ends = lam_alloc(n, sizeof *ends), row = 0;
    char(*labels)[PLOT_NAME] = lam_alloc(n, sizeof *labels);
    plot_colour *colours = lam_alloc(n, sizeof *colours);
    bool is_good =
        names != NULL && shades != NULL && ends != NULL && labels != NULL && colours != NULL;
    for (size_t i = 0; i < n && is_good; i++) {
        const lam_population *population = &run->model->populations[order[i]];
        plot_label_of(population->name, labels[i]);
        plot_colour_of(run, population->name, colours[i]);
        names[i] = labels[i];
        shades[i] = colours[i];
        row += (double)(population->end_gid - population->first_gid);
        ends[i] = row;
    }
    if (is_good) {
        plot_words(figure, "names", n, names);
        plot_margin(figure, "margin_right", n, names, 0);
        plot_words(figure, "colours", n, shades);
        plot_numbers(figure, "ends", n, ends);
    }
    figure->text.out_of_memory |= !is_good;
    free(names);
    free(shades);
    free(ends);
    free(labels);
    free(colours);
}

/* Of the first trial, or of all that --trials names, one over the other. */
static lam_status add_raster(plot_figure *figure, const size_t *order) {
    const plot_run *run = &figure->runs[0];
    double from_ms, to_ms;
    LAM_TRY(plot_window(figure, run, &from_ms, &to_ms));
    size_t n = plot_order(run->model, (size_t *)order), row = 0, n_drawn = 0;
    size_t n_trials = figure->options->trials == NULL ? 1 : run->n_trials;
    char heading[PLOT_NAME];
    lam_format(heading, sizeof heading,
               n_trials > 1 ? "Spikes of the cells, %zu trials" : "Spikes of the cells, trial %zu",
               n_trials > 1 ? n_trials : run->trials_owned[0]);
    plot_panel(figure, "raster", 900, heading);
    plot_number(figure, "from", from_ms);
    plot_number(figure, "to", to_ms);
    plot_count(figure, "n_bands", n);
    add_bands(figure, n, order);
    for (size_t i = 0; i < n; i++) {
        const lam_population *population = &run->model->populations[order[i]];
        plot_block(figure, "spikes %zu", i + 1);
        lam_text_add(&figure->text, "NaN\tNaN\n"); /* a block is not empty */
        for (size_t k = 0; k < n_trials; k++) {
            LAM_TRY(add_spikes(figure, k, population, row, from_ms, to_ms, &n_drawn));
        }
        row += population->end_gid - population->first_gid;
    }
    plot_count(figure, "n_drawn", n_drawn);
    return LAM_OK;
}

lam_status plot_raster(plot_figure *figure) {
    LAM_TRY(plot_need_network(figure));
    size_t *order = lam_alloc(figure->runs[0].model->n_populations, sizeof *order);
    lam_status status = order == NULL ? LAM_ERR_MEMORY : add_raster(figure, order);
    free(order);
    return status;
}
