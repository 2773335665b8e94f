/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_read_wiring.c - the connections of HNN-core's network file, which lists their pairs of
 * cells one by one. */
#include "hnn/lam_hnn_impl.h"
#include "base/lam_number_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- pairs ---- */

static lam_status read_source(const lam_json *at, const lam_hnn_population *source,
                              size_t *gid_out) {
    size_t gid = 0, n = strlen(at->key);
    bool is_gid =
        n > 0 && n < 10 && strspn(at->key, "0123456789") == n && (n == 1 || at->key[0] != '0');
    if (is_gid) {
        gid = strtoul(at->key, NULL, 10);
    }
    if (!is_gid || gid < source->first_gid || gid >= source->end_gid) {
        return lam_json_fail(at, "the key is no gid of %.63s; accepted: %zu to %zu", source->name,
                             source->first_gid, source->end_gid - 1);
    }
    *gid_out = gid;
    return LAM_OK;
}

/* For each cell `seen` holds the number of the last list that it was in. */
static lam_status read_targets(lam_hnn *hnn, const lam_json *at, size_t source_gid,
                               lam_hnn_connection *connection) {
    const lam_hnn_population *target = &hnn->populations[connection->target];
    LAM_TRY(lam_hnn_check_kind(at, JSON_ARRAY));
    hnn->n_lists++;
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        lam_json place = lam_json_element(at, i);
        long long gid = json_integer_value(place.value);
        if (!json_is_integer(place.value) || gid < (long long)target->first_gid ||
            gid >= (long long)target->end_gid) {
            return lam_json_fail(&place, "accepted: a gid of %.63s, %zu to %zu", target->name,
                                 target->first_gid, target->end_gid - 1);
        }
        connection->has_twice |= hnn->seen[gid] == hnn->n_lists;
        hnn->seen[gid] = hnn->n_lists;
        long long shift = (long long)source_gid - gid;
        if (connection->n_pairs++ == 0) {
            connection->shift = shift;
        }
        connection->is_shift &= shift == connection->shift;
        connection->n_autapses += shift == 0;
    }
    return LAM_OK;
}

static lam_status read_pairs(lam_hnn *hnn, const lam_json *at, lam_hnn_connection *connection) {
    const char *key;
    json_t *value;
    connection->is_shift = true;
    json_object_foreach(at->value, key, value) {
        lam_json place = lam_json_member(at, key);
        size_t gid = 0;
        LAM_TRY(read_source(&place, &hnn->populations[connection->source], &gid));
        LAM_TRY(read_targets(hnn, &place, gid, connection));
    }
    return LAM_OK;
}

/* ---- reading ---- */

typedef struct connection_entry {
    json_t *ignored, *gid_pairs, *numbers;
    const char *source, *target, *location, *receptor;
} connection_entry;

typedef struct numbers_entry {
    json_t *ignored, *number;
} numbers_entry;

static lam_status read_number(const lam_json *at, const char *key, int optional,
                              double *value_out) {
    lam_json place = lam_hnn_member(at, key);
    if (place.value == NULL && optional) {
        return LAM_OK;
    }
    if (!json_is_number(place.value)) {
        return lam_json_fail(&place, "%saccepted: a number",
                             place.value == NULL ? "missing; " : "");
    }
    *value_out = json_number_value(place.value);
    return LAM_OK;
}

static lam_status read_numbers(lam_hnn *hnn, const lam_json *at, lam_hnn_connection *connection) {
#define LAM_ENTRY numbers_entry
    static const lam_json_field fields[] = {
        LAM_ANY("A_weight", LAM_JSON_OPTIONAL, number),
        LAM_ANY("A_delay", LAM_JSON_OPTIONAL, number),
        LAM_ANY("lamtha", LAM_JSON_OPTIONAL, number),
        LAM_ANY("gain", LAM_JSON_OPTIONAL, number),
        LAM_ANY("threshold", LAM_JSON_OPTIONAL, number),
    };
#undef LAM_ENTRY
    numbers_entry entry;
    LAM_TRY(lam_hnn_read_fields(at, fields, LAM_COUNT_OF(fields), &entry));
    connection->gain = 1;
    connection->threshold_mV = hnn->threshold_mV;
    connection->numbers = at->value;
    LAM_TRY(read_number(at, "A_weight", LAM_JSON_REQUIRED, &connection->weight_uS));
    LAM_TRY(read_number(at, "A_delay", LAM_JSON_REQUIRED, &connection->delay_ms));
    LAM_TRY(read_number(at, "lamtha", LAM_JSON_REQUIRED, &connection->lamtha));
    LAM_TRY(read_number(at, "gain", LAM_JSON_OPTIONAL, &connection->gain));
    return read_number(at, "threshold", LAM_JSON_OPTIONAL, &connection->threshold_mV);
}

static lam_status read_connection(lam_hnn *hnn, const lam_json *at,
                                  lam_hnn_connection *connection) {
#define LAM_ENTRY connection_entry
    static const lam_json_field fields[] = {
        LAM_TEXT("src_type", LAM_JSON_REQUIRED, source),
        LAM_TEXT("target_type", LAM_JSON_REQUIRED, target),
        LAM_TEXT("loc", LAM_JSON_REQUIRED, location),
        LAM_TEXT("receptor", LAM_JSON_REQUIRED, receptor),
        LAM_ANY("gid_pairs", LAM_JSON_REQUIRED, gid_pairs),
        LAM_OBJECT("nc_dict", LAM_JSON_REQUIRED, numbers),
    };
#undef LAM_ENTRY
    connection_entry entry;
    lam_json source = lam_json_member(at, "src_type"), target = lam_json_member(at, "target_type");
    lam_json pairs = lam_json_member(at, "gid_pairs"), numbers = lam_json_member(at, "nc_dict");
    LAM_TRY(lam_hnn_read_fields(at, fields, LAM_COUNT_OF(fields), &entry));
    LAM_TRY(lam_json_find(&source, "population", entry.source, hnn->populations, hnn->n_populations,
                          sizeof *hnn->populations, &connection->source));
    LAM_TRY(lam_json_find(&target, "population", entry.target, hnn->populations,
                          hnn->n_cell_populations, sizeof *hnn->populations, &connection->target));
    LAM_TRY(lam_hnn_check_kind(&pairs, JSON_OBJECT));
    connection->value = at->value;
    connection->gid_pairs = entry.gid_pairs;
    connection->location = entry.location;
    connection->receptor = entry.receptor;
    LAM_TRY(read_numbers(hnn, &numbers, connection));
    return read_pairs(hnn, &pairs, connection);
}

lam_status lam_hnn_read_connections(lam_hnn *hnn, const lam_json *root) {
    lam_json list = lam_hnn_member(root, "connectivity");
    size_t n = json_array_size(list.value);
    LAM_TRY(lam_hnn_check_kind(&list, JSON_ARRAY));
    hnn->connections = lam_alloc(n, sizeof *hnn->connections);
    hnn->seen = lam_alloc(hnn->n_cells, sizeof *hnn->seen);
    if (hnn->connections == NULL || hnn->seen == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        lam_json at = lam_json_element(&list, i);
        if (json_object_get(at.value, LAM_HNN_OWN_KEY) == NULL) { /* else for the loader */
            LAM_TRY(read_connection(hnn, &at, &hnn->connections[hnn->n_connections++]));
        }
    }
    return LAM_OK;
}

/* ---- writing ---- */

/* Returns lamtha/distance. Several neighbouring numbers give lamtha when they are multiplied by the
 * distance; the one with few digits is taken. */
static double in_distances(double lamtha_um, double distance_um) {
    char text[32];
    double quotient = lamtha_um / distance_um;
    double rounded = quotient;
    lam_format(text, sizeof text, "%.15g", quotient);
    lam_number_read(text, "", &rounded, NULL);
    const double candidates[] = {rounded, quotient, nextafter(quotient, 0),
                                 nextafter(quotient, INFINITY)};
    for (size_t i = 0; i < LAM_COUNT_OF(candidates); i++) {
        if (candidates[i] * distance_um == lamtha_um) {
            return candidates[i];
        }
    }
    return quotient;
}

lam_status lam_hnn_add_lamtha(lam_hnn *hnn, const json_t *numbers, json_t *to, const char *key) {
    json_t *lamtha = json_object_get(numbers, "lamtha");
    if (!hnn->lamtha_in_um) {
        return lam_hnn_add_quantity(hnn, to, key, lamtha, "grid");
    }
    double in_grid = in_distances(json_number_value(lamtha), hnn->inplane_distance_um);
    return lam_hnn_add(hnn, to, key, json_pack("[f,s]", in_grid, "grid"), lamtha);
}

/* The pairs are all with all, all with all others, or those that are listed. */
static lam_status add_pairs(lam_hnn *hnn, const lam_hnn_connection *connection, json_t *to) {
    const lam_hnn_population *source = &hnn->populations[connection->source];
    const lam_hnn_population *target = &hnn->populations[connection->target];
    size_t n_sources = source->end_gid - source->first_gid;
    size_t n_targets = target->end_gid - target->first_gid;
    if (connection->has_twice) {
        return lam_hnn_share(hnn, to, "pairs", connection->gid_pairs);
    }
    if (connection->n_pairs == n_sources * n_targets) {
        return LAM_OK;
    }
    if (source == target && connection->n_autapses == 0 &&
        connection->n_pairs == n_sources * (n_sources - 1)) {
        return lam_hnn_add(hnn, to, "autapses", json_false(), NULL);
    }
    return lam_hnn_share(hnn, to, "pairs", connection->gid_pairs);
}

static lam_status write_connection(lam_hnn *hnn, const lam_hnn_connection *connection, json_t *to) {
    static const struct {
        const char *key, *as;
    } texts[] = {
        {"src_type", "from"}, {"target_type", "to"}, {"loc", "location"}, {"receptor", "receptor"}};
    json_t *made = json_object();
    LAM_TRY(lam_hnn_add(hnn, to, NULL, made, connection->value));
    for (size_t i = 0; i < LAM_COUNT_OF(texts); i++) {
        LAM_TRY(lam_hnn_share(hnn, made, texts[i].as,
                              json_object_get(connection->value, texts[i].key)));
    }
    LAM_TRY(lam_hnn_add_quantity(hnn, made, "weight",
                                 json_object_get(connection->numbers, "A_weight"), "uS"));
    LAM_TRY(lam_hnn_add_quantity(hnn, made, "delay",
                                 json_object_get(connection->numbers, "A_delay"), "ms"));
    LAM_TRY(lam_hnn_add_lamtha(hnn, connection->numbers, made, "lamtha"));
    if (connection->gain != 1) {
        LAM_TRY(lam_hnn_share(hnn, made, "gain", json_object_get(connection->numbers, "gain")));
    }
    if (connection->threshold_mV != hnn->threshold_mV) {
        LAM_TRY(lam_hnn_add_quantity(hnn, made, "threshold",
                                     json_object_get(connection->numbers, "threshold"), "mV"));
    }
    return add_pairs(hnn, connection, made);
}

lam_status lam_hnn_write_connections(lam_hnn *hnn) {
    json_t *made = NULL;
    for (size_t i = 0; i < hnn->n_connections; i++) {
        const lam_hnn_connection *connection = &hnn->connections[i];
        if (connection->is_of_drive || connection->n_pairs == 0) {
            continue;
        }
        if (made == NULL) {
            made = json_array();
            LAM_TRY(lam_hnn_add(hnn, hnn->network, "connections", made, NULL));
        }
        LAM_TRY(write_connection(hnn, connection, made));
    }
    return LAM_OK;
}
