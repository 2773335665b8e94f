/* SPDX-License-Identifier: BSD-3-Clause
 * lam_matrix_impl.h - linear algebra, by LAPACK (not public). */
#ifndef LAM_MATRIX_IMPL_H
#define LAM_MATRIX_IMPL_H

#include "base/lam_status_impl.h"

/* A matrix [n][n] becomes its inverse; *is_regular_out false: it is singular as far as doubles can
 * tell, and what it has become is of no use. */
lam_status lam_matrix_invert(size_t n, double *matrix, bool *is_regular_out);

#endif
