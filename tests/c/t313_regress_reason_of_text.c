/* SPDX-License-Identifier: BSD-3-Clause
 * t313_regress_reason_of_text - text that found no room said "Input/output error", whatever the
 * reason was. */
#include "laminae.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

TestSuite(reason_of_text, .init = enter, .fini = leave);

Test(reason_of_text, is_that_of_the_system) {
    static double samples[5000];
    lam_results *results;
    cr_assert_eq(lam_results_create("r", &results), LAM_OK, "%s", lam_error());
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {10000, RLIM_INFINITY};
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    cr_assert_eq(lam_results_text_dipole(results, 0, 5000, samples, samples, 0, NULL, NULL),
                 LAM_ERR_IO);
    limit.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_FSIZE, &limit);
    cr_expect_not_null(strstr(lam_error(), strerror(EFBIG)), "%s", lam_error());
    lam_results_abandon(results);
}
