/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_choose.c - the trials that a list such as "0,2-4" names. */
#include "saved/lam_saved_impl.h"

#include "base/lam_number_impl.h"

#include <stdlib.h>

/* Whether the list names a trial; *is_good false: it is no such list. *n_single_out: how many it
 * names that are in no range, and *n_found_out, how often this is one of them. */
static bool names_trial(const char *list, size_t trial, bool *is_good, size_t *n_single_out,
                        size_t *n_found_out) {
    bool found = false;
    *n_single_out = *n_found_out = 0;
    for (const char *at = list; *is_good && *at != '\0';) {
        double first = 0, last;
        *is_good = lam_is_digit(*at) && lam_number_read(at, ",-", &first, &at);
        last = first;
        if (*is_good && *at == '-') {
            *is_good = lam_is_digit(at[1]) && lam_number_read(at + 1, ",", &last, &at);
        } else {
            ++*n_single_out;
            *n_found_out += (double)trial >= first && (double)trial <= first;
        }
        found = found || ((double)trial >= first && (double)trial <= last);
        at += *is_good && *at == ',' ? 1 : 0;
    }
    return found;
}

lam_status lam_saved_choose(const lam_saved *saved, const char *list, size_t *n_out,
                            size_t **trials_out) {
    const lam_saved_facts *facts = &saved->facts;
    size_t n = 0, n_single = 0, n_found = 0, *trials = lam_alloc(facts->n_trials, sizeof *trials);
    bool is_good = true;
    if (trials == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < facts->n_trials; i++) {
        size_t n_here = 0;
        if (list == NULL || names_trial(list, facts->trials[i], &is_good, &n_single, &n_here)) {
            trials[n++] = facts->trials[i];
        }
        n_found += n_here;
    }
    if (!is_good || n == 0 || n_found < n_single) {
        free(trials);
        return lam_fail(LAM_ERR_INPUT,
                        "--trials: '%s'; accepted: a list such as 0,2-4, of trials in %s, which "
                        "has %zu to %zu",
                        list, facts->path, facts->trials[0], facts->trials[facts->n_trials - 1]);
    }
    *n_out = n;
    *trials_out = trials;
    return LAM_OK;
}
