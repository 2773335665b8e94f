/* SPDX-License-Identifier: BSD-3-Clause
 * t726_convert_blocks - a signal that is longer than what is in memory at a time is whole in NWB
 * and SONATA, each sample of each row in its place. */
#include "good.h"
#include "scratch_folder.h"

#include <hdf5.h>
#include <stdlib.h>

enum { N_ROWS = 3, N = 200000 }; /* 600,000 numbers: two blocks */

TestSuite(convert_blocks, .init = enter, .fini = leave);

static double value(size_t row, size_t sample) {
    return (double)(N * row + sample);
}

static void write_run(void) {
    lam_results *results;
    double *samples = calloc(N, sizeof *samples);
    GOOD(lam_results_create("run", &results));
    lam_results_no_text(results);
    GOOD(lam_results_write_text(results, "/network/json", "{}"));
    GOOD(lam_results_matrix(results, "/trial/0/extracellular/lam", N_ROWS, N, "uV", 0));
    for (size_t i = 0; i <= N_ROWS; i++) { /* the last one: times */
        for (size_t k = 0; k < N; k++) {
            samples[k] = i < N_ROWS ? value(i, k) : 0.025 * (double)k;
        }
        if (i < N_ROWS) {
            GOOD(lam_results_write_row(results, "/trial/0/extracellular/lam", i, N, samples));
        }
    }
    GOOD(lam_results_write(results, "/trial/0/time_ms", 0, N, samples, "ms"));
    GOOD(lam_results_write(results, "/trial/0/dipole/agg", 0, N, samples, "nAm"));
    GOOD(lam_results_close(results, true));
    free(samples);
}

static void check(const char *path, const char *dataset, double factor) {
    double *samples = calloc(N * N_ROWS, sizeof *samples);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t data = H5Dopen2(file, dataset, H5P_DEFAULT);
    cr_assert_geq(H5Dread(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, samples), 0);
    for (size_t k = 0; k < N; k++) {
        for (size_t i = 0; i < N_ROWS; i++) {
            double expected = value(i, k) * factor;
            cr_assert(samples[N_ROWS * k + i] == expected, "%s: sample %zu of %zu", path, k, i);
        }
    }
    H5Dclose(data);
    H5Fclose(file);
    free(samples);
}

Test(convert_blocks, whole) {
    static const size_t trial = 0;
    lam_saved *saved;
    write_run();
    GOOD(lam_saved_open("run", &saved));
    lam_exchange how = {.to = "nwb", .path = "x.nwb", .n_trials = 1, .trials = &trial, .scale = 1};
    GOOD(lam_exchange_write(saved, &how));
    how.to = "sonata";
    how.path = "lam.h5";
    how.signal = "extracellular/lam";
    GOOD(lam_exchange_write(saved, &how));
    check("x.nwb", "/acquisition/extracellular_lam/data", 1);
    check("lam.h5", "/ecp/data", 1e-3);
    lam_saved_close(saved);
}
