/* SPDX-License-Identifier: BSD-3-Clause
 * random.h - random numbers as numpy draws them. */
#ifndef LAMINAE_RANDOM_H
#define LAMINAE_RANDOM_H

#include "laminae/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The Mersenne Twister MT19937 (Matsumoto & Nishimura 1998, doi 10.1145/272991.272995) with the
 * seeding and the transformations of numpy.random.RandomState, draw for draw. */
typedef struct lam_mt19937 {
    uint32_t key[624];
    int position;
    bool has_normal;
    double kept_normal; /* the polar method makes two deviates; the second one waits here */
} lam_mt19937;

/* Seed the generator as numpy.random.RandomState(seed) does. */
void lam_mt19937_seed(lam_mt19937 *rng, uint32_t seed);
/* Uniform on [0, 1), 53 bits. */
double lam_mt19937_uniform(lam_mt19937 *rng);
/* Normal deviate, polar method (Marsaglia & Bray 1964). */
double lam_mt19937_normal(lam_mt19937 *rng, double mean, double sd);
/* Exponential deviate, by inversion. */
double lam_mt19937_exponential(lam_mt19937 *rng, double mean);

/* Choose n_chosen of n_things < 2^32 - 1, each at most once. is_chosen_out[n_things] marks the same
 * things as numpy.random.default_rng(seed).choice(n_things, n_chosen, replace=False) chooses. */
lam_status lam_choose(uint64_t seed, size_t n_things, size_t n_chosen, bool *is_chosen_out);

/* Numbers that are computed from where they stand, so that the i-th needs none before it. `stream`
 * tells sequences of one seed apart. Uniform on [0, 1), 53 bits, by the output function of SplitMix
 * (Steele 2014, doi 10.1145/2660193.2660195). */
double lam_uniform_at(uint64_t seed, uint64_t stream, uint64_t i);
/* The i-th of n > i things in an order that is shuffled: a Feistel network on as few bits as hold
 * n - 1, entered again until it leads below n (Black & Rogaway 2002, doi 10.1007/3-540-45760-7_9).
 */
uint64_t lam_shuffled_at(uint64_t seed, uint64_t stream, uint64_t n, uint64_t i);

#ifdef __cplusplus
}
#endif

#endif
