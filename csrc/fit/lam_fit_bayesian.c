/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_bayesian.c - search by a Gaussian process: next comes the point of the greatest expected
 * improvement (Jones, Schonlau & Welch 1998, doi 10.1023/A:1008306431147). */
#include "fit/lam_fit_impl.h"
#include "fit/lam_gp_impl.h"

#include <math.h>
#include <nlopt.h>
#include <stdlib.h>
#include <string.h>

/* Lengths are sought at each point up to so many, then at every fifth, as that takes long. */
enum { OFTEN = 50, SELDOM = 5 };

typedef struct hopes {
    const lam_gp *gp;
    double least; /* value so far */
} hopes;

/* The logarithm, as it spans so much; its least value where rounding leaves nothing. */
static double improvement(unsigned n, const double *point, double *gradient, void *data) {
    (void)n;
    (void)gradient;
    const hopes *h = data;
    double mean, sd;
    lam_gp_predict(h->gp, point, &mean, &sd);
    if (!(sd > 0)) {
        return -700;
    }
    double z = (h->least - mean) / sd, pi = 3.141592653589793;
    double gain = sd * (z * erfc(-z / sqrt(2)) / 2 + exp(-z * z / 2) / sqrt(2 * pi));
    return gain > 0 ? fmax(log(gain), -700) : -700;
}

/* The best of the unit cube, into point_out, which holds where to begin. */
static bool climb(size_t n, nlopt_algorithm algorithm, int n_most, hopes *h, double *point,
                  double *gain_out) {
    nlopt_opt optimiser = nlopt_create(algorithm, (unsigned)n);
    bool is_good =
        optimiser != NULL && nlopt_set_max_objective(optimiser, improvement, h) >= 0 &&
        nlopt_set_lower_bounds1(optimiser, 0) >= 0 && nlopt_set_upper_bounds1(optimiser, 1) >= 0 &&
        nlopt_set_initial_step1(optimiser, 0.05) >= 0 &&
        nlopt_set_xtol_abs1(optimiser, 1e-5) >= 0 && nlopt_set_maxeval(optimiser, n_most) >= 0;
    *gain_out = -INFINITY;
    if (is_good) {
        nlopt_optimize(optimiser, point, gain_out); /* rounding may end it; the best stays */
    }
    nlopt_destroy(optimiser);
    return is_good;
}

/* From all over, and from beside the best point: whichever is better. `best` is then room. */
static lam_status choose(const lam_gp *gp, double least, double *best, double *point_out) {
    hopes h = {gp, least};
    double global, local;
    nlopt_algorithm polish = gp->n > 1 ? NLOPT_LN_BOBYQA : NLOPT_LN_COBYLA;
    for (size_t i = 0; i < gp->n; i++) {
        point_out[i] = 0.5;
    }
    if (!climb(gp->n, NLOPT_GN_DIRECT_L, 200 * (int)gp->n, &h, point_out, &global) ||
        !climb(gp->n, polish, 50 * (int)gp->n, &h, point_out, &global) ||
        !climb(gp->n, polish, 50 * (int)gp->n, &h, best, &local)) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: NLopt");
    }
    if (local > global) {
        memcpy(point_out, best, gp->n * sizeof *best);
    }
    return LAM_OK;
}

/* As far as from any point that is known. */
static double nearest(const lam_gp *gp, const double *point) {
    double least = INFINITY;
    for (size_t k = 0; k < gp->n_points; k++) {
        double apart = 0;
        for (size_t i = 0; i < gp->n; i++) {
            apart = fmax(apart, fabs(gp->x[k * gp->n + i] - point[i]));
        }
        least = fmin(least, apart);
    }
    return least;
}

/* A batch: each point is chosen as if those before had what is expected of them. */
static lam_status choose_batch(lam_search *search, lam_gp *gp, size_t batch, double *points,
                               size_t *n_out) {
    size_t n_known = gp->n_points;
    bool is_searched = n_known <= OFTEN || n_known % SELDOM < batch;
    double *beside = points + batch * gp->n;
    *n_out = 0;
    while (*n_out < batch && gp->n_points < gp->n_held) {
        double *point = points + *n_out * gp->n, expected;
        LAM_TRY(lam_gp_fit(gp, is_searched && *n_out == 0 ? LAM_GP_FAR : LAM_GP_KEEP));
        for (size_t i = 0; i < gp->n; i++) {
            double jump = 0.02 * (lam_mt19937_uniform(&search->random) - 0.5);
            beside[i] = fmin(fmax(search->best[i] + jump, 0), 1);
        }
        LAM_TRY(choose(gp, search->best_value, beside, point));
        if (nearest(gp, point) < search->options->tolerance) {
            break;
        }
        lam_gp_predict(gp, point, &expected, NULL);
        lam_gp_add(gp, point, &expected);
        ++*n_out;
    }
    gp->n_points = n_known;
    return LAM_OK;
}

/* What has no value counts as the worst that has one. */
static void learn(const lam_search *search, lam_gp *gp, size_t n_points, const double *points,
                  const double *values) {
    double worst = isfinite(search->worst_value) ? search->worst_value : 1;
    for (size_t k = 0; k < n_points; k++) {
        lam_gp_add(gp, points + k * gp->n, isfinite(values[k]) ? &values[k] : &worst);
    }
}

static lam_status explore(lam_search *search, lam_gp *gp, const double *start, size_t batch,
                          double *points, double *values) {
    size_t n_first = search->n + 1;
    if (!lam_search_probe(search, start, points, values, NULL)) {
        return LAM_OK;
    }
    learn(search, gp, n_first, points, values);
    lam_search_hypercube(search, n_first, points);
    if (!lam_search_try(search, n_first, points, values, NULL)) {
        return LAM_OK;
    }
    learn(search, gp, n_first, points, values);
    while (!search->is_over) {
        size_t n_now;
        LAM_TRY(choose_batch(search, gp, batch, points, &n_now));
        if (n_now == 0) {
            lam_search_end(search, LAM_FIT_END_TOLERANCE);
        } else if (lam_search_try(search, n_now, points, values, NULL)) {
            learn(search, gp, n_now, points, values);
        }
    }
    return LAM_OK;
}

lam_status lam_search_bayesian(lam_search *search, const double *start) {
    size_t n = search->n, n_most = search->options->max_evaluations;
    size_t batch = search->options->batch > 0 ? search->options->batch : 1;
    size_t n_room = n + 1 > batch ? n + 1 : batch;
    lam_gp gp;
    double *points = lam_alloc((n_room + 1) * n + n_room, sizeof *points);
    lam_status status = lam_gp_create(n, 1, n_most + 2 * n_room, &gp);
    if (points == NULL) {
        status = LAM_ERR_MEMORY;
    }
    if (status == LAM_OK) {
        status = explore(search, &gp, start, batch, points, points + (n_room + 1) * n);
    }
    lam_gp_free(&gp);
    free(points);
    return status;
}
