/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_npz.c - results as .npz, arrays that numpy.load reads: signals with their trials
 * first, spikes of all trials behind each other, populations, sensors. */
#include "exchange/lam_exchange_impl.h"
#include "exchange/lam_zip_impl.h"

#include "base/lam_number_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* [trials][n_samples], or with rows between them, trial by trial and row by row. */
static lam_status put_signal(const lam_exchange_job *job, const char *signal, lam_zip *zip) {
    const lam_exchange *how = job->how;
    char name[LAM_SAVED_NAME];
    lam_saved_shape shape;
    LAM_TRY(lam_exchange_shape(job, signal, &shape));
    bool is_one = lam_exchange_is_dipole(signal) || strncmp(signal, "cells/", 6) == 0;
    size_t n = shape.n_samples;
    lam_exchange_name(signal, shape.unit, name);
    LAM_TRY(lam_zip_begin(zip, name, "<f8", is_one ? 2 : 3,
                          is_one ? (size_t[]){how->n_trials, n}
                                 : (size_t[]){how->n_trials, shape.n_rows, n}));
    double *row = lam_alloc(n, sizeof *row);
    lam_status status = row == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < how->n_trials; k++) {
        for (size_t i = 0; i < shape.n_rows && status == LAM_OK; i++) {
            status = lam_exchange_is_dipole(signal)
                         ? lam_exchange_read(job, how->trials[k], signal, 0, n, row)
                         : lam_saved_read(job->saved, how->trials[k], signal, i, row);
            lam_zip_put(zip, row, n * sizeof *row);
        }
    }
    free(row);
    return status;
}

/* The names of rows; the places of contacts or sensors, if they are known. */
static lam_status put_beside(const lam_exchange_job *job, const char *signal, lam_zip *zip) {
    static const char *const attributes[] = {"positions_um", "z_um", "positions_mm"};
    char name[LAM_SAVED_NAME], array[LAM_SAVED_NAME + 32], **rows = NULL;
    size_t n_rows = 0, n = 0;
    lam_exchange_name(signal, "", name);
    LAM_TRY(lam_saved_row_names(job->saved, job->how->trials[0], signal, &n_rows, &rows));
    lam_status status = LAM_OK;
    if (n_rows > 0 && rows[0][0] != '\0') {
        lam_format(array, sizeof array, "%s_names", name);
        status = lam_zip_texts(zip, array, n_rows, (const char *const *)rows);
    }
    for (size_t i = 0; i < 3 && status == LAM_OK; i++) {
        double *values = NULL;
        status =
            lam_saved_beside(job->saved, job->how->trials[0], signal, attributes[i], &n, &values);
        lam_format(array, sizeof array, "%s_%s", name, attributes[i]);
        bool is_there = status == LAM_OK && n_rows > 0 && n > 0 && n % n_rows == 0;
        if (is_there) {
            status = lam_zip_begin(zip, array, "<f8", n > n_rows ? 2 : 1,
                                   (size_t[]){n_rows, n / n_rows});
        }
        if (is_there && status == LAM_OK) {
            lam_zip_put(zip, values, n * sizeof *values);
        }
        free(values);
    }
    lam_saved_free_names(n_rows, rows);
    return status;
}

static lam_status put_times(const lam_exchange_job *job, const char *name,
                            const lam_saved_shape *shape, lam_zip *zip) {
    double *time_ms = lam_alloc(shape->n_samples, sizeof *time_ms);
    if (time_ms == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_saved_times(job->saved, shape, time_ms);
    lam_status status = lam_zip_numbers(zip, name, shape->n_samples, time_ms);
    free(time_ms);
    return status;
}

static lam_status put_signals(const lam_exchange_job *job, lam_zip *zip) {
    bool has_cells = false;
    for (size_t i = 0; i < job->n_signals; i++) {
        lam_saved_shape shape;
        const char *signal = job->signals_owned[i];
        LAM_TRY(lam_saved_shape_of(job->saved, job->how->trials[0], signal, &shape));
        if (fabs(shape.dt_ms - job->facts->dt_ms) > 0 && !has_cells) {
            has_cells = true; /* all recorded cells have one step */
            LAM_TRY(put_times(job, "cells_time_ms", &shape, zip));
        }
        LAM_TRY(put_signal(job, signal, zip));
        LAM_TRY(put_beside(job, signal, zip));
    }
    return LAM_OK;
}

/* ---- spikes ---- */

typedef struct spikes {
    size_t n, n_held[3];
    double *columns[3]; /* trial, time_ms, gid */
} spikes;

static lam_status add_spikes(const lam_exchange_job *job, size_t trial, spikes *all) {
    double *time_ms = NULL, *gid = NULL;
    size_t n = 0;
    LAM_TRY(lam_exchange_spikes(job, trial, &n, &time_ms, &gid));
    for (size_t c = 0; c < 3; c++) {
        double *grown = lam_grow(all->columns[c], all->n + n + 1, &all->n_held[c], sizeof *grown);
        if (grown == NULL) {
            free(time_ms);
            free(gid);
            return LAM_ERR_MEMORY;
        }
        all->columns[c] = grown;
        for (size_t i = 0; i < n; i++) {
            grown[all->n + i] = c == 0 ? (double)trial : c == 1 ? time_ms[i] : gid[i];
        }
    }
    all->n += n;
    free(time_ms);
    free(gid);
    return LAM_OK;
}

static lam_status put_spikes(const lam_exchange_job *job, lam_zip *zip) {
    spikes all = {.n = 0};
    lam_status status = LAM_OK;
    for (size_t k = 0; k < job->how->n_trials && status == LAM_OK; k++) {
        status = add_spikes(job, job->how->trials[k], &all);
    }
    if (status == LAM_OK) {
        status = lam_zip_integers(zip, "spikes_trial", all.n, all.columns[0]);
    }
    if (status == LAM_OK) {
        status = lam_zip_numbers(zip, "spikes_time_ms", all.n, all.columns[1]);
    }
    if (status == LAM_OK) {
        status = lam_zip_integers(zip, "spikes_gid", all.n, all.columns[2]);
    }
    for (size_t c = 0; c < 3; c++) {
        free(all.columns[c]);
    }
    return status;
}

static lam_status put_populations(const lam_exchange_job *job, lam_zip *zip) {
    size_t n = job->facts->n_populations;
    const char **names = lam_alloc(n, sizeof *names);
    double *gids = lam_alloc(2 * n, sizeof *gids);
    lam_status status = names == NULL || gids == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        const lam_saved_population *p = &job->facts->populations[i];
        names[i] = p->name;
        gids[i] = (double)p->first_gid;
        gids[n + i] = (double)(p->first_gid + p->n_cells);
    }
    status = status == LAM_OK ? lam_zip_texts(zip, "population_names", n, names) : status;
    if (status == LAM_OK) {
        status = lam_zip_integers(zip, "population_first_gid", n, gids);
    }
    if (status == LAM_OK) {
        status = lam_zip_integers(zip, "population_end_gid", n, gids + n);
    }
    free(names);
    free(gids);
    return status;
}

/* By the name of its first array, which says the version that has written it. */
static bool is_ours(const char *path) {
    return lam_zip_begins(path, "laminae_version");
}

static lam_status put_all(const lam_exchange_job *job, lam_zip *zip) {
    const lam_exchange *how = job->how;
    lam_saved_shape shape = {.n_samples = job->facts->n_samples, .dt_ms = job->facts->dt_ms};
    const char *version = LAM_VERSION;
    double *trials = lam_alloc(how->n_trials, sizeof *trials);
    if (trials == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t k = 0; k < how->n_trials; k++) {
        trials[k] = (double)how->trials[k];
    }
    lam_status status = lam_zip_texts(zip, "laminae_version", 1, &version);
    status = status == LAM_OK ? lam_zip_integers(zip, "trials", how->n_trials, trials) : status;
    free(trials);
    LAM_TRY(status);
    LAM_TRY(put_times(job, "time_ms", &shape, zip));
    LAM_TRY(put_signals(job, zip));
    if (job->facts->n_populations > 0 && how->signal == NULL) {
        LAM_TRY(put_populations(job, zip));
        LAM_TRY(put_spikes(job, zip));
    }
    lam_zip_end(zip);
    return LAM_OK;
}

lam_status lam_exchange_npz(lam_exchange_job *job) {
    lam_zip zip = {.n = 0};
    LAM_TRY(lam_outputs_add(&job->outputs, "", &zip.output));
    zip.output->is_ours = is_ours;
    lam_status status = put_all(job, &zip);
    lam_zip_free(&zip);
    return status;
}
