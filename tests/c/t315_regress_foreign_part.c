/* SPDX-License-Identifier: BSD-3-Clause
 * t315_regress_foreign_part - a part that another program left while a run went on (summary.sh
 * draws into the same folder) made the run fail when it put its results into place. */
#include "laminae.h"
#include "scratch.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

Test(foreign_part, results_are_put_into_place) {
    char folder[SCRATCH_SIZE];
    const double zero[] = {0};
    lam_results *results;
    scratch_folder(folder);
    cr_assert_eq(chdir(folder), 0);
    cr_assert_eq(lam_results_create("r", &results), LAM_OK, "%s", lam_error());
    cr_assert_eq(lam_results_text_dipole(results, 0, 1, zero, zero, 0, NULL, NULL), LAM_OK);
    fclose(fopen("r/.summary.png.1.part", "w"));
    cr_expect_eq(lam_results_close(results, true), LAM_OK, "%s", lam_error());
    cr_expect_eq(system("test -s r/results.h5 && test -s r/dipole_0.txt"), 0);
    cr_expect_eq(chdir("/"), 0);
    scratch_remove(folder);
}
