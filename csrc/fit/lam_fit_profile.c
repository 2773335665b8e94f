/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_profile.c - profiles of an objective (Raue 2009, doi 10.1093/bioinformatics/btp358): one
 * parameter is held, further and further from the best point, and the others are fitted anew: where
 * there are residuals by a Gaussian process of all runs of the profile, else by BOBYQA. */
#include "fit/lam_fit_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The first step of a side, in scaled parameters. Each next point is twice as far, after the first
 * few, which do not come near the limit then, four times. */
static const double least_step = 1e-4, most_step = 0.25;
enum { FEW = 4, ENOUGH = 2 };
/* A side ends where the objective has risen by so many times what the limit has: between two minima
 * of a spiking model it hardly rises by as much. */
static const double far_above = 3;
static const double tolerance = 1e-3;
/* What the objective has to be lower by to be called so, as a part of what matters. */
static const double lower_by = 0.01;
/* Evaluations of each point, for each parameter. */
enum { EACH_SQUARES = 4, EACH_VALUES = 8 };
/* Residuals are first known at the best point and a step either way of each parameter. */
static const double first_step = 0.01;

/* The fit of the others by values. */
typedef struct held {
    const lam_fit_problem *problem;
    size_t k;     /* which is held */
    double value; /* in its unit */
} held;

typedef struct job {
    const lam_fit_problem *problem, *given; /* it notes what the given one is worth */
    const lam_fit_profile_options *options;
    double *best;       /* [n] scaled */
    double *low, *high; /* [n] scaled: how far runs are known that are no worse than the limit */
    double started_s;
    lam_fit_parameter *others; /* [n - 1] */
    lam_search search;         /* of residuals, */
    lam_krige *krige;          /* and what it knows; NULL: there are none */
    lam_fit_profile *profile;
} job;

/* A point of all parameters, in their units. */
static void note(job *j, const double *point, double value) {
    for (size_t i = 0; i < j->problem->n_parameters && value <= j->profile->limit; i++) {
        double x = lam_fit_scaled(&j->problem->parameters[i], point[i]);
        j->low[i] = fmin(j->low[i], x);
        j->high[i] = fmax(j->high[i], x);
    }
}

static lam_status evaluate_noted(void *user, size_t n_points, size_t n, const double *points,
                                 double *values_out, double *residuals_out) {
    job *j = user;
    LAM_TRY(j->given->evaluate(j->given->user, n_points, n, points, values_out, residuals_out));
    for (size_t p = 0; p < n_points; p++) {
        note(j, points + p * n, values_out[p]);
    }
    return LAM_OK;
}

static lam_status evaluate_held(void *user, size_t n_points, size_t n_others, const double *points,
                                double *values_out, double *residuals_out) {
    const held *h = user;
    size_t n = n_others + 1;
    double *all = lam_alloc(n_points * n, sizeof *all);
    if (all == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t p = 0; p < n_points; p++) {
        double *to = all + p * n;
        const double *from = points + p * n_others;
        memcpy(to, from, h->k * sizeof *to);
        to[h->k] = h->value;
        memcpy(to + h->k + 1, from + h->k, (n_others - h->k) * sizeof *to);
    }
    lam_status status =
        h->problem->evaluate(h->problem->user, n_points, n, all, values_out, residuals_out);
    free(all);
    return status;
}

/* From `point`, whose parameter k is held, to the best of the others; both scaled. */
static lam_status fit_by_values(job *j, size_t k, double *point, double *value_out) {
    size_t n = j->problem->n_parameters;
    const lam_fit_profile_options *options = j->options;
    held h = {j->problem, k, lam_fit_unscaled(&j->problem->parameters[k], point[k])};
    double *best = lam_alloc(n, sizeof *best);
    if (best == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        lam_fit_parameter p = j->problem->parameters[i];
        p.start = lam_fit_unscaled(&p, fmin(fmax(point[i], 0), 1));
        if (i != k) {
            j->others[i - (i > k)] = p;
        }
    }
    lam_fit_problem problem = *j->problem;
    problem.n_parameters = n - 1;
    problem.parameters = j->others;
    problem.evaluate = evaluate_held;
    problem.user = &h;
    lam_fit_options fit = {.solver = LAM_FIT_BOBYQA,
                           .max_evaluations = n * EACH_VALUES,
                           .max_seconds = options->max_seconds - (lam_now_s() - j->started_s),
                           .tolerance = tolerance,
                           .target = -INFINITY,
                           .is_local = true,
                           .interrupted = options->interrupted};
    lam_fit_result result = {INFINITY, 0, LAM_FIT_END_SECONDS};
    lam_status status = fit.max_seconds > 0 ? lam_fit(&problem, &fit, best, &result) : LAM_OK;
    for (size_t i = 0; i < n; i++) {
        if (i != k) {
            point[i] = lam_fit_scaled(&j->others[i - (i > k)], best[i - (i > k)]);
        }
    }
    free(best);
    bool is_stopped = result.end == LAM_FIT_END_SECONDS || result.end == LAM_FIT_END_INTERRUPT;
    j->profile->end = is_stopped ? result.end : j->profile->end;
    j->profile->n_evaluations += result.n_evaluations;
    *value_out = result.value;
    return status;
}

/* The same by residuals. */
static lam_status fit_by_residuals(job *j, size_t k, double *point, double *value_out) {
    size_t before = j->search.n_done, n_most = EACH_SQUARES * j->problem->n_parameters;
    lam_status status = lam_krige_hold(&j->search, j->krige, k, n_most, point, value_out);
    j->profile->n_evaluations += j->search.n_done - before;
    j->profile->end = j->search.is_over ? j->search.end : j->profile->end;
    return status;
}

static bool is_cut_short(job *j) {
    const lam_fit_profile_options *options = j->options;
    bool is_late = lam_now_s() - j->started_s >= options->max_seconds;
    if (options->interrupted != NULL && options->interrupted() != 0) {
        j->profile->end = LAM_FIT_END_INTERRUPT;
    } else if (is_late) {
        j->profile->end = LAM_FIT_END_SECONDS;
    }
    return j->profile->end != LAM_FIT_END_TOLERANCE;
}

/* With no others there is nothing to fit. */
static lam_status value_at(job *j, size_t k, double *point, double *value_out) {
    if (j->problem->n_parameters > 1) {
        return j->krige != NULL ? fit_by_residuals(j, k, point, value_out)
                                : fit_by_values(j, k, point, value_out);
    }
    if (is_cut_short(j)) {
        return LAM_OK;
    }
    size_t m = j->problem->n_residuals;
    double value = lam_fit_unscaled(&j->problem->parameters[0], point[0]);
    double *residuals = lam_alloc(m + 1, sizeof *residuals);
    lam_status status = residuals == NULL
                            ? LAM_ERR_MEMORY
                            : j->problem->evaluate(j->problem->user, 1, 1, &value, value_out,
                                                   m > 0 ? residuals : NULL);
    free(residuals);
    *value_out = status == LAM_OK && isfinite(*value_out) ? *value_out : INFINITY;
    j->profile->n_evaluations++;
    return status;
}

/* By how much a value is above the best one, in units in which it rises with the square of the
 * distance: of residuals the sum of squares. */
static double rise(const job *j, double value) {
    double best = j->options->value;
    double above = j->problem->n_residuals > 0 ? value * value - best * best : value - best;
    return sqrt(fmax(above, 0));
}

/* Where the others are expected: first as the curvature says, then on a line through the last two
 * points. Of those the nearer one is at `from`. */
static void expect(const job *j, size_t k, double from, double to, const double *before,
                   const double *last, double *point) {
    size_t n = j->problem->n_parameters;
    const lam_fit_certainty *c = j->options->certainty;
    for (size_t i = 0; i < n; i++) {
        double slope = before == NULL
                           ? c->correlation[k * n + i] * c->deviation[i] / c->deviation[k]
                           : (last[i] - before[i]) / from;
        point[i] = last[i] + (isfinite(slope) ? slope * to : 0);
    }
}

static void keep(const job *j, size_t row, double value, const double *point) {
    lam_fit_profile *profile = j->profile;
    size_t n = j->problem->n_parameters;
    double *kept = profile->points + row * n;
    profile->objective[row] = value;
    for (size_t i = 0; i < n; i++) {
        kept[i] = lam_fit_unscaled(&j->problem->parameters[i], point[i]);
    }
    if (value < profile->least) {
        profile->least = value;
        profile->is_lower = value < j->options->value - lower_by * j->options->matters;
        memcpy(profile->lowest, kept, n * sizeof *kept);
    }
}

/* One side, to the bound, or until the objective is above the limit at ENOUGH points in a row and
 * then far above it: it jumps where a cell spikes once more, and may come down again. sign: -1
 * or 1. *end_out: how far it is to the limit; INFINITY: further than the bound. */
static lam_status walk(job *j, size_t k, int sign, double *end_out) {
    size_t n = j->problem->n_parameters, middle = LAM_FIT_PROFILE_SIDE;
    lam_fit_profile *profile = j->profile;
    double room = sign < 0 ? j->best[k] : 1 - j->best[k], limit = rise(j, profile->limit);
    double half = j->options->certainty->deviation[k] / 2;
    double distance = 0, nearer = 0, rises = 0;
    size_t n_above = 0;
    double *points = lam_alloc(3 * n, sizeof *points), *before = points, *last = points + n,
           *point = points + 2 * n;
    if (points == NULL) {
        return LAM_ERR_MEMORY;
    }
    memcpy(last, j->best, n * sizeof *last);
    *end_out = INFINITY;
    lam_status status = LAM_OK;
    for (size_t i = 1; i <= LAM_FIT_PROFILE_SIDE && distance < room &&
                       (n_above < ENOUGH || rises < far_above * limit);
         i++) {
        double next =
                   i == 1 ? fmax(least_step, fmin(half, most_step)) : (i <= FEW ? 2 : 4) * distance,
               value;
        next = i == LAM_FIT_PROFILE_SIDE ? room : fmin(next, room);
        expect(j, k, sign * (distance - nearer), sign * (next - distance), i == 1 ? NULL : before,
               last, point);
        point[k] = j->best[k] + sign * next;
        status = value_at(j, k, point, &value);
        if (status != LAM_OK || profile->end != LAM_FIT_END_TOLERANCE) {
            break;
        }
        size_t row = k * LAM_FIT_PROFILE_POINTS + (sign < 0 ? middle - i : middle + i);
        keep(j, row, value, point);
        double now = rise(j, value), share = isfinite(now) ? (limit - rises) / (now - rises) : 1;
        n_above = now < limit ? 0 : n_above + 1;
        if (n_above == 0) {
            *end_out = INFINITY;
        } else if (n_above == 1) {
            *end_out = distance + share * (next - distance);
        }
        memcpy(before, last, n * sizeof *last);
        memcpy(last, point, n * sizeof *last);
        nearer = distance;
        distance = next;
        rises = now;
    }
    free(points);
    return status;
}

/* ---- all parameters ---- */

static lam_status walk_both(job *j, size_t k) {
    const lam_fit_parameter *parameter = &j->problem->parameters[k];
    lam_fit_profile *profile = j->profile;
    double below, above;
    keep(j, k * LAM_FIT_PROFILE_POINTS + LAM_FIT_PROFILE_SIDE, j->options->value, j->best);
    LAM_TRY(walk(j, k, -1, &below));
    LAM_TRY(walk(j, k, 1, &above));
    profile->low[k] = isfinite(below) ? lam_fit_unscaled(parameter, j->best[k] - below) : -INFINITY;
    profile->high[k] = isfinite(above) ? lam_fit_unscaled(parameter, j->best[k] + above) : INFINITY;
    profile->deviation[k] = fmax(below, above);
    return LAM_OK;
}

/* No interval is less than what a run elsewhere has shown. */
static void widen(job *j) {
    lam_fit_profile *profile = j->profile;
    for (size_t k = 0; k < j->problem->n_parameters; k++) {
        const lam_fit_parameter *parameter = &j->problem->parameters[k];
        double below = j->best[k] - j->low[k], above = j->high[k] - j->best[k];
        profile->low[k] = fmin(profile->low[k], lam_fit_unscaled(parameter, j->low[k]));
        profile->high[k] = fmax(profile->high[k], lam_fit_unscaled(parameter, j->high[k]));
        profile->deviation[k] = fmax(profile->deviation[k], fmax(below, above));
    }
}

static lam_status make_room(size_t n, lam_fit_profile *profile) {
    size_t n_rows = n * LAM_FIT_PROFILE_POINTS;
    double *room = lam_alloc(n_rows * (n + 1) + 4 * n, sizeof *room);
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    profile->points = room;
    profile->objective = room + n_rows * n;
    profile->low = profile->objective + n_rows;
    profile->high = profile->low + n;
    profile->deviation = profile->high + n;
    profile->lowest = profile->deviation + n;
    for (size_t i = 0; i < n_rows; i++) {
        profile->objective[i] = NAN;
    }
    return LAM_OK;
}

/* What residuals do beside the best point. */
static lam_status look_beside(job *j) {
    size_t n = j->problem->n_parameters, n_points = 2 * n + 1;
    double *points = lam_alloc(n_points * (n + 1 + j->search.n_residuals), sizeof *points);
    double *values = points + n_points * n;
    if (points == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t p = 0; p < n_points; p++) {
        memcpy(points + p * n, j->best, n * sizeof *points);
        if (p > 0) {
            points[p * n + (p - 1) / 2] += p % 2 == 0 ? first_step : -first_step;
        }
    }
    lam_search_try(&j->search, n_points, points, values, values + n_points);
    free(points);
    j->profile->n_evaluations += j->search.n_done;
    j->profile->end = j->search.is_over ? j->search.end : j->profile->end;
    return j->search.status;
}

/* Evaluations of a parameter's profile, at most. */
static size_t most_of_one(size_t n) {
    return (size_t)2 * LAM_FIT_PROFILE_SIDE * EACH_SQUARES * n;
}

static lam_status make(job *j, const double *best, const lam_fit_options *search_options) {
    size_t n = j->problem->n_parameters, n_first = 2 * n + 1;
    lam_fit_profile *profile = j->profile;
    if (j->best == NULL || j->low == NULL || j->high == NULL || j->others == NULL) {
        return LAM_ERR_MEMORY;
    }
    LAM_TRY(make_room(n, profile));
    for (size_t i = 0; i < n; i++) {
        j->best[i] = lam_fit_scaled(&j->problem->parameters[i], best[i]);
        j->low[i] = j->high[i] = j->best[i];
        profile->lowest[i] = best[i];
    }
    for (size_t p = 0; p < j->options->n_seen; p++) {
        note(j, j->options->seen + p * n, j->options->seen_values[p]);
    }
    if (j->problem->n_residuals > 0 && n > 1) {
        size_t n_known = n_first + n * most_of_one(n);
        LAM_TRY(lam_search_create(j->problem, search_options, n_known, &j->search));
        LAM_TRY(lam_krige_create(&j->search, &j->krige));
        LAM_TRY(look_beside(j));
    }
    for (size_t k = 0; k < n && profile->end == LAM_FIT_END_TOLERANCE; k++) {
        if (j->krige != NULL) {
            lam_krige_forget(&j->search, j->krige, n_first, most_of_one(n));
        }
        LAM_TRY(walk_both(j, k));
        profile->n_made += profile->end == LAM_FIT_END_TOLERANCE;
    }
    if (profile->end == LAM_FIT_END_TOLERANCE) {
        widen(j);
    }
    return LAM_OK;
}

lam_status lam_fit_profile_make(const lam_fit_problem *problem,
                                const lam_fit_profile_options *options, const double *best,
                                lam_fit_profile *profile_out) {
    size_t n = problem->n_parameters;
    double value = options->value, matters = options->matters;
    bool has_squares = problem->n_residuals > 0;
    *profile_out = (lam_fit_profile){.n_parameters = n,
                                     .least = value,
                                     .limit = has_squares ? hypot(value, matters) : value + matters,
                                     .end = LAM_FIT_END_TOLERANCE};
    lam_fit_options search_options = {.max_evaluations = SIZE_MAX,
                                      .max_seconds = options->max_seconds,
                                      .tolerance = tolerance,
                                      .target = -INFINITY,
                                      .interrupted = options->interrupted};
    lam_fit_problem noted = *problem;
    job j = {.problem = &noted,
             .given = problem,
             .options = options,
             .started_s = lam_now_s(),
             .best = lam_alloc(n, sizeof *j.best),
             .low = lam_alloc(n, sizeof *j.low),
             .high = lam_alloc(n, sizeof *j.high),
             .others = lam_alloc(n, sizeof *j.others),
             .profile = profile_out};
    noted.evaluate = evaluate_noted;
    noted.user = &j;
    lam_status status = make(&j, best, &search_options);
    free(j.best);
    free(j.low);
    free(j.high);
    free(j.others);
    lam_krige_free(j.krige);
    lam_search_free(&j.search);
    if (status != LAM_OK) {
        lam_fit_profile_free(profile_out);
    }
    return status;
}

void lam_fit_profile_free(lam_fit_profile *profile) {
    free(profile->points);
    *profile = (lam_fit_profile){.points = NULL};
}
