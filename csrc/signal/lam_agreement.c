/* SPDX-License-Identifier: BSD-3-Clause
 * lam_agreement.c - how well a model's curve agrees with data. */
#include "signal/lam_signal_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The first of the samples nearest to a time. */
static size_t nearest(const lam_curve *curve, double time_ms) {
    size_t best = 0;
    for (size_t i = 1; i < curve->n; i++) {
        best = fabs(curve->time_ms[i] - time_ms) < fabs(curve->time_ms[best] - time_ms) ? i : best;
    }
    return best;
}

static lam_status check(const char *what, const lam_curve *curve) {
    size_t first, n;
    LAM_TRY(lam_signal_check(what, curve->n, curve->values, 2));
    return lam_signal_window(curve->n, curve->time_ms, NAN, NAN, &first, &n);
}

static double correlation(size_t n, const double *w, const double *a, const double *b) {
    double mean_a = 0, mean_b = 0, aa = 0, bb = 0, ab = 0;
    for (size_t i = 0; i < n; i++) {
        mean_a += w[i] * a[i] / (double)n;
        mean_b += w[i] * b[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double from_a = w[i] * a[i] - mean_a, from_b = w[i] * b[i] - mean_b;
        aa += from_a * from_a;
        bb += from_b * from_b;
        ab += from_a * from_b;
    }
    double r = ab / sqrt(aa) / sqrt(bb); /* rounding may take it past 1 */
    return aa > 0 && bb > 0 ? fmax(-1, fmin(1, r)) : (double)NAN;
}

/* The samples of both, and the weights, at the steps of the curve that has fewer. */
typedef struct common {
    size_t n;
    double *model, *data, *weights;
} common;

/* Those of as many steps already are as they are, to the last bit. */
static lam_status take(size_t n, const double *values, size_t n_out, double *values_out) {
    if (n != n_out) {
        return lam_signal_resample(n, values, n_out, values_out);
    }
    memcpy(values_out, values, n * sizeof *values);
    return LAM_OK;
}

static lam_status fill(const lam_curve *model, size_t n_model, const lam_curve *data, size_t n_data,
                       const double *weights, common *out) {
    LAM_TRY(take(n_model, model->values, out->n, out->model));
    LAM_TRY(take(n_data, data->values, out->n, out->data));
    if (weights != NULL) {
        LAM_TRY(take(n_model, weights, out->n, out->weights));
    }
    for (size_t i = 0; i < out->n; i++) {
        double w = weights == NULL ? 1 : out->weights[i];
        out->weights[i] = n_model > out->n && w < 1e-4 ? 0 : w;
    }
    return LAM_OK;
}

static lam_status agree(const common *both, lam_agreement *agreement_out) {
    double sum = 0, squares = 0;
    for (size_t i = 0; i < both->n; i++) {
        double apart = both->model[i] - both->data[i];
        sum += both->weights[i];
        squares += both->weights[i] * apart * apart;
    }
    if (!(sum > 0)) {
        return lam_fail(LAM_ERR_INPUT, "rmse: the weights' sum is %g; accepted: above 0", sum);
    }
    agreement_out->rmse = sqrt(squares / sum);
    agreement_out->correlation = correlation(both->n, both->weights, both->model, both->data);
    return LAM_OK;
}

/* The samples that are compared: *both_out, whose first list is the caller's to free. */
static lam_status find_common(const lam_curve *model, const lam_curve *data, double from_ms,
                              double to_ms, const double *weights, common *both_out,
                              lam_agreement *agreement_out) {
    LAM_TRY(check("rmse, model", model));
    LAM_TRY(check("rmse, data", data));
    if (weights != NULL) {
        LAM_TRY(lam_signal_check("rmse, weights", model->n, weights, 2));
    }
    double from = fmax(fmax(model->time_ms[0], data->time_ms[0]), from_ms); /* of NAN the other */
    double to = fmin(fmin(model->time_ms[model->n - 1], data->time_ms[data->n - 1]), to_ms);
    size_t model_first = nearest(model, from), model_end = nearest(model, to);
    size_t data_first = nearest(data, from), data_end = nearest(data, to);
    if (from >= to || model_first >= model_end || data_first >= data_end) {
        return lam_fail(LAM_ERR_INPUT,
                        "rmse: nothing in common from %g to %g ms; accepted: a window in which "
                        "both have samples: the model has %g to %g ms, the data %g to %g ms",
                        from, to, model->time_ms[0], model->time_ms[model->n - 1], data->time_ms[0],
                        data->time_ms[data->n - 1]);
    }
    size_t n_model = model_end - model_first, n_data = data_end - data_first;
    common both = {.n = n_model < n_data ? n_model : n_data};
    both.model = lam_alloc(3 * both.n, sizeof *both.model);
    if (both.model == NULL) {
        return LAM_ERR_MEMORY;
    }
    both.data = both.model + both.n;
    both.weights = both.data + both.n;
    lam_curve model_part = {n_model, model->time_ms + model_first, model->values + model_first};
    lam_curve data_part = {n_data, data->time_ms + data_first, data->values + data_first};
    lam_status status = fill(&model_part, n_model, &data_part, n_data,
                             weights == NULL ? NULL : weights + model_first, &both);
    if (status != LAM_OK) {
        free(both.model);
        return status;
    }
    *both_out = both;
    *agreement_out = (lam_agreement){.from_ms = from, .to_ms = to, .n = both.n};
    return LAM_OK;
}

lam_status lam_curves_compare(const lam_curve *model, const lam_curve *data, double from_ms,
                              double to_ms, const double *weights, lam_agreement *agreement_out) {
    common both;
    lam_agreement agreement;
    LAM_TRY(find_common(model, data, from_ms, to_ms, weights, &both, &agreement));
    lam_status status = agree(&both, &agreement);
    free(both.model);
    if (status == LAM_OK) {
        *agreement_out = agreement;
    }
    return status;
}

lam_status lam_curves_common(const lam_curve *model, const lam_curve *data, double from_ms,
                             double to_ms, const double *weights, lam_stretch *stretch_out,
                             double **common_out) {
    common both;
    lam_agreement agreement;
    LAM_TRY(find_common(model, data, from_ms, to_ms, weights, &both, &agreement));
    double length_ms = agreement.to_ms - agreement.from_ms;
    *stretch_out = (lam_stretch){both.n, agreement.from_ms, length_ms / (double)both.n};
    *common_out = both.model;
    return LAM_OK;
}
