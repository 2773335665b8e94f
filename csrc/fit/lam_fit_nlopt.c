/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_nlopt.c - the solvers of NLopt (S. G. Johnson, nlopt.readthedocs.io). */
#include "fit/lam_fit_impl.h"

#include <math.h>
#include <nlopt.h>
#include <stdlib.h>
#include <string.h>

enum { START_STEP_PARTS = 8, LOCAL_STEP_PARTS = 64 }; /* of the range, the first step */

typedef struct nlopt_user {
    lam_search *search;
    nlopt_opt optimiser;
    double *point; /* NLopt's own is not to be changed */
} nlopt_user;

static double value(unsigned n, const double *point, double *gradient, void *data) {
    (void)gradient; /* none of these asks for it */
    nlopt_user *user = data;
    memcpy(user->point, point, n * sizeof *point);
    double found = lam_search_value(user->search, user->point);
    if (user->search->is_over) {
        nlopt_force_stop(user->optimiser);
    }
    return found;
}

static nlopt_algorithm algorithm(lam_fit_solver solver) {
    switch (solver) {
    case LAM_FIT_BOBYQA:
        return NLOPT_LN_BOBYQA;
    case LAM_FIT_SUBPLEX:
        return NLOPT_LN_SBPLX;
    case LAM_FIT_DIRECT:
        return NLOPT_GN_DIRECT_L;
    case LAM_FIT_CRS:
        return NLOPT_GN_CRS2_LM;
    default:
        return NLOPT_LN_COBYLA;
    }
}

/* BOBYQA moves a start that is nearer to a bound than its first step, unless it is on it. */
static bool is_moved(const lam_search *search, nlopt_opt optimiser, const double *start,
                     double step) {
    bool is = false;
    for (size_t i = 0; i < search->n; i++) {
        double apart = fmin(start[i], 1 - start[i]);
        is = is || (apart > 0 && apart < step);
    }
    return is && nlopt_get_algorithm(optimiser) == NLOPT_LN_BOBYQA;
}

/* BOBYQA takes 2 parameters or more; with one COBYLA does the same. */
static lam_status run(lam_search *search, nlopt_opt optimiser, double *room, const double *start) {
    nlopt_user user = {search, optimiser, room + search->n};
    double least;
    double parts = search->options->is_local ? LOCAL_STEP_PARTS : START_STEP_PARTS;
    memcpy(room, start, search->n * sizeof *start);
    nlopt_result result = nlopt_set_min_objective(optimiser, value, &user);
    result = result < 0 ? result : nlopt_set_lower_bounds1(optimiser, 0);
    result = result < 0 ? result : nlopt_set_upper_bounds1(optimiser, 1);
    result = result < 0 ? result : nlopt_set_initial_step1(optimiser, 1 / parts);
    result = result < 0 ? result : nlopt_set_xtol_abs1(optimiser, search->options->tolerance);
    if (result < 0) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: NLopt");
    }
    if (is_moved(search, optimiser, start, 1 / parts)) {
        memcpy(user.point, start, search->n * sizeof *start);
        lam_search_value(search, user.point);
    }
    result = search->is_over ? result : nlopt_optimize(optimiser, room, &least);
    return result == NLOPT_OUT_OF_MEMORY ? lam_fail(LAM_ERR_MEMORY, "out of memory: NLopt")
                                         : LAM_OK; /* rounding may end it: the best point stays */
}

lam_status lam_search_nlopt(lam_search *search, const double *start) {
    lam_fit_solver solver = search->options->solver;
    solver = solver == LAM_FIT_BOBYQA && search->n == 1 ? LAM_FIT_COBYLA : solver;
    nlopt_srand(search->options->seed);
    double *room = lam_alloc((search->n + 1) * (search->n + 1), sizeof *room);
    nlopt_opt optimiser = nlopt_create(algorithm(solver), (unsigned)search->n);
    lam_status status = LAM_ERR_MEMORY;
    if (room != NULL &&
        (solver == LAM_FIT_DIRECT || solver == LAM_FIT_CRS)) { /* which are global */
        lam_search_probe(search, start, room, room + search->n * (search->n + 1), NULL);
    }
    if (room != NULL && optimiser != NULL) {
        status = run(search, optimiser, room, start);
    } else {
        lam_fail(LAM_ERR_MEMORY, "out of memory: NLopt");
    }
    nlopt_destroy(optimiser);
    free(room);
    return status;
}
