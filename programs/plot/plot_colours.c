/* SPDX-License-Identifier: BSD-3-Clause
 * plot_colours.c - how populations, layers and drives are called and coloured, in all figures. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Colours that the colour-blind tell apart (Okabe & Ito 2008; Tol 2021, "muted"). Layers 2/3 are
 * blue, layer 5 is orange; pyramidal cells have the first shade. */
static const char *const layer2[] = {"#0072B2", "#56B4E9", "#332288"};
static const char *const layer5[] = {"#D55E00", "#E69F00", "#882255"};
static const char *const others[] = {"#117733", "#44AA99", "#AA4499",
                                     "#CC6677", "#661100", "#999933"};
static const char *const results[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                      "#56B4E9", "#E69F00", "#332288", "#882255",
                                      "#117733", "#999933", "#AA4499", "#661100"};

void plot_result_colour(size_t i, plot_colour colour_out) {
    lam_format(colour_out, PLOT_COLOUR, "%s", results[i % (sizeof results / sizeof *results)]);
}

static const lam_population *find_population(const plot_run *run, const char *name) {
    for (size_t i = 0; run->model != NULL && i < run->model->n_populations; i++) {
        if (strcmp(run->model->populations[i].name, name) == 0) {
            return &run->model->populations[i];
        }
    }
    return NULL;
}

static const lam_cell_type *type_of(const lam_model *model, const lam_population *population) {
    return population->cell_type < 0 ? NULL : &model->cell_types[population->cell_type];
}

/* 2 for L2 and L2/3, NaN where nothing says. */
static double layer_of(const plot_run *run, const char *name) {
    const lam_population *population = find_population(run, name);
    const lam_cell_type *type = population == NULL ? NULL : type_of(run->model, population);
    double layer = NAN;
    if (type != NULL && type->layer != NULL && lam_number_read(type->layer, NULL, &layer, NULL)) {
        return layer >= 20 ? floor(layer / 10) : layer; /* 23 */
    }
    return name[0] == 'L' && lam_is_digit(name[1]) ? name[1] - '0' : layer;
}

static bool is_inhibitory(const plot_run *run, const char *name) {
    const lam_population *population = find_population(run, name);
    const lam_cell_type *type = population == NULL ? NULL : type_of(run->model, population);
    return type != NULL && type->excitatory >= 0 ? type->excitatory == 0
                                                 : strstr(name, "basket") != NULL;
}

/* How many populations of the same layer and kind come before it. */
static size_t place_of(const plot_run *run, const char *name) {
    size_t place = 0;
    for (size_t i = 0; run->model != NULL && i < run->model->n_populations; i++) {
        const lam_population *other = &run->model->populations[i];
        if (strcmp(other->name, name) == 0) {
            break;
        }
        double layer = layer_of(run, name), its = layer_of(run, other->name);
        place += other->cell_type >= 0 && !(fabs(layer - its) > 0) && isnan(layer) == isnan(its) &&
                 is_inhibitory(run, other->name) == is_inhibitory(run, name);
    }
    return place;
}

void plot_colour_of(const plot_run *run, const char *name, plot_colour colour_out) {
    double layer = layer_of(run, name);
    size_t shade = is_inhibitory(run, name) ? 1 : 2 * place_of(run, name);
    const char *colour = others[(shade + (isnan(layer) ? 0 : 2 * (size_t)layer)) % 6];
    if (strcmp(name, "agg") == 0) {
        colour = "#000000";
    } else if (layer >= 2 && layer < 4) {
        colour = layer2[shade % 3];
    } else if (layer >= 5 && layer < 6) {
        colour = layer5[shade % 3];
    }
    lam_format(colour_out, PLOT_COLOUR, "%s", colour);
}

void plot_short(const char *name, char short_out[PLOT_NAME]) {
    enum { MOST = 28, HEAD = 15, TAIL = 12 };
    size_t n = strlen(name), head = HEAD, tail = n - TAIL;
    if (n <= MOST) {
        lam_format(short_out, PLOT_NAME, "%s", name);
        return;
    }
    while (((unsigned char)name[head] & 0xC0) == 0x80) {
        head--; /* not within a letter */
    }
    while (((unsigned char)name[tail] & 0xC0) == 0x80) {
        tail++;
    }
    lam_format(short_out, PLOT_NAME, "%.*s…%s", (int)head, name, name + tail);
}

void plot_label_of(const char *name, char label_out[PLOT_NAME]) {
    if (strcmp(name, "agg") == 0) {
        name = "aggregate";
    }
    bool is_layer2 = strncmp(name, "L2", 2) == 0 && !lam_is_digit(name[2]);
    char label[PLOT_NAME];
    lam_format(label, PLOT_NAME, "%s%s", is_layer2 ? "L2/3" : "", name + (is_layer2 ? 2 : 0));
    plot_short(label, label_out);
    for (char *c = label_out; *c != '\0'; c++) {
        *c = *c == '_' ? ' ' : *c;
    }
}

size_t plot_order(const lam_model *model, size_t *populations_out) {
    const plot_run run = {.model = model};
    size_t n = 0;
    for (size_t i = 0; i < model->n_populations; i++) {
        if (model->populations[i].cell_type < 0) {
            continue;
        }
        const char *name = model->populations[i].name;
        double layer = layer_of(&run, name);
        size_t k = n++;
        for (; k > 0; k--) {
            const char *above = model->populations[populations_out[k - 1]].name;
            double its = layer_of(&run, above);
            bool is_higher =
                layer < its || (!(layer > its) && !isnan(layer) && is_inhibitory(&run, name) &&
                                !is_inhibitory(&run, above));
            if (!is_higher) {
                break;
            }
            populations_out[k] = populations_out[k - 1];
        }
        populations_out[k] = i;
    }
    return n;
}

int plot_side_of(const lam_drive *drive) {
    const char *location = drive->location == NULL ? "" : drive->location;
    return strstr(location, "distal") != NULL ? -1 : strstr(location, "proximal") != NULL ? 1 : 0;
}

void plot_side_colour(int side, plot_colour colour_out) {
    lam_format(colour_out, PLOT_COLOUR, "%s",
               side > 0   ? "#D55E00"
               : side < 0 ? "#009E73"
                          : "#7F7F7F");
}

void plot_source_label(const plot_run *run, const lam_population *population,
                       char label_out[PLOT_NAME], plot_colour colour_out) {
    if (population->cell_type >= 0) {
        plot_label_of(population->name, label_out);
        plot_colour_of(run, population->name, colour_out);
    } else {
        plot_short(population->name, label_out);
        plot_side_colour(plot_side_of(&run->model->drives[population->drive]), colour_out);
    }
}

void plot_layer_marks(plot_figure *figure, const plot_run *run) {
    enum { MOST = 8 };
    const char *labels[MOST], *colours[MOST];
    char label[MOST][PLOT_NAME];
    plot_colour colour[MOST];
    double z_um[MOST];
    size_t n = 0;
    for (size_t i = 0; run->model != NULL && i < run->model->n_populations && n < MOST; i++) {
        const lam_population *population = &run->model->populations[i];
        double xyz[3], layer = layer_of(run, population->name);
        bool is_new = population->cell_type >= 0 && !is_inhibitory(run, population->name) &&
                      !isnan(layer) &&
                      lam_network_position(run->network, population->first_gid, xyz) == LAM_OK;
        for (size_t k = 0; k < n && is_new; k++) {
            is_new = fabs(z_um[k] - xyz[2]) > 1;
        }
        if (is_new) {
            z_um[n] = xyz[2];
            lam_format(label[n], PLOT_NAME, layer < 3 ? "L2/3" : "L%g", layer);
            plot_colour_of(run, population->name, colour[n]);
            labels[n] = label[n];
            colours[n] = colour[n];
            n++;
        }
    }
    plot_count(figure, "n_marks", n);
    plot_numbers(figure, "mark_z", n, z_um);
    plot_words(figure, "mark_label", n, labels);
    plot_words(figure, "mark_colour", n, colours);
}
