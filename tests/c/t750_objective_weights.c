/* SPDX-License-Identifier: BSD-3-Clause
 * t750_objective_weights - weights over time and power in bands are those of HNN-core's objectives
 * (numbers of tests/ref/make_objectives.py); what is wrong with weights is refused with its place.
 */
#include "good.h"
#include "scratch_folder.h"
#include "t1xx_file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N = 341, MOST = 1300 }; /* 170 ms at 0.5 ms */
static const double turn = 6.283185307179586;

static lam_network *network;

static void begin(void) {
    GOOD(lam_network_read(ERP, &network));
    enter();
}

static void end(void) {
    leave();
    lam_network_destroy(network);
}

TestSuite(weights, .init = begin, .fini = end);

/* ' for ". */
static void write_spec(const char *objective, const char *more) {
    char text[2000];
    snprintf(text, sizeof text, "{'network': 'erp', 'parameters': {}, %s 'objective': %s}", more,
             objective);
    for (char *c = text; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    write_file("fit.json", text, strlen(text));
}

/* Weights that grow evenly, as a file has them. */
static void write_growing(void) {
    FILE *file = fopen("growing.txt", "w");
    cr_assert(file != NULL);
    for (int i = 0; i < N; i++) {
        fprintf(file, "%g %.17g\n", i * 0.5, i / (N - 1.0));
    }
    cr_assert_eq(fclose(file), 0);
}

static void write_data(void) {
    FILE *file = fopen("data.txt", "w");
    cr_assert(file != NULL);
    for (int i = 0; i < N; i++) {
        fprintf(file, "%g %.17g\n", i * 0.5, cos(i * 0.5 / 11));
    }
    cr_assert_eq(fclose(file), 0);
    write_growing();
}

static lam_objective *open_prepared(const char *spec, const char *more, size_t n, double dt_ms,
                                    bool with_squares) {
    lam_objective *objective = NULL;
    write_spec(spec, more);
    GOOD(lam_objective_open("fit.json", network, "data.txt", NULL, NULL, &objective));
    GOOD(lam_objective_prepare(objective, n, dt_ms, with_squares));
    return objective;
}

static double value_of(lam_objective *objective) {
    static double residuals[2 * MOST];
    double value, sum = 0;
    size_t n = lam_objective_n_residuals(objective);
    GOOD(lam_objective_value(objective, &value, n > 0 ? residuals : NULL));
    for (size_t i = 0; i < n; i++) {
        sum += residuals[i] * residuals[i];
    }
    cr_expect(n == 0 || fabs(sqrt(sum) - value) < 1e-13, "%.17g, %.17g", sqrt(sum), value);
    return value;
}

/* The value for a model of sin(t/9) + t/80. */
static void check_value(const char *spec, const char *more, bool with_squares, double expected) {
    double samples[N];
    write_data();
    lam_objective *objective = open_prepared(spec, more, N, 0.5, with_squares);
    for (int i = 0; i < N; i++) {
        samples[i] = sin(i * 0.5 / 9) + i * 0.5 / 80;
    }
    GOOD(lam_objective_give(objective, 0, N, samples));
    double value = value_of(objective);
    cr_expect_float_eq(value, expected, 1e-12 * expected, "%s: %.15g, not %.15g", spec, value,
                       expected);
    lam_objective_close(objective);
}

Test(weights, are_hnn_cores) {
    check_value("{'kind': 'dipole_rmse', 'weights': {'drives': ['evprox1']}}", "", true,
                0.912914436424476);
    check_value("{'kind': 'dipole_rmse', 'weights': [[0, 0], [170, 1]]}", "", false,
                1.46151894555921);
    check_value("{'kind': 'dipole_rmse', 'weights': 'growing.txt'}", "", true, 1.46151894555921);
    check_value("{'kind': 'dipole_correlation', 'weights': [[0, 0], [170, 1]]}", "", false,
                0.664493522128808);
}

/* Weights of a drive, seen by what 1 at one time alone is worth: w/sum of w. */
Test(weights, of_each_drive) {
    static const double times_ms[] = {20, 40, 64, 80, 120, 140};
    static const struct {
        const char *name;
        double start_ms, end_ms, weights[6];
    } drives[] = {
        {"evprox1",
         13.5,
         114.5,
         {0.62698807037928, 0.999676805291738, 0.652829646489269, 0.652457987197344, 0, 0}},
        {"evdist1",
         43.5,
         170,
         {0, 0, 0.999102100376456, 0.999960271747088, 0.426784900871257, 0.307672427096507}},
        {"evprox2", 93, 170, {0, 0, 0, 0, 0.827613864416754, 0.999589680948445}},
    };
    write_data();
    for (size_t d = 0; d < 3; d++) {
        char spec[200];
        double samples[N], at[6], value;
        snprintf(spec, sizeof spec, "{'kind': 'dipole_rmse', 'weights': {'drives': ['%s']}}",
                 drives[d].name);
        lam_objective *objective = open_prepared(spec, "", N, 0.5, true);
        for (size_t k = 0; k < 6; k++) {
            for (int i = 0; i < N; i++) {
                samples[i] = cos(i * 0.5 / 11) + (i == (int)(2 * times_ms[k]) ? 1 : 0);
            }
            GOOD(lam_objective_give(objective, 0, N, samples));
            value = value_of(objective);
            at[k] = value * value;
        }
        size_t k = d == 2 ? 5 : 3;
        for (size_t i = 0; i < 6; i++) {
            cr_expect_float_eq(at[i] / at[k], drives[d].weights[i] / drives[d].weights[k], 1e-12,
                               "%s at %g ms: %.15g", drives[d].name, times_ms[i], at[i] / at[k]);
        }
        lam_objective_close(objective);
    }
}

/* In stages the weights are those of the drives at hand, and none at last. */
Test(weights, of_stages) {
    static const size_t first = 0;
    double samples[N], end_ms, weighted;
    write_data();
    lam_objective *staged = open_prepared("{'kind': 'dipole_rmse', 'weights': 'stages'}",
                                          "'stages': true,", N, 0.5, true);
    lam_objective *plain = open_prepared("'dipole_rmse'", "", N, 0.5, true);
    for (int i = 0; i < N; i++) {
        samples[i] = sin(i * 0.5 / 9) + i * 0.5 / 80;
    }
    size_t drive = first;
    while (strcmp(lam_network_model(network)->drives[drive].name, "evprox1") != 0) {
        drive++;
    }
    GOOD(lam_objective_stage(plain, 1, &drive, &end_ms));
    cr_expect_eq(end_ms, 0);
    GOOD(lam_objective_stage(staged, 1, &drive, &end_ms));
    cr_expect_eq(end_ms, 114.5);
    GOOD(lam_objective_prepare(staged, 230, 0.5, true)); /* to 114.5 ms */
    GOOD(lam_objective_give(staged, 0, 230, samples));
    GOOD(lam_objective_value(staged, &weighted, NULL));
    cr_expect_float_eq(weighted, 0.912914436424476, 1e-12, "%.15g", weighted);
    GOOD(lam_objective_stage(staged, 0, NULL, &end_ms));
    GOOD(lam_objective_prepare(staged, N, 0.5, true));
    GOOD(lam_objective_give(staged, 0, N, samples));
    GOOD(lam_objective_give(plain, 0, N, samples));
    cr_expect_eq(value_of(staged), value_of(plain));
    lam_objective_close(staged);
    lam_objective_close(plain);
}

/* Sines of 10 and 20 Hz with others. */
static double power_of(const char *spec, bool with_squares, size_t n, const double *samples) {
    lam_objective *objective = open_prepared(spec, "", n, 0.25, with_squares);
    GOOD(lam_objective_give(objective, 0, n, samples));
    double value = value_of(objective);
    lam_objective_close(objective);
    return value;
}

#define BANDS(kind, more)                                                                          \
    "{'kind': '" kind "', 'bands': [{'low_hz': 9, 'high_hz': 11" more                              \
    "}, {'low_hz': 19, 'high_hz': 21, 'weight': 2}]}"

Test(weights, bands_are_hnn_cores) {
    enum { N_LONG = 1201 };
    double samples[N_LONG], shares[2];
    for (size_t i = 0; i < N_LONG; i++) {
        double t = (double)i * 0.25;
        samples[i] =
            3 * sin(turn * t / 100 + 1) + 2 * sin(turn * t / 50) + 0.5 * cos(turn * t / 7.3);
    }
    write_data();
    double hnn = power_of(BANDS("band_power", ""), false, N_LONG, samples);
    cr_expect_float_eq(hnn, -0.941402704997227, 1e-12, "%.15g", hnn);
    /* The parts of both, from what three times the first band is worth more. */
    shares[0] = (hnn - power_of(BANDS("band_power", ", 'weight': 3"), false, N_LONG, samples)) / 2;
    shares[1] = (-hnn - shares[0]) / 2;
    double part = shares[0] / (shares[0] + shares[1]);
    double ratio = power_of(BANDS("band_ratio", ""), true, N_LONG, samples);
    cr_expect_float_eq(ratio, sqrt(2) * fabs(part - 1.0 / 3), 1e-12, "%.15g", ratio);
    cr_expect(part > 0.6 && part < 0.8, "%g", part);
    for (size_t i = 0; i < 400; i++) { /* a frequency each 10 Hz: ends of bands */
        double t = (double)i * 0.25;
        samples[i] = sin(turn * t / 100 + 1) + 2 * sin(turn * t / 50) + 0.3 * cos(turn * t / 33);
    }
    hnn = power_of("{'kind': 'band_power', 'bands': [{'low_hz': 10, 'high_hz': 20}, "
                   "{'low_hz': 30, 'high_hz': 40, 'weight': 2}]}",
                   false, 400, samples);
    cr_expect_float_eq(hnn, -1.11604119699367, 1e-12, "%.15g", hnn);
}

static void refused(const char *spec, const char *more, const char *why) {
    lam_objective *objective = NULL;
    write_spec(spec, more);
    lam_status status = lam_objective_open("fit.json", network, "data.txt", NULL, NULL, &objective);
    status = status == LAM_OK ? lam_objective_prepare(objective, N, 0.5, false) : status;
    cr_expect_eq(status, LAM_ERR_INPUT, "%s", spec);
    cr_expect(strstr(lam_error(), why) != NULL, "%s: %s", spec, lam_error());
    lam_objective_close(objective);
}

#define RMSE(weights) "{'kind': 'dipole_rmse', 'weights': " weights "}"

Test(weights, wrong_ones) {
    write_data();
    refused(RMSE("[[0, 1], [10]]"), "", "fit.json: objective.weights[1]: [10]: accepted");
    refused(RMSE("[[0, 1], [10, -1]]"), "", "a weight from 0");
    refused(RMSE("[[0, 1], [0, 2]]"), "", "accepted: a time after 0 ms");
    refused("[" RMSE("7") "]", "", "fit.json: objective[0].weights: 7: accepted");
    refused(RMSE("[[0, 0], [170, 0]]"), "", "weights of dipole/agg are 0 at every time");
    refused(RMSE("'nowhere.txt'"), "", "objective.weights: \"nowhere.txt\": nowhere.txt: ");
    refused(RMSE("{'drives': []}"), "", "accepted: {\"drives\": [NAME, ...]}");
    refused(RMSE("{'drives': ['evprox9']}"), "", "objective.weights.drives[0]: \"evprox9\": ");
    refused(RMSE("'stages'"), "", "there are no stages");
    refused("{'kind': 'rates', 'hz': {'L5_pyramidal': 3}, 'weights': [[0, 1]]}", "",
            "objective.weights: ");
    refused("{'kind': 'rates', 'hz': {'L5_pyramid': 3}}", "", "did you mean L5_pyramidal?");
    refused("{'kind': 'band_power', 'bands': [{'low_hz': 9, 'high_hz': 21}], 'signal': 'L9'}", "",
            "objective.signal: \"L9\": unknown dipole");
    refused("{'kind': 'lfp_rmse', 'array': 'lam'}", "",
            "objective.array: \"lam\": the network has no electrode array");
    refused("{'kind': 'eeg_rmse', 'sensors': 'cap'}", "", "the network has no EEG sensors");
    refused("'meg_rmse'", "", "accepted: {\"kind\": \"meg_rmse\", \"sensors\": ...}");
    refused("{'kind': 'band_ratio', 'bands': [{'low_hz': 9, 'high_hz': 9}]}", "", "low_hz below");
}
