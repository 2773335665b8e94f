/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sobol_indices.c - which share of a number's variance each parameter makes, from points of a
 * design of the kind saltelli. */
#include "base/lam_sort_impl.h"
#include "base/lam_status_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows of values at A, AB of each parameter, B; and which of them count, each as often as it is
 * there. */
typedef struct sample {
    size_t n, n_parameters;
    const double *rows;
    size_t *chosen;
} sample;

static const double *row(const sample *s, size_t i) {
    return s->rows + s->chosen[i] * (s->n_parameters + 2);
}

/* The variance of the values at A and B, and the mean of all. */
static void moments(const sample *s, double *mean_out, double *variance_out) {
    double sum = 0, squares = 0, n = 2 * (double)s->n;
    for (size_t i = 0; i < s->n; i++) {
        sum += row(s, i)[0] + row(s, i)[s->n_parameters + 1];
    }
    for (size_t i = 0; i < s->n; i++) {
        double a = row(s, i)[0] - sum / n, b = row(s, i)[s->n_parameters + 1] - sum / n;
        squares += a * a + b * b;
    }
    for (size_t i = 0; i < s->n; i++) {
        for (size_t k = 1; k <= s->n_parameters; k++) {
            sum += row(s, i)[k];
        }
    }
    *mean_out = sum / (n + (double)(s->n * s->n_parameters));
    *variance_out = squares / n;
}

/* With f the number less its mean (Saltelli 2010, table 2, b and f):
 *
 *     first = mean of f(B) (f(AB) - f(A)) / variance
 *     total = mean of (f(A) - f(AB))^2 / 2 variance */
static void estimate(const sample *s, size_t parameter, double *first_out, double *total_out) {
    double mean, variance, first = 0, total = 0;
    moments(s, &mean, &variance);
    for (size_t i = 0; i < s->n; i++) {
        double change = row(s, i)[parameter + 1] - row(s, i)[0];
        first += (row(s, i)[s->n_parameters + 1] - mean) * change;
        total += change * change / 2;
    }
    *first_out = first / ((double)s->n * variance);
    *total_out = total / ((double)s->n * variance);
}

/* Percentiles 2.5 and 97.5 of n numbers, which are then in order (Efron & Tibshirani 1993). A draw
 * whose values do not vary has no share. */
static void find_interval(size_t n, double *shares, lam_sobol_share *share_out) {
    size_t n_good = 0;
    for (size_t i = 0; i < n; i++) {
        if (isfinite(shares[i])) {
            shares[n_good++] = shares[i];
        }
    }
    share_out->low = share_out->high = NAN;
    if (n_good > 0) {
        lam_sort_doubles(n_good, shares);
        share_out->low = shares[(size_t)(0.025 * (double)n_good)];
        share_out->high = shares[(size_t)ceil(0.975 * (double)n_good) - 1];
    }
}

static void bootstrap(sample *drawn, const sample *all, size_t n_resamples, uint64_t seed,
                      double *shares, lam_sensitivity *out) {
    size_t d = all->n_parameters;
    for (size_t r = 0; r < n_resamples; r++) {
        for (size_t i = 0; i < all->n; i++) {
            size_t from = (size_t)(lam_uniform_at(seed, r, i) * (double)all->n);
            drawn->chosen[i] = all->chosen[from];
        }
        for (size_t k = 0; k < d; k++) {
            estimate(drawn, k, &shares[2 * k * n_resamples + r],
                     &shares[(2 * k + 1) * n_resamples + r]);
        }
    }
    for (size_t k = 0; k < d; k++) {
        find_interval(n_resamples, shares + 2 * k * n_resamples, &out[k].first);
        find_interval(n_resamples, shares + (2 * k + 1) * n_resamples, &out[k].total);
    }
}

static size_t choose_finite(size_t n_base, size_t n_columns, const double *values, size_t *chosen) {
    size_t n = 0;
    for (size_t i = 0; i < n_base; i++) {
        bool is_finite = true;
        for (size_t k = 0; k < n_columns; k++) {
            is_finite = is_finite && isfinite(values[i * n_columns + k]);
        }
        chosen[n] = i;
        n += is_finite;
    }
    return n;
}

static lam_status check(const sample *all, size_t n_base) {
    double mean = 0, variance = 0;
    if (all->n < 2) {
        return lam_fail(LAM_ERR_INPUT,
                        "Sobol's indices: %zu of %zu base points have numbers; accepted: 2 or more",
                        all->n, n_base);
    }
    moments(all, &mean, &variance);
    if (!isfinite(variance) || !(variance > 1e-28 * mean * mean)) {
        return lam_fail(LAM_ERR_INPUT,
                        "Sobol's indices: a number of mean %g, variance %g; accepted: one that "
                        "varies",
                        mean, variance);
    }
    return LAM_OK;
}

lam_status lam_sobol_indices(size_t n_base, size_t n_parameters, const double *values,
                             size_t n_resamples, uint64_t seed, lam_sensitivity *sensitivities_out,
                             size_t *n_used_out) {
    size_t *chosen = lam_alloc(2 * (n_base + 1), sizeof *chosen);
    double *shares = lam_alloc(2 * n_parameters * n_resamples, sizeof *shares);
    sample all = {0, n_parameters, values, chosen};
    lam_status status = chosen == NULL || shares == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK) {
        all.n = choose_finite(n_base, n_parameters + 2, values, chosen);
        status = check(&all, n_base);
    }
    if (status == LAM_OK) {
        sample drawn = {all.n, n_parameters, values, chosen + n_base + 1};
        for (size_t k = 0; k < n_parameters; k++) {
            lam_sensitivity *out = &sensitivities_out[k];
            estimate(&all, k, &out->first.share, &out->total.share);
        }
        bootstrap(&drawn, &all, n_resamples, seed, shares, sensitivities_out);
        *n_used_out = all.n;
    }
    free(chosen);
    free(shares);
    return status;
}
