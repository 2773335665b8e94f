/* SPDX-License-Identifier: BSD-3-Clause
 * t453_csd_array - current source density of an array whose contacts lead up or down; as a dataset
 * of results it is that of all potentials at once, whatever the method. */
#include "t45x_csd.h"
#include "scratch.h"

#include <hdf5.h>
#include <stdlib.h>
#include <string.h>

enum { N = 6, SAMPLES = 200001 }; /* more than are in memory at a time */

static const double up_um[N] = {-200, -100, 0, 100, 200, 300};
static const lam_csd_options methods[] = {
    {LAM_CSD_SECOND_DIFFERENCE, 0.3, 0, NAN, NAN, 0, NAN},
    {LAM_CSD_DELTA, 0.3, 200, 1.7, -350, 0, NAN},
    {LAM_CSD_STEP, 0.3, 200, 0, -350, 0, NAN},
    {LAM_CSD_KERNEL, 0.25, 200, NAN, NAN, 90, 0.01},
    {LAM_CSD_KERNEL, 0.25, 200, 1.7, -300, 90, NAN},
};
enum { METHODS = sizeof methods / sizeof *methods };

/* Contacts are not equally spaced, so that no order is like its reverse, where that is allowed. */
static double z_um(size_t i, const lam_csd_options *options) {
    bool is_even = options == NULL || options->method == LAM_CSD_SECOND_DIFFERENCE;
    return up_um[i] - (i == 1 && !is_even ? 70 : 0);
}

static double positions[3 * N];
static lam_electrode_array array;

static void place(bool is_up, const lam_csd_options *options) {
    for (size_t i = 0; i < N; i++) {
        positions[3 * i + 2] = z_um(is_up ? i : N - 1 - i, options);
    }
    array = (lam_electrode_array){.name = "line",
                                  .n_contacts = N,
                                  .positions_um = positions,
                                  .method = "psa",
                                  .conductivity_S_m = {0.3, 0.3, 0.3},
                                  .csd = options};
}

/* Potentials, those of the upper contacts with more noise. */
static void fill(size_t n, double *phi) {
    for (size_t i = 0; i < N; i++) {
        double z = positions[3 * i + 2];
        for (size_t t = 0; t < n; t++) {
            phi[i * n + t] = sin(z / 70 + 0.01 * (double)t) +
                             (z > 0 ? 0.6 : 0.01) * cos(0.37 * (double)t * (z + 1));
        }
    }
}

Test(csd_array, order) {
    enum { FEW = 9 };
    double depths[N], phi[2][N * FEW], csd[3][N * FEW];
    for (size_t m = 0; m < METHODS; m++) {
        for (int is_up = 0; is_up < 2; is_up++) {
            place(is_up, &methods[m]);
            fill(FEW, phi[is_up]);
            GOOD(lam_csd_array(&array, FEW, phi[is_up], csd[is_up]));
        }
        for (size_t i = 0; i < N; i++) {
            depths[i] = -z_um(N - 1 - i, &methods[m]);
        }
        GOOD(lam_csd(&methods[m], N, depths, FEW, phi[0], csd[2]));
        cr_assert_arr_eq(csd[0], csd[2], sizeof csd[0], "downwards, as lam_csd has it");
        for (size_t i = 0; i < N; i++) {
            cr_assert_arr_eq(csd[1] + (N - 1 - i) * FEW, csd[0] + i * FEW, FEW * sizeof(double));
        }
    }
    place(true, NULL);
    cr_assert_eq(lam_csd_array(&array, FEW, phi[0], csd[0]), LAM_ERR_STATE);
    place(true, &methods[0]);
    positions[5] = 500;
    cr_assert_eq(lam_csd_array(&array, FEW, phi[0], csd[0]), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "contact 2 at z = 0 um follows one at 500 um"), "%s",
                       lam_error());
}

static double number(hid_t data, const char *name) {
    double value = NAN;
    hid_t attribute = H5Aopen(data, name, H5P_DEFAULT);
    cr_assert(attribute >= 0 && H5Aread(attribute, H5T_NATIVE_DOUBLE, &value) >= 0, "%s", name);
    H5Aclose(attribute);
    return value;
}

/* Written row by row, read in blocks. */
static void check_dataset(lam_results *results, const double *phi, double *expected, double *found,
                          size_t m, bool is_up) {
    char from[32], path[32];
    snprintf(from, sizeof from, "/phi/%zu_%d", m, is_up);
    snprintf(path, sizeof path, "/csd/%zu_%d", m, is_up);
    GOOD(lam_results_matrix(results, from, N, SAMPLES, "uV", 0));
    for (size_t i = 0; i < N; i++) {
        GOOD(lam_results_write_row(results, from, i, SAMPLES, phi + i * SAMPLES));
    }
    GOOD(lam_results_write_csd(results, from, path, &array, SAMPLES));
    GOOD(lam_results_read_columns(results, path, N, 0, SAMPLES, found));
    GOOD(lam_csd_array(&array, SAMPLES, phi, expected));
    cr_assert_lt(difference(N * SAMPLES, found, expected), 1e-13, "%s", path);
}

Test(csd_array, defaults) {
    lam_electrode_array in = {.conductivity_S_m = {0.1, 0.2, 0.3}};
    in.above = (lam_boundary){.z_um = NAN, .conductivity_S_m = 7};
    lam_csd_options open = lam_csd_defaults(&in);
    in.above.z_um = 50;
    lam_csd_options ends = lam_csd_defaults(&in);
    cr_assert_eq(open.method, LAM_CSD_SECOND_DIFFERENCE);
    cr_assert(open.conductivity_S_m == 0.3 && isnan(open.regularisation));
    cr_assert(isnan(open.conductivity_top_S_m), "as below");
    cr_assert(ends.conductivity_top_S_m == 7 && ends.surface_um == -50);
}

Test(csd_array, dataset) {
    char folder[SCRATCH_SIZE], file[SCRATCH_SIZE + 20];
    lam_results *results;
    double *phi = malloc(3 * N * SAMPLES * sizeof *phi);
    scratch_folder(folder);
    GOOD(lam_results_create(folder, &results));
    for (size_t m = 0; m < METHODS; m++) {
        for (int is_up = 0; is_up < 2; is_up++) {
            place(is_up, &methods[m]);
            fill(SAMPLES, phi);
            check_dataset(results, phi, phi + N * SAMPLES, phi + 2 * N * SAMPLES, m, is_up);
        }
    }
    place(true, NULL);
    cr_assert_eq(lam_results_write_csd(results, "/phi/0_0", "/csd/x", &array, SAMPLES),
                 LAM_ERR_STATE);
    GOOD(lam_results_close(results, true));
    snprintf(file, sizeof file, "%s/results.h5", folder);
    hid_t h5 = H5Fopen(file, H5F_ACC_RDONLY, H5P_DEFAULT), data = H5Dopen2(h5, "/csd/4_0", 0);
    cr_assert(number(data, "radius_um") == 200 && number(data, "kernel_width_um") == 90);
    cr_assert(number(data, "conductivity_S_m") == 0.25 && number(data, "surface_z_um") == 300);
    cr_assert_eq(number(data, "conductivity_top_S_m"), 1.7);
    double depths[N], chosen;
    for (size_t i = 0; i < N; i++) {
        depths[i] = -z_um(N - 1 - i, &methods[4]);
    }
    place(false, &methods[4]);
    fill(SAMPLES, phi);
    GOOD(lam_csd_regularisation(&methods[4], N, depths, SAMPLES, phi, &chosen));
    cr_assert_eq(number(data, "regularisation"), chosen);
    double z[N];
    hid_t attribute = H5Aopen(data, "z_um", H5P_DEFAULT);
    cr_assert_geq(H5Aread(attribute, H5T_NATIVE_DOUBLE, z), 0);
    H5Aclose(attribute);
    cr_assert(z[0] == 300 && z[N - 1] == -200, "in the contacts' order");
    H5Dclose(data);
    H5Fclose(h5);
    free(phi);
    scratch_remove(folder);
}
