/* SPDX-License-Identifier: BSD-3-Clause
 * lam_describe.c - a network as tables, to compare it with a paper: the whole, its populations,
 * currents and sources. */
#include "describe/lam_describe_impl.h"
#include "edit/lam_edit_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the whole ---- */

/* Counts what NEURON has NetCons for: pairs of cells, once for each section with a synapse. */
static size_t n_synapses(const lam_model *model, bool of_drives) {
    size_t n = 0;
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_connection *connection = &model->connections[c];
        bool is_drive = model->populations[connection->source].drive >= 0;
        n += is_drive == of_drives ? connection->n_pairs * connection->n_sections : 0;
    }
    return n;
}

static void add_grid(lam_text *rows, const lam_model_column *grid) {
    lam_text_add(rows, "%zu x %zu, %.8g um apart", grid->nx, grid->ny, grid->inplane_distance_um);
    if (grid->layer_separation_um > 0) {
        lam_text_add(rows, "; layers %.8g um apart", grid->layer_separation_um);
    }
}

static void add_columns(lam_text *text, const lam_model *model) {
    lam_text rows = {.bytes = NULL};
    for (size_t i = 0; i < model->n_columns; i++) {
        const lam_model_column *column = &model->columns[i];
        lam_text_add(&rows, "%s\t%.8g, %.8g, %.8g\t%.8g\t%zu\t", column->name, column->at_um[0],
                     column->at_um[1], column->at_um[2], column->scale, column->n_gids);
        add_grid(&rows, column);
        lam_text_add(&rows, "\n");
    }
    lam_describe_table(text, "Columns", "name\tat x, y, z (um)\tdipole times\tgids\tgrid", &rows);
}

static void add_summary(lam_text *text, const lam_network *network) {
    const lam_model *model = &network->model;
    const char *title = json_string_value(json_object_get(network->document.merged, "title"));
    lam_text rows = {.bytes = NULL};
    lam_text_add(&rows, "%s: ", model->name);
    lam_text_add_foreign(&rows, title == NULL ? "" : title);
    lam_text_add(&rows, "\n");
    lam_text_add_table(text, 0, LAM_DESCRIBE_WIDTH, &rows);
    lam_text_add(text, "\n");
    if (model->model_of[0] != '\0') {
        lam_text_add(&rows, "model of\t");
        lam_text_add_foreign(&rows, model->model_of);
        lam_text_add(&rows, "\n");
    }
    lam_text_add(&rows, "temperature\t%.8g degC\n", model->celsius);
    lam_text_add(&rows, "spike threshold\t%.8g mV\n", model->threshold_mV);
    lam_text_add(&rows, "run\t%.8g ms in steps of %.8g ms, trials %zu, seed %.17g\n",
                 model->tstop_ms, model->dt_ms, model->trials, model->seed);
    if (model->settle_ms > 0) {
        lam_text_add(&rows, "settled\tfor %.8g ms before each trial\n", model->settle_ms);
    }
    lam_text_add(&rows, "baseline\t%s\n", model->baseline);
    if (model->scale != 1) {
        lam_text_add(&rows, "dipole in text and figures\ttimes %.8g\n", model->scale);
    }
    if (model->smooth_ms > 0) {
        lam_text_add(&rows, "smoothed there\tby a Hamming window of %.8g ms\n", model->smooth_ms);
    }
    if (model->n_columns == 0) {
        lam_text_add(&rows, "grid\t");
        add_grid(&rows, &network->grids[0]);
        lam_text_add(&rows, "\n");
    }
    lam_text_add(&rows, "cells\t%zu, and %zu of drives\n", model->n_cells,
                 model->n_gids - model->n_cells);
    lam_text_add(&rows, "synapses\t%zu between cells, %zu from drives\n", n_synapses(model, false),
                 n_synapses(model, true));
    lam_text_add_table(text, 0, LAM_DESCRIBE_WIDTH, &rows);
}

/* ---- populations ---- */

static void add_populations(lam_text *text, const lam_network *network) {
    const lam_model *model = &network->model;
    lam_text rows = {.bytes = NULL};
    for (size_t p = 0; p < network->n_real; p++) {
        const lam_population *population = &model->populations[p];
        const lam_cell_type *type = &model->cell_types[population->cell_type];
        lam_extent box = {.min = {0}};
        for (size_t gid = population->first_gid; gid < population->end_gid; gid++) {
            double xyz_um[3];
            lam_network_position(network, gid, xyz_um);
            lam_describe_extend(&box, gid == population->first_gid, xyz_um);
        }
        lam_text_add(&rows, "%s\t", population->name);
        lam_describe_gids(&rows, population);
        lam_text_add(&rows, "\t%zu\t%s\t", population->end_gid - population->first_gid, type->name);
        lam_text_add_foreign(&rows, lam_describe_layer(type));
        lam_describe_extent(&rows, &box);
        lam_text_add(&rows, "\n");
    }
    lam_describe_table(text, "Populations",
                       "name\tgids\tcells\tcell type\tlayer\tx (um)\ty (um)\tz (um)", &rows);
}

/* ---- what else there is ---- */

static void add_biases(lam_text *text, const lam_model *model) {
    lam_text rows = {.bytes = NULL};
    for (size_t b = 0; b < model->n_biases; b++) {
        const lam_bias *bias = &model->biases[b];
        const lam_population *population = &model->populations[bias->population];
        const lam_cell_type *type = &model->cell_types[population->cell_type];
        lam_text_add(&rows, "%s\t%s\t%zu of %zu\t%s\t%.8g\t%.8g\t", bias->name, population->name,
                     bias->n_cells, population->end_gid - population->first_gid,
                     type->sections[bias->section].name, bias->amplitude_nA, bias->tstart_ms);
        lam_describe_end(&rows, bias->tstop_ms);
        lam_text_add(&rows, "\n");
    }
    lam_describe_table(text, "Injected currents",
                       "name\tinto\tcells\tsection\tamplitude (nA)\tfrom (ms)\tto (ms)", &rows);
}

static void add_fields(lam_text *text, const lam_model *model) {
    lam_text rows = {.bytes = NULL};
    for (size_t i = 0; i < model->n_electric_fields; i++) {
        const lam_electric_field *field = &model->electric_fields[i];
        lam_text_add(&rows, "%s\t%s\t%.8g\t%.3g, %.3g, %.3g\t%.8g\t", field->name, field->waveform,
                     field->amplitude_V_m, field->direction[0], field->direction[1],
                     field->direction[2], field->tstart_ms);
        lam_describe_end(&rows, field->tstop_ms);
        lam_text_add(&rows, "\n");
    }
    lam_describe_table(text, "Electric fields",
                       "name\twaveform\tamplitude (V/m)\tdirection\tfrom (ms)\tto (ms)", &rows);
}

/* ---- sources ---- */

typedef struct source_way {
    const struct source_way *up; /* NULL: the network */
    const char *key;             /* NULL: `index` of a list */
    size_t index;
} source_way;

static void add_source_way(lam_text *rows, const source_way *way) {
    if (way->up == NULL) {
        return;
    }
    add_source_way(rows, way->up);
    if (way->key == NULL) {
        lam_text_add(rows, "[%zu]", way->index);
    } else {
        lam_text_add(rows, "%s%s", way->up->up != NULL ? "." : "", way->key);
    }
}

/* Lists every `source` in a value with the way to it. A text that came before is "as above". */
static void add_sources(lam_text *rows, const source_way *way, const json_t *value,
                        const char **last) {
    const char *source = json_string_value(json_object_get(value, "source")), *key;
    json_t *member;
    if (source != NULL) {
        add_source_way(rows, way);
        bool is_same = *last != NULL && strcmp(source, *last) == 0;
        lam_text_add(rows, "%s\t", way->up == NULL ? "all" : "");
        lam_text_add_foreign(rows, is_same ? "the same" : source);
        lam_text_add(rows, "\n");
        *last = source;
    }
    json_object_foreach((json_t *)value, key, member) {
        source_way inside = {.up = way, .key = key};
        add_sources(rows, &inside, member, last);
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        source_way inside = {.up = way, .index = i};
        add_sources(rows, &inside, json_array_get(value, i), last);
    }
}

/* ---- all of it ---- */

lam_status lam_describe(const lam_network *network, char **text_out) {
    lam_text text = {.bytes = NULL}, sources = {.bytes = NULL};
    const source_way root = {.up = NULL};
    const char *last = NULL;
    add_summary(&text, network);
    add_columns(&text, &network->model);
    add_populations(&text, network);
    lam_describe_cells(&text, network);
    lam_describe_connections(&text, network);
    lam_describe_drives(&text, network);
    add_biases(&text, &network->model);
    add_fields(&text, &network->model);
    lam_describe_electrodes(&text, &network->model);
    lam_describe_sensors(&text, &network->model);
    add_sources(&sources, &root, network->document.merged, &last);
    lam_describe_table(&text, "Where the numbers are from", "of\tsource", &sources);
    return lam_text_take(&text, text_out);
}

lam_status lam_describe_paths(const lam_network *network, char **text_out) {
    return lam_edit_paths(network->document.merged, text_out);
}
