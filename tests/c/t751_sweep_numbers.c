/* SPDX-License-Identifier: BSD-3-Clause
 * t751_sweep_numbers - what sensors see in a sweep is their leads times the moment as it is shown;
 * events, agreement with data, intervals and shares are those of the library; data and signals that
 * are not there are refused before anything is run. */
#include "good.h"
#include "scratch_folder.h"
#include "t1xx_file.h"

#include <math.h>
#include <stdlib.h>

enum { N = 601 }; /* 300 ms at 0.5 ms */
static const double turn = 6.283185307179586;

static lam_network *network;
static const lam_sweep_run run = {1, N, 300, 0.5, 3, 0};
static double time_ms[N], dipole[N], layers[2 * N], moment[3 * N];

static void begin(void) {
    char *erp = realpath(ERP, NULL), text[2000];
    cr_assert(erp != NULL);
    enter();
    snprintf(text, sizeof text,
             "{\"laminae_network\": 1, \"extends\": \"%s\", \"name\": \"seen\", \"eeg\": {\"cap\": "
             "{\"model\": \"table\", \"leads\": [[[1, 2, 3], [0.5, 0, -1]], \"uV/nAm\"], "
             "\"names\": [\"Cz\", \"C3\"], \"dipole\": {\"up\": [0, 0, 1]}}}}",
             erp);
    free(erp);
    write_file("seen.json", text, strlen(text));
    GOOD(lam_network_read("seen.json", &network));
    for (size_t i = 0; i < N; i++) {
        time_ms[i] = (double)i * 0.5;
        double burst = exp(-pow((time_ms[i] - 150) / 30, 2)) * sin(turn * time_ms[i] / 45);
        dipole[i] = burst + 1e-3 * cos(turn * time_ms[i] / 50);
        layers[i] = 0.25 * dipole[i];
        layers[N + i] = 0.75 * dipole[i];
        for (size_t k = 0; k < 3; k++) {
            moment[k * N + i] = (double)(k + 1) * dipole[i] + (double)k;
        }
    }
}

static void end(void) {
    lam_network_destroy(network);
    leave();
}

TestSuite(numbers, .init = begin, .fini = end);

/* ' for ". */
static lam_status open_layout(const char *rest, lam_spec **spec, lam_sweep_layout **layout) {
    char text[2000];
    snprintf(text, sizeof text,
             "{'network': 'seen.json', 'parameters': {'drives.evprox1.mu': {'values': [1]}}, "
             "'design': 'grid', %s}",
             rest);
    for (char *c = text; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    write_file("spec.json", text, strlen(text));
    lam_status status = lam_spec_read_sweep("spec.json", spec);
    return status == LAM_OK ? lam_sweep_layout_create(*spec, network, &run, layout) : status;
}

/* All that is kept of the trial; returns how many numbers. */
static size_t take(const char *rest, double *block) {
    lam_spec *spec = NULL;
    lam_sweep_layout *layout = NULL;
    GOOD(open_layout(rest, &spec, &layout));
    size_t n = lam_sweep_block(layout);
    double spike_ms[] = {10, 30, 60, 100},
           gid[] = {(double)lam_network_model(network)->populations[0].first_gid, 0, 0, 0};
    gid[1] = gid[2] = gid[0];
    gid[3] = gid[0] + 1;
    lam_sweep_trial trial = {N,
                             time_ms,
                             dipole,
                             2,
                             layers,
                             0,
                             NULL,
                             4,
                             spike_ms,
                             gid,
                             lam_sweep_has_sensors(layout) ? moment : NULL};
    GOOD(lam_sweep_take(layout, network, &trial, block));
    lam_sweep_layout_destroy(layout);
    lam_spec_destroy(spec);
    return n;
}

Test(numbers, what_sensors_see) {
    static double block[2 * N + 8];
    const double *leads = lam_network_model(network)->sensor_sets[0].leads;
    lam_curve seen = {N, time_ms, block};
    lam_peaks peaks;
    cr_assert_eq(take("'keep': ['eeg', 'peaks@eeg/cap/Cz:100:200', 'peaks@eeg/cap/1']", block),
                 (size_t)(2 * N + 8));
    for (size_t s = 0; s < 2; s++) {
        for (size_t i = 0; i < N; i++) {
            double sum = 0;
            for (size_t k = 0; k < 3; k++) {
                sum += leads[3 * s + k] * moment[k * N + i];
            }
            cr_assert_eq(block[s * N + i], 3 * sum, "%zu, %zu: %g", s, i, sum);
        }
    }
    GOOD(lam_curve_peaks(&seen, 100, 200, &peaks));
    cr_expect_eq(block[2 * N], peaks.minimum);
    cr_expect_eq(block[2 * N + 3], peaks.maximum_ms);
    seen.values = block + N;
    GOOD(lam_curve_peaks(&seen, NAN, NAN, &peaks));
    cr_expect_eq(block[2 * N + 6], peaks.maximum);
}

Test(numbers, of_a_rhythm) {
    double block[8], shown[N];
    size_t n = 0;
    lam_rhythm_options how = {10, 40, 1, 6, 7};
    lam_rhythm_event *events = NULL;
    for (size_t i = 0; i < N; i++) {
        shown[i] = 3 * dipole[i];
    }
    GOOD(lam_rhythm_events(1, N, shown, 0.5, &how, &events, &n));
    cr_assert_geq(n, (size_t)1);
    cr_assert_eq(take("'keep': ['events:10:40', 'relative:15:30']", block), (size_t)6);
    cr_expect_eq(block[0], (double)n);
    cr_expect_float_eq(block[1], (double)n / (N * 0.5e-3), 1e-12);
    double freq_hz = 0;
    for (size_t i = 0; i < n; i++) {
        freq_hz += events[i].freq_hz / (double)n;
    }
    cr_expect_float_eq(block[3], freq_hz, 1e-12, "%g", block[3]);
    cr_expect(block[5] > 0.8 && block[5] <= 1, "%g", block[5]);
    free(events);
}

Test(numbers, of_cells_and_layers) {
    double block[20];
    size_t n_populations = 0;
    const lam_model *model = lam_network_model(network);
    for (size_t i = 0; i < model->n_populations; i++) {
        n_populations += model->populations[i].drive < 0;
    }
    cr_assert_eq(take("'keep': ['intervals:0:90', 'shares']", block), n_populations + 4);
    cr_expect_eq(block[0], 25); /* 20 and 30 ms */
    cr_expect(isnan(block[1]));
    cr_expect_float_eq(block[n_populations], 0.25, 1e-12);
    cr_expect_float_eq(block[n_populations + 3], 0.75, 1e-12);
}

/* Data of the dipole as it is shown, less 0.5; of a sensor half of what it sees. */
static void write_data(void) {
    const double *leads = lam_network_model(network)->sensor_sets[0].leads;
    FILE *file = fopen("data.txt", "w"), *seen = fopen("seen.txt", "w");
    cr_assert(file != NULL && seen != NULL);
    fprintf(seen, "time_ms Cz_uV C3_uV\n");
    for (size_t i = 0; i < N; i++) {
        double c3 = leads[3] * moment[i] + leads[4] * moment[N + i] + leads[5] * moment[2 * N + i];
        fprintf(file, "%g %.17g\n", time_ms[i], 3 * dipole[i] - 0.5);
        fprintf(seen, "%g %g %.17g\n", time_ms[i], cos(time_ms[i]), 1.5 * c3);
    }
    cr_assert(fclose(file) == 0 && fclose(seen) == 0);
}

Test(numbers, of_data) {
    double block[2];
    write_data();
    cr_assert_eq(take("'target': 'data.txt', 'keep': ['rmse']", block), (size_t)2);
    cr_expect_float_eq(block[0], 0.5, 1e-12, "%.15g", block[0]);
    cr_expect_float_eq(block[1], 1, 1e-12);
    take("'target': 'seen.txt', 'keep': ['rmse@eeg/cap/C3:50:250']", block);
    cr_expect(block[0] > 0.1, "%g", block[0]);
    cr_expect_float_eq(block[1], 1, 1e-12);
}

/* A sweep goes on with the data that it has begun with. */
Test(numbers, other_data) {
    lam_spec *spec = NULL;
    lam_sweep_layout *layout = NULL;
    lam_sweep *sweep = NULL;
    write_data();
    for (int i = 0; i < 3; i++) {
        GOOD(open_layout("'target': 'data.txt', 'keep': ['rmse']", &spec, &layout));
        lam_status status = lam_sweep_open("out", spec, network, layout, &sweep);
        cr_expect_eq(status, i < 2 ? LAM_OK : LAM_ERR_INPUT, "%d: %s", i, lam_error());
        lam_sweep_close(status == LAM_OK ? sweep : NULL);
        lam_sweep_layout_destroy(layout);
        lam_spec_destroy(spec);
        dipole[7] += i; /* other data from the third time on */
        write_data();
    }
    cr_expect(strstr(lam_error(), "'out/sweep.h5' is of another sweep: target: data") != NULL, "%s",
              lam_error());
}

static void refused(const char *rest, const char *why) {
    lam_spec *spec = NULL;
    lam_sweep_layout *layout = NULL;
    cr_expect_eq(open_layout(rest, &spec, &layout), LAM_ERR_INPUT, "%s", rest);
    cr_expect(strstr(lam_error(), why) != NULL, "%s: %s", rest, lam_error());
    lam_spec_destroy(spec);
}

Test(numbers, wrong_ones) {
    write_data();
    refused("'keep': ['meg']", "keep: meg: the network has no such sensors");
    refused("'keep': ['peaks@eeg/cap/C4']", "the network has no signal 'eeg/cap/C4'");
    refused("'keep': ['peaks@eeg/cap/2']", "the network has no signal 'eeg/cap/2'");
    refused("'keep': ['peaks@extracellular/lam/0']", "no signal 'extracellular/lam/0'");
    refused("'keep': ['rmse']", "spec.json: keep: [\"rmse\"]: accepted for rmse: \"target\": FILE");
    refused("'keep': ['peaks'], 'units': 'ms,nAm'", "units: \"ms,nAm\": accepted: left out");
    refused("'keep': ['rmse@L5'], 'target': 'seen.txt'", "no curve 'L5' among its 2");
    refused("'keep': ['rmse@eeg/cap/C3'], 'target': 'data.txt'", "is in nAm; accepted for keep");
    refused("'keep': ['rmse'], 'target': 'nowhere.txt'", "nowhere.txt: No such file");
    refused("'keep': ['band@L5']", "accepted: band[@SIGNAL]:LOW:HIGH");
    static const char *const outside[] = {"peaks:300:400",  "peaks:-9:0",       "shares:300:400",
                                          "rates:300:400",  "rates:-30:-1",     "cv:300:400",
                                          "intervals:-3:0", "synchrony:301:400"};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        char keep[60];
        snprintf(keep, sizeof keep, "'keep': ['%s']", outside[i]);
        refused(keep, "accepted: a window within the runs, 0 to 300 ms");
    }
    refused("'keep': ['synchrony:20:28']", "a window of two bins or more, 5 ms each");
    write_file("early.txt", "0 1\n1 2\n2 3\n3 4\n", 16);
    refused("'keep': ['rmse:50:70'], 'target': 'early.txt'",
            "keep: rmse:50:70: rmse: nothing in common from 50 to 3 ms");
}
