/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_grid.c - the grid of HNN-core's network file. The in-plane distance, which is the unit of
 * all space constants, is not in the file. It is inferred from where the cells stand. */
#include "hnn/lam_hnn_impl.h"

#include <math.h>

static double coordinate(const json_t *places, size_t k, size_t axis) {
    return json_number_value(json_array_get(json_array_get(places, k), axis));
}

static bool is_near(double a, double b, double scale) {
    return fabs(a - b) <= 1e-9 * scale;
}

/* Do these cells fill a grid of n_slow rows of n_fast cells? HNN-core's pyramids do; their y runs
 * first (network.py, _create_cell_coords). */
static bool is_grid(const json_t *places, size_t n_slow, size_t n_fast, size_t fast_axis,
                    double *distance_um_out) {
    size_t n = json_array_size(places), slow_axis = 1 - fast_axis;
    if (n != n_slow * n_fast || n < 2) {
        return false;
    }
    double slow_um = coordinate(places, 0, slow_axis), fast_um = coordinate(places, 0, fast_axis);
    double distance_um = n_fast > 1 ? coordinate(places, 1, fast_axis) - fast_um
                                    : coordinate(places, 1, slow_axis) - slow_um;
    double extent_um = fabs(slow_um) + fabs(fast_um) + (double)(n_slow + n_fast) * distance_um;
    for (size_t k = 0; k < n; k++) {
        double row = (double)(k / n_fast), column = (double)(k % n_fast);
        if (!is_near(coordinate(places, k, slow_axis), slow_um + row * distance_um, extent_um) ||
            !is_near(coordinate(places, k, fast_axis), fast_um + column * distance_um, extent_um)) {
            return false;
        }
    }
    *distance_um_out = distance_um;
    return distance_um > 0;
}

/* Do all cells and the origin stand above one point? Then no distance counts. */
static bool is_one_place(const lam_hnn *hnn, const json_t *pos_dict) {
    const json_t *first = json_object_get(pos_dict, hnn->populations[0].name);
    const json_t *origin = json_object_get(pos_dict, "origin");
    for (size_t axis = 0; axis < 2; axis++) {
        double here = coordinate(first, 0, axis);
        if (origin != NULL && json_number_value(json_array_get(origin, axis)) != here) {
            return false;
        }
        for (size_t p = 0; p < hnn->n_populations; p++) {
            const json_t *places = json_object_get(pos_dict, hnn->populations[p].name);
            for (size_t k = 0; k < json_array_size(places); k++) {
                if (coordinate(places, k, axis) != here) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* Infers the distance from the populations that fill the whole grid. */
static lam_status infer_distance(lam_hnn *hnn, const lam_json *pos_dict) {
    double distance_um = 0;
    bool is_clear = true;
    for (size_t p = 0; p < hnn->n_cell_populations; p++) {
        const json_t *places = json_object_get(pos_dict->value, hnn->populations[p].name);
        double this_um;
        if (is_grid(places, hnn->nx, hnn->ny, 1, &this_um) ||
            is_grid(places, hnn->ny, hnn->nx, 0, &this_um)) {
            is_clear &= distance_um == 0 || is_near(this_um, distance_um, distance_um);
            distance_um = distance_um == 0 ? this_um : distance_um;
        }
    }
    if (distance_um == 0 && is_one_place(hnn, pos_dict->value)) {
        distance_um = 1;
    }
    if (distance_um == 0 || !is_clear) {
        return lam_json_fail(pos_dict,
                             "the in-plane distance does not follow from these places, as %s the "
                             "%zu x %zu points of a grid; accepted: --inplane-distance UM",
                             is_clear ? "no population fills" : "populations differ in what fills",
                             hnn->nx, hnn->ny);
    }
    hnn->inplane_distance_um = distance_um;
    return distance_um == 1 ? LAM_OK
                            : lam_json_warn(hnn->document,
                                            "%s: in-plane distance of %.15g um, from the places of "
                                            "the cells; --inplane-distance UM states another",
                                            hnn->document->names[0], distance_um);
}

static lam_status choose_distance(lam_hnn *hnn, const lam_json *root, double stated_um) {
    static const lam_json_field field = {
        .kind = LAM_JSON_QUANTITY, .unit = "um", .min = 1e-3, .max = 1e6};
    lam_json own = lam_json_member(root, LAM_HNN_OWN_KEY), grid = lam_json_member(&own, "grid");
    lam_json distance = lam_json_member(&grid, "inplane_distance");
    lam_json pos_dict = lam_json_member(root, "pos_dict");
    if (stated_um > 0) {
        hnn->inplane_distance_um = stated_um;
        return LAM_OK;
    }
    return distance.value != NULL ? lam_json_value(&distance, &field, &hnn->inplane_distance_um)
                                  : infer_distance(hnn, &pos_dict);
}

lam_status lam_hnn_read_grid(lam_hnn *hnn, const lam_json *root, double inplane_distance_um) {
    lam_json pos_dict = lam_json_member(root, "pos_dict");
    lam_json origin = lam_json_member(&pos_dict, "origin");
    if (origin.value != NULL || hnn->n_populations > hnn->n_cell_populations) {
        LAM_TRY(lam_hnn_check_point(&origin));
    }
    LAM_TRY(choose_distance(hnn, root, inplane_distance_um));
    json_t *grid = json_object();
    LAM_TRY(lam_hnn_add(hnn, hnn->network, "grid", grid, NULL));
    LAM_TRY(lam_hnn_share(hnn, grid, "nx", json_object_get(root->value, "N_pyr_x")));
    LAM_TRY(lam_hnn_share(hnn, grid, "ny", json_object_get(root->value, "N_pyr_y")));
    LAM_TRY(lam_hnn_add(hnn, grid, "inplane_distance",
                        json_pack("[f,s]", hnn->inplane_distance_um, "um"), NULL));
    return origin.value == NULL ? LAM_OK
                                : lam_hnn_add_quantity(hnn, grid, "origin", origin.value, "um");
}

static bool is_same(const json_t *point, const json_t *other) {
    bool same = true;
    for (size_t axis = 0; axis < 3; axis++) {
        same &= json_number_value(json_array_get(point, axis)) ==
                json_number_value(json_array_get(other, axis));
    }
    return same;
}

lam_status lam_hnn_add_place(lam_hnn *hnn, const lam_json *root, const char *drive, json_t *to) {
    lam_json pos_dict = lam_json_member(root, "pos_dict");
    lam_json origin = lam_json_member(&pos_dict, "origin");
    lam_json places = lam_json_member(&pos_dict, drive), first = lam_json_element(&places, 0);
    for (size_t k = 1; k < json_array_size(places.value); k++) {
        lam_json place = lam_json_element(&places, k);
        if (!is_same(place.value, first.value)) {
            return lam_json_fail(&place, "the cells of a drive at several places; accepted: one "
                                         "place for all of them");
        }
    }
    return first.value == NULL || is_same(first.value, origin.value)
               ? LAM_OK
               : lam_hnn_add_quantity(hnn, to, "position", first.value, "um");
}
