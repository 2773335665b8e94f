/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_certainty.c - which parameters, and which combinations of them, residuals determine. */
#include "base/lam_status_impl.h"

#include <lapacke.h>
#include <math.h>
#include <string.h>

/* Curvature below this share of the largest cannot be told from none. */
static const double least_share = 1e-12;

/* The inverse of J^T J, from its eigenvectors, times the noise's variance (Seber & Wild 2003,
 * section 2.1): of what has no curvature it is INFINITY. */
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

lam_status lam_fit_certain(size_t n, size_t n_residuals, const double *jacobian, double noise,
                           const lam_fit_certainty *c) {
    if (n == 0) {
        return lam_fail(LAM_ERR_INPUT, "fit: 0 parameters; accepted: 1 or more");
    }
    memset(c->eigenvectors, 0, n * n * sizeof *c->eigenvectors);
    for (size_t r = 0; r < n_residuals; r++) {
        for (size_t i = 0; i < n * n; i++) {
            c->eigenvectors[i] += jacobian[r * n + i / n] * jacobian[r * n + i % n];
        }
    }
    lapack_int size = (lapack_int)n;
    lapack_int failed =
        LAPACKE_dsyev(LAPACK_COL_MAJOR, 'V', 'L', size, c->eigenvectors, size, c->eigenvalues);
    if (failed == LAPACK_WORK_MEMORY_ERROR) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: eigenvectors of %zu parameters", n);
    }
    if (failed != 0) {
        return lam_fail(LAM_ERR_INPUT, "fit: the Jacobian is no finite numbers; accepted: numbers");
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
