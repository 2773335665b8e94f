/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_arrays.c - reading what a network file says of electrode arrays. */
#include "network/lam_network_impl.h"
#include "probe/lam_owned_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct array_entry {
    lam_electrode_array array;
    json_t *positions, *conductivity, *disc, *below, *above, *populations, *csd;
} array_entry;

/* [s, "S/m"], or [[sx, sy, sz], "S/m"]. */
static lam_status read_conductivity(const lam_json *at, double S_m_out[3]) {
    static const lam_json_field one = {
        .kind = LAM_JSON_QUANTITY, .unit = "S/m", .min = 1e-6, .max = 1e6};
    double *values;
    size_t n;
    if (at->value == NULL) {
        return LAM_OK;
    }
    if (!json_is_array(json_array_get(at->value, 0))) {
        LAM_TRY(lam_json_value(at, &one, S_m_out));
        S_m_out[1] = S_m_out[2] = S_m_out[0];
        return LAM_OK;
    }
    LAM_TRY(lam_json_numbers(at, "S/m", 1e-6, 1e6, 1, &values, &n));
    if (n == 3) {
        memcpy(S_m_out, values, 3 * sizeof *values);
    }
    free(values);
    return n == 3 ? LAM_OK
                  : lam_json_fail(at, "accepted: [number, \"S/m\"], or [[along x, y, z], \"S/m\"]");
}

typedef struct disc_entry {
    double radius_um;
    size_t n_points;
    json_t *normal;
} disc_entry;

/* One normal holds for all contacts. Its length becomes 1. */
static lam_status read_disc(lam_network *network, const lam_json *at, lam_electrode_array *array) {
#define LAM_ENTRY disc_entry
    static const lam_json_field fields[] = {
        LAM_QUANTITY("radius", LAM_JSON_REQUIRED, radius_um, "um", 1e-6, 1e6),
        LAM_COUNT("points", LAM_JSON_OPTIONAL, n_points, 1, 1e6),
        LAM_LIST("normal", LAM_JSON_REQUIRED, normal),
    };
#undef LAM_ENTRY
    disc_entry entry = {.n_points = 50};
    double normal[3];
    if (at->value == NULL) {
        return LAM_OK;
    }
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    lam_json place = lam_json_member(at, "normal");
    LAM_TRY(lam_network_direction(&place, "accepted: [x, y, z], the direction that contacts face",
                                  normal));
    double *normals = lam_network_alloc(network, 3 * array->n_contacts, sizeof *normals);
    if (normals == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < 3 * array->n_contacts; i++) {
        normals[i] = normal[i % 3];
    }
    array->radius_um = entry.radius_um;
    array->n_points = entry.n_points;
    array->normals = normals;
    return LAM_OK;
}

static lam_status read_array(lam_network *network, const lam_json *at, lam_electrode_array *array) {
#define LAM_ENTRY array_entry
    static const lam_json_field fields[] = {
        LAM_ANY("positions", LAM_JSON_REQUIRED, positions),
        LAM_ANY("conductivity", LAM_JSON_OPTIONAL, conductivity),
        LAM_TEXT("method", LAM_JSON_OPTIONAL, array.method),
        LAM_QUANTITY("min_distance", LAM_JSON_OPTIONAL, array.min_distance_um, "um", 0, 1e6),
        LAM_OBJECT("disc", LAM_JSON_OPTIONAL, disc),
        LAM_OBJECT("below", LAM_JSON_OPTIONAL, below),
        LAM_OBJECT("above", LAM_JSON_OPTIONAL, above),
        LAM_LIST("populations", LAM_JSON_OPTIONAL, populations),
        LAM_ANY("csd", LAM_JSON_OPTIONAL, csd),
        LAM_FLAG("apart", LAM_JSON_OPTIONAL, array.apart),
        LAM_FLAG("receptors_apart", LAM_JSON_OPTIONAL, array.receptors_apart),
    };
#undef LAM_ENTRY
    array_entry entry = {.array = {.name = at->key,
                                   .method = "psa",
                                   .conductivity_S_m = {0.3, 0.3, 0.3},
                                   .min_distance_um = 0.5,
                                   .below.z_um = NAN,
                                   .above.z_um = NAN}};
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    lam_json place = lam_json_member(at, "method");
    size_t unused;
    LAM_TRY(lam_json_find(&place, "method", entry.array.method, lam_array_methods,
                          LAM_ARRAY_N_METHODS, sizeof *lam_array_methods, &unused));
    place = lam_json_member(at, "positions");
    LAM_TRY(lam_network_positions(network, &place, "um", &entry.array.positions_um,
                                  &entry.array.n_contacts));
    place = lam_json_member(at, "conductivity");
    LAM_TRY(read_conductivity(&place, entry.array.conductivity_S_m));
    place = lam_json_member(at, "disc");
    LAM_TRY(read_disc(network, &place, &entry.array));
    place = lam_json_member(at, "below");
    LAM_TRY(lam_network_read_boundary(&place, &entry.array.below));
    place = lam_json_member(at, "above");
    LAM_TRY(lam_network_read_boundary(&place, &entry.array.above));
    place = lam_json_member(at, "populations");
    LAM_TRY(lam_network_read_names(network, &place, &entry.array.n_populations,
                                   &entry.array.populations));
    *array = entry.array;
    if (lam_electrode_check(array) != LAM_OK) {
        return lam_json_fail(at, "%s", lam_error());
    }
    place = lam_json_member(at, "csd");
    return lam_network_read_csd(network, &place, array);
}

lam_status lam_network_read_arrays(lam_network *network, const lam_json *at) {
    lam_electrode_array *arrays =
        lam_network_alloc(network, lam_json_count(at->value), sizeof *arrays);
    if (arrays == NULL) {
        return LAM_ERR_MEMORY;
    }
    network->model.arrays = arrays;
    lam_json place;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        LAM_TRY(read_array(network, &place, &arrays[network->model.n_arrays]));
        network->model.n_arrays++;
    }
    return LAM_OK;
}
