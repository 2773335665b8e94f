/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective_data.c - the data that an objective compares with: the mean of trials of results or
 * of a text, as they are shown. */
#include "fit/lam_objective_impl.h"

#include <stdlib.h>
#include <string.h>

/* One row of the signal, the mean of trials. `room` is as long as the row. */
static lam_status read_row(const lam_saved *saved, const lam_term *term, size_t row, double *room,
                           double *mean) {
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    bool is_dipole = strncmp(term->signal, "dipole/", 7) == 0;
    for (size_t k = 0; k < facts->n_trials; k++) {
        LAM_TRY(lam_saved_read(saved, facts->trials[k], term->signal, row, room));
        for (size_t i = 0; i < term->n_data; i++) {
            mean[i] += room[i] * (is_dipole ? facts->scale : 1) / (double)facts->n_trials;
        }
    }
    return is_dipole && facts->smooth_ms > 0
               ? lam_smooth(term->n_data, mean, facts->smooth_ms, term->data_dt_ms)
               : LAM_OK;
}

static lam_status load(const lam_saved *saved, lam_term *term) {
    lam_saved_shape shape, other;
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    LAM_TRY(lam_saved_shape_of(saved, facts->trials[0], term->signal, &shape));
    for (size_t k = 1; k < facts->n_trials; k++) {
        LAM_TRY(lam_saved_shape_of(saved, facts->trials[k], term->signal, &other));
        if (other.n_samples != shape.n_samples || other.n_rows != shape.n_rows) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: %s: trials differ in length; accepted: trials of "
                            "one length",
                            facts->path, term->signal);
        }
    }
    term->n_rows = shape.n_rows;
    term->n_data = shape.n_samples;
    term->data_dt_ms = shape.dt_ms;
    term->data = lam_alloc((shape.n_rows + 1) * shape.n_samples, sizeof *term->data);
    term->data_time_ms = lam_alloc(shape.n_samples, sizeof *term->data_time_ms);
    if (term->data == NULL || term->data_time_ms == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_saved_times(saved, &shape, term->data_time_ms);
    for (size_t row = 0; row < shape.n_rows; row++) {
        LAM_TRY(read_row(saved, term, row, term->data + shape.n_rows * shape.n_samples,
                         term->data + row * shape.n_samples));
    }
    return LAM_OK;
}

static bool needs_data(const lam_term *term) {
    return term->kind == LAM_TERM_DIPOLE_RMSE || term->kind == LAM_TERM_DIPOLE_CORRELATION ||
           term->kind == LAM_TERM_LFP_RMSE || term->kind == LAM_TERM_CSD_RMSE;
}

lam_status lam_objective_load(lam_objective *objective, const char *target, const char *units,
                              const char *data) {
    lam_saved *saved = NULL;
    lam_status status = LAM_OK;
    if (target != NULL) {
        LAM_TRY(lam_saved_open_data(target, units, data, &saved));
    }
    for (size_t i = 0; i < objective->n_terms && status == LAM_OK; i++) {
        lam_term *term = &objective->terms[i];
        if (needs_data(term) && target == NULL) {
            status = lam_fail(LAM_ERR_INPUT,
                              "%s: objective: \"%s\" has no data; accepted: "
                              "--target FILE",
                              objective->path, lam_term_names[term->kind]);
        } else if (needs_data(term)) {
            status = load(saved, term);
        }
    }
    lam_saved_close(saved);
    return status;
}
