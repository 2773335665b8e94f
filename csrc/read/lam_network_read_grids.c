/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_grids.c - reading where cells stand: the grid of a network, or the columns that
 * it has, each with a grid of its own. */
#include "network/lam_network_impl.h"

#include <math.h>
#include <string.h>

typedef struct grid_entry {
    lam_model_column column;
    json_t *origin;
} grid_entry;

/* HNN's drives stand in the middle of the grid, or on the point before the middle, half way between
 * the layers. Only distances in the plane count. */
static void choose_origin(lam_model_column *grid) {
    grid->origin_um[0] = (double)((grid->nx - 1) / 2) * grid->inplane_distance_um;
    grid->origin_um[1] = (double)((grid->ny - 1) / 2) * grid->inplane_distance_um;
    grid->origin_um[2] = floor(grid->layer_separation_um / 2);
}

static lam_status read_grid(const lam_json *at, lam_model_column *grid) {
#define LAM_ENTRY grid_entry
    static const lam_json_field fields[] = {
        LAM_COUNT("nx", LAM_JSON_REQUIRED, column.nx, 1, 1000),
        LAM_COUNT("ny", LAM_JSON_REQUIRED, column.ny, 1, 1000),
        LAM_QUANTITY("inplane_distance", LAM_JSON_REQUIRED, column.inplane_distance_um, "um", 1e-3,
                     1e6),
        LAM_QUANTITY("layer_separation", LAM_JSON_OPTIONAL, column.layer_separation_um, "um", 0,
                     1e6),
        LAM_LIST("origin", LAM_JSON_OPTIONAL, origin),
    };
#undef LAM_ENTRY
    static const lam_json_field whole = {.kind = LAM_JSON_OBJECT};
    grid_entry entry = {.column = *grid};
    json_t *unused;
    LAM_TRY(lam_json_value(at, &whole, &unused));
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    *grid = entry.column;
    choose_origin(grid);
    lam_json origin = lam_json_member(at, "origin");
    return origin.value == NULL ? LAM_OK : lam_json_point(&origin, "um", grid->origin_um);
}

typedef struct column_entry {
    double scale;
    json_t *at, *grid;
} column_entry;

static lam_status read_column(const lam_json *at, lam_model_column *column) {
#define LAM_ENTRY column_entry
    static const lam_json_field fields[] = {
        LAM_LIST("at", LAM_JSON_OPTIONAL, at),
        LAM_NUMBER("scale", LAM_JSON_OPTIONAL, scale, -1e12, 1e12),
        LAM_OBJECT("grid", LAM_JSON_REQUIRED, grid),
    };
#undef LAM_ENTRY
    column_entry entry = {.scale = 1};
    lam_json place = lam_json_member(at, "at"), grid = lam_json_member(at, "grid");
    LAM_TRY(lam_json_check_symbol(at));
    if (strcmp(at->key, "agg") == 0) {
        return lam_json_fail(at, "the name of the sum; accepted: another name");
    }
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    LAM_TRY(place.value == NULL ? LAM_OK : lam_json_point(&place, "um", column->at_um));
    LAM_TRY(read_grid(&grid, column));
    column->name = at->key;
    column->scale = entry.scale;
    return LAM_OK;
}

lam_status lam_network_read_grids(lam_network *network, const lam_json *root) {
    lam_json grid = lam_json_member(root, "grid"), columns = lam_json_member(root, "columns");
    size_t n = lam_json_count(columns.value);
    lam_model_column *grids = lam_network_alloc(network, 1 + n, sizeof *grids);
    if (grids == NULL) {
        return LAM_ERR_MEMORY;
    }
    network->grids = grids;
    network->model.columns = grids + 1;
    lam_json place;
    for (void *i = NULL; lam_json_next(&columns, &i, &place);) {
        LAM_TRY(read_column(&place, &grids[1 + network->model.n_columns]));
        network->model.n_columns++;
    }
    if (n == 0) {
        LAM_TRY(read_grid(&grid, grids));
    } else if (grid.value != NULL) {
        return lam_json_fail(&grid, "accepted: left out, as each column has a grid of its own");
    } else {
        grids[0] = grids[1];
    }
    network->model.nx = grids[0].nx;
    network->model.ny = grids[0].ny;
    network->model.inplane_distance_um = grids[0].inplane_distance_um;
    network->layer_separation_um = grids[0].layer_separation_um;
    for (size_t axis = 0; axis < 3; axis++) {
        network->origin_um[axis] = grids[0].origin_um[axis];
    }
    return LAM_OK;
}

lam_status lam_network_read_column(const lam_network *network, const lam_json *at, const char *name,
                                   int *column_out) {
    lam_json place = lam_json_member(at, "column");
    size_t column = 0;
    *column_out = -1;
    if (name == NULL) {
        return LAM_OK;
    }
    LAM_TRY(lam_json_find(&place, "column", name, network->model.columns, network->model.n_columns,
                          sizeof *network->model.columns, &column));
    *column_out = (int)column;
    return LAM_OK;
}
