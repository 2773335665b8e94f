/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_wiring.c - reading the connections of a network file: those that it lists, and
 * those of its drives. */
#include "network/lam_network_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- connections that the file lists ---- */

typedef struct connection_entry {
    lam_connection connection;
    const char *from, *to, *location, *receptor;
    size_t conn_seed;
    json_t *from_gids, *to_gids, *pairs;
} connection_entry;

static lam_status read_fields(const lam_json *at, connection_entry *entry) {
#define LAM_ENTRY connection_entry
    static const lam_json_field fields[] = {
        LAM_TEXT("from", LAM_JSON_REQUIRED, from),
        LAM_TEXT("to", LAM_JSON_REQUIRED, to),
        LAM_TEXT("location", LAM_JSON_REQUIRED, location),
        LAM_TEXT("receptor", LAM_JSON_REQUIRED, receptor),
        LAM_QUANTITY("weight", LAM_JSON_REQUIRED, connection.weight_uS, "uS", 0, 1e6),
        LAM_QUANTITY("delay", LAM_JSON_REQUIRED, connection.delay_ms, "ms", 1e-3, 1e6),
        LAM_QUANTITY("lamtha", LAM_JSON_OPTIONAL, connection.lamtha, "grid", 1e-3, 1e9),
        LAM_NUMBER("gain", LAM_JSON_OPTIONAL, connection.gain, 0, 1e6),
        LAM_QUANTITY("threshold", LAM_JSON_OPTIONAL, connection.threshold_mV, "mV", -200, 200),
        LAM_FLAG("autapses", LAM_JSON_OPTIONAL, connection.autapses),
        LAM_NUMBER("probability", LAM_JSON_OPTIONAL, connection.probability, 0, 1),
        LAM_COUNT("conn_seed", LAM_JSON_OPTIONAL, conn_seed, 0, LAM_MAX_SEED),
        LAM_LIST("from_gids", LAM_JSON_OPTIONAL, from_gids),
        LAM_LIST("to_gids", LAM_JSON_OPTIONAL, to_gids),
        LAM_OBJECT("pairs", LAM_JSON_OPTIONAL, pairs),
    };
#undef LAM_ENTRY
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), entry));
    static const char *const draws[] = {"autapses", "from_gids", "to_gids", "probability",
                                        "conn_seed"};
    for (size_t i = 0; i < LAM_COUNT_OF(draws) && entry->pairs != NULL; i++) {
        lam_json place = lam_json_member(at, draws[i]);
        if (place.value != NULL) {
            return lam_json_fail(&place, "accepted: left out, as `pairs` says it all");
        }
    }
    lam_json seed = lam_json_member(at, "conn_seed");
    return entry->connection.probability < 1 && seed.value == NULL
               ? lam_json_fail(&seed,
                               "missing; accepted: a whole number, as probability is below 1")
               : LAM_OK;
}

static lam_status choose_pairs(lam_network *network, const lam_json *at, connection_entry *entry) {
    lam_connection *connection = &entry->connection;
    const lam_population *source = &network->model.populations[connection->source];
    const lam_population *target = &network->model.populations[connection->target];
    lam_json from = lam_json_member(at, "from_gids"), to = lam_json_member(at, "to_gids");
    lam_json stated = lam_json_member(at, "pairs");
    if (stated.value != NULL) {
        return lam_pairs_read(network, &stated, source, target, connection);
    }
    bool *is_source = NULL, *is_target = NULL;
    lam_status status = lam_network_read_gids(&from, source, &is_source);
    if (status == LAM_OK) {
        status = lam_network_read_gids(&to, target, &is_target);
    }
    if (status == LAM_OK) {
        status = lam_pairs_all(network, at, source, is_source, target, is_target, entry->conn_seed,
                               connection);
    }
    free(is_source);
    free(is_target);
    return status;
}

/* Between columns distance need not count. */
static lam_status check_lamtha(const lam_model *model, const lam_json *at,
                               const lam_connection *connection) {
    static const lam_json_field field = {
        .kind = LAM_JSON_QUANTITY, .unit = "grid", .min = 1e-3, .max = 1e9};
    lam_json lamtha = lam_json_member(at, "lamtha");
    double unused;
    bool is_between = model->populations[connection->source].column !=
                      model->populations[connection->target].column;
    return lamtha.value != NULL || is_between ? LAM_OK : lam_json_value(&lamtha, &field, &unused);
}

static lam_status read_connection(lam_network *network, const lam_json *at,
                                  lam_connection *connection) {
    const lam_model *model = &network->model;
    connection_entry entry = {.connection = {.gain = 1,
                                             .autapses = true,
                                             .probability = 1,
                                             .threshold_mV = model->threshold_mV,
                                             .lamtha = INFINITY}};
    LAM_TRY(read_fields(at, &entry));
    lam_json from = lam_json_member(at, "from"), to = lam_json_member(at, "to");
    lam_json location = lam_json_member(at, "location"), receptor = lam_json_member(at, "receptor");
    LAM_TRY(lam_json_find(&from, "population", entry.from, model->populations, model->n_populations,
                          sizeof *model->populations, &entry.connection.source));
    LAM_TRY(lam_json_find(&to, "population", entry.to, model->populations, network->n_real,
                          sizeof *model->populations, &entry.connection.target));
    LAM_TRY(check_lamtha(model, at, &entry.connection));
    int drive = model->populations[entry.connection.source].drive;
    if (drive >= 0 && model->drives[drive].location != NULL) {
        return lam_json_fail(&from, "a drive that has weights of its own; accepted: one without");
    }
    LAM_TRY(lam_network_attach(network, &location, entry.location, &receptor, entry.receptor,
                               &entry.connection));
    LAM_TRY(choose_pairs(network, at, &entry));
    *connection = entry.connection;
    return LAM_OK;
}

/* ---- all ---- */

lam_status lam_network_read_wiring(lam_network *network, const lam_json *connections_at,
                                   const lam_json *drives_at, lam_population *populations) {
    lam_model *model = &network->model;
    size_t n = json_array_size(connections_at->value), done = 0;
    size_t n_drives = lam_json_count(drives_at->value);
    lam_connection *connections =
        lam_network_alloc(network, n + 2 * n_drives * network->n_real, sizeof *connections);
    lam_drive *drives = lam_network_alloc(network, n_drives, sizeof *drives);
    if (connections == NULL || drives == NULL) {
        return LAM_ERR_MEMORY;
    }
    model->connections = connections;
    model->drives = drives;
    lam_json place;
    for (void *i = NULL; lam_json_next(drives_at, &i, &place);) {
        LAM_TRY(lam_network_read_drive(network, &place, populations, &drives[model->n_drives],
                                       connections, &done));
        model->n_drives++;
    }
    for (size_t i = 0; i < n; i++) {
        place = lam_json_element(connections_at, i);
        LAM_TRY(read_connection(network, &place, &connections[done]));
        network->has_thresholds |= connections[done++].threshold_mV != model->threshold_mV;
    }
    model->n_connections = done;
    for (size_t d = 0; d < n_drives; d++) {
        place = lam_json_member(drives_at, drives[d].name);
        LAM_TRY(lam_network_read_rates(network, &place, network->n_real + d, &drives[d]));
    }
    return LAM_OK;
}
