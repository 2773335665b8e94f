/* SPDX-License-Identifier: BSD-3-Clause
 * lam_product.c - many dot products at once: weights times blocks of steps.
 *
 * Two weight vectors times four steps stay in registers: 6 loads serve 8 products of vectors. Of
 * all vectors a tile of TILE elements is taken at a time, which stays in the cache while
 * every weight meets every step. Each dot product is the sum of LANES partial sums on every
 * machine, so that results are the same. */
#include "probe/lam_product_impl.h"

#include <string.h>

enum { LANES = 4, WEIGHTS = 2, COLUMNS = 4, TILE = 512 };

typedef double lanes __attribute__((vector_size(LANES * sizeof(double))));
typedef lanes row[LAM_PRODUCT_COLUMNS]; /* the partial sums of a weight vector with each column */

/* Vectors go through pointers, because as arguments they have another ABI on each machine. */
static inline void load(const double *from, lanes *to) {
    memcpy(to, from, sizeof *to);
#ifdef __AVX__ /* gcc would load it again for each of its products */
    __asm__("" : "+x"(*to));
#endif
}

static inline double total(const lanes *sum) {
    return ((*sum)[0] + (*sum)[1]) + ((*sum)[2] + (*sum)[3]);
}

/* Add the products of elements k to end to sums[s][first + i]. Inlined for constant n_weights and
 * n_columns, whose loops then unroll. */
static inline __attribute__((always_inline)) void
add_products(size_t n_weights, const double *const *weights, size_t n_columns,
             const double *const *columns, size_t k, size_t end, row *sums, size_t first) {
    lanes sum[WEIGHTS][COLUMNS];
#pragma GCC unroll 2
    for (size_t s = 0; s < n_weights; s++) {
        memcpy(sum[s], &sums[s][first], n_columns * sizeof(lanes));
    }
    for (; k < end; k += LANES) {
        lanes values[COLUMNS];
#pragma GCC unroll 4
        for (size_t i = 0; i < n_columns; i++) {
            load(columns[i] + k, &values[i]);
        }
#pragma GCC unroll 2
        for (size_t s = 0; s < n_weights; s++) {
            lanes weight;
            load(weights[s] + k, &weight);
#pragma GCC unroll 4
            for (size_t i = 0; i < n_columns; i++) {
                sum[s][i] += weight * values[i];
            }
        }
    }
#pragma GCC unroll 2
    for (size_t s = 0; s < n_weights; s++) {
        memcpy(&sums[s][first], sum[s], n_columns * sizeof(lanes));
    }
}

/* The same for any number of both. */
static void add_tile(size_t n_weights, const double *const *weights, size_t n_columns,
                     const double *const *columns, size_t k, size_t end, row *sums) {
    for (size_t c = 0; c < n_columns;) {
        size_t n_here = n_columns - c < COLUMNS ? 1 : COLUMNS;
        for (size_t s = 0; s < n_weights;) {
            size_t n_of = n_weights - s < WEIGHTS || n_here == 1 ? 1 : WEIGHTS;
            if (n_here == 1) {
                add_products(1, weights + s, 1, columns + c, k, end, sums + s, c);
            } else if (n_of == 1) {
                add_products(1, weights + s, COLUMNS, columns + c, k, end, sums + s, c);
            } else {
                add_products(WEIGHTS, weights + s, COLUMNS, columns + c, k, end, sums + s, c);
            }
            s += n_of;
        }
        c += n_here;
    }
}

void lam_product(size_t n_weights, const double *const *weights, size_t n_columns,
                 const double *const *columns, size_t n, double *const *out, size_t first_out) {
    row sums[LAM_PRODUCT_WEIGHTS];
    memset(sums, 0, n_weights * sizeof *sums);
    size_t whole = n - n % LANES;
    for (size_t k = 0; k < whole; k += TILE) {
        add_tile(n_weights, weights, n_columns, columns, k, whole - k < TILE ? whole : k + TILE,
                 sums);
    }
    for (size_t s = 0; s < n_weights; s++) {
        for (size_t i = 0; i < n_columns; i++) {
            for (size_t k = whole; k < n; k++) {
                sums[s][i][k - whole] += weights[s][k] * columns[i][k];
            }
            out[i][first_out + s] = total(&sums[s][i]);
        }
    }
}
