/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read.c - reading a network file's JSON (docs/network-file.md) into a model: the
 * whole, its grid and its populations. */
#include "network/lam_network_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- populations ---- */

static size_t lattice_size(lam_lattice lattice, size_t nx, size_t ny) {
    size_t in_even = (nx + 2) / 3, in_odd = (nx + 1) / 3; /* lam_network_near.c, basket_row */
    return lattice == LAM_LATTICE_PYRAMIDAL ? nx * ny
                                            : in_even * ((ny + 1) / 2) + in_odd * (ny / 2);
}

typedef struct population_entry {
    const char *cell, *lattice, *baseline, *column;
    double z;
    json_t *positions;
} population_entry;

/* Reads where the cells of a population stand and how many they are: on a lattice, or at the
 * positions that the file states. */
static lam_status read_layout(lam_network *network, const lam_json *at,
                              const population_entry *entry, const lam_model_column *grid,
                              lam_layout *layout, size_t *n_cells_out) {
    static const char *const lattices[] = {
        [LAM_LATTICE_PYRAMIDAL] = "pyramidal",
        [LAM_LATTICE_BASKET] = "basket",
    };
    lam_json kind = lam_json_member(at, "lattice"), positions = lam_json_member(at, "positions");
    lam_json z = lam_json_member(at, "z");
    size_t lattice;
    bool is_lattice = kind.value != NULL || z.value != NULL;
    if (is_lattice == (positions.value != NULL) || (kind.value != NULL) != (z.value != NULL)) {
        return lam_json_fail(at, "accepted: either `lattice` and `z`, or `positions`");
    }
    if (positions.value != NULL) {
        LAM_TRY(
            lam_network_positions(network, &positions, "um", &layout->positions_um, n_cells_out));
        return lam_network_tile(network, *n_cells_out, layout);
    }
    LAM_TRY(lam_json_find(&kind, "lattice", entry->lattice, lattices, LAM_COUNT_OF(lattices),
                          sizeof *lattices, &lattice));
    if (grid->layer_separation_um == 0 && entry->z != 0) {
        return lam_json_fail(&z, "there is no grid.layer_separation; accepted: one above 0 um");
    }
    network->model.on_lattice = true;
    layout->lattice = (lam_lattice)lattice;
    layout->z_um = entry->z * grid->layer_separation_um;
    *n_cells_out = lattice_size(layout->lattice, grid->nx, grid->ny);
    return LAM_OK;
}

/* Results have a dipole of each of them, of each column and of all. */
static lam_status check_own_name(const lam_model *model, const lam_json *at) {
    bool is_taken = strcmp(at->key, "agg") == 0;
    for (size_t i = 0; i < model->n_columns; i++) {
        is_taken = is_taken || strcmp(at->key, model->columns[i].name) == 0;
    }
    return is_taken
               ? lam_json_fail(at, "the name of the sum or of a column; accepted: another name")
               : LAM_OK;
}

static lam_status read_population(lam_network *network, const lam_json *at,
                                  lam_population *population, lam_layout *layout) {
#define LAM_ENTRY population_entry
    static const lam_json_field fields[] = {
        LAM_TEXT("cell", LAM_JSON_OPTIONAL, cell),
        LAM_TEXT("lattice", LAM_JSON_OPTIONAL, lattice),
        LAM_QUANTITY("z", LAM_JSON_OPTIONAL, z, "layer_separation", -10, 10),
        LAM_LIST("positions", LAM_JSON_OPTIONAL, positions),
        LAM_NAME("baseline", LAM_JSON_OPTIONAL, baseline),
        LAM_TEXT("column", LAM_JSON_OPTIONAL, column),
    };
#undef LAM_ENTRY
    population_entry entry = {.cell = at->key, .baseline = at->key};
    const lam_model *model = &network->model;
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(check_own_name(model, at));
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    size_t type, n_cells;
    lam_json cell = lam_json_member(at, "cell");
    LAM_TRY(lam_json_find(cell.value != NULL ? &cell : at, "cell type", entry.cell,
                          model->cell_types, model->n_cell_types, sizeof *model->cell_types,
                          &type));
    LAM_TRY(lam_network_read_column(network, at, entry.column, &population->column));
    lam_model_column *grid = &network->grids[1 + population->column];
    LAM_TRY(read_layout(network, at, &entry, grid, layout, &n_cells));
    grid->n_gids += n_cells;
    population->name = at->key;
    population->baseline = entry.baseline;
    population->cell_type = (int)type;
    population->drive = -1;
    population->first_gid = model->n_cells;
    network->model.n_cells += n_cells;
    population->end_gid = model->n_cells;
    return LAM_OK;
}

static lam_status read_populations(lam_network *network, const lam_json *at,
                                   lam_population *populations) {
    lam_layout *layouts = lam_network_alloc(network, network->n_real, sizeof *layouts);
    if (layouts == NULL) {
        return LAM_ERR_MEMORY;
    }
    network->layouts = layouts;
    network->model.populations = populations;
    lam_json place;
    size_t p = 0;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        LAM_TRY(read_population(network, &place, &populations[p], &layouts[p]));
        p++;
    }
    network->model.n_gids = network->model.n_cells;
    network->model.n_populations = p;
    return LAM_OK;
}

/* ---- the whole ---- */

static lam_status read_geometry(lam_network *network, const lam_json *root) {
#define LAM_ENTRY lam_network
    static const lam_json_field discretisation[] = {
        LAM_QUANTITY("one_segment_up_to", LAM_JSON_REQUIRED, one_segment_up_to_um, "um", 0, 1e5),
        LAM_QUANTITY("segment_length", LAM_JSON_REQUIRED, segment_length_um, "um", 0.1, 1e5),
    };
#undef LAM_ENTRY
    lam_json place = lam_json_member(root, "discretisation");
    if (place.value != NULL) {
        LAM_TRY(lam_json_read(&place, discretisation, LAM_COUNT_OF(discretisation), network));
    }
    return lam_network_read_grids(network, root);
}

typedef struct network_entry {
    lam_model model;
    size_t version, seed;
    const char *title, *source;
    json_t *discretisation, *grid, *cells, *populations, *connections, *drives, *biases, *arrays;
    json_t *fields, *slabs, *eeg, *meg, *columns;
} network_entry;

static lam_status read_root(const lam_json *root, network_entry *entry) {
#define LAM_ENTRY network_entry
    static const lam_json_field fields[] = {
        LAM_COUNT("laminae_network", LAM_JSON_REQUIRED, version, 1, 1),
        LAM_NAME("name", LAM_JSON_REQUIRED, model.name),
        LAM_TEXT("title", LAM_JSON_REQUIRED, title),
        LAM_TEXT("model_of", LAM_JSON_OPTIONAL, model.model_of),
        LAM_TEXT("source", LAM_JSON_REQUIRED, source),
        LAM_QUANTITY("celsius", LAM_JSON_REQUIRED, model.celsius, "degC", 0, 60),
        LAM_QUANTITY("threshold", LAM_JSON_REQUIRED, model.threshold_mV, "mV", -200, 200),
        LAM_QUANTITY("tstop", LAM_JSON_OPTIONAL, model.tstop_ms, "ms", 1e-3, 1e9),
        LAM_QUANTITY("dt", LAM_JSON_OPTIONAL, model.dt_ms, "ms", 1e-6, 1e3),
        LAM_QUANTITY("settle", LAM_JSON_OPTIONAL, model.settle_ms, "ms", 0, 1e6),
        LAM_TEXT("baseline", LAM_JSON_OPTIONAL, model.baseline),
        LAM_COUNT("trials", LAM_JSON_OPTIONAL, model.trials, 1, 1e6),
        LAM_COUNT("seed", LAM_JSON_OPTIONAL, seed, -(double)UINT32_MAX, UINT32_MAX),
        LAM_NUMBER("scale", LAM_JSON_OPTIONAL, model.scale, -1e12, 1e12),
        LAM_QUANTITY("smooth", LAM_JSON_OPTIONAL, model.smooth_ms, "ms", 0, 1e6),
        LAM_OBJECT("discretisation", LAM_JSON_OPTIONAL, discretisation),
        LAM_OBJECT("grid", LAM_JSON_OPTIONAL, grid),
        LAM_OBJECT("columns", LAM_JSON_OPTIONAL, columns),
        LAM_OBJECT("cells", LAM_JSON_REQUIRED, cells),
        LAM_OBJECT("populations", LAM_JSON_REQUIRED, populations),
        LAM_LIST("connections", LAM_JSON_OPTIONAL, connections),
        LAM_OBJECT("drives", LAM_JSON_OPTIONAL, drives),
        LAM_OBJECT("biases", LAM_JSON_OPTIONAL, biases),
        LAM_OBJECT("electric_fields", LAM_JSON_OPTIONAL, fields),
        LAM_OBJECT("electrode_arrays", LAM_JSON_OPTIONAL, arrays),
        LAM_OBJECT("current_density", LAM_JSON_OPTIONAL, slabs),
        LAM_OBJECT("eeg", LAM_JSON_OPTIONAL, eeg),
        LAM_OBJECT("meg", LAM_JSON_OPTIONAL, meg),
    };
#undef LAM_ENTRY
    static const char *const baselines[] = {"none", "hnn", "run"};
    LAM_TRY(lam_json_read(root, fields, LAM_COUNT_OF(fields), entry));
    lam_json place = lam_json_member(root, "baseline"), seed = lam_json_member(root, "seed");
    size_t unused;
    entry->model.seed = json_number_value(seed.value); /* may be below 0 */
    return lam_json_find(&place, "baseline", entry->model.baseline, baselines,
                         LAM_COUNT_OF(baselines), sizeof *baselines, &unused);
}

static lam_status read_parts(lam_network *network, const lam_json *root, size_t n_populations) {
    lam_json cells = lam_json_member(root, "cells");
    lam_json places = lam_json_member(root, "populations");
    lam_json connections = lam_json_member(root, "connections");
    lam_json drives = lam_json_member(root, "drives"), biases = lam_json_member(root, "biases");
    lam_json fields = lam_json_member(root, "electric_fields");
    lam_json arrays = lam_json_member(root, "electrode_arrays");
    lam_json slabs = lam_json_member(root, "current_density");
    lam_json eeg = lam_json_member(root, "eeg"), meg = lam_json_member(root, "meg");
    lam_population *populations = lam_network_alloc(network, n_populations, sizeof *populations);
    if (populations == NULL) {
        return LAM_ERR_MEMORY;
    }
    LAM_TRY(lam_network_read_cells(network, &cells));
    LAM_TRY(read_populations(network, &places, populations));
    LAM_TRY(lam_network_read_wiring(network, &connections, &drives, populations));
    LAM_TRY(lam_network_read_biases(network, &biases));
    LAM_TRY(lam_network_read_fields(network, &fields));
    LAM_TRY(lam_network_read_arrays(network, &arrays));
    LAM_TRY(lam_network_read_slabs(network, &slabs));
    return lam_network_read_sensors(network, &eeg, &meg);
}

lam_status lam_network_read_model(lam_network *network) {
    network_entry entry = {.model = {.model_of = "",
                                     .baseline = "none",
                                     .tstop_ms = 170,
                                     .dt_ms = 0.025,
                                     .trials = 1,
                                     .scale = 1}};
    lam_json root = lam_json_root(&network->document);
    lam_network_free_model(network);
    lam_status status = read_root(&root, &entry);
    if (status == LAM_OK) {
        network->model = entry.model;
        network->n_real = lam_json_count(entry.populations);
        network->has_thresholds = false;
        network->layer_separation_um = network->segment_length_um = 0;
        status = read_geometry(network, &root);
    }
    if (status == LAM_OK) {
        status = read_parts(network, &root, network->n_real + lam_json_count(entry.drives));
    }
    if (status != LAM_OK) {
        lam_network_free_model(network);
    }
    return status;
}
