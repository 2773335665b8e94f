/* SPDX-License-Identifier: BSD-3-Clause
 * plot_movie.c - recorded voltages on the shapes of the cells, frame after frame. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FRAMES = 100, MOST_SECTIONS = 4000 };

/* A section whose voltage is recorded, where it is on paper, and its voltage in each frame. */
typedef struct part {
    double ends[2][2], v_mV[MOST_FRAMES];
    size_t gid;
    char section[PLOT_NAME];
} part;

typedef struct movie {
    size_t n, n_held, n_frames, n_left_out;
    double stretch, time_ms[MOST_FRAMES];
    part *parts;
} movie;

static const lam_population *population_of(const lam_model *model, size_t gid) {
    for (size_t i = 0; i < model->n_populations; i++) {
        const lam_population *population = &model->populations[i];
        if (gid >= population->first_gid && gid < population->end_gid) {
            return population->cell_type >= 0 ? population : NULL;
        }
    }
    return NULL;
}

static const lam_section *section_of(const lam_model *model, const lam_population *population,
                                     const char *name) {
    const lam_cell_type *type = &model->cell_types[population->cell_type];
    for (size_t i = 0; i < type->n_sections && !type->own_shape; i++) {
        if (strcmp(type->sections[i].name, name) == 0) {
            return &type->sections[i];
        }
    }
    return NULL;
}

static lam_status take(const plot_figure *figure, const char *path, size_t gid,
                       const double xyz_um[3], const lam_section *section, movie *m) {
    plot_run run = figure->runs[0]; /* of its first trial alone */
    plot_signal signal;
    run.n_trials = 1;
    if (m->n == MOST_SECTIONS) {
        m->n_left_out++;
        return LAM_OK;
    }
    LAM_TRY(plot_signal_mean(figure, &run, path, 0, &signal));
    part *parts = lam_grow(m->parts, m->n + 1, &m->n_held, sizeof *parts);
    if (parts == NULL) {
        plot_signal_free(&signal);
        return LAM_ERR_MEMORY;
    }
    m->parts = parts;
    part *p = &m->parts[m->n++];
    p->gid = gid;
    lam_format(p->section, sizeof p->section, "%s", section->name);
    double depth, from[3], to[3];
    for (size_t a = 0; a < 3; a++) {
        double place_um = (a < 2 ? m->stretch : 1) * xyz_um[a];
        from[a] = place_um + section->start_um[a];
        to[a] = place_um + section->end_um[a];
    }
    plot_project(from, &p->ends[0][0], &p->ends[0][1], &depth);
    plot_project(to, &p->ends[1][0], &p->ends[1][1], &depth);
    m->n_frames = signal.n < MOST_FRAMES ? signal.n : MOST_FRAMES;
    for (size_t k = 0; k < m->n_frames; k++) {
        size_t i = m->n_frames > 1 ? k * (signal.n - 1) / (m->n_frames - 1) : 0;
        p->v_mV[k] = signal.mean[i];
        m->time_ms[k] = signal.time_ms[i];
    }
    plot_signal_free(&signal);
    return LAM_OK;
}

/* All sections of a cell that have a voltage. */
static lam_status take_cell(const plot_figure *figure, const char *gid, movie *m) {
    const plot_run *run = &figure->runs[0];
    char group[PLOT_NAME], path[2 * PLOT_NAME], **names = NULL;
    double number = 0, xyz_um[3];
    size_t n = 0;
    bool is_gid = lam_number_read(gid, "", &number, NULL) && number >= 0;
    const lam_population *population = is_gid ? population_of(run->model, (size_t)number) : NULL;
    if (population == NULL) {
        return LAM_OK;
    }
    lam_format(group, sizeof group, "cells/%s", gid);
    LAM_TRY(lam_network_position(run->network, (size_t)number, xyz_um));
    LAM_TRY(lam_saved_names(run->saved, run->trials_owned[0], group, &n, &names));
    lam_status status = LAM_OK;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        const lam_section *section = section_of(run->model, population, names[i]);
        plot_run first = *run;
        first.n_trials = 1;
        lam_format(path, sizeof path, "%s/%s/v_mV", group, names[i]);
        if (section != NULL && plot_signal_exists(&first, path)) {
            status = take(figure, path, (size_t)number, xyz_um, section, m);
        }
    }
    lam_saved_free_names(n, names);
    return status;
}

static lam_status take_cells(const plot_figure *figure, movie *m) {
    const plot_run *run = &figure->runs[0];
    char **names = NULL;
    size_t n = 0;
    m->stretch = plot_stretch_of(run);
    LAM_TRY(lam_saved_names(run->saved, run->trials_owned[0], "cells", &n, &names));
    lam_status status = LAM_OK;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        status = take_cell(figure, names[i], m);
    }
    lam_saved_free_names(n, names);
    if (status == LAM_OK && m->n == 0) {
        status = lam_fail(LAM_ERR_INPUT,
                          "%s: no recorded voltages; accepted: the results of a run with --record "
                          "v:all:all",
                          run->facts->path);
    }
    return status;
}

/* Which section each is, for who draws them otherwise. */
static void add_parts(plot_figure *figure, const movie *m) {
    plot_block(figure, "parts");
    for (size_t i = 0; i < m->n; i++) {
        lam_text_add(&figure->text, "%zu\t", m->parts[i].gid);
        plot_quoted(figure, m->parts[i].section);
        lam_text_add(&figure->text, "\n");
    }
}

static void add_frames(plot_figure *figure, const movie *m) {
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (size_t k = 0; k < m->n_frames; k++) {
        plot_block(figure, "frame %zu", k + 1);
        for (size_t i = 0; i < 2 * m->n; i++) {
            const part *p = &m->parts[i / 2];
            const double *end = p->ends[i % 2];
            lam_text_add(&figure->text, i % 2 == 0 ? "%.5g\t%.5g\t%.5g\n" : "%.5g\t%.5g\t%.5g\n\n",
                         end[0], end[1], p->v_mV[k]);
            for (size_t a = 0; a < 2; a++) {
                low[a] = fmin(low[a], end[a]);
                high[a] = fmax(high[a], end[a]);
            }
        }
    }
    lam_text_add(&figure->text, "\n\n");
    static const char *const names[] = {"left_end", "bottom_end", "right_end", "top_end"};
    const double ends[] = {low[0], low[1], high[0], high[1]};
    for (size_t i = 0; i < 4; i++) {
        plot_number(figure, names[i], ends[i]);
    }
}

/* The dipole below the cells, where there is one. */
static lam_status add_dipole(plot_figure *figure) {
    plot_run run = figure->runs[0];
    plot_signal signal;
    run.n_trials = 1;
    bool has = plot_signal_exists(&run, "dipole/agg");
    plot_count(figure, "has_dipole", has);
    if (!has) {
        return LAM_OK;
    }
    LAM_TRY(plot_signal_load(figure, &run, "dipole/agg", 0, &signal));
    double largest = 0, factor;
    char unit[LAM_SAVED_UNIT];
    for (size_t i = signal.first; i < signal.n; i++) {
        largest = fmax(largest, fabs(signal.mean[i]));
    }
    plot_unit(signal.unit, largest, unit, &factor);
    plot_word(figure, "unit", unit);
    plot_block(figure, "dipole");
    plot_curve(figure, signal.n - signal.first, signal.time_ms + signal.first,
               signal.mean + signal.first, factor);
    plot_signal_free(&signal);
    return LAM_OK;
}

lam_status plot_movie(plot_figure *figure) {
    movie m = {.n = 0};
    double x, upright, depth;
    char heading[2 * PLOT_NAME];
    LAM_TRY(plot_need_network(figure));
    lam_status status = take_cells(figure, &m);
    if (status == LAM_OK) {
        lam_format(heading, sizeof heading, "Voltage of %zu sections", m.n);
        if (m.n_left_out > 0) {
            lam_text_append(heading, sizeof heading, ", of %zu", m.n + m.n_left_out);
        }
        if (m.stretch > 1) {
            lam_text_append(heading, sizeof heading, ", places in the plane %g times apart",
                            m.stretch);
        }
        plot_panel(figure, "movie", 1000, heading);
        plot_project((const double[]){0, 0, 1}, &x, &upright, &depth);
        plot_number(figure, "upright", upright);
        plot_count(figure, "n_frames", m.n_frames);
        plot_numbers(figure, "times", m.n_frames, m.time_ms);
        add_parts(figure, &m);
        add_frames(figure, &m);
        status = add_dipole(figure);
    }
    free(m.parts);
    return status;
}
