/* SPDX-License-Identifier: BSD-3-Clause
 * plot_rows.c - histograms of spikes over time, a row for each population or each drive. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 1, 2 or 5 times a power of ten, so that there are 50 to 125 bins. */
static double bin_width(double length_ms) {
    double width = 1e-6;
    for (size_t k = 0; length_ms / width > 125; k++) {
        width *= k % 3 == 1 ? 2.5 : 2;
    }
    return width;
}

typedef struct histogram {
    double from_ms, to_ms, bin_ms;
    size_t n;
    double *counts; /* [n], means over trials */
} histogram;

static lam_status count_spikes(const plot_run *run, const lam_population *population,
                               histogram *h) {
    double *counts = lam_alloc(h->n, sizeof *counts);
    lam_status status = counts == NULL ? LAM_ERR_MEMORY : LAM_OK;
    memset(h->counts, 0, h->n * sizeof *h->counts);
    for (size_t k = 0; k < run->n_trials && status == LAM_OK; k++) {
        double *time_ms = NULL, *gid = NULL;
        size_t n = 0;
        status = lam_saved_spikes(run->saved, run->trials_owned[k], &n, &time_ms, &gid);
        size_t n_all = status == LAM_OK ? n : 0;
        n = 0;
        for (size_t i = 0; i < n_all; i++) { /* the last bin may go beyond the window */
            time_ms[n] = time_ms[i];
            gid[n] = gid[i];
            n += time_ms[i] < h->to_ms;
        }
        const lam_spike_view view = {n,
                                     time_ms,
                                     gid,
                                     population->first_gid,
                                     population->end_gid - population->first_gid,
                                     h->from_ms,
                                     h->from_ms + (double)h->n * h->bin_ms};
        status = status == LAM_OK ? lam_spike_histogram(&view, h->n, counts) : status;
        for (size_t b = 0; b < h->n && status == LAM_OK; b++) {
            h->counts[b] += counts[b] / (double)run->n_trials;
        }
        free(time_ms);
        free(gid);
    }
    free(counts);
    return status;
}

/* The outline of its bars, each two points. */
static double add_bars(plot_figure *figure, const histogram *h, double factor) {
    double most = 0;
    for (size_t b = 0; b < h->n; b++) {
        double value = factor * h->counts[b], at = h->from_ms + (double)b * h->bin_ms;
        lam_text_add(&figure->text, "%.8g\t%.6g\n%.8g\t%.6g\n", at, value, at + h->bin_ms, value);
        most = fmax(most, value);
    }
    return most;
}

typedef struct rows {
    size_t n;
    size_t *populations;
    bool are_drives;
    bool are_tight; /* a row has room for one line of text */
} rows;

static const lam_drive *drive_of(const lam_model *model, const lam_population *population) {
    return population->drive < 0 ? NULL : &model->drives[population->drive];
}

static lam_status add_margin(plot_figure *figure, const rows *r) {
    const char **names = lam_alloc(r->n + 1, sizeof *names);
    char(*labels)[PLOT_NAME] = lam_alloc(r->n, sizeof *labels);
    bool is_good = names != NULL && labels != NULL;
    for (size_t i = 0; i < r->n && is_good; i++) {
        plot_short(figure->runs[0].model->populations[r->populations[i]].name, labels[i]);
        names[i] = labels[i];
    }
    if (is_good) {
        names[r->n] = "max 0.001 a bin";
        plot_margin(figure, "margin_right", r->n + 1, names, r->are_tight ? 130 : 0);
    }
    free(names);
    free(labels);
    return is_good ? LAM_OK : LAM_ERR_MEMORY;
}

static void add_row_settings(plot_figure *figure, const lam_population *population, size_t i,
                             bool is_tight, double most) {
    const plot_run *run = &figure->runs[0];
    const lam_drive *drive = drive_of(run->model, population);
    char name[PLOT_NAME], label[PLOT_NAME];
    plot_colour colour;
    plot_source_label(run, population, label, colour);
    if (is_tight && most > 0) {
        lam_text_append(label, sizeof label, ", max %.3g", most);
    }
    lam_format(name, sizeof name, "names[%zu]", i + 1);
    plot_word(figure, name, label);
    lam_format(name, sizeof name, "colours[%zu]", i + 1);
    plot_word(figure, name, colour);
    lam_format(name, sizeof name, "most[%zu]", i + 1);
    plot_number(figure, name, most);
    lam_format(name, sizeof name, "side[%zu]", i + 1);
    plot_number(figure, name, drive == NULL ? 2 : plot_side_of(drive));
}

static lam_status add_rows(plot_figure *figure, const rows *r, histogram *h) {
    const plot_run *run = &figure->runs[0];
    for (size_t i = 0; i < r->n; i++) {
        const lam_population *population = &run->model->populations[r->populations[i]];
        double cells = (double)(population->end_gid - population->first_gid);
        LAM_TRY(count_spikes(run, population, h));
        plot_block(figure, "row %zu", i + 1);
        double most = add_bars(figure, h, r->are_drives ? 1 : 1e3 / h->bin_ms / cells);
        lam_text_add(&figure->text, "\n\n");
        add_row_settings(figure, population, i, r->are_tight, most);
    }
    return LAM_OK;
}

static lam_status add_histograms(plot_figure *figure, rows *r) {
    const plot_run *run = &figure->runs[0];
    histogram h = {.n = 0};
    char heading[2 * PLOT_NAME];
    LAM_TRY(plot_window(figure, run, &h.from_ms, &h.to_ms));
    h.bin_ms =
        isnan(figure->options->bin_ms) ? bin_width(h.to_ms - h.from_ms) : figure->options->bin_ms;
    double n_bins = ceil((h.to_ms - h.from_ms) / h.bin_ms - 1e-6);
    if (!(h.bin_ms > 0 && n_bins < 1e5)) {
        return lam_fail(LAM_ERR_INPUT, "--bin: %g; accepted: above 0, with fewer than 1e5 bins",
                        h.bin_ms);
    }
    h.n = (size_t)n_bins;
    lam_format(heading, sizeof heading, "%s, bins of %g ms",
               r->are_drives ? "Input: spikes of the drives" : "Firing rates", h.bin_ms);
    if (run->n_trials > 1) {
        lam_text_append(heading, sizeof heading, ", mean of %zu trials", run->n_trials);
    }
    double height = fmin(130 + 110 * (double)r->n, 1500);
    r->are_tight = height / (double)r->n * (figure->squeeze > 0 ? figure->squeeze : 1) < 75;
    plot_panel(figure, "rows", height, heading);
    plot_count(figure, "are_tight", r->are_tight);
    plot_number(figure, "from", h.from_ms);
    plot_number(figure, "to", h.to_ms);
    plot_count(figure, "n_rows", r->n);
    plot_word(figure, "unit", r->are_drives ? "a bin" : "Hz");
    plot_numbers(figure, "most", r->n, NULL);
    plot_numbers(figure, "side", r->n, NULL);
    plot_words(figure, "names", r->n, NULL);
    plot_words(figure, "colours", r->n, NULL);
    h.counts = lam_alloc(h.n, sizeof *h.counts);
    lam_status status = h.counts == NULL ? LAM_ERR_MEMORY : add_margin(figure, r);
    status = status == LAM_OK ? add_rows(figure, r, &h) : status;
    free(h.counts);
    return status;
}

static lam_status add(plot_figure *figure, bool are_drives) {
    LAM_TRY(plot_need_network(figure));
    const lam_model *model = figure->runs[0].model;
    rows r = {.populations = lam_alloc(model->n_populations, sizeof(size_t)),
              .are_drives = are_drives};
    if (r.populations == NULL) {
        return LAM_ERR_MEMORY;
    }
    if (!are_drives) {
        r.n = plot_order(model, r.populations);
    }
    for (size_t i = 0; i < model->n_populations && are_drives; i++) {
        if (model->populations[i].cell_type < 0) {
            r.populations[r.n++] = i;
        }
    }
    lam_status status = r.n > 0 ? add_histograms(figure, &r)
                                : lam_fail(LAM_ERR_INPUT,
                                           "%s: no drives; accepted: a network "
                                           "with drives",
                                           figure->runs[0].facts->path);
    free(r.populations);
    return status;
}

lam_status plot_hist(plot_figure *figure) {
    return add(figure, false);
}

lam_status plot_drives(plot_figure *figure) {
    return add(figure, true);
}
