/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_signals.c - which signals there are, what stands beside a signal, and what its
 * rows are called. */
#include "saved/lam_saved_impl.h"

#include "base/lam_number_impl.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 5 };

/* ---- signals ---- */

typedef struct list {
    char **names;
    size_t n, n_held;
} list;

static lam_status add_name(list *all, const char *format, const char *a, const char *b) {
    char name[LAM_SAVED_NAME];
    int length = lam_format(name, sizeof name, format, a, b);
    LAM_GROW(all->names, all->n + 1, &all->n_held);
    all->names[all->n] = strdup(name);
    if (all->names[all->n] == NULL || length >= (int)sizeof name) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: the names of signals");
    }
    all->n++;
    return LAM_OK;
}

static lam_status give(lam_status status, list *all, size_t *n_out, char ***names_out) {
    if (status != LAM_OK) {
        lam_saved_free_names(all->n, all->names);
        return status;
    }
    *n_out = all->n;
    *names_out = all->names;
    return LAM_OK;
}

/* Datasets below a group of the trial; times and spikes are no signals. */
static lam_status visit(const lam_saved *saved, size_t trial, const char *group, int depth,
                        list *all) {
    char **names = NULL;
    size_t n = 0;
    lam_status status = lam_saved_names(saved, trial, group, &n, &names);
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        char path[LAM_SAVED_NAME];
        bool is_other =
            depth == 0 && (strcmp(names[i], "time_ms") == 0 || strcmp(names[i], "spikes") == 0 ||
                           strcmp(names[i], "drives") == 0);
        lam_format(path, sizeof path, "%s%s%s", group, depth > 0 ? "/" : "", names[i]);
        hid_t data = is_other ? -1 : lam_saved_open_signal(saved, trial, path);
        if (data >= 0) {
            H5Dclose(data);
            status = add_name(all, "%s%s", path, "");
        } else if (!is_other && depth < DEEPEST) {
            status = visit(saved, trial, path, depth + 1, all);
        }
    }
    lam_saved_free_names(n, names);
    return status;
}

lam_status lam_saved_signals(const lam_saved *saved, size_t trial, size_t *n_out,
                             char ***names_out) {
    list all = {.n = 0};
    lam_status status = LAM_OK;
    if (saved->facts.is_results) {
        status = visit(saved, trial, "", 0, &all);
    }
    for (size_t i = 0; i < saved->facts.n_dipoles && !saved->facts.is_results && status == LAM_OK;
         i++) {
        status = add_name(&all, "%s%s", "dipole/", saved->facts.dipoles[i]);
    }
    return give(status, &all, n_out, names_out);
}

/* ---- beside a signal ---- */

lam_status lam_saved_beside(const lam_saved *saved, size_t trial, const char *signal,
                            const char *attribute, size_t *n_out, double **values_out) {
    hid_t data = saved->file < 0 ? -1 : lam_saved_open_signal(saved, trial, signal);
    hid_t opened =
        data >= 0 && H5Aexists(data, attribute) > 0 ? H5Aopen(data, attribute, H5P_DEFAULT) : -1;
    lam_status status = LAM_OK;
    *values_out = NULL;
    *n_out = 0;
    if (opened >= 0) {
        hid_t space = H5Aget_space(opened);
        hssize_t n = H5Sget_simple_extent_npoints(space);
        H5Sclose(space);
        double *values = n > 0 ? lam_alloc((size_t)n, sizeof *values) : NULL;
        if (n > 0 && values == NULL) {
            status = LAM_ERR_MEMORY;
        } else if (n > 0 && H5Aread(opened, H5T_NATIVE_DOUBLE, values) >= 0) {
            *values_out = values;
            *n_out = (size_t)n;
        } else {
            free(values);
        }
        H5Aclose(opened);
    }
    if (data >= 0) {
        H5Dclose(data);
    }
    return status;
}

/* Texts of one length, as results have them. */
static lam_status read_texts(const lam_saved *saved, size_t trial, const char *signal, size_t n,
                             list *all) {
    hid_t data = lam_saved_open_signal(saved, trial, signal);
    hid_t opened =
        data >= 0 && H5Aexists(data, "names") > 0 ? H5Aopen(data, "names", H5P_DEFAULT) : -1;
    hid_t type = opened < 0 ? -1 : H5Aget_type(opened),
          space = opened < 0 ? -1 : H5Aget_space(opened);
    bool is_good = opened >= 0 && H5Tget_class(type) == H5T_STRING &&
                   H5Tis_variable_str(type) == 0 &&
                   H5Sget_simple_extent_npoints(space) == (hssize_t)n;
    size_t size = is_good ? H5Tget_size(type) : 0;
    char *texts = is_good ? lam_alloc(n * size + 1, 1) : NULL;
    lam_status status = is_good && texts == NULL ? LAM_ERR_MEMORY : LAM_OK;
    is_good = texts != NULL && H5Aread(opened, type, texts) >= 0;
    for (size_t i = 0; i < n && is_good && status == LAM_OK; i++) {
        char name[LAM_SAVED_NAME];
        lam_format(name, sizeof name, "%.*s", (int)size, texts + i * size);
        for (char *c = name; *c != '\0'; c++) {
            *c = (*c <= ' ' && *c > 0) || strchr(",;\"", *c) != NULL ? '_' : *c;
        }
        status = add_name(all, "%s%s", name, "");
    }
    free(texts);
    const hid_t open[] = {space, type, opened, data};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        if (open[i] >= 0) {
            H5Idec_ref(open[i]);
        }
    }
    return status;
}

static lam_status number_rows(const lam_saved *saved, size_t trial, const char *signal, size_t n,
                              list *all) {
    double *z_um = NULL, *positions_um = NULL;
    size_t n_z = 0, n_positions = 0;
    bool is_vector = strncmp(signal, "dipole_vector/", 14) == 0 && n == 3;
    lam_status status = lam_saved_beside(saved, trial, signal, "z_um", &n_z, &z_um);
    if (status == LAM_OK) {
        status =
            lam_saved_beside(saved, trial, signal, "positions_um", &n_positions, &positions_um);
    }
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        char number[32], height[48] = "";
        bool has_z = n_z == n || n_positions == 3 * n;
        lam_format(number, sizeof number, "%zu", i);
        if (has_z) {
            lam_format(height, sizeof height, "_z%.15gum",
                       n_z == n ? z_um[i] : positions_um[3 * i + 2]);
        }
        status =
            add_name(all, "%s%s", is_vector ? (const char *[]){"x", "y", "z"}[i] : number, height);
    }
    free(z_um);
    free(positions_um);
    return status;
}

lam_status lam_saved_row_names(const lam_saved *saved, size_t trial, const char *signal,
                               size_t *n_out, char ***names_out) {
    lam_saved_shape shape;
    list all = {.n = 0};
    LAM_TRY(lam_saved_shape_of(saved, trial, signal, &shape));
    bool is_one = strncmp(signal, "dipole/", 7) == 0 || strncmp(signal, "cells/", 6) == 0;
    lam_status status = LAM_OK;
    if (is_one) {
        status = add_name(&all, "%s%s", "", "");
    } else {
        status = read_texts(saved, trial, signal, shape.n_rows, &all);
        if (status == LAM_OK && all.n == 0) {
            status = number_rows(saved, trial, signal, shape.n_rows, &all);
        }
    }
    return give(status, &all, n_out, names_out);
}
