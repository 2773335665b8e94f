/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective_data.c - the data that an objective compares with: the mean of trials of results or
 * of a file of data, as they are shown. */
#include "fit/lam_objective_impl.h"

#include "saved/lam_saved_impl.h"

#include <stdlib.h>
#include <string.h>

/* ---- rows ---- */

/* A channel of data by the name of a sensor. The only one is that of the only sensor. */
static lam_status find_channel(const lam_objective *objective, const lam_term *term,
                               const lam_saved *saved, const char *name, size_t *column_out) {
    lam_term_place place;
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    if (lam_saved_column(saved, name, lam_term_kinds[term->kind].unit, column_out)) {
        return LAM_OK;
    }
    *column_out = 0;
    if (facts->n_dipoles == 1 && term->n_rows == 1) {
        return LAM_OK;
    }
    lam_term_find(objective, term, &place);
    lam_json at = lam_term_key(&place, "channels");
    return lam_json_find(&at, "channel of the target", name, facts->dipoles, facts->n_dipoles,
                         sizeof *facts->dipoles, column_out);
}

/* Where a row of a term is in the data. */
static lam_status find_source(const lam_objective *objective, const lam_term *term,
                              const lam_model *model, const lam_saved *saved, size_t row,
                              lam_saved_row *out) {
    size_t column = row;
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    const lam_sensor_set *set = model == NULL ? NULL : lam_term_sensors(model, term);
    bool is_dipole = strncmp(term->signal, "dipole/", 7) == 0;
    lam_format(out->signal, sizeof out->signal, "%s", term->signal);
    out->row = term->rows != NULL ? term->rows[row] : row;
    if (!facts->is_results && !is_dipole) {
        if (set != NULL) {
            char name[LAM_OBJECTIVE_NAME];
            lam_term_channel(set, term->rows[row], name);
            lam_data_clean_name(name);
            LAM_TRY(find_channel(objective, term, saved, name, &column));
        }
        lam_format(out->signal, sizeof out->signal, "dipole/%s", facts->dipoles[column]);
        out->row = 0;
    }
    return lam_saved_shape_of(saved, facts->trials[0], out->signal, &out->shape);
}

/* How many rows there have to be in results: those of the model; in data a curve each. */
static lam_status check_rows(const lam_objective *objective, const lam_term *term,
                             const lam_saved_facts *facts, size_t n_there) {
    size_t n = facts->is_results || term->rows == NULL ? n_there : term->n_given;
    return n == term->n_given || term->n_given == 0
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "%s: objective: %s has %zu rows in the network, %zu in %s; accepted: as "
                          "many",
                          objective->path, term->signal, term->n_given, n, facts->path);
}

/* ---- a term ---- */

/* Of data the unit is known, of results it is that of the kind. */
static lam_status check_unit(const lam_saved_facts *facts, const lam_term *term,
                             const lam_saved_row *from) {
    const char *unit = lam_term_kinds[term->kind].unit;
    bool is_dipole = strncmp(term->signal, "dipole/", 7) == 0;
    return facts->is_results || is_dipole || strcmp(from->shape.unit, unit) == 0
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT, "%s: %s is in %s; accepted for %s: %s (--units ms,%s)",
                          facts->path, from->signal + 7, from->shape.unit, term->signal, unit,
                          unit);
}

static lam_status load(const lam_objective *objective, const lam_saved *saved,
                       const lam_model *model, lam_term *term) {
    lam_saved_row from;
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    bool has_curves = !facts->is_results && strncmp(term->signal, "dipole/", 7) != 0;
    LAM_TRY(has_curves ? check_rows(objective, term, facts, facts->n_dipoles) : LAM_OK);
    LAM_TRY(find_source(objective, term, model, saved, 0, &from));
    LAM_TRY(has_curves ? LAM_OK : check_rows(objective, term, facts, from.shape.n_rows));
    if (term->rows == NULL) {
        term->n_rows = has_curves ? facts->n_dipoles : from.shape.n_rows;
    }
    term->n_data = from.shape.n_samples;
    term->data_dt_ms = from.shape.dt_ms;
    term->data = lam_alloc(term->n_rows * term->n_data, sizeof *term->data);
    term->data_time_ms = lam_alloc(term->n_data, sizeof *term->data_time_ms);
    if (term->data == NULL || term->data_time_ms == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_saved_times(saved, &from.shape, term->data_time_ms);
    for (size_t row = 0; row < term->n_rows; row++) {
        LAM_TRY(find_source(objective, term, model, saved, row, &from));
        LAM_TRY(check_unit(facts, term, &from));
        LAM_TRY(lam_saved_mean(saved, &from, term->data + row * term->n_data));
    }
    return LAM_OK;
}

lam_status lam_objective_load(lam_objective *objective, const lam_model *model, const char *target,
                              const char *units, const char *data) {
    lam_saved *saved = NULL;
    lam_status status = LAM_OK;
    if (target != NULL) {
        LAM_TRY(lam_saved_open_data(target, units, data, &saved));
    }
    for (size_t i = 0; i < objective->n_terms && status == LAM_OK; i++) {
        lam_term *term = &objective->terms[i];
        bool needs_data = lam_term_kinds[term->kind].unit != NULL;
        if (needs_data && target == NULL) {
            status = lam_fail(LAM_ERR_INPUT,
                              "%s: objective: \"%s\" has no data; accepted: "
                              "--target FILE",
                              objective->path, lam_term_kinds[term->kind].name);
        } else if (needs_data) {
            status = load(objective, saved, model, term);
        }
    }
    lam_saved_close(saved);
    return status;
}
