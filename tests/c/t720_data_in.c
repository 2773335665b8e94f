/* SPDX-License-Identifier: BSD-3-Clause
 * t720_data_in - data of others: units, times and trials are as the file or the user says, and what
 * neither says is asked for; NumPy's arrays, MNE's averages. */
#include "good.h"
#include "scratch_folder.h"

#include <math.h>
#include <string.h>

TestSuite(data_in, .init = enter, .fini = leave);

static void put(const char *path, const void *bytes, size_t n) {
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fwrite(bytes, 1, n, file);
    fclose(file);
}

/* An array of doubles as NumPy writes it. */
static void put_npy(const char *descr, const char *rest, size_t n, const double *values) {
    char header[512];
    int length = snprintf(header + 10, 400, "{'descr': '%s', %s}", descr, rest);
    memset(header + 10 + length, ' ', 118 - (size_t)length);
    memcpy(header, "\x93NUMPY\x01\x00\x76", 9);
    header[9] = 0;
    header[127] = '\n';
    FILE *file = fopen("x.npy", "w");
    fwrite(header, 1, 128, file);
    fwrite(values, sizeof *values, n, file);
    fclose(file);
}

static const lam_saved_facts *facts;
static lam_saved *saved;

static void open_as(const char *path, const char *units, const char *data) {
    GOOD(lam_saved_open_data(path, units, data, &saved));
    facts = lam_saved_facts_of(saved);
    cr_assert_str_neq(lam_saved_said(saved), "");
}

static void refused(const char *path, const char *units, const char *data, const char *what) {
    cr_assert_eq(lam_saved_open_data(path, units, data, &saved), LAM_ERR_INPUT, "%s", what);
    cr_assert_not_null(strstr(lam_error(), what), "'%s' has no '%s'", lam_error(), what);
    cr_assert_not_null(strstr(lam_error(), "accepted: "), "%s", lam_error());
}

static double sample(size_t trial, const char *signal, size_t i) {
    double values[16];
    GOOD(lam_saved_read(saved, trial, signal, 0, values));
    return values[i];
}

static void text_is(const char *text, const char *units, const char *data, double dt_ms,
                    double second) {
    put("x.txt", text, strlen(text));
    open_as("x.txt", units, data);
    cr_assert_float_eq(facts->dt_ms, dt_ms, 1e-12 * dt_ms, "%s: %g", text, facts->dt_ms);
    cr_assert_float_eq(sample(0, "dipole/agg", 1), second, 1e-9, "%s", text);
    lam_saved_close(saved);
}

Test(data_in, units) {
    text_is("0 1\n1 2\n2 3\n", NULL, NULL, 1, 2);
    text_is("0 1e-8\n.001 2e-8\n.002 3e-8\n", "s,Am", NULL, 1, 20);
    text_is("0 1\n.001 2\n.002 3\n", "s", NULL, 1, 2);
    text_is("0 1\n.001 2\n.002 3\n", "ms,nAm", NULL, 0.001, 2);
    text_is("time_s,agg_Am\n0,1e-8\n.001,2e-8\n.002,3e-8\n", NULL, NULL, 1, 20);
    text_is("# Time (s)\tDipole (nAm)\n0 1\n.001 2\n.002 3\n", NULL, NULL, 1, 2);
    text_is("time [ms];agg [fAm]\n0;1e6\n.001;2e6\n.002;3e6\n", NULL, NULL, 0.001, 2);
    text_is("1\n2\n3\n", "nAm", "rate=500", 2, 2);
    put("x.txt", "0 1\n.001 2\n.002 3\n", 18);
    refused("x.txt", NULL, NULL, "in steps of 0.001, in ms or in s?");
    put("x.txt", "0 1e-8\n1 2e-8\n2 3e-8\n", 21);
    refused("x.txt", NULL, NULL, "up to 3e-08, in nAm or in Am?");
    refused("x.txt", "kg", NULL, "--units: 'kg'");
    refused("x.txt", NULL, "rate=0", "--data: 'rate=0'");
    refused("x.txt", NULL, "trials=all", "--data: 'trials=all'");
}

Test(data_in, trials_of_a_text) {
    const char *text = "0 1 2 3 4\n1 5 6 7 8\n2 9 10 11 12\n";
    put("x.txt", text, strlen(text));
    open_as("x.txt", NULL, NULL);
    cr_assert(facts->n_trials == 4 && facts->n_dipoles == 1);
    cr_assert_eq(sample(3, "dipole/agg", 1), 8);
    cr_assert_not_null(strstr(lam_saved_said(saved),
                              "4 trials of 1 curve, 3 samples from 0 to 2 ms "
                              "at 1000 Hz, 1 to 12 nAm"),
                       "%s", lam_saved_said(saved));
    lam_saved_close(saved);
    put("x.txt", "0 1 2\n1 3 4\n2 5 6\n", 18);
    refused("x.txt", NULL, NULL, "3 columns");
    open_as("x.txt", NULL, "trials=columns");
    cr_assert(facts->n_trials == 2 && sample(1, "dipole/agg", 2) == 6);
    lam_saved_close(saved);
}

Test(data_in, arrays) {
    const double x[] = {1, 2, 3, 4, 5, 6}, timed[] = {0, 7, 2, 8, 4, 9};
    put_npy("<f8", "'fortran_order': False, 'shape': (6,), ", 6, x);
    refused("x.npy", NULL, NULL, "without times");
    open_as("x.npy", NULL, "rate=1000");
    cr_assert(facts->n_trials == 1 && facts->n_samples == 6 && facts->dt_ms == 1);
    lam_saved_close(saved);
    put_npy("<f8", "'fortran_order': False, 'shape': (3, 2), ", 6, x);
    open_as("x.npy", "Am", "rate=1000,trials=columns");
    cr_assert(facts->n_trials == 2 && facts->n_samples == 3);
    cr_assert_float_eq(sample(1, "dipole/agg", 2), 6e9, 1);
    lam_saved_close(saved);
    put_npy("<f8", "'fortran_order': True, 'shape': (3, 2), ", 6, x);
    open_as("x.npy", NULL, "rate=1000");
    cr_assert_eq(sample(1, "dipole/agg", 0), 4);
    lam_saved_close(saved);
    put_npy("<f8", "'fortran_order': False, 'shape': (2, 3), ", 6, x);
    refused("x.npy", NULL, "rate=1000", "--data trials=rows, or trials=columns");
    open_as("x.npy", NULL, "rate=1000,trials=rows");
    cr_assert(facts->n_trials == 2 && sample(1, "dipole/agg", 0) == 4);
    lam_saved_close(saved);
    put_npy("<f8", "'fortran_order': False, 'shape': (3, 2), ", 6, timed);
    open_as("x.npy", NULL, NULL);
    cr_assert(facts->n_trials == 1 && facts->dt_ms == 2 && sample(0, "dipole/agg", 1) == 8);
    lam_saved_close(saved);
}

Test(data_in, arrays_of_other_numbers) {
    const unsigned char big[] = {0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0, 0x40, 0x40, 0, 0, 0, 0, 0, 0};
    const unsigned char whole[] = {0xff, 0xff, 2, 0, 3, 0, 4, 0};
    double bytes[2];
    memcpy(bytes, big, sizeof bytes);
    put_npy(">f4", "'fortran_order': False, 'shape': (4,), ", 2, bytes);
    open_as("x.npy", NULL, "rate=1000");
    cr_assert(sample(0, "dipole/agg", 0) == 1 && sample(0, "dipole/agg", 1) == -2);
    lam_saved_close(saved);
    memcpy(bytes, whole, sizeof *bytes);
    put_npy("<i2", "'fortran_order': False, 'shape': (4,), ", 1, bytes);
    open_as("x.npy", NULL, "rate=1000");
    cr_assert(sample(0, "dipole/agg", 0) == -1 && sample(0, "dipole/agg", 3) == 4);
    lam_saved_close(saved);
}

Test(data_in, arrays_refused) {
    const double x[] = {1, 2, NAN, 4};
    put_npy("<f8", "'fortran_order': False, 'shape': (4,), ", 4, x);
    refused("x.npy", NULL, "rate=1", "sample 2 is nan");
    put_npy("<f8", "'fortran_order': False, 'shape': (5,), ", 4, x);
    refused("x.npy", NULL, "rate=1", "has not the size of its shape");
    put_npy("<f8", "'fortran_order': False, 'shape': (1, 2, 2), ", 4, x);
    refused("x.npy", NULL, "rate=1", "another shape");
    put_npy("<c8", "'fortran_order': False, 'shape': (4,), ", 4, x);
    refused("x.npy", NULL, "rate=1", "another type");
    put_npy("[('t', '<f8')]", "'fortran_order': False, 'shape': (4,), ", 4, x);
    refused("x.npy", NULL, "rate=1", "no type of one number");
    put("x.npy", "\x93NUMPY\x01", 7);
    refused("x.npy", NULL, "rate=1", "a header that is none");
}

/* What convert writes for MNE is read as it was, in our units. */
Test(data_in, averages) {
    const size_t trials[] = {0, 1};
    lam_results *results;
    const double time_ms[] = {-1, 0, 1}, x[] = {1, 2, 3}, y[] = {3, 6, 9};
    const double eeg[] = {1, 2, 3, 4, 5, 6};
    GOOD(lam_results_create("run", &results));
    for (size_t k = 0; k < 2; k++) {
        char path[64];
        snprintf(path, sizeof path, "/trial/%zu/time_ms", k);
        GOOD(lam_results_write(results, path, 0, 3, time_ms, "ms"));
        snprintf(path, sizeof path, "/trial/%zu/dipole/agg", k);
        GOOD(lam_results_write(results, path, 0, 3, k == 0 ? x : y, "nAm"));
        snprintf(path, sizeof path, "/trial/%zu/eeg/cap", k);
        GOOD(lam_results_write(results, path, 2, 3, eeg, "uV"));
        snprintf(path, sizeof path, "/trial/%zu/eeg/cap_of_the_morning_session", k);
        GOOD(lam_results_write(results, path, 2, 3, eeg, "uV"));
    }
    GOOD(lam_results_close(results, true));
    lam_exchange how = {"fif", "x-ave.fif", NULL, 2, trials, 10, 0, false};
    GOOD(lam_saved_open("run", &saved));
    GOOD(lam_exchange_write(saved, &how));
    lam_saved_close(saved);
    open_as("x-ave.fif", NULL, NULL);
    lam_saved_shape shape;
    cr_assert(facts->n_trials == 1 && facts->n_dipoles == 5 && facts->n_samples == 3);
    cr_assert_float_eq(facts->time_ms[0], -1, 1e-6);
    cr_assert_float_eq(facts->dt_ms, 1, 1e-6);
    cr_assert_float_eq(sample(0, "dipole/agg", 2), 60, 1e-12);
    cr_assert_str_eq(facts->dipoles[2], "cap_1");
    cr_assert_str_eq(facts->dipoles[4], "cap_of_the_morning_session_1");
    cr_assert_float_eq(sample(0, "dipole/cap_1", 1), 5, 1e-12);
    GOOD(lam_saved_shape_of(saved, 0, "dipole/cap_1", &shape));
    cr_assert_str_eq(shape.unit, "uV");
    lam_saved_close(saved);
    refused("x-ave.fif", NULL, "name=other", "1 averages: 'laminae'");
    char bytes[4096];
    FILE *file = fopen("x-ave.fif", "r");
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t cut = 30; cut < n - 60; cut += 97) {
        put("cut.fif", bytes, n - cut);
        cr_assert_eq(lam_saved_open("cut.fif", &saved), LAM_ERR_INPUT, "%zu", cut);
    }
}
