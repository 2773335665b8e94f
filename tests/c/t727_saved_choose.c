/* SPDX-License-Identifier: BSD-3-Clause
 * t727_saved_choose - trials that a list names, and what a group of results holds. */
#include "good.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(choose, .init = enter, .fini = leave);

/* Trials 0, 3, 4, 10. */
static lam_saved *open_run(void) {
    static const size_t trials[] = {0, 3, 4, 10};
    const double t[] = {0, 0.025, 0.05}, range[] = {0, 2};
    lam_results *results;
    lam_saved *saved;
    GOOD(lam_results_create("run", &results));
    GOOD(lam_results_write_text(results, "/network/json", "{}"));
    GOOD(lam_results_write_integers(results, "/network/gid_ranges/cells", 2, range, "gid"));
    for (size_t i = 0; i < 4; i++) {
        char path[64];
        snprintf(path, sizeof path, "/trial/%zu/time_ms", trials[i]);
        GOOD(lam_results_write(results, path, 0, 3, t, "ms"));
        snprintf(path, sizeof path, "/trial/%zu/cells/7/soma/v_mV", trials[i]);
        GOOD(lam_results_write(results, path, 0, 3, t, "mV"));
        snprintf(path, sizeof path, "/trial/%zu/cells/12/soma/v_mV", trials[i]);
        GOOD(lam_results_write(results, path, 0, 3, t, "mV"));
    }
    GOOD(lam_results_close(results, true));
    GOOD(lam_saved_open("run", &saved));
    return saved;
}

Test(choose, trials) {
    static const struct {
        const char *list;
        size_t n, trials[4];
    } lists[] = {
        {NULL, 4, {0, 3, 4, 10}},  {"0", 1, {0}},       {"10,0", 2, {0, 10}}, {"1-4", 2, {3, 4}},
        {"0,4-99", 3, {0, 4, 10}}, {"3,3-3,3", 1, {3}},
    };
    lam_saved *saved = open_run();
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        size_t n, *trials;
        GOOD(lam_saved_choose(saved, lists[i].list, &n, &trials));
        cr_assert_eq(n, lists[i].n, "%s: %zu", lists[i].list, n);
        cr_assert_arr_eq(trials, lists[i].trials, n * sizeof *trials);
        free(trials);
    }
    lam_saved_close(saved);
}

Test(choose, trials_refused) {
    static const char *const lists[] = {"",     "1",   "2-",  "-3",  "a",
                                        "0,,3", "0;3", "0-x", "5-9", " 0"};
    lam_saved *saved = open_run();
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        size_t n, *trials;
        cr_assert_eq(lam_saved_choose(saved, lists[i], &n, &trials), LAM_ERR_INPUT, "%s", lists[i]);
        cr_assert_not_null(strstr(lam_error(), "accepted: a list such as 0,2-4"), "%s",
                           lam_error());
        cr_assert_not_null(strstr(lam_error(), "0 to 10"), "%s", lam_error());
    }
    lam_saved_close(saved);
}

Test(choose, names) {
    lam_saved *saved = open_run();
    char **names;
    size_t n;
    GOOD(lam_saved_names(saved, 3, "cells", &n, &names));
    cr_assert_eq(n, 2);
    cr_assert_str_eq(names[0], "12");
    cr_assert_str_eq(names[1], "7");
    lam_saved_free_names(n, names);
    GOOD(lam_saved_names(saved, 3, "cells/7/soma", &n, &names));
    cr_assert_eq(n, 1);
    cr_assert_str_eq(names[0], "v_mV");
    lam_saved_free_names(n, names);
    GOOD(lam_saved_names(saved, 3, "csd", &n, &names));
    cr_assert(n == 0 && names == NULL);
    GOOD(lam_saved_names(saved, 2, "cells", &n, &names));
    cr_assert_eq(n, 0);
    lam_saved_close(saved);
}
