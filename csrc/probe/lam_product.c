/* SPDX-License-Identifier: BSD-3-Clause
 * lam_product.c - many dot products at once: weights times blocks of steps.
 *
 * Two weight vectors times four steps stay in registers: 12 loads serve 32 products. Each dot
 * product is the sum of LANES partial sums on every machine, so that results are the same. */
#include "probe/lam_product_impl.h"

#include <string.h>

enum { LANES = 4, COLUMNS = 4 };

typedef double lanes __attribute__((vector_size(LANES * sizeof(double))));

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

/* Inlined for constant n_weights and n_columns, whose loops then unroll. */
static inline __attribute__((always_inline)) void
tile(size_t n_weights, const double *const *weights, size_t n_columns, const double *const *columns,
     size_t n, double out[LAM_PRODUCT_ROWS][COLUMNS]) {
    lanes sum[LAM_PRODUCT_ROWS][COLUMNS] = {{{0}}};
    size_t k = 0;
    for (; k + LANES <= n; k += LANES) {
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
#pragma GCC unroll 4
        for (size_t i = 0; i < n_columns; i++) {
            for (size_t rest = k; rest < n; rest++) {
                sum[s][i][rest - k] += weights[s][rest] * columns[i][rest];
            }
            out[s][i] = total(&sum[s][i]);
        }
    }
}

void lam_product(size_t n_weights, const double *const *weights, size_t n_columns,
                 const double *const *columns, size_t first, size_t n, double *const *out,
                 size_t first_out) {
    for (size_t c = 0; c < n_columns; c += COLUMNS) {
        size_t n_here = n_columns - c < COLUMNS ? n_columns - c : COLUMNS;
        const double *from[COLUMNS];
        double sums[LAM_PRODUCT_ROWS][COLUMNS];
        for (size_t i = 0; i < n_here; i++) {
            from[i] = columns[c + i] + first;
        }
        if (n_here == COLUMNS && n_weights == LAM_PRODUCT_ROWS) {
            tile(LAM_PRODUCT_ROWS, weights, COLUMNS, from, n, sums);
        } else if (n_here == COLUMNS) {
            for (size_t s = 0; s < n_weights; s++) {
                tile(1, weights + s, COLUMNS, from, n, sums + s);
            }
        } else {
            for (size_t i = 0; i < n_here; i++) {
                for (size_t s = 0; s < n_weights; s++) {
                    double one[LAM_PRODUCT_ROWS][COLUMNS];
                    tile(1, weights + s, 1, from + i, n, one);
                    sums[s][i] = one[0][0];
                }
            }
        }
        for (size_t i = 0; i < n_here; i++) {
            for (size_t s = 0; s < n_weights; s++) {
                out[c + i][first_out + s] = sums[s][i];
            }
        }
    }
}
