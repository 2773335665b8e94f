/* SPDX-License-Identifier: BSD-3-Clause
 * lam_data_matrix.c - what the rows and columns of data are: times, dipoles, trials; in which
 * units.
 */
#include "saved/lam_saved_impl.h"

#include "base/lam_number_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Without units times are ms and values nAm, as in HNN's files; unless they are so small that s and
 * Am are as likely: no one samples each 0.02 ms, or draws dipoles of 1e-6 nAm. */
static const double least_step_ms = 0.02, least_nAm = 1e-6;

lam_status lam_saved_make_room(lam_saved *saved, size_t n_trials, size_t n_curves,
                               size_t n_samples) {
    saved->trials_owned = lam_alloc(n_trials, sizeof *saved->trials_owned);
    saved->dipoles_owned = lam_alloc(n_curves, sizeof *saved->dipoles_owned);
    saved->units_owned = lam_alloc(n_curves, sizeof *saved->units_owned);
    saved->time_owned = lam_alloc(n_samples, sizeof(double));
    if (saved->trials_owned == NULL || saved->dipoles_owned == NULL || saved->units_owned == NULL ||
        saved->time_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t k = 0; k < n_trials; k++) {
        saved->trials_owned[k] = k;
    }
    saved->facts.n_trials = n_trials;
    saved->facts.n_samples = n_samples;
    return LAM_OK;
}

lam_status lam_saved_make_values(lam_saved *saved, size_t n_trials, size_t n_curves,
                                 size_t n_samples) {
    LAM_TRY(lam_saved_make_room(saved, n_trials, n_curves, n_samples));
    saved->values_owned = lam_alloc(n_trials * n_curves * n_samples, sizeof(double));
    saved->step_of_trial = n_curves * n_samples;
    saved->step_of_curve = n_samples;
    saved->step_of_sample = 1;
    return saved->values_owned != NULL ? LAM_OK : LAM_ERR_MEMORY;
}

lam_status lam_saved_add_name(lam_saved *saved, const char *name, const char *unit) {
    size_t i = saved->facts.n_dipoles;
    for (size_t k = 0; k < i; k++) {
        if (strcmp(saved->dipoles_owned[k], name) == 0) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: two curves are called '%s' (of at most %d letters); accepted: a "
                            "name each",
                            saved->path_owned, name, LAM_DATA_NAME - 1);
        }
    }
    lam_format(saved->units_owned[i], LAM_SAVED_UNIT, "%s", unit);
    saved->dipoles_owned[i] = strdup(name);
    saved->facts.n_dipoles += saved->dipoles_owned[i] != NULL ? 1 : 0;
    return saved->dipoles_owned[i] != NULL ? LAM_OK : lam_fail(LAM_ERR_MEMORY, "out of memory");
}

void lam_saved_say(lam_saved *saved, const char *how) {
    const lam_saved_facts *facts = &saved->facts;
    double least = saved->values_owned[saved->first_value], most = least;
    for (size_t c = 0; c < facts->n_dipoles; c++) { /* of curves in the unit that is said */
        bool counts = strcmp(saved->units_owned[c], saved->units_owned[0]) == 0;
        for (size_t i = 0; i < facts->n_trials * facts->n_samples && counts; i++) {
            double value = saved->values_owned[lam_data_place(saved, i / facts->n_samples, c,
                                                              i % facts->n_samples)];
            least = value < least ? value : least;
            most = value > most ? value : most;
        }
    }
    lam_format(
        saved->said, sizeof saved->said,
        "%s: %zu trial%s of %zu curve%s, %zu samples from %.6g to %.6g ms at %.6g Hz, %.4g to "
        "%.4g %s%s",
        facts->path, facts->n_trials, facts->n_trials == 1 ? "" : "s", facts->n_dipoles,
        facts->n_dipoles == 1 ? "" : "s", facts->n_samples, saved->time_owned[0],
        saved->time_owned[facts->n_samples - 1], 1000 / facts->dt_ms, least, most,
        saved->units_owned[0], how);
}

/* ---- what is what ---- */

/* The matrix seen so that rows are samples. */
typedef struct view {
    const lam_data_matrix *matrix;
    bool is_turned;
    size_t n_samples, n_columns; /* without the time */
    size_t first;                /* column of values */
} view;

static double value_at(const view *v, size_t sample, size_t column) {
    return v->is_turned ? v->matrix->values[column * v->matrix->n_columns + sample]
                        : v->matrix->values[sample * v->matrix->n_columns + column];
}

static bool is_even(const view *v) {
    double first = value_at(v, 0, 0), last = value_at(v, v->n_samples - 1, 0);
    double step = (last - first) / (double)(v->n_samples - 1);
    bool is = v->n_samples > 2 && step > 0;
    for (size_t i = 0; i < v->n_samples && is; i++) {
        is = fabs(value_at(v, i, 0) - first - (double)i * step) <= 0.1 * step;
    }
    return is;
}

static lam_status look(const lam_saved *saved, const lam_data_how *how, const lam_data_matrix *m,
                       view *out) {
    view v = {m, how->trials_are_rows, how->trials_are_rows ? m->n_columns : m->n_rows, 0, 0};
    size_t n_columns = how->trials_are_rows ? m->n_rows : m->n_columns;
    bool may_have = how->rate_hz > 0 ? m->names_times : m->must_have_times || is_even(&v);
    bool has_times = n_columns > 1 && may_have; /* with a rate, too, which then says nothing */
    if (!has_times && !(how->rate_hz > 0)) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %zu x %zu numbers without times; accepted: a first column of times in "
                        "even steps, or --data rate=HZ",
                        saved->path_owned, m->n_rows, m->n_columns);
    }
    v.first = has_times ? 1 : 0;
    v.n_columns = n_columns - v.first;
    if (!has_times && v.n_columns > v.n_samples && !how->trials_are_columns &&
        !how->trials_are_rows) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %zu x %zu numbers; accepted: --data trials=rows, or trials=columns",
                        saved->path_owned, m->n_rows, m->n_columns);
    }
    *out = v;
    return LAM_OK;
}

/* Names of the curves and how many trials there are of each: columns are one or the other. */
static lam_status name_curves(const lam_saved *saved, const lam_data_how *how, const view *v,
                              size_t *n_curves_out, size_t *n_trials_out) {
    bool are_trials = how->trials_are_columns || how->trials_are_rows ||
                      (v->matrix->n_names == 0 && (v->n_columns > 3 || v->first == 0));
    if (!are_trials && v->matrix->n_names == 0 && v->n_columns == 2) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: 3 columns without a header that names them; accepted: 2 (time in ms, "
                        "dipole), 4 (and those of layers 2/3 and 5), or --data trials=columns",
                        saved->path_owned);
    }
    *n_curves_out = are_trials ? 1 : v->n_columns;
    *n_trials_out = are_trials ? v->n_columns : 1;
    return LAM_OK;
}

/* ---- units ---- */

static lam_status choose_units(const lam_saved *saved, const lam_data_how *how, const view *v,
                               double step, double most, char time_unit[LAM_SAVED_UNIT],
                               char unit[LAM_SAVED_UNIT], bool *is_said_out) {
    char other[LAM_SAVED_UNIT];
    lam_data_header_unit(v->matrix->header, true, time_unit, NULL);
    lam_data_header_unit(v->matrix->header, false, unit, other);
    if (other[0] != '\0' && how->unit[0] == '\0') {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: its header has values in %s and in %s; accepted: columns of one unit, "
                        "or --units of all",
                        saved->path_owned, unit, other);
    }
    if (how->time_unit[0] != '\0') {
        lam_format(time_unit, LAM_SAVED_UNIT, "%s", how->time_unit);
    }
    if (how->unit[0] != '\0') {
        lam_format(unit, LAM_SAVED_UNIT, "%s", how->unit);
    }
    *is_said_out = (time_unit[0] != '\0' || v->first == 0) && unit[0] != '\0';
    if (time_unit[0] == '\0' && v->first == 1 && step > 0 && step < least_step_ms) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: times in steps of %.6g, in ms or in s? accepted: --units ms,... or "
                        "s,..., or a header such as time_ms",
                        saved->path_owned, step);
    }
    if (unit[0] == '\0' && most > 0 && most < least_nAm) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: values up to %.6g, in nAm or in Am? accepted: --units ms,nAm or "
                        "ms,Am, or a header such as agg_Am",
                        saved->path_owned, most);
    }
    if (time_unit[0] == '\0') {
        memcpy(time_unit, "ms", sizeof "ms");
    }
    if (unit[0] == '\0') {
        memcpy(unit, "nAm", sizeof "nAm");
    }
    return LAM_OK;
}

/* ---- taking it ---- */

static lam_status check_values(const lam_saved *saved, const view *v, double *most_out) {
    *most_out = 0;
    for (size_t i = 0; i < v->n_samples; i++) {
        for (size_t k = 0; k < v->n_columns + v->first; k++) {
            double value = value_at(v, i, k);
            if (!isfinite(value)) {
                return lam_fail(LAM_ERR_INPUT, "%s: sample %zu is %g; accepted: finite numbers",
                                saved->path_owned, i, value);
            }
            *most_out = k >= v->first && fabs(value) > *most_out ? fabs(value) : *most_out;
        }
    }
    return LAM_OK;
}

/* Times go into a list of their own, values stay where they are. Columns are curves of a trial, or
 * trials of a curve. */
static lam_status fill(lam_saved *saved, const view *v, double step, double to_ms, double factor) {
    size_t n = v->n_samples, to_column = v->is_turned ? v->matrix->n_columns : 1;
    for (size_t i = 0; i < n; i++) {
        saved->time_owned[i] = v->first == 1 ? value_at(v, i, 0) * to_ms : (double)i * step;
    }
    for (size_t i = 0; i < v->matrix->n_rows * v->matrix->n_columns; i++) {
        saved->values_owned[i] *= factor;
    }
    saved->first_value = v->first * to_column;
    saved->step_of_trial = saved->step_of_curve = to_column;
    saved->step_of_sample = v->is_turned ? 1 : v->matrix->n_columns;
    return lam_saved_check_times(saved, &saved->facts.dt_ms);
}

lam_status lam_saved_take_matrix(lam_saved *saved, const lam_data_how *how,
                                 const lam_data_matrix *matrix) {
    static const char *const layers[] = {"agg", "L2", "L5"};
    char time_unit[LAM_SAVED_UNIT], unit[LAM_SAVED_UNIT];
    const char *stored = "", *stored_time = "";
    double most = 0, factor = 1, to_ms = 1;
    bool is_said = false;
    view v = {.matrix = NULL};
    size_t n_curves = 0, n_trials = 0;
    saved->values_owned = matrix->values;
    if (matrix->n_rows == 0 || matrix->n_columns == 0) {
        return lam_fail(LAM_ERR_INPUT, "%s: no numbers; accepted: times and values",
                        saved->path_owned);
    }
    LAM_TRY(look(saved, how, matrix, &v));
    LAM_TRY(name_curves(saved, how, &v, &n_curves, &n_trials));
    LAM_TRY(check_values(saved, &v, &most));
    double step = v.first == 0      ? 1000 / how->rate_hz
                  : v.n_samples > 1 ? value_at(&v, 1, 0) - value_at(&v, 0, 0)
                                    : 1;
    LAM_TRY(choose_units(saved, how, &v, step, most, time_unit, unit, &is_said));
    lam_data_unit(unit, &stored, &factor);
    lam_data_unit(time_unit, &stored_time, &to_ms);
    LAM_TRY(lam_saved_make_room(saved, n_trials, n_curves, v.n_samples));
    for (size_t i = 0; i < n_curves; i++) {
        bool is_named = matrix->n_names == n_curves && n_curves > 0;
        LAM_TRY(lam_saved_add_name(saved, is_named ? matrix->names[i] : layers[i % 3], stored));
    }
    LAM_TRY(fill(saved, &v, step, to_ms, factor));
    lam_saved_say(saved, is_said ? "" : " (ms and nAm as in HNN's files; --units says otherwise)");
    return LAM_OK;
}
