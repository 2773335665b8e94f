/* SPDX-License-Identifier: BSD-3-Clause
 * t722_regress_many_contacts - what stands beside many rows may be longer than the 64 kB of HDF5's
 * older attributes; without text files results.h5 is there alone; the matrix that makes sources of
 * the potentials at many contacts is in memory once. */
#include "good.h"
#include "scratch_folder.h"

#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>
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

static double most_memory_MB(void) {
    struct rusage usage;
    cr_assert_eq(getrusage(RUSAGE_SELF, &usage), 0);
    return (double)usage.ru_maxrss / 1024;
}

Test(many_contacts, density) {
    enum { N = 3000, AT = 1234 };
    static double positions[3 * N], csd[2 * N];
    const double matrix_MB = 8. * N * N / (1 << 20), none[] = {0, 0}, one[] = {0, 1};
    lam_csd_options options = {LAM_CSD_SECOND_DIFFERENCE, 0.3, 0, NAN, NAN, 0, NAN};
    lam_electrode_array array = {.name = "shank", .n_contacts = N, .positions_um = positions};
    lam_results *results;
    array.csd = &options;
    GOOD(lam_results_create("run", &results));
    GOOD(lam_results_matrix(results, "/phi", N, 2, "uV", 0));
    for (size_t i = 0; i < N; i++) {
        positions[3 * i + 2] = (double)i;
        GOOD(lam_results_write_row(results, "/phi", i, 2, i == AT ? one : none));
    }
    double before_MB = most_memory_MB();
    GOOD(lam_results_write_csd(results, "/phi", "/csd", &array, 2));
    double grown = (most_memory_MB() - before_MB) / matrix_MB;
    cr_assert_lt(grown, 1.6, "%g matrices", grown);
    GOOD(lam_results_read_columns(results, "/csd", N, 0, 2, csd));
    for (size_t i = 0; i < N; i++) { /* 0.3 S/m 1 uV/um2 = 300 uA/mm3 */
        double there = i == AT ? 600 : i + 1 == AT || i == AT + 1 ? -300 : 0;
        cr_assert_float_eq(csd[2 * i + 1], there, 1e-9, "contact %zu: %g", i, csd[2 * i + 1]);
    }
    GOOD(lam_results_close(results, false));
}
