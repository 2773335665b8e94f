/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_mean.c - the mean over trials of the dipole, dipole_mean.txt. */
#include "network/lam_network_impl.h"
#include "results/lam_results_impl.h"
#include "base/lam_status_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 24 }; /* a trial's number */

/* What heads the column of a population in texts: L5, or S1_L5 where there are several columns. The
 * caller frees it; NULL: out of memory. */
static char *label_of(const lam_model *model, const lam_population *population) {
    const char *label = model->cell_types[population->cell_type].label;
    char text[2 * LAM_JSON_MAX_NAME + 2];
    if (population->column < 0) {
        return strdup(label);
    }
    snprintf(text, sizeof text, "%s_%s", model->columns[population->column].name, label);
    return strdup(text);
}

lam_status lam_results_want_mean(lam_results *results, const lam_network *network) {
    const lam_model *model = lam_network_model(network);
    lam_measured *measured = &results->measured;
    lam_measured_free(measured);
    measured->names_owned = lam_alloc(model->n_populations, sizeof(char *));
    measured->labels_owned = lam_alloc(model->n_populations, sizeof(char *));
    if (measured->names_owned == NULL || measured->labels_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < model->n_populations; i++) {
        const lam_population *population = &model->populations[i];
        if (population->cell_type < 0 ||
            model->cell_types[population->cell_type].dipole_section < 0) {
            continue;
        }
        char *name = strdup(population->name);
        char *label = label_of(model, population);
        measured->names_owned[measured->n] = name;
        measured->labels_owned[measured->n++] = label;
        if (name == NULL || label == NULL) {
            return lam_fail(LAM_ERR_MEMORY, "out of memory");
        }
    }
    return LAM_OK;
}

void lam_measured_free(lam_measured *measured) {
    for (size_t i = 0; i < measured->n; i++) {
        free(measured->names_owned[i]);
        free(measured->labels_owned[i]);
    }
    free(measured->names_owned);
    free(measured->labels_owned);
    *measured = (lam_measured){0};
}

/* ---- what the file has ---- */

static size_t count_trials(hid_t file) {
    H5G_info_t info = {.nlinks = 0};
    hid_t group = H5Gopen2(file, "/trial", H5P_DEFAULT);
    if (group >= 0) {
        H5Gget_info(group, &info);
        H5Gclose(group);
    }
    return (size_t)info.nlinks;
}

/* Finds the i-th trial in the file. After an interruption this need not be trial i. */
static bool name_trial(hid_t file, size_t i, char name_out[NAME_SIZE]) {
    return H5Lget_name_by_idx(file, "/trial", H5_INDEX_NAME, H5_ITER_INC, i, name_out, NAME_SIZE,
                              H5P_DEFAULT) > 0;
}

/* Reads a signal of the i-th trial; `path` is below that trial. If values is NULL it only reads the
 * length, which is 0 if there is no such signal. */
static size_t read_signal(hid_t file, size_t i, const char *path, size_t n, double *values) {
    char trial[NAME_SIZE], whole[512];
    if (!name_trial(file, i, trial)) {
        return 0;
    }
    snprintf(whole, sizeof whole, "/trial/%s/%s", trial, path);
    hid_t data = H5Dopen2(file, whole, H5P_DEFAULT), space = data < 0 ? -1 : H5Dget_space(data);
    hssize_t there = space < 0 ? 0 : H5Sget_simple_extent_npoints(space);
    if (values != NULL && (there != (hssize_t)n || H5Dread(data, H5T_NATIVE_DOUBLE, H5S_ALL,
                                                           H5S_ALL, H5P_DEFAULT, values) < 0)) {
        there = 0;
    }
    if (space >= 0) {
        H5Sclose(space);
    }
    if (data >= 0) {
        H5Dclose(data);
    }
    return there > 0 ? (size_t)there : 0;
}

/* Computes the mean of a signal over all trials. Returns false if a trial has no signal of this
 * length. */
static bool take_mean(hid_t file, size_t n_trials, const char *path, size_t n, double *one,
                      double *mean) {
    memset(mean, 0, n * sizeof *mean);
    for (size_t i = 0; i < n_trials; i++) {
        if (read_signal(file, i, path, n, one) != n) {
            return false;
        }
        for (size_t k = 0; k < n; k++) {
            mean[k] += one[k];
        }
    }
    for (size_t k = 0; k < n; k++) {
        mean[k] /= (double)n_trials;
    }
    return true;
}

/* ---- the text ---- */

/* `block` has room for the time, one signal, the sum and each population. */
static lam_status write_mean(lam_results *results, size_t n_trials, size_t n, double *block,
                             const double **columns) {
    hid_t file = results->file;
    const lam_measured *measured = &results->measured;
    double *time_ms = block, *one = block + n, *agg = block + 2 * n;
    bool is_whole = read_signal(file, 0, "time_ms", n, time_ms) == n &&
                    take_mean(file, n_trials, "dipole/agg", n, one, agg);
    for (size_t i = 0; i < measured->n && is_whole; i++) {
        char path[256];
        double *mean = block + (3 + i) * n;
        snprintf(path, sizeof path, "dipole/%s", measured->names_owned[i]);
        is_whole = take_mean(file, n_trials, path, n, one, mean);
        columns[i] = mean;
    }
    return is_whole ? lam_results_dipole(results, "mean", n, time_ms, agg, measured->n,
                                         (const char *const *)measured->labels_owned, columns)
                    : LAM_OK; /* trials of other programs or of different lengths have no mean */
}

lam_status lam_results_write_mean(lam_results *results) {
    const lam_measured *measured = &results->measured;
    hid_t file = results->file;
    bool is_wanted = measured->names_owned != NULL && !results->has_no_text;
    size_t n_trials = is_wanted ? count_trials(file) : 0;
    size_t n = n_trials < 2 ? 0 : read_signal(file, 0, "time_ms", 0, NULL);
    if (n == 0) {
        return LAM_OK;
    }
    double *block = lam_alloc(n, (3 + measured->n) * sizeof *block);
    const double **columns = lam_alloc(measured->n, sizeof *columns);
    lam_status status = block == NULL || columns == NULL
                            ? LAM_ERR_MEMORY
                            : write_mean(results, n_trials, n, block, columns);
    free(block);
    free(columns);
    return status;
}
