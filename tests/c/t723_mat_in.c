/* SPDX-License-Identifier: BSD-3-Clause
 * t723_mat_in - arrays of MAT-files and datasets of EEGLAB, as SciPy and MATLAB's HDF5 have them
 * (tests/ref/mat/make_mat.py), are read with their times, trials, names and units; what is not said
 * is asked for. Sample s of trial k is s + 10 k + 0.25, in channel c 100 c more. */
#include "good.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N = 20 };

static const lam_saved_facts *facts;
static lam_saved *saved;

static void open_as(const char *path, const char *units, const char *data) {
    GOOD(lam_saved_open_data(path, units, data, &saved));
    facts = lam_saved_facts_of(saved);
    cr_assert(!facts->is_results);
    cr_assert_str_neq(lam_saved_said(saved), "");
}

static void refused(const char *path, const char *data, const char *what) {
    cr_assert_eq(lam_saved_open_data(path, NULL, data, &saved), LAM_ERR_INPUT, "%s: %s", path,
                 what);
    cr_assert_not_null(strstr(lam_error(), what), "'%s' has no '%s'", lam_error(), what);
    cr_assert_not_null(strstr(lam_error(), "accepted: "), "%s", lam_error());
}

/* Its trials, from `first` on, of a curve that lies `above` the formula, times a factor. */
static void curve_is(const char *signal, const char *unit, size_t first, double above,
                     double factor) {
    double x[N];
    lam_saved_shape shape;
    GOOD(lam_saved_shape_of(saved, 0, signal, &shape));
    cr_assert_str_eq(shape.unit, unit);
    cr_assert_eq(shape.n_samples, N);
    for (size_t k = 0; k < facts->n_trials; k++) {
        GOOD(lam_saved_read(saved, k, signal, 0, x));
        for (size_t s = 0; s < N; s++) {
            double expected = factor * ((double)(s + 10 * (k + first)) + 0.25 + above);
            cr_assert_float_eq(x[s], expected, 1e-14 * fabs(expected), "%s %zu %zu: %g, not %g",
                               signal, k, s, x[s], expected);
        }
    }
}

static void times_are(double first_ms, double dt_ms) {
    cr_assert_eq(facts->n_samples, N);
    for (size_t s = 0; s < N; s++) {
        cr_assert_float_eq(facts->time_ms[s], first_ms + (double)s * dt_ms, 1e-12);
    }
    cr_assert_float_eq(facts->dt_ms, dt_ms, 1e-12);
}

/* A column of times x trials, with times t beside; trials x times in a struct, with times and unit;
 * a single one with a rate. */
static void arrays_of(const char *path) {
    char name[128];
    snprintf(name, sizeof name, "%s:erp", path);
    open_as(name, NULL, NULL);
    cr_assert(facts->n_trials == 3 && facts->n_dipoles == 1);
    cr_assert_str_eq(facts->path, path);
    times_are(-10, 2);
    curve_is("dipole/agg", "nAm", 0, 0, 1);
    lam_saved_close(saved);
    open_as(path, "Am", "name=erp");
    curve_is("dipole/agg", "nAm", 0, 0, 1e9);
    lam_saved_close(saved);
    snprintf(name, sizeof name, "%s:S/avg", path);
    open_as(name, NULL, NULL);
    cr_assert(facts->n_trials == 3 && facts->n_dipoles == 1);
    times_are(-10, 2);
    curve_is("dipole/agg", "fT", 0, 0, 1);
    lam_saved_close(saved);
    open_as(path, "nAm", "name=erp,rate=1000");
    times_are(0, 1);
    lam_saved_close(saved);
    refused(path, NULL, "arrays ");
    refused(path, NULL, "S/avg (3 x 20)");
    refused(path, NULL, "erp (20 x 3)");
    refused(path, NULL, "other (2 x 2)");
    refused(path, NULL, "FILE.mat:NAME");
    refused(path, "name=nothing", "no array 'nothing'");
    refused(path, "name=note", "note; accepted: real numbers");
    refused(path, "name=other", "2 x 2 numbers without times");
    snprintf(name, sizeof name, "%s:S/nothing", path);
    refused(name, NULL, "no array 'S/nothing'");
}

Test(mat_in, arrays) {
    arrays_of("tests/ref/mat/arrays.mat");
    refused("tests/ref/mat/arrays.mat:z", NULL, "z; accepted: real numbers");
}

Test(mat_in, arrays_of_version_73) {
    arrays_of("tests/ref/mat/arrays73.mat");
}

Test(mat_in, the_only_array) {
    open_as("tests/ref/mat/plain.mat", NULL, NULL);
    cr_assert(facts->n_trials == 1 && facts->n_dipoles == 1);
    times_are(0, 2);
    curve_is("dipole/agg", "nAm", 0, 0, 1);
    cr_assert_not_null(strstr(lam_saved_said(saved), "1 trial of 1 curve, 20 samples from 0 to 38 "
                                                     "ms at 500 Hz, 0.25 to 19.25 nAm"),
                       "%s", lam_saved_said(saved));
    lam_saved_close(saved);
    refused("tests/ref/mat/plain.mat:x", NULL, "no array 'x'; accepted: erp (1 x 20)");
    refused("tests/ref/mat/nothing.mat:x", NULL, "nothing.mat:x: No such file");
}

/* As FieldTrip's: rows have names in a cell, and are curves. */
static void average_is(const char *path) {
    refused(path, NULL, "in steps of 0.002, in ms or in s?");
    open_as(path, "s,uV", NULL);
    cr_assert(facts->n_trials == 1 && facts->n_dipoles == 2);
    cr_assert_str_eq(facts->dipoles[1], "EEG_2");
    times_are(-10, 2);
    curve_is("dipole/Cz", "uV", 0, 0, 1);
    curve_is("dipole/EEG_2", "uV", 0, 100, 1);
    lam_saved_close(saved);
    open_as(path, "s,uV", "trials=rows");
    cr_assert(facts->n_trials == 2 && facts->n_dipoles == 1);
    lam_saved_close(saved);
    open_as(path, "uV", "rate=500");
    cr_assert(facts->n_trials == 1 && facts->n_dipoles == 2);
    times_are(0, 2);
    curve_is("dipole/EEG_2", "uV", 0, 100, 1);
    lam_saved_close(saved);
}

Test(mat_in, labels) {
    average_is("tests/ref/mat/average.mat");
}

Test(mat_in, labels_of_version_73) {
    average_is("tests/ref/mat/average73.mat");
}

/* ---- EEGLAB ---- */

static void dataset_is(const char *path, size_t n_trials) {
    char name[128];
    open_as(path, NULL, NULL);
    cr_assert(facts->n_trials == n_trials && facts->n_dipoles == 2);
    cr_assert_str_eq(facts->dipoles[0], "Cz");
    cr_assert_str_eq(facts->dipoles[1], "EEG_2");
    times_are(-10, 2);
    curve_is("dipole/Cz", "uV", 0, 0, 1);
    curve_is("dipole/EEG_2", "uV", 0, 100, 1);
    lam_saved_close(saved);
    snprintf(name, sizeof name, "%s:EEG_2", path);
    open_as(name, "mV", NULL);
    cr_assert(facts->n_trials == n_trials && facts->n_dipoles == 1);
    curve_is("dipole/EEG_2", "uV", 0, 100, 1000);
    lam_saved_close(saved);
    refused(path, "name=Oz", "no channel 'Oz'; accepted: Cz, EEG_2");
}

Test(mat_in, dataset) {
    dataset_is("tests/ref/mat/epochs.set", 3);
}

Test(mat_in, dataset_with_data_beside) {
    dataset_is("tests/ref/mat/beside.set", 3);
}

Test(mat_in, dataset_whose_fields_are_variables) {
    dataset_is("tests/ref/mat/fields.set", 1);
}

Test(mat_in, dataset_of_version_73) {
    dataset_is("tests/ref/mat/epochs73.set", 3);
}
