/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_impl.h - a search while it goes on, which each solver is given (not public).
 *
 * Points are of scaled parameters, from 0 to 1. */
#ifndef LAM_FIT_IMPL_H
#define LAM_FIT_IMPL_H

#include "base/lam_status_impl.h"

typedef struct lam_search {
    const lam_fit_problem *problem;
    const lam_fit_options *options;
    size_t n;           /* parameters */
    size_t n_done;      /* evaluations */
    size_t n_residuals; /* 0: the solver has no use for them */
    double started_s;
    lam_mt19937 random;
    double *best;                    /* [n]; all room in one */
    double best_value, worst_value;  /* of the finite ones; INFINITY and -INFINITY: none */
    double first_value;              /* likewise; INFINITY: none */
    double *best_residuals;          /* [n_residuals] */
    size_t n_known, n_held;          /* of those with residuals; there is room for these */
    double *known, *known_residuals; /* [n_known][n], [n_known][n_residuals] */
    bool is_over;
    lam_fit_end end;
    lam_status status; /* of the evaluations */
} lam_search;

/* One that has evaluated nothing, with room for n_known points and their residuals, if that is not
 * far too many; 0: it has no use for these. The caller frees it (lam_search_free), also after a
 * failure. */
lam_status lam_search_create(const lam_fit_problem *problem, const lam_fit_options *options,
                             size_t n_known, lam_search *search_out);
void lam_search_free(lam_search *search);
/* Evaluate n_points points, [n_points][n], which are clipped to the bounds in place. values_out:
 * [n_points], INFINITY where there is no value. residuals_out: [n_points][n_residuals] or NULL.
 * false: the search is over; then some of the points may not be evaluated, and count as INFINITY.
 */
bool lam_search_try(lam_search *search, size_t n_points, double *points, double *values_out,
                    double *residuals_out);
/* The sum of products, from the first to the last. */
double lam_search_dot(size_t n, const double *a, const double *b);
/* One point, for those that must have a finite value: one that has none is worse than all. */
double lam_search_value(lam_search *search, double *point);
/* The start and, from there, a step along each parameter, in one batch: what changes nothing can be
 * told before the search. points_out: [n + 1][n], values_out: [n + 1], residuals_out: [n + 1]
 * [n_residuals] or NULL. */
bool lam_search_probe(lam_search *search, const double *start, double *points_out,
                      double *values_out, double *residuals_out);
/* All that was to be done is done. */
void lam_search_end(lam_search *search, lam_fit_end why);
/* n_points points, of which in each parameter each n_points-th part of its range has one (McKay
 * 1979, doi 10.1080/00401706.1979.10489755). */
void lam_search_hypercube(lam_search *search, size_t n_points, double *points_out);

lam_status lam_search_nlopt(lam_search *search, const double *start);
lam_status lam_search_cma(lam_search *search, const double *start);
lam_status lam_search_bayesian(lam_search *search, const double *start);
/* Look around the best point by a Gaussian process of the residuals of all points that are known.
 * First n_first points are drawn: of the whole range, if `reach` is 1, else around the best, as far
 * in each direction as it takes to change the curve by a few times what it is off by (while little
 * is known, at most `reach`). All others are at most `reach` from the best, less after some in
 * vain. It ends once that is less than least_reach, or there is no room for more. */
lam_status lam_search_krige(lam_search *search, double reach, size_t n_first, double least_reach);
/* The same from new samples of the whole range, until no more than a hundredth of the first value
 * is left or the search is over. What is known elsewhere helps, and the best of all stays. */
lam_status lam_search_elsewhere(lam_search *search);

/* The same around points of which a parameter is held, of many in turn: what is known of the
 * process is kept. create: once the search has room for points; the caller frees it. hold: from
 * `point`, where parameter k stays as it is, to the best of the others and its value, of about
 * n_most evaluations at most; INFINITY: no run had one. Only those count for search->best. */
typedef struct lam_krige lam_krige;
lam_status lam_krige_create(const lam_search *search, lam_krige **krige_out);
void lam_krige_free(lam_krige *krige);
lam_status lam_krige_hold(lam_search *search, lam_krige *krige, size_t k, size_t n_most,
                          double *point, double *value_out);
/* All but the first n_kept points that are known are forgotten, if there is no room for n_more. */
void lam_krige_forget(lam_search *search, lam_krige *krige, size_t n_kept, size_t n_more);

lam_status lam_search_kriging(lam_search *search, const double *start);
lam_status lam_search_squares(lam_search *search, const double *start);

#endif
