/* SPDX-License-Identifier: BSD-3-Clause
 * t722_regress_many_contacts - what stands beside many rows may be longer than the 64 kB of HDF5's
 * older attributes; without text files results.h5 is there alone. */
#include "good.h"
#include "scratch_folder.h"

#include <stdlib.h>
#include <unistd.h>

TestSuite(many_contacts, .init = enter, .fini = leave);

Test(many_contacts, positions) {
    enum { N = 5000 };
    const char *path = "/trial/0/extracellular/shank";
    double *positions = calloc(3 * N, sizeof *positions), *again, time_ms[] = {0, 1};
    lam_results *results;
    lam_saved *saved;
    size_t n;
    for (size_t i = 0; i < 3 * N; i++) {
        positions[i] = (double)i;
    }
    GOOD(lam_results_create("run", &results));
    lam_results_no_text(results);
    GOOD(lam_results_write(results, "/trial/0/time_ms", 0, 2, time_ms, "ms"));
    GOOD(lam_results_matrix(results, path, N, 2, "uV", 0));
    GOOD(lam_results_describe(results, path, "positions_um", N, 3, positions));
    GOOD(lam_results_text_matrix(results, 0, "lfp", "shank", path, N, 2, time_ms, "x"));
    GOOD(lam_results_close(results, true));
    cr_assert_neq(access("run/lfp_shank_0.txt", F_OK), 0);
    GOOD(lam_saved_open("run", &saved));
    GOOD(lam_saved_beside(saved, 0, "extracellular/shank", "positions_um", &n, &again));
    cr_assert_eq(n, 3 * N);
    cr_assert_arr_eq(again, positions, 3 * N * sizeof *again);
    lam_saved_close(saved);
    free(again);
    free(positions);
}
