/* SPDX-License-Identifier: BSD-3-Clause
 * lam_diagnostics.c - whether a posterior can be believed: Tolley 2024's recovery error, overlap
 * and predictive check. */
#include "base/lam_status_impl.h"

#include <math.h>

/* Between a distribution and a point Wasserstein's distance is the mean distance from it. */
void lam_recovery_errors(const lam_particles *p, const lam_varied *parameters, const double *truth,
                         double *errors_out) {
    for (size_t k = 0; k < p->n_parameters; k++) {
        const lam_prior *prior = &parameters[k].prior;
        double u = lam_prior_below(prior, truth[k]);
        errors_out[k] = 0;
        for (size_t i = 0; i < p->n; i++) {
            double at = lam_prior_below(prior, p->values[i * p->n_parameters + k]);
            errors_out[k] += p->weights[i] * fabs(at - u);
        }
    }
}

double lam_predictive_error(size_t n, const double *weights, size_t n_samples, const double *curves,
                            const double *observed) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t t = 0; t < n_samples; t++) {
            double off = curves[i * n_samples + t] - observed[t];
            sum += weights[i] * off * off;
        }
    }
    return sqrt(sum / (double)n_samples);
}

/* ---- overlap ---- */

/* Scott 1992, eq. 6.42: as wide as sd n^(-1/5), with so many draws as would be as good. */
static double width(const lam_particles *p, size_t parameter) {
    return sqrt(lam_particles_covariance(p, parameter, parameter)) *
           pow(lam_particles_effective(p), -0.2);
}

static double density(const lam_particles *p, size_t parameter, double h, double x) {
    const double root_2pi = 2.50662827463100050242;
    double sum = 0;
    for (size_t i = 0; i < p->n; i++) {
        double z = (x - p->values[i * p->n_parameters + parameter]) / h;
        sum += p->weights[i] * exp(-0.5 * z * z);
    }
    return sum / (h * root_2pi);
}

static void span(const lam_particles *p, size_t parameter, double h, double *low, double *high) {
    for (size_t i = 0; i < p->n; i++) {
        double x = p->values[i * p->n_parameters + parameter];
        *low = fmin(*low, x - 6 * h);
        *high = fmax(*high, x + 6 * h);
    }
}

lam_status lam_overlap(const lam_particles *one, const lam_particles *other, size_t parameter,
                       double *overlap_out) {
    const double most = 20000, steps_a_width = 8;
    double h = width(one, parameter), g = width(other, parameter);
    double low = -INFINITY, high = INFINITY, low_of[2] = {INFINITY, INFINITY},
           high_of[2] = {-INFINITY, -INFINITY};
    if (!(h > 0) || !(g > 0)) {
        return lam_fail(LAM_ERR_INPUT,
                        "overlap of parameter %zu: all particles are the same; accepted: some that "
                        "differ",
                        parameter);
    }
    span(one, parameter, h, &low_of[0], &high_of[0]);
    span(other, parameter, g, &low_of[1], &high_of[1]);
    low = fmax(low_of[0], low_of[1]); /* beyond, one of them is nought */
    high = fmin(high_of[0], high_of[1]);
    *overlap_out = 0;
    double n = fmin(most, ceil((high - low) / fmin(h, g) * steps_a_width));
    for (double i = 0; i < n; i++) {
        double x = low + (i + 0.5) * (high - low) / n;
        *overlap_out +=
            fmin(density(one, parameter, h, x), density(other, parameter, g, x)) * (high - low) / n;
    }
    return LAM_OK;
}
