/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_cma.c - evolution strategy with covariance matrix adaptation (Hansen 2016, "The CMA
 * evolution strategy: a tutorial", arXiv 1604.00772; names and defaults are those of its fig. 6 and
 * table 1, with negative weights). */
#include "fit/lam_fit_impl.h"

#include "base/lam_sort_impl.h"

#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double first_sigma = 0.25; /* of the range */

typedef struct cma {
    size_t n, lambda, mu;
    double mu_eff, c_sigma, d_sigma, c_c, c_1, c_mu, chi_n, sigma;
    double *weights;       /* [lambda], the best first; negative from mu on */
    double *mean, *shift;  /* [n] */
    double *p_sigma, *p_c; /* [n]: evolution paths */
    double *c, *b, *d;     /* [n][n] covariance; its eigenvectors, a column each; [n] roots */
    double *y, *points;    /* [lambda][n]: steps from the mean in units of sigma; where they are */
    double *values, *z;    /* [lambda]; [n] */
    double *scores, *places;  /* [lambda]: for the order */
    size_t generation, n_old; /* generations since b and d were found */
} cma;

static void set_weights(cma *s) {
    double n = (double)s->n, sum = 0, squares = 0, all_sum = 0, all_squares = 0;
    s->mu = s->lambda / 2;
    for (size_t i = 0; i < s->lambda; i++) {
        s->weights[i] = log(((double)s->lambda + 1) / 2) - log((double)i + 1);
        if (i < s->mu) {
            sum += s->weights[i];
            squares += s->weights[i] * s->weights[i];
        } else {
            all_sum += s->weights[i];
            all_squares += s->weights[i] * s->weights[i];
        }
    }
    s->mu_eff = sum * sum / squares;
    double mu_minus = all_sum * all_sum / all_squares;
    s->c_sigma = (s->mu_eff + 2) / (n + s->mu_eff + 5);
    s->d_sigma = 1 + 2 * fmax(0, sqrt((s->mu_eff - 1) / (n + 1)) - 1) + s->c_sigma;
    s->c_c = (4 + s->mu_eff / n) / (n + 4 + 2 * s->mu_eff / n);
    s->c_1 = 2 / ((n + 1.3) * (n + 1.3) + s->mu_eff);
    s->c_mu = fmin(1 - s->c_1,
                   2 * (0.25 + s->mu_eff + 1 / s->mu_eff - 2) / ((n + 2) * (n + 2) + s->mu_eff));
    s->chi_n = sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    double negative = fmin(fmin(1 + s->c_1 / s->c_mu, 1 + 2 * mu_minus / (s->mu_eff + 2)),
                           (1 - s->c_1 - s->c_mu) / (n * s->c_mu)); /* eqs. (50) to (52) */
    for (size_t i = 0; i < s->lambda; i++) {
        s->weights[i] *= i < s->mu ? 1 / sum : negative / -all_sum;
    }
}

/* ---- a generation ---- */

/* Near a bound steps become ever shorter, so that an objective that is least there is smooth;
 * beyond its margin all is as in a mirror. (Hansen's `cma` does likewise.) */
static const double margin = 0.05;

static double within(double y) {
    double width = 1 + 2 * margin, folded = fabs(remainder(y + margin, 2 * width)) - margin;
    double above = folded + margin, below = 1 + margin - folded;
    return folded < margin       ? above * above / (4 * margin)
           : folded > 1 - margin ? 1 - below * below / (4 * margin)
                                 : folded;
}

static double without(double x) {
    return x < margin       ? 2 * sqrt(margin * x) - margin
           : x > 1 - margin ? 1 + margin - 2 * sqrt(margin * (1 - x))
                            : x;
}

static void draw(lam_search *search, cma *s) {
    size_t n = s->n;
    for (size_t k = 0; k < s->lambda; k++) {
        double *y = s->y + k * n;
        for (size_t i = 0; i < n; i++) {
            s->z[i] = s->d[i] * lam_mt19937_normal(&search->random, 0, 1);
        }
        for (size_t i = 0; i < n; i++) {
            y[i] = 0;
            for (size_t j = 0; j < n; j++) {
                y[i] += s->b[j * n + i] * s->z[j];
            }
            s->points[k * n + i] = within(s->mean[i] + s->sigma * y[i]);
        }
    }
}

/* y = C^(-1/2) x. */
static void whiten(const cma *s, const double *x, double *y_out) {
    for (size_t j = 0; j < s->n; j++) {
        double along = 0;
        for (size_t i = 0; i < s->n; i++) {
            along += s->b[j * s->n + i] * x[i];
        }
        s->z[j] = along / s->d[j];
    }
    for (size_t i = 0; i < s->n; i++) {
        y_out[i] = 0;
        for (size_t j = 0; j < s->n; j++) {
            y_out[i] += s->b[j * s->n + i] * s->z[j];
        }
    }
}

static double squared(size_t n, const double *x) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i] * x[i];
    }
    return sum;
}

/* The mean goes to the better half: eqs. (41), (42). */
static void move_mean(cma *s) {
    memset(s->shift, 0, s->n * sizeof *s->shift);
    for (size_t k = 0; k < s->mu; k++) {
        const double *y = s->y + (size_t)s->places[k] * s->n;
        for (size_t i = 0; i < s->n; i++) {
            s->shift[i] += s->weights[k] * y[i];
        }
    }
    for (size_t i = 0; i < s->n; i++) {
        s->mean[i] += s->sigma * s->shift[i];
    }
}

/* C: eq. (47). `stalled` is 1 while the path of sigma is too long for that of C to follow. */
static void adapt_covariance(cma *s, double stalled, double *whitened) {
    size_t n = s->n;
    double sum = 0;
    for (size_t k = 0; k < s->lambda; k++) {
        sum += s->weights[k];
    }
    double keep = 1 + s->c_1 * stalled * s->c_c * (2 - s->c_c) - s->c_1 - s->c_mu * sum;
    for (size_t i = 0; i < n * n; i++) {
        s->c[i] = keep * s->c[i] + s->c_1 * s->p_c[i / n] * s->p_c[i % n];
    }
    for (size_t k = 0; k < s->lambda; k++) {
        const double *y = s->y + (size_t)s->places[k] * n;
        double w = s->c_mu * s->weights[k];
        if (w < 0) { /* of such a length that C stays positive definite: eq. (46) */
            whiten(s, y, whitened);
            w *= (double)n / squared(n, whitened);
        }
        for (size_t i = 0; i < n * n; i++) {
            s->c[i] += w * y[i / n] * y[i % n];
        }
    }
}

/* The paths follow the mean (eqs. 43, 45), C and sigma (44) the paths. `whitened` has room for n
 * numbers. */
static void adapt(cma *s, double *whitened) {
    size_t n = s->n;
    move_mean(s);
    whiten(s, s->shift, whitened);
    for (size_t i = 0; i < n; i++) {
        s->p_sigma[i] = (1 - s->c_sigma) * s->p_sigma[i] +
                        sqrt(s->c_sigma * (2 - s->c_sigma) * s->mu_eff) * whitened[i];
    }
    double length = sqrt(squared(n, s->p_sigma));
    double settled = sqrt(1 - pow(1 - s->c_sigma, 2 * (double)++s->generation));
    double stalled = length / settled < (1.4 + 2 / ((double)n + 1)) * s->chi_n ? 0 : 1;
    for (size_t i = 0; i < n; i++) {
        s->p_c[i] = (1 - s->c_c) * s->p_c[i] +
                    (1 - stalled) * sqrt(s->c_c * (2 - s->c_c) * s->mu_eff) * s->shift[i];
    }
    adapt_covariance(s, stalled, whitened);
    s->sigma *= exp(s->c_sigma / s->d_sigma * (length / s->chi_n - 1));
}

/* C = B D^2 B^T, now and then, as it changes slowly. */
static lam_status decompose(cma *s) {
    size_t n = s->n;
    double rate = (s->c_1 + s->c_mu) * (double)n * 10;
    if (++s->n_old < 1 / rate) {
        return LAM_OK;
    }
    s->n_old = 0;
    memcpy(s->b, s->c, n * n * sizeof *s->b);
    lapack_int failed =
        LAPACKE_dsyev(LAPACK_COL_MAJOR, 'V', 'L', (lapack_int)n, s->b, (lapack_int)n, s->d);
    if (failed == LAPACK_WORK_MEMORY_ERROR) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: eigenvectors of %zu parameters", n);
    }
    for (size_t i = 0; i < n; i++) {
        s->d[i] = sqrt(fmax(s->d[i], 1e-28));
    }
    return LAM_OK;
}

/* The best first; which of two equals is first does not depend on the machine. */
static lam_status rank(cma *s) {
    for (size_t k = 0; k < s->lambda; k++) {
        s->scores[k] = s->values[k];
        s->places[k] = (double)k;
    }
    return lam_sort_rows(s->lambda, s->scores, s->places);
}

/* The longest axis of the steps. */
static double reach(const cma *s) {
    double longest = 0;
    for (size_t i = 0; i < s->n; i++) {
        longest = fmax(longest, s->sigma * sqrt(s->c[i * s->n + i]));
    }
    return longest;
}

static lam_status evolve(lam_search *search, cma *s) {
    lam_search_probe(search, s->mean, s->points, s->values, NULL);
    for (size_t i = 0; i < s->n; i++) {
        s->mean[i] = without(s->mean[i]);
    }
    while (!search->is_over) {
        draw(search, s);
        if (!lam_search_try(search, s->lambda, s->points, s->values, NULL)) {
            break;
        }
        LAM_TRY(rank(s));
        adapt(s, s->z + s->n);
        LAM_TRY(decompose(s));
        if (!(reach(s) > search->options->tolerance)) {
            lam_search_end(search, LAM_FIT_END_TOLERANCE);
        }
    }
    return LAM_OK;
}

lam_status lam_search_cma(lam_search *search, const double *start) {
    size_t n = search->n, usual = 4 + (size_t)(3 * log((double)n));
    cma s = {.n = n, .sigma = first_sigma};
    s.lambda = search->options->batch > 0 ? search->options->batch : usual;
    s.lambda = s.lambda < 4 ? 4 : s.lambda;
    size_t n_points = s.lambda > n ? s.lambda : n + 1; /* those of the probe, too */
    size_t n_numbers = 3 * s.lambda + n_points + (s.lambda + n_points) * n + 2 * n * n + 7 * n;
    double *room = lam_alloc(n_numbers, sizeof *room), *next = room;
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    double **lists[] = {&s.weights, &s.values, &s.scores, &s.places, &s.y,       &s.points, &s.c,
                        &s.b,       &s.d,      &s.mean,   &s.shift,  &s.p_sigma, &s.p_c,    &s.z};
    size_t sizes[] = {
        s.lambda, n_points, s.lambda, s.lambda, s.lambda * n, n_points * n, n * n, n * n, n,
        n,        n,        n,        n,        2 * n};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        *lists[i] = next;
        next += sizes[i];
    }
    memcpy(s.mean, start, n * sizeof *start);
    for (size_t i = 0; i < n; i++) {
        s.c[i * n + i] = s.b[i * n + i] = s.d[i] = 1;
    }
    set_weights(&s);
    lam_status status = evolve(search, &s);
    free(room);
    return status;
}
