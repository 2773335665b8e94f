/* SPDX-License-Identifier: BSD-3-Clause
 * t736_objective - what a fit makes least: values that are known, residuals whose squares add up to
 * them, and what is refused with its place. */
#include "good.h"
#include "scratch_folder.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N = 401 };
TestSuite(objective, .init = enter, .fini = leave);

static const double dt_ms = 0.25, turn = 6.283185307179586;

static double wave(double t_ms) {
    return 3 * sin(turn * t_ms / 40) + t_ms / 50;
}

static void write_text(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* Data of 100 ms at 0.25 ms, or of fewer. */
static void write_data(double to_ms, double factor) {
    FILE *file = fopen("data.txt", "w");
    cr_assert(file != NULL);
    for (int i = 0; i * dt_ms <= to_ms; i++) {
        fprintf(file, "%.17g %.17g\n", i * dt_ms, factor * wave(i * dt_ms));
    }
    cr_assert_eq(fclose(file), 0);
}

static void write_spec(const char *objective) {
    char text[1000];
    snprintf(text, sizeof text, "{\"network\": \"erp\", \"parameters\": {}, \"objective\": %s}",
             objective);
    write_text("fit.json", text);
}

static lam_objective *open_prepared(const char *objective, bool with_squares) {
    lam_objective *opened;
    write_spec(objective);
    GOOD(lam_objective_open("fit.json", NULL, "data.txt", NULL, NULL, &opened));
    GOOD(lam_objective_prepare(opened, N, dt_ms, with_squares));
    return opened;
}

/* A model that is the data times a factor, and then moved. */
static void give(lam_objective *objective, double factor, double up) {
    double samples[N];
    for (int i = 0; i < N; i++) {
        samples[i] = factor * wave(i * dt_ms) + up;
    }
    for (size_t i = 0; i < lam_objective_n_signals(objective); i++) {
        GOOD(lam_objective_give(objective, i, N, samples));
    }
}

static double value_of(lam_objective *objective) {
    static double residuals[2 * N];
    double value, sum = 0;
    size_t n = lam_objective_n_residuals(objective);
    cr_assert_leq(n, 2 * N);
    GOOD(lam_objective_value(objective, &value, n > 0 ? residuals : NULL));
    for (size_t i = 0; i < n; i++) {
        sum += residuals[i] * residuals[i];
    }
    if (n > 0 && !isnan(value)) {
        cr_assert_float_eq(sqrt(sum), value, 1e-12, "%.17g, %.17g", sqrt(sum), value);
    }
    return value;
}

Test(objective, distance_and_direction) {
    write_data(100, 1);
    lam_objective *rmse = open_prepared("\"dipole_rmse\"", true);
    give(rmse, 1, 0.5);
    cr_assert_float_eq(value_of(rmse), 0.5, 1e-12);
    give(rmse, 1, 0);
    cr_assert_float_eq(value_of(rmse), 0, 1e-14);
    lam_objective_close(rmse);
    lam_objective *direction = open_prepared("\"dipole_correlation\"", false);
    give(direction, 7, -20);
    cr_assert_float_eq(value_of(direction), 0, 1e-12);
    give(direction, -1, 3);
    cr_assert_float_eq(value_of(direction), 2, 1e-12);
    lam_objective_close(direction);
}

/* It is HNN-core's RMSE: that of lam_curves_compare, which its own tests compare with it. */
Test(objective, a_window_is_that_of_compare) {
    double time_ms[N], model[N], data[N];
    lam_agreement agreement;
    lam_curve model_curve = {N, time_ms, model}, data_curve = {N, time_ms, data};
    write_data(100, 1);
    for (int i = 0; i < N; i++) {
        time_ms[i] = i * dt_ms;
        data[i] = wave(time_ms[i]);
        model[i] = 0.7 * wave(time_ms[i]) + 0.1;
    }
    GOOD(lam_curves_compare(&model_curve, &data_curve, 20, 60, NULL, &agreement));
    lam_objective *rmse =
        open_prepared("{\"kind\": \"dipole_rmse\", \"from_ms\": 20, \"to_ms\": 60}", true);
    give(rmse, 0.7, 0.1);
    cr_assert_float_eq(value_of(rmse), agreement.rmse, 1e-13);
    cr_assert_eq(lam_objective_n_residuals(rmse), agreement.n);
    lam_objective_close(rmse);
}

Test(objective, weighted_sums) {
    static const char terms[] = "[{\"kind\": \"dipole_rmse\", \"weight\": 2},"
                                " {\"kind\": \"dipole_rmse\", \"to_ms\": 50, \"weight\": 3}]";
    write_data(100, 1);
    lam_objective *sum = open_prepared(terms, false);
    give(sum, 1, 0.5);
    cr_assert_float_eq(value_of(sum), 2 * 0.5 + 3 * 0.5, 1e-12);
    GOOD(lam_objective_prepare(sum, N, dt_ms, true));
    cr_assert(isnan(value_of(sum)), "what was given before counts no more");
    give(sum, 1, 0.5);
    cr_assert_float_eq(value_of(sum), sqrt(2 * 0.25 + 3 * 0.25), 1e-12);
    size_t n;
    const size_t *curves;
    GOOD(lam_objective_curves(sum, &n, &curves));
    cr_assert_eq(n, 2);
    cr_assert_eq(curves[0] + curves[1], lam_objective_n_residuals(sum));
    lam_objective_close(sum);
}

Test(objective, power_in_bands_and_rates) {
    double samples[N], rate = 7;
    write_data(100, 1);
    lam_objective *bands = open_prepared("{\"kind\": \"band_power\", \"bands\": ["
                                         "{\"low_hz\": 75, \"high_hz\": 125, \"weight\": 2}]}",
                                         false);
    for (int i = 0; i < N; i++) {
        samples[i] = sin(turn * 0.1 * i * dt_ms); /* 100 Hz */
    }
    GOOD(lam_objective_give(bands, 0, N, samples));
    double in_band = value_of(bands);
    cr_assert(in_band < -1.9 && in_band >= -2, "%g", in_band);
    lam_objective_close(bands);
    lam_objective *rates =
        open_prepared("{\"kind\": \"rates\", \"hz\": {\"L5_pyramidal\": 4}}", true);
    cr_assert_str_eq(lam_objective_signal(rates, 0), "rate/L5_pyramidal");
    GOOD(lam_objective_give(rates, 0, 1, &rate));
    cr_assert_float_eq(value_of(rates), 3, 1e-15);
    lam_objective_close(rates);
}

Test(objective, no_finite_numbers_have_no_value) {
    double value;
    write_data(100, 1);
    lam_objective *rmse = open_prepared("\"dipole_rmse\"", false);
    give(rmse, NAN, 0);
    GOOD(lam_objective_value(rmse, &value, NULL));
    cr_assert(isnan(value));
    lam_objective_close(rmse);
}

static void refused(const char *objective, const char *target, const char *why) {
    lam_objective *opened = NULL;
    write_spec(objective);
    lam_status status = lam_objective_open("fit.json", NULL, target, NULL, NULL, &opened);
    if (status == LAM_OK) {
        status = lam_objective_prepare(opened, N, dt_ms, true);
    }
    cr_assert_eq(status, LAM_ERR_INPUT, "%s", objective);
    cr_assert(strstr(lam_error(), why) != NULL, "%s: %s", objective, lam_error());
    lam_objective_close(opened);
}

Test(objective, wrong_ones) {
    write_data(100, 1);
    refused("\"dipole_rms\"", "data.txt", "did you mean dipole_rmse?");
    refused("\"dipole_rmse\"", NULL, "--target");
    refused("\"band_power\"", "data.txt", "bands");
    refused("{\"kind\": \"band_ratio\", \"bands\": [{\"low_hz\": 1, \"high_hz\": 1.1}]}", NULL,
            "fit.json: objective: bands: 1 to 1.1 Hz; accepted: a band with a frequency in it");
    refused("{\"kind\": \"rates\"}", "data.txt", "hz");
    refused("{\"kind\": \"dipole_rmse\", \"hz\": {\"a\": 1}}", "data.txt", "hz");
    refused("{\"kind\": \"dipole_rmse\", \"from_ms\": 9, \"to_ms\": 9}", "data.txt", "to_ms");
    refused("{\"kind\": \"dipole_rmse\", \"form_ms\": 9}", "data.txt", "from_ms");
    refused("{\"kind\": \"dipole_rmse\", \"signal\": \"L9\"}", "data.txt", "L9");
    refused("[]", "data.txt", "objective");
    refused("{\"kind\": \"hoc\", \"function\": \"f\"}", "data.txt", "no sum of squares");
    refused("{\"kind\": \"dipole_rmse\", \"from_ms\": 100, \"to_ms\": 200}", "data.txt",
            "fit.json: objective: rmse: nothing in common from 100 to 100 ms");
    write_data(60, 1);
    refused("\"dipole_rmse\"", "data.txt", "end at 60 ms");
    write_data(100, 0);
    refused("\"dipole_rmse\"", "data.txt", "that vary");
    write_text("data.txt", "0 1\n1 nan\n2 3\n");
    refused("\"dipole_rmse\"", "data.txt", "data.txt");
}

/* From 10 to 90 ms, where the model has 0 to 100. */
Test(objective, compared_at_the_times_of_the_data) {
    lam_compared of;
    lam_objective *rmse;
    FILE *file = fopen("data.txt", "w");
    for (int i = 40; i <= 360; i++) {
        fprintf(file, "%.17g %.17g\n", i * dt_ms, wave(i * dt_ms));
    }
    cr_assert_eq(fclose(file), 0);
    rmse = open_prepared("{\"kind\": \"dipole_rmse\", \"to_ms\": 95}", true);
    give(rmse, 1, 0);
    GOOD(lam_objective_compared(rmse, &of));
    cr_assert_eq(of.n, (size_t)320);
    cr_assert(of.from_ms == 10 && of.dt_ms == dt_ms, "%g %g", of.from_ms, of.dt_ms);
    for (size_t i = 0; i < of.n; i++) {
        cr_assert_float_eq(of.model[i], wave(of.from_ms + (double)i * of.dt_ms), 1e-12);
    }
    free(of.model);
    GOOD(lam_objective_write(rmse, "best.csv"));
    file = fopen("best.csv", "r");
    double time_ms = 0;
    cr_assert_eq(fscanf(file, "%*[^\n] %lf", &time_ms), 1);
    cr_assert_eq(time_ms, 10);
    fclose(file);
    lam_objective_close(rmse);
}

/* The same data at other times are other data. */
Test(objective, sum_of_times) {
    uint64_t sums[2];
    for (int k = 0; k < 2; k++) {
        FILE *file = fopen("data.txt", "w");
        for (int i = 0; i < N; i++) {
            fprintf(file, "%.17g %.17g\n", i * dt_ms + 10 * k, wave(i * dt_ms));
        }
        cr_assert_eq(fclose(file), 0);
        lam_objective *rmse = open_prepared("\"dipole_rmse\"", true);
        sums[k] = lam_objective_sum(rmse, 0);
        lam_objective_close(rmse);
    }
    cr_assert_neq(sums[0], sums[1]);
}

static bool fits(const char *objective, const char *data, double tstop_ms) {
    bool fits;
    lam_objective *opened;
    write_spec(objective);
    GOOD(lam_objective_open("fit.json", NULL, data, NULL, NULL, &opened));
    GOOD(lam_objective_prepare(opened, N, dt_ms, false));
    GOOD(lam_objective_fits(opened, (size_t)(tstop_ms / dt_ms) + 1, dt_ms, &fits));
    lam_objective_close(opened);
    return fits;
}

/* Shorter runs, of a stage: too short for a window, or for a frequency of a band. */
Test(objective, short_runs) {
    const char *late = "{\"kind\": \"dipole_rmse\", \"from_ms\": 50}";
    const char *slow = "{\"kind\": \"band_power\", \"bands\": "
                       "[{\"low_hz\": 18, \"high_hz\": 21, \"weight\": 1}]}";
    write_data(100, 1);
    cr_assert(fits(late, "data.txt", 60) && !fits(late, "data.txt", 40));
    cr_assert(fits(slow, NULL, 50) && !fits(slow, NULL, 30));
}
