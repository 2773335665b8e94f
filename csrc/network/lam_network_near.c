/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_near.c - where cells are, and which cells are so near to a cell that their spikes can
 * reach it in time. Finding them takes no longer in a large sheet than in a small one. */
#include "base/lam_sort_impl.h"
#include "network/lam_network_impl.h"

#include <math.h>
#include <string.h>

/* ---- where ---- */

/* The cells of the population that stand in row y of a basket lattice. Even rows hold the points
 * 0, 3, 6 ... of nx, odd rows the points 1, 4, 7 ..., so the first cell is at x = y mod 2. */
static void basket_row(size_t nx, size_t y, size_t *begin_out, size_t *n_out) {
    size_t in_even = (nx + 2) / 3, in_odd = (nx + 1) / 3;
    *begin_out = y / 2 * (in_even + in_odd) + (y % 2 == 1 ? in_even : 0);
    *n_out = y % 2 == 1 ? in_odd : in_even;
}

static void basket_point(size_t nx, size_t k, size_t *x_out, size_t *y_out) {
    size_t in_even = (nx + 2) / 3, in_odd = (nx + 1) / 3, begin, n;
    *y_out = k / (in_even + in_odd) * 2 + (k % (in_even + in_odd) >= in_even ? 1 : 0);
    basket_row(nx, *y_out, &begin, &n);
    *x_out = *y_out % 2 + 3 * (k - begin);
}

const lam_model_column *lam_network_grid(const lam_network *network, size_t population) {
    return &network->grids[1 + network->model.populations[population].column];
}

void lam_network_place(const lam_network *network, size_t population, size_t k,
                       double xyz_um_out[3]) {
    const lam_model *model = &network->model;
    if (model->populations[population].drive >= 0) {
        const lam_drive *drive = &model->drives[model->populations[population].drive];
        memcpy(xyz_um_out, drive->position_um, sizeof drive->position_um);
        return;
    }
    const lam_layout *layout = &network->layouts[population];
    const lam_model_column *grid = lam_network_grid(network, population);
    size_t x = k / grid->ny, y = k % grid->ny;
    if (layout->positions_um != NULL) {
        memcpy(xyz_um_out, layout->positions_um + 3 * k, 3 * sizeof *xyz_um_out);
        return;
    }
    if (layout->lattice == LAM_LATTICE_BASKET) {
        basket_point(grid->nx, k, &x, &y);
    }
    xyz_um_out[0] = (double)x * grid->inplane_distance_um;
    xyz_um_out[1] = (double)y * grid->inplane_distance_um;
    xyz_um_out[2] = layout->z_um;
}

/* ---- tiles ---- */

/* The whole number at or below a place, from 0 to n - 1. */
static size_t clamp(double place, size_t n) {
    return place > 0 ? (size_t)fmin(floor(place), (double)(n - 1)) : 0;
}

static size_t tile_of(const lam_tiles *tiles, const double *xyz_um) {
    return clamp((xyz_um[1] - tiles->y_um) / tiles->side_um, tiles->ny) * tiles->nx +
           clamp((xyz_um[0] - tiles->x_um) / tiles->side_um, tiles->nx);
}

/* About as many tiles as cells. */
static void lay_tiles(const lam_layout *layout, size_t n_cells, lam_tiles *tiles) {
    const double *xyz_um = layout->positions_um;
    double low[2] = {xyz_um[0], xyz_um[1]}, high[2] = {xyz_um[0], xyz_um[1]};
    for (size_t k = 0; k < n_cells; k++) {
        for (size_t axis = 0; axis < 2; axis++) {
            low[axis] = fmin(low[axis], xyz_um[3 * k + axis]);
            high[axis] = fmax(high[axis], xyz_um[3 * k + axis]);
        }
    }
    double x_um = high[0] - low[0], y_um = high[1] - low[1], n = (double)n_cells;
    double side_um = fmax(sqrt(x_um / n * y_um), fmax(x_um, y_um) / n);
    tiles->x_um = low[0];
    tiles->y_um = low[1];
    tiles->side_um = side_um > 0 ? side_um : 1;
    tiles->nx = (size_t)(x_um / tiles->side_um) + 1;
    tiles->ny = (size_t)(y_um / tiles->side_um) + 1;
}

lam_status lam_network_tile(lam_network *network, size_t n_cells, lam_layout *layout) {
    lam_tiles *tiles = &layout->tiles;
    lay_tiles(layout, n_cells, tiles);
    uint32_t *first = lam_network_alloc(network, tiles->nx * tiles->ny + 2, sizeof *first);
    uint32_t *members = lam_network_alloc(network, n_cells, sizeof *members);
    if (first == NULL || members == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t k = 0; k < n_cells; k++) {
        first[tile_of(tiles, layout->positions_um + 3 * k) + 2]++;
    }
    for (size_t i = 0; i < tiles->nx * tiles->ny; i++) {
        first[i + 2] += first[i + 1];
    }
    for (size_t k = 0; k < n_cells; k++) { /* first[i + 1] moves from i's begin to its end */
        members[first[tile_of(tiles, layout->positions_um + 3 * k) + 1]++] = (uint32_t)k;
    }
    tiles->first = first;
    tiles->members = members;
    return LAM_OK;
}

/* ---- near enough ---- */

typedef struct lam_search {
    const lam_connection *connection;
    const lam_population *source;
    size_t t;
    bool is_itself_out; /* gid `itself` is no source */
    size_t itself;
    double low[2], high[2]; /* um: x and y of what is near */
    size_t n;
    double *gid;
} lam_search;

/* The greatest distance d (um) from which a spike arrives in time: delay exp(d^2/lamtha^2) <=
 * max_delay. It is a little larger, by more than the rounding of both sides. Below 0: no spike
 * arrives in time. */
static double reach_um(const lam_connection *connection, double inplane_distance_um,
                       double max_delay_ms) {
    double exponent = log(max_delay_ms / connection->delay_ms) * (1 + 1e-9) + 1e-9;
    return exponent >= 0 ? connection->lamtha * inplane_distance_um * sqrt(exponent) : -1;
}

static bool joins(const lam_search *search, size_t s) {
    const lam_pair_set *set = search->connection->pairs;
    if (search->is_itself_out && search->source->first_gid + s == search->itself) {
        return false;
    }
    if (set == NULL) {
        return true;
    }
    return set->drawn != NULL ? set->drawn[search->t * set->n_words + s / 64] >> s % 64 & 1
                              : set->is_source == NULL || set->is_source[s];
}

static void visit(lam_search *search, size_t s) {
    if (joins(search, s)) {
        if (search->gid != NULL) {
            search->gid[search->n] = (double)(search->source->first_gid + s);
        }
        search->n++;
    }
}

/* The points first <= k <= last, of points at 0, 1, ... n - 1, that are between `low` and `high`;
 * at each end there may be one point more. */
static void span(double low, double high, size_t n, size_t *first_out, size_t *last_out) {
    *first_out = clamp(low, n);
    *last_out = clamp(ceil(high), n);
}

static void visit_pyramidal(lam_search *search, const lam_model_column *grid) {
    double d_um = grid->inplane_distance_um;
    size_t x, x_last, y_first, y_last;
    span(search->low[0] / d_um, search->high[0] / d_um, grid->nx, &x, &x_last);
    span(search->low[1] / d_um, search->high[1] / d_um, grid->ny, &y_first, &y_last);
    for (; x <= x_last; x++) {
        for (size_t y = y_first; y <= y_last; y++) {
            visit(search, x * grid->ny + y);
        }
    }
}

static void visit_basket(lam_search *search, const lam_model_column *grid) {
    double d_um = grid->inplane_distance_um;
    size_t y, y_last, begin, n, first, last;
    span(search->low[1] / d_um, search->high[1] / d_um, grid->ny, &y, &y_last);
    for (; y <= y_last; y++) {
        double shift = (double)(y % 2);
        basket_row(grid->nx, y, &begin, &n);
        if (n > 0) {
            span((search->low[0] / d_um - shift) / 3, (search->high[0] / d_um - shift) / 3, n,
                 &first, &last);
            for (size_t i = first; i <= last; i++) {
                visit(search, begin + i);
            }
        }
    }
}

static void visit_tiles(lam_search *search, const lam_tiles *tiles) {
    size_t x_first, x_last, y, y_last;
    span((search->low[0] - tiles->x_um) / tiles->side_um,
         (search->high[0] - tiles->x_um) / tiles->side_um, tiles->nx, &x_first, &x_last);
    span((search->low[1] - tiles->y_um) / tiles->side_um,
         (search->high[1] - tiles->y_um) / tiles->side_um, tiles->ny, &y, &y_last);
    for (; y <= y_last; y++) {
        size_t end = tiles->first[y * tiles->nx + x_last + 1];
        for (size_t i = tiles->first[y * tiles->nx + x_first]; i < end; i++) {
            visit(search, tiles->members[i]);
        }
    }
    if (search->gid != NULL) {
        lam_sort_doubles(search->n, search->gid);
    }
}

/* As the pairs of a connection are listed. */
static void visit_listed(lam_search *search, const lam_pair_set *set) {
    for (size_t i = set->first[search->t]; i < set->first[search->t + 1]; i++) {
        if (search->gid != NULL) {
            search->gid[search->n] = (double)(search->source->first_gid + set->sources[i]);
        }
        search->n++;
    }
}

size_t lam_network_near(const lam_network *network, const lam_connection *connection, size_t t,
                        double max_delay_ms, double *gid_out) {
    const lam_model *model = &network->model;
    const lam_pair_set *set = connection->pairs;
    const lam_model_column *own = lam_network_grid(network, connection->target),
                           *grid = lam_network_grid(network, connection->source);
    double here[3], r_um = reach_um(connection, own->inplane_distance_um, max_delay_ms);
    lam_search search = {
        .connection = connection,
        .source = &model->populations[connection->source],
        .t = t,
        .is_itself_out = !connection->autapses,
        .itself = model->populations[connection->target].first_gid + t,
        .gid = gid_out,
    };
    if (r_um < 0 || (set != NULL && set->is_target != NULL && !set->is_target[t])) {
        return 0;
    }
    lam_network_place(network, connection->target, t, here);
    for (size_t axis = 0; axis < 2; axis++) {
        search.low[axis] = here[axis] - r_um;
        search.high[axis] = here[axis] + r_um;
    }
    if (set != NULL && set->first != NULL) {
        visit_listed(&search, set);
    } else if (set != NULL && set->one_to_one) {
        visit(&search, set->first_source + t);
    } else if (search.source->drive >= 0) { /* all in one place */
        for (size_t s = 0; s < search.source->end_gid - search.source->first_gid; s++) {
            visit(&search, s);
        }
    } else if (network->layouts[connection->source].positions_um != NULL) {
        visit_tiles(&search, &network->layouts[connection->source].tiles);
    } else if (network->layouts[connection->source].lattice == LAM_LATTICE_BASKET) {
        visit_basket(&search, grid);
    } else {
        visit_pyramidal(&search, grid);
    }
    return search.n;
}
