/* SPDX-License-Identifier: BSD-3-Clause
 * convert_main.c - laminae-convert NAME=VALUE ..., which `laminae convert` calls: results as files
 * of other programs, without NEURON. */
#include "laminae/program.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct options {
    const char *results, *trials, *units, *data;
    double scale, smooth_ms; /* NaN: the run's own */
    lam_exchange how;
} options;

static const char formats[] = "csv, npz, sonata, fif, set, nwb, brainvision, bids, hnn";

static lam_status read_options(int n_words, char **words, options *o) {
    const word known[] = {
        {"results", .text = &o->results},    {"to", .text = &o->how.to},
        {"out", .text = &o->how.path},       {"signal", .text = &o->how.signal},
        {"trials", .text = &o->trials},      {"units", .text = &o->units},
        {"data", .text = &o->data},          {"scale", .number = &o->scale},
        {"smooth", .number = &o->smooth_ms}, {"force", .flag = &o->how.force},
    };
    LAM_TRY(words_read("convert", sizeof known / sizeof *known, known, n_words, words));
    if (o->results == NULL || o->how.to == NULL || o->how.path == NULL) {
        return lam_fail(LAM_ERR_INPUT, "no %s given; accepted: %s",
                        o->results == NULL  ? "results"
                        : o->how.to == NULL ? "--to"
                                            : "--out",
                        o->results == NULL  ? "the folder of a run"
                        : o->how.to == NULL ? formats
                                            : "where the files go");
    }
    return LAM_OK;
}

static lam_status convert(options *o, const lam_saved *saved) {
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    size_t *trials = NULL;
    o->how.scale = isnan(o->scale) ? facts->scale : o->scale;
    o->how.smooth_ms = isnan(o->smooth_ms) ? facts->smooth_ms : o->smooth_ms;
    LAM_TRY(lam_saved_choose(saved, o->trials, &o->how.n_trials, &trials));
    o->how.trials = trials;
    lam_status status = lam_exchange_write(saved, &o->how);
    free(trials);
    return status;
}

/* Of a sweep there is all, or nothing. */
static lam_status convert_sweep(const options *o) {
    bool is_choice = o->how.signal != NULL || o->trials != NULL || o->units != NULL ||
                     o->data != NULL || !isnan(o->scale) || !isnan(o->smooth_ms);
    if (strcmp(o->how.to, "npz") != 0) {
        return lam_fail(LAM_ERR_INPUT, "--to: '%s' of a sweep; accepted: npz", o->how.to);
    }
    if (is_choice) {
        return lam_fail(LAM_ERR_INPUT, "%s: is a sweep; accepted: --to npz, --out and --force",
                        o->results);
    }
    lam_swept *swept = NULL;
    LAM_TRY(lam_swept_open(o->results, &swept));
    lam_status status = lam_swept_write_npz(swept, o->how.path, o->how.force);
    lam_swept_close(swept);
    return status;
}

static lam_status convert_results(options *o) {
    lam_saved *saved = NULL;
    LAM_TRY(lam_saved_open_data(o->results, o->units, o->data, &saved));
    if (lam_saved_said(saved)[0] != '\0') {
        fprintf(stderr, "laminae: %s\n", lam_saved_said(saved));
    }
    lam_status status = convert(o, saved);
    lam_saved_close(saved);
    return status;
}

int main(int n_words, char **words) {
    options o = {.scale = NAN, .smooth_ms = NAN};
    lam_status status = read_options(n_words - 1, words + 1, &o);
    if (status == LAM_OK) {
        status = lam_swept_is(o.results) ? convert_sweep(&o) : convert_results(&o);
    }
    if (status != LAM_OK) {
        fprintf(stderr, "laminae: %s\n", lam_error());
    }
    return status == LAM_OK ? 0 : status == LAM_ERR_INPUT ? 2 : 1;
}
