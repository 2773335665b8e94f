/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved.c - what runs have left, or data, of whichever kind the file is. */
#include "saved/lam_saved_impl.h"

#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool is_there(const char *path) {
    struct stat status;
    return stat(path, &status) == 0;
}

/* Whether there may be several arrays, channels or averages in a file of this name. */
static bool holds_names(const char *file) {
    static const char *const ends[] = {".mat", ".set", ".fif"};
    size_t length = strlen(file), i = 0;
    while (i < 3 && (length < 4 || strcmp(file + length - 4, ends[i]) != 0)) {
        i++;
    }
    return i < 3 && is_there(file);
}

/* Of FILE.mat:NAME, which is no file, the file; the name is what is wanted of it. */
static void take_suffix(char *file, lam_data_how *how) {
    char *colon = strrchr(file, ':');
    if (colon == NULL || colon[1] == '\0' || is_there(file)) {
        return;
    }
    *colon = '\0';
    if (holds_names(file)) {
        lam_format(how->name, sizeof how->name, "%s", colon + 1);
    } else {
        *colon = ':';
    }
}

/* The file itself, or of a folder the first of these. */
static lam_status find_file(const char *path, lam_data_how *how, char **file_out) {
    static const char *const names[] = {"/results.h5", "/dpl.txt", "/spk.txt"};
    enum { N_NAMES = sizeof names / sizeof *names };
    size_t size = strlen(path) + 32;
    char *file = lam_alloc(size, 1);
    if (file == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_format(file, size, "%s", path);
    *file_out = file;
    if (!is_folder(path)) {
        take_suffix(file, how);
        return LAM_OK;
    }
    for (size_t i = 0; i < N_NAMES; i++) {
        lam_format(file, size, "%s%s", path, names[i]);
        if (is_there(file)) {
            return LAM_OK;
        }
    }
    return lam_fail(LAM_ERR_INPUT,
                    "%s: no results.h5 in this folder; accepted: the results of a "
                    "run, or a text of a time in ms and a value a row",
                    path);
}

static bool begins_with(const char *path, const char *magic, size_t n) {
    char begin[16];
    FILE *file = NULL;
    if (lam_file_open(path, "", INT64_MAX, &file) != LAM_OK) {
        return false; /* which the reader of texts will say */
    }
    bool is = fread(begin, 1, n, file) == n && memcmp(begin, magic, n) == 0;
    fclose(file);
    return is;
}

/* By how the file begins. */
static lam_status open_kind(lam_saved *saved, const lam_data_how *how) {
    const char *path = saved->path_owned;
    if (lam_mat_is(path)) { /* also HDF5, of version 7.3 */
        return lam_saved_open_mat(saved, how);
    }
    saved->facts.is_results = lam_file_is_hdf5(path);
    if (saved->facts.is_results) {
        return lam_saved_open_hdf5(saved);
    }
    if (begins_with(path, "\x93NUMPY", 6)) {
        return lam_saved_open_npy(saved, how);
    }
    if (begins_with(path, "\0\0\0\x64\0\0\0\x1f", 8)) { /* an identifier, as FIFF begins */
        return lam_saved_open_fif(saved, how);
    }
    if (holds_names(path)) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: does not begin as its name says; accepted: MAT-files of version 5 or "
                        "7.3 (-v6, -v7, -v7.3), evoked files of MNE",
                        path);
    }
    return lam_saved_is_spk(path) ? lam_saved_open_spk(saved, path)
                                  : lam_saved_open_text(saved, how);
}

/* HNN's folder: spikes beside the dipole. */
static lam_status add_spikes(lam_saved *saved, const char *folder) {
    size_t size = strlen(folder) + 16;
    char *path = lam_alloc(size, 1);
    if (path == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_format(path, size, "%s/spk.txt", folder);
    bool is_beside = !saved->facts.is_results && saved->n_spikes == 0 && is_there(path);
    lam_status status = is_beside ? lam_saved_open_spk(saved, path) : LAM_OK;
    free(path);
    return status;
}

/* Data are held in memory: which file is too large? */
static void name_file(lam_status status, const char *path) {
    char why[256];
    if (status == LAM_ERR_MEMORY) {
        lam_format(why, sizeof why, "%s", lam_error());
        lam_fail(status, "%s: %s", path, why);
    }
}

lam_status lam_saved_open_data(const char *path, const char *units, const char *data,
                               lam_saved **saved_out) {
    lam_data_how how;
    LAM_TRY(lam_data_how_read(units, data, &how));
    lam_saved *saved = lam_alloc(1, sizeof *saved);
    if (saved == NULL) {
        return LAM_ERR_MEMORY;
    }
    saved->file = -1;
    saved->facts.scale = 1;
    lam_status status = find_file(path, &how, &saved->path_owned);
    if (status == LAM_OK) {
        saved->facts.path = saved->path_owned;
        status = open_kind(saved, &how);
    }
    status = status == LAM_OK && is_folder(path) ? add_spikes(saved, path) : status;
    if (status != LAM_OK) {
        name_file(status, path);
        lam_saved_close(saved);
        return status;
    }
    saved->facts.trials = saved->trials_owned;
    saved->facts.time_ms = saved->time_owned;
    saved->facts.dipoles = (const char *const *)saved->dipoles_owned;
    saved->facts.populations = saved->populations_owned;
    *saved_out = saved;
    return LAM_OK;
}

lam_status lam_saved_open(const char *path, lam_saved **saved_out) {
    return lam_saved_open_data(path, NULL, NULL, saved_out);
}

const char *lam_saved_said(const lam_saved *saved) {
    return saved->said;
}

const lam_saved_facts *lam_saved_facts_of(const lam_saved *saved) {
    return &saved->facts;
}

void lam_saved_close(lam_saved *saved) {
    if (saved == NULL) {
        return;
    }
    for (size_t i = 0; i < saved->facts.n_populations; i++) {
        free((char *)saved->populations_owned[i].name);
    }
    for (size_t i = 0; i < saved->facts.n_dipoles; i++) {
        free(saved->dipoles_owned[i]);
    }
    if (saved->file >= 0) {
        H5Fclose(saved->file);
    }
    free(saved->populations_owned);
    free(saved->dipoles_owned);
    free(saved->trials_owned);
    free(saved->time_owned);
    free(saved->values_owned);
    free(saved->units_owned);
    free(saved->spike_ms_owned);
    free(saved->spike_gid_owned);
    free(saved->path_owned);
    free(saved);
}

/* ---- signals ---- */

static lam_status check_trial(const lam_saved *saved, size_t trial) {
    const lam_saved_facts *facts = &saved->facts;
    for (size_t i = 0; i < facts->n_trials; i++) {
        if (facts->trials[i] == trial) {
            return LAM_OK;
        }
    }
    return lam_fail(LAM_ERR_INPUT, "%s: trial %zu is not there; accepted: %zu to %zu", facts->path,
                    trial, facts->trials[0], facts->trials[facts->n_trials - 1]);
}

/* The column of a text. */
static lam_status find_column(const lam_saved *saved, const char *signal, size_t *column_out) {
    const lam_saved_facts *facts = &saved->facts;
    for (size_t i = 0; i < facts->n_dipoles; i++) {
        if (strncmp(signal, "dipole/", 7) == 0 && strcmp(signal + 7, facts->dipoles[i]) == 0) {
            *column_out = i;
            return LAM_OK;
        }
    }
    return lam_fail(LAM_ERR_INPUT, "%s: no signal %s; accepted: %s%s", facts->path, signal,
                    facts->n_dipoles > 0 ? "dipole/" : "a file of curves",
                    facts->n_dipoles > 0 ? facts->dipoles[0] : "");
}

lam_status lam_saved_shape_of(const lam_saved *saved, size_t trial, const char *signal,
                              lam_saved_shape *shape_out) {
    size_t column;
    LAM_TRY(check_trial(saved, trial));
    if (saved->facts.is_results) {
        return lam_saved_shape_hdf5(saved, trial, signal, shape_out);
    }
    LAM_TRY(find_column(saved, signal, &column));
    *shape_out = (lam_saved_shape){1, saved->facts.n_samples, saved->facts.dt_ms, ""};
    memcpy(shape_out->unit, saved->units_owned[column], LAM_SAVED_UNIT);
    return LAM_OK;
}

static lam_status check_finite(const lam_saved *saved, size_t trial, const char *signal,
                               size_t first, size_t n_rows, size_t n, const double *samples) {
    for (size_t i = 0; i < n_rows * n; i++) {
        if (!isfinite(samples[i])) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: %s of trial %zu: sample %zu is %g; accepted: "
                            "finite numbers",
                            saved->path_owned, signal, trial, first + i % n, samples[i]);
        }
    }
    return LAM_OK;
}

/* Rows and samples, each from which and how many. */
static lam_status read_some(const lam_saved *saved, size_t trial, const char *signal,
                            const size_t rows[2], const size_t samples[2], double *samples_out) {
    size_t column = 0;
    if (saved->facts.is_results) {
        LAM_TRY(lam_saved_read_hdf5(saved, trial, signal, rows, samples, samples_out));
    } else {
        LAM_TRY(find_column(saved, signal, &column));
        for (size_t i = 0; i < samples[1]; i++) { /* trials of data are 0, 1, ... */
            samples_out[i] =
                saved->values_owned[lam_data_place(saved, trial, column, samples[0] + i)];
        }
    }
    return check_finite(saved, trial, signal, samples[0], rows[1], samples[1], samples_out);
}

lam_status lam_saved_read(const lam_saved *saved, size_t trial, const char *signal, size_t row,
                          double *samples_out) {
    lam_saved_shape shape;
    LAM_TRY(lam_saved_shape_of(saved, trial, signal, &shape));
    if (row >= shape.n_rows) {
        return lam_fail(LAM_ERR_INPUT, "%s: %s: row %zu; accepted: below %zu", saved->path_owned,
                        signal, row, shape.n_rows);
    }
    return read_some(saved, trial, signal, (size_t[]){row, 1}, (size_t[]){0, shape.n_samples},
                     samples_out);
}

lam_status lam_saved_read_part(const lam_saved *saved, size_t trial, const char *signal,
                               size_t first, size_t n, double *samples_out) {
    lam_saved_shape shape;
    LAM_TRY(lam_saved_shape_of(saved, trial, signal, &shape));
    if (first > shape.n_samples || n > shape.n_samples - first) {
        return lam_fail(LAM_ERR_INPUT, "%s: %s: samples %zu to %zu; accepted: below %zu",
                        saved->path_owned, signal, first, first + n, shape.n_samples);
    }
    return read_some(saved, trial, signal, (size_t[]){0, shape.n_rows}, (size_t[]){first, n},
                     samples_out);
}

void lam_saved_times(const lam_saved *saved, const lam_saved_shape *shape, double *time_ms_out) {
    const lam_saved_facts *facts = &saved->facts;
    bool has_times =
        shape->n_samples == facts->n_samples && !(fabs(shape->dt_ms - facts->dt_ms) > 0);
    for (size_t i = 0; i < shape->n_samples; i++) {
        time_ms_out[i] =
            has_times ? facts->time_ms[i] : facts->time_ms[0] + (double)i * shape->dt_ms;
    }
}
