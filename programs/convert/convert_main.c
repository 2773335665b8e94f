/* SPDX-License-Identifier: BSD-3-Clause
 * convert_main.c - laminae-convert NAME=VALUE ..., which `laminae convert` calls: results as files
 * of other programs, without NEURON. */
#include "base/lam_number_impl.h"
#include "base/lam_status_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct options {
    const char *results, *trials, *scale, *smooth, *units, *data;
    const char *force;
    lam_exchange how;
} options;

static lam_status read_options(int n_words, char **words, options *o) {
    const struct {
        const char *name;
        const char **text;
    } places[] = {
        {"results", &o->results},   {"to", &o->how.to},     {"out", &o->how.path},
        {"signal", &o->how.signal}, {"trials", &o->trials}, {"scale", &o->scale},
        {"smooth", &o->smooth},     {"units", &o->units},   {"data", &o->data},
        {"force", &o->force},
    };
    for (int i = 0; i < n_words; i++) {
        size_t k = 0, n = sizeof places / sizeof *places, length = strcspn(words[i], "=");
        while (k < n && (strlen(places[k].name) != length ||
                         strncmp(places[k].name, words[i], length) != 0)) {
            k++;
        }
        if (k == n || words[i][length] == '\0') {
            return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: NAME=VALUE of ./laminae convert --help",
                            words[i]);
        }
        *places[k].text = words[i] + length + 1;
    }
    o->how.force = o->force != NULL && strcmp(o->force, "0") != 0;
    if (o->results == NULL || o->how.to == NULL || o->how.path == NULL) {
        return lam_fail(LAM_ERR_INPUT, "no %s given; accepted: %s",
                        o->results == NULL  ? "results"
                        : o->how.to == NULL ? "--to"
                                            : "--out",
                        o->results == NULL  ? "the folder of a run"
                        : o->how.to == NULL ? "csv, npz, sonata, fif, set, hnn"
                                            : "where the files go");
    }
    return LAM_OK;
}

static lam_status read_number(const char *name, const char *text, double *number) {
    bool is_good = text == NULL || (lam_number_read(text, "", number, NULL) && isfinite(*number));
    return is_good ? LAM_OK : lam_fail(LAM_ERR_INPUT, "--%s: '%s'; accepted: a number", name, text);
}

static lam_status convert(options *o, const lam_saved *saved) {
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    size_t *trials = NULL;
    o->how.scale = facts->scale;
    o->how.smooth_ms = facts->smooth_ms;
    LAM_TRY(read_number("scale", o->scale, &o->how.scale));
    LAM_TRY(read_number("smooth", o->smooth, &o->how.smooth_ms));
    LAM_TRY(lam_saved_choose(saved, o->trials, &o->how.n_trials, &trials));
    o->how.trials = trials;
    lam_status status = lam_exchange_write(saved, &o->how);
    free(trials);
    return status;
}

int main(int n_words, char **words) {
    options o = {.results = NULL};
    lam_saved *saved = NULL;
    lam_status status = read_options(n_words - 1, words + 1, &o);
    status = status == LAM_OK ? lam_saved_open_data(o.results, o.units, o.data, &saved) : status;
    if (status == LAM_OK && lam_saved_said(saved)[0] != '\0') {
        fprintf(stderr, "laminae: %s\n", lam_saved_said(saved));
    }
    status = status == LAM_OK ? convert(&o, saved) : status;
    lam_saved_close(saved);
    if (status != LAM_OK) {
        fprintf(stderr, "laminae: %s\n", lam_error());
    }
    return status == LAM_OK ? 0 : status == LAM_ERR_INPUT ? 2 : 1;
}
