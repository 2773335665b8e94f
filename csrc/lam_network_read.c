/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read.c - reading a network file (docs/network-file.md): the whole, its grid and its
 * populations. */
#include "lam_network_impl.h"

#include <stdlib.h>
#include <string.h>

/* Sections take over what their cell states for all of them under `defaults`. */
static lam_status expand_defaults(json_t *merged) {
    json_t *cells = json_object_get(merged, "cells"), *cell;
    const char *name;
    json_object_foreach(cells, name, cell) {
        json_t *defaults = json_object_get(cell, "defaults");
        json_t *sections = json_object_get(cell, "sections");
        if (!json_is_object(defaults)) {
            continue; /* none, or refused when the cell is read */
        }
        for (void *at = json_object_iter(sections); at != NULL;
             at = json_object_iter_next(sections, at)) {
            json_t *section = json_object_iter_value(at);
            if (!json_is_object(section)) {
                continue; /* refused when the cell is read */
            }
            json_t *full = json_deep_copy(defaults);
            if (json_object_update_recursive(full, section) != 0) {
                json_decref(full);
                return lam_fail(LAM_ERR_MEMORY, "cells.%s: out of memory", name);
            }
            json_object_iter_set_new(sections, at, full);
        }
        json_object_del(cell, "defaults");
    }
    return LAM_OK;
}

/* The text with the fewest digits that reads back as the same numbers. */
static char *text_of(const json_t *json) {
    for (size_t digits = 15; digits < 17; digits++) {
        char *text = json_dumps(json, JSON_REAL_PRECISION(digits));
        json_t *again = text == NULL ? NULL : json_loads(text, 0, NULL);
        bool same = json_equal(json, again);
        json_decref(again);
        if (same) {
            return text;
        }
        free(text);
    }
    return json_dumps(json, JSON_REAL_PRECISION(17));
}

/* ---- populations ---- */

static size_t lattice_size(lam_lattice lattice, size_t nx, size_t ny) {
    size_t in_even = (nx + 2) / 3, in_odd = (nx + 1) / 3; /* lam_network.c, basket_point */
    return lattice == LAM_LATTICE_PYRAMIDAL ? nx * ny
                                            : in_even * ((ny + 1) / 2) + in_odd * (ny / 2);
}

typedef struct population_entry {
    const char *cell, *lattice;
    double z;
} population_entry;

static lam_status read_population(lam_network *network, const lam_json *at,
                                  lam_population *population, lam_layout *layout) {
#define AT(member) offsetof(population_entry, member)
    static const lam_json_field fields[] = {
        {"cell", LAM_JSON_TEXT, LAM_JSON_REQUIRED, AT(cell), NULL, 0, 0},
        {"lattice", LAM_JSON_TEXT, LAM_JSON_REQUIRED, AT(lattice), NULL, 0, 0},
        {"z", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(z), "layer_separation", -10, 10},
    };
#undef AT
    static const char *const lattices[] = {
        [LAM_LATTICE_PYRAMIDAL] = "pyramidal",
        [LAM_LATTICE_BASKET] = "basket",
    };
    population_entry entry;
    const lam_model *model = &network->model;
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    size_t type, lattice;
    lam_json cell = lam_json_member(at, "cell");
    LAM_TRY(lam_json_find(&cell, "cell type", entry.cell, model->cell_types, model->n_cell_types,
                          sizeof *model->cell_types, &type));
    lam_json kind = lam_json_member(at, "lattice");
    LAM_TRY(lam_json_find(&kind, "lattice", entry.lattice, lattices, LAM_COUNT_OF(lattices),
                          sizeof *lattices, &lattice));
    layout->lattice = (lam_lattice)lattice;
    layout->z_um = entry.z * network->layer_separation_um;
    population->name = at->key;
    population->cell_type = (int)type;
    population->drive = -1;
    population->first_gid = network->model.n_cells;
    network->model.n_cells += lattice_size(layout->lattice, network->nx, network->ny);
    population->end_gid = network->model.n_cells;
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
    const char *name;
    json_t *value;
    size_t p = 0;
    json_object_foreach(at->value, name, value) {
        lam_json place = lam_json_member(at, name);
        LAM_TRY(read_population(network, &place, &populations[p], &layouts[p]));
        p++;
    }
    network->model.n_gids = network->model.n_cells;
    network->model.n_populations = p;
    return LAM_OK;
}

/* ---- the whole ---- */

static lam_status read_geometry(lam_network *network, const lam_json *root) {
#define AT(member) offsetof(lam_network, member)
    static const lam_json_field discretisation[] = {
        {"one_segment_up_to", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(one_segment_up_to_um), "um",
         0, 1e5},
        {"segment_length", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(segment_length_um), "um", 0.1,
         1e5},
    };
    static const lam_json_field grid[] = {
        {"nx", LAM_JSON_COUNT, LAM_JSON_REQUIRED, AT(nx), NULL, 1, 1000},
        {"ny", LAM_JSON_COUNT, LAM_JSON_REQUIRED, AT(ny), NULL, 1, 1000},
        {"inplane_distance", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(model.inplane_distance_um),
         "um", 1e-3, 1e6},
        {"layer_separation", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(layer_separation_um), "um", 0,
         1e6},
    };
#undef AT
    lam_json place = lam_json_member(root, "discretisation");
    LAM_TRY(lam_json_read(&place, discretisation, LAM_COUNT_OF(discretisation), network));
    place = lam_json_member(root, "grid");
    return lam_json_read(&place, grid, LAM_COUNT_OF(grid), network);
}

typedef struct network_entry {
    lam_model model;
    size_t version;
    const char *extends, *title, *source;
    json_t *discretisation, *grid, *cells, *populations, *connections, *drives;
} network_entry;

static lam_status read_root(const lam_json *root, network_entry *entry) {
#define AT(member) offsetof(network_entry, member)
    static const lam_json_field fields[] = {
        {"laminae_network", LAM_JSON_COUNT, LAM_JSON_REQUIRED, AT(version), NULL, 1, 1},
        {"extends", LAM_JSON_TEXT, LAM_JSON_OPTIONAL, AT(extends), NULL, 0, 0},
        {"name", LAM_JSON_NAME, LAM_JSON_REQUIRED, AT(model.name), NULL, 0, 0},
        {"title", LAM_JSON_TEXT, LAM_JSON_REQUIRED, AT(title), NULL, 0, 0},
        {"source", LAM_JSON_TEXT, LAM_JSON_REQUIRED, AT(source), NULL, 0, 0},
        {"celsius", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(model.celsius), "degC", 0, 60},
        {"threshold", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(model.threshold_mV), "mV", -200,
         200},
        {"tstop", LAM_JSON_QUANTITY, LAM_JSON_OPTIONAL, AT(model.tstop_ms), "ms", 1e-3, 1e9},
        {"dt", LAM_JSON_QUANTITY, LAM_JSON_OPTIONAL, AT(model.dt_ms), "ms", 1e-6, 1e3},
        {"baseline", LAM_JSON_TEXT, LAM_JSON_OPTIONAL, AT(model.baseline), NULL, 0, 0},
        {"discretisation", LAM_JSON_OBJECT, LAM_JSON_REQUIRED, AT(discretisation), NULL, 0, 0},
        {"grid", LAM_JSON_OBJECT, LAM_JSON_REQUIRED, AT(grid), NULL, 0, 0},
        {"cells", LAM_JSON_OBJECT, LAM_JSON_REQUIRED, AT(cells), NULL, 0, 0},
        {"populations", LAM_JSON_OBJECT, LAM_JSON_REQUIRED, AT(populations), NULL, 0, 0},
        {"connections", LAM_JSON_LIST, LAM_JSON_OPTIONAL, AT(connections), NULL, 0, 0},
        {"drives", LAM_JSON_OBJECT, LAM_JSON_OPTIONAL, AT(drives), NULL, 0, 0},
    };
#undef AT
    static const char *const baselines[] = {"none", "hnn"};
    LAM_TRY(lam_json_read(root, fields, LAM_COUNT_OF(fields), entry));
    lam_json place = lam_json_member(root, "baseline");
    size_t unused;
    return lam_json_find(&place, "baseline", entry->model.baseline, baselines,
                         LAM_COUNT_OF(baselines), sizeof *baselines, &unused);
}

static lam_status read_network(lam_network *network, const lam_json *root) {
    network_entry entry = {.model = {.baseline = "none", .tstop_ms = 170, .dt_ms = 0.025}};
    LAM_TRY(read_root(root, &entry));
    network->model = entry.model;
    network->n_real = json_object_size(entry.populations);
    LAM_TRY(read_geometry(network, root));
    lam_json cells = lam_json_member(root, "cells");
    lam_json places = lam_json_member(root, "populations");
    lam_json connections = lam_json_member(root, "connections");
    lam_json drives = lam_json_member(root, "drives");
    size_t n_populations = network->n_real + json_object_size(entry.drives);
    lam_population *populations = lam_network_alloc(network, n_populations, sizeof *populations);
    if (populations == NULL) {
        return LAM_ERR_MEMORY;
    }
    LAM_TRY(lam_network_read_cells(network, &cells));
    LAM_TRY(read_populations(network, &places, populations));
    return lam_network_read_wiring(network, &connections, &drives, populations);
}

lam_status lam_network_read(const char *path, lam_network **network_out) {
    lam_json_document document = {.n_files = 0};
    lam_network *network = lam_alloc(1, sizeof *network);
    lam_status status = network == NULL ? LAM_ERR_MEMORY : lam_json_open(path, &document);
    if (status == LAM_OK) {
        status = expand_defaults(document.merged);
    }
    if (status == LAM_OK) {
        lam_json root = lam_json_root(&document);
        status = read_network(network, &root);
    }
    if (status == LAM_OK) {
        network->json = json_incref(document.merged);
        network->text = text_of(network->json);
        status =
            network->text != NULL ? LAM_OK : lam_fail(LAM_ERR_MEMORY, "%s: out of memory", path);
    }
    lam_json_close(&document);
    if (status != LAM_OK) {
        lam_network_destroy(network);
        return status;
    }
    *network_out = network;
    return LAM_OK;
}
