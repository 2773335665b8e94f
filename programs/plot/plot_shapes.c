/* SPDX-License-Identifier: BSD-3-Clause
 * plot_shapes.c - the cells of a network in space, with its electrodes; the shape of each type. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const lam_cell_type *type_of(const lam_model *model, const lam_population *population) {
    return &model->cell_types[population->cell_type];
}

/* ---- cells in space ---- */

enum { MOST_CELLS = 1200 };

/* The column is seen from a side and somewhat from above; parallels stay parallel. */
static const double azimuth = 0.45, elevation = 0.22; /* rad */

void plot_project(const double xyz[3], double *x_out, double *y_out, double *depth_out) {
    double x = xyz[0] * cos(azimuth) - xyz[1] * sin(azimuth);
    double depth = xyz[0] * sin(azimuth) + xyz[1] * cos(azimuth);
    *x_out = x;
    *y_out = xyz[2] * cos(elevation) + depth * sin(elevation);
    *depth_out = depth;
}

double plot_stretch_of(const plot_run *run) {
    const double wanted_um = 1000;
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (size_t gid = 0; gid < run->model->n_cells; gid++) {
        double xyz[3];
        for (size_t a = 0; a < 2 && lam_network_position(run->network, gid, xyz) == LAM_OK; a++) {
            low[a] = fmin(low[a], xyz[a]);
            high[a] = fmax(high[a], xyz[a]);
        }
    }
    double width = fmax(high[0] - low[0], high[1] - low[1]);
    if (!(width > 0 && width < wanted_um / 3)) {
        return 1;
    }
    double power = pow(10, floor(log10(wanted_um / width)));
    return power * (wanted_um / width >= 5 * power ? 5 : wanted_um / width >= 2 * power ? 2 : 1);
}

typedef struct cell {
    size_t gid;
    const lam_population *population;
    double xyz_um[3], depth;
} cell;

static int farthest_first(const void *a, const void *b) {
    const cell *x = a, *y = b;
    int order = (x->depth < y->depth) - (x->depth > y->depth);
    return order != 0 ? order : (x->gid > y->gid) - (x->gid < y->gid);
}

static lam_status find_cells(const plot_run *run, double stretch, size_t every, size_t *n,
                             cell *cells) {
    for (size_t i = 0; i < run->model->n_populations; i++) {
        const lam_population *population = &run->model->populations[i];
        for (size_t gid = population->first_gid;
             gid < population->end_gid && population->cell_type >= 0; gid++) {
            if (gid % every != 0) {
                continue;
            }
            double x, y;
            cell *c = &cells[(*n)++];
            *c = (cell){.gid = gid, .population = population};
            LAM_TRY(lam_network_position(run->network, gid, c->xyz_um));
            c->xyz_um[0] *= stretch;
            c->xyz_um[1] *= stretch;
            plot_project(c->xyz_um, &x, &y, &c->depth);
        }
    }
    qsort(cells, *n, sizeof *cells, farthest_first);
    return LAM_OK;
}

/* "0x0072B2", as gnuplot reads a colour in a column. */
static void add_point(plot_figure *figure, const double xyz[3], const char *colour) {
    double x, y, depth;
    plot_project(xyz, &x, &y, &depth);
    lam_text_add(&figure->text, "%.6g\t%.6g\t0x%s\n", x, y, colour + 1);
}

static void add_sections(plot_figure *figure, size_t n, const cell *cells) {
    const plot_run *run = &figure->runs[0];
    plot_block(figure, "sections");
    lam_text_add(&figure->text, "NaN\tNaN\t0\n");
    for (size_t i = 0; i < n; i++) {
        const lam_cell_type *type = type_of(run->model, cells[i].population);
        plot_colour colour;
        plot_colour_of(run, cells[i].population->name, colour);
        for (size_t s = 0; s < type->n_sections && !type->own_shape; s++) {
            double from[3], to[3];
            for (size_t a = 0; a < 3; a++) {
                from[a] = cells[i].xyz_um[a] + type->sections[s].start_um[a];
                to[a] = cells[i].xyz_um[a] + type->sections[s].end_um[a];
            }
            add_point(figure, from, colour);
            add_point(figure, to, colour);
            lam_text_add(&figure->text, "\n");
        }
    }
}

/* Pyramids and others apart, as they have marks of their own. */
static void add_somata(plot_figure *figure, size_t n, const cell *cells) {
    const plot_run *run = &figure->runs[0];
    for (int inhibitory = 0; inhibitory < 2; inhibitory++) {
        plot_block(figure, inhibitory ? "others" : "pyramids");
        lam_text_add(&figure->text, "NaN\tNaN\t0\n");
        for (size_t i = 0; i < n; i++) {
            bool is_pyramid = strstr(cells[i].population->name, "pyr") != NULL;
            plot_colour colour;
            plot_colour_of(run, cells[i].population->name, colour);
            if (is_pyramid != (inhibitory == 1)) {
                add_point(figure, cells[i].xyz_um, colour);
            }
        }
    }
}

static void add_electrodes(plot_figure *figure, double stretch) {
    const lam_model *model = figure->runs[0].model;
    plot_block(figure, "electrodes");
    lam_text_add(&figure->text, "NaN\tNaN\t0\n\n");
    for (size_t i = 0; i < model->n_arrays; i++) {
        for (size_t k = 0; k < model->arrays[i].n_contacts; k++) {
            const double *p = model->arrays[i].positions_um + 3 * k;
            const double place[3] = {stretch * p[0], stretch * p[1], p[2]};
            add_point(figure, place, "#000000");
        }
        lam_text_add(&figure->text, "\n");
    }
    plot_count(figure, "n_arrays", model->n_arrays);
}

static void add_names(plot_figure *figure) {
    enum { MOST = 12 };
    const plot_run *run = &figure->runs[0];
    size_t order[64], n_all = 0, n = 0;
    char labels[MOST][PLOT_NAME];
    plot_colour colours[MOST];
    const char *names[MOST], *shades[MOST];
    if (run->model->n_populations <= sizeof order / sizeof *order) {
        n_all = plot_order(run->model, order);
    }
    double are_pyramids[MOST] = {0};
    for (; n < n_all && n < MOST; n++) {
        const char *name = run->model->populations[order[n]].name;
        plot_label_of(name, labels[n]);
        plot_colour_of(run, name, colours[n]);
        names[n] = labels[n];
        shades[n] = colours[n];
        are_pyramids[n] = strstr(name, "pyr") != NULL;
    }
    plot_count(figure, "n_names", n);
    plot_words(figure, "names", n, names);
    plot_words(figure, "colours", n, shades);
    plot_numbers(figure, "are_pyramids", n, are_pyramids);
    plot_margin(figure, "margin_right", n, names, 80);
}

lam_status plot_cells(plot_figure *figure) {
    LAM_TRY(plot_need_network(figure));
    const plot_run *run = &figure->runs[0];
    size_t n = 0, n_cells = run->model->n_cells, every = (n_cells + MOST_CELLS - 1) / MOST_CELLS;
    char heading[2 * PLOT_NAME];
    cell *cells = lam_alloc(n_cells / every + 1, sizeof *cells);
    /* Electrodes are to be seen as far from the cells as they are. */
    double stretch = run->model->n_arrays > 0 ? 1 : plot_stretch_of(run);
    lam_status status = cells == NULL ? LAM_ERR_MEMORY : find_cells(run, stretch, every, &n, cells);
    if (status == LAM_OK) {
        lam_format(heading, sizeof heading, "%zu cells", n_cells);
        if (every > 1) {
            lam_text_append(heading, sizeof heading, ", %zu of them shown", n);
        }
        if (stretch > 1) {
            lam_text_append(heading, sizeof heading, ", places in the plane %g times apart",
                            stretch);
        }
        if (run->model->n_arrays > 0) {
            lam_text_append(heading, sizeof heading, ", electrodes in black");
        }
        plot_panel(figure, "cells", 1300, heading);
        plot_number(figure, "upright", cos(elevation));
        add_names(figure);
        add_sections(figure, n, cells);
        add_somata(figure, n, cells);
        add_electrodes(figure, stretch);
    }
    free(cells);
    return status;
}

/* ---- shapes of types ---- */

static bool is_in(const lam_cell_type *type, size_t section, const char *location) {
    for (size_t i = 0; i < type->n_locations; i++) {
        for (size_t k = 0; k < type->locations[i].n_sections; k++) {
            if (type->locations[i].sections[k] == section &&
                strcmp(type->locations[i].name, location) == 0) {
                return true;
            }
        }
    }
    return false;
}

static const char *colour_of_section(const lam_cell_type *type, size_t section) {
    return strcmp(type->sections[section].name, "soma") == 0 ? "0x333333"
           : is_in(type, section, "distal")                  ? "0x009E73"
           : is_in(type, section, "proximal")                ? "0xD55E00"
                                                             : "0x9A9A9A";
}

/* A section seen along y: four corners, at least so wide that it is seen. */
static void add_outline(plot_figure *figure, const lam_section *section, double x_um,
                        const char *colour) {
    const double *a = section->start_um, *b = section->end_um;
    double dx = b[0] - a[0], dz = b[2] - a[2], length = hypot(dx, dz);
    double half = fmax(section->diam_um, 10) / 2;
    double nx = length > 0 ? -dz / length * half : half, nz = length > 0 ? dx / length * half : 0;
    const double corners[5][2] = {{a[0] + nx, a[2] + nz},
                                  {b[0] + nx, b[2] + nz},
                                  {b[0] - nx, b[2] - nz},
                                  {a[0] - nx, a[2] - nz},
                                  {a[0] + nx, a[2] + nz}};
    for (size_t i = 0; i < 5; i++) {
        lam_text_add(&figure->text, "%.6g\t%.6g\t%s\n", x_um + corners[i][0], corners[i][1],
                     colour);
    }
    lam_text_add(&figure->text, "\n");
}

static double widest(const lam_cell_type *type) {
    double most = 0;
    for (size_t s = 0; s < type->n_sections; s++) {
        most = fmax(most,
                    fmax(fabs(type->sections[s].start_um[0]), fabs(type->sections[s].end_um[0])));
    }
    return most;
}

static bool is_drawn(const plot_run *run, size_t type) {
    for (size_t i = 0; i < run->model->n_populations; i++) {
        if (run->model->populations[i].cell_type == (int)type) {
            return !run->model->cell_types[type].own_shape &&
                   run->model->cell_types[type].n_sections > 0;
        }
    }
    return false;
}

/* Beside each other, with room for names. */
static size_t place_types(const plot_run *run, double *x_um) {
    const double gap_um = 260;
    double at = 0;
    size_t n = 0;
    for (size_t t = 0; t < run->model->n_cell_types; t++) {
        if (is_drawn(run, t)) {
            double half = widest(&run->model->cell_types[t]);
            x_um[t] = at + half;
            at += 2 * half + gap_um;
            n++;
        }
    }
    return n;
}

static bool is_soma(const lam_section *section) {
    return strcmp(section->name, "soma") == 0;
}

static bool is_upright(const lam_section *section) {
    double dx = section->end_um[0] - section->start_um[0];
    double dz = section->end_um[2] - section->start_um[2];
    return fabs(dx) <= fabs(dz) / 2;
}

/* Names of upright sections stand to their right, of the soma to its left; those of others above
 * them, or at their ends. */
static void add_part_name(plot_figure *figure, const lam_section *section, double x_um,
                          const char *colour) {
    double dx = section->end_um[0] - section->start_um[0];
    double dz = section->end_um[2] - section->start_um[2];
    double x = (section->start_um[0] + section->end_um[0]) / 2;
    double z = (section->start_um[2] + section->end_um[2]) / 2;
    if (is_soma(section)) {
        x -= fmax(section->diam_um, 10) / 2 + 55;
    } else if (is_upright(section)) {
        x += fmax(section->diam_um, 10) / 2;
    } else if (fabs(dz) < fabs(dx) / 4) {
        x += dx < 0 ? -30 : 30;
        z += 30;
    } else {
        x = section->end_um[0];
        z = section->end_um[2] + (dz < 0 ? -22 : 22);
    }
    lam_text_add(&figure->text, "%.6g\t%.6g\t", x_um + x, z);
    plot_quoted(figure, section->name);
    lam_text_add(&figure->text, "\t%s\n", colour);
}

static void add_part_names(plot_figure *figure, const double *x_um, bool are_upright) {
    const plot_run *run = &figure->runs[0];
    plot_block(figure, are_upright ? "upright parts" : "leaning parts");
    lam_text_add(&figure->text, "NaN\tNaN\t\"\"\t0\n"); /* a block is not empty */
    for (size_t t = 0; t < run->model->n_cell_types; t++) {
        const lam_cell_type *type = &run->model->cell_types[t];
        for (size_t s = 0; s < type->n_sections && is_drawn(run, t) && type->n_sections <= 24;
             s++) {
            const lam_section *section = &type->sections[s];
            if ((is_upright(section) && !is_soma(section)) == are_upright) {
                add_part_name(figure, section, x_um[t], colour_of_section(type, s));
            }
        }
    }
}

static void add_types(plot_figure *figure, const double *x_um) {
    const plot_run *run = &figure->runs[0];
    plot_block(figure, "sections");
    for (size_t t = 0; t < run->model->n_cell_types; t++) {
        const lam_cell_type *type = &run->model->cell_types[t];
        for (size_t s = 0; s < type->n_sections && is_drawn(run, t); s++) {
            add_outline(figure, &type->sections[s], x_um[t], colour_of_section(type, s));
        }
    }
    plot_block(figure, "names");
    for (size_t t = 0; t < run->model->n_cell_types; t++) {
        const lam_cell_type *type = &run->model->cell_types[t];
        double bottom = 0;
        char label[PLOT_NAME];
        for (size_t s = 0; s < type->n_sections; s++) {
            bottom = fmin(bottom, fmin(type->sections[s].start_um[2], type->sections[s].end_um[2]));
        }
        if (is_drawn(run, t)) {
            plot_label_of(type->name, label);
            lam_text_add(&figure->text, "%.6g\t%.6g\t", x_um[t], bottom);
            plot_quoted(figure, label);
            lam_text_add(&figure->text, "\n");
        }
    }
    add_part_names(figure, x_um, false);
    add_part_names(figure, x_um, true);
}

lam_status plot_morphology(plot_figure *figure) {
    LAM_TRY(plot_need_network(figure));
    const plot_run *run = &figure->runs[0];
    double *x_um = lam_alloc(run->model->n_cell_types, sizeof *x_um);
    if (x_um == NULL) {
        return LAM_ERR_MEMORY;
    }
    size_t n = place_types(run, x_um);
    if (n == 0) {
        free(x_um);
        return lam_fail(LAM_ERR_INPUT,
                        "%s: no shapes; accepted: cells whose sections the network states",
                        run->path);
    }
    plot_panel(figure, "morphology", 1300, "Shapes of the cells, true to scale in length");
    plot_number(figure, "margin_right", 340);
    add_types(figure, x_um);
    free(x_um);
    return LAM_OK;
}
