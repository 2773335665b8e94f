/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sweep_table.c - the parameters and the numbers of a sweep as a table of text, a row for each
 * trial of each point. */
#include "base/lam_text_impl.h"
#include "sweep/lam_sweep_impl.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

lam_status lam_sweep_read_at(const lam_sweep *sweep, uint64_t place, size_t n, void *bytes_out) {
    ssize_t got = pread(sweep->fd, bytes_out, n, (off_t)place);
    return got == (ssize_t)n ? LAM_OK
                             : lam_fail(LAM_ERR_IO, "cannot read '%s/" LAM_SWEEP_NAME "': %s",
                                        sweep->folder.path_owned, strerror(got < 0 ? errno : EIO));
}

static const lam_sweep_set *numbers_of(const lam_sweep_layout *layout, size_t *set_out) {
    for (size_t i = 0; i < layout->n_sets; i++) {
        if (layout->sets_owned[i].kind == LAM_SET_NUMBERS) {
            *set_out = i;
            return &layout->sets_owned[i];
        }
    }
    return NULL;
}

static void add_head(const lam_sweep *sweep, lam_text *row) {
    size_t set;
    const lam_design *design = lam_spec_design(sweep->spec_borrowed);
    const lam_sweep_set *numbers = numbers_of(sweep->layout_borrowed, &set);
    lam_text_add(row, "point,trial,status");
    for (size_t k = 0; k < design->n_parameters; k++) {
        lam_text_add(row, ",");
        lam_text_add_cell(row, strlen(design->parameters[k].path), design->parameters[k].path);
    }
    for (const char *name = numbers == NULL ? "" : numbers->names_owned; *name != '\0';) {
        size_t n = strcspn(name, "\n");
        lam_text_add(row, ",");
        lam_text_add_cell(row, n, name);
        name += n + 1;
    }
    lam_text_add(row, ",tries\n");
}

/* No number is an empty cell. The times of peaks are sums of steps, whose last digits are none. */
static void add_numbers(lam_text *row, size_t n, const double *values) {
    for (size_t i = 0; i < n; i++) {
        lam_text_add(row, isfinite(values[i]) ? ",%.12g" : ",", values[i]);
    }
}

/* The rows of a point. values: room for parameters, and for the numbers of a trial. */
static lam_status add_point(const lam_sweep *sweep, size_t point, double *values, lam_text *rows) {
    size_t set = 0, n_trials = sweep->layout_borrowed->run.n_trials;
    const lam_design *design = lam_spec_design(sweep->spec_borrowed);
    const lam_sweep_set *numbers = numbers_of(sweep->layout_borrowed, &set);
    size_t n = numbers == NULL ? 0 : numbers->n_columns;
    double *of_trial = values + design->n_parameters;
    int8_t status;
    int32_t n_retries = 0;
    lam_design_point(design, point, values);
    LAM_TRY(lam_sweep_read_at(sweep, sweep->places.status + point, 1, &status));
    if (sweep->places.has_retries) {
        LAM_TRY(lam_sweep_read_at(sweep, sweep->places.retries + point * sizeof n_retries,
                                  sizeof n_retries, &n_retries));
    }
    for (size_t t = 0; t < n_trials; t++) {
        lam_text_add(rows, "%zu,%zu,%d", point, t, status);
        for (size_t k = 0; k < design->n_parameters; k++) {
            lam_text_add(rows, ",");
            lam_text_add_number(rows, values[k]);
        }
        if (n > 0) {
            uint64_t place = (point * n_trials + t) * n * sizeof(double);
            LAM_TRY(lam_sweep_read_at(sweep, sweep->places.sets_owned[set] + place,
                                      n * sizeof(double), of_trial));
        }
        add_numbers(rows, n, of_trial);
        lam_text_add(rows, ",%d\n", status == LAM_POINT_TO_DO ? n_retries : n_retries + 1);
    }
    return LAM_OK;
}

static lam_status write_text(FILE *file, lam_text *text) {
    char *bytes = NULL;
    LAM_TRY(lam_text_take(text, &bytes));
    bool good = fwrite(bytes, 1, strlen(bytes), file) == strlen(bytes);
    free(bytes);
    return good ? LAM_OK
                : lam_fail(LAM_ERR_IO, "cannot write " LAM_TABLE_NAME ": %s", strerror(errno));
}

static lam_status write_all(const lam_sweep *sweep, FILE *file, double *values) {
    lam_text text = {.bytes = NULL};
    add_head(sweep, &text);
    lam_status status = write_text(file, &text);
    for (size_t i = 0; i < sweep->counts.n_points && status == LAM_OK; i++) {
        status = add_point(sweep, i, values, &text);
        status = status == LAM_OK ? write_text(file, &text) : status;
    }
    lam_text_free(&text);
    return status;
}

lam_status lam_sweep_table(const lam_sweep *sweep) {
    char path[4096], part[4096 + 8];
    size_t n = lam_spec_design(sweep->spec_borrowed)->n_parameters +
               lam_sweep_block(sweep->layout_borrowed);
    snprintf(path, sizeof path, "%s/" LAM_TABLE_NAME, sweep->folder.path_owned);
    snprintf(part, sizeof part, "%s.part", path);
    double *values = lam_alloc(n, sizeof *values);
    FILE *file = values == NULL ? NULL : fopen(part, "wbe");
    lam_status status = values == NULL ? LAM_ERR_MEMORY
                        : file == NULL
                            ? lam_fail(LAM_ERR_IO, "cannot write '%s': %s", part, strerror(errno))
                            : write_all(sweep, file, values);
    if (file != NULL && fclose(file) != 0 && status == LAM_OK) {
        status = lam_fail(LAM_ERR_IO, "cannot write '%s': %s", part, strerror(errno));
    }
    if (status == LAM_OK && rename(part, path) != 0) {
        status = lam_fail(LAM_ERR_IO, "cannot write '%s': %s", path, strerror(errno));
    }
    free(values);
    return status;
}
