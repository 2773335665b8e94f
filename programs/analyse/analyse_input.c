/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_input.c - the signals that are asked for: which, of which trials, and how they are shown.
 */
#include "analyse.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 512 };

/* ---- signals ---- */

static lam_status choose_signals(const analyse_options *options, analyse_input *input) {
    const lam_saved_facts *facts = input->facts;
    size_t n = options->signal != NULL ? 1 : facts->n_dipoles;
    input->signals_owned = lam_alloc(n, sizeof *input->signals_owned);
    if (input->signals_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        lam_format(input->signals_owned[i], ANSWER_NAME, "%s",
                   options->signal != NULL ? options->signal : facts->dipoles[i]);
    }
    input->n_signals = n;
    return LAM_OK;
}

/* ---- data ---- */

static struct {
    size_t n;
    char lines[2][LINE]; /* of RESULTS and of the target */
} heard;

static void hear(const char *said) {
    if (said[0] != '\0' && heard.n < 2) {
        lam_format(heard.lines[heard.n++], LINE, "%s", said);
    }
}

void analyse_say(void) {
    for (size_t i = 0; i < heard.n; i++) {
        fprintf(stderr, "laminae: %s\n", heard.lines[i]);
    }
}

lam_status analyse_open(const char *path, const analyse_options *options,
                        analyse_input *input_out) {
    LAM_TRY(lam_saved_open_data(path, options->units, options->data, &input_out->saved));
    input_out->facts = lam_saved_facts_of(input_out->saved);
    hear(lam_saved_said(input_out->saved));
    LAM_TRY(lam_saved_choose(input_out->saved, options->trials, &input_out->n_trials,
                             &input_out->trials_owned));
    return choose_signals(options, input_out);
}

void analyse_close(analyse_input *input) {
    lam_saved_close(input->saved);
    free(input->trials_owned);
    free(input->signals_owned);
    *input = (analyse_input){.saved = NULL};
}

/* A name is that of a dipole, or of a dataset below a trial, perhaps with a row behind a colon. */
lam_status analyse_find_signal(const analyse_input *input, const char *name,
                               char path_out[ANALYSE_PATH], size_t *row_out) {
    const char *colon = strrchr(name, ':');
    int length = colon == NULL ? (int)strlen(name) : (int)(colon - name);
    lam_format(path_out, ANALYSE_PATH, "%s%.*s", strchr(name, '/') == NULL ? "dipole/" : "", length,
               name);
    *row_out = 0;
    return colon == NULL ? LAM_OK
                         : lam_saved_row_of(input->saved, input->trials_owned[0], path_out,
                                            colon + 1, row_out);
}

lam_status analyse_check_same(const analyse_input *input, size_t trial, const char *path,
                              const lam_saved_shape *first, const lam_saved_shape *here) {
    return here->n_samples == first->n_samples && here->n_rows == first->n_rows
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "%s: %s has %zu samples in trial %zu and %zu in trial %zu; accepted: "
                          "trials of one length, chosen by --trials",
                          input->facts->path, path, here->n_samples, trial, first->n_samples,
                          input->trials_owned[0]);
}

static lam_status read_trials(const analyse_input *input, const char *path, size_t row,
                              const lam_saved_shape *shape, double *trials) {
    for (size_t k = 0; k < input->n_trials; k++) {
        lam_saved_shape here;
        LAM_TRY(lam_saved_shape_of(input->saved, input->trials_owned[k], path, &here));
        LAM_TRY(analyse_check_same(input, input->trials_owned[k], path, shape, &here));
        LAM_TRY(lam_saved_read(input->saved, input->trials_owned[k], path, row,
                               trials + k * shape->n_samples));
    }
    return LAM_OK;
}

/* Only what is in the window, trial behind trial. */
static lam_status cut(const analyse_options *options, analyse_signal *signal) {
    size_t first, n;
    LAM_TRY(lam_signal_window(signal->n, signal->time_ms, options->from_ms, options->to_ms, &first,
                              &n));
    for (size_t k = 0; k < signal->n_trials; k++) {
        memmove(signal->trials + k * n, signal->trials + k * signal->n + first,
                n * sizeof *signal->trials);
    }
    memmove(signal->time_ms, signal->time_ms + first, n * sizeof *signal->time_ms);
    signal->n = n;
    return LAM_OK;
}

lam_status analyse_load(const analyse_input *input, const analyse_options *options, size_t i,
                        bool windowed, analyse_signal *signal_out) {
    char path[ANALYSE_PATH];
    size_t row = 0;
    lam_saved_shape shape;
    const lam_saved_facts *facts = input->facts;
    if (i >= input->n_signals) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: no dipole; accepted: results of a run that measured it, or --signal",
                        facts->path);
    }
    LAM_TRY(analyse_find_signal(input, input->signals_owned[i], path, &row));
    LAM_TRY(lam_saved_shape_of(input->saved, input->trials_owned[0], path, &shape));
    analyse_signal signal = {
        .n_trials = input->n_trials, .n = shape.n_samples, .dt_ms = shape.dt_ms};
    lam_format(signal.name, sizeof signal.name, "%s", input->signals_owned[i]);
    lam_format(signal.unit, sizeof signal.unit, "%s", shape.unit);
    signal.time_ms = lam_alloc(signal.n, sizeof(double));
    signal.trials = lam_alloc(signal.n_trials * signal.n, sizeof(double));
    lam_status status = signal.time_ms == NULL || signal.trials == NULL
                            ? LAM_ERR_MEMORY
                            : read_trials(input, path, row, &shape, signal.trials);
    if (status == LAM_OK) {
        lam_saved_times(input->saved, &shape, signal.time_ms);
        status = analyse_shape(input, options, &signal);
    }
    status = status == LAM_OK && windowed ? cut(options, &signal) : status;
    if (status != LAM_OK) {
        analyse_signal_free(&signal);
        return status;
    }
    *signal_out = signal;
    return LAM_OK;
}

void analyse_signal_free(analyse_signal *signal) {
    free(signal->time_ms);
    free(signal->trials);
    *signal = (analyse_signal){.n = 0};
}
