/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_text.c - results as text: columns separated by tabs, headed by their names. */
#define _GNU_SOURCE /* fopencookie, as a stream of stdio forgets why it could not write */
#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"
#include "results/lam_results_impl.h"
#include "base/lam_status_impl.h"

#include <errno.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct text_file {
    const lam_folder *folder;
    char name[160];
    FILE *stream;
    int fd, error; /* errno of the first write that failed */
    size_t size;
    locale_t plain, before; /* a decimal point, whatever the host program has set */
} text_file;

static lam_status fail(const text_file *text, int error) {
    return lam_fail(LAM_ERR_IO, "cannot write '%s/%s': %s", text->folder->path_owned, text->name,
                    strerror(error));
}

static ssize_t write_bytes(void *context, const char *bytes, size_t n) {
    text_file *text = context;
    if (text->error == 0) {
        text->error = lam_file_write_at(text->fd, bytes, n, text->size);
        text->size += n;
    }
    return text->error == 0 ? (ssize_t)n : 0;
}

static lam_status open_text(const lam_results *results, const char *stem, const char *which,
                            text_file *text) {
    *text = (text_file){.folder = &results->folder};
    snprintf(text->name, sizeof text->name, "%s_%s.txt", stem, which);
    LAM_TRY(lam_folder_part(text->folder, text->name, &text->fd));
    text->plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    text->stream = text->plain != (locale_t)0
                       ? fopencookie(text, "w", (cookie_io_functions_t){.write = write_bytes})
                       : NULL;
    if (text->stream == NULL) {
        int error = errno;
        close(text->fd);
        if (text->plain != (locale_t)0) {
            freelocale(text->plain);
        }
        return fail(text, error);
    }
    text->before = uselocale(text->plain);
    return LAM_OK;
}

static lam_status open_trial(const lam_results *results, const char *stem, size_t trial,
                             text_file *text_out) {
    char which[24];
    snprintf(which, sizeof which, "%zu", trial);
    return open_text(results, stem, which, text_out);
}

static lam_status close_text(text_file *text) {
    uselocale(text->before);
    freelocale(text->plain);
    fclose(text->stream);
    int error = text->error;
    if (error == 0 && fsync(text->fd) != 0) {
        error = errno;
    }
    if (close(text->fd) != 0 && error == 0) {
        error = errno;
    }
    return error == 0 ? LAM_OK : fail(text, error);
}

static void write_number(const text_file *text, double number) {
    char digits[LAM_NUMBER_TEXT];
    fwrite(digits, 1, lam_number_text(number, digits), text->stream);
}

/* The engines sum up steps, and rounding errors with them: 64.5250000000061 ms. They add 1e-10 ms
 * to the time of the step at which a cell fires. A time that differs only by this from a multiple
 * of dt is written as the multiple. The times of drives may have any value. */
static void write_time(const text_file *text, double time_ms, double dt_ms) {
    double n_steps = dt_ms > 0 ? nearbyint(time_ms / dt_ms) : 0;
    double error_ms = 1.001e-10 + DBL_EPSILON * n_steps * time_ms;
    bool is_multiple = dt_ms > 0 && fabs(time_ms - n_steps * dt_ms) <= error_ms;
    write_number(text, is_multiple ? n_steps * dt_ms : time_ms);
}

static double step(size_t n_samples, const double *time_ms) {
    return n_samples > 1 ? time_ms[1] - time_ms[0] : 0;
}

/* Copies a signal, scaled and smoothed as it is shown. The caller frees the copy. */
static lam_status show(lam_shown shown, size_t n, const double *time_ms, const double *signal,
                       double *copy) {
    for (size_t i = 0; i < n; i++) {
        copy[i] = signal[i] * shown.scale;
    }
    return shown.smooth_ms > 0 && n > 1 ? lam_smooth(n, copy, shown.smooth_ms, step(n, time_ms))
                                        : LAM_OK;
}

static void write_header(const text_file *text, lam_shown shown, size_t n_columns,
                         const char *const *labels) {
    fprintf(text->stream, "# time_ms agg_nAm");
    for (size_t k = 0; k < n_columns; k++) {
        fprintf(text->stream, " %s_nAm", labels[k]);
    }
    if (shown.scale != 1) {
        fprintf(text->stream, " (multiplied by %.15g)", shown.scale);
    }
    if (shown.smooth_ms > 0) {
        fprintf(text->stream, " (smoothed by a Hamming window of %.15g ms)", shown.smooth_ms);
    }
    fputc('\n', text->stream);
}

/* `columns` are the time, the sum and each population. */
static lam_status write_columns(lam_results *results, const char *which, size_t n_samples,
                                const double *columns, size_t n_columns,
                                const char *const *labels) {
    text_file text;
    LAM_TRY(open_text(results, "dipole", which, &text));
    double dt_ms = step(n_samples, columns);
    write_header(&text, results->shown, n_columns - 2, labels);
    for (size_t i = 0; i < n_samples; i++) {
        write_time(&text, columns[i], dt_ms);
        for (size_t k = 1; k < n_columns; k++) {
            fputc('\t', text.stream);
            write_number(&text, columns[k * n_samples + i]);
        }
        fputc('\n', text.stream);
    }
    return close_text(&text);
}

lam_status lam_results_dipole(lam_results *results, const char *which, size_t n_samples,
                              const double *time_ms, const double *agg_nAm, size_t n_columns,
                              const char *const *labels, const double *const *columns_nAm) {
    if (results->has_no_text) {
        return LAM_OK;
    }
    double *columns = lam_alloc((n_columns + 2) * n_samples, sizeof *columns);
    lam_status status = columns == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK && n_samples > 0) {
        memcpy(columns, time_ms, n_samples * sizeof *columns);
    }
    for (size_t k = 0; k <= n_columns && status == LAM_OK; k++) {
        const double *signal = k == 0 ? agg_nAm : columns_nAm[k - 1];
        status = show(results->shown, n_samples, time_ms, signal, columns + (k + 1) * n_samples);
    }
    if (status == LAM_OK) {
        status = write_columns(results, which, n_samples, columns, n_columns + 2, labels);
    }
    free(columns);
    return status;
}

lam_status lam_results_text_dipole(lam_results *results, size_t trial, size_t n_samples,
                                   const double *time_ms, const double *agg_nAm, size_t n_columns,
                                   const char *const *labels, const double *const *columns_nAm) {
    char which[24];
    snprintf(which, sizeof which, "%zu", trial);
    return lam_results_dipole(results, which, n_samples, time_ms, agg_nAm, n_columns, labels,
                              columns_nAm);
}

/* Returns NULL if the gid belongs to no population. */
static const char *population_of(const lam_model *model, double gid) {
    for (size_t i = 0; i < model->n_populations; i++) {
        const lam_population *population = &model->populations[i];
        if ((double)population->first_gid <= gid && gid < (double)population->end_gid) {
            return population->name;
        }
    }
    return NULL;
}

lam_status lam_results_text_spikes(lam_results *results, size_t trial, size_t n_spikes,
                                   const double *time_ms, const double *gid, double dt_ms,
                                   const lam_network *network) {
    const lam_model *model = lam_network_model(network);
    for (size_t i = 0; i < n_spikes; i++) {
        if (population_of(model, gid[i]) == NULL) {
            return lam_fail(LAM_ERR_INPUT, "spike %zu of trial %zu: no cell has gid %.15g", i,
                            trial, gid[i]);
        }
    }
    if (results->has_no_text) {
        return LAM_OK;
    }
    text_file text;
    LAM_TRY(open_trial(results, "spikes", trial, &text));
    fprintf(text.stream, "# time_ms gid population\n");
    for (size_t i = 0; i < n_spikes; i++) {
        write_time(&text, time_ms[i], dt_ms);
        fprintf(text.stream, "\t%.15g\t%s\n", gid[i], population_of(model, gid[i]));
    }
    return close_text(&text);
}

lam_status lam_results_text_matrix(lam_results *results, size_t trial, const char *kind,
                                   const char *name, const char *path, size_t n_rows,
                                   size_t n_samples, const double *time_ms, const char *header) {
    enum { COLUMNS = 256 }; /* written at a time */
    char stem[128];
    if (results->has_no_text) {
        return LAM_OK;
    }
    snprintf(stem, sizeof stem, "%s_%s", kind, name);
    double *block = lam_alloc(n_rows, COLUMNS * sizeof *block);
    if (block == NULL) {
        return LAM_ERR_MEMORY;
    }
    text_file text;
    lam_status status = open_trial(results, stem, trial, &text);
    if (status != LAM_OK) {
        free(block);
        return status;
    }
    double dt_ms = step(n_samples, time_ms);
    fprintf(text.stream, "# time_ms %s\n", header);
    for (size_t first = 0; first < n_samples && status == LAM_OK; first += COLUMNS) {
        size_t n = n_samples - first < COLUMNS ? n_samples - first : COLUMNS;
        status = lam_results_read_columns(results, path, n_rows, first, n, block);
        for (size_t i = 0; i < n && status == LAM_OK; i++) {
            write_time(&text, time_ms[first + i], dt_ms);
            for (size_t k = 0; k < n_rows; k++) {
                fputc('\t', text.stream);
                write_number(&text, block[k * n + i]);
            }
            fputc('\n', text.stream);
        }
    }
    free(block);
    lam_status closed = close_text(&text);
    return status != LAM_OK ? status : closed;
}
