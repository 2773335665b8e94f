/* SPDX-License-Identifier: BSD-3-Clause
 * report_traces.c - curves that zoom: drawn as they are without a script, and with it in any
 * window. */
#include "report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STRETCHES = 60000, MOST_OF_A_CURVE = 5000, MOST_TRIALS = 20, MOST_TRACES = 12 };
/* The drawing, in px: its size, and where its data stand. */
enum { WIDTH = 900, HEIGHT = 340, LEFT = 76, TOP = 12, RIGHT = 16, BOTTOM = 46 };

/* Curves on the same axes. */
typedef struct panel {
    double from_ms, to_ms, low, high;
    char what[32], unit[LAM_SAVED_UNIT];
    size_t n, most; /* curves there are, and stretches that each is drawn in */
    lam_text curves, legend;
} panel;

/* ---- curves ---- */

static void widen(panel *p, size_t n, const double *x, double step, const double *y) {
    p->from_ms = fmin(p->from_ms, x == NULL ? 0 : x[0]);
    p->to_ms = fmax(p->to_ms, x == NULL ? (double)(n - 1) * step : x[n - 1]);
    for (size_t i = 0; i < n; i++) {
        p->low = fmin(p->low, y[i]);
        p->high = fmax(p->high, y[i]);
    }
}

/* All samples, or the lowest and the highest in each of many stretches of time. x NULL: steps. */
static void add_points(lam_text *text, size_t most, size_t n, const double *x, double step,
                       const double *y) {
    size_t n_stretches = n <= 2 * most ? n : most;
    for (size_t k = 0; k < n_stretches; k++) {
        size_t low = k * n / n_stretches, high = low, end = (k + 1) * n / n_stretches;
        for (size_t i = low; i < end; i++) {
            low = y[i] < y[low] ? i : low;
            high = y[i] > y[high] ? i : high;
        }
        size_t pair[] = {low < high ? low : high, low < high ? high : low};
        for (size_t j = 0; j < (low == high ? 1 : 2); j++) {
            double time = x == NULL ? (double)pair[j] * step : x[pair[j]];
            lam_text_add(text, "%s%.7g %.6g", k + j == 0 ? "M" : "L", time, y[pair[j]]);
        }
    }
}

/* A curve; style: the class of its colour, c0 to c7, or "trial", which the legend leaves out. */
static void add_curve(panel *p, const char *name, const char *style, size_t n, const double *x,
                      double step, const double *y) {
    widen(p, n, x, step, y);
    lam_text_add(&p->curves, "<path class=\"%s\" data-name=\"", style);
    html_text(&p->curves, name);
    lam_text_add(&p->curves, "\" d=\"");
    add_points(&p->curves, p->most, n, x, step, y);
    lam_text_add(&p->curves, "\"/>\n");
    if (strcmp(style, "trial") != 0) {
        lam_text_add(&p->legend, "<li class=\"%s\"><span class=\"stroke\"></span>", style);
        html_text(&p->legend, name);
        lam_text_add(&p->legend, "</li>\n");
        p->n++;
    }
}

/* ---- axes ---- */

/* 1, 2 or 5 times a power of ten, such that 4 to 10 steps are in a range. */
static double step_of(double range) {
    double step = pow(10, floor(log10(range / 4)));
    return range / step >= 20 ? 5 * step : range / step >= 8 ? 2 * step : step;
}

static void add_ticks(double low, double high, bool is_time, lam_text *page) {
    double step = step_of(high - low),
           length = is_time ? WIDTH - LEFT - RIGHT : HEIGHT - TOP - BOTTOM;
    for (double k = ceil(low / step); k * step <= high + 1e-9 * step; k++) {
        double at = length * (k * step - low) / (high - low), value = k == 0 ? 0 : k * step;
        if (is_time) {
            lam_text_add(page,
                         "<path d=\"M%.1f %d v5\"/><text x=\"%.1f\" y=\"%d\" "
                         "text-anchor=\"middle\">%.6g</text>\n",
                         LEFT + at, HEIGHT - BOTTOM, LEFT + at, HEIGHT - BOTTOM + 19, value);
        } else {
            at = HEIGHT - BOTTOM - at;
            lam_text_add(page,
                         "<path d=\"M%d %.1f h-5\"/><text x=\"%d\" y=\"%.1f\" "
                         "text-anchor=\"end\">%.6g</text>\n",
                         LEFT, at, LEFT - 9, at + 4, value);
        }
    }
}

static void add_axes(const panel *p, lam_text *page) {
    lam_text_add(page, "<g class=\"axes\">\n<path class=\"frame\" d=\"M%d %d V%d H%d\"/>\n", LEFT,
                 TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
    add_ticks(p->from_ms, p->to_ms, true, page);
    add_ticks(p->low, p->high, false, page);
    lam_text_add(page,
                 "<text class=\"title\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">time (ms)</text>\n"
                 "<text class=\"title\" transform=\"translate(16 %d) rotate(-90)\" "
                 "text-anchor=\"middle\">",
                 (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, (TOP + HEIGHT - BOTTOM) / 2);
    html_text(page, p->what);
    html_text(page, " (");
    html_text(page, p->unit);
    lam_text_add(page, ")</text>\n</g>\n");
}

/* Room above and below; a constant curve has some, too. */
static void add_room(panel *p) {
    double range = p->high - p->low;
    double room = range > 0 ? 0.05 * range : p->high != 0 ? 0.5 * fabs(p->high) : 1;
    p->low -= room;
    p->high += room;
    if (!(p->to_ms > p->from_ms)) {
        p->to_ms = p->from_ms + 1;
    }
}

/* Adds the panel's figure, frees its texts. */
static void finish(panel *p, const char *id, const char *caption, lam_text *page) {
    if (p->n > 0) {
        add_room(p);
        lam_text_add(page, "<figure class=\"zoom\" id=\"%s\">\n<figcaption>", id);
        html_text(page, caption);
        lam_text_add(page,
                     "</figcaption>\n<ul class=\"legend\">\n%s</ul>\n"
                     "<div class=\"drawing\">\n<svg class=\"sheet\" viewBox=\"0 0 %d %d\" "
                     "role=\"img\" aria-label=\"",
                     p->legend.bytes == NULL ? "" : p->legend.bytes, WIDTH, HEIGHT);
        html_text(page, caption);
        lam_text_add(page, "\" xmlns=\"http://www.w3.org/2000/svg\">\n");
        add_axes(p, page);
        lam_text_add(page,
                     "<svg class=\"data\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                     "viewBox=\"%.9g %.9g %.9g %.9g\" preserveAspectRatio=\"none\">\n"
                     "<g transform=\"scale(1 -1)\">\n%s</g>\n</svg>\n</svg>\n</div>\n</figure>\n",
                     LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM, p->from_ms, -p->high,
                     p->to_ms - p->from_ms, p->high - p->low,
                     p->curves.bytes == NULL ? "" : p->curves.bytes);
        page->out_of_memory =
            page->out_of_memory || p->curves.out_of_memory || p->legend.out_of_memory;
    }
    lam_text_free(&p->curves);
    lam_text_free(&p->legend);
}

/* For so many curves. */
static panel new_panel(const char *what, size_t n_curves) {
    size_t most = MOST_STRETCHES / (n_curves > 0 ? n_curves : 1);
    panel p = {.from_ms = INFINITY, .to_ms = -INFINITY, .low = INFINITY, .high = -INFINITY};
    p.most = most < MOST_OF_A_CURVE ? most : MOST_OF_A_CURVE;
    lam_format(p.what, sizeof p.what, "%s", what);
    return p;
}

/* ---- dipoles ---- */

/* A trial's dipole as the run shows it. The first sample of a run's is 0, whatever the cells do,
 * and is the second here. */
static lam_status read_dipole(const report_run *run, size_t trial, const char *path,
                              const lam_saved_shape *shape, double *samples) {
    const lam_saved_facts *facts = run->facts;
    LAM_TRY(lam_saved_read(run->saved, trial, path, 0, samples));
    for (size_t i = 0; i < shape->n_samples; i++) {
        samples[i] *= facts->scale;
    }
    if (facts->smooth_ms > 0) {
        LAM_TRY(lam_smooth(shape->n_samples, samples, facts->smooth_ms, shape->dt_ms));
    }
    if (facts->is_results && shape->n_samples > 1 && !(facts->smooth_ms > 0)) {
        samples[0] = samples[1];
    }
    return LAM_OK;
}

static lam_status add_dipole(const report_run *run, const char *dipole, const char *name,
                             const char *style, bool with_trials, panel *p) {
    const lam_saved_facts *facts = run->facts;
    char path[REPORT_LABEL];
    lam_saved_shape shape;
    lam_format(path, sizeof path, "dipole/%s", dipole);
    LAM_TRY(lam_saved_shape_of(run->saved, facts->trials[0], path, &shape));
    size_t n = shape.n_samples;
    double *samples = lam_alloc(2 * n, sizeof *samples), *mean = samples + n;
    lam_status status = samples == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < facts->n_trials && status == LAM_OK; k++) {
        lam_saved_shape here;
        status = lam_saved_shape_of(run->saved, facts->trials[k], path, &here);
        if (status == LAM_OK && here.n_samples != n) {
            status =
                lam_fail(LAM_ERR_INPUT,
                         "%s: %s has %zu samples in trial %zu and %zu in trial %zu; accepted: "
                         "trials of one length",
                         facts->path, path, here.n_samples, facts->trials[k], n, facts->trials[0]);
        }
        status =
            status == LAM_OK ? read_dipole(run, facts->trials[k], path, &shape, samples) : status;
        for (size_t i = 0; i < n && status == LAM_OK; i++) {
            mean[i] += samples[i] / (double)facts->n_trials;
        }
        if (status == LAM_OK && with_trials) {
            add_curve(p, name, "trial", n, facts->time_ms, 0, samples);
        }
    }
    if (status == LAM_OK) {
        add_curve(p, name, style, n, facts->time_ms, 0, mean);
        lam_format(p->unit, sizeof p->unit, "%s", shape.unit);
    }
    free(samples);
    return status;
}

/* Of one result the sum, its trials and its layers; of several the sums. */
static lam_status add_dipoles(const report *of, lam_text *page) {
    lam_status status = LAM_OK;
    const report_run *only = &of->runs[0];
    bool with_trials = of->n == 1 && only->facts->n_trials > 1;
    size_t n_trials =
        with_trials && only->facts->n_trials <= MOST_TRIALS ? only->facts->n_trials : 0;
    panel p = new_panel("current dipole", of->n > 1 ? of->n : only->facts->n_dipoles + n_trials);
    for (size_t i = 0; i < of->n && of->n > 1 && status == LAM_OK; i++) {
        char style[8];
        lam_format(style, sizeof style, "c%zu", i % 8);
        if (of->runs[i].facts->n_dipoles > 0) {
            status = add_dipole(&of->runs[i], of->runs[i].facts->dipoles[0], of->runs[i].label,
                                style, false, &p);
        }
    }
    for (size_t i = 0; i < only->facts->n_dipoles && of->n == 1 && status == LAM_OK; i++) {
        char style[8];
        lam_format(style, sizeof style, "c%zu", i % 8);
        status = add_dipole(only, only->facts->dipoles[i], only->facts->dipoles[i], style,
                            i == 0 && n_trials > 0, &p);
    }
    finish(&p, "zoom_dipole",
           of->n > 1      ? "Current dipoles, means of trials."
           : n_trials > 0 ? "Current dipole, mean of trials, and trials of the sum (thin)."
           : with_trials  ? "Current dipole, mean of trials."
                          : "Current dipole.",
           page);
    return status;
}

/* ---- recorded traces ---- */

/* The first of them: of each cell, section and variable, on axes of its unit. */
static lam_status add_trace(const report_run *run, const char *path, panel *p) {
    lam_saved_shape shape;
    size_t trial = run->facts->trials[0];
    char style[8];
    LAM_TRY(lam_saved_shape_of(run->saved, trial, path, &shape));
    if (p->unit[0] != '\0' && strcmp(p->unit, shape.unit) != 0) {
        return LAM_OK;
    }
    double *samples = lam_alloc(shape.n_samples, sizeof *samples);
    lam_status status = samples == NULL ? LAM_ERR_MEMORY : LAM_OK;
    status = status == LAM_OK ? lam_saved_read(run->saved, trial, path, 0, samples) : status;
    if (status == LAM_OK && shape.n_samples > 0) {
        lam_format(style, sizeof style, "c%zu", p->n % 8);
        lam_format(p->unit, sizeof p->unit, "%s", shape.unit);
        add_curve(p, path + strlen("cells/"), style, shape.n_samples, NULL, shape.dt_ms, samples);
    }
    free(samples);
    return status;
}

static lam_status walk(const report_run *run, const char *group, size_t depth, size_t most,
                       panel *p) {
    char **names = NULL;
    size_t n = 0;
    LAM_TRY(lam_saved_names(run->saved, run->facts->trials[0], group, &n, &names));
    lam_status status = LAM_OK;
    for (size_t i = 0; i < n && status == LAM_OK && p->n < most; i++) {
        char path[2 * REPORT_LABEL];
        lam_format(path, sizeof path, "%s/%s", group, names[i]);
        status = depth == 2 ? add_trace(run, path, p) : walk(run, path, depth + 1, most, p);
    }
    lam_saved_free_names(n, names);
    return status;
}

lam_status report_traces(const report *of, lam_text *page) {
    size_t most = of->n < MOST_TRACES ? MOST_TRACES / of->n : 1;
    LAM_TRY(add_dipoles(of, page));
    for (size_t i = 0; i < of->n; i++) {
        const report_run *run = &of->runs[i];
        char id[32], caption[REPORT_LABEL + 64];
        panel p = new_panel("recorded", MOST_TRACES);
        lam_status status = run->network == NULL ? LAM_OK : walk(run, "cells", 0, most, &p);
        lam_format(id, sizeof id, "zoom_cells_%zu", i + 1);
        lam_format(caption, sizeof caption, "Recorded in cells of %s (cell/section/variable).",
                   run->label);
        finish(&p, id, caption, page);
        LAM_TRY(status);
    }
    return LAM_OK;
}
