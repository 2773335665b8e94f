/* SPDX-License-Identifier: BSD-3-Clause
 * allocation_sweep.h - what allocation.c lets run out of memory: the file of a sweep, and what a
 * sweep leaves. */
#ifndef LAM_ALLOCATION_SWEEP_H
#define LAM_ALLOCATION_SWEEP_H

#include "laminae.h"

#include <stdio.h>
#include <stdlib.h>

static const char *sweep_path(const char *ending) {
    static char path[4096];
    snprintf(path, sizeof path, "%s.sweep%s", getenv("RESULTS_FOLDER"), ending);
    return path;
}

/* Returns 0. No text is longer than 13 letters: jansson 2.14 loses letters of a longer one, or
 * writes beyond its end, where it has no memory for it. So what has a whole network as text is left
 * out when it is jansson's memory that runs out. */
static int write_spec(void) {
    FILE *file = fopen(sweep_path(".json"), "w");
    int failed = file == NULL ||
                 fputs("{\"network\": \"erp\", \"options\": {\"set\": [\"celsius=30\"]}, "
                       "\"parameters\": {\"celsius\": {\"values\": [30, 31]}, "
                       "\"drives.*1.mu\": {\"values\": [2, 3]}}, \"design\": \"zip\", "
                       "\"keep\": [\"layers\", \"peaks\", \"band:0:400\", \"rates\", \"spikes\", "
                       "\"events\", \"shares\", \"intervals\", \"peaks@L5\"]}",
                       file) < 0;
    failed = failed || fclose(file) != 0;
    file = failed ? NULL : fopen(sweep_path(".steps.json"), "w");
    failed =
        file == NULL || fputs("{\"network\": \"erp\", \"parameters\": {\"celsius\": {\"low\": 30, "
                              "\"high\": 34}}, \"design\": \"differences\", \"keep\": [\"peaks\"]}",
                              file) < 0;
    return failed || fclose(file) != 0;
}

static lam_status use_spec(void) {
    lam_spec *spec = NULL;
    char *option = NULL, *lines = NULL;
    double values[2];
    lam_status status = lam_spec_read_sweep(sweep_path(".json"), &spec);
    if (status == LAM_OK && !of_jansson) {
        status = lam_spec_check(spec, network);
    }
    status = status != LAM_OK ? status : lam_spec_option(spec, "set", &option);
    if (status == LAM_OK) {
        lam_design_point(lam_spec_design(spec), 1, values);
        status = lam_design_lines(lam_spec_design(spec), values, &lines);
    }
    if (status == LAM_OK) {
        give_text(lines);
        give_text(option);
    }
    free(option);
    free(lines);
    lam_spec_destroy(spec);
    return status;
}

enum { SWEEP_SAMPLES = 40 };

static lam_status fill_sweep(const lam_sweep_layout *layout, lam_sweep *sweep) {
    double rows[2 * SWEEP_SAMPLES] = {1, 2, 5}, time_ms[SWEEP_SAMPLES], values[1000] = {0};
    for (size_t i = 0; i < SWEEP_SAMPLES; i++) {
        time_ms[i] = (double)i;
    }
    lam_sweep_trial trial = {.n_samples = SWEEP_SAMPLES,
                             .time_ms = time_ms,
                             .dipole_nAm = rows,
                             .n_layers = 2,
                             .layers_nAm = rows,
                             .spike_ms = time_ms,
                             .spike_gid = time_ms,
                             .n_spikes = 3};
    size_t n = lam_sweep_block(layout);
    lam_status status = lam_sweep_take(layout, network, &trial, values);
    values[n] = 1; /* spike, at 0 ms */
    status = status != LAM_OK ? status : lam_sweep_put(sweep, 0, n + 3, values);
    return status != LAM_OK ? status : lam_sweep_fail(sweep, 1, "a reason");
}

static lam_status retry_sweep(lam_sweep *sweep) {
    lam_status status = lam_sweep_retry(sweep);
    return status != LAM_OK ? status : lam_sweep_fail(sweep, 1, "a reason");
}

/* Made, closed, opened once more, and its failed point again. */
static lam_status use_sweep(void) {
    static const lam_sweep_run run = {1, SWEEP_SAMPLES, SWEEP_SAMPLES, 1, 1, 5};
    lam_spec *spec = NULL;
    lam_sweep_layout *layout = NULL;
    char command[4200];
    snprintf(command, sizeof command, "rm -rf '%s'", sweep_path(""));
    lam_status status = system(command) == 0 ? LAM_OK : LAM_ERR_STATE;
    status = status != LAM_OK ? status : lam_spec_read_sweep(sweep_path(".json"), &spec);
    status = status != LAM_OK ? status : lam_sweep_layout_create(spec, network, &run, &layout);
    for (int i = 0; i < (of_jansson ? 1 : 2) && status == LAM_OK; i++) {
        lam_sweep *sweep = NULL;
        status = lam_sweep_open(sweep_path(""), spec, network, layout, &sweep);
        if (status == LAM_OK) {
            status = i == 0 ? fill_sweep(layout, sweep) : retry_sweep(sweep);
        }
        lam_status closed = lam_sweep_close(sweep);
        status = status != LAM_OK ? status : closed;
    }
    if (status == LAM_OK) {
        give_file(sweep_path("/table.csv"));
        give_file(sweep_path("/sweep.h5"));
        give_file(sweep_path("/spikes.h5"));
    }
    lam_sweep_layout_destroy(layout);
    lam_spec_destroy(spec);
    return status;
}

#endif
