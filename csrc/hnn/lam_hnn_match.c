/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_match.c - does a drive of HNN-core's network file imply exactly the connections that the
 * file lists for it? Then one number of the drive can be changed instead of many. */
#include "hnn/lam_hnn_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_RECEPTORS = 2 };
static const char *const receptors[N_RECEPTORS] = {"ampa", "nmda"};
static const char *const weights_keys[N_RECEPTORS] = {"weights_ampa", "weights_nmda"};

/* What a drive says, and how far the comparison has come. */
typedef struct drive_rule {
    size_t source;
    const json_t *weights[N_RECEPTORS], *delays, *probabilities;
    const char *location;
    bool cell_specific;
    uint64_t conn_seed;
    size_t n_targets, n_own_cells, n_matched; /* so far */
    const json_t *numbers;                    /* of the first connection */
    double lamtha;
} drive_rule;

static size_t size_of(const lam_hnn_population *population) {
    return population->end_gid - population->first_gid;
}

/* Returns the one number for all populations, or the one for this population, or NAN if there is
 * neither. */
static double value_for(const json_t *value, const char *population) {
    const json_t *number = json_is_object(value) ? json_object_get(value, population) : value;
    return json_is_number(number) ? json_number_value(number) : NAN;
}

/* Are all pairs of the connection among those that the draw keeps? */
static bool are_chosen(const lam_hnn *hnn, const drive_rule *rule,
                       const lam_hnn_connection *connection, const bool *is_chosen) {
    const lam_hnn_population *source = &hnn->populations[connection->source];
    const lam_hnn_population *target = &hnn->populations[connection->target];
    const char *key;
    json_t *list;
    json_object_foreach(connection->gid_pairs, key, list) {
        size_t s = strtoul(key, NULL, 10) - source->first_gid;
        for (size_t i = 0; i < json_array_size(list); i++) {
            size_t t = (size_t)json_integer_value(json_array_get(list, i)) - target->first_gid;
            if (!is_chosen[rule->cell_specific ? t : s * size_of(target) + t]) {
                return false;
            }
        }
    }
    return true;
}

/* HNN-core joins each cell of a cell-specific drive to its target, and those of other drives to all
 * cells. If the probability is below 1 it keeps a share of these pairs (network.py, _attach_drive
 * and _connection_probability). */
static lam_status match_pairs(const lam_hnn *hnn, const drive_rule *rule,
                              const lam_hnn_connection *connection, double probability,
                              bool *matches_out) {
    enum { MOST = 1 << 24 }; /* if there are more pairs to draw from, the connections stay listed */
    const lam_hnn_population *source = &hnn->populations[connection->source];
    const lam_hnn_population *target = &hnn->populations[connection->target];
    size_t n = size_of(target) * (rule->cell_specific ? 1 : size_of(source));
    long long shift =
        (long long)(source->first_gid + rule->n_own_cells) - (long long)target->first_gid;
    size_t n_kept = (size_t)nearbyint((double)n * probability);
    *matches_out =
        connection->n_pairs == n_kept && (!rule->cell_specific || n_kept == 0 ||
                                          (connection->is_shift && connection->shift == shift));
    if (!*matches_out || probability == 1 || n > MOST) {
        *matches_out &= n <= MOST || probability == 1;
        return LAM_OK;
    }
    bool *is_chosen = lam_alloc(n, sizeof *is_chosen);
    if (is_chosen == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = lam_choose(rule->conn_seed + rule->n_targets, n, n_kept, is_chosen);
    *matches_out = status == LAM_OK && are_chosen(hnn, rule, connection, is_chosen);
    free(is_chosen);
    return status;
}

/* Returns the one connection of the drive onto a population by a receptor, or NULL if there is none
 * or several. */
static const lam_hnn_connection *only_connection(const lam_hnn *hnn, size_t source, size_t target,
                                                 const char *receptor) {
    const lam_hnn_connection *found = NULL;
    for (size_t i = 0; i < hnn->n_connections; i++) {
        const lam_hnn_connection *connection = &hnn->connections[i];
        if (connection->source == source && connection->target == target &&
            strcmp(connection->receptor, receptor) == 0) {
            if (found != NULL) {
                return NULL;
            }
            found = connection;
        }
    }
    return found;
}

static lam_status match_connection(const lam_hnn *hnn, drive_rule *rule, size_t target,
                                   const char *receptor, double weight_uS, bool *matches_out) {
    const char *name = hnn->populations[target].name;
    const lam_hnn_connection *connection = only_connection(hnn, rule->source, target, receptor);
    double probability = rule->probabilities == NULL ? 1 : value_for(rule->probabilities, name);
    *matches_out = false;
    if (connection == NULL || !(probability > 0 && probability <= 1)) {
        return LAM_OK;
    }
    if (rule->numbers == NULL) {
        rule->numbers = connection->numbers;
        rule->lamtha = connection->lamtha;
    }
    if (connection->weight_uS != weight_uS || connection->gain != 1 || connection->has_twice ||
        connection->delay_ms != value_for(rule->delays, name) ||
        connection->lamtha != rule->lamtha || connection->threshold_mV != hnn->threshold_mV ||
        strcmp(connection->location, rule->location) != 0) {
        return LAM_OK;
    }
    rule->n_matched++;
    return match_pairs(hnn, rule, connection, probability, matches_out);
}

static lam_status match_targets(const lam_hnn *hnn, drive_rule *rule, bool *matches_out) {
    *matches_out = true;
    for (size_t t = 0; t < hnn->n_cell_populations && *matches_out; t++) {
        const lam_hnn_population *target = &hnn->populations[t];
        bool is_target = false;
        for (size_t r = 0; r < N_RECEPTORS && *matches_out; r++) {
            double weight_uS = value_for(json_object_get(rule->weights[r], target->name), "");
            if (json_object_get(rule->weights[r], target->name) != NULL) {
                is_target = true;
                LAM_TRY(match_connection(hnn, rule, t, receptors[r], weight_uS, matches_out));
            }
        }
        rule->n_targets += is_target;
        rule->n_own_cells += is_target && rule->cell_specific ? size_of(target) : 0;
    }
    return LAM_OK;
}

/* The drive implies nothing that is not listed, and nothing is listed that it does not imply. */
static bool is_all(const lam_hnn *hnn, const drive_rule *rule) {
    size_t n_listed = 0;
    for (size_t i = 0; i < hnn->n_connections; i++) {
        n_listed += hnn->connections[i].source == rule->source;
    }
    size_t n_said = json_object_size(rule->weights[0]) + json_object_size(rule->weights[1]);
    return rule->n_matched > 0 && rule->n_matched == n_listed && rule->n_matched == n_said &&
           (!json_is_object(rule->delays) || json_object_size(rule->delays) == rule->n_targets) &&
           (!json_is_object(rule->probabilities) ||
            json_object_size(rule->probabilities) == rule->n_targets) &&
           (!rule->cell_specific || rule->n_own_cells == size_of(&hnn->populations[rule->source]));
}

lam_status lam_hnn_match_drive(lam_hnn *hnn, size_t source, const json_t *drive,
                               const json_t **numbers_out) {
    const json_t *seed = json_object_get(drive, "conn_seed");
    drive_rule rule = {
        .source = source,
        .weights = {json_object_get(drive, weights_keys[0]),
                    json_object_get(drive, weights_keys[1])},
        .delays = json_object_get(drive, "synaptic_delays"),
        .probabilities = json_object_get(drive, "probability"),
        .location = json_string_value(json_object_get(drive, "location")),
        .cell_specific = json_is_true(json_object_get(drive, "cell_specific")),
        .conn_seed = json_is_integer(seed) ? (uint64_t)json_integer_value(seed) : 3,
    };
    bool matches = rule.location != NULL;
    *numbers_out = NULL;
    if (matches) {
        LAM_TRY(match_targets(hnn, &rule, &matches));
    }
    if (!matches || !is_all(hnn, &rule)) {
        return LAM_OK;
    }
    for (size_t i = 0; i < hnn->n_connections; i++) {
        hnn->connections[i].is_of_drive |= hnn->connections[i].source == source;
    }
    *numbers_out = rule.numbers;
    return LAM_OK;
}
