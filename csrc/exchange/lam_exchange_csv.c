/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_csv.c - results as CSV: a table of dipoles, of spikes, of recorded cells, and one of
 * each other signal; a row is a sample or spike of a trial. */
#include "exchange/lam_exchange_impl.h"

#include "base/lam_number_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Signals beside each other, from one to another of the job's. */
typedef struct table {
    const lam_exchange_job *job;
    size_t first, end, n_columns;
    lam_saved_shape shape; /* n_samples and dt_ms are of all */
} table;

/* Signals of one table have the same. */
static void name_table(const char *signal, char name_out[LAM_SAVED_NAME]) {
    bool is_grouped = lam_exchange_is_dipole(signal) || strncmp(signal, "cells/", 6) == 0;
    lam_format(name_out, LAM_SAVED_NAME, "%.*s",
               is_grouped ? (int)strcspn(signal, "/") : LAM_SAVED_NAME, signal);
    for (char *c = name_out; *c != '\0'; c++) {
        *c = *c == '/' ? '_' : *c;
    }
}

static lam_status find_table(const lam_exchange_job *job, size_t first, table *out) {
    char name[LAM_SAVED_NAME], other[LAM_SAVED_NAME];
    name_table(job->signals_owned[first], name);
    *out = (table){job, first, first, 0, {.n_rows = 0}};
    for (; out->end < job->n_signals; out->end++) {
        lam_saved_shape shape;
        name_table(job->signals_owned[out->end], other);
        if (strcmp(name, other) != 0) {
            break;
        }
        LAM_TRY(lam_exchange_shape(job, job->signals_owned[out->end], &shape));
        out->shape = out->end == first ? shape : out->shape;
        out->n_columns += shape.n_rows;
        if (shape.n_samples != out->shape.n_samples) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: %s has %zu samples, others have %zu; accepted: one of them, "
                            "chosen by --signal",
                            job->facts->path, job->signals_owned[out->end], shape.n_samples,
                            out->shape.n_samples);
        }
    }
    return LAM_OK;
}

/* ---- the header ---- */

static void put_unit(lam_output *output, const char *unit) {
    char text[LAM_SAVED_UNIT + 1];
    lam_format(text, sizeof text, "_%s", unit);
    for (char *c = text; *c != '\0'; c++) {
        *c = *c == '/' ? '_' : *c;
    }
    lam_output_text(output, "%s", unit[0] == '\0' || strcmp(unit, "1") == 0 ? "" : text);
}

static lam_status put_names(const table *t, const char *signal, lam_output *output) {
    char **rows = NULL, name[LAM_SAVED_NAME];
    size_t n = 0;
    lam_saved_shape shape;
    LAM_TRY(lam_exchange_shape(t->job, signal, &shape));
    LAM_TRY(lam_saved_row_names(t->job->saved, t->job->how->trials[0], signal, &n, &rows));
    for (size_t i = 0; i < n; i++) {
        lam_output_put(output, ",", 1);
        if (rows[i][0] != '\0') {
            lam_output_text(output, "%s", rows[i]);
            put_unit(output, shape.unit);
        } else {
            lam_exchange_name(strchr(signal, '/') + 1, shape.unit, name);
            lam_output_text(output, "%s", name);
        }
    }
    lam_saved_free_names(n, rows);
    return LAM_OK;
}

/* ---- rows ---- */

/* Samples of all columns, [n_columns][n], become lines. */
static void put_rows(const table *t, size_t trial, size_t n, const double *time_ms,
                     const double *columns, lam_output *output) {
    for (size_t i = 0; i < n; i++) {
        lam_output_number(output, (double)trial);
        lam_output_put(output, ",", 1);
        lam_output_number(output, time_ms[i]);
        for (size_t k = 0; k < t->n_columns; k++) {
            lam_output_put(output, ",", 1);
            lam_output_number(output, columns[k * n + i]);
        }
        lam_output_put(output, "\n", 1);
    }
}

static lam_status put_trial(const table *t, size_t trial, const double *time_ms, size_t most,
                            double *block, lam_output *output) {
    for (size_t first = 0; first < t->shape.n_samples; first += most) {
        size_t left = t->shape.n_samples - first, n = left < most ? left : most;
        double *to = block;
        for (size_t k = t->first; k < t->end; k++) {
            lam_saved_shape shape;
            const char *signal = t->job->signals_owned[k];
            LAM_TRY(lam_saved_shape_of(t->job->saved, trial, signal, &shape));
            LAM_TRY(lam_exchange_read(t->job, trial, signal, first, n, to));
            to += shape.n_rows * n;
        }
        put_rows(t, trial, n, time_ms + first, block, output);
    }
    return LAM_OK;
}

static lam_status put_table(const table *t, lam_output *output) {
    const lam_exchange *how = t->job->how;
    size_t most = LAM_EXCHANGE_BLOCK / t->n_columns + 1;
    bool is_whole = lam_exchange_is_dipole(t->job->signals_owned[t->first]);
    most = is_whole || most > t->shape.n_samples ? t->shape.n_samples : most;
    double *time_ms = lam_alloc(t->shape.n_samples, sizeof *time_ms);
    double *block = lam_alloc(most * t->n_columns, sizeof *block);
    lam_status status = time_ms == NULL || block == NULL ? LAM_ERR_MEMORY : LAM_OK;
    lam_output_text(output, "trial,time_ms");
    for (size_t k = t->first; k < t->end && status == LAM_OK; k++) {
        status = put_names(t, t->job->signals_owned[k], output);
    }
    lam_output_put(output, "\n", 1);
    if (status == LAM_OK) {
        lam_saved_times(t->job->saved, &t->shape, time_ms);
    }
    for (size_t k = 0; k < how->n_trials && status == LAM_OK; k++) {
        status = put_trial(t, how->trials[k], time_ms, most, block, output);
    }
    free(time_ms);
    free(block);
    return status;
}

static lam_status put_spikes(lam_exchange_job *job) {
    lam_output *output;
    lam_status status = LAM_OK;
    LAM_TRY(lam_outputs_add(&job->outputs, "spikes.csv", &output));
    lam_output_text(output, "trial,time_ms,gid,population\n");
    for (size_t k = 0; k < job->how->n_trials && status == LAM_OK; k++) {
        double *time_ms = NULL, *gid = NULL;
        size_t n = 0;
        status = lam_exchange_spikes(job, job->how->trials[k], &n, &time_ms, &gid);
        for (size_t i = 0; i < n && status == LAM_OK; i++) {
            lam_output_text(output, "%zu,", job->how->trials[k]);
            lam_output_number(output, time_ms[i]);
            lam_output_text(output, ",%.0f,%s\n", gid[i], lam_exchange_population(job, gid[i]));
        }
        free(time_ms);
        free(gid);
    }
    return status;
}

lam_status lam_exchange_csv(lam_exchange_job *job) {
    bool is_folder = job->outputs.is_folder;
    for (size_t i = 0; i < job->n_signals;) {
        char name[LAM_SAVED_NAME], file[LAM_SAVED_NAME + 8];
        table t;
        lam_output *output;
        LAM_TRY(find_table(job, i, &t));
        if (is_folder || i == 0) { /* the file has dipoles, or what is asked for */
            name_table(job->signals_owned[i], name);
            lam_format(file, sizeof file, "%s.csv", name);
            LAM_TRY(lam_outputs_add(&job->outputs, file, &output));
            LAM_TRY(put_table(&t, output));
        }
        i = t.end;
    }
    return is_folder && job->facts->n_populations > 0 && job->how->signal == NULL ? put_spikes(job)
                                                                                  : LAM_OK;
}
