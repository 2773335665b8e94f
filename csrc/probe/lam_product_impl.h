/* SPDX-License-Identifier: BSD-3-Clause
 * lam_product_impl.h - inside the library: the matrix product of a lead field. */
#ifndef LAM_PRODUCT_IMPL_H
#define LAM_PRODUCT_IMPL_H

#include <stddef.h>

enum { LAM_PRODUCT_WEIGHTS = 16, LAM_PRODUCT_COLUMNS = 16 }; /* how many may go together */

/* out[i][first_out + s] = sum over k < n of weights[s][k] columns[i][k], for
 * s < n_weights <= LAM_PRODUCT_WEIGHTS and i < n_columns <= LAM_PRODUCT_COLUMNS. The value of a sum
 * depends only on its terms, not on the sums beside it, nor on the width of the machine's vectors.
 */
void lam_product(size_t n_weights, const double *const *weights, size_t n_columns,
                 const double *const *columns, size_t n, double *const *out, size_t first_out);

#endif
