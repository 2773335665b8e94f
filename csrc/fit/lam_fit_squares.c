/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_squares.c - least squares: steps of Gauss and Newton in a trust region (Levenberg 1944,
 * Marquardt 1963; More 1978, doi 10.1007/BFb0067700), for models that are costly and not smooth.
 *
 * The Jacobian is of differences, in one batch, and then brought up to date by each evaluation
 * (Broyden 1965, doi 10.1090/S0025-5718-1965-0198670-6) until it leads nowhere. Residuals that are
 * curves are blurred at first, then less and less: what comes too early or too late by more than it
 * lasts would else not be seen as such. */
#include "fit/lam_fit_impl.h"

#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In scaled parameters. A spiking model is a staircase under small steps: those of differences are
 * as long as it takes to change the residuals by as much as matters. */
static const double first_radius = 0.2, anew_radius = 0.05;
static const double first_difference = 2e-2, near_difference = 4e-3;
static const double least_difference = 2e-3, most_difference = 0.2;

/* The parts of a curve over which it is blurred, in turn; 0: not at all. */
static const size_t blurs[] = {3, 6, 12, 24, 0};
enum { N_BLURS = sizeof blurs / sizeof *blurs };

/* After the steps with this blur a start is given up that has still more than this share of what it
 * had at first. A fit that comes to good_share of the first value is taken for the minimum. */
static const size_t worth_part = 6, rank_part = 6;
static const double worth_share = 0.5, good_share = 0.02;

/* From fair_share of the first value on other starts are drawn along the parameters and near the
 * best, else all over the range; so near, in scaled parameters. They begin with these blurs. */
static const double fair_share = 0.6, least_reach = 0.01, most_reach = 0.5;
typedef enum start_kind { FAR, NEAR, ALONG } start_kind;
static const size_t first_blurs[] = {[FAR] = 0, [NEAR] = 3, [ALONG] = 4};

/* A minimum is one of many where cells spike once more or less. Which of those around it is lower
 * is seen from all points together: how far they are sought, with how many points for each
 * parameter at first, up to which reach. That is done where around_share of the first value is
 * left, and more than least_share. */
static const double around_share = 0.5, least_share = 1e-3;
static const double around_reach = 0.25, near_reach = 0.1, end_reach = 0.02;
enum { AROUND = 2, LOOKS = 3 };

/* Starts for each parameter that are drawn at once, how many of them are used before others are
 * drawn, and how many in turn may come to nothing. */
enum { STARTS = 4, USED_STARTS = 4, MOST_VAIN = 8 };

typedef struct squares {
    size_t n, m, part;              /* parameters, residuals; of blurs */
    double *x, *r;                  /* [n] where it stands; [m] its residuals */
    double *j;                      /* [n][m]: the Jacobian, a row for each parameter */
    double *rb, *jb;                /* both blurred */
    double value;                   /* the root of the sum of rb's squares */
    double *a, *g;                  /* [n][n], [n]: J J^T, J r, blurred */
    double *p;                      /* [n]: a step */
    double *try_x, *try_r, *values; /* room for n points */
    double *room;                   /* [m] */
    size_t n_starts;
    double *start_x, *start_r, *start_values; /* room for STARTS n points */
    double *slopes;                           /* [n], see keep_slopes */
    double *small;                            /* [n][n] + [n]: a system of equations */
    double radius;
    double miss; /* how far the last step was from what the Jacobian said; 0: there was none */
} squares;

/* ---- blur ---- */

/* Means over `width` samples, an odd number; beyond its ends the curve counts as 0. */
static void smear(size_t n, double *curve, size_t width, double *room) {
    size_t half = width / 2;
    double sum = 0;
    for (size_t i = 0; i < n + half; i++) {
        sum += i < n ? curve[i] : 0;
        sum -= i >= width ? curve[i - width] : 0;
        if (i >= half) {
            room[i - half] = sum / (double)width;
        }
    }
    memcpy(curve, room, n * sizeof *curve);
}

/* Twice, so that its ends are not seen. */
static void blur(const lam_search *search, const squares *s, const double *residuals,
                 double *blurred_out) {
    const lam_fit_problem *problem = search->problem;
    memcpy(blurred_out, residuals, s->m * sizeof *residuals);
    double *curve = blurred_out;
    for (size_t k = 0; k < problem->n_curves && s->part > 0; k++) {
        size_t n = problem->curves[k], width = n / s->part | 1;
        for (int i = 0; i < 2 && width < n; i++) {
            smear(n, curve, width, s->room);
        }
        curve += n;
    }
}

static void blur_all(const lam_search *search, squares *s) {
    blur(search, s, s->r, s->rb);
    for (size_t k = 0; k < s->n; k++) {
        blur(search, s, s->j + k * s->m, s->jb + k * s->m);
    }
    s->value = sqrt(lam_search_dot(s->m, s->rb, s->rb));
}

/* ---- the Jacobian ---- */

static void differentiate(lam_search *search, squares *s) {
    double matters = fmax(0.3 * s->value, s->miss);
    double unknown = search->options->is_near ? near_difference : first_difference;
    for (size_t k = 0; k < s->n; k++) {
        double slope = sqrt(lam_search_dot(s->m, s->j + k * s->m, s->j + k * s->m));
        slope = slope > 0 ? slope : s->slopes[k];
        double h = s->part == 0 && slope > 0 ? matters / slope : unknown;
        h = fmax(least_difference, fmin(h, most_difference));
        memcpy(s->try_x + k * s->n, s->x, s->n * sizeof *s->x);
        s->try_x[k * s->n + k] += s->x[k] + h > 1 ? -h : h;
    }
    lam_search_try(search, s->n, s->try_x, s->values, s->try_r);
    for (size_t k = 0; k < s->n; k++) {
        double step = s->try_x[k * s->n + k] - s->x[k];
        for (size_t i = 0; i < s->m; i++) { /* one that failed leads nowhere */
            s->j[k * s->m + i] =
                isfinite(s->values[k]) ? (s->try_r[k * s->m + i] - s->r[i]) / step : 0;
        }
    }
    blur_all(search, s);
}

/* J becomes the least changed one that would have told these residuals of this step. */
static void update(squares *s) {
    double length = lam_search_dot(s->n, s->p, s->p), sum = 0;
    for (size_t i = 0; i < s->m; i++) {
        double miss = s->try_r[i] - s->r[i];
        for (size_t k = 0; k < s->n; k++) {
            miss -= s->j[k * s->m + i] * s->p[k];
        }
        for (size_t k = 0; k < s->n; k++) {
            s->j[k * s->m + i] += miss * s->p[k] / length;
        }
        sum += miss * miss;
    }
    s->miss = sqrt(sum);
}

/* ---- the step ---- */

/* (A + lambda) p = -g of the parameters that are not held; of these p is 0. */
static bool solve(squares *s, double lambda, const bool *is_held) {
    size_t n_free = 0;
    double *b = s->small + s->n * s->n;
    for (size_t k = 0; k < s->n; k++) {
        if (is_held[k]) {
            continue;
        }
        size_t column = 0;
        for (size_t l = 0; l <= k; l++) {
            if (!is_held[l]) {
                s->small[n_free * s->n + column++] = s->a[k * s->n + l] + (l == k ? lambda : 0);
            }
        }
        b[n_free++] = -s->g[k];
    }
    lapack_int n = (lapack_int)n_free, width = (lapack_int)s->n;
    if (n > 0 && LAPACKE_dposv(LAPACK_ROW_MAJOR, 'L', n, 1, s->small, width, b, 1) != 0) {
        return false;
    }
    for (size_t k = 0, l = 0; k < s->n; k++) {
        s->p[k] = is_held[k] ? 0 : b[l++];
    }
    return true;
}

/* The step for a lambda, within the bounds: a parameter that would leave them is held at its bound.
 * Returns its length. */
static double step_for(squares *s, double lambda, bool *is_held) {
    memset(is_held, 0, s->n * sizeof *is_held);
    for (size_t round = 0; round <= s->n; round++) {
        if (!solve(s, lambda, is_held)) {
            return INFINITY;
        }
        bool is_within = true;
        for (size_t k = 0; k < s->n; k++) {
            bool is_at_bound = (s->x[k] <= 0 && s->p[k] < 0) || (s->x[k] >= 1 && s->p[k] > 0);
            is_held[k] = is_held[k] || is_at_bound;
            is_within = is_within && !is_at_bound;
        }
        if (is_within) {
            break;
        }
    }
    for (size_t k = 0; k < s->n; k++) {
        s->p[k] = fmin(fmax(s->x[k] + s->p[k], 0), 1) - s->x[k];
    }
    return sqrt(lam_search_dot(s->n, s->p, s->p));
}

/* The longest step of the trust region: lambda is found by halving. */
static double choose_step(squares *s, bool *is_held) {
    double largest = 0;
    for (size_t k = 0; k < s->n; k++) {
        for (size_t l = 0; l < s->n; l++) {
            s->a[k * s->n + l] = lam_search_dot(s->m, s->jb + k * s->m, s->jb + l * s->m);
        }
        s->g[k] = lam_search_dot(s->m, s->jb + k * s->m, s->rb);
        largest = fmax(largest, s->a[k * s->n + k]);
    }
    if (!(largest > 0)) {
        memset(s->p, 0, s->n * sizeof *s->p);
        return 0;
    }
    double low = log(1e-12 * largest), high = log(1e6 * largest);
    if (step_for(s, exp(low), is_held) > s->radius) {
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (step_for(s, exp(middle), is_held) > s->radius) {
                low = middle;
            } else {
                high = middle;
            }
        }
        step_for(s, exp(high), is_held);
    }
    return sqrt(lam_search_dot(s->n, s->p, s->p));
}

/* How much less the squares should be after the step. */
static double promised(const squares *s) {
    double sum = 2 * lam_search_dot(s->n, s->g, s->p);
    for (size_t k = 0; k < s->n; k++) {
        sum += s->p[k] * lam_search_dot(s->n, s->a + k * s->n, s->p);
    }
    return -sum;
}

/* One step. Returns how much less the blurred residuals are after it, as a part of what they were;
 * 0: it led nowhere. */
static double advance(lam_search *search, squares *s, bool *is_held) {
    double length = choose_step(s, is_held), less = promised(s);
    if (!(less > 0)) {
        s->radius = 0;
        return 0;
    }
    for (size_t k = 0; k < s->n; k++) {
        s->try_x[k] = s->x[k] + s->p[k];
    }
    lam_search_try(search, 1, s->try_x, s->values, s->try_r);
    if (!isfinite(s->values[0])) {
        s->radius = length / 4;
        return 0;
    }
    double before = s->value;
    blur(search, s, s->try_r, s->rb);
    double after = sqrt(lam_search_dot(s->m, s->rb, s->rb));
    double kept = (before * before - after * after) / less; /* of what was promised */
    update(s);
    if (kept < 0.25) {
        s->radius = length / 3;
    } else if (kept > 0.75) {
        s->radius = fmax(s->radius, 2 * length);
    }
    if (kept > 0) {
        memcpy(s->x, s->try_x, s->n * sizeof *s->x);
        memcpy(s->r, s->try_r, s->m * sizeof *s->r);
    }
    blur_all(search, s);
    return kept > 0 ? 1 - after / before : 0;
}

/* Down to a minimum. Twice in vain: the Jacobian may be at fault, and is made anew. While residuals
 * are blurred a minimum has no meaning of its own, and little in vain is enough. */
static void descend(lam_search *search, squares *s, bool *is_held) {
    int n_vain = 0, n_slow = 0, n_anew = 0;
    s->radius = first_radius;
    while (!search->is_over && s->radius > search->options->tolerance) {
        double gain = advance(search, s, is_held);
        n_vain = gain > 0 ? 0 : n_vain + 1;
        n_slow = gain > 0.1 ? 0 : n_slow + 1;
        if (n_slow == (s->part > 0 ? 3 : 6) || (n_vain == 2 && n_anew == 1)) {
            return;
        }
        if (n_vain == 2 && !search->is_over) {
            differentiate(search, s);
            s->radius = fmax(s->radius, anew_radius);
            n_vain = 0;
            n_anew++;
        }
    }
}

/* Through the blurs from the first, but for a start that comes to little while they are wide. */
static void descend_all(lam_search *search, squares *s, bool *is_held, size_t first) {
    first = search->problem->n_curves > 0 ? first : N_BLURS - 1;
    double before = 0;
    memset(s->j, 0, s->n * s->m * sizeof *s->j);
    s->miss = 0;
    for (size_t i = first; i < N_BLURS && !search->is_over; i++) {
        s->part = blurs[i];
        blur_all(search, s);
        if (i == first) {
            before = s->value;
            differentiate(search, s);
        } else if (blurs[i - 1] == worth_part && s->value > worth_share * before) {
            return;
        }
        descend(search, s, is_held);
    }
}

/* ---- the search ---- */

/* Around the best point, as far in each parameter as it takes to change the residuals by as much as
 * they are: what is hardly determined, or went the wrong way at first, is sought far and wide. */
static void gather(lam_search *search, squares *s, size_t n_points) {
    for (size_t i = 0; i < n_points * s->n; i++) {
        double slope = s->slopes[i % s->n];
        double reach = slope > 0 ? 2 * search->best_value / slope : most_reach;
        reach = fmin(fmax(reach, least_reach), most_reach);
        s->start_x[i] = search->best[i % s->n] + reach * (2 * s->start_x[i] - 1);
    }
}

/* Copies of the best point, but for one parameter, which is anywhere in its range: a minimum is
 * often one of a row of them, where a cell spikes once more or less. */
static void scatter(lam_search *search, squares *s, size_t n_points) {
    size_t n = s->n, n_each = n_points / n;
    for (size_t k = 0; k < n_points; k++) {
        double within = lam_mt19937_uniform(&search->random);
        memcpy(s->start_x + k * n, search->best, n * sizeof *s->start_x);
        s->start_x[k * n + k / n_each] = ((double)(k % n_each) + within) / (double)n_each;
    }
}

/* The sum of squares that a start has; of one along a parameter, that it should have after a step,
 * as the others must follow. */
static double rank(lam_search *search, squares *s, size_t k, start_kind kind, bool *is_held) {
    memcpy(s->x, s->start_x + k * s->n, s->n * sizeof *s->x);
    memcpy(s->r, s->start_r + k * s->m, s->m * sizeof *s->r);
    if (kind != ALONG) {
        blur(search, s, s->r, s->rb);
        return lam_search_dot(s->m, s->rb, s->rb);
    }
    blur_all(search, s);
    s->radius = anew_radius;
    choose_step(s, is_held);
    return s->value * s->value - promised(s);
}

/* The best of blurred residuals comes first. */
static void draw_starts(lam_search *search, squares *s, start_kind kind, bool *is_held) {
    size_t n = s->n, k_n = STARTS * n / (kind == NEAR ? 2 : 1);
    if (kind == ALONG) {
        scatter(search, s, k_n);
    } else {
        lam_search_hypercube(search, k_n, s->start_x);
    }
    if (kind == NEAR) {
        gather(search, s, k_n);
    }
    lam_search_try(search, k_n, s->start_x, s->start_values, s->start_r);
    s->part = kind == FAR ? rank_part : 0;
    for (size_t k = 0; k < k_n; k++) {
        if (isfinite(s->start_values[k])) {
            s->start_values[k] = rank(search, s, k, kind, is_held);
        }
    }
    s->n_starts = k_n;
}

/* To the best of these, which is then no more one of them. false: there is none. */
static bool take_start(squares *s) {
    size_t best = 0;
    for (size_t k = 1; k < s->n_starts; k++) {
        best = s->start_values[k] < s->start_values[best] ? k : best;
    }
    if (s->n_starts == 0 || !isfinite(s->start_values[best])) {
        return false;
    }
    memcpy(s->x, s->start_x + best * s->n, s->n * sizeof *s->x);
    memcpy(s->r, s->start_r + best * s->m, s->m * sizeof *s->r);
    s->start_values[best] = INFINITY;
    return true;
}

/* What the parameters do at the end of the best descent. */
static void keep_slopes(squares *s) {
    for (size_t k = 0; k < s->n; k++) {
        s->slopes[k] = sqrt(lam_search_dot(s->m, s->j + k * s->m, s->j + k * s->m));
    }
}

/* Where to look after so many descents in vain. */
static start_kind next_kind(const lam_search *search, int n_vain) {
    bool is_poor =
        search->best_value >= fair_share * search->first_value || n_vain >= MOST_VAIN / 2;
    if (is_poor && !search->options->is_near) {
        return FAR;
    }
    return n_vain == 0 ? ALONG : NEAR;
}

/* The lowest of the minima around the best point: one look, or at last until LOOKS in turn have
 * found no lower one. */
static lam_status look_around(lam_search *search, squares *s, bool *is_held, bool is_last) {
    double reach = search->options->is_near || is_last ? near_reach : around_reach;
    for (int n_vain = 0; n_vain < (is_last ? LOOKS : 1) && !search->is_over;) {
        double before = search->best_value, first = search->first_value;
        if (before > around_share * first || before < least_share * first) {
            return LAM_OK;
        }
        LAM_TRY(lam_search_krige(search, reach, AROUND * s->n, end_reach));
        if (!search->is_over) {
            memcpy(s->x, search->best, s->n * sizeof *s->x);
            memcpy(s->r, search->best_residuals, s->m * sizeof *s->r);
            descend_all(search, s, is_held, N_BLURS - 1);
        }
        n_vain = is_last && search->best_value < 0.99 * before ? 0 : n_vain + 1;
    }
    return LAM_OK;
}

/* Minimum after minimum, until one is as low as can be, or others are no lower. */
static lam_status search_all(lam_search *search, squares *s, bool *is_held) {
    lam_search_try(search, 1, s->x, s->values, s->r);
    bool is_there = isfinite(s->values[0]);
    start_kind kind = search->options->is_near ? ALONG : FAR;
    for (int n_vain = 0, n_left = 0; !search->is_over && n_vain < MOST_VAIN; n_left--) {
        double best = search->best_value;
        if (is_there) {
            descend_all(search, s, is_held, first_blurs[kind]);
        }
        bool is_lower = search->best_value < 0.99 * best;
        if (is_lower) {
            LAM_TRY(look_around(search, s, is_held, false));
        }
        n_vain = is_lower ? 0 : n_vain + 1;
        if (is_lower) {
            keep_slopes(s);
            n_left = 0;
        }
        bool is_good = search->best_value < good_share * search->first_value;
        if (is_good && (!search->options->is_near || !is_lower)) {
            break;
        }
        if (n_left <= 0 && !search->is_over) {
            kind = next_kind(search, n_vain);
            draw_starts(search, s, kind, is_held);
            n_left = kind == FAR ? USED_STARTS : USED_STARTS / 2;
        }
        is_there = take_start(s);
    }
    LAM_TRY(look_around(search, s, is_held, true));
    LAM_TRY(lam_search_elsewhere(search));
    lam_search_end(search, LAM_FIT_END_TOLERANCE);
    return LAM_OK;
}

lam_status lam_search_squares(lam_search *search, const double *start) {
    size_t n = search->n, m = search->n_residuals;
    squares s = {.n = n, .m = m};
    double *room = lam_alloc((3 + STARTS) * n * m + 3 * m + (3 + STARTS) * n * n + (6 + STARTS) * n,
                             sizeof *room),
           *next = room;
    bool *is_held = lam_alloc(n, sizeof *is_held);
    if (room == NULL || is_held == NULL) {
        free(room);
        free(is_held);
        return LAM_ERR_MEMORY;
    }
    double **lists[] = {&s.j,    &s.jb, &s.try_r,  &s.start_r,      &s.r,     &s.rb,
                        &s.room, &s.a,  &s.try_x,  &s.start_x,      &s.small, &s.x,
                        &s.g,    &s.p,  &s.values, &s.start_values, &s.slopes};
    size_t sizes[] = {n * m, n * m, n * m, STARTS * n * m, m,         m,
                      m,     n * n, n * n, STARTS * n * n, n * n + n, n,
                      n,     n,     n,     STARTS * n,     n};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        *lists[i] = next;
        next += sizes[i];
    }
    memcpy(s.x, start, n * sizeof *start);
    lam_status status = search_all(search, &s, is_held);
    free(room);
    free(is_held);
    return status;
}
