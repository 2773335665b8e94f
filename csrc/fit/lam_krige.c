/* SPDX-License-Identifier: BSD-3-Clause
 * lam_krige.c - look around a point by a Gaussian process of the residuals themselves, not of their
 * sum of squares (Astudillo & Frazier 2019, "Bayesian optimization of composite functions", arXiv
 * 1906.01537), for models that are costly and not smooth.
 *
 * Curves are predicted from those that were run, as means that are weighted by how near these are.
 * What jumps between near points counts as noise, and averages out. In each round two points are
 * run: that whose curve should be nearest to the data, and that of which most can be hoped for. */
#include "fit/lam_fit_impl.h"
#include "fit/lam_gp_impl.h"

#include "base/lam_sort_impl.h"

#include <lapacke.h>
#include <math.h>
#include <nlopt.h>
#include <stdlib.h>
#include <string.h>

/* Of those that are nearest to the best point so many say where to go, by their curves' main
 * components, of which the last has least_component of the first. */
enum { NEAREST = 120, MOST_COMPONENTS = 24 };
static const double least_component = 1e-3;

/* Where a minimum of the prediction is sought from; points for each parameter of which that is
 * taken that most can be hoped of. */
enum { STARTS = 7, HOPES = 100, ROUND = 2 };

/* A point may be as far from the best as this, in lengths of the process over their geometric mean,
 * and that is taken to be within most_uneven of 1. After PATIENCE rounds in vain it is less. */
static const double first_radius = 1, most_radius = 0.5;
static const double most_uneven = 5;
enum { PATIENCE = 2 };

/* How far the curves of a look around the best point should be from its curve, over how far that is
 * from the data; how far its points may be, in scaled parameters; the step of slopes. */
static const double look_far = 4, most_look = 0.5, slope_step = 0.01;
enum { ENOUGH = 5 }; /* points for each parameter, to tell the curvature from */

/* How far the others are sought at first, of one that is held, and up to which reach. */
static const double hold_reach = 0.1, hold_end = 0.04;

struct lam_krige {
    size_t n, n_learnt, n_fitted; /* parameters; points in gram, and when lengths were sought */
    size_t held;                  /* the parameter that stays where it is; n: none */
    double *gram;                 /* [n_held][n_held]: products of residuals */
    double *apart, *places;       /* [n_held]: how far from the best; the nearest first */
    double *vectors, *roots; /* [NEAREST][NEAREST], [NEAREST]: of the products of the nearest */
    double *mean;            /* [MOST_COMPONENTS] */
    double *reach, *low, *high, *step; /* [n]: how far a point may be from the best, between what */
    double *points, *values;           /* room for a batch */
    double *slopes, *axes, *widths;    /* [n][MOST_COMPONENTS], [n][n], [n]: of the curvature */
    double *residuals;
    double *room; /* all in one */
    double radius;
    lam_gp gp;
};

/* ---- what is known ---- */

static void learn(const lam_search *search, lam_krige *s) {
    size_t m = search->n_residuals;
    for (; s->n_learnt < search->n_known; s->n_learnt++) {
        for (size_t j = 0; j <= s->n_learnt; j++) {
            double product = lam_search_dot(m, search->known_residuals + j * m,
                                            search->known_residuals + s->n_learnt * m);
            s->gram[j * search->n_held + s->n_learnt] = product;
            s->gram[s->n_learnt * search->n_held + j] = product;
        }
    }
}

static double apart(size_t n, const double *a, const double *b, const double *units) {
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        most = fmax(most, fabs(a[i] - b[i]) / (units == NULL ? 1 : units[i]));
    }
    return most;
}

/* Is the point another than all that are known? */
static bool is_new(const lam_search *search, const lam_krige *s, const double *point) {
    for (size_t k = 0; k < search->n_known; k++) {
        if (apart(s->n, search->known + k * s->n, point, NULL) < search->options->tolerance) {
            return false;
        }
    }
    return true;
}

/* ---- the process ---- */

/* The lengths of the process, over their geometric mean. */
static void set_reach(lam_krige *s) {
    double mean = 0;
    for (size_t i = 0; i < s->n; i++) {
        mean += s->gp.hyper[i] / (double)s->n;
    }
    for (size_t i = 0; i < s->n; i++) {
        s->reach[i] = fmin(fmax(exp(s->gp.hyper[i] - mean), 1 / most_uneven), most_uneven);
    }
}

/* Of a matrix of products, n x n: its eigenvectors, in its place, and the roots of its eigenvalues,
 * the least first. */
static lam_status find_roots(size_t n, double *matrix, double *roots_out) {
    lapack_int size = (lapack_int)n;
    if (LAPACKE_dsyev(LAPACK_COL_MAJOR, 'V', 'L', size, matrix, size, roots_out) != 0) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: eigenvectors of %zu x %zu numbers", n, n);
    }
    for (size_t k = 0; k < n; k++) {
        roots_out[k] = sqrt(fmax(roots_out[k], 0)); /* rounding makes them less than 0 */
    }
    return LAM_OK;
}

/* The main components of the nearest points' residuals, of which distances stay what they are. */
static lam_status find_components(const lam_search *search, lam_krige *s, size_t n_near,
                                  size_t *n_out) {
    for (size_t i = 0; i < n_near * n_near; i++) {
        size_t a = (size_t)s->places[i / n_near], b = (size_t)s->places[i % n_near];
        s->vectors[i] = s->gram[a * search->n_held + b];
    }
    LAM_TRY(find_roots(n_near, s->vectors, s->roots));
    *n_out = 0;
    while (*n_out < n_near && *n_out < MOST_COMPONENTS &&
           s->roots[n_near - 1 - *n_out] >= least_component * s->roots[n_near - 1]) {
        ++*n_out;
    }
    return LAM_OK;
}

/* The process of the components, at the nearest points. */
static lam_status describe(const lam_search *search, lam_krige *s) {
    size_t n_all = search->n_known, n_near = n_all < NEAREST ? n_all : NEAREST, n_components = 0;
    learn(search, s);
    set_reach(s);
    for (size_t k = 0; k < n_all; k++) {
        s->apart[k] = apart(s->n, search->known + k * s->n, search->best, s->reach);
        s->places[k] = (double)k;
    }
    LAM_TRY(lam_sort_rows(n_all, s->apart, s->places));
    LAM_TRY(find_components(search, s, n_near, &n_components));
    s->gp.n_outputs = n_components;
    s->gp.n_points = 0;
    for (size_t k = 0; k < n_near; k++) {
        for (size_t i = 0; i < n_components; i++) {
            size_t at = n_near - 1 - i;
            s->mean[i] = s->vectors[at * n_near + k] * s->roots[at];
        }
        lam_gp_add(&s->gp, search->known + (size_t)s->places[k] * s->n, s->mean);
    }
    bool is_first = s->n_fitted == 0, is_due = n_all >= s->n_fitted + 2 * ROUND;
    LAM_TRY(lam_gp_fit(&s->gp, is_first ? LAM_GP_FAR : is_due ? LAM_GP_NEAR : LAM_GP_KEEP));
    s->n_fitted = is_first || is_due ? n_all : s->n_fitted;
    set_reach(s);
    return LAM_OK;
}

/* ---- where to go ---- */

static double predicted(unsigned n, const double *point, double *gradient, void *data) {
    (void)n;
    (void)gradient;
    lam_krige *s = data;
    lam_gp_predict(&s->gp, point, s->mean, NULL);
    return lam_search_dot(s->gp.n_outputs, s->mean, s->mean);
}

static void set_box(const lam_search *search, lam_krige *s) {
    for (size_t i = 0; i < s->n; i++) {
        s->low[i] = fmax(search->best[i] - s->radius * s->reach[i], 0);
        s->high[i] = fmin(search->best[i] + s->radius * s->reach[i], 1);
        s->step[i] = (s->high[i] - s->low[i]) / 4;
        if (i == s->held) { /* NLopt leaves it out, but wants a step */
            s->low[i] = s->high[i] = search->best[i];
            s->step[i] = 1;
        }
    }
}

/* Anywhere in the box. */
static void draw(lam_search *search, const lam_krige *s, double *point_out) {
    for (size_t i = 0; i < s->n; i++) {
        double within = lam_mt19937_uniform(&search->random);
        point_out[i] = s->low[i] + within * (s->high[i] - s->low[i]);
    }
}

/* The least prediction in the box, from the best point and from others; `room` is a point. */
static lam_status find_least(lam_search *search, lam_krige *s, double *room, double *point_out) {
    nlopt_opt optimiser =
        nlopt_create(s->n > 1 ? NLOPT_LN_BOBYQA : NLOPT_LN_COBYLA, (unsigned)s->n);
    bool is_good = optimiser != NULL && nlopt_set_min_objective(optimiser, predicted, s) >= 0 &&
                   nlopt_set_lower_bounds(optimiser, s->low) >= 0 &&
                   nlopt_set_upper_bounds(optimiser, s->high) >= 0 &&
                   nlopt_set_initial_step(optimiser, s->step) >= 0 &&
                   nlopt_set_xtol_abs1(optimiser, search->options->tolerance / 10) >= 0 &&
                   nlopt_set_maxeval(optimiser, 40 * (int)s->n) >= 0;
    double least = INFINITY, found = INFINITY;
    for (int k = 0; k < STARTS && is_good; k++) {
        if (k == 0) {
            memcpy(room, search->best, s->n * sizeof *room);
        } else {
            draw(search, s, room);
        }
        nlopt_optimize(optimiser, room, &found); /* rounding may end it; the best stays */
        if (k == 0 || found < least) {
            least = found;
            memcpy(point_out, room, s->n * sizeof *room);
        }
    }
    nlopt_destroy(optimiser);
    return is_good ? LAM_OK : lam_fail(LAM_ERR_MEMORY, "out of memory: NLopt");
}

/* Of points in the box, half of them near the best, that of the least bound for its squares: those
 * of what is expected, less what these are uncertain by. */
static void find_hope(lam_search *search, lam_krige *s, double *room, double *point_out) {
    double least = INFINITY;
    for (size_t k = 0; k < HOPES * s->n; k++) {
        draw(search, s, room);
        for (size_t i = 0; i < s->n && k % 2 == 0; i++) {
            double jump = 0.2 * (s->high[i] - s->low[i]);
            room[i] = search->best[i] + jump * lam_mt19937_normal(&search->random, 0, 1);
            room[i] = fmin(fmax(room[i], s->low[i]), s->high[i]);
        }
        double sd, n_outputs = (double)s->gp.n_outputs;
        lam_gp_predict(&s->gp, room, s->mean, &sd);
        double bound = lam_search_dot(s->gp.n_outputs, s->mean, s->mean) - n_outputs * sd * sd;
        if (bound < least || k == 0) {
            least = bound;
            memcpy(point_out, room, s->n * sizeof *room);
        }
    }
}

/* ---- the search ---- */

/* The curvature of the prediction at the best point: its eigenvectors, and how far along each the
 * curve comes to be look_far times as far from the best one as that is from the data. room: [n] */
static lam_status find_axes(const lam_search *search, lam_krige *s, double *room) {
    size_t n = s->n, m = s->gp.n_outputs;
    for (size_t i = 0; i < n; i++) {
        double *slope = s->slopes + i * MOST_COMPONENTS;
        memcpy(room, search->best, n * sizeof *room);
        room[i] = search->best[i] - slope_step;
        lam_gp_predict(&s->gp, room, s->mean, NULL);
        room[i] = search->best[i] + slope_step;
        lam_gp_predict(&s->gp, room, slope, NULL);
        for (size_t c = 0; c < m; c++) {
            slope[c] = (slope[c] - s->mean[c]) / (2 * slope_step);
        }
    }
    for (size_t i = 0; i < n * n; i++) {
        s->axes[i] = lam_search_dot(m, s->slopes + i / n * MOST_COMPONENTS,
                                    s->slopes + i % n * MOST_COMPONENTS);
    }
    LAM_TRY(find_roots(n, s->axes, s->widths));
    for (size_t k = 0; k < n; k++) {
        double slope = s->widths[k], far = look_far * search->best_value;
        s->widths[k] = slope * most_look > far ? far / slope : most_look;
    }
    return LAM_OK;
}

/* From places in [0, 1]: to points at most `reach` from the best, */
static void place_in_box(const lam_search *search, const lam_krige *s, size_t n_first,
                         double reach) {
    for (size_t i = 0; i < n_first * s->n; i++) {
        double best = search->best[i % s->n];
        double low = fmax(best - reach, 0), high = fmin(best + reach, 1);
        s->points[i] = low + s->points[i] * (high - low);
    }
}

/* or along the axes: what the data hardly determine is looked for far and wide, and what they
 * determine is not lost. room: [n] */
static void place_around(const lam_search *search, const lam_krige *s, size_t n_first,
                         double *room) {
    size_t n = s->n;
    for (double *point = s->points; point < s->points + n_first * n; point += n) {
        memcpy(room, point, n * sizeof *room);
        memcpy(point, search->best, n * sizeof *point);
        for (size_t i = 0; i < n * n; i++) {
            point[i % n] += (2 * room[i / n] - 1) * s->widths[i / n] * s->axes[i];
        }
    }
}

/* Points of the whole range, or around the best, along the axes once enough is known to tell them.
 */
static lam_status draw_first(lam_search *search, lam_krige *s, double reach, size_t n_first) {
    double *room = s->points + n_first * s->n;
    lam_search_hypercube(search, n_first, s->points);
    if (reach < 1 && search->n_known >= ENOUGH * s->n) {
        LAM_TRY(describe(search, s));
        LAM_TRY(find_axes(search, s, room));
        place_around(search, s, n_first, room);
    } else {
        place_in_box(search, s, n_first, reach);
    }
    lam_search_try(search, n_first, s->points, s->values, s->residuals);
    return LAM_OK;
}

/* Wider if the best was at the edge, less wide after rounds in vain. */
static void adapt(const lam_search *search, lam_krige *s, double before, double moved,
                  int *n_vain) {
    *n_vain = search->best_value < 0.99 * before ? 0 : *n_vain + 1;
    if (*n_vain == 0 && moved > 0.7 * s->radius) {
        s->radius = fmin(1.5 * s->radius, most_radius);
    }
    if (*n_vain >= PATIENCE) {
        s->radius /= 2;
        *n_vain = 0;
    }
}

/* Two points: the best that is predicted, or if that is known already, and next to it, one of which
 * much can be hoped for. */
static lam_status run_round(lam_search *search, lam_krige *s) {
    double *second = s->points + s->n, *room = s->points + ROUND * s->n;
    LAM_TRY(describe(search, s));
    set_box(search, s);
    LAM_TRY(find_least(search, s, room, s->points));
    if (!is_new(search, s, s->points)) {
        find_hope(search, s, room, s->points);
    }
    find_hope(search, s, room, second);
    lam_search_try(search, ROUND, s->points, s->values, s->residuals);
    return LAM_OK;
}

static bool has_room(const lam_search *search) {
    return !search->is_over && search->n_known > 0 && search->n_known < search->n_held;
}

static lam_status explore(lam_search *search, lam_krige *s, double least_reach) {
    int n_vain = 0;
    double *old = s->points + (ROUND + 1) * s->n;
    while (has_room(search) && s->radius >= least_reach) {
        double before = search->best_value;
        memcpy(old, search->best, s->n * sizeof *old);
        LAM_TRY(run_round(search, s));
        adapt(search, s, before, apart(s->n, search->best, old, s->reach), &n_vain);
    }
    return LAM_OK;
}

/* With room for n_batch points to be evaluated at once. */
static lam_status create(const lam_search *search, size_t n_batch, lam_krige **krige_out) {
    size_t n = search->n, n_held = search->n_held;
    lam_krige *s = *krige_out = lam_alloc(1, sizeof *s);
    if (s == NULL) {
        return LAM_ERR_MEMORY;
    }
    *s = (lam_krige){.n = n, .held = n};
    LAM_TRY(lam_gp_create(n, MOST_COMPONENTS, NEAREST, &s->gp));
    double **lists[] = {&s->gram,      &s->apart,  &s->places, &s->vectors, &s->roots,  &s->mean,
                        &s->reach,     &s->low,    &s->high,   &s->step,    &s->points, &s->values,
                        &s->residuals, &s->slopes, &s->axes,   &s->widths};
    size_t sizes[] = {n_held * n_held,
                      n_held,
                      n_held,
                      NEAREST * NEAREST,
                      NEAREST,
                      MOST_COMPONENTS,
                      n,
                      n,
                      n,
                      n,
                      (n_batch + 2) * n,
                      n_batch,
                      n_batch * search->n_residuals,
                      n * MOST_COMPONENTS,
                      n * n,
                      n};
    size_t n_numbers = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        n_numbers += sizes[i];
    }
    double *next = s->room = lam_alloc(n_numbers, sizeof *next);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes && next != NULL; i++) {
        *lists[i] = next;
        next += sizes[i];
    }
    return s->room == NULL ? LAM_ERR_MEMORY : LAM_OK;
}

void lam_krige_free(lam_krige *krige) {
    if (krige != NULL) {
        lam_gp_free(&krige->gp);
        free(krige->room);
        free(krige);
    }
}

lam_status lam_search_krige(lam_search *search, double reach, size_t n_first, double least_reach) {
    lam_krige *s = NULL;
    lam_status status = create(search, n_first > ROUND ? n_first : ROUND, &s);
    if (status == LAM_OK) {
        s->radius = fmin(reach, first_radius);
        status = n_first > 0 ? draw_first(search, s, reach, n_first) : LAM_OK;
    }
    if (status == LAM_OK) {
        status = explore(search, s, least_reach);
    }
    lam_krige_free(s);
    return status;
}

lam_status lam_krige_create(const lam_search *search, lam_krige **krige_out) {
    return create(search, ROUND, krige_out);
}

/* Where the others are expected, and where the process has the least. */
static lam_status run_first(lam_search *search, lam_krige *s, const double *point) {
    double *least = s->points + s->n, *room = s->points + ROUND * s->n;
    size_t n_points = 1;
    memcpy(s->points, point, s->n * sizeof *point);
    if (has_room(search)) {
        LAM_TRY(describe(search, s));
        set_box(search, s);
        LAM_TRY(find_least(search, s, room, least));
        n_points += apart(s->n, point, least, NULL) >= search->options->tolerance;
    }
    lam_search_try(search, n_points, s->points, s->values, s->residuals);
    return LAM_OK;
}

lam_status lam_krige_hold(lam_search *search, lam_krige *s, size_t k, size_t n_most, double *point,
                          double *value_out) {
    size_t n_last = search->n_done + n_most;
    for (size_t i = 0; i < s->n; i++) { /* a line through two points leads out of the bounds */
        search->best[i] = point[i] = fmin(fmax(point[i], 0), 1);
    }
    search->best_value = INFINITY;
    s->held = k;
    s->radius = hold_reach;
    LAM_TRY(run_first(search, s, point));
    while (has_room(search) && isfinite(search->best_value) && s->radius >= hold_end &&
           search->n_done + ROUND <= n_last) {
        double before = search->best_value;
        LAM_TRY(run_round(search, s));
        s->radius /= search->best_value < 0.99 * before ? 1 : 2;
    }
    memcpy(point, search->best, s->n * sizeof *point);
    *value_out = search->best_value;
    return search->status;
}

void lam_krige_forget(lam_search *search, lam_krige *s, size_t n_kept, size_t n_more) {
    if (search->n_known > n_kept && search->n_known + n_more > search->n_held) {
        search->n_known = n_kept;
        s->n_learnt = s->n_learnt < n_kept ? s->n_learnt : n_kept;
        s->n_fitted = n_kept;
    }
}
