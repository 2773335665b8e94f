/* SPDX-License-Identifier: BSD-3-Clause
 * t300_results_file - results.h5 holds what was written, with units, byte for byte again. */
#include "good.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <hdf5.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const double time_ms[] = {0, 0.025, 169.99999999998232};

TestSuite(results_file, .init = enter, .fini = leave);

static void write_run(const char *where, bool complete) {
    static const double vector[3][2] = {{1, 2}, {3, 4}, {-5e-300, HUGE_VAL}};
    static const double gid[] = {570, 0, 9007199254740992.0};
    lam_results *results;
    GOOD(lam_results_create(where, &results));
    GOOD(lam_results_set_text(results, "network", "erp"));
    GOOD(lam_results_set_text(results, "command", ""));
    GOOD(lam_results_set_number(results, "celsius", 6.3));
    GOOD(lam_results_write_text(results, "/network/json", "{\"name\": \"K\xc3\xb6rper\"}"));
    GOOD(lam_results_write(results, "/trial/0/time_ms", 0, 3, time_ms, "ms"));
    GOOD(lam_results_write(results, "/trial/0/dipole_vector/L5", 3, 2, vector[0], "nAm"));
    GOOD(lam_results_write(results, "/trial/0/spikes/time_ms", 0, 0, NULL, "ms"));
    GOOD(lam_results_write_integers(results, "/trial/0/spikes/gid", 3, gid, "1"));
    GOOD(lam_results_close(results, complete));
}

static void check_text(hid_t object, const char *attribute, const char *expected) {
    char text[64];
    hid_t a = H5Aopen(object, attribute, H5P_DEFAULT);
    cr_assert_geq(a, 0, "no attribute %s", attribute);
    hid_t type = H5Aget_type(a);
    cr_assert_not(H5Tis_variable_str(type));
    cr_assert_eq(H5Tget_cset(type), H5T_CSET_UTF8);
    cr_assert_leq(H5Tget_size(type), sizeof text);
    cr_assert_geq(H5Aread(a, type, text), 0);
    cr_assert_str_eq(text, expected);
    H5Tclose(type);
    H5Aclose(a);
}

static hid_t open_dataset(hid_t file, const char *path, const char *units, int rank,
                          const hsize_t *expected) {
    hsize_t dimensions[2];
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT);
    cr_assert_geq(dataset, 0, "no dataset %s", path);
    check_text(dataset, "units", units);
    hid_t space = H5Dget_space(dataset);
    cr_assert_eq(H5Sget_simple_extent_dims(space, dimensions, NULL), rank);
    for (int i = 0; i < rank; i++) {
        cr_assert_eq(dimensions[i], expected[i]);
    }
    H5Sclose(space);
    return dataset;
}

static void check_numbers(hid_t file, const char *path, const char *units, int rank,
                          const hsize_t *shape, const double *expected) {
    double values[6];
    hid_t dataset = open_dataset(file, path, units, rank, shape);
    hid_t type = H5Dget_type(dataset);
    cr_assert(H5Tequal(type, H5T_IEEE_F64LE));
    cr_assert_geq(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), 0);
    for (hsize_t i = 0; i < shape[0] * (rank == 2 ? shape[1] : 1); i++) {
        cr_assert_eq(values[i], expected[i]);
    }
    H5Tclose(type);
    H5Dclose(dataset);
}

Test(results_file, what_was_written_is_read) {
    write_run("a", true);
    hid_t file = H5Fopen("a/results.h5", H5F_ACC_RDONLY, H5P_DEFAULT);
    cr_assert_geq(file, 0);
    check_text(file, "network", "erp");
    check_text(file, "command", "");
    check_numbers(file, "/trial/0/time_ms", "ms", 1, (const hsize_t[]){3}, time_ms);
    check_numbers(file, "/trial/0/dipole_vector/L5", "nAm", 2, (const hsize_t[]){3, 2},
                  (const double[]){1, 2, 3, 4, -5e-300, HUGE_VAL});
    check_numbers(file, "/trial/0/spikes/time_ms", "ms", 1, (const hsize_t[]){0}, NULL);

    int64_t gid[3];
    hid_t dataset = open_dataset(file, "/trial/0/spikes/gid", "1", 1, (const hsize_t[]){3});
    hid_t type = H5Dget_type(dataset);
    cr_assert(H5Tequal(type, H5T_STD_I64LE));
    H5Dread(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, gid);
    cr_assert(gid[0] == 570 && gid[1] == 0 && gid[2] == INT64_C(9007199254740992));
    H5Tclose(type);
    H5Dclose(dataset);

    char json[64];
    dataset = open_dataset(file, "/network/json", "1", 0, NULL);
    type = H5Dget_type(dataset);
    H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, json);
    cr_assert_str_eq(json, "{\"name\": \"K\xc3\xb6rper\"}");
    H5Tclose(type);
    H5Dclose(dataset);
    H5Fclose(file);
}

static double number_attribute(const char *path, const char *name, H5T_class_t class) {
    double value = NAN;
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t attribute = H5Aopen(file, name, H5P_DEFAULT);
    hid_t type = H5Aget_type(attribute);
    cr_assert_eq(H5Tget_class(type), class);
    cr_assert_geq(H5Aread(attribute, H5T_NATIVE_DOUBLE, &value), 0);
    H5Tclose(type);
    H5Aclose(attribute);
    H5Fclose(file);
    return value;
}

Test(results_file, says_whether_it_is_complete) {
    write_run("a", true);
    write_run("b", false);
    cr_assert_eq(number_attribute("a/results.h5", "complete", H5T_INTEGER), 1);
    cr_assert_eq(number_attribute("b/results.h5", "complete", H5T_INTEGER), 0);
    cr_assert_eq(number_attribute("b/results.h5", "celsius", H5T_FLOAT), 6.3);
}

Test(results_file, same_run_same_bytes) {
    write_run("a", true);
    nanosleep(&(struct timespec){1, 100000000}, NULL); /* HDF5's times count seconds */
    write_run("b", true);
    cr_assert_eq(system("cmp a/results.h5 b/results.h5"), 0);
    struct stat file; /* what was reserved on the disk has been given back */
    cr_assert_eq(stat("a/results.h5", &file), 0);
    cr_assert_lt(file.st_size, 32768);
}

Test(results_file, refuses_what_is_no_integer) {
    lam_results *results;
    GOOD(lam_results_create("a", &results));
    const double bad[] = {0.5, NAN, HUGE_VAL, 1.1e16};
    for (size_t i = 0; i < 4; i++) {
        cr_assert_eq(lam_results_write_integers(results, "/gid", 1, bad + i, "1"), LAM_ERR_INPUT);
    }
    lam_results_abandon(results);
}

Test(results_file, refuses_to_write_twice) {
    lam_results *results;
    GOOD(lam_results_create("a", &results));
    GOOD(lam_results_write(results, "/x/y", 0, 3, time_ms, "ms"));
    cr_assert_eq(lam_results_write(results, "/x/y", 0, 3, time_ms, "ms"), LAM_ERR_IO);
    cr_assert_not_null(strstr(lam_error(), "/x/y"));
    GOOD(lam_results_set_number(results, "seed", 1));
    cr_assert_eq(lam_results_set_number(results, "seed", 2), LAM_ERR_IO);
    GOOD(lam_results_close(results, true)); /* a refused write spoils nothing */
    cr_assert_eq(number_attribute("a/results.h5", "seed", H5T_FLOAT), 1);
}

/* HDF5 loses a kilobyte of its own when it cannot close a file; the leak sanitizer asks here. */
static bool hdf5_leaks;
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void) {
    return hdf5_leaks;
}

static void limit_file_size(rlim_t n_bytes) {
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit;
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = n_bytes;
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* The limit stands for a full disk: writing fails in the same places. */
Test(results_file, full_disk_is_one_error_and_leaves_the_old_results) {
    static double values[100000];
    write_run("a", true);
    cr_assert_eq(system("cp a/results.h5 before.h5"), 0);
    lam_results *results;
    GOOD(lam_results_create("a", &results));
    limit_file_size(400000);
    cr_assert_eq(lam_results_write(results, "/v", 0, 100000, values, "mV"), LAM_ERR_IO);
    cr_assert_not_null(strstr(lam_error(), strerror(EFBIG)), "%s", lam_error());
    cr_assert_not_null(strstr(lam_error(), "a/results.h5"), "%s", lam_error());
    GOOD(lam_results_write(results, "/small", 0, 10, values, "mV"));
    lam_results_abandon(results);
    cr_assert_eq(system("test \"$(ls -A a)\" = results.h5 && cmp a/results.h5 before.h5"), 0);
}

/* HDF5 can then not even close its file, and must not try again when the process exits. */
static int run_on_full_disk(void) {
    lam_results *results;
    if (lam_results_create("a", &results) != LAM_OK) {
        return 1;
    }
    limit_file_size(100);
    lam_status status = lam_results_close(results, true);
    limit_file_size(RLIM_INFINITY);
    return status == LAM_ERR_IO && strstr(lam_error(), strerror(EFBIG)) != NULL ? 0 : 2;
}

Test(results_file, full_disk_at_the_end_is_an_error) {
    hdf5_leaks = true;
    write_run("a", true);
    cr_assert_eq(system("cp a/results.h5 before.h5"), 0);
    int ended;
    pid_t child = fork();
    if (child == 0) {
        exit(run_on_full_disk());
    }
    cr_assert_eq(waitpid(child, &ended, 0), child);
    cr_assert_eq(ended, 0);
    cr_assert_eq(run_on_full_disk(), 0);
    cr_assert_eq(system("test \"$(ls -A a)\" = results.h5 && cmp a/results.h5 before.h5"), 0);
    write_run("b", true); /* the next run is not harmed */
    cr_assert_eq(system("cmp b/results.h5 before.h5"), 0);
}
