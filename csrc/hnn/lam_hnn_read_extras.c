/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_read_extras.c - the currents injected into cells, and the electrodes, of HNN-core's
 * network file. */
#include "hnn/lam_hnn_impl.h"

#include <stdio.h>

/* ---- biases ---- */

typedef struct bias_entry {
    json_t *ignored, *any;
} bias_entry;

/* Which cells get the current: a gid or a list of them. */
static lam_status add_gids(lam_hnn *hnn, const lam_json *gid, json_t *to) {
    if (gid->value == NULL || json_is_array(gid->value)) {
        return gid->value == NULL ? LAM_OK : lam_hnn_share(hnn, to, "gids", gid->value);
    }
    json_t *gids = json_array();
    LAM_TRY(lam_hnn_add(hnn, to, "gids", gids, gid->value));
    return lam_hnn_share(hnn, gids, NULL, gid->value);
}

static lam_status read_bias(lam_hnn *hnn, const lam_json *at, json_t *to) {
#define LAM_ENTRY bias_entry
    static const lam_json_field fields[] = {
        LAM_ANY("amplitude", LAM_JSON_OPTIONAL, any), LAM_ANY("t0", LAM_JSON_OPTIONAL, any),
        LAM_ANY("tstop", LAM_JSON_OPTIONAL, any),     LAM_ANY("section", LAM_JSON_OPTIONAL, any),
        LAM_ANY("loc", LAM_JSON_OPTIONAL, any),       LAM_ANY("gid", LAM_JSON_OPTIONAL, any),
    };
#undef LAM_ENTRY
    static const lam_hnn_number numbers[] = {
        {"amplitude", "amplitude", "nA", LAM_JSON_REQUIRED},
        {"t0", "tstart", "ms", LAM_JSON_OPTIONAL},
        {"tstop", "tstop", "ms", LAM_JSON_OPTIONAL},
    };
    bias_entry entry;
    json_t *made = json_object();
    lam_json section = lam_hnn_member(at, "section"), place = lam_hnn_member(at, "loc");
    lam_json gid = lam_hnn_member(at, "gid");
    LAM_TRY(lam_hnn_add(hnn, to, at->key, made, at->value));
    LAM_TRY(lam_hnn_read_fields(at, fields, LAM_COUNT_OF(fields), &entry));
    LAM_TRY(lam_hnn_add_numbers(hnn, at, numbers, LAM_COUNT_OF(numbers), made));
    if (place.value != NULL && json_number_value(place.value) != 0.5) {
        return lam_json_fail(&place, "accepted: 0.5, the middle of the section");
    }
    LAM_TRY(add_gids(hnn, &gid, made));
    return section.value == NULL ? LAM_OK : lam_hnn_share(hnn, made, "section", section.value);
}

lam_status lam_hnn_read_biases(lam_hnn *hnn, const lam_json *biases) {
    LAM_TRY(lam_hnn_check_kind(biases, JSON_OBJECT));
    if (json_object_size(biases->value) == 0) {
        return LAM_OK;
    }
    json_t *made = json_object(), *targets, *value;
    const char *name, *population;
    LAM_TRY(lam_hnn_add(hnn, hnn->network, "biases", made, biases->value));
    json_object_foreach(biases->value, name, targets) {
        lam_json bias = lam_json_member(biases, name);
        json_t *of_bias = json_object();
        LAM_TRY(lam_hnn_add(hnn, made, name, of_bias, targets));
        LAM_TRY(lam_hnn_check_kind(&bias, JSON_OBJECT));
        json_object_foreach(targets, population, value) {
            lam_json at = lam_json_member(&bias, population);
            LAM_TRY(read_bias(hnn, &at, of_bias));
        }
    }
    return LAM_OK;
}

/* ---- electrode arrays ---- */

typedef struct array_entry {
    json_t *ignored, *any, *positions;
} array_entry;

static lam_status read_array(lam_hnn *hnn, const lam_json *at, json_t *to) {
#define LAM_ENTRY array_entry
    static const lam_json_field fields[] = {
        LAM_LIST("positions", LAM_JSON_REQUIRED, positions),
        LAM_ANY("conductivity", LAM_JSON_OPTIONAL, any),
        LAM_ANY("method", LAM_JSON_REQUIRED, any),
        LAM_ANY("min_distance", LAM_JSON_OPTIONAL, any),
    };
#undef LAM_ENTRY
    static const lam_hnn_number numbers[] = {
        {"conductivity", "conductivity", "S/m", LAM_JSON_OPTIONAL},
        {"min_distance", "min_distance", "um", LAM_JSON_OPTIONAL},
    };
    array_entry entry;
    json_t *made = json_object();
    LAM_TRY(lam_hnn_add(hnn, to, at->key, made, at->value));
    LAM_TRY(lam_hnn_read_fields(at, fields, LAM_COUNT_OF(fields), &entry));
    lam_json method = lam_hnn_member(at, "method");
    LAM_TRY(lam_hnn_add_quantity(hnn, made, "positions", entry.positions, "um"));
    LAM_TRY(lam_hnn_add_numbers(hnn, at, numbers, LAM_COUNT_OF(numbers), made));
    return method.value != NULL ? lam_hnn_share(hnn, made, "method", method.value)
                                : lam_hnn_add(hnn, made, "method", json_string("none"), NULL);
}

lam_status lam_hnn_read_arrays(lam_hnn *hnn, const lam_json *arrays) {
    LAM_TRY(lam_hnn_check_kind(arrays, JSON_OBJECT));
    if (json_object_size(arrays->value) == 0) {
        return LAM_OK;
    }
    json_t *made = json_object(), *value;
    const char *name;
    LAM_TRY(lam_hnn_add(hnn, hnn->network, "electrode_arrays", made, arrays->value));
    json_object_foreach(arrays->value, name, value) {
        lam_json at = lam_json_member(arrays, name);
        LAM_TRY(read_array(hnn, &at, made));
    }
    return LAM_OK;
}
