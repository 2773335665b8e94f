/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_read_drives.c - the drives of HNN-core's network file, and its biases and electrode
 * arrays. */
#include "hnn/lam_hnn_impl.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_CELLS = 1000000 };

/* ---- when the cells of a drive fire ---- */

typedef struct dynamics_entry {
    json_t *ignored, *any;
} dynamics_entry;

#define LAM_ENTRY dynamics_entry
static const lam_json_field evoked[] = {
    LAM_ANY("mu", LAM_JSON_REQUIRED, any),
    LAM_ANY("sigma", LAM_JSON_REQUIRED, any),
    LAM_ANY("numspikes", LAM_JSON_REQUIRED, any),
};
static const lam_json_field poisson[] = {
    LAM_ANY("tstart", LAM_JSON_OPTIONAL, any),
    LAM_ANY("tstop", LAM_JSON_OPTIONAL, any),
    LAM_ANY("rate_constant", LAM_JSON_REQUIRED, any),
};
static const lam_json_field bursty[] = {
    LAM_ANY("tstart", LAM_JSON_OPTIONAL, any),    LAM_ANY("tstart_std", LAM_JSON_OPTIONAL, any),
    LAM_ANY("tstop", LAM_JSON_OPTIONAL, any),     LAM_ANY("burst_rate", LAM_JSON_REQUIRED, any),
    LAM_ANY("burst_std", LAM_JSON_OPTIONAL, any), LAM_ANY("numspikes", LAM_JSON_OPTIONAL, any),
    LAM_ANY("spike_isi", LAM_JSON_OPTIONAL, any),
};
static const lam_json_field spike_train[] = {
    LAM_ANY("times", LAM_JSON_REQUIRED, any),
    LAM_ANY("gids", LAM_JSON_REQUIRED, any),
};
#undef LAM_ENTRY

/* These are all keys that a kind of drive can have, with their units. */
static const lam_hnn_number numbers[] = {
    {"mu", "mu", "ms", LAM_JSON_OPTIONAL},
    {"sigma", "sigma", "ms", LAM_JSON_OPTIONAL},
    {"tstart", "tstart", "ms", LAM_JSON_OPTIONAL},
    {"tstart_std", "tstart_std", "ms", LAM_JSON_OPTIONAL},
    {"tstop", "tstop", "ms", LAM_JSON_OPTIONAL},
    {"burst_rate", "burst_rate", "Hz", LAM_JSON_OPTIONAL},
    {"burst_std", "burst_std", "ms", LAM_JSON_OPTIONAL},
    {"spike_isi", "spike_isi", "ms", LAM_JSON_OPTIONAL},
    {"numspikes", "numspikes", NULL, LAM_JSON_OPTIONAL},
};

static const struct kind {
    const char *name, *as;
    const lam_json_field *fields;
    size_t n_fields;
} kinds[] = {
    {"evoked", "evoked", evoked, LAM_COUNT_OF(evoked)},
    {"gaussian", "evoked", evoked, LAM_COUNT_OF(evoked)},
    {"poisson", "poisson", poisson, LAM_COUNT_OF(poisson)},
    {"bursty", "bursty", bursty, LAM_COUNT_OF(bursty)},
    {"spike_train", "spike_train", spike_train, LAM_COUNT_OF(spike_train)},
};

/* Turns a list of times and a list of the cells that they belong to, counted from 0, into a list of
 * times for each cell. */
static lam_status read_spikes(lam_hnn *hnn, const lam_json *at, size_t n_cells, json_t *to) {
    lam_json times = lam_json_member(at, "times"), gids = lam_json_member(at, "gids");
    if (!json_is_array(times.value)) {
        return lam_json_fail(&times, "%saccepted: a list of times in ms",
                             times.value == NULL ? "missing; " : "");
    }
    size_t n = json_array_size(times.value);
    if (!json_is_array(gids.value) || json_array_size(gids.value) != n) {
        return lam_json_fail(&gids, "%saccepted: a list of %zu cells, one for each time",
                             gids.value == NULL ? "missing; " : "", n);
    }
    json_t *lists = json_array();
    LAM_TRY(lam_hnn_add(hnn, to, "spikes", json_pack("[o,s]", lists, "ms"), times.value));
    for (size_t k = 0; k < n_cells; k++) {
        LAM_TRY(lam_hnn_add(hnn, lists, NULL, json_array(), NULL));
    }
    for (size_t i = 0; i < n; i++) {
        lam_json time = lam_json_element(&times, i), gid = lam_json_element(&gids, i);
        long long k = json_integer_value(gid.value);
        if (!json_is_integer(gid.value) || k < 0 || (size_t)k >= n_cells) {
            return lam_json_fail(&gid, "accepted: a cell of the drive, 0 to %zu", n_cells - 1);
        }
        if (!json_is_number(time.value)) {
            return lam_json_fail(&time, "accepted: a number, in ms");
        }
        LAM_TRY(lam_hnn_share(hnn, json_array_get(lists, (size_t)k), NULL, time.value));
    }
    return LAM_OK;
}

/* A population onto which the drive has connections, but for which it has no rate, gets no spikes
 * (drives.py, _drive_cell_event_times). */
static lam_status read_rates(lam_hnn *hnn, const lam_json *at, size_t source, json_t *to) {
    LAM_TRY(lam_hnn_add_by_population(hnn, at, "Hz", to, "rate_constant"));
    json_t *rates = json_object_get(to, "rate_constant");
    for (size_t i = 0; i < hnn->n_connections && json_is_object(rates); i++) {
        const char *target = hnn->populations[hnn->connections[i].target].name;
        if (hnn->connections[i].source == source && json_object_get(rates, target) == NULL) {
            LAM_TRY(lam_hnn_add(hnn, rates, target, json_pack("[i,s]", 0, "Hz"), at->value));
        }
    }
    return LAM_OK;
}

static lam_status read_dynamics(lam_hnn *hnn, const lam_json *at, const struct kind *kind,
                                size_t source, json_t *to) {
    const lam_hnn_population *population = &hnn->populations[source];
    dynamics_entry entry;
    LAM_TRY(lam_hnn_read_fields(at, kind->fields, kind->n_fields, &entry));
    if (kind->fields == spike_train) {
        return read_spikes(hnn, at, population->end_gid - population->first_gid, to);
    }
    if (kind->fields == poisson) {
        lam_json rate = lam_json_member(at, "rate_constant");
        LAM_TRY(read_rates(hnn, &rate, source, to));
    }
    return lam_hnn_add_numbers(hnn, at, numbers, LAM_COUNT_OF(numbers), to);
}

/* ---- drives ---- */

typedef struct drive_entry {
    json_t *ignored, *any, *dynamics;
    const char *type, *name, *location;
    size_t n_cells;
    bool cell_specific;
} drive_entry;

static lam_status read_fields(const lam_json *at, drive_entry *entry) {
#define LAM_ENTRY drive_entry
    static const lam_json_field fields[] = {
        LAM_TEXT("type", LAM_JSON_REQUIRED, type),
        LAM_TEXT("name", LAM_JSON_OPTIONAL, name),
        LAM_TEXT("location", LAM_JSON_OPTIONAL, location),
        LAM_COUNT("n_drive_cells", LAM_JSON_REQUIRED, n_cells, 1, MAX_CELLS),
        LAM_FLAG("cell_specific", LAM_JSON_REQUIRED, cell_specific),
        LAM_OBJECT("dynamics", LAM_JSON_REQUIRED, dynamics),
        LAM_ANY("event_seed", LAM_JSON_OPTIONAL, any),
        LAM_ANY("conn_seed", LAM_JSON_OPTIONAL, any),
        LAM_ANY("weights_ampa", LAM_JSON_OPTIONAL, any),
        LAM_ANY("weights_nmda", LAM_JSON_OPTIONAL, any),
        LAM_ANY("synaptic_delays", LAM_JSON_OPTIONAL, any),
        LAM_ANY("probability", LAM_JSON_OPTIONAL, any),
    };
#undef LAM_ENTRY
    return lam_hnn_read_fields(at, fields, LAM_COUNT_OF(fields), entry);
}

static lam_status add_weights(lam_hnn *hnn, const lam_json *at, const json_t *of_connection,
                              json_t *to) {
    static const char *const keys[] = {"weights_ampa", "weights_nmda"};
    for (size_t i = 0; i < LAM_COUNT_OF(keys); i++) {
        lam_json weights = lam_json_member(at, keys[i]);
        if (json_object_size(weights.value) > 0) {
            LAM_TRY(lam_hnn_add_by_population(hnn, &weights, "uS", to, keys[i]));
        }
    }
    lam_json location = lam_json_member(at, "location");
    lam_json delays = lam_json_member(at, "synaptic_delays");
    lam_json probability = lam_hnn_member(at, "probability");
    lam_json seed = lam_hnn_member(at, "conn_seed");
    LAM_TRY(lam_hnn_share(hnn, to, "location", location.value));
    LAM_TRY(lam_hnn_add_lamtha(hnn, of_connection, to, "space_constant"));
    LAM_TRY(lam_hnn_add_by_population(hnn, &delays, "ms", to, "synaptic_delays"));
    bool is_all = json_is_number(probability.value) && json_number_value(probability.value) == 1;
    if (probability.value != NULL && !is_all) {
        LAM_TRY(lam_hnn_add_by_population(hnn, &probability, NULL, to, "probability"));
    }
    return seed.value == NULL ? LAM_OK : lam_hnn_share(hnn, to, "conn_seed", seed.value);
}

/* Reads how many cells the drive has and onto what they project, unless the connections stay
 * listed. */
static lam_status add_targets(lam_hnn *hnn, const lam_json *at, size_t source,
                              const drive_entry *entry, json_t *to) {
    const json_t *numbers_of_one;
    bool is_spike_train = strcmp(entry->type, "spike_train") == 0;
    LAM_TRY(lam_hnn_match_drive(hnn, source, at->value, &numbers_of_one));
    if (numbers_of_one != NULL) {
        LAM_TRY(add_weights(hnn, at, numbers_of_one, to));
    }
    return is_spike_train || (numbers_of_one != NULL && entry->cell_specific)
               ? LAM_OK
               : lam_hnn_share(hnn, to, "n_drive_cells",
                               json_object_get(at->value, "n_drive_cells"));
}

static lam_status read_drive(lam_hnn *hnn, const lam_json *root, const lam_json *at, size_t source,
                             json_t *to) {
    const lam_hnn_population *population = &hnn->populations[source];
    lam_json type = lam_json_member(at, "type"), name = lam_json_member(at, "name");
    lam_json n_cells = lam_json_member(at, "n_drive_cells");
    lam_json dynamics = lam_json_member(at, "dynamics"), seed = lam_json_member(at, "event_seed");
    drive_entry entry = {.name = at->key};
    size_t kind, n = population->end_gid - population->first_gid;
    json_t *made = json_object();
    LAM_TRY(lam_hnn_add(hnn, to, at->key, made, at->value));
    LAM_TRY(read_fields(at, &entry));
    LAM_TRY(lam_json_find(&type, "type of drive", entry.type, kinds, LAM_COUNT_OF(kinds),
                          sizeof *kinds, &kind));
    if (strcmp(entry.name, at->key) != 0) {
        return lam_json_fail(&name, "accepted: \"%.63s\", the key of the drive", at->key);
    }
    if (entry.n_cells != n) {
        return lam_json_fail(&n_cells, "accepted: %zu, as many as it has in gid_ranges", n);
    }
    LAM_TRY(lam_hnn_add(hnn, made, "type", json_string(kinds[kind].as), type.value));
    LAM_TRY(lam_hnn_add(hnn, made, "cell_specific", json_boolean(entry.cell_specific), NULL));
    LAM_TRY(read_dynamics(hnn, &dynamics, &kinds[kind], source, made));
    if (kinds[kind].fields != spike_train && seed.value != NULL) {
        LAM_TRY(lam_hnn_share(hnn, made, "event_seed", seed.value));
    }
    LAM_TRY(add_targets(hnn, at, source, &entry, made));
    return lam_hnn_add_place(hnn, root, at->key, made);
}

/* The drives are read in the order of their gids. */
lam_status lam_hnn_read_drives(lam_hnn *hnn, const lam_json *root) {
    lam_json drives = lam_hnn_member(root, "external_drives");
    if (hnn->n_populations == hnn->n_cell_populations) {
        return LAM_OK;
    }
    json_t *made = json_object();
    LAM_TRY(lam_hnn_add(hnn, hnn->network, "drives", made, drives.value));
    for (size_t p = hnn->n_cell_populations; p < hnn->n_populations; p++) {
        lam_json at = lam_json_member(&drives, hnn->populations[p].name);
        LAM_TRY(read_drive(hnn, root, &at, p, made));
    }
    return LAM_OK;
}
