/* SPDX-License-Identifier: BSD-3-Clause
 * lam_matrix.c - linear algebra, by LAPACK. */
#include "base/lam_status_impl.h"

#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

/* The triangular factors' smallest pivot is that of a regular matrix. */
static bool is_regular(size_t n, double largest, const double *factors) {
    for (size_t i = 0; i < n; i++) {
        if (!(fabs(factors[i * n + i]) > 1e-14 * largest)) {
            return false;
        }
    }
    return true;
}

/* LAPACK takes rows for columns, and the inverse of the transposed is the transposed inverse. */
lam_status lam_matrix_invert(size_t n, double *matrix, bool *is_regular_out) {
    double largest = 0;
    lapack_int size = (lapack_int)n;
    lapack_int *pivots = n > 0x7fff ? NULL : lam_alloc(n, sizeof *pivots);
    if (pivots == NULL) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: a matrix of %zu rows", n);
    }
    for (size_t i = 0; i < n * n; i++) {
        largest = fmax(largest, fabs(matrix[i]));
    }
    lapack_int failed = LAPACKE_dgetrf(LAPACK_COL_MAJOR, size, size, matrix, size, pivots);
    *is_regular_out = failed == 0 && is_regular(n, largest, matrix);
    if (*is_regular_out) {
        failed = LAPACKE_dgetri(LAPACK_COL_MAJOR, size, matrix, size, pivots);
    }
    free(pivots);
    if (failed == LAPACK_WORK_MEMORY_ERROR) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: the inverse of %zu rows", n);
    }
    return LAM_OK;
}
