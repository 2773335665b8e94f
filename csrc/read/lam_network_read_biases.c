/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_biases.c - reading what a network file says of currents injected into cells. */
#include "network/lam_network_impl.h"

#include <math.h>
#include <stdlib.h>

/* ---- biases ---- */

typedef struct bias_entry {
    lam_bias bias;
    const char *section;
    double share;
    size_t conn_seed;
    json_t *gids;
} bias_entry;

static lam_status read_fields(const lam_json *at, bias_entry *entry) {
#define LAM_ENTRY bias_entry
    static const lam_json_field fields[] = {
        LAM_QUANTITY("amplitude", LAM_JSON_REQUIRED, bias.amplitude_nA, "nA", -1e6, 1e6),
        LAM_QUANTITY("tstart", LAM_JSON_OPTIONAL, bias.tstart_ms, "ms", 0, 1e9),
        LAM_QUANTITY("tstop", LAM_JSON_OPTIONAL, bias.tstop_ms, "ms", 0, 1e9),
        LAM_TEXT("section", LAM_JSON_OPTIONAL, section),
        LAM_NUMBER("share", LAM_JSON_OPTIONAL, share, 0, 1),
        LAM_COUNT("conn_seed", LAM_JSON_OPTIONAL, conn_seed, 0, LAM_MAX_SEED),
        LAM_LIST("gids", LAM_JSON_OPTIONAL, gids),
    };
#undef LAM_ENTRY
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), entry));
    lam_json tstop = lam_json_member(at, "tstop"), seed = lam_json_member(at, "conn_seed");
    if (entry->bias.tstop_ms < entry->bias.tstart_ms) {
        return lam_json_fail(&tstop, "accepted: from tstart (%g ms) on", entry->bias.tstart_ms);
    }
    if (entry->gids != NULL && entry->share < 1) {
        return lam_json_fail(at, "accepted: `gids` or `share`, not both");
    }
    return entry->share < 1 && seed.value == NULL
               ? lam_json_fail(&seed, "missing; accepted: a whole number, as share is below 1")
               : LAM_OK;
}

/* Marks the cells that the file names. */
static lam_status mark_cells(const lam_json *at, const lam_population *population,
                             bool *is_chosen) {
    lam_json gids = lam_json_member(at, "gids");
    const lam_json_field field = {.kind = LAM_JSON_COUNT,
                                  .min = (double)population->first_gid,
                                  .max = (double)population->end_gid - 1};
    for (size_t i = 0; i < json_array_size(gids.value); i++) {
        lam_json place = lam_json_element(&gids, i);
        size_t gid;
        LAM_TRY(lam_json_value(&place, &field, &gid));
        is_chosen[gid - population->first_gid] = true;
    }
    return LAM_OK;
}

/* Finds the cells that get the current: those that the file names, or else, with a share below 1,
 * drawn among all cells of the population, as pairs are drawn among all pairs. */
static lam_status choose_cells(lam_network *network, const lam_json *at, const bias_entry *entry,
                               lam_bias *bias) {
    const lam_population *population = &network->model.populations[bias->population];
    size_t n = population->end_gid - population->first_gid;
    size_t *gids = lam_network_alloc(network, n, sizeof *gids);
    bool *is_chosen = lam_alloc(n, sizeof *is_chosen);
    lam_status status = gids == NULL || is_chosen == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK && entry->gids != NULL) {
        status = mark_cells(at, population, is_chosen);
    } else if (status == LAM_OK) {
        size_t n_chosen = (size_t)nearbyint((double)n * entry->share);
        status = lam_choose(entry->conn_seed, n, n_chosen, is_chosen);
    }
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        if (is_chosen[i]) {
            gids[bias->n_cells++] = population->first_gid + i;
        }
    }
    bias->gids = gids;
    free(is_chosen);
    return status;
}

static lam_status read_bias(lam_network *network, const lam_json *at, const char *name,
                            lam_bias *bias) {
    const lam_model *model = &network->model;
    bias_entry entry = {.bias = {.name = name, .tstop_ms = INFINITY}, .share = 1};
    LAM_TRY(lam_json_find(at, "population", at->key, model->populations, network->n_real,
                          sizeof *model->populations, &entry.bias.population));
    LAM_TRY(read_fields(at, &entry));
    const lam_cell_type *type =
        &model->cell_types[model->populations[entry.bias.population].cell_type];
    if (entry.section != NULL) {
        lam_json section = lam_json_member(at, "section");
        LAM_TRY(lam_json_find(&section, "section", entry.section, type->sections, type->n_sections,
                              sizeof *type->sections, &entry.bias.section));
    }
    LAM_TRY(choose_cells(network, at, &entry, &entry.bias));
    *bias = entry.bias;
    return LAM_OK;
}

lam_status lam_network_read_biases(lam_network *network, const lam_json *at) {
    lam_bias *biases =
        lam_network_alloc(network, lam_json_count(at->value) * network->n_real, sizeof *biases);
    if (biases == NULL) {
        return LAM_ERR_MEMORY;
    }
    network->model.biases = biases;
    lam_json place, target;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        LAM_TRY(lam_json_check_key(&place));
        if (!json_is_object(place.value)) {
            return lam_json_fail(&place, "accepted: an object {\"population\": ...}");
        }
        for (void *k = NULL; lam_json_next(&place, &k, &target);) {
            LAM_TRY(read_bias(network, &target, place.key, &biases[network->model.n_biases]));
            network->model.n_biases++;
        }
    }
    return LAM_OK;
}
