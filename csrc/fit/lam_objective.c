/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective.c - how far a model is from data: the value and the residuals of each term. */
#include "fit/lam_objective_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

lam_status lam_objective_open(const char *spec, const lam_network *network, const char *target,
                              const char *units, const char *data, lam_objective **objective_out) {
    lam_objective *objective = lam_alloc(1, sizeof *objective);
    if (objective == NULL) {
        return LAM_ERR_MEMORY;
    }
    const lam_model *model = network == NULL ? NULL : lam_network_model(network);
    objective->path = strdup(spec);
    lam_status status = objective->path == NULL ? lam_fail(LAM_ERR_MEMORY, "out of memory: fit")
                                                : lam_objective_read(objective);
    if (status == LAM_OK && model != NULL) {
        status = lam_objective_match(objective, model);
    }
    status = status == LAM_OK ? lam_objective_load(objective, model, target, units, data) : status;
    if (status != LAM_OK) {
        lam_objective_close(objective);
        return status;
    }
    *objective_out = objective;
    return LAM_OK;
}

static void free_term(lam_term *term) {
    free(term->bands);
    free(term->rows);
    free(term->data);
    free(term->data_time_ms);
    free(term->points);
    free(term->onsets);
    free(term->weights);
    free(term->values);
}

void lam_objective_close(lam_objective *objective) {
    if (objective == NULL) {
        return;
    }
    for (size_t i = 0; i < objective->n_terms; i++) {
        free_term(&objective->terms[i]);
    }
    lam_json_close(&objective->document);
    free(objective->terms);
    free(objective->onsets);
    free(objective->stage);
    free(objective->time_ms);
    free(objective->curves);
    free(objective->path);
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

bool lam_objective_has_squares(const lam_objective *objective) {
    bool has_squares = true;
    for (size_t i = 0; i < objective->n_terms; i++) {
        has_squares = has_squares && lam_term_has_residuals(&objective->terms[i]);
    }
    return has_squares;
}

/* ---- a term ---- */

lam_status lam_objective_common(const lam_objective *objective, const lam_term *term, size_t row,
                                const double *values, lam_stretch *stretch_out,
                                double **model_out) {
    lam_curve model = {objective->n_samples, objective->time_ms,
                       values + row * objective->n_samples};
    lam_curve data = {term->n_data, term->data_time_ms, term->data + row * term->n_data};
    return lam_curves_common(&model, &data, term->from_ms, term->to_ms, term->weights, stretch_out,
                             model_out);
}

/* Residuals whose squares' sum is the weighted mean square of the difference. Returns that sum. */
static double differences(size_t n, const double *model, const double *data, const double *weights,
                          size_t n_rows, double *residuals) {
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        sum += weights[i];
    }
    double factor = 1 / sqrt(sum * (double)n_rows);
    for (size_t i = 0; i < n; i++) {
        residuals[i] = (model[i] - data[i]) * (sqrt(weights[i]) * factor);
        squares += residuals[i] * residuals[i];
    }
    return squares;
}

/* A curve times its weights, less its mean, of length 1; false: it does not vary. */
static bool normalise(size_t n, double *curve, const double *weights) {
    double mean = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        curve[i] *= weights[i];
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
static double directions(size_t n, double *model, double *data, const double *weights,
                         double *residuals) {
    double sum = 0;
    if (!normalise(n, model, weights) || !normalise(n, data, weights)) {
        return NAN;
    }
    for (size_t i = 0; i < n; i++) {
        residuals[i] = (model[i] - data[i]) / sqrt(2);
        sum += residuals[i] * residuals[i];
    }
    return sum;
}

/* The samples of all rows, one after the other: of the model, the data, the weights. */
static lam_status gather(const lam_objective *objective, const lam_term *term, double *all) {
    for (size_t row = 0; row < term->n_rows; row++) {
        lam_stretch stretch;
        double *both;
        LAM_TRY(lam_objective_common(objective, term, row, term->values, &stretch, &both));
        size_t n = stretch.n;
        for (size_t k = 0; k < 3; k++) {
            memcpy(all + k * term->n_residuals + row * n, both + k * n, n * sizeof *both);
        }
        free(both);
    }
    return LAM_OK;
}

/* The squares' sum of a term that compares curves. Those of several rows have one correlation. */
static lam_status compare(const lam_objective *objective, const lam_term *term, double *residuals,
                          double *squares_out) {
    size_t n_all = term->n_residuals, n = n_all / term->n_rows;
    double *model = lam_alloc(3 * n_all, sizeof *model), sum = 0;
    if (model == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *data = model + n_all, *weights = data + n_all;
    lam_status status = gather(objective, term, model);
    bool is_correlation = lam_term_kinds[term->kind].is_correlation;
    if (status == LAM_OK && is_correlation) {
        sum = directions(n_all, model, data, weights, residuals);
    }
    for (size_t at = 0; at < n_all && status == LAM_OK && !is_correlation; at += n) {
        sum += differences(n, model + at, data + at, weights + at, term->n_rows, residuals + at);
    }
    free(model);
    *squares_out = sum;
    return status;
}

/* The share of each band in all power, [n_bands], its ends included, as HNN-core has them. */
static lam_status shares_of(const lam_objective *objective, const lam_term *term,
                            double *shares_out) {
    size_t first, n;
    lam_psd_options how = {.taper = LAM_TAPER_HAMMING};
    LAM_TRY(lam_signal_window(objective->n_samples, objective->time_ms, term->from_ms, term->to_ms,
                              &first, &n));
    size_t n_freq = lam_psd_size(n, &how);
    double *freq_hz = lam_alloc(2 * n_freq, sizeof *freq_hz), power;
    if (freq_hz == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status =
        lam_psd(n, term->values + first, objective->dt_ms, &how, freq_hz, freq_hz + n_freq);
    double end = 4e-8 * (freq_hz[n_freq - 1] - freq_hz[0]) / (double)n_freq; /* is in the band */
    for (size_t i = 0; i < term->n_bands && status == LAM_OK; i++) {
        const lam_term_band *band = &term->bands[i];
        status = lam_band_power(n_freq, freq_hz, freq_hz + n_freq, band->low_hz,
                                band->high_hz + end, &power, &shares_out[i]);
    }
    free(freq_hz);
    return status;
}

/* Of BAND_POWER less the weighted sum of the bands' shares, which is what HNN-core's maximize_psd
 * makes least; of BAND_RATIO residuals: how far the bands' parts of their own sum are from those of
 * the weights. */
static lam_status power(const lam_objective *objective, const lam_term *term, double *residuals,
                        double *value_out, double *squares_out) {
    double *shares = lam_alloc(term->n_bands, sizeof *shares), sum = 0, all = 0, wanted = 0;
    if (shares == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = shares_of(objective, term, shares);
    for (size_t i = 0; i < term->n_bands && status == LAM_OK; i++) {
        sum += term->bands[i].weight * shares[i];
        all += shares[i];
        wanted += term->bands[i].weight;
    }
    *value_out = -sum;
    if (term->kind == LAM_TERM_BAND_RATIO) {
        *squares_out = 0;
        for (size_t i = 0; i < term->n_bands && status == LAM_OK; i++) {
            residuals[i] = shares[i] / all - term->bands[i].weight / wanted;
            *squares_out += residuals[i] * residuals[i];
        }
        *value_out = sqrt(*squares_out);
    }
    free(shares);
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
    case LAM_TERM_BAND_RATIO:
        return power(objective, term, residuals, value_out, squares_out);
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
        *value_out = lam_term_kinds[term->kind].is_correlation ? *squares_out : sqrt(*squares_out);
        return LAM_OK;
    }
}

/* ---- all terms ---- */

static bool varies(size_t n, const double *data) {
    bool does = false;
    for (size_t i = 1; i < n; i++) {
        does = does || data[i] < data[0] || data[i] > data[0];
    }
    return does;
}

/* What is wrong with a term is said with the file of the objective. */
static lam_status name_file(const lam_objective *objective, lam_status status) {
    char reason[256];
    if (status != LAM_ERR_INPUT) {
        return status;
    }
    lam_format(reason, sizeof reason, "%s", lam_error());
    return lam_fail(status, "%s: objective: %s", objective->path, reason);
}

/* Data of n samples in each row, some of which vary, and weights that are not all 0. */
static lam_status check_curves(const lam_objective *objective, const lam_term *term,
                               size_t *n_out) {
    double *zeros = lam_alloc(term->n_rows * objective->n_samples, sizeof *zeros), *model;
    double value = 0, weight = 0;
    bool is_varied = false;
    lam_stretch stretch = {.n = 0};
    lam_status status = zeros == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t row = 0; row < term->n_rows && status == LAM_OK; row++) {
        status = lam_objective_common(objective, term, row, zeros, &stretch, &model);
        if (status == LAM_OK) {
            *n_out = stretch.n;
            is_varied = is_varied || varies(*n_out, model + *n_out);
            value = model[*n_out];
            for (size_t i = 0; i < *n_out; i++) {
                weight += model[2 * *n_out + i];
            }
            free(model);
        }
    }
    free(zeros);
    LAM_TRY(name_file(objective, status));
    if (!is_varied) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: objective: the data of %s are %g at every time that "
                        "is compared; accepted: data that vary",
                        objective->path, term->signal, value);
    }
    return weight > 0 ? LAM_OK
                      : lam_fail(LAM_ERR_INPUT,
                                 "%s: objective: the weights of %s are 0 at every time that is "
                                 "compared; accepted: some above 0",
                                 objective->path, term->signal);
}

/* Whether each band has a frequency in whole runs. */
static lam_status check_bands(const lam_objective *objective, lam_term *term) {
    double *shares = lam_alloc(term->n_bands, sizeof *shares);
    double *silence = lam_alloc(objective->n_samples, sizeof *silence);
    lam_status status = shares == NULL || silence == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK) {
        term->values = silence;
        status = shares_of(objective, term, shares);
        term->values = NULL;
    }
    free(shares);
    free(silence);
    return name_file(objective, status);
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
    size_t n = 0;
    LAM_TRY(lam_term_weigh(objective, term));
    LAM_TRY(check_curves(objective, term, &n));
    term->n_residuals = term->n_rows * n;
    return LAM_OK;
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
    objective->whole_ms = fmax(objective->whole_ms, time_ms[n_samples - 1]);
    objective->with_squares = with_squares;
    for (size_t i = 0; i < objective->n_terms; i++) {
        lam_term *term = &objective->terms[i];
        free(term->values);
        term->values = NULL;
        term->n_values = 0;
        if (with_squares && !lam_term_has_residuals(term)) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: objective: \"%s\" is no sum of squares; accepted: "
                            "another solver than least_squares and kriging",
                            objective->path, lam_term_kinds[term->kind].name);
        }
        term->n_residuals = term->kind == LAM_TERM_BAND_RATIO ? term->n_bands : 1;
        LAM_TRY(term->n_data > 0 ? prepare_curves(objective, term) : LAM_OK);
        bool is_whole = time_ms[n_samples - 1] >= objective->whole_ms;
        LAM_TRY(term->n_bands > 0 && is_whole ? check_bands(objective, term) : LAM_OK);
    }
    return LAM_OK;
}

lam_status lam_objective_fits(lam_objective *objective, size_t n_samples, double dt_ms,
                              bool *fits_out) {
    lam_status status = lam_objective_prepare(objective, n_samples, dt_ms, false);
    for (size_t i = 0; i < objective->n_terms && status == LAM_OK; i++) {
        lam_term *term = &objective->terms[i];
        status = term->n_bands > 0 ? check_bands(objective, term) : LAM_OK;
    }
    *fits_out = status == LAM_OK;
    return status == LAM_ERR_INPUT ? LAM_OK : status;
}

size_t lam_objective_n_residuals(const lam_objective *objective) {
    size_t n = 0;
    for (size_t i = 0; i < objective->n_terms; i++) {
        n += objective->terms[i].n_residuals;
    }
    return objective->with_squares ? n : 0;
}

/* Parts of a ratio are curves of one sample. */
static size_t n_curves_of(const lam_term *term) {
    return term->kind == LAM_TERM_BAND_RATIO ? term->n_bands : term->n_rows > 0 ? term->n_rows : 1;
}

lam_status lam_objective_curves(lam_objective *objective, size_t *n_out,
                                const size_t **curves_out) {
    size_t n_all = 0, n = 0;
    for (size_t i = 0; i < objective->n_terms; i++) {
        n_all += n_curves_of(&objective->terms[i]);
    }
    size_t *curves = lam_alloc(n_all, sizeof *curves);
    if (curves == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < objective->n_terms && objective->with_squares; i++) {
        const lam_term *term = &objective->terms[i];
        for (size_t k = 0; k < n_curves_of(term); k++) {
            curves[n++] = term->n_residuals / n_curves_of(term);
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
    size_t n_rows = term->n_rows > 0 ? term->n_rows : 1, n_samples = objective->n_samples;
    size_t n = is_number ? 1 : (term->n_given > 0 ? term->n_given : n_rows) * n_samples;
    if (n_values != n) {
        return lam_fail(LAM_ERR_INPUT, "%s: objective: %s has %zu values; accepted: %zu",
                        objective->path, term->signal, n_values, n);
    }
    size_t n_kept = is_number ? 1 : n_rows * n_samples;
    double *kept = lam_alloc(n_kept, sizeof *kept);
    if (kept == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t row = 0; row < n_kept / n_samples && term->rows != NULL; row++) {
        memcpy(kept + row * n_samples, values + term->rows[row] * n_samples,
               n_samples * sizeof *kept);
    }
    if (term->rows == NULL) {
        memcpy(kept, values, n_kept * sizeof *kept);
    }
    free(term->values);
    term->values = kept;
    term->n_values = n_kept;
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
