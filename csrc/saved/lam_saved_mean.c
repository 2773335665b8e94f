/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_mean.c - a row of results, or a curve of data, by its name; its mean over trials, as it
 * is shown. */
#include "saved/lam_saved_impl.h"

#include "base/lam_number_impl.h"

#include <stdlib.h>
#include <string.h>

/* Dipoles, and what sensors see of them, are scaled and smoothed. */
static bool is_shown(const char *signal) {
    return strncmp(signal, "dipole/", 7) == 0 || strncmp(signal, "eeg/", 4) == 0 ||
           strncmp(signal, "meg/", 4) == 0;
}

lam_status lam_saved_mean(const lam_saved *saved, const lam_saved_row *row, double *mean_out) {
    const lam_saved_facts *facts = &saved->facts;
    size_t n = row->shape.n_samples;
    double scale = is_shown(row->signal) ? facts->scale : 1, *room = lam_alloc(n, sizeof *room);
    lam_status status = room == NULL ? LAM_ERR_MEMORY : LAM_OK;
    memset(mean_out, 0, n * sizeof *mean_out);
    for (size_t k = 0; k < facts->n_trials && status == LAM_OK; k++) {
        lam_saved_shape shape;
        status = lam_saved_shape_of(saved, facts->trials[k], row->signal, &shape);
        if (status == LAM_OK && (shape.n_samples != n || shape.n_rows != row->shape.n_rows)) {
            status = lam_fail(LAM_ERR_INPUT,
                              "%s: %s: trials differ in length; accepted: trials of one length",
                              facts->path, row->signal);
        }
        if (status == LAM_OK) {
            status = lam_saved_read(saved, facts->trials[k], row->signal, row->row, room);
        }
        for (size_t i = 0; i < n && status == LAM_OK; i++) {
            mean_out[i] += room[i] * scale / (double)facts->n_trials;
        }
    }
    free(room);
    return status == LAM_OK && is_shown(row->signal) && facts->smooth_ms > 0
               ? lam_smooth(n, mean_out, facts->smooth_ms, row->shape.dt_ms)
               : status;
}

/* ---- by name ---- */

lam_status lam_saved_row_of(const lam_saved *saved, size_t trial, const char *signal,
                            const char *name, size_t *row_out) {
    size_t n = 0;
    char **names = NULL, number[LAM_NUMBER_TEXT];
    bool found = false;
    LAM_TRY(lam_saved_row_names(saved, trial, signal, &n, &names));
    for (size_t i = 0; i < n && !found; i++) {
        found = names[i][0] != '\0' && strcmp(names[i], name) == 0;
        *row_out = i;
    }
    for (size_t i = 0; i < n && !found; i++) { /* a name may be a number */
        lam_format(number, sizeof number, "%zu", i);
        found = strcmp(number, name) == 0;
        *row_out = i;
    }
    lam_status status = LAM_OK;
    if (!found) {
        bool are_called = n > 0 && names[0][0] != '\0';
        status = lam_fail(LAM_ERR_INPUT, "%s: %s has no row '%s'; accepted: 0 to %zu%s%s",
                          saved->facts.path, signal, name, n > 0 ? n - 1 : 0,
                          are_called ? ", or a name such as " : "", are_called ? names[0] : "");
    }
    lam_saved_free_names(n, names);
    return status;
}

static lam_status find_in_results(const lam_saved *saved, const char *name, lam_saved_row *out) {
    const char *slash = strrchr(name, '/');
    size_t trial = saved->facts.trials[0];
    out->row = 0;
    if (slash == NULL) {
        lam_format(out->signal, sizeof out->signal, "dipole/%s", name);
    } else {
        lam_format(out->signal, sizeof out->signal, "%.*s", (int)(slash - name), name);
        LAM_TRY(lam_saved_row_of(saved, trial, out->signal, slash + 1, &out->row));
    }
    return lam_saved_shape_of(saved, trial, out->signal, &out->shape);
}

bool lam_saved_column(const lam_saved *saved, const char *name, const char *unit,
                      size_t *column_out) {
    size_t n = strlen(name);
    for (size_t i = 0; i < saved->facts.n_dipoles; i++) {
        const char *rest = saved->facts.dipoles[i] + n;
        if (strncmp(saved->facts.dipoles[i], name, n) == 0 &&
            (*rest == '\0' || (*rest == '_' && strcmp(rest + 1, unit) == 0))) {
            *column_out = i;
            return true;
        }
    }
    return false;
}

static lam_status find_in_data(const lam_saved *saved, const char *name, lam_saved_row *out) {
    const char *slash = strrchr(name, '/'), *last = slash == NULL ? name : slash + 1;
    const lam_saved_facts *facts = &saved->facts;
    char column_name[LAM_SAVED_NAME];
    size_t column = 0;
    lam_format(column_name, sizeof column_name, "%s", last);
    lam_data_clean_name(column_name);
    const char *unit = strncmp(name, "meg/", 4) == 0 ? "fT" : slash == NULL ? "nAm" : "uV";
    bool found = lam_saved_column(saved, column_name, unit, &column) || facts->n_dipoles == 1 ||
                 (facts->n_dipoles > 0 && strcmp(name, "agg") == 0);
    if (!found) {
        return lam_fail(LAM_ERR_INPUT, "%s: no curve '%s' among its %zu; accepted: data of %s",
                        facts->path, column_name, facts->n_dipoles, name);
    }
    lam_format(out->signal, sizeof out->signal, "dipole/%s", facts->dipoles[column]);
    out->row = 0;
    return lam_saved_shape_of(saved, facts->trials[0], out->signal, &out->shape);
}

lam_status lam_saved_find_row(const lam_saved *saved, const char *name, lam_saved_row *row_out) {
    return saved->facts.is_results ? find_in_results(saved, name, row_out)
                                   : find_in_data(saved, name, row_out);
}
