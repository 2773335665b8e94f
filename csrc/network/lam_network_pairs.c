/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_pairs.c - which cells a connection joins: lists of gids, pairs that are drawn, pairs
 * that a file states. They are kept by target. */
#include "base/lam_sort_impl.h"
#include "network/lam_network_impl.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- lists of gids ---- */

static lam_status read_gid(const lam_json *at, const lam_population *population, size_t *gid_out) {
    const lam_json_field gid = {.kind = LAM_JSON_COUNT,
                                .min = (double)population->first_gid,
                                .max = (double)population->end_gid - 1};
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

/* ---- pairs that follow from a rule ---- */

static size_t size_of(const lam_population *population) {
    return population->end_gid - population->first_gid;
}

/* numpy's round: to the nearest whole number, halves to the even one. */
static size_t share_of(size_t n, double share) {
    return (size_t)nearbyint((double)n * share);
}

lam_status lam_pairs_one_to_one(lam_network *network, size_t first_source,
                                const lam_population *source, const lam_population *target,
                                uint64_t seed, lam_connection *connection) {
    lam_pair_set *set = lam_network_alloc(network, 1, sizeof *set);
    if (set == NULL) {
        return LAM_ERR_MEMORY;
    }
    set->one_to_one = true;
    set->first_source = first_source - source->first_gid;
    set->n_targets = size_of(target);
    connection->pairs = set;
    connection->n_pairs = share_of(size_of(target), connection->probability);
    if (connection->n_pairs == size_of(target)) {
        return LAM_OK;
    }
    bool *is_target = lam_network_alloc(network, size_of(target), sizeof *is_target);
    set->is_target = is_target;
    return is_target == NULL ? LAM_ERR_MEMORY
                             : lam_choose(seed, size_of(target), connection->n_pairs, is_target);
}

static size_t count_listed(size_t n, const bool *is_listed) {
    size_t n_listed = 0;
    for (size_t k = 0; k < n; k++) {
        n_listed += is_listed == NULL || is_listed[k];
    }
    return n_listed;
}

static bool is_in(const bool *is_listed, size_t k) {
    return is_listed == NULL || is_listed[k];
}

/* The pairs are in order of sources, and for each source in order of targets. */
static lam_status draw(lam_network *network, size_t n, const lam_population *source,
                       const lam_population *target, uint64_t seed, lam_pair_set *set,
                       lam_connection *connection) {
    set->n_words = size_of(source) / 64 + 1;
    uint64_t *drawn = lam_network_alloc(network, size_of(target) * set->n_words, sizeof *drawn);
    bool *has_target = lam_network_alloc(network, size_of(source), sizeof *has_target);
    bool *is_chosen = lam_alloc(n, sizeof *is_chosen);
    lam_status status = drawn == NULL || has_target == NULL || is_chosen == NULL
                            ? LAM_ERR_MEMORY
                            : lam_choose(seed, n, connection->n_pairs, is_chosen);
    size_t i = 0;
    for (size_t s = 0; s < size_of(source) && status == LAM_OK; s++) {
        for (size_t t = 0; t < size_of(target) && is_in(set->is_source, s); t++) {
            bool is_itself = source->first_gid + s == target->first_gid + t;
            if (is_in(set->is_target, t) && (connection->autapses || !is_itself) &&
                is_chosen[i++]) {
                drawn[t * set->n_words + s / 64] |= (uint64_t)1 << s % 64;
                has_target[s] = true;
            }
        }
    }
    set->drawn = drawn;
    set->is_source = has_target;
    free(is_chosen);
    return status;
}

/* The network's own; NULL stays NULL. */
static lam_status keep(lam_network *network, size_t n, const bool *is_listed,
                       const bool **kept_out) {
    bool *kept = is_listed == NULL ? NULL : lam_network_alloc(network, n, sizeof *kept);
    if (kept != NULL) {
        memcpy(kept, is_listed, n * sizeof *kept);
    }
    *kept_out = kept;
    return is_listed == NULL || kept != NULL ? LAM_OK : LAM_ERR_MEMORY;
}

lam_status lam_pairs_all(lam_network *network, const lam_json *at, const lam_population *source,
                         const bool *is_source, const lam_population *target, const bool *is_target,
                         uint64_t seed, lam_connection *connection) {
    enum { MOST = 100000000 }; /* 5 bytes each while they are drawn */
    size_t n = count_listed(size_of(source), is_source) * count_listed(size_of(target), is_target);
    if (n > MOST && connection->probability < 1) {
        return lam_json_fail(at, "%zu pairs of cells to choose from; accepted: at most %d", n,
                             MOST);
    }
    bool is_same = source->first_gid == target->first_gid && !connection->autapses;
    for (size_t k = 0; k < size_of(target) && is_same; k++) {
        n -= is_in(is_source, k) && is_in(is_target, k);
    }
    connection->n_pairs = connection->probability < 1 ? share_of(n, connection->probability) : n;
    if (is_source == NULL && is_target == NULL && connection->probability == 1) {
        return LAM_OK;
    }
    lam_pair_set *set = lam_network_alloc(network, 1, sizeof *set);
    if (set == NULL) {
        return LAM_ERR_MEMORY;
    }
    connection->pairs = set;
    LAM_TRY(keep(network, size_of(source), is_source, &set->is_source));
    LAM_TRY(keep(network, size_of(target), is_target, &set->is_target));
    return connection->probability < 1 ? draw(network, n, source, target, seed, set, connection)
                                       : LAM_OK;
}

bool lam_pairs_have(const lam_connection *connection, size_t source) {
    const lam_pair_set *set = connection->pairs;
    if (set != NULL && set->one_to_one) {
        size_t t = source - set->first_source;
        return source >= set->first_source && t < set->n_targets && is_in(set->is_target, t);
    }
    return set == NULL || is_in(set->is_source, source);
}

static bool same_memory(const void *one, const void *other, size_t n_bytes) {
    return one == NULL || other == NULL ? one == other : memcmp(one, other, n_bytes) == 0;
}

bool lam_pairs_same(const lam_connection *one, const lam_connection *other,
                    const lam_population *source, const lam_population *target) {
    const lam_pair_set *a = one->pairs, *b = other->pairs;
    size_t n_sources = size_of(source), n_targets = size_of(target);
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return a->one_to_one == b->one_to_one && a->first_source == b->first_source &&
           a->n_targets == b->n_targets && a->n_words == b->n_words &&
           same_memory(a->is_source, b->is_source, n_sources) &&
           same_memory(a->is_target, b->is_target, n_targets) &&
           same_memory(a->drawn, b->drawn, n_targets * a->n_words * sizeof *a->drawn) &&
           same_memory(a->first, b->first, (n_targets + 1) * sizeof *a->first) &&
           (a->first == NULL ||
            same_memory(a->sources, b->sources, a->first[n_targets] * sizeof *a->sources));
}

/* ---- pairs that are listed ---- */

typedef struct pair {
    uint32_t source, target;
} pair;

typedef struct pair_list {
    size_t n, n_held;
    pair *pairs;
} pair_list;

static lam_status add_pair(pair_list *list, size_t source, size_t target) {
    LAM_GROW(list->pairs, list->n + 1, &list->n_held);
    list->pairs[list->n++] = (pair){(uint32_t)source, (uint32_t)target};
    return LAM_OK;
}

static lam_status read_targets(const lam_json *at, const lam_population *source,
                               const lam_population *target, pair_list *list) {
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
        LAM_TRY(add_pair(list, (size_t)gid - source->first_gid, target_gid - target->first_gid));
    }
    return LAM_OK;
}

/* A counting sort by target, then each target's sources by gid. */
static lam_status keep_list(lam_network *network, const pair_list *list, size_t n_sources,
                            size_t n_targets, lam_pair_set *set) {
    size_t *first = lam_network_alloc(network, n_targets + 2, sizeof *first);
    uint32_t *sources = lam_network_alloc(network, list->n, sizeof *sources);
    bool *is_source = lam_network_alloc(network, n_sources, sizeof *is_source);
    if (first == NULL || sources == NULL || is_source == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < list->n; i++) {
        first[list->pairs[i].target + 2]++;
    }
    for (size_t t = 0; t < n_targets; t++) {
        first[t + 2] += first[t + 1];
    }
    for (size_t i = 0; i < list->n; i++) { /* first[t + 1] moves from t's begin to its end */
        sources[first[list->pairs[i].target + 1]++] = list->pairs[i].source;
        is_source[list->pairs[i].source] = true;
    }
    for (size_t t = 0; t < n_targets; t++) {
        lam_sort_uint32(first[t + 1] - first[t], sources + first[t]);
    }
    set->first = first;
    set->sources = sources;
    set->is_source = is_source;
    return LAM_OK;
}

lam_status lam_pairs_read(lam_network *network, const lam_json *at, const lam_population *source,
                          const lam_population *target, lam_connection *connection) {
    lam_pair_set *set = lam_network_alloc(network, 1, sizeof *set);
    lam_status status = set == NULL ? LAM_ERR_MEMORY : LAM_OK;
    pair_list list = {.n = 0};
    lam_json place;
    for (void *i = NULL; status == LAM_OK && lam_json_next(at, &i, &place);) {
        status = read_targets(&place, source, target, &list);
    }
    if (status == LAM_OK) {
        connection->pairs = set;
        connection->n_pairs = list.n;
        status = keep_list(network, &list, size_of(source), size_of(target), set);
    }
    free(list.pairs);
    return status;
}
