/* SPDX-License-Identifier: BSD-3-Clause
 * lam_swept_npz.c - a sweep as arrays that numpy.load reads: parameters, what came of them, and
 * their prior. */
#include "base/lam_number_impl.h"
#include "base/lam_status_impl.h"
#include "exchange/lam_zip_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct job {
    const lam_swept *swept;
    const lam_design *design;
    size_t n_trials, n_done; /* n_done: points */
    double *room;            /* of parameters, or of a dataset of a point */
    lam_zip zip;
} job;

static lam_status put_theta(job *j) {
    size_t n = j->design->n_parameters;
    LAM_TRY(lam_zip_begin(&j->zip, "theta", "<f8", 2, (size_t[]){j->n_done * j->n_trials, n}));
    for (size_t i = 0; i < j->design->n_points; i++) {
        LAM_TRY(lam_swept_point(j->swept, i, j->room));
        for (size_t k = 0; k < j->n_trials && lam_swept_is_done(j->swept, i); k++) {
            lam_zip_put(&j->zip, j->room, n * sizeof *j->room);
        }
    }
    return LAM_OK;
}

/* A dataset, a row for each trial; nothing if it is not kept. */
static lam_status put_rows(job *j, const char *name, const char *dataset) {
    size_t n = lam_swept_size(j->swept, dataset);
    if (n == 0) {
        return LAM_OK;
    }
    LAM_TRY(lam_zip_begin(&j->zip, name, "<f8", 2, (size_t[]){j->n_done * j->n_trials, n}));
    for (size_t i = 0; i < j->design->n_points; i++) {
        if (lam_swept_is_done(j->swept, i)) {
            LAM_TRY(lam_swept_read(j->swept, dataset, i, j->room));
            lam_zip_put(&j->zip, j->room, j->n_trials * n * sizeof *j->room);
        }
    }
    return LAM_OK;
}

/* Which point, and which of its trials, a row is of. */
static lam_status put_rows_of(job *j) {
    for (int which = 0; which < 2; which++) {
        size_t n = j->n_done * j->n_trials;
        LAM_TRY(lam_zip_begin(&j->zip, which == 0 ? "point" : "trial", "<i8", 1, &n));
        for (size_t i = 0; i < j->design->n_points; i++) {
            for (size_t k = 0; k < j->n_trials && lam_swept_is_done(j->swept, i); k++) {
                int64_t value = (int64_t)(which == 0 ? i : k);
                lam_zip_put(&j->zip, &value, sizeof value);
            }
        }
    }
    return LAM_OK;
}

static lam_status put_time(job *j) {
    size_t n = lam_swept_size(j->swept, "dipole_nAm");
    if (n == 0) {
        return LAM_OK;
    }
    LAM_TRY(lam_swept_times(j->swept, j->room));
    return lam_zip_numbers(&j->zip, "time_ms", n, j->room);
}

/* ---- parameters, their priors, names ---- */

static lam_status put_parameters(job *j) {
    static const char *const kinds[] = {"uniform", "log_uniform", "normal", "truncated_normal"};
    static const char *const columns[] = {"prior_low", "prior_high", "prior_mean", "prior_sd"};
    size_t n = j->design->n_parameters;
    const char **texts = lam_alloc(n, sizeof *texts);
    lam_status status = texts == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        texts[k] = j->design->parameters[k].path;
    }
    status = status == LAM_OK ? lam_zip_texts(&j->zip, "names", n, texts) : status;
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        const lam_varied *parameter = &j->design->parameters[k];
        texts[k] = parameter->n_values > 0 ? "values" : kinds[parameter->prior.kind];
    }
    status = status == LAM_OK ? lam_zip_texts(&j->zip, "prior_kind", n, texts) : status;
    free(texts);
    for (size_t c = 0; c < sizeof columns / sizeof *columns && status == LAM_OK; c++) {
        for (size_t k = 0; k < n; k++) {
            const lam_prior *prior = &j->design->parameters[k].prior;
            const double of[] = {prior->low, prior->high, prior->mean, prior->sd};
            j->room[k] = j->design->parameters[k].n_values > 0 ? NAN : of[c];
        }
        status = lam_zip_numbers(&j->zip, columns[c], n, j->room);
    }
    return status;
}

/* The names of numbers. Their lines become texts. */
static lam_status put_number_names(job *j) {
    char *lines = NULL;
    size_t n = lam_swept_size(j->swept, "numbers");
    if (n == 0) {
        return LAM_OK;
    }
    LAM_TRY(lam_swept_names(j->swept, "numbers", &lines));
    const char **names = lam_alloc(n, sizeof *names);
    char *at = lines;
    for (size_t i = 0; i < n && names != NULL; i++) {
        names[i] = at;
        at += strcspn(at, "\n");
        if (*at == '\n') {
            *at++ = '\0';
        }
    }
    lam_status status =
        names == NULL ? LAM_ERR_MEMORY : lam_zip_texts(&j->zip, "number_names", n, names);
    free(names);
    free(lines);
    return status;
}

/* ---- the archive ---- */

static lam_status put_all(job *j) {
    const char *version = LAM_VERSION, *format = "1";
    const char *x = lam_swept_size(j->swept, "dipole_nAm") > 0 ? "dipole_nAm" : "numbers";
    LAM_TRY(lam_zip_texts(&j->zip, "laminae_sweep", 1, &format)); /* by which an earlier is known */
    LAM_TRY(lam_zip_texts(&j->zip, "laminae_version", 1, &version));
    LAM_TRY(put_parameters(j));
    LAM_TRY(put_theta(j));
    LAM_TRY(put_rows(j, "x", x));
    LAM_TRY(put_time(j));
    LAM_TRY(put_rows_of(j));
    LAM_TRY(put_rows(j, "numbers", "numbers"));
    LAM_TRY(put_number_names(j));
    lam_zip_end(&j->zip);
    return LAM_OK;
}

static lam_status check(job *j, size_t *n_room_out) {
    size_t n_samples = lam_swept_size(j->swept, "dipole_nAm");
    size_t n_numbers = lam_swept_size(j->swept, "numbers");
    for (size_t i = 0; i < j->design->n_points; i++) {
        j->n_done += lam_swept_is_done(j->swept, i);
    }
    if (n_samples + n_numbers == 0 || j->n_done == 0) {
        return lam_fail(LAM_ERR_INPUT, "'%s': %s; accepted: a sweep %s", lam_swept_path(j->swept),
                        j->n_done == 0 ? "no point is done" : "keeps neither dipole nor numbers",
                        j->n_done == 0 ? "that has run" : "with dipole, peaks, rates or band");
    }
    size_t n_row = n_samples > n_numbers ? n_samples : n_numbers;
    *n_room_out = j->n_trials * n_row + j->design->n_parameters;
    return LAM_OK;
}

lam_status lam_swept_write_npz(const lam_swept *swept, const char *path, bool force) {
    size_t n_room = 0;
    lam_outputs outputs = {.n = 0};
    job j = {.swept = swept,
             .design = lam_spec_design(lam_swept_spec(swept)),
             .n_trials = lam_swept_n_trials(swept)};
    LAM_TRY(check(&j, &n_room));
    j.room = lam_alloc(n_room, sizeof *j.room);
    if (j.room == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = lam_outputs_open(path, NULL, lam_swept_path(swept), force, &outputs);
    status = status == LAM_OK ? lam_outputs_add(&outputs, "", &j.zip.output) : status;
    status = status == LAM_OK ? put_all(&j) : status;
    lam_zip_free(&j.zip);
    lam_status closed = lam_outputs_close(&outputs, status == LAM_OK);
    free(j.room);
    return status == LAM_OK ? closed : status;
}
