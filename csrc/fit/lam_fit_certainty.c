/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_certainty.c - which parameters, and which combinations of them, an objective determines.
 */
#include "base/lam_status_impl.h"

#include <lapacke.h>
#include <math.h>
#include <string.h>

/* Curvature below this share of the largest cannot be told from none. */
static const double least_share = 1e-12;

/* The inverse of the curvature, from its eigenvectors: of what has none it is INFINITY. */
static double covariance(size_t n, const lam_fit_certainty *c, size_t i, size_t j) {
    double sum = 0;
    for (size_t k = 0; k < n; k++) {
        double part = c->eigenvectors[k * n + i] * c->eigenvectors[k * n + j];
        if (c->eigenvalues[k] > least_share * c->eigenvalues[n - 1]) {
            sum += part / c->eigenvalues[k];
        } else if (fabs(part) > 1e-12) {
            return part > 0 ? INFINITY : -(double)INFINITY;
        }
    }
    return sum;
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
        c->deviation[i] = noise * sqrt(covariance(n, c, i, i));
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            double own = sqrt(covariance(n, c, i, i)) * sqrt(covariance(n, c, j, j));
            double r = isfinite(own) ? covariance(n, c, i, j) / own : NAN;
            c->correlation[i * n + j] = i == j ? 1 : fmax(-1, fmin(1, r));
        }
    }
    return LAM_OK;
}
