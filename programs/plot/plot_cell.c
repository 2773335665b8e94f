/* SPDX-License-Identifier: BSD-3-Clause
 * plot_cell.c - one cell in its network: which cells project onto it and onto which it projects, as
 * they stand in the plane of the layers, and how strongly. */
#include "plot.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_MAPS = 4, MOST_BARS = 60 };

typedef struct centre {
    size_t gid, population;
    bool is_drive;
    double xyz_um[3];
    double *onto_uS, *from_uS; /* [n_gids]: of each cell onto it; of it onto each cell */
} centre;

/* ---- conductances ---- */

static lam_status find_centre(const plot_figure *figure, centre *c) {
    const plot_run *run = &figure->runs[0];
    const lam_model *model = run->model;
    double gid = figure->options->cell;
    if (!(gid >= 0 && gid < (double)model->n_gids) || fabs(gid - floor(gid)) > 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "--cell: %.15g; accepted: a gid of %s, a whole number below %zu", gid,
                        run->path, model->n_gids);
    }
    c->gid = (size_t)gid;
    while (c->gid >= model->populations[c->population].end_gid) {
        c->population++;
    }
    c->is_drive = model->populations[c->population].cell_type < 0;
    c->onto_uS = lam_alloc(model->n_gids, sizeof(double));
    c->from_uS = lam_alloc(model->n_gids, sizeof(double));
    return c->onto_uS == NULL || c->from_uS == NULL
               ? LAM_ERR_MEMORY
               : lam_network_position(run->network, c->gid, c->xyz_um);
}

static lam_status add_sources(const plot_run *run, size_t connection, centre *c) {
    plot_synapses s;
    LAM_TRY(plot_synapses_onto(run, connection, c->gid, &s));
    for (size_t i = 0; i < s.n; i++) {
        c->onto_uS[(size_t)s.gid[i]] += s.weight_uS[i];
    }
    free(s.gid);
    return LAM_OK;
}

static lam_status add_targets(const plot_run *run, size_t connection, centre *c) {
    const lam_population *target =
        &run->model->populations[run->model->connections[connection].target];
    for (size_t gid = target->first_gid; gid < target->end_gid; gid++) {
        plot_synapses s;
        LAM_TRY(plot_synapses_onto(run, connection, gid, &s));
        for (size_t i = 0; i < s.n; i++) {
            c->from_uS[gid] += (size_t)s.gid[i] == c->gid ? s.weight_uS[i] : 0;
        }
        free(s.gid);
    }
    return LAM_OK;
}

static lam_status sum_up(const plot_figure *figure, centre *c) {
    const plot_run *run = &figure->runs[0];
    for (size_t i = 0; i < run->model->n_connections; i++) {
        const lam_connection *connection = &run->model->connections[i];
        if (!plot_receptor_is_wanted(figure, connection)) {
            continue;
        }
        if (connection->target == c->population) {
            LAM_TRY(add_sources(run, i, c));
        }
        if (connection->source == c->population) {
            LAM_TRY(add_targets(run, i, c));
        }
    }
    return LAM_OK;
}

/* ---- maps ---- */

/* How many cells of a population have a conductance. */
static size_t count(const lam_population *population, const double *by_gid_uS) {
    size_t n = 0;
    for (size_t gid = population->first_gid; gid < population->end_gid; gid++) {
        n += by_gid_uS[gid] > 0;
    }
    return n;
}

/* All cells of a population: place, and share of the largest conductance, 0 for none. */
static lam_status add_map(plot_figure *figure, const centre *c, const lam_population *population,
                          const double *by_gid_uS, size_t m) {
    const plot_run *run = &figure->runs[0];
    char name[PLOT_NAME], label[PLOT_NAME];
    double largest_uS = 0;
    plot_label_of(population->name, label);
    lam_format(name, sizeof name, "names[%zu]", m);
    plot_word(figure, name, label);
    for (size_t gid = population->first_gid; gid < population->end_gid; gid++) {
        largest_uS = fmax(largest_uS, by_gid_uS[gid]);
    }
    lam_format(name, sizeof name, "counts[%zu]", m);
    lam_format(label, sizeof label, "%zu of %zu", count(population, by_gid_uS),
               population->end_gid - population->first_gid);
    plot_word(figure, name, label);
    lam_format(name, sizeof name, "notes[%zu]", m);
    lam_format(label, sizeof label, "up to %.3g nS", 1e3 * largest_uS);
    plot_word(figure, name, label);
    plot_block(figure, "cells %zu", m);
    for (size_t gid = population->first_gid; gid < population->end_gid; gid++) {
        double xyz_um[3];
        LAM_TRY(lam_network_position(run->network, gid, xyz_um));
        lam_text_add(&figure->text, "%.7g\t%.7g\t%.6g\n", xyz_um[0], xyz_um[1],
                     1e3 * by_gid_uS[gid]);
    }
    lam_text_add(&figure->text, "\n\n");
    lam_format(name, sizeof name, "largest[%zu]", m);
    plot_number(figure, name, 1e3 * largest_uS);
    plot_block(figure, "centre %zu", m);
    lam_text_add(&figure->text, c->is_drive ? "NaN\tNaN\n" : "%.7g\t%.7g\n", c->xyz_um[0],
                 c->xyz_um[1]);
    return LAM_OK;
}

static void set_heading(const plot_figure *figure, const centre *c, bool is_from,
                        char heading[4 * PLOT_NAME]) {
    const char *receptor = figure->options->signal;
    const lam_population *population = &figure->runs[0].model->populations[c->population];
    char label[PLOT_NAME];
    if (c->is_drive) {
        plot_short(population->name, label);
    } else {
        plot_label_of(population->name, label);
    }
    lam_format(heading, 4 * PLOT_NAME, "%s cell %zu (%s%s): peak conductance%s%s",
               is_from ? "From" : "Onto", c->gid, label, c->is_drive ? "" : ", ×",
               receptor == NULL ? "" : ", ", receptor == NULL ? "" : receptor);
}

/* The populations in this order that have a conductance, so many beside each other. */
static lam_status add_maps(plot_figure *figure, const centre *c, size_t n, const size_t *order,
                           bool is_from) {
    const lam_population *populations = figure->runs[0].model->populations;
    const double *by_gid_uS = is_from ? c->from_uS : c->onto_uS;
    size_t maps[MOST_MAPS];
    char heading[4 * PLOT_NAME];
    set_heading(figure, c, is_from, heading);
    for (size_t next = 0; next < n;) {
        size_t n_maps = 0;
        for (; next < n && n_maps < MOST_MAPS; next++) {
            if (count(&populations[order[next]], by_gid_uS) > 0) {
                maps[n_maps++] = order[next];
            }
        }
        if (n_maps == 0) {
            break;
        }
        plot_panel(figure, "plan", 410, heading);
        plot_number(figure, "margin_right", 230);
        plot_count(figure, "n_maps", n_maps);
        plot_words(figure, "names", n_maps, NULL);
        plot_words(figure, "counts", n_maps, NULL);
        plot_words(figure, "notes", n_maps, NULL);
        plot_numbers(figure, "largest", n_maps, NULL);
        for (size_t m = 0; m < n_maps; m++) {
            LAM_TRY(add_map(figure, c, &populations[maps[m]], by_gid_uS, m + 1));
        }
    }
    return LAM_OK;
}

/* ---- bars ---- */

/* What a source, a population or a drive, has in all onto the cell, by receptor. */
typedef struct bar {
    size_t source;
    const char *receptor;
    double sum_uS;
} bar;

static lam_status find_bars(const plot_figure *figure, const centre *c, size_t source, size_t *n,
                            bar *bars) {
    const plot_run *run = &figure->runs[0];
    size_t first = *n;
    for (size_t i = 0; i < run->model->n_connections; i++) {
        const lam_connection *connection = &run->model->connections[i];
        const char *receptor = plot_receptor_of(run->model, connection);
        plot_synapses s;
        size_t b = first;
        if (connection->source != source || connection->target != c->population ||
            !plot_receptor_is_wanted(figure, connection)) {
            continue;
        }
        while (b < *n && strcmp(bars[b].receptor, receptor) != 0) {
            b++;
        }
        if (b == MOST_BARS) {
            continue;
        }
        LAM_TRY(plot_synapses_onto(run, i, c->gid, &s));
        if (b == *n) {
            bars[(*n)++] = (bar){.source = source, .receptor = receptor};
        }
        for (size_t k = 0; k < s.n; k++) {
            bars[b].sum_uS += s.weight_uS[k];
        }
        free(s.gid);
    }
    return LAM_OK;
}

static void add_bars(plot_figure *figure, size_t n, const bar *bars) {
    const plot_run *run = &figure->runs[0];
    char labels[MOST_BARS][2 * PLOT_NAME];
    plot_colour colours[MOST_BARS];
    const char *names[MOST_BARS], *shades[MOST_BARS];
    double sums_nS[MOST_BARS];
    for (size_t b = 0; b < n; b++) {
        const lam_population *source = &run->model->populations[bars[b].source];
        char label[PLOT_NAME];
        plot_source_label(run, source, label, colours[b]);
        lam_format(labels[b], sizeof labels[b], "%s, %s", label, bars[b].receptor);
        names[b] = labels[b];
        shades[b] = colours[b];
        sums_nS[b] = 1e3 * bars[b].sum_uS;
    }
    plot_panel(figure, "bars", 20 + 40 * (double)n, "All sources onto it, by receptor");
    plot_margin(figure, "margin_left", n, names, 20);
    plot_count(figure, "n_rows", n);
    plot_words(figure, "names", n, names);
    plot_words(figure, "colours", n, shades);
    plot_numbers(figure, "sums", n, sums_nS);
}

static lam_status add_sums(plot_figure *figure, const centre *c, size_t n, const size_t *order) {
    const lam_model *model = figure->runs[0].model;
    bar bars[MOST_BARS];
    size_t n_bars = 0, n_shown = 0;
    double largest_uS = 0;
    for (size_t i = 0; i < n; i++) {
        LAM_TRY(find_bars(figure, c, order[i], &n_bars, bars));
    }
    for (size_t i = 0; i < model->n_populations; i++) {
        if (model->populations[i].cell_type < 0) {
            LAM_TRY(find_bars(figure, c, i, &n_bars, bars));
        }
    }
    for (size_t b = 0; b < n_bars; b++) {
        largest_uS = fmax(largest_uS, bars[b].sum_uS);
    }
    for (size_t b = 0; b < n_bars; b++) {
        if (bars[b].sum_uS > 1e-9 * largest_uS) { /* others are too far */
            bars[n_shown++] = bars[b];
        }
    }
    if (n_shown > 0) {
        add_bars(figure, n_shown, bars);
    }
    return LAM_OK;
}

static lam_status add(plot_figure *figure, centre *c, size_t *order) {
    const plot_run *run = &figure->runs[0];
    LAM_TRY(find_centre(figure, c));
    LAM_TRY(sum_up(figure, c));
    size_t n = plot_order(run->model, order);
    LAM_TRY(add_maps(figure, c, n, order, false));
    LAM_TRY(add_maps(figure, c, n, order, true));
    LAM_TRY(add_sums(figure, c, n, order));
    return figure->n_panels > 0
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "--cell: %zu: has no synapses in %s; accepted: one that has", c->gid,
                          run->path);
}

lam_status plot_cell(plot_figure *figure) {
    centre c = {.population = 0};
    size_t *order = lam_alloc(figure->runs[0].model->n_populations, sizeof *order);
    lam_status status = order == NULL ? LAM_ERR_MEMORY : add(figure, &c, order);
    free(c.onto_uS);
    free(c.from_uS);
    free(order);
    return status;
}
