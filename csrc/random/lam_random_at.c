/* SPDX-License-Identifier: BSD-3-Clause
 * lam_random_at.c - random numbers and shuffled orders that can be entered anywhere. */
#include "laminae.h"

/* SplitMix64: a step by the golden ratio, and its mixing of the bits. */
static uint64_t mix(uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

static uint64_t word_at(uint64_t seed, uint64_t stream, uint64_t i) {
    return mix(mix(mix(seed) ^ stream) ^ i);
}

double lam_uniform_at(uint64_t seed, uint64_t stream, uint64_t i) {
    return (double)(word_at(seed, stream, i) >> 11) / 9007199254740992.0; /* 2^53 */
}

/* Halves of `bits` each, of which one is changed by the other, in turn: one to one, whatever the
 * function of a round is. */
static uint64_t feistel(uint64_t key, unsigned bits, uint64_t x) {
    enum { ROUNDS = 8 };
    uint64_t mask = ((uint64_t)1 << bits) - 1, left = x >> bits, right = x & mask;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint64_t next = left ^ (word_at(key, round, right) & mask);
        left = right;
        right = next;
    }
    return left << bits | right;
}

uint64_t lam_shuffled_at(uint64_t seed, uint64_t stream, uint64_t n, uint64_t i) {
    unsigned bits = 1;
    while (bits < 32 && (n - 1) >> (2 * bits) > 0) {
        bits++;
    }
    uint64_t key = word_at(seed, stream, UINT64_MAX);
    do {
        i = feistel(key, bits, i);
    } while (i >= n);
    return i;
}
