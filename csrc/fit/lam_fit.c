/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit.c - a fit: what it is of, which solver seeks. */
#include "fit/lam_fit_impl.h"

#include "base/lam_names_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The time between evaluations of bayesian grows with the cube of their number. */
enum { MOST_BAYESIAN = 2000 };

const char *const lam_fit_solver_names[LAM_FIT_N_SOLVERS] = {
    "cobyla", "bobyqa", "subplex", "direct", "crs", "cma", "bayesian", "kriging", "least_squares"};

lam_status lam_fit_solver_of(const char *name, lam_fit_solver *solver_out) {
    for (int i = 0; i < LAM_FIT_N_SOLVERS; i++) {
        if (strcmp(name, lam_fit_solver_names[i]) == 0) {
            *solver_out = (lam_fit_solver)i;
            return LAM_OK;
        }
    }
    char reason[LAM_NAMES_MAX_EDITED];
    reason[0] = '\0';
    lam_names_unknown("solver", name, lam_fit_solver_names, LAM_FIT_N_SOLVERS,
                      sizeof *lam_fit_solver_names, reason, sizeof reason);
    return lam_fail(LAM_ERR_INPUT, "solver: \"%.60s\": %s", name, reason);
}

bool lam_fit_has_residuals(lam_fit_solver solver) {
    return solver == LAM_FIT_LEAST_SQUARES || solver == LAM_FIT_KRIGING;
}

/* ---- the fit ---- */

static lam_status check(const lam_fit_problem *problem, const lam_fit_options *options) {
    if (problem->n_parameters == 0) {
        return lam_fail(LAM_ERR_INPUT, "fit: 0 parameters; accepted: 1 or more");
    }
    for (size_t i = 0; i < problem->n_parameters; i++) {
        lam_fit_parameter p = problem->parameters[i];
        bool is_good = isfinite(p.low) && isfinite(p.high) && p.low < p.high && p.low <= p.start &&
                       p.start <= p.high && !(p.is_log && p.low <= 0);
        if (!is_good) {
            return lam_fail(LAM_ERR_INPUT,
                            "fit: parameter %zu: start %g, from %g to %g; accepted: a start within "
                            "bounds that grow%s",
                            i, p.start, p.low, p.high, p.is_log ? ", above 0" : "");
        }
    }
    if (options->max_evaluations == 0 || !(options->tolerance > 0) || !(options->max_seconds > 0) ||
        isnan(options->target)) {
        return lam_fail(LAM_ERR_INPUT,
                        "fit: %zu evaluations, tolerance %g, %g s, target %g; "
                        "accepted: at least 1, above 0, above 0, a number",
                        options->max_evaluations, options->tolerance, options->max_seconds,
                        options->target);
    }
    if (options->solver == LAM_FIT_BAYESIAN && options->max_evaluations > MOST_BAYESIAN) {
        return lam_fail(LAM_ERR_INPUT, "fit: %zu evaluations by bayesian; accepted: up to %d",
                        options->max_evaluations, MOST_BAYESIAN);
    }
    if (lam_fit_has_residuals(options->solver) && problem->n_residuals == 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "fit: %s has no residuals; accepted: an objective "
                        "that is a sum of squares, or another solver",
                        lam_fit_solver_names[options->solver]);
    }
    return LAM_OK;
}

static lam_status search_from(lam_search *search, const double *start) {
    switch (search->options->solver) {
    case LAM_FIT_CMA:
        return lam_search_cma(search, start);
    case LAM_FIT_BAYESIAN:
        return lam_search_bayesian(search, start);
    case LAM_FIT_KRIGING:
        return lam_search_kriging(search, start);
    case LAM_FIT_LEAST_SQUARES:
        return lam_search_squares(search, start);
    default:
        return lam_search_nlopt(search, start);
    }
}

lam_status lam_fit(const lam_fit_problem *problem, const lam_fit_options *options, double *best_out,
                   lam_fit_result *result_out) {
    LAM_TRY(check(problem, options));
    size_t n = problem->n_parameters;
    size_t n_known = lam_fit_has_residuals(options->solver) ? options->max_evaluations : 0;
    lam_search search;
    double *start = lam_alloc(n, sizeof *start);
    lam_status status = lam_search_create(problem, options, n_known, &search);
    if (start == NULL || status != LAM_OK) {
        free(start);
        lam_search_free(&search);
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        start[i] = lam_fit_scaled(&problem->parameters[i], problem->parameters[i].start);
    }
    memcpy(search.best, start, n * sizeof *start);
    status = search_from(&search, start);
    status = status == LAM_OK ? search.status : status;
    for (size_t i = 0; i < n; i++) {
        best_out[i] = lam_fit_unscaled(&problem->parameters[i], search.best[i]);
    }
    *result_out = (lam_fit_result){search.best_value, search.n_done, search.end};
    free(start);
    lam_search_free(&search);
    return status;
}
