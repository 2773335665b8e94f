/* SPDX-License-Identifier: BSD-3-Clause
 * lam_random.c - the Mersenne Twister MT19937, uniform, normal and exponential deviates, draw for
 * draw those of numpy.random.RandomState. */
#include "laminae.h"

#include <math.h>

enum { N = 624, M = 397 };

/* Knuth's multiplier, as in the authors' init_genrand. */
void lam_mt19937_seed(lam_mt19937 *rng, uint32_t seed) {
    rng->key[0] = seed;
    for (uint32_t i = 1; i < N; i++) {
        rng->key[i] = 1812433253u * (rng->key[i - 1] ^ (rng->key[i - 1] >> 30)) + i;
    }
    rng->position = N;
    rng->has_normal = false;
}

/* The next N words: eq. (2.1) of the paper. */
static void generate(uint32_t key[N]) {
    for (int k = 0; k < N; k++) {
        uint32_t y = (key[k] & 0x80000000u) | (key[(k + 1) % N] & 0x7fffffffu);
        key[k] = key[(k + M) % N] ^ (y >> 1) ^ ((y & 1u) ? 0x9908b0dfu : 0u);
    }
}

static uint32_t next_word(lam_mt19937 *rng) {
    if (rng->position == N) {
        generate(rng->key);
        rng->position = 0;
    }
    uint32_t y = rng->key[rng->position++];
    y ^= y >> 11; /* the tempering, eqs. (2.2) to (2.5) */
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
}

/* 27 bits of one word over 26 of the next. */
double lam_mt19937_uniform(lam_mt19937 *rng) {
    uint32_t high = next_word(rng) >> 5;
    uint32_t low = next_word(rng) >> 6;
    return ((double)high * 67108864.0 + (double)low) / 9007199254740992.0; /* 2^26, 2^53 */
}

double lam_mt19937_normal(lam_mt19937 *rng, double mean, double sd) {
    if (rng->has_normal) {
        rng->has_normal = false;
        return mean + sd * rng->kept_normal;
    }
    double x1, x2, r2;
    do {
        x1 = 2.0 * lam_mt19937_uniform(rng) - 1.0;
        x2 = 2.0 * lam_mt19937_uniform(rng) - 1.0;
        r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1.0 || r2 == 0.0);
    double scale = sqrt(-2.0 * log(r2) / r2);
    rng->kept_normal = scale * x1; /* numpy hands out the second first */
    rng->has_normal = true;
    return mean + sd * (scale * x2);
}

/* The uniform deviate may be 0, but is never 1. */
double lam_mt19937_exponential(lam_mt19937 *rng, double mean) {
    return mean * -log(1.0 - lam_mt19937_uniform(rng));
}
