/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_certainty.c - which parameters, and which combinations of them, an objective determines.
 */
#include "base/lam_status_impl.h"

#include <lapacke.h>
#include <math.h>
#include <string.h>

/* Curvature below this share of the largest cannot be told from none. */
static const double least_share = 1e-12;

static bool is_flat(size_t n, const lam_fit_certainty *c, size_t k) {
    return !(c->eigenvalues[k] > least_share * c->eigenvalues[n - 1]);
}

/* The inverse of the curvature, of the eigenvectors that have some; or of the flat ones, as if they
 * all had 1. */
static double inverse(size_t n, const lam_fit_certainty *c, bool flat, size_t i, size_t j) {
    double sum = 0;
    for (size_t k = 0; k < n; k++) {
        if (is_flat(n, c, k) == flat) {
            double part = c->eigenvectors[k * n + i] * c->eigenvectors[k * n + j];
            sum += flat ? part : part / c->eigenvalues[k];
        }
    }
    return sum;
}

static bool is_free(size_t n, const lam_fit_certainty *c, size_t i) {
    return inverse(n, c, true, i, i) > 1e-12;
}

/* What it comes to when the curvature of flat eigenvectors goes to 0. */
static double correlation(size_t n, const lam_fit_certainty *c, size_t i, size_t j) {
    bool flat = is_free(n, c, i);
    if (i == j || flat != is_free(n, c, j)) {
        return i == j ? 1 : 0;
    }
    double own = sqrt(inverse(n, c, flat, i, i)) * sqrt(inverse(n, c, flat, j, j));
    return fmax(-1, fmin(1, inverse(n, c, flat, i, j) / own));
}

lam_status lam_fit_certain(size_t n, const double *curvature, double noise,
                           const lam_fit_certainty *c) {
    if (n == 0) {
        return lam_fail(LAM_ERR_INPUT, "fit: 0 parameters; accepted: 1 or more");
    }
    memcpy(c->eigenvectors, curvature, n * n * sizeof *curvature);
    lapack_int size = (lapack_int)n;
    lapack_int failed =
        LAPACKE_dsyev(LAPACK_COL_MAJOR, 'V', 'L', size, c->eigenvectors, size, c->eigenvalues);
    if (failed == LAPACK_WORK_MEMORY_ERROR) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: eigenvectors of %zu parameters", n);
    }
    if (failed != 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "fit: the curvature is no finite numbers; accepted: numbers");
    }
    for (size_t i = 0; i < n; i++) {
        c->deviation[i] = is_free(n, c, i) ? INFINITY : noise * sqrt(inverse(n, c, false, i, i));
        for (size_t j = 0; j < n; j++) {
            c->correlation[i * n + j] = correlation(n, c, i, j);
        }
    }
    return LAM_OK;
}
