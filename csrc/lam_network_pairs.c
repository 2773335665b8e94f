/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_pairs.c - which cells a connection joins: lists of gids, drawn and stated pairs, kept
 * by target. */
#include "lam_network_impl.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- lists of gids ---- */

static lam_status read_gid(const lam_json *at, const lam_population *population, size_t *gid_out) {
    const lam_json_field gid = {"",
                                LAM_JSON_COUNT,
                                0,
                                0,
                                NULL,
                                (double)population->first_gid,
                                (double)population->end_gid - 1};
    return lam_json_value(at, &gid, gid_out);
}

/* A gid, or [first, last]. */
static lam_status mark_gids(const lam_json *at, const lam_population *population, bool *is_listed) {
    size_t first, last;
    lam_json from = *at, to = *at;
    if (json_array_size(at->value) == 2) {
        from = lam_json_element(at, 0);
        to = lam_json_element(at, 1);
    }
    LAM_TRY(read_gid(&from, population, &first));
    LAM_TRY(read_gid(&to, population, &last));
    for (size_t gid = first; gid <= last; gid++) {
        is_listed[gid - population->first_gid] = true;
    }
    return first <= last ? LAM_OK : lam_json_fail(at, "accepted: a gid, or [first, last]");
}

lam_status lam_network_read_gids(const lam_json *at, const lam_population *population,
                                 bool **is_listed_out) {
    if (at->value == NULL) {
        *is_listed_out = NULL;
        return LAM_OK;
    }
    if (json_array_size(at->value) == 0) {
        return lam_json_fail(at, "accepted: a list of gids and [first, last]");
    }
    bool *is_listed = lam_alloc(population->end_gid - population->first_gid, sizeof *is_listed);
    lam_status status = is_listed == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t i = 0; i < json_array_size(at->value) && status == LAM_OK; i++) {
        lam_json place = lam_json_element(at, i);
        status = mark_gids(&place, population, is_listed);
    }
    if (status != LAM_OK) {
        free(is_listed);
        return status;
    }
    *is_listed_out = is_listed;
    return LAM_OK;
}

/* ---- pairs ---- */

static lam_status add_pair(lam_pairs *pairs, size_t source, size_t target) {
    if (pairs->n == pairs->n_held) {
        size_t held = 2 * pairs->n_held + 64;
        lam_pair *grown = realloc(pairs->pairs, held * sizeof *grown);
        if (grown == NULL) {
            return lam_fail(LAM_ERR_MEMORY, "out of memory: %zu pairs of cells", held);
        }
        pairs->pairs = grown;
        pairs->n_held = held;
    }
    pairs->pairs[pairs->n++] = (lam_pair){source, target};
    return LAM_OK;
}

lam_status lam_pairs_one_to_one(lam_pairs *pairs, size_t first_source,
                                const lam_population *target) {
    for (size_t gid = target->first_gid; gid < target->end_gid; gid++) {
        LAM_TRY(add_pair(pairs, first_source + (gid - target->first_gid), gid));
    }
    return LAM_OK;
}

static size_t count_listed(const lam_population *population, const bool *is_listed) {
    size_t n = 0;
    for (size_t k = 0; k < population->end_gid - population->first_gid; k++) {
        n += is_listed == NULL || is_listed[k];
    }
    return n;
}

lam_status lam_pairs_all(lam_pairs *pairs, const lam_json *at, const lam_population *source,
                         const bool *is_source, const lam_population *target, const bool *is_target,
                         bool autapses) {
    enum { MOST = 100000000 }; /* 24 bytes each */
    size_t n = count_listed(source, is_source) * count_listed(target, is_target);
    if (n > MOST) {
        return lam_json_fail(at, "%zu pairs of cells to choose from; accepted: at most %d", n,
                             MOST);
    }
    for (size_t s = source->first_gid; s < source->end_gid; s++) {
        if (is_source != NULL && !is_source[s - source->first_gid]) {
            continue;
        }
        for (size_t t = target->first_gid; t < target->end_gid; t++) {
            if ((is_target == NULL || is_target[t - target->first_gid]) && (autapses || s != t)) {
                LAM_TRY(add_pair(pairs, s, t));
            }
        }
    }
    return LAM_OK;
}

/* numpy's round: to the nearest, halves to the even one. */
static size_t share_of(size_t n, double share) {
    return (size_t)nearbyint((double)n * share);
}

lam_status lam_pairs_draw(lam_pairs *pairs, double probability, uint64_t seed) {
    bool *is_chosen = lam_alloc(pairs->n, sizeof *is_chosen);
    lam_status status =
        is_chosen == NULL ? LAM_ERR_MEMORY
                          : lam_choose(seed, pairs->n, share_of(pairs->n, probability), is_chosen);
    size_t n = 0;
    for (size_t i = 0; i < pairs->n && status == LAM_OK; i++) {
        if (is_chosen[i]) {
            pairs->pairs[n++] = pairs->pairs[i];
        }
    }
    pairs->n = n;
    free(is_chosen);
    return status;
}

static lam_status read_targets(const lam_json *at, const lam_population *source,
                               const lam_population *target, lam_pairs *pairs) {
    errno = 0;
    unsigned long long gid = strtoull(at->key, NULL, 10);
    bool is_digits = strspn(at->key, "0123456789") == strlen(at->key) && at->key[0] != '\0';
    bool is_padded = at->key[0] == '0' && at->key[1] != '\0'; /* another key of the same gid */
    if (errno != 0 || !is_digits || is_padded || gid < source->first_gid ||
        gid >= source->end_gid) {
        return lam_json_fail(at, "the key is no gid of %s; accepted: %zu to %zu", source->name,
                             source->first_gid, source->end_gid - 1);
    }
    if (!json_is_array(at->value)) {
        return lam_json_fail(at, "accepted: a list of gids");
    }
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        lam_json place = lam_json_element(at, i);
        size_t target_gid;
        LAM_TRY(read_gid(&place, target, &target_gid));
        LAM_TRY(add_pair(pairs, (size_t)gid, target_gid));
    }
    return LAM_OK;
}

lam_status lam_pairs_read(const lam_json *at, const lam_population *source,
                          const lam_population *target, lam_pairs *pairs) {
    const char *gid;
    json_t *value;
    json_object_foreach(at->value, gid, value) {
        lam_json place = lam_json_member(at, gid);
        LAM_TRY(read_targets(&place, source, target, pairs));
    }
    return LAM_OK;
}

static int by_gid(const void *a, const void *b) {
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* A counting sort by target, then each target's sources by gid. */
lam_status lam_pairs_keep(lam_network *network, const lam_pairs *pairs,
                          const lam_population *target, lam_connection *connection) {
    size_t n_targets = target->end_gid - target->first_gid;
    size_t *first = lam_network_alloc(network, n_targets + 2, sizeof *first);
    size_t *sources = lam_network_alloc(network, pairs->n, sizeof *sources);
    if (first == NULL || sources == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < pairs->n; i++) {
        first[pairs->pairs[i].target - target->first_gid + 2]++;
    }
    for (size_t t = 0; t < n_targets; t++) {
        first[t + 2] += first[t + 1];
    }
    for (size_t i = 0; i < pairs->n; i++) { /* first[t + 1] moves from t's begin to its end */
        sources[first[pairs->pairs[i].target - target->first_gid + 1]++] = pairs->pairs[i].source;
    }
    for (size_t t = 0; t < n_targets; t++) {
        qsort(sources + first[t], first[t + 1] - first[t], sizeof *sources, by_gid);
    }
    connection->n_pairs = pairs->n;
    connection->first = first;
    connection->sources = sources;
    return LAM_OK;
}
