/* SPDX-License-Identifier: BSD-3-Clause
 * lam_search.c - a search: its parameters between 0 and 1, its evaluations, its best point, its
 * end. */
#include "fit/lam_fit_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- parameters ---- */

double lam_fit_scaled(const lam_fit_parameter *p, double value) {
    return p->is_log ? log(value / p->low) / log(p->high / p->low)
                     : (value - p->low) / (p->high - p->low);
}

/* Rounding must not lead out of the bounds. */
double lam_fit_unscaled(const lam_fit_parameter *p, double scaled) {
    double value =
        p->is_log ? p->low * pow(p->high / p->low, scaled) : p->low + scaled * (p->high - p->low);
    return fmin(fmax(value, p->low), p->high);
}

/* ---- the search ---- */

enum { MOST_KNOWN = 2000 }; /* residuals take room */

lam_status lam_search_create(const lam_fit_problem *problem, const lam_fit_options *options,
                             size_t n_known, lam_search *search_out) {
    size_t n = problem->n_parameters, m = n_known > 0 ? problem->n_residuals : 0;
    size_t n_held = n_known < MOST_KNOWN ? n_known : MOST_KNOWN;
    double *room = lam_alloc((1 + n_held) * (n + m), sizeof *room);
    *search_out = (lam_search){.problem = problem,
                               .options = options,
                               .n = n,
                               .n_residuals = m,
                               .started_s = lam_now_s(),
                               .best = room,
                               .best_value = INFINITY,
                               .worst_value = -INFINITY,
                               .first_value = INFINITY,
                               .n_held = n_held,
                               .end = LAM_FIT_END_TOLERANCE};
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    search_out->best_residuals = room + n;
    search_out->known = room + n + m;
    search_out->known_residuals = search_out->known + n_held * n;
    lam_mt19937_seed(&search_out->random, options->seed);
    return LAM_OK;
}

void lam_search_free(lam_search *search) {
    free(search->best);
    *search = (lam_search){.best = NULL};
}

/* ---- evaluations ---- */

void lam_search_end(lam_search *search, lam_fit_end why) {
    if (!search->is_over) {
        search->is_over = true;
        search->end = why;
    }
}

static void look_at_limits(lam_search *search) {
    const lam_fit_options *options = search->options;
    if (search->best_value <= options->target) {
        lam_search_end(search, LAM_FIT_END_TARGET);
    } else if (options->interrupted != NULL && options->interrupted() != 0) {
        lam_search_end(search, LAM_FIT_END_INTERRUPT);
    } else if (search->n_done >= options->max_evaluations) {
        lam_search_end(search, LAM_FIT_END_EVALUATIONS);
    } else if (lam_now_s() - search->started_s >= options->max_seconds) {
        lam_search_end(search, LAM_FIT_END_SECONDS);
    }
}

/* Whatever a failed evaluation has left there. */
static void note(lam_search *search, const double *point, double *value, double *residuals) {
    bool is_good = isfinite(*value);
    for (size_t i = 0; residuals != NULL && i < search->n_residuals; i++) {
        is_good = is_good && isfinite(residuals[i]);
    }
    if (!is_good) {
        *value = INFINITY;
        return;
    }
    search->worst_value = fmax(search->worst_value, *value);
    search->first_value = isfinite(search->first_value) ? search->first_value : *value;
    if (residuals != NULL && search->n_known < search->n_held) {
        size_t n = search->n, m = search->n_residuals, k = search->n_known++;
        memcpy(search->known + k * n, point, n * sizeof *point);
        memcpy(search->known_residuals + k * m, residuals, m * sizeof *residuals);
    }
    if (*value < search->best_value) {
        search->best_value = *value;
        memcpy(search->best, point, search->n * sizeof *point);
        if (residuals != NULL) {
            memcpy(search->best_residuals, residuals, search->n_residuals * sizeof *residuals);
        }
    }
}

bool lam_search_try(lam_search *search, size_t n_points, double *points, double *values_out,
                    double *residuals_out) {
    size_t n = search->n, left = search->options->max_evaluations - search->n_done;
    size_t n_now = n_points < left ? n_points : left;
    for (size_t k = 0; k < n_points; k++) {
        values_out[k] = INFINITY;
    }
    look_at_limits(search);
    double *real = search->is_over ? NULL : lam_alloc(n_now * n, sizeof *real);
    if (real == NULL) {
        search->status = search->is_over ? search->status : LAM_ERR_MEMORY;
        search->is_over = true;
        return false;
    }
    for (size_t i = 0; i < n_now * n; i++) {
        points[i] = fmin(fmax(points[i], 0), 1);
        real[i] = lam_fit_unscaled(&search->problem->parameters[i % n], points[i]);
    }
    search->status =
        search->problem->evaluate(search->problem->user, n_now, n, real, values_out, residuals_out);
    free(real);
    if (search->status != LAM_OK) {
        search->is_over = true;
        return false;
    }
    search->n_done += n_now;
    for (size_t k = 0; k < n_now; k++) {
        note(search, points + k * n, &values_out[k],
             residuals_out == NULL ? NULL : residuals_out + k * search->n_residuals);
    }
    look_at_limits(search);
    return !search->is_over;
}

double lam_search_dot(size_t n, const double *a, const double *b) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

double lam_search_value(lam_search *search, double *point) {
    double value;
    lam_search_try(search, 1, point, &value, NULL);
    if (isfinite(value)) {
        return value;
    }
    double worst = search->worst_value;
    return isfinite(worst) ? worst + fabs(worst) + 1 : 1;
}

bool lam_search_probe(lam_search *search, const double *start, double *points_out,
                      double *values_out, double *residuals_out) {
    size_t n = search->n;
    const double step = 0.1;
    for (size_t k = 0; k <= n; k++) {
        memcpy(points_out + k * n, start, n * sizeof *start);
        if (k > 0) {
            points_out[k * n + k - 1] += start[k - 1] > 0.5 ? -step : step;
        }
    }
    return lam_search_try(search, n + 1, points_out, values_out, residuals_out);
}

void lam_search_hypercube(lam_search *search, size_t n_points, double *points_out) {
    size_t n = search->n;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n_points; k++) { /* shuffled as they are dealt */
            size_t other = (size_t)(lam_mt19937_uniform(&search->random) * (double)(k + 1));
            points_out[k * n + i] = points_out[other * n + i];
            points_out[other * n + i] = (double)k;
        }
        for (size_t k = 0; k < n_points; k++) {
            double within = lam_mt19937_uniform(&search->random);
            points_out[k * n + i] = (points_out[k * n + i] + within) / (double)n_points;
        }
    }
}
