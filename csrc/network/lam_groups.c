/* SPDX-License-Identifier: BSD-3-Clause
 * lam_groups.c - how many groups of ranks run trials at the same time. */
#include "base/lam_status_impl.h"

#include <math.h>

/* An estimate of what each doubling of a trial's ranks adds to its time: the exchange of spikes and
 * the waiting for the fullest rank. The value matters only if the trials do not fill the rounds of
 * all groups. If they do, any value above 0 gives each rank its own trials. */
static const double overhead = 0.1;

/* The time of a trial on some ranks, which is that of the fullest rank. 1 is the time of a trial on
 * a single rank. */
static double trial_time(size_t n_cells, size_t n_ranks) {
    double cells = fmax((double)n_cells, 1);
    double share = ceil(cells / (double)n_ranks) / cells;
    return share * (1 + overhead * log2((double)n_ranks));
}

static double run_time(size_t n_cells, size_t n_trials, size_t n_ranks, size_t n_groups) {
    double rounds = ceil((double)n_trials / (double)n_groups);
    return rounds * trial_time(n_cells, n_ranks / n_groups);
}

static lam_status check_wanted(size_t wanted, size_t n_ranks) {
    if (wanted == 0 || (n_ranks > 0 && n_ranks % wanted == 0)) {
        return LAM_OK;
    }
    return lam_fail(
        LAM_ERR_INPUT,
        "groups: %zu; accepted: a number that divides the %zu rank%s, or 0: as is fastest", wanted,
        n_ranks, n_ranks == 1 ? "" : "s");
}

lam_status lam_groups(size_t wanted, size_t n_ranks, size_t n_trials, size_t n_cells,
                      size_t *n_groups_out) {
    LAM_TRY(check_wanted(wanted, n_ranks));
    size_t best = 1, most = wanted > 0 ? wanted : n_ranks;
    for (size_t n = 2; n <= most && n <= n_trials; n++) {
        if (n_ranks % n == 0 && (wanted > 0 || run_time(n_cells, n_trials, n_ranks, n) <=
                                                   run_time(n_cells, n_trials, n_ranks, best))) {
            best = n;
        }
    }
    *n_groups_out = best;
    return LAM_OK;
}
