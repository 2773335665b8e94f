/* SPDX-License-Identifier: BSD-3-Clause
 * lam_gp.c - a Gaussian process through values at points, and its most likely lengths. */
#include "fit/lam_gp_impl.h"

#include <lapacke.h>
#include <math.h>
#include <nlopt.h>
#include <stdlib.h>
#include <string.h>

static const double least_length = 0.02, most_length = 20, usual_length = 0.5;
/* Evaluations of the likelihood, for each length. */
enum { NEAR_STEPS = 15, FAR_STEPS = 60 };
static const double least_noise = 1e-8, most_noise = 0.1, usual_noise = 1e-6;

lam_status lam_gp_create(size_t n, size_t n_outputs, size_t n_held, lam_gp *gp_out) {
    *gp_out = (lam_gp){.n = n, .n_outputs = n_outputs, .n_held = n_held};
    size_t n_numbers = n_held * (n + n_held + 2 * n_outputs + 2) + n_outputs + 2 * n + 1;
    double *room = lam_alloc(n_numbers, sizeof *room);
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    gp_out->x = room;
    gp_out->y = gp_out->x + n_held * n;
    gp_out->alpha = gp_out->y + n_held * n_outputs;
    gp_out->room = gp_out->alpha + n_held * n_outputs;
    gp_out->factor = gp_out->room + 2 * n_held;
    gp_out->mean = gp_out->factor + n_held * n_held;
    gp_out->per_length = gp_out->mean + n_outputs;
    gp_out->hyper = gp_out->per_length + n;
    for (size_t i = 0; i < n; i++) {
        gp_out->hyper[i] = log(usual_length);
    }
    gp_out->hyper[n] = log(usual_noise);
    return LAM_OK;
}

void lam_gp_free(lam_gp *gp) {
    free(gp->x);
}

void lam_gp_add(lam_gp *gp, const double *point, const double *values) {
    memcpy(gp->x + gp->n_points * gp->n, point, gp->n * sizeof *point);
    memcpy(gp->y + gp->n_points * gp->n_outputs, values, gp->n_outputs * sizeof *values);
    gp->n_points++;
}

static double kernel(const lam_gp *gp, const double *a, const double *b) {
    double d2 = 0;
    for (size_t i = 0; i < gp->n; i++) {
        double apart = (a[i] - b[i]) * gp->per_length[i];
        d2 += apart * apart;
    }
    double d = sqrt(5 * d2);
    return (1 + d + d * d / 3) * exp(-d);
}

static double standardised(const lam_gp *gp, size_t point, size_t output) {
    return (gp->y[point * gp->n_outputs + output] - gp->mean[output]) / gp->sd;
}

/* The factor, alpha and variance for these lengths and noise. Returns the logarithm of the
 * likelihood, that variance being the most likely one; -INFINITY: it cannot be factored. */
static double factor(lam_gp *gp, const double *hyper) {
    size_t n = gp->n_points, m = gp->n_outputs;
    lapack_int size = (lapack_int)n, n_sides = (lapack_int)m;
    const double pi = 3.141592653589793;
    for (size_t i = 0; i < gp->n; i++) {
        gp->per_length[i] = exp(-hyper[i]);
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j <= i; j++) {
            gp->factor[j * n + i] = kernel(gp, gp->x + i * gp->n, gp->x + j * gp->n);
        }
        gp->factor[i * n + i] += exp(hyper[gp->n]);
    }
    for (size_t i = 0; i < n * m; i++) {
        gp->alpha[i] = standardised(gp, i % n, i / n);
    }
    if (LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'L', size, gp->factor, size) != 0 ||
        LAPACKE_dpotrs(LAPACK_COL_MAJOR, 'L', size, n_sides, gp->factor, size, gp->alpha, size)) {
        return -INFINITY;
    }
    double sum = 0, log_root = 0;
    for (size_t i = 0; i < n * m; i++) {
        sum += standardised(gp, i % n, i / n) * gp->alpha[i];
    }
    for (size_t i = 0; i < n; i++) {
        log_root += log(gp->factor[i * n + i]);
    }
    gp->variance = fmax(sum / (double)(n * m), 1e-300);
    return -(double)(n * m) / 2 * (log(2 * pi * gp->variance) + 1) - (double)m * log_root;
}

static double unlikely(unsigned n, const double *hyper, double *gradient, void *data) {
    (void)n;
    (void)gradient;
    double likely = factor(data, hyper);
    return isfinite(likely) ? -likely : 1e100;
}

/* Lengths and noise from a start, into `hyper`. Returns how unlikely they are. */
static double search(nlopt_opt optimiser, double *hyper) {
    double least = INFINITY;
    nlopt_optimize(optimiser, hyper, &least); /* rounding may end it; the best stays */
    return least;
}

static bool set_up(lam_gp *gp, int n_most, nlopt_opt optimiser, double *bounds) {
    size_t n = gp->n;
    bool is_good = nlopt_set_min_objective(optimiser, unlikely, gp) >= 0;
    for (size_t i = 0; i <= n; i++) {
        bounds[i] = log(i < n ? least_length : least_noise);
    }
    is_good = is_good && nlopt_set_lower_bounds(optimiser, bounds) >= 0;
    for (size_t i = 0; i <= n; i++) {
        bounds[i] = log(i < n ? most_length : most_noise);
    }
    return is_good && nlopt_set_upper_bounds(optimiser, bounds) >= 0 &&
           nlopt_set_initial_step1(optimiser, 0.5) >= 0 &&
           nlopt_set_xtol_abs1(optimiser, 1e-2) >= 0 &&
           nlopt_set_maxeval(optimiser, n_most * (int)(n + 1)) >= 0;
}

static lam_status find_hyper(lam_gp *gp, lam_gp_care care) {
    nlopt_opt optimiser = nlopt_create(NLOPT_LN_BOBYQA, (unsigned)(gp->n + 1));
    double *other = lam_alloc(gp->n + 1, sizeof *other);
    bool is_good = other != NULL && optimiser != NULL &&
                   set_up(gp, care == LAM_GP_NEAR ? NEAR_STEPS : FAR_STEPS, optimiser, other);
    if (is_good) {
        for (size_t i = 0; i <= gp->n; i++) {
            other[i] = log(i < gp->n ? usual_length : usual_noise);
        }
        double from_here = search(optimiser, gp->hyper);
        if (care == LAM_GP_FAR && search(optimiser, other) < from_here) {
            for (size_t i = 0; i <= gp->n; i++) {
                gp->hyper[i] = other[i];
            }
        }
    }
    nlopt_destroy(optimiser);
    free(other);
    return is_good ? LAM_OK : lam_fail(LAM_ERR_MEMORY, "out of memory: NLopt");
}

lam_status lam_gp_fit(lam_gp *gp, lam_gp_care care) {
    double squares = 0;
    size_t m = gp->n_outputs, n = gp->n_points * m;
    memset(gp->mean, 0, m * sizeof *gp->mean);
    for (size_t i = 0; i < n; i++) {
        gp->mean[i % m] += gp->y[i] / (double)gp->n_points;
    }
    for (size_t i = 0; i < n; i++) {
        squares += (gp->y[i] - gp->mean[i % m]) * (gp->y[i] - gp->mean[i % m]);
    }
    gp->sd = squares > 0 ? sqrt(squares / (double)n) : 1;
    if (care != LAM_GP_KEEP) {
        LAM_TRY(find_hyper(gp, care));
    }
    gp->log_likelihood = factor(gp, gp->hyper);
    while (!isfinite(gp->log_likelihood) && gp->hyper[gp->n] < log(most_noise)) {
        gp->hyper[gp->n] += log(10); /* points too near for so little noise */
        gp->log_likelihood = factor(gp, gp->hyper);
    }
    return LAM_OK;
}

/* Without the last step, which takes longer than all others, where sd_out is NULL. */
void lam_gp_predict(const lam_gp *gp, const double *point, double *mean_out, double *sd_out) {
    size_t n = gp->n_points;
    double known = 0, *k = gp->room, *v = k + n;
    for (size_t i = 0; i < n; i++) {
        k[i] = kernel(gp, gp->x + i * gp->n, point);
    }
    for (size_t o = 0; o < gp->n_outputs; o++) {
        double mean = 0;
        for (size_t i = 0; i < n; i++) {
            mean += k[i] * gp->alpha[o * n + i];
        }
        mean_out[o] = gp->mean[o] + gp->sd * mean;
    }
    for (size_t i = 0; i < n && sd_out != NULL; i++) {
        double rest = k[i];
        for (size_t j = 0; j < i; j++) { /* L v = k */
            rest -= gp->factor[j * n + i] * v[j];
        }
        v[i] = rest / gp->factor[i * n + i];
        known += v[i] * v[i];
    }
    if (sd_out != NULL) {
        *sd_out = gp->sd * sqrt(gp->variance * fmax(1 - known, 0));
    }
}
