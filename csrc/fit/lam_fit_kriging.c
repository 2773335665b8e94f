/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_kriging.c - the solver kriging: looks by a Gaussian process (lam_krige.c) around the best
 * point, then elsewhere. */
#include "fit/lam_fit_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Points for each parameter that are drawn at first and for each further look; how far from the
 * best it goes on, as more than good_share of the first value is left or not, up to which reach;
 * how many looks in turn may be in vain. Where more than enough_share is left it begins elsewhere,
 * and gives that up sooner. */
enum { FIRST = 5, AGAIN = 2, MOST_VAIN = 4, MOST_VAIN_ELSEWHERE = 2 };
static const double far_reach = 0.3, near_reach = 0.1, end_reach = 0.02, good_share = 0.05;
static const double enough_share = 0.01;

/* Looks around the best point, until MOST_VAIN in turn have found no better one. */
static lam_status look(lam_search *search, double reach, size_t most_vain) {
    size_t n = search->n;
    for (size_t n_vain = 0, n_first = FIRST * n; n_vain < most_vain && !search->is_over;) {
        double before = search->best_value;
        LAM_TRY(lam_search_krige(search, reach, n_first, end_reach));
        n_vain = search->best_value < 0.99 * before ? 0 : n_vain + 1;
        bool is_near =
            search->options->is_near || search->best_value < good_share * search->first_value;
        reach = is_near ? near_reach : far_reach;
        n_first = AGAIN * n;
    }
    return LAM_OK;
}

static lam_status polish(lam_search *search) {
    return search->is_over ? LAM_OK
                           : lam_search_krige(search, near_reach, 0, search->options->tolerance);
}

lam_status lam_search_elsewhere(lam_search *search) {
    size_t n = search->n, m = search->n_residuals;
    double *kept = lam_alloc(n + m, sizeof *kept);
    lam_status status = kept == NULL ? LAM_ERR_MEMORY : LAM_OK;
    while (status == LAM_OK && !search->is_over && !search->options->is_near &&
           search->n_known < search->n_held &&
           search->best_value > enough_share * search->first_value) {
        double kept_value = search->best_value;
        memcpy(kept, search->best, n * sizeof *kept);
        memcpy(kept + n, search->best_residuals, m * sizeof *kept);
        search->best_value = INFINITY;
        status = look(search, 1, MOST_VAIN_ELSEWHERE);
        if (search->best_value < kept_value) {
            status = status == LAM_OK ? polish(search) : status;
        } else {
            search->best_value = kept_value;
            memcpy(search->best, kept, n * sizeof *kept);
            memcpy(search->best_residuals, kept + n, m * sizeof *kept);
        }
    }
    free(kept);
    return status;
}

lam_status lam_search_kriging(lam_search *search, const double *start) {
    size_t n = search->n;
    double *room = lam_alloc((n + 1) * (n + 1 + search->n_residuals), sizeof *room);
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *values = room + (n + 1) * n, *residuals = values + n + 1;
    lam_search_probe(search, start, room, values, residuals);
    free(room);
    LAM_TRY(look(search, search->options->is_near ? near_reach : 1, MOST_VAIN));
    LAM_TRY(polish(search));
    LAM_TRY(lam_search_elsewhere(search));
    lam_search_end(search, LAM_FIT_END_TOLERANCE);
    return LAM_OK;
}
