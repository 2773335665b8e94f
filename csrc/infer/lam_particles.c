/* SPDX-License-Identifier: BSD-3-Clause
 * lam_particles.c - what draws that count differently say: mean, spread, quantiles. */
#include "base/lam_sort_impl.h"
#include "base/lam_status_impl.h"

#include <stdlib.h>

double lam_particles_mean(const lam_particles *p, size_t parameter) {
    double sum = 0;
    for (size_t i = 0; i < p->n; i++) {
        sum += p->weights[i] * p->values[i * p->n_parameters + parameter];
    }
    return sum;
}

double lam_particles_covariance(const lam_particles *p, size_t one, size_t other) {
    double sum = 0, mean = lam_particles_mean(p, one), other_mean = lam_particles_mean(p, other);
    for (size_t i = 0; i < p->n; i++) {
        const double *values = p->values + i * p->n_parameters;
        sum += p->weights[i] * (values[one] - mean) * (values[other] - other_mean);
    }
    return sum;
}

double lam_particles_effective(const lam_particles *p) {
    double sum = 0;
    for (size_t i = 0; i < p->n; i++) {
        sum += p->weights[i] * p->weights[i];
    }
    return 1 / sum;
}

/* Rounding leaves the sum of all weights beside 1: the last value is where it ends. */
lam_status lam_particles_quantiles(const lam_particles *p, size_t parameter, size_t n,
                                   const double *u, double *values_out) {
    double *values = lam_alloc(2 * p->n, sizeof *values), *weights = values + p->n;
    if (values == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < p->n; i++) {
        values[i] = p->values[i * p->n_parameters + parameter];
        weights[i] = p->weights[i];
    }
    lam_status status = lam_sort_rows(p->n, values, weights);
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        size_t i = 0;
        for (double sum = weights[0]; sum < u[k] && i + 1 < p->n; sum += weights[i]) {
            i++;
        }
        values_out[k] = values[i];
    }
    free(values);
    return status;
}
