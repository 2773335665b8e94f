/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_curvature.c - how fast an objective rises around its best point, from differences. */
#include "base/lam_status_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Steps either way, in scaled parameters: second differences need longer ones. */
static const double slope_step = 0.01, value_step = 0.02;

/* Evaluate points of scaled parameters. */
static lam_status evaluate(const lam_fit_problem *problem, size_t n_points, double *points,
                           double *values, double *residuals) {
    size_t n = problem->n_parameters;
    for (size_t i = 0; i < n_points * n; i++) {
        points[i] = lam_fit_unscaled(&problem->parameters[i % n], points[i]);
    }
    return problem->evaluate(problem->user, n_points, n, points, values, residuals);
}

/* How far residuals, [m] below, above and at the best, are from a straight line: what they jump by,
 * as over so short a step their own bend is little. */
static double bend(size_t m, const double *below, const double *at, const double *above) {
    double squares = 0;
    for (size_t i = 0; i < m; i++) {
        double apart = (below[i] + above[i]) / 2 - at[i];
        squares += apart * apart;
    }
    return sqrt(squares);
}

/* J^T J of residuals (Seber & Wild 2003, section 2.1), and how rough they are. A side that would
 * leave the bounds stays at the best, which is the last point. */
static lam_status of_residuals(const lam_fit_problem *problem, const double *best,
                               double *curvature_out, double *roughness_out) {
    size_t n = problem->n_parameters, m = problem->n_residuals, n_points = 2 * n + 1, n_bends = 0;
    double *points = lam_alloc(n_points * (n + 2 + m), sizeof *points), squares = 0;
    if (points == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *values = points + n_points * n, *steps = values + n_points, *r = steps + n_points;
    for (size_t k = 0; k < 2 * n; k++) {
        double x = best[k / 2], step = k % 2 == 0 ? -slope_step : slope_step;
        steps[k] = x + step < 0 || x + step > 1 ? 0 : step;
        memcpy(points + k * n, best, n * sizeof *best);
        points[k * n + k / 2] += steps[k];
    }
    memcpy(points + 2 * n * n, best, n * sizeof *best);
    lam_status status = evaluate(problem, n_points, points, values, r);
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        if (steps[2 * k] != 0 && steps[2 * k + 1] != 0) {
            double apart = bend(m, r + 2 * k * m, r + 2 * n * m, r + (2 * k + 1) * m);
            squares += apart * apart;
            n_bends++;
        }
    }
    double roughness = n_bends > 0 ? sqrt(squares / (double)n_bends) : 0;
    *roughness_out = isfinite(values[2 * n]) ? roughness : NAN;
    for (size_t k = 0; k < n && status == LAM_OK; k++) { /* slopes take the place of the upper */
        for (size_t i = 0; i < m; i++) {
            double *upper = &r[(2 * k + 1) * m + i], lower = r[2 * k * m + i];
            *upper = isfinite(values[2 * k] + values[2 * k + 1])
                         ? (*upper - lower) / (steps[2 * k + 1] - steps[2 * k])
                         : NAN;
        }
    }
    for (size_t i = 0; i < n * n && status == LAM_OK; i++) {
        const double *a = r + (2 * (i / n) + 1) * m, *b = r + (2 * (i % n) + 1) * m;
        curvature_out[i] = 0;
        for (size_t l = 0; l < m; l++) {
            curvature_out[i] += a[l] * b[l];
        }
    }
    free(points);
    return status;
}

/* Half of the second derivatives. Around a best point at a bound they are those beside it. */
static lam_status of_values(const lam_fit_problem *problem, const double *best,
                            double *curvature_out) {
    size_t n = problem->n_parameters, n_points = 1 + 2 * n + n * (n - 1) / 2, p = 0;
    double *points = lam_alloc(n_points * (n + 1), sizeof *points), *f = points + n_points * n;
    if (points == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t k = 0; k < n_points; k++) {
        for (size_t i = 0; i < n; i++) {
            points[k * n + i] = fmin(fmax(best[i], value_step), 1 - value_step);
        }
    }
    for (size_t i = 0; i < n; i++) {
        points[(1 + i) * n + i] += value_step;
        points[(1 + n + i) * n + i] -= value_step;
        for (size_t j = 0; j < i; j++, p++) {
            points[(1 + 2 * n + p) * n + i] += value_step;
            points[(1 + 2 * n + p) * n + j] += value_step;
        }
    }
    lam_status status = evaluate(problem, n_points, points, f, NULL);
    const double share = 1 / (2 * value_step * value_step);
    for (size_t i = p = 0; i < n && status == LAM_OK; i++) {
        curvature_out[i * n + i] = share * (f[1 + i] - 2 * f[0] + f[1 + n + i]);
        for (size_t j = 0; j < i; j++, p++) {
            curvature_out[i * n + j] = curvature_out[j * n + i] =
                share * (f[1 + 2 * n + p] - f[1 + i] - f[1 + j] + f[0]);
        }
    }
    free(points);
    return status;
}

lam_status lam_fit_curvature(const lam_fit_problem *problem, const double *best,
                             double *curvature_out, double *roughness_out, bool *is_known_out) {
    size_t n = problem->n_parameters;
    double *scaled = lam_alloc(n, sizeof *scaled);
    if (scaled == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        scaled[i] = lam_fit_scaled(&problem->parameters[i], best[i]);
    }
    *roughness_out = 0;
    lam_status status = problem->n_residuals > 0
                            ? of_residuals(problem, scaled, curvature_out, roughness_out)
                            : of_values(problem, scaled, curvature_out);
    free(scaled);
    *is_known_out = status == LAM_OK && isfinite(*roughness_out);
    for (size_t i = 0; i < n * n && status == LAM_OK; i++) {
        *is_known_out = *is_known_out && isfinite(curvature_out[i]);
    }
    return status;
}

double lam_fit_matters(double best, double first, double roughness) {
    const double least = 0.01;
    double at_least = least * fmax(fabs(first), best > 0 ? 0 : fabs(best));
    return hypot(fmax(best, at_least), roughness);
}
