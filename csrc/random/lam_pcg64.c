/* SPDX-License-Identifier: BSD-3-Clause
 * lam_pcg64.c - sampling without replacement, draw for draw that of numpy.random.default_rng: the
 * generator PCG64, its seeding from one number, bounded integers, and the choice. */
#include "base/lam_status_impl.h"

#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 uint128;

static uint128 wide(uint64_t high, uint64_t low) {
    return (uint128)high << 64 | low;
}

/* ---- seeding ---- */

/* O'Neill's seed sequence (pcg-random.org, "Developing a seed_seq alternative", 2015): words are
 * hashed by a multiplier that changes from word to word. */
static uint32_t hash(uint32_t word, uint32_t *multiplier, uint32_t factor) {
    word ^= *multiplier;
    *multiplier *= factor;
    word *= *multiplier;
    return word ^ word >> 16;
}

static uint32_t mix(uint32_t x, uint32_t y) {
    uint32_t mixed = 0xca01f9ddu * x - 0x4973f715u * y;
    return mixed ^ mixed >> 16;
}

/* As numpy.random.SeedSequence(seed).generate_state(4, uint64). */
static void seed_words(uint64_t seed, uint64_t words_out[4]) {
    enum { N = 4 };
    uint32_t pool[N] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    uint32_t multiplier = 0x43b0d7e5u;
    for (int i = 0; i < N; i++) {
        pool[i] = hash(pool[i], &multiplier, 0x931e8875u);
    }
    for (int from = 0; from < N; from++) {
        for (int to = 0; to < N; to++) {
            if (from != to) {
                pool[to] = mix(pool[to], hash(pool[from], &multiplier, 0x931e8875u));
            }
        }
    }
    multiplier = 0x8b51f9ddu;
    for (int i = 0; i < N; i++) {
        uint64_t low = hash(pool[2 * i % N], &multiplier, 0x58f38dedu);
        uint64_t high = hash(pool[(2 * i + 1) % N], &multiplier, 0x58f38dedu);
        words_out[i] = high << 32 | low;
    }
}

/* ---- PCG XSL RR 128/64 (O'Neill 2014, HMC-CS-2014-0905) ---- */

typedef struct pcg64 {
    uint128 state, increment;
    bool has_half;
    uint32_t half; /* 32 bits of the last draw that are not used yet */
} pcg64;

static void step(pcg64 *rng) {
    const uint128 multiplier = wide(2549297995355413924u, 4865540595714422341u);
    rng->state = rng->state * multiplier + rng->increment;
}

static void seed_pcg64(pcg64 *rng, uint64_t seed) {
    uint64_t words[4];
    seed_words(seed, words);
    *rng = (pcg64){.increment = wide(words[2], words[3]) << 1 | 1};
    step(rng);
    rng->state += wide(words[0], words[1]);
    step(rng);
}

/* The lower half of a draw comes first. */
static uint32_t next_half(pcg64 *rng) {
    if (rng->has_half) {
        rng->has_half = false;
        return rng->half;
    }
    step(rng);
    uint64_t folded = (uint64_t)(rng->state >> 64) ^ (uint64_t)rng->state;
    unsigned turn = (unsigned)(rng->state >> 122);
    uint64_t draw = folded >> turn | folded << (-turn & 63);
    rng->half = (uint32_t)(draw >> 32);
    rng->has_half = true;
    return (uint32_t)draw;
}

/* A whole number from 0 to `last` < 2^32 - 1 (Lemire 2019, doi 10.1145/3230636, algorithm 5). For
 * 0 numpy draws nothing; here that makes no difference, as then all things are chosen. */
static uint32_t draw_up_to(pcg64 *rng, uint32_t last) {
    uint32_t n = last + 1, n_refused = -n % n; /* 2^32 mod n */
    uint64_t product;
    do {
        product = (uint64_t)next_half(rng) * n;
    } while ((uint32_t)product < n_refused);
    return (uint32_t)(product >> 32);
}

/* ---- choice ---- */

/* Floyd's method (Bentley & Floyd 1987, doi 10.1145/30401.315746). */
static void choose_few(pcg64 *rng, uint32_t n_things, uint32_t n_chosen, bool *is_chosen) {
    for (uint32_t i = n_things - n_chosen; i < n_things; i++) {
        uint32_t thing = draw_up_to(rng, i);
        is_chosen[is_chosen[thing] ? i : thing] = true;
    }
}

/* The end of a Fisher-Yates shuffle. */
static void choose_many(pcg64 *rng, uint32_t n_things, uint32_t n_chosen, bool *is_chosen,
                        uint32_t *things) {
    for (uint32_t i = 0; i < n_things; i++) {
        things[i] = i;
    }
    for (uint32_t i = n_things; i > n_things - n_chosen; i--) {
        uint32_t drawn = draw_up_to(rng, i - 1), thing = things[drawn];
        things[drawn] = things[i - 1];
        is_chosen[thing] = true;
    }
}

lam_status lam_choose(uint64_t seed, size_t n_things, size_t n_chosen, bool *is_chosen_out) {
    if (n_chosen > n_things || n_things >= UINT32_MAX) {
        return lam_fail(LAM_ERR_INPUT,
                        "%zu chosen of %zu; accepted: no more than there are, of fewer than %lu",
                        n_chosen, n_things, (unsigned long)UINT32_MAX);
    }
    bool many = n_things > 10000 && n_chosen > n_things / 50; /* numpy's choice of the method */
    uint32_t *things = NULL;
    if (many) {
        things = lam_alloc(n_things, sizeof *things);
        if (things == NULL) {
            return LAM_ERR_MEMORY;
        }
    }
    pcg64 rng;
    seed_pcg64(&rng, seed);
    memset(is_chosen_out, 0, n_things * sizeof *is_chosen_out);
    if (many) {
        choose_many(&rng, (uint32_t)n_things, (uint32_t)n_chosen, is_chosen_out, things);
    } else {
        choose_few(&rng, (uint32_t)n_things, (uint32_t)n_chosen, is_chosen_out);
    }
    free(things);
    return LAM_OK;
}
