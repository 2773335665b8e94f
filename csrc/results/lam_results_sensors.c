/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_sensors.c - what the file says of sensors beside their signals: names, places,
 * leads. */
#include "results/lam_results_impl.h"
#include "base/lam_text_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Texts of one length are what every reader of HDF5 understands. */
static herr_t add_names(hid_t data, size_t n, const char *const *names) {
    size_t size = 1;
    hsize_t count = n;
    for (size_t i = 0; i < n; i++) {
        size = strlen(names[i]) + 1 > size ? strlen(names[i]) + 1 : size;
    }
    char *texts = lam_alloc(n, size);
    if (texts == NULL) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        memcpy(texts + i * size, names[i], strlen(names[i]));
    }
    hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate_simple(1, &count, NULL);
    H5Tset_size(type, size);
    H5Tset_cset(type, H5T_CSET_UTF8);
    hid_t made = H5Acreate2(data, "names", type, space, H5P_DEFAULT, H5P_DEFAULT);
    herr_t result = made < 0 ? -1 : H5Awrite(made, type, texts);
    if (made >= 0 && H5Aclose(made) < 0) {
        result = -1;
    }
    H5Sclose(space);
    H5Tclose(type);
    free(texts);
    return result;
}

static lam_status write_names(lam_results *results, const char *path, const lam_sensor_set *set) {
    LAM_TRY(lam_results_reserve(results, 64 * set->n));
    hid_t data = H5Dopen2(results->file, path, H5P_DEFAULT);
    bool good = data >= 0 && add_names(data, set->n, set->names) >= 0;
    if (data >= 0) {
        good = H5Dclose(data) >= 0 && good;
    }
    return good ? LAM_OK : lam_results_fail(results, path);
}

lam_status lam_results_describe_sensors(lam_results *results, const char *path,
                                        const lam_sensor_set *set) {
    const struct {
        const char *name;
        size_t n_rows;
        const double *values;
    } numbers[] = {
        {"positions_mm", set->n, set->positions_mm},
        {"orientations", set->n, set->orientations},
        {set->is_meg ? "leads_fT_nAm" : "leads_uV_nAm", set->n, set->leads},
        {"dipole_mm", 0, isnan(set->dipole_mm[0]) ? NULL : set->dipole_mm},
        {"right", 0, set->right},
        {"up", 0, set->up},
    };
    LAM_TRY(lam_results_describe_text(results, path, "model", set->model));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        LAM_TRY(numbers[i].values == NULL
                    ? LAM_OK
                    : lam_results_describe(results, path, numbers[i].name, numbers[i].n_rows, 3,
                                           numbers[i].values));
    }
    return set->names == NULL ? LAM_OK : write_names(results, path, set);
}

/* Makes heads of columns: "Cz_uV", or "0_uV" for sensors without names. */
static lam_status name_columns(const lam_sensor_set *set, char **header_out) {
    lam_text text = {0};
    for (size_t i = 0; i < set->n; i++) {
        char name[256];
        snprintf(name, sizeof name, "%zu", i);
        if (set->names != NULL) {
            snprintf(name, sizeof name, "%s", set->names[i]);
        }
        for (char *c = name; *c != '\0'; c++) {
            *c = *c <= ' ' && *c > 0 ? '_' : *c; /* the head of a column is one word */
        }
        lam_text_add(&text, "%s%s_%s", i > 0 ? " " : "", name, set->is_meg ? "fT" : "uV");
    }
    return lam_text_take(&text, header_out);
}

lam_status lam_results_text_sensors(lam_results *results, size_t trial, const char *path,
                                    const lam_sensor_set *set, size_t n_samples,
                                    const double *time_ms) {
    char *header = NULL;
    LAM_TRY(name_columns(set, &header));
    lam_status status =
        lam_results_text_matrix(results, trial, set->is_meg ? "meg" : "eeg", set->name, path,
                                set->n, n_samples, time_ms, header);
    free(header);
    return status;
}
