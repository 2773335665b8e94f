/* SPDX-License-Identifier: BSD-3-Clause
 * plot_traces.c - recorded voltages, currents and concentrations of cells, one below the other. */
#include "plot.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TRACES = 24 };

/* "cells/35/soma/v_mV" and what its parts say. */
typedef struct trace {
    char path[2 * PLOT_NAME], section[PLOT_NAME], variable[PLOT_NAME];
    size_t gid;
    const lam_population *population; /* NULL: unknown */
} trace;

typedef struct traces {
    size_t n, n_held;
    trace *all;
} traces;

/* ---- finding ---- */

static const lam_population *population_of(const lam_model *model, size_t gid) {
    for (size_t i = 0; i < model->n_populations; i++) {
        const lam_population *population = &model->populations[i];
        if (gid >= population->first_gid && gid < population->end_gid) {
            return population;
        }
    }
    return NULL;
}

/* Whether --signal means it: its gid, section, variable ("v_mV" or "v"), population, or path. */
static bool is_wanted(const char *wanted, const trace *t) {
    char gid[32];
    size_t length = strlen(wanted);
    lam_format(gid, sizeof gid, "%zu", t->gid);
    return strcmp(wanted, gid) == 0 || strcmp(wanted, t->section) == 0 ||
           strcmp(wanted, t->variable) == 0 ||
           (strncmp(wanted, t->variable, length) == 0 && t->variable[length] == '_') ||
           (t->population != NULL && strcmp(wanted, t->population->name) == 0) ||
           strcmp(wanted, t->path) == 0 || strcmp(wanted, t->path + strlen("cells/")) == 0;
}

static lam_status take_variables(const plot_figure *figure, const char *group, const trace *t,
                                 traces *found) {
    const plot_run *run = &figure->runs[0];
    const char *wanted = figure->options->signal;
    char **names = NULL;
    size_t n = 0;
    LAM_TRY(lam_saved_names(run->saved, run->trials_owned[0], group, &n, &names));
    lam_status status = LAM_OK;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        trace new = *t;
        lam_format(new.variable, PLOT_NAME, "%s", names[i]);
        lam_format(new.path, sizeof new.path, "%s/%s", group, names[i]);
        if (wanted != NULL && !is_wanted(wanted, &new)) {
            continue;
        }
        trace *all = lam_grow(found->all, found->n + 1, &found->n_held, sizeof *all);
        status = all == NULL ? LAM_ERR_MEMORY : LAM_OK;
        if (all != NULL) {
            found->all = all;
            found->all[found->n++] = new;
        }
    }
    lam_saved_free_names(n, names);
    return status;
}

static lam_status take_sections(const plot_figure *figure, const char *gid, traces *found) {
    const plot_run *run = &figure->runs[0];
    char group[PLOT_NAME], **names = NULL;
    double number = 0;
    size_t n = 0;
    if (!lam_number_read(gid, "", &number, NULL)) {
        return LAM_OK;
    }
    trace t = {.gid = (size_t)number, .population = population_of(run->model, (size_t)number)};
    lam_format(group, sizeof group, "cells/%s", gid);
    LAM_TRY(lam_saved_names(run->saved, run->trials_owned[0], group, &n, &names));
    lam_status status = LAM_OK;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        char below[2 * PLOT_NAME];
        lam_format(t.section, PLOT_NAME, "%s", names[i]);
        lam_format(below, sizeof below, "%s/%s", group, names[i]);
        status = take_variables(figure, below, &t, found);
    }
    lam_saved_free_names(n, names);
    return status;
}

/* By variable, then cell. */
static int compare(const void *a, const void *b) {
    const trace *x = a, *y = b;
    int order = strcmp(x->variable, y->variable);
    order = order != 0 ? order : (x->gid > y->gid) - (x->gid < y->gid);
    return order != 0 ? order : strcmp(x->section, y->section);
}

static lam_status find_traces(const plot_figure *figure, traces *found) {
    const plot_run *run = &figure->runs[0];
    char **names = NULL;
    size_t n = 0;
    LAM_TRY(lam_saved_names(run->saved, run->trials_owned[0], "cells", &n, &names));
    lam_status status = LAM_OK;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        status = take_sections(figure, names[i], found);
    }
    lam_saved_free_names(n, names);
    if (status == LAM_OK && n == 0) {
        status = lam_fail(LAM_ERR_INPUT,
                          "%s: no recorded cells; accepted: the results of a run with --record",
                          run->facts->path);
    } else if (status == LAM_OK && found->n == 0) {
        status = lam_fail(LAM_ERR_INPUT,
                          "--signal: '%s'; accepted: what is recorded in %s: a gid, population, "
                          "section, variable or GID/SECTION/VARIABLE",
                          figure->options->signal, run->facts->path);
    }
    if (status == LAM_OK) {
        qsort(found->all, found->n, sizeof *found->all, compare);
    }
    return status;
}

/* Of many every so-many-th. */
static size_t thin_out(traces *found) {
    size_t n = found->n;
    if (n > MOST_TRACES) {
        for (size_t i = 0; i < MOST_TRACES; i++) {
            found->all[i] = found->all[i * n / MOST_TRACES];
        }
        found->n = MOST_TRACES;
    }
    return n;
}

/* ---- drawing ---- */

typedef struct group { /* of one variable: one scale */
    double low, high;
    char unit[LAM_SAVED_UNIT];
} group;

static lam_status add_trace(plot_figure *figure, const trace *t, size_t row, group *g) {
    plot_run run = figure->runs[0]; /* of its first trial alone */
    plot_signal signal;
    run.n_trials = 1;
    LAM_TRY(plot_signal_mean(figure, &run, t->path, 0, &signal));
    for (size_t i = 0; i < signal.n; i++) {
        g->low = fmin(g->low, signal.mean[i]);
        g->high = fmax(g->high, signal.mean[i]);
    }
    lam_format(g->unit, sizeof g->unit, "%s", signal.unit);
    plot_curve_at(figure, signal.n, signal.time_ms, signal.mean, 1, (double)row);
    plot_signal_free(&signal);
    return LAM_OK;
}

static void set_row(plot_figure *figure, const trace *t, size_t row, const group *g) {
    char name[PLOT_NAME], label[PLOT_NAME], text[2 * PLOT_NAME], unit[LAM_SAVED_UNIT];
    plot_colour colour = "#222222";
    double factor;
    plot_label_of(t->population == NULL ? "cell" : t->population->name, label);
    lam_format(text, sizeof text, "%s %zu, %s", label, t->gid, t->section);
    if (t->population != NULL) {
        plot_colour_of(&figure->runs[0], t->population->name, colour);
    }
    plot_unit(g->unit, fmax(fabs(g->low), fabs(g->high)), unit, &factor);
    const struct {
        const char *name, *word;
    } words[] = {{"names", text}, {"colours", colour}, {"variables", t->variable}, {"units", unit}};
    for (size_t i = 0; i < 4; i++) {
        lam_format(name, sizeof name, "%s[%zu]", words[i].name, row + 1);
        plot_word(figure, name, words[i].word);
    }
    const struct {
        const char *name;
        double number;
    } numbers[] = {{"lows", g->low}, {"highs", g->high}, {"factors", factor}};
    for (size_t i = 0; i < 3; i++) {
        lam_format(name, sizeof name, "%s[%zu]", numbers[i].name, row + 1);
        plot_number(figure, name, numbers[i].number);
    }
}

static void begin(plot_figure *figure, const traces *found, size_t n_all) {
    const plot_run *run = &figure->runs[0];
    static const char *const words[] = {"names", "colours", "variables", "units"};
    static const char *const numbers[] = {"lows", "highs", "factors"};
    const char *const longest[] = {"L2/3 pyramidal 100, apical_trunk"};
    char heading[2 * PLOT_NAME];
    double from_ms = 0, to_ms = 1, height = 120 + 90 * (double)found->n;
    (void)plot_window(figure, run, &from_ms, &to_ms); /* checked by the signals */
    lam_format(heading, sizeof heading, "Recorded from cells, trial %zu", run->trials_owned[0]);
    if (n_all > found->n) {
        lam_text_append(heading, sizeof heading, ", %zu of %zu traces", found->n, n_all);
    }
    plot_panel(figure, "traces", height < 1500 ? height : 1500, heading);
    plot_number(figure, "from", from_ms);
    plot_number(figure, "to", to_ms);
    plot_count(figure, "n_rows", found->n);
    plot_margin(figure, "margin_right", 1, longest, 0);
    for (size_t i = 0; i < 4; i++) {
        plot_words(figure, words[i], found->n, NULL);
    }
    for (size_t i = 0; i < 3; i++) {
        plot_numbers(figure, numbers[i], found->n, NULL);
    }
}

static lam_status add_traces(plot_figure *figure, const traces *found) {
    size_t first = 0;
    while (first < found->n) {
        group g = {.low = DBL_MAX, .high = -DBL_MAX};
        size_t end = first;
        for (; end < found->n && strcmp(found->all[end].variable, found->all[first].variable) == 0;
             end++) {
            plot_block(figure, "row %zu", end + 1);
            LAM_TRY(add_trace(figure, &found->all[end], end, &g));
        }
        lam_text_add(&figure->text, "\n\n");
        for (; first < end; first++) {
            set_row(figure, &found->all[first], first, &g);
        }
    }
    return LAM_OK;
}

lam_status plot_traces(plot_figure *figure) {
    traces found = {.n = 0};
    LAM_TRY(plot_need_network(figure));
    lam_status status = find_traces(figure, &found);
    if (status == LAM_OK) {
        size_t n_all = thin_out(&found);
        begin(figure, &found, n_all);
        status = add_traces(figure, &found);
    }
    free(found.all);
    return status;
}
