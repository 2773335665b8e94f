/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective.c - how far a model is from data: the value and the residuals of each term. */
#include "fit/lam_objective_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

lam_status lam_objective_open(const char *spec, const char *target, const char *units,
                              const char *data, lam_objective **objective_out) {
    lam_objective *objective = lam_alloc(1, sizeof *objective);
    if (objective == NULL) {
        return LAM_ERR_MEMORY;
    }
    objective->path = strdup(spec);
    lam_status status = objective->path == NULL ? lam_fail(LAM_ERR_MEMORY, "out of memory: fit")
                                                : lam_objective_read(spec, objective);
    status = status == LAM_OK ? lam_objective_load(objective, target, units, data) : status;
    if (status != LAM_OK) {
        lam_objective_close(objective);
        return status;
    }
    *objective_out = objective;
    return LAM_OK;
}

void lam_objective_close(lam_objective *objective) {
    for (size_t i = 0; objective != NULL && i < objective->n_terms; i++) {
        free(objective->terms[i].bands);
        free(objective->terms[i].data);
        free(objective->terms[i].data_time_ms);
        free(objective->terms[i].values);
    }
    if (objective != NULL) {
        free(objective->terms);
        free(objective->time_ms);
        free(objective->curves);
        free(objective->path);
    }
    free(objective);
}

size_t lam_objective_n_signals(const lam_objective *objective) {
    return objective->n_terms;
}

const char *lam_objective_signal(const lam_objective *objective, size_t i) {
    return objective->terms[i].signal;
}

bool lam_term_has_residuals(const lam_term *term) {
    return term->kind != LAM_TERM_BAND_POWER && term->kind != LAM_TERM_HOC;
}

/* ---- a term ---- */

lam_status lam_objective_common(const lam_objective *objective, const lam_term *term, size_t row,
                                const double *values, size_t *n_out, double **model_out) {
    lam_curve model = {objective->n_samples, objective->time_ms,
                       values + row * objective->n_samples};
    lam_curve data = {term->n_data, term->data_time_ms, term->data + row * term->n_data};
    return lam_curves_common(&model, &data, term->from_ms, term->to_ms, n_out, model_out);
}

/* Residuals whose squares' sum is the mean square of the difference. Returns that sum. */
static double differences(size_t n, const double *model, size_t n_rows, double *residuals) {
    double sum = 0, factor = 1 / sqrt((double)(n * n_rows));
    for (size_t i = 0; i < n; i++) {
        residuals[i] = (model[i] - model[n + i]) * factor;
        sum += residuals[i] * residuals[i];
    }
    return sum;
}

/* A curve less its mean, of length 1; false: it does not vary. */
static bool normalise(size_t n, double *curve) {
    double mean = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        mean += curve[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        curve[i] -= mean;
        sum += curve[i] * curve[i];
    }
    for (size_t i = 0; i < n && sum > 0; i++) {
        curve[i] /= sqrt(sum);
    }
    return sum > 0;
}

/* Curves of length 1 are apart by sqrt(2 (1 - correlation)): the squares' sum is 1 - correlation.
 * NAN: the model does not vary. */
static double directions(size_t n, double *model, double *residuals) {
    double sum = 0;
    if (!normalise(n, model) || !normalise(n, model + n)) {
        return NAN;
    }
    for (size_t i = 0; i < n; i++) {
        residuals[i] = (model[i] - model[n + i]) / sqrt(2);
        sum += residuals[i] * residuals[i];
    }
    return sum;
}

/* The squares' sum of a term that compares curves. */
static lam_status compare(const lam_objective *objective, const lam_term *term, double *residuals,
                          double *squares_out) {
    double sum = 0;
    size_t n = 0;
    for (size_t row = 0; row < term->n_rows; row++) {
        double *model;
        LAM_TRY(lam_objective_common(objective, term, row, term->values, &n, &model));
        sum += term->kind == LAM_TERM_DIPOLE_CORRELATION
                   ? directions(n, model, residuals + row * n)
                   : differences(n, model, term->n_rows, residuals + row * n);
        free(model);
    }
    *squares_out = sum;
    return LAM_OK;
}

/* Less the weighted mean share of the bands, as HNN-core's maximize_psd has it. */
static lam_status power(const lam_objective *objective, const lam_term *term, double *value_out) {
    size_t first, n;
    lam_psd_options how = {.taper = LAM_TAPER_HAMMING};
    LAM_TRY(lam_signal_window(objective->n_samples, objective->time_ms, term->from_ms, term->to_ms,
                              &first, &n));
    size_t n_freq = lam_psd_size(n, &how);
    double *freq_hz = lam_alloc(2 * n_freq, sizeof *freq_hz), all, share, sum = 0;
    if (freq_hz == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status =
        lam_psd(n, term->values + first, objective->dt_ms, &how, freq_hz, freq_hz + n_freq);
    for (size_t i = 0; i < term->n_bands && status == LAM_OK; i++) {
        status = lam_band_power(n_freq, freq_hz, freq_hz + n_freq, term->bands[i].low_hz,
                                term->bands[i].high_hz, &all, &share);
        sum += term->bands[i].weight * share;
    }
    free(freq_hz);
    *value_out = -sum;
    return status;
}

/* What has not been given is not. */
static bool is_finite(const lam_term *term) {
    if (term->n_values == 0) {
        return false;
    }
    for (size_t i = 0; i < term->n_values; i++) {
        if (!isfinite(term->values[i])) {
            return false;
        }
    }
    return true;
}

/* Its value; of those with residuals also these. */
static lam_status value_of(const lam_objective *objective, const lam_term *term, double *residuals,
                           double *value_out, double *squares_out) {
    *value_out = *squares_out = NAN;
    if (!is_finite(term)) {
        return LAM_OK;
    }
    switch (term->kind) {
    case LAM_TERM_BAND_POWER:
        return power(objective, term, value_out);
    case LAM_TERM_HOC:
        *value_out = term->values[0];
        return LAM_OK;
    case LAM_TERM_RATES:
        residuals[0] = term->values[0] - term->hz;
        *squares_out = residuals[0] * residuals[0];
        *value_out = fabs(residuals[0]);
        return LAM_OK;
    default:
        LAM_TRY(compare(objective, term, residuals, squares_out));
        *value_out = term->kind == LAM_TERM_DIPOLE_CORRELATION ? *squares_out : sqrt(*squares_out);
        return LAM_OK;
    }
}

/* ---- all terms ---- */

static lam_status check_variance(const lam_objective *objective, const lam_term *term,
                                 const double *data, size_t n) {
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        least = fmin(least, data[i]);
        most = fmax(most, data[i]);
    }
    return least < most ? LAM_OK
                        : lam_fail(LAM_ERR_INPUT,
                                   "%s: objective: the data of %s are %g at every time that "
                                   "is compared; accepted: data that vary",
                                   objective->path, term->signal, least);
}

/* How many residuals curves have, and whether their data will do. */
static lam_status prepare_curves(const lam_objective *objective, lam_term *term) {
    double end = term->data_time_ms[term->n_data - 1];
    double last = objective->time_ms[objective->n_samples - 1];
    if (isnan(term->to_ms) && end < last - term->data_dt_ms) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: objective: the data of %s end at %g ms, the model at "
                        "%g ms; accepted: data as long, or \"to_ms\"",
                        objective->path, term->signal, end, last);
    }
    double *zeros = lam_alloc(term->n_rows * objective->n_samples, sizeof *zeros), *model;
    lam_status status = zeros == NULL ? LAM_ERR_MEMORY : LAM_OK;
    size_t n = 0;
    for (size_t row = 0; row < term->n_rows && status == LAM_OK; row++) {
        status = lam_objective_common(objective, term, row, zeros, &n, &model);
        if (status == LAM_OK) {
            status = row == 0 ? check_variance(objective, term, model + n, n) : LAM_OK;
            free(model);
        }
    }
    free(zeros);
    term->n_residuals = term->n_rows * n;
    return status;
}

lam_status lam_objective_prepare(lam_objective *objective, size_t n_samples, double dt_ms,
                                 bool with_squares) {
    double *time_ms = lam_alloc(n_samples, sizeof *time_ms);
    if (time_ms == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n_samples; i++) {
        time_ms[i] = (double)i * dt_ms;
    }
    free(objective->time_ms);
    objective->time_ms = time_ms;
    objective->n_samples = n_samples;
    objective->dt_ms = dt_ms;
    objective->with_squares = with_squares;
    for (size_t i = 0; i < objective->n_terms; i++) {
        lam_term *term = &objective->terms[i];
        free(term->values);
        term->values = NULL;
        term->n_values = 0;
        if (with_squares && !lam_term_has_residuals(term)) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: objective: \"%s\" is no sum of squares; accepted: "
                            "another solver than least_squares",
                            objective->path, lam_term_names[term->kind]);
        }
        term->n_residuals = 1;
        LAM_TRY(term->n_data > 0 ? prepare_curves(objective, term) : LAM_OK);
    }
    return LAM_OK;
}

size_t lam_objective_n_residuals(const lam_objective *objective) {
    size_t n = 0;
    for (size_t i = 0; i < objective->n_terms; i++) {
        n += objective->terms[i].n_residuals;
    }
    return objective->with_squares ? n : 0;
}

lam_status lam_objective_curves(lam_objective *objective, size_t *n_out,
                                const size_t **curves_out) {
    size_t n_rows = 0, n = 0;
    for (size_t i = 0; i < objective->n_terms; i++) {
        n_rows += objective->terms[i].n_rows > 0 ? objective->terms[i].n_rows : 1;
    }
    size_t *curves = lam_alloc(n_rows, sizeof *curves);
    if (curves == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < objective->n_terms && objective->with_squares; i++) {
        const lam_term *term = &objective->terms[i];
        size_t rows = term->n_rows > 0 ? term->n_rows : 1;
        for (size_t k = 0; k < rows; k++) {
            curves[n++] = term->n_residuals / rows;
        }
    }
    free(objective->curves);
    *curves_out = objective->curves = curves;
    *n_out = n;
    return LAM_OK;
}

lam_status lam_objective_give(lam_objective *objective, size_t i, size_t n_values,
                              const double *values) {
    lam_term *term = &objective->terms[i];
    bool is_number = term->kind == LAM_TERM_RATES || term->kind == LAM_TERM_HOC;
    size_t n_rows = term->n_rows > 0 ? term->n_rows : 1;
    size_t n = is_number ? 1 : n_rows * objective->n_samples;
    if (n_values != n) {
        return lam_fail(LAM_ERR_INPUT, "%s: objective: %s has %zu values; accepted: %zu",
                        objective->path, term->signal, n_values, n);
    }
    double *kept = lam_alloc(n, sizeof *kept);
    if (kept == NULL) {
        return LAM_ERR_MEMORY;
    }
    memcpy(kept, values, n * sizeof *kept);
    free(term->values);
    term->values = kept;
    term->n_values = n;
    return LAM_OK;
}

lam_status lam_objective_value(const lam_objective *objective, double *value_out,
                               double *residuals_out) {
    size_t n_room = 0, done = 0;
    for (size_t i = 0; i < objective->n_terms; i++) {
        n_room += objective->terms[i].n_residuals;
    }
    double sum = 0, *room = lam_alloc(n_room, sizeof *room);
    lam_status status = room == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t i = 0; i < objective->n_terms && status == LAM_OK; i++) {
        const lam_term *term = &objective->terms[i];
        double value, squares;
        status = value_of(objective, term, room + done, &value, &squares);
        sum += term->weight * (objective->with_squares ? squares : value);
        for (size_t k = 0; k < term->n_residuals; k++) {
            room[done++] *= sqrt(term->weight);
        }
    }
    if (status == LAM_OK) {
        *value_out = objective->with_squares ? sqrt(sum) : sum;
    }
    if (status == LAM_OK && residuals_out != NULL) {
        memcpy(residuals_out, room, n_room * sizeof *room);
    }
    free(room);
    return status;
}

uint64_t lam_objective_sum(const lam_objective *objective, uint64_t sum) {
    for (size_t i = 0; i < objective->n_terms; i++) {
        const lam_term *term = &objective->terms[i];
        if (term->n_data > 0) {
            sum = lam_history_sum(sum, term->n_rows * term->n_data * sizeof(double), term->data);
        }
    }
    return sum;
}
