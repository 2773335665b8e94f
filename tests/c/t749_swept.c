/* SPDX-License-Identifier: BSD-3-Clause
 * t749_swept - the file of a sweep read back: parameters, what is done, numbers and their names; as
 * an archive for numpy; what is no such file, or has none of what is asked for, is refused. */
#include "good.h"
#include "scratch_folder.h"
#include "t1xx_file.h"

#include <hdf5.h>
#include <math.h>

enum { N_BASE = 2, N_POINTS = N_BASE * 4, N_SAMPLES = 11, N_TRIALS = 2, N_NUMBERS = 4, FAILED = 6 };

static lam_network *network;

static void begin_test(void) {
    GOOD(lam_network_read(ERP, &network));
    enter();
}

static void end_test(void) {
    leave();
    lam_network_destroy(network);
}

TestSuite(swept, .init = begin_test, .fini = end_test);

static const char spec_text[] =
    "{\"network\": \"erp\", \"design\": \"saltelli\", \"n\": 2, \"seed\": 1, \"keep\": [\"%s\"%s],"
    " \"parameters\": {\"drives.evprox1.mu\": {\"low\": 20, \"high\": 30}, \"drives.evdist1.mu\":"
    " {\"prior\": {\"kind\": \"normal\", \"mean\": 60, \"sd\": 5}}}}";

/* Point, trial and place in the block of a trial. */
static double value_of(size_t point, size_t trial, size_t i) {
    return (double)(1000 * point + 100 * trial + i);
}

static void make(const char *kept, const char *more, bool is_run) {
    char text[1000];
    lam_spec *spec;
    lam_sweep_layout *layout;
    lam_sweep *sweep;
    const lam_sweep_run run = {N_TRIALS, N_SAMPLES, 10, 1, 1, 0};
    snprintf(text, sizeof text, spec_text, kept, more);
    write_file("spec.json", text, strlen(text));
    GOOD(lam_spec_read_sweep("spec.json", &spec));
    GOOD(lam_sweep_layout_create(spec, network, &run, &layout));
    GOOD(lam_sweep_open("out", spec, network, layout, &sweep));
    size_t size = lam_sweep_block(layout);
    for (size_t p = 0; p < N_POINTS && is_run; p++) {
        double block[N_TRIALS * 5 * N_SAMPLES];
        for (size_t i = 0; i < N_TRIALS * size; i++) {
            block[i] = value_of(p, i / size, i % size);
        }
        if (p == FAILED) {
            GOOD(lam_sweep_fail(sweep, p, "so"));
        } else {
            GOOD(lam_sweep_put(sweep, p, N_TRIALS * size, block));
        }
    }
    GOOD(lam_sweep_close(sweep));
    lam_sweep_layout_destroy(layout);
    lam_spec_destroy(spec);
}

Test(swept, read) {
    double dipole[N_TRIALS * N_SAMPLES], numbers[N_POINTS], time_ms[N_SAMPLES];
    char *names;
    lam_swept *swept;
    make("dipole", ", \"peaks\"", true);
    cr_assert(lam_swept_is("out") && lam_swept_is("out/sweep.h5"));
    GOOD(lam_swept_open("out", &swept));
    const lam_design *design = lam_spec_design(lam_swept_spec(swept));
    cr_assert_eq(design->n_points, (size_t)N_POINTS);
    cr_assert_str_eq(design->parameters[1].path, "drives.evdist1.mu");
    cr_assert_eq(lam_swept_n_trials(swept), (size_t)N_TRIALS);
    cr_assert_eq(lam_swept_size(swept, "dipole_nAm"), (size_t)N_SAMPLES);
    cr_assert_eq(lam_swept_size(swept, "numbers"), (size_t)N_NUMBERS);
    cr_assert_eq(lam_swept_size(swept, "layers_nAm"), (size_t)0);
    GOOD(lam_swept_names(swept, "numbers", &names));
    cr_assert_str_eq(names, "peaks minimum_nAm\npeaks minimum_ms\npeaks maximum_nAm\n"
                            "peaks maximum_ms\n");
    free(names);
    GOOD(lam_swept_times(swept, time_ms));
    cr_assert_eq(time_ms[N_SAMPLES - 1], 10);
    GOOD(lam_swept_number(swept, 2, numbers));
    for (size_t p = 0; p < N_POINTS; p++) {
        double point[2], expected[2];
        GOOD(lam_swept_point(swept, p, point));
        lam_design_point(design, p, expected);
        cr_assert(point[0] == expected[0] && point[1] == expected[1]);
        cr_assert_eq(lam_swept_is_done(swept, p), p != FAILED);
        cr_assert(p == FAILED ? isnan(numbers[p])
                              : numbers[p] == value_of(p, 0, N_SAMPLES + 2) + 50);
        GOOD(lam_swept_read(swept, "dipole_nAm", p, dipole));
        for (size_t i = 0; i < N_TRIALS * N_SAMPLES && p != FAILED; i++) {
            cr_assert_eq(dipole[i], value_of(p, i / N_SAMPLES, i % N_SAMPLES));
        }
    }
    lam_swept_close(swept);
}

/* The same again takes the place of the first; what is somebody else's stays. */
Test(swept, npz) {
    lam_swept *swept;
    make("dipole", ", \"peaks\"", true);
    GOOD(lam_swept_open("out/sweep.h5", &swept));
    GOOD(lam_swept_write_npz(swept, "x.npz", false));
    GOOD(lam_swept_write_npz(swept, "x.npz", false));
    write_file("mine", "mine", 4);
    cr_assert_eq(lam_swept_write_npz(swept, "mine", false), LAM_ERR_INPUT);
    cr_assert_eq(lam_swept_write_npz(swept, "out/sweep.h5", true), LAM_ERR_INPUT);
    GOOD(lam_swept_write_npz(swept, "mine", true));
    lam_swept_close(swept);
}

static void refused(const char *reason) {
    lam_swept *swept;
    GOOD(lam_swept_open("out", &swept));
    cr_assert_eq(lam_swept_write_npz(swept, "x.npz", false), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), reason), "%s", lam_error());
    lam_swept_close(swept);
}

Test(swept, nothing_to_write) {
    make("dipole", "", false);
    refused("no point is done; accepted: a sweep that has run");
}

Test(swept, nothing_kept) {
    make("layers", "", true);
    refused("keeps neither dipole nor numbers");
}

Test(swept, none) {
    lam_swept *swept;
    cr_assert_not(lam_swept_is("out"));
    cr_assert_eq(lam_swept_open("out", &swept), LAM_ERR_INPUT);
    cr_assert_null(swept);
    cr_assert_not_null(strstr(lam_error(), "cannot read 'out'"));
    write_file("sweep.h5", "so", 2);
    cr_assert_not(lam_swept_is("."));
    cr_assert_eq(lam_swept_open(".", &swept), LAM_ERR_INPUT);
}

/* A number that one trial lacks is that of the other trial; what a point has not, its base point
 * has not. */
Test(swept, numbers_that_lack) {
    static const double nothing = NAN;
    double numbers[N_POINTS];
    size_t n_used;
    lam_sensitivity shares[2];
    lam_swept *swept;
    make("dipole", ", \"peaks\"", true);
    hid_t file = H5Fopen("out/sweep.h5", H5F_ACC_RDWR, H5P_DEFAULT);
    hid_t data = H5Dopen2(file, "numbers", H5P_DEFAULT), space = H5Dget_space(data);
    hid_t one = H5Screate(H5S_SCALAR);
    hsize_t place[3] = {1, 1, 2}, single[3] = {1, 1, 1};
    H5Sselect_hyperslab(space, H5S_SELECT_SET, place, NULL, single, NULL);
    cr_assert(H5Dwrite(data, H5T_NATIVE_DOUBLE, one, space, H5P_DEFAULT, &nothing) >= 0);
    H5Sclose(one);
    H5Sclose(space);
    H5Dclose(data);
    H5Fclose(file);
    GOOD(lam_swept_open("out", &swept));
    GOOD(lam_swept_number(swept, 2, numbers));
    cr_assert_eq(numbers[1], value_of(1, 0, N_SAMPLES + 2));
    cr_assert_eq(numbers[2], value_of(2, 0, N_SAMPLES + 2) + 50);
    GOOD(lam_swept_shares(swept, 2, shares, &n_used));
    cr_assert_eq(n_used, (size_t)0, "point %d has failed, so one base point is left", FAILED);
    lam_swept_close(swept);
}
