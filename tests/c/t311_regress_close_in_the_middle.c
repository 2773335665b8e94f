/* SPDX-License-Identifier: BSD-3-Clause
 * t311_regress_close_in_the_middle - if a file of the results could not get its name, texts of the
 * new run were left beside results.h5 of the old one. */
#include "../lib/faults.h" /* before all others */
#include "laminae.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(close_in_the_middle, .init = enter, .fini = leave);

static lam_results *start(size_t n_trials, double value) {
    lam_results *results;
    cr_assert_eq(lam_results_create("r", &results), LAM_OK, "%s", lam_error());
    for (size_t k = 0; k < n_trials; k++) {
        lam_status status = lam_results_text_dipole(results, k, 1, &value, &value, 0, NULL, NULL);
        cr_assert_eq(status, LAM_OK, "%s", lam_error());
    }
    return results;
}

Test(close_in_the_middle, leaves_what_was_there) {
    long at = 0;
    cr_assert_eq(lam_results_close(start(3, 1), true), LAM_OK, "%s", lam_error());
    cr_assert_eq(system("touch r/summary.png && cp -r r keep"), 0);
    for (bool is_closed = false; !is_closed; at++) {
        lam_results *results = start(2, 2);
        faults = (__typeof__(faults)){.at = at + 1, .error = EACCES};
        is_closed = lam_results_close(results, true) == LAM_OK;
        bool has_failed = faults.n_calls > at;
        faults.at = 0;
        if (!is_closed) {
            cr_assert_not_null(strstr(lam_error(), strerror(EACCES)), "%s", lam_error());
            cr_assert_eq(system("diff -r keep r"), 0, "call %ld: %s", at, lam_error());
        } else if (has_failed) { /* a call that does not matter any more */
            is_closed = false;
            cr_assert_eq(system("test $(ls -A r | wc -l) = 3 && rm -r r && cp -r keep r"), 0);
        }
    }
    cr_assert_gt(at, 8);
}
