/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_drives.c - reading the drives of a network file: when their cells fire, and onto
 * what they project. */
#include "base/lam_sort_impl.h"
#include "network/lam_network_impl.h"

#include <math.h>
#include <string.h>

/* Drives have these receptors. Their weights stand under `weights_ampa` and `weights_nmda`. */
enum { N_RECEPTORS = 2, MAX_FIELDS = 24 };
static const char *const receptors[N_RECEPTORS] = {"ampa", "nmda"};
static const char *const weights_keys[N_RECEPTORS] = {"weights_ampa", "weights_nmda"};

typedef struct drive_entry {
    lam_drive drive;
    size_t event_seed, conn_seed;
    const char *event_seed_shift, *column;
    double space_constant;
    json_t *weights[N_RECEPTORS], *spikes, *position;
    json_t *any; /* of either kind: looked at by its own reader */
} drive_entry;

static const lam_json_field weight_field = {.kind = LAM_JSON_QUANTITY, .unit = "uS", .max = 1e6};
static const lam_json_field delay_field = {
    .kind = LAM_JSON_QUANTITY, .unit = "ms", .min = 1e-3, .max = 1e6};
static const lam_json_field rate_field = {.kind = LAM_JSON_QUANTITY, .unit = "Hz", .max = 1e6};
static const lam_json_field share_field = {.kind = LAM_JSON_NUMBER, .max = 1};

/* ---- fields ---- */

#define LAM_ENTRY drive_entry
static const lam_json_field common[] = {
    LAM_TEXT("type", LAM_JSON_REQUIRED, drive.kind),
    LAM_FLAG("cell_specific", LAM_JSON_REQUIRED, drive.cell_specific),
    LAM_TEXT("location", LAM_JSON_OPTIONAL, drive.location),
    LAM_COUNT("n_drive_cells", LAM_JSON_OPTIONAL, drive.n_cells, 1, 1e6),
    LAM_QUANTITY("space_constant", LAM_JSON_OPTIONAL, space_constant, "grid", 1e-3, 1e9),
    LAM_COUNT("event_seed", LAM_JSON_OPTIONAL, event_seed, -(double)UINT32_MAX, UINT32_MAX),
    LAM_TEXT("event_seed_shift", LAM_JSON_OPTIONAL, event_seed_shift),
    LAM_OBJECT("weights_ampa", LAM_JSON_OPTIONAL, weights[0]),
    LAM_OBJECT("weights_nmda", LAM_JSON_OPTIONAL, weights[1]),
    LAM_COUNT("conn_seed", LAM_JSON_OPTIONAL, conn_seed, 0, LAM_MAX_SEED),
    LAM_LIST("position", LAM_JSON_OPTIONAL, position),
    LAM_TEXT("column", LAM_JSON_OPTIONAL, column),
    LAM_ANY("synaptic_delays", LAM_JSON_OPTIONAL, any),
    LAM_ANY("probability", LAM_JSON_OPTIONAL, any),
};
static const lam_json_field evoked[] = {
    LAM_QUANTITY("mu", LAM_JSON_REQUIRED, drive.mu_ms, "ms", -1e9, 1e9),
    LAM_QUANTITY("sigma", LAM_JSON_REQUIRED, drive.sigma_ms, "ms", 0, 1e9),
    LAM_COUNT("numspikes", LAM_JSON_REQUIRED, drive.n_spikes, 0, 10000),
};
static const lam_json_field poisson[] = {
    LAM_ANY("rate_constant", LAM_JSON_REQUIRED, any),
    LAM_QUANTITY("tstart", LAM_JSON_OPTIONAL, drive.tstart_ms, "ms", 0, 1e9),
    LAM_QUANTITY("tstop", LAM_JSON_OPTIONAL, drive.tstop_ms, "ms", 0, 1e9),
};
static const lam_json_field bursty[] = {
    LAM_QUANTITY("tstart", LAM_JSON_OPTIONAL, drive.tstart_ms, "ms", 0, 1e9),
    LAM_QUANTITY("tstop", LAM_JSON_OPTIONAL, drive.tstop_ms, "ms", 0, 1e9),
    LAM_QUANTITY("tstart_std", LAM_JSON_OPTIONAL, drive.tstart_std_ms, "ms", 0, 1e9),
    LAM_QUANTITY("burst_rate", LAM_JSON_REQUIRED, drive.burst_rate_Hz, "Hz", 1e-6, 1e6),
    LAM_QUANTITY("burst_std", LAM_JSON_OPTIONAL, drive.burst_std_ms, "ms", 0, 1e9),
    LAM_COUNT("numspikes", LAM_JSON_OPTIONAL, drive.n_spikes, 1, 10000),
    LAM_QUANTITY("spike_isi", LAM_JSON_OPTIONAL, drive.spike_isi_ms, "ms", 0, 1e9),
};
static const lam_json_field spike_train[] = {
    LAM_LIST("spikes", LAM_JSON_REQUIRED, spikes),
};
#undef LAM_ENTRY

static const struct kind {
    const char *name;
    const lam_json_field *fields;
    size_t n_fields;
} kinds[] = {
    {"evoked", evoked, LAM_COUNT_OF(evoked)},
    {"poisson", poisson, LAM_COUNT_OF(poisson)},
    {"bursty", bursty, LAM_COUNT_OF(bursty)},
    {"spike_train", spike_train, LAM_COUNT_OF(spike_train)},
};

static bool is_spike_train(const drive_entry *entry) {
    return strcmp(entry->drive.kind, "spike_train") == 0;
}

static bool has_weights(const drive_entry *entry) {
    return entry->weights[0] != NULL || entry->weights[1] != NULL;
}

/* Refuses a key that is missing where it must be there, or is there where it must not be. */
static lam_status check_presence(const lam_json *at, const char *key, bool wanted,
                                 const char *why) {
    lam_json place = lam_json_member(at, key);
    if ((place.value != NULL) == wanted) {
        return LAM_OK;
    }
    return wanted ? lam_json_fail(&place, "missing; accepted: a value, as %s", why)
                  : lam_json_fail(&place, "accepted: left out, as %s", why);
}

static lam_status check_fields(const lam_json *at, const drive_entry *entry) {
    static const char *const of_weights[] = {"location", "space_constant", "synaptic_delays"};
    const char *why = "the drive has no weights of its own";
    for (size_t i = 0; i < LAM_COUNT_OF(of_weights); i++) {
        LAM_TRY(check_presence(at, of_weights[i], has_weights(entry),
                               has_weights(entry) ? "the drive has weights" : why));
    }
    if (!has_weights(entry)) {
        LAM_TRY(check_presence(at, "probability", false, why));
        LAM_TRY(check_presence(at, "conn_seed", false, why));
    }
    bool counted = has_weights(entry) && entry->drive.cell_specific;
    if (is_spike_train(entry)) {
        why = "there is a drive cell for each list of spikes";
        LAM_TRY(check_presence(at, "event_seed", false, "nothing is drawn"));
        return check_presence(at, "n_drive_cells", false, why);
    }
    LAM_TRY(check_presence(at, "event_seed", true, "event times are drawn"));
    return check_presence(at, "n_drive_cells", !counted,
                          counted ? "a cell-specific drive has a cell for each target"
                                  : "cell_specific is false, or connections are listed");
}

/* These limits are those of HNN-core: drives.py, _check_drive_parameter_values. */
static lam_status check_times(const lam_json *at, const lam_drive *drive) {
    lam_json tstop = lam_json_member(at, "tstop"), rate = lam_json_member(at, "burst_rate");
    double burst_ms = ((double)drive->n_spikes - 1) * drive->spike_isi_ms;
    if (drive->tstop_ms < drive->tstart_ms) {
        return lam_json_fail(&tstop, "accepted: from tstart (%g ms) on", drive->tstart_ms);
    }
    if (rate.value != NULL && burst_ms > 1000 / drive->burst_rate_Hz) { /* s, ms */
        return lam_json_fail(&rate,
                             "accepted: at most %.10g Hz, with a period of the %.10g ms that a "
                             "burst lasts",
                             1000 / burst_ms, burst_ms);
    }
    return LAM_OK;
}

static lam_status read_fields(const lam_json *at, drive_entry *entry) {
    static const char *const shifts[] = {"none", "first_gid"};
    lam_json_field fields[MAX_FIELDS];
    lam_json type = lam_json_member(at, "type"), shift = lam_json_member(at, "event_seed_shift");
    size_t kind, unused;
    LAM_TRY(lam_json_check_key(at));
    if (!json_is_object(at->value)) {
        return lam_json_fail(at, "accepted: an object {\"key\": ...}");
    }
    LAM_TRY(lam_json_value(&type, &common[0], &entry->drive.kind));
    LAM_TRY(lam_json_find(&type, "type of drive", entry->drive.kind, kinds, LAM_COUNT_OF(kinds),
                          sizeof *kinds, &kind));
    memcpy(fields, common, sizeof common);
    memcpy(fields + LAM_COUNT_OF(common), kinds[kind].fields,
           kinds[kind].n_fields * sizeof *fields);
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(common) + kinds[kind].n_fields, entry));
    LAM_TRY(lam_json_find(&shift, "shift", entry->event_seed_shift, shifts, LAM_COUNT_OF(shifts),
                          sizeof *shifts, &unused));
    LAM_TRY(check_times(at, &entry->drive));
    return check_fields(at, entry);
}

/* ---- values by population, or one for all ---- */

static lam_status value_for(const lam_json *at, const lam_json_field *field, const char *population,
                            double *value_out) {
    if (!json_is_object(at->value)) {
        return lam_json_value(at, field, value_out);
    }
    lam_json place = lam_json_member(at, population);
    return lam_json_value(&place, field, value_out);
}

/* The keys must name populations. Those of delays and probabilities must have a weight, too. */
static lam_status check_targets(const lam_network *network, const lam_json *at,
                                const drive_entry *entry) {
    static const char *const keys[] = {"weights_ampa", "weights_nmda", "synaptic_delays",
                                       "probability", "rate_constant"};
    const lam_population *populations = network->model.populations;
    for (size_t i = 0; i < LAM_COUNT_OF(keys); i++) {
        lam_json object = lam_json_member(at, keys[i]), place;
        for (void *k = NULL; lam_json_next(&object, &k, &place);) {
            const char *name = place.key;
            double rate_Hz;
            size_t unused;
            LAM_TRY(lam_json_find(&place, "population", name, populations, network->n_real,
                                  sizeof *populations, &unused));
            if (strcmp(keys[i], "rate_constant") == 0) {
                LAM_TRY(lam_json_value(&place, &rate_field, &rate_Hz));
            } else if (json_object_get(entry->weights[0], name) == NULL &&
                       json_object_get(entry->weights[1], name) == NULL) {
                return lam_json_fail(&place, "there is no weight for this; accepted: the "
                                             "populations of weights_ampa and weights_nmda");
            }
        }
    }
    return LAM_OK;
}

/* ---- what the cells of a drive project onto ---- */

static lam_status draw_pairs(lam_network *network, const lam_json *at, const drive_entry *entry,
                             size_t source, size_t first_source, uint64_t seed,
                             lam_connection *connection) {
    const lam_population *target = &network->model.populations[connection->target];
    const lam_population drive = {.first_gid = network->model.n_gids,
                                  .end_gid = network->model.n_gids + entry->drive.n_cells};
    connection->source = source;
    return entry->drive.cell_specific
               ? lam_pairs_one_to_one(network, first_source, &drive, target, seed, connection)
               : lam_pairs_all(network, at, &drive, NULL, target, NULL, seed, connection);
}

/* Adds the connections of drive `source` onto one population: by ampa, by nmda, by both or by
 * none. */
static lam_status connect_target(lam_network *network, const lam_json *at, const drive_entry *entry,
                                 size_t source, size_t target, size_t first_source, uint64_t seed,
                                 lam_connection *connections, size_t *n_connections) {
    const char *name = network->model.populations[target].name;
    lam_json location = lam_json_member(at, "location");
    lam_json delays = lam_json_member(at, "synaptic_delays");
    for (size_t r = 0; r < N_RECEPTORS; r++) {
        lam_json probability = lam_json_member(at, "probability"); /* reading replaces it */
        lam_json weights = lam_json_member(at, weights_keys[r]);
        lam_json weight = lam_json_member(&weights, name);
        if (weight.value == NULL) {
            continue;
        }
        lam_connection *connection = &connections[(*n_connections)++];
        *connection = (lam_connection){.target = target,
                                       .gain = 1,
                                       .lamtha = entry->space_constant,
                                       .probability = 1,
                                       .threshold_mV = network->model.threshold_mV,
                                       .autapses = true};
        LAM_TRY(lam_json_value(&weight, &weight_field, &connection->weight_uS));
        LAM_TRY(value_for(&delays, &delay_field, name, &connection->delay_ms));
        if (probability.value != NULL) {
            LAM_TRY(value_for(&probability, &share_field, name, &connection->probability));
        }
        LAM_TRY(lam_network_attach(network, &location, entry->drive.location, &weight, receptors[r],
                                   connection));
        LAM_TRY(draw_pairs(network, at, entry, source, first_source, seed, connection));
    }
    return LAM_OK;
}

/* A drive that is cell-specific has one cell for each target cell, in the order of the targets. */
static lam_status connect_drive(lam_network *network, const lam_json *at, drive_entry *entry,
                                lam_connection *connections, size_t *n_connections) {
    const lam_model *model = &network->model;
    size_t n_targets = 0, n_own_cells = 0;
    for (size_t p = 0; p < network->n_real && has_weights(entry); p++) {
        const lam_population *target = &model->populations[p];
        size_t before = *n_connections;
        LAM_TRY(connect_target(network, at, entry, model->n_populations, p,
                               model->n_gids + n_own_cells, entry->conn_seed + n_targets,
                               connections, n_connections));
        if (*n_connections > before) {
            n_targets++;
            n_own_cells += entry->drive.cell_specific ? target->end_gid - target->first_gid : 0;
        }
    }
    if (entry->drive.cell_specific && has_weights(entry)) {
        entry->drive.n_cells = n_own_cells;
    }
    return LAM_OK;
}

/* ---- when they fire ---- */

/* [[[times of cell 0], ...], "ms"] */
static lam_status read_spikes(lam_network *network, const lam_json *at, lam_drive *drive) {
    const char *unit = json_string_value(json_array_get(at->value, 1));
    lam_json cells = lam_json_element(at, 0);
    size_t n_cells = json_array_size(cells.value), n = 0;
    if (json_array_size(at->value) != 2 || n_cells == 0 || unit == NULL ||
        strcmp(unit, "ms") != 0) {
        return lam_json_fail(at, "accepted: [[[times of a cell], ...], \"ms\"]");
    }
    for (size_t k = 0; k < n_cells; k++) {
        n += json_array_size(json_array_get(cells.value, k));
    }
    size_t *first = lam_network_alloc(network, n_cells + 1, sizeof *first);
    double *times_ms = lam_network_alloc(network, n, sizeof *times_ms);
    if (first == NULL || times_ms == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t k = 0; k < n_cells; k++) {
        lam_json list = lam_json_element(&cells, k);
        first[k + 1] = first[k];
        if (!json_is_array(list.value)) {
            return lam_json_fail(&list, "accepted: a list of times");
        }
        for (size_t i = 0; i < json_array_size(list.value); i++) {
            static const lam_json_field time = {.kind = LAM_JSON_NUMBER, .min = -1e9, .max = 1e9};
            lam_json place = lam_json_element(&list, i);
            LAM_TRY(lam_json_value(&place, &time, &times_ms[first[k + 1]++]));
        }
        lam_sort_doubles(first[k + 1] - first[k], times_ms + first[k]);
    }
    drive->n_cells = n_cells;
    drive->first_spike = first;
    drive->spike_ms = times_ms;
    return LAM_OK;
}

/* Sets the rate of the drive cells that project onto a population. */
static lam_status add_rates(const lam_network *network, const lam_json *rate, size_t source,
                            double *rates_Hz) {
    const lam_model *model = &network->model;
    const lam_population *drive = &model->populations[source];
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_connection *connection = &model->connections[c];
        if (connection->source != source) {
            continue;
        }
        double rate_Hz;
        LAM_TRY(
            value_for(rate, &rate_field, model->populations[connection->target].name, &rate_Hz));
        for (size_t k = 0; k < drive->end_gid - drive->first_gid; k++) {
            if (lam_pairs_have(connection, k)) {
                rates_Hz[k] = rate_Hz;
            }
        }
    }
    return LAM_OK;
}

lam_status lam_network_read_rates(lam_network *network, const lam_json *at, size_t source,
                                  lam_drive *drive) {
    lam_json rate = lam_json_member(at, "rate_constant");
    if (rate.value == NULL) {
        return LAM_OK;
    }
    lam_drive_rate *rates = lam_network_alloc(network, drive->n_cells, sizeof *rates);
    double *rates_Hz = lam_network_alloc(network, drive->n_cells, sizeof *rates_Hz);
    if (rates == NULL || rates_Hz == NULL) {
        return LAM_ERR_MEMORY;
    }
    LAM_TRY(drive->cell_specific ? add_rates(network, &rate, source, rates_Hz)
                                 : lam_json_value(&rate, &rate_field, &rates_Hz[0]));
    for (size_t k = 1; k < drive->n_cells && !drive->cell_specific; k++) {
        rates_Hz[k] = rates_Hz[0];
    }
    for (size_t k = 0; k < drive->n_cells; k++) { /* neighbours of equal rate share an entry */
        if (drive->n_rates > 0 && rates_Hz[k] == rates[drive->n_rates - 1].rate_Hz &&
            rates[drive->n_rates - 1].end_cell == k) {
            rates[drive->n_rates - 1].end_cell++;
        } else if (rates_Hz[k] > 0) {
            rates[drive->n_rates++] = (lam_drive_rate){k, k + 1, rates_Hz[k]};
        }
    }
    drive->rates = rates;
    return LAM_OK;
}

/* ---- a drive ---- */

lam_status lam_network_read_drive(lam_network *network, const lam_json *at,
                                  lam_population *populations, lam_drive *drive,
                                  lam_connection *connections, size_t *n_connections) {
    drive_entry entry = {
        .drive = {.n_spikes = 2, .tstop_ms = INFINITY, .spike_isi_ms = 10},
        .conn_seed = 3,
        .event_seed_shift = "none",
    };
    lam_model *model = &network->model;
    int column;
    lam_json position = lam_json_member(at, "position"), spikes = lam_json_member(at, "spikes");
    LAM_TRY(read_fields(at, &entry));
    LAM_TRY(check_targets(network, at, &entry));
    LAM_TRY(lam_network_read_column(network, at, entry.column, &column));
    lam_model_column *grid = &network->grids[1 + column];
    memcpy(entry.drive.position_um, grid->origin_um, sizeof grid->origin_um);
    if (position.value != NULL) {
        LAM_TRY(lam_json_point(&position, "um", entry.drive.position_um));
    }
    for (size_t p = 0; p < network->n_real; p++) {
        if (strcmp(populations[p].name, at->key) == 0) {
            return lam_json_fail(at, "is a population of cells already; accepted: another name");
        }
    }
    if (is_spike_train(&entry)) {
        LAM_TRY(read_spikes(network, &spikes, &entry.drive));
    }
    size_t n_lists = entry.drive.n_cells;
    LAM_TRY(connect_drive(network, at, &entry, connections, n_connections));
    if (is_spike_train(&entry) && entry.drive.n_cells != n_lists) {
        return lam_json_fail(&spikes, "lists of %zu cells; accepted: %zu, one for each target cell",
                             n_lists, entry.drive.n_cells);
    }
    bool shifted = strcmp(entry.event_seed_shift, "first_gid") == 0;
    lam_json seed = lam_json_member(at, "event_seed");
    size_t first_gid = column >= 0 ? grid->n_gids : model->n_gids; /* as if it were alone */
    *drive = entry.drive;
    drive->name = at->key;
    drive->event_seed = json_integer_value(seed.value) + (shifted ? (int64_t)first_gid : 0);
    if (drive->event_seed < 0) {
        return lam_json_fail(&seed, "accepted: 0 and above, with what event_seed_shift adds");
    }
    populations[model->n_populations++] =
        (lam_population){.name = at->key,
                         .cell_type = -1,
                         .drive = (int)model->n_drives,
                         .column = column,
                         .first_gid = model->n_gids,
                         .end_gid = model->n_gids + drive->n_cells,
                         .baseline = at->key};
    grid->n_gids += drive->n_cells;
    model->n_gids += drive->n_cells;
    return LAM_OK;
}
