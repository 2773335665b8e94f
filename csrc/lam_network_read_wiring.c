/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_wiring.c - reading the drives of a network file, with their connections, and the
 * connections between its cells. */
#include "lam_network_impl.h"

#include <stdio.h>
#include <string.h>

static size_t population_size(const lam_population *population) {
    return population->end_gid - population->first_gid;
}

/* Location and receptor of a connection by their names; the places are for errors. Every section of
 * the location must carry the synapse. */
static lam_status attach(const lam_network *network, const lam_json *location_at,
                         const char *location, const lam_json *receptor_at, const char *receptor,
                         lam_connection *connection) {
    const lam_population *target = &network->model.populations[connection->target];
    const lam_cell_type *type = &network->model.cell_types[target->cell_type];
    char what[96];
    size_t index;
    snprintf(what, sizeof what, "location of %s", type->name);
    LAM_TRY(lam_json_find(location_at, what, location, type->locations, type->n_locations,
                          sizeof *type->locations, &index));
    connection->location = type->locations[index].name;
    connection->n_sections = type->locations[index].n_sections;
    connection->sections = type->locations[index].sections;
    snprintf(what, sizeof what, "synapse of %s", type->name);
    LAM_TRY(lam_json_find(receptor_at, what, receptor, type->receptors, type->n_receptors,
                          sizeof *type->receptors, &connection->receptor));
    for (size_t i = 0; i < connection->n_sections; i++) {
        const lam_section *section = &type->sections[connection->sections[i]];
        size_t r = 0;
        while (r < section->n_receptors && section->receptors[r] != connection->receptor) {
            r++;
        }
        if (r == section->n_receptors) {
            return lam_json_fail(receptor_at,
                                 "section %s of %s has no synapse %s; accepted: one "
                                 "that all sections of %s have",
                                 section->name, type->name, receptor, location);
        }
    }
    return LAM_OK;
}

/* ---- connections between cells ---- */

typedef struct connection_entry {
    lam_connection connection;
    const char *from, *to, *location, *receptor;
} connection_entry;

static lam_status read_connection(const lam_network *network, const lam_json *at,
                                  lam_connection *connection) {
#define AT(member) offsetof(connection_entry, member)
    static const lam_json_field fields[] = {
        {"from", LAM_JSON_TEXT, LAM_JSON_REQUIRED, AT(from), NULL, 0, 0},
        {"to", LAM_JSON_TEXT, LAM_JSON_REQUIRED, AT(to), NULL, 0, 0},
        {"location", LAM_JSON_TEXT, LAM_JSON_REQUIRED, AT(location), NULL, 0, 0},
        {"receptor", LAM_JSON_TEXT, LAM_JSON_REQUIRED, AT(receptor), NULL, 0, 0},
        {"weight", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(connection.weight_uS), "uS", 0, 1e6},
        {"delay", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(connection.delay_ms), "ms", 1e-3, 1e6},
        {"lamtha", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(connection.lamtha), "grid", 1e-3, 1e9},
        {"gain", LAM_JSON_NUMBER, LAM_JSON_OPTIONAL, AT(connection.gain), NULL, 0, 1e6},
        {"autapses", LAM_JSON_FLAG, LAM_JSON_OPTIONAL, AT(connection.autapses), NULL, 0, 0},
    };
#undef AT
    connection_entry entry = {.connection = {.gain = 1, .autapses = true}};
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    const lam_population *populations = network->model.populations;
    lam_json from = lam_json_member(at, "from"), to = lam_json_member(at, "to");
    lam_json location = lam_json_member(at, "location"), receptor = lam_json_member(at, "receptor");
    LAM_TRY(lam_json_find(&from, "population", entry.from, populations, network->n_real,
                          sizeof *populations, &entry.connection.source));
    LAM_TRY(lam_json_find(&to, "population", entry.to, populations, network->n_real,
                          sizeof *populations, &entry.connection.target));
    LAM_TRY(
        attach(network, &location, entry.location, &receptor, entry.receptor, &entry.connection));
    *connection = entry.connection;
    return LAM_OK;
}

/* ---- drives ---- */

typedef struct drive_entry {
    lam_drive drive;
    size_t event_seed;
    const char *event_seed_shift;
    double space_constant;
    json_t *weights[2], *synaptic_delays;
} drive_entry;

/* The receptors of drives; their weights stand under `weights_ampa` and `weights_nmda`. */
static const char *const drive_receptors[2] = {"ampa", "nmda"};
static const char *const drive_weights[2] = {"weights_ampa", "weights_nmda"};

static lam_status read_drive_fields(const lam_json *at, drive_entry *entry) {
#define AT(member) offsetof(drive_entry, member)
    static const lam_json_field fields[] = {
        {"type", LAM_JSON_TEXT, LAM_JSON_REQUIRED, AT(drive.kind), NULL, 0, 0},
        {"location", LAM_JSON_TEXT, LAM_JSON_REQUIRED, AT(drive.location), NULL, 0, 0},
        {"mu", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(drive.mu_ms), "ms", -1e9, 1e9},
        {"sigma", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(drive.sigma_ms), "ms", 0, 1e9},
        {"numspikes", LAM_JSON_COUNT, LAM_JSON_REQUIRED, AT(drive.n_spikes), NULL, 1, 10000},
        {"cell_specific", LAM_JSON_FLAG, LAM_JSON_REQUIRED, AT(drive.cell_specific), NULL, 0, 0},
        {"n_drive_cells", LAM_JSON_COUNT, LAM_JSON_OPTIONAL, AT(drive.n_cells), NULL, 1, 1e6},
        {"space_constant", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(space_constant), "grid", 1e-3,
         1e9},
        {"event_seed", LAM_JSON_COUNT, LAM_JSON_REQUIRED, AT(event_seed), NULL, 0, UINT32_MAX},
        {"event_seed_shift", LAM_JSON_TEXT, LAM_JSON_OPTIONAL, AT(event_seed_shift), NULL, 0, 0},
        {"weights_ampa", LAM_JSON_OBJECT, LAM_JSON_OPTIONAL, AT(weights[0]), NULL, 0, 0},
        {"weights_nmda", LAM_JSON_OBJECT, LAM_JSON_OPTIONAL, AT(weights[1]), NULL, 0, 0},
        {"synaptic_delays", LAM_JSON_OBJECT, LAM_JSON_REQUIRED, AT(synaptic_delays), NULL, 0, 0},
    };
#undef AT
    static const char *const kinds[] = {"evoked"}, *const shifts[] = {"none", "first_gid"};
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), entry));
    lam_json kind = lam_json_member(at, "type"), shift = lam_json_member(at, "event_seed_shift");
    lam_json n_cells = lam_json_member(at, "n_drive_cells");
    size_t unused;
    LAM_TRY(lam_json_find(&kind, "type of drive", entry->drive.kind, kinds, LAM_COUNT_OF(kinds),
                          sizeof *kinds, &unused));
    LAM_TRY(lam_json_find(&shift, "shift", entry->event_seed_shift, shifts, LAM_COUNT_OF(shifts),
                          sizeof *shifts, &unused));
    if (entry->drive.cell_specific != (n_cells.value == NULL)) {
        return lam_json_fail(&n_cells, "%s",
                             entry->drive.cell_specific
                                 ? "accepted: left out, a cell-specific drive has a cell for each "
                                   "target"
                                 : "missing; accepted: a whole number, as cell_specific is false");
    }
    return LAM_OK;
}

/* The weights and delays name populations, and each delay belongs to a weight. */
static lam_status check_targets(const lam_network *network, const lam_json *at,
                                const drive_entry *entry) {
    const lam_population *populations = network->model.populations;
    static const char *const keys[] = {"weights_ampa", "weights_nmda", "synaptic_delays"};
    for (size_t i = 0; i < LAM_COUNT_OF(keys); i++) {
        lam_json object = lam_json_member(at, keys[i]);
        const char *name;
        json_t *value;
        size_t unused;
        json_object_foreach(object.value, name, value) {
            lam_json place = lam_json_member(&object, name);
            LAM_TRY(lam_json_find(&place, "population", name, populations, network->n_real,
                                  sizeof *populations, &unused));
            if (json_object_get(entry->weights[0], name) == NULL &&
                json_object_get(entry->weights[1], name) == NULL) {
                return lam_json_fail(&place, "there is no weight for this delay; accepted: the "
                                             "populations of weights_ampa and weights_nmda");
            }
        }
    }
    return LAM_OK;
}

/* The connections of drive `population` onto one population of cells: none, ampa, nmda, or both. */
static lam_status connect_drive(lam_network *network, const lam_json *at, const drive_entry *entry,
                                size_t population, size_t target, size_t first_source,
                                lam_connection *connections, size_t *n_connections) {
    static const lam_json_field weight = {"", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, 0, "uS", 0,
                                          1e6};
    static const lam_json_field delay = {"", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, 0, "ms", 1e-3,
                                         1e6};
    const char *name = network->model.populations[target].name;
    lam_json location = lam_json_member(at, "location");
    for (size_t r = 0; r < 2; r++) {
        lam_json weights = lam_json_member(at, drive_weights[r]);
        lam_json delays = lam_json_member(at, "synaptic_delays");
        lam_json weight_at = lam_json_member(&weights, name);
        lam_json delay_at = lam_json_member(&delays, name);
        if (weight_at.value == NULL) {
            continue;
        }
        lam_connection *connection = &connections[(*n_connections)++];
        *connection =
            (lam_connection){.source = population,
                             .target = target,
                             .gain = 1,
                             .lamtha = entry->space_constant,
                             .autapses = true,
                             .one_to_one = entry->drive.cell_specific,
                             .first_source = entry->drive.cell_specific ? first_source : 0};
        LAM_TRY(lam_json_value(&weight_at, &weight, &connection->weight_uS));
        LAM_TRY(lam_json_value(&delay_at, &delay, &connection->delay_ms));
        LAM_TRY(attach(network, &location, entry->drive.location, &weight_at, drive_receptors[r],
                       connection));
    }
    return LAM_OK;
}

/* The cells of a cell-specific drive stand in the order of their targets. */
static lam_status read_drive(lam_network *network, const lam_json *at, size_t index,
                             lam_population *populations, lam_drive *drive,
                             lam_connection *connections, size_t *n_connections) {
    drive_entry entry = {.event_seed_shift = "none"};
    lam_model *model = &network->model;
    LAM_TRY(read_drive_fields(at, &entry));
    LAM_TRY(check_targets(network, at, &entry));
    for (size_t p = 0; p < network->n_real; p++) {
        size_t before = *n_connections;
        if (strcmp(populations[p].name, at->key) == 0) {
            return lam_json_fail(at, "is a population of cells already; accepted: another name");
        }
        LAM_TRY(connect_drive(network, at, &entry, model->n_populations, p,
                              model->n_gids + entry.drive.n_cells, connections, n_connections));
        if (*n_connections > before && entry.drive.cell_specific) {
            entry.drive.n_cells += population_size(&populations[p]);
        }
    }
    bool shifted = strcmp(entry.event_seed_shift, "first_gid") == 0;
    *drive = entry.drive;
    drive->name = at->key;
    drive->event_seed = (int64_t)(entry.event_seed + (shifted ? model->n_gids : 0));
    populations[model->n_populations++] =
        (lam_population){.name = at->key,
                         .cell_type = -1,
                         .drive = (int)index,
                         .first_gid = model->n_gids,
                         .end_gid = model->n_gids + drive->n_cells};
    model->n_gids += drive->n_cells;
    return LAM_OK;
}

lam_status lam_network_read_wiring(lam_network *network, const lam_json *connections_at,
                                   const lam_json *drives_at, lam_population *populations) {
    lam_model *model = &network->model;
    size_t n = json_array_size(connections_at->value), done = 0;
    const char *name;
    json_t *value;
    json_object_foreach(drives_at->value, name, value) {
        n += json_object_size(json_object_get(value, drive_weights[0]));
        n += json_object_size(json_object_get(value, drive_weights[1]));
    }
    lam_connection *connections = lam_network_alloc(network, n, sizeof *connections);
    lam_drive *drives =
        lam_network_alloc(network, json_object_size(drives_at->value), sizeof *drives);
    if (connections == NULL || drives == NULL) {
        return LAM_ERR_MEMORY;
    }
    model->connections = connections;
    model->drives = drives;
    json_object_foreach(drives_at->value, name, value) {
        lam_json place = lam_json_member(drives_at, name);
        LAM_TRY(read_drive(network, &place, model->n_drives, populations, &drives[model->n_drives],
                           connections, &done));
        model->n_drives++;
    }
    for (size_t i = 0; i < json_array_size(connections_at->value); i++) {
        lam_json place = lam_json_element(connections_at, i);
        LAM_TRY(read_connection(network, &place, &connections[done++]));
    }
    model->n_connections = done;
    return LAM_OK;
}
