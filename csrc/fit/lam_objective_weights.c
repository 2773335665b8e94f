/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective_weights.c - weights over time of what an objective compares: a user's own, or those
 * that HNN-core gives the response to one drive before the next ones. */
#include "fit/lam_objective_impl.h"

#include "design/lam_spec_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char accepted[] = "accepted: [[time in ms, weight], ...], a file of such rows, "
                               "{\"drives\": [...]}, or \"stages\" if there are any";

/* ---- as they are given ---- */

static lam_status take_points(const lam_json *at, lam_term *term) {
    size_t n = json_array_size(at->value);
    term->points = lam_alloc(2 * n, sizeof *term->points);
    if (term->points == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        lam_json row = lam_json_element(at, i);
        double *point = term->points + 2 * i;
        const json_t *time = json_array_get(row.value, 0), *weight = json_array_get(row.value, 1);
        point[0] = json_number_value(time);
        point[1] = json_number_value(weight);
        if (json_array_size(row.value) != 2 || !json_is_number(time) || !json_is_number(weight) ||
            point[1] < 0) {
            return lam_json_fail(&row, "accepted: [time in ms, weight], a weight from 0");
        }
        if (i > 0 && point[0] <= point[-2]) {
            return lam_json_fail(&row, "accepted: a time after %g ms", point[-2]);
        }
    }
    term->n_points = n;
    return LAM_OK;
}

/* The first curve of a file. */
static lam_status take_curve(const lam_json *at, const lam_saved *saved, lam_term *term) {
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    char name[LAM_OBJECTIVE_NAME];
    size_t n = facts->n_samples;
    double *values = lam_alloc(n, sizeof *values);
    term->points = lam_alloc(2 * n, sizeof *term->points);
    lam_format(name, sizeof name, "dipole/%s", facts->n_dipoles > 0 ? facts->dipoles[0] : "agg");
    lam_status status = values == NULL || term->points == NULL
                            ? LAM_ERR_MEMORY
                            : lam_saved_read(saved, facts->trials[0], name, 0, values);
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        term->points[2 * i] = facts->time_ms[i];
        term->points[2 * i + 1] = values[i];
        if (values[i] < 0) {
            status = lam_json_fail(at, "has %g at %g ms; accepted: weights from 0", values[i],
                                   facts->time_ms[i]);
        }
    }
    term->n_points = n;
    free(values);
    return status;
}

static lam_status take_file(const lam_objective *objective, const lam_json *at, lam_term *term) {
    lam_saved *saved = NULL;
    char *path = lam_spec_beside(objective->path, json_string_value(at->value));
    if (path == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = lam_saved_open_data(path, "ms,nAm", NULL, &saved);
    free(path);
    if (status == LAM_ERR_INPUT) {
        char reason[LAM_JSON_TEXT_SIZE];
        lam_format(reason, sizeof reason, "%s", lam_error());
        return lam_json_fail(at, "%s", reason);
    }
    status = status == LAM_OK ? take_curve(at, saved, term) : status;
    lam_saved_close(saved);
    return status;
}

static lam_status take_drives(const lam_json *at) {
    lam_json list = lam_json_member(at, "drives");
    bool is_good = json_array_size(list.value) > 0 && json_object_size(at->value) == 1;
    for (size_t i = 0; i < json_array_size(list.value); i++) {
        is_good = is_good && json_is_string(json_array_get(list.value, i));
    }
    return is_good ? LAM_OK : lam_json_fail(at, "accepted: {\"drives\": [NAME, ...]}");
}

lam_status lam_term_read_weights(const lam_objective *objective, const lam_json *at,
                                 lam_term *term) {
    if (json_is_string(at->value) && strcmp(json_string_value(at->value), "stages") == 0) {
        lam_json root = lam_json_root(&objective->document);
        lam_json stages = lam_json_member(&root, "stages");
        term->is_staged = json_is_true(stages.value);
        return term->is_staged ? LAM_OK : lam_json_fail(at, "there are no stages; %s", accepted);
    }
    if (json_is_string(at->value)) {
        return take_file(objective, at, term);
    }
    if (json_is_object(at->value)) {
        return take_drives(at);
    }
    return json_array_size(at->value) > 0 ? take_points(at, term)
                                          : lam_json_fail(at, "%s", accepted);
}

/* ---- drives ---- */

/* An evoked drive begins and ends 3 standard deviations from its mean, as HNN-core has it. */
static lam_status list_onsets(lam_objective *objective, const lam_model *model) {
    objective->onsets = lam_alloc(model->n_drives, sizeof *objective->onsets);
    objective->stage = lam_alloc(model->n_drives, sizeof *objective->stage);
    if (objective->onsets == NULL || objective->stage == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < model->n_drives; i++) {
        const lam_drive *drive = &model->drives[i];
        double sigma_ms = drive->sigma_ms > 0 ? drive->sigma_ms : 0.01;
        if (strcmp(drive->kind, "evoked") == 0) {
            objective->onsets[objective->n_onsets++] =
                (lam_onset){i, drive->mu_ms, sigma_ms, fmax(0, drive->mu_ms - 3 * sigma_ms),
                            drive->mu_ms + 3 * sigma_ms};
        }
    }
    return LAM_OK;
}

static lam_status find_drives(const lam_objective *objective, const lam_model *model,
                              const lam_json *list, lam_term *term) {
    const char **names = lam_alloc(objective->n_onsets, sizeof *names);
    term->onsets = lam_alloc(json_array_size(list->value), sizeof *term->onsets);
    lam_status status = names == NULL || term->onsets == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t i = 0; i < objective->n_onsets && status == LAM_OK; i++) {
        names[i] = model->drives[objective->onsets[i].drive].name;
    }
    for (size_t i = 0; i < json_array_size(list->value) && status == LAM_OK; i++) {
        lam_json at = lam_json_element(list, i);
        status = lam_json_find(&at, "evoked drive", json_string_value(at.value), names,
                               objective->n_onsets, sizeof *names, &term->onsets[i]);
        term->n_onsets = i + 1;
    }
    free(names);
    return status;
}

lam_status lam_objective_find_onsets(lam_objective *objective, const lam_model *model) {
    LAM_TRY(list_onsets(objective, model));
    for (size_t i = 0; i < objective->n_terms; i++) {
        lam_term_place place;
        lam_term_find(objective, &objective->terms[i], &place);
        lam_json weights = lam_json_member(&place.term, "weights");
        lam_json drives = lam_json_member(&weights, "drives");
        LAM_TRY(drives.value == NULL
                    ? LAM_OK
                    : find_drives(objective, model, &drives, &objective->terms[i]));
    }
    return LAM_OK;
}

/* That a drive has begun by now, less that later ones have, the more the later they are. */
static double weight_at(const lam_objective *objective, size_t k, double time_ms) {
    const lam_onset *of = &objective->onsets[k];
    double sum = 0;
    for (size_t i = 0; i < objective->n_onsets; i++) {
        const lam_onset *other = &objective->onsets[i];
        double begun = 0.5 * erfc((other->start_ms - time_ms) / other->sigma_ms / sqrt(2));
        if (i == k) {
            sum += begun;
        } else if (other->mean_ms >= of->mean_ms) {
            sum -= begun * 1.6 * (other->mean_ms - of->mean_ms) / objective->whole_ms;
        }
    }
    return fmax(sum, 0);
}

/* From where to where HNN-core compares: where weights tell, and at least the drive itself. */
static void find_span(const lam_objective *objective, size_t k, double span_out[2]) {
    const lam_onset *of = &objective->onsets[k];
    size_t n = (size_t)(objective->whole_ms / objective->dt_ms + 0.5);
    span_out[0] = of->start_ms;
    span_out[1] = of->end_ms;
    for (size_t i = 0; i <= n; i++) {
        double time_ms = (double)i * objective->dt_ms;
        if (weight_at(objective, k, time_ms) > 0.01) {
            span_out[0] = fmin(span_out[0], time_ms);
            span_out[1] = fmax(span_out[1], time_ms);
        }
    }
}

/* Those of several drives are halved one by one, as HNN-core does: (a + b)/2, ((a + b)/2 + c)/2. */
static void weigh_drives(const lam_objective *objective, size_t n, const size_t *which,
                         double *weights_out) {
    for (size_t d = 0; d < n; d++) {
        double span[2];
        find_span(objective, which[d], span);
        for (size_t i = 0; i < objective->n_samples; i++) {
            double time_ms = objective->time_ms[i];
            bool is_in = time_ms >= span[0] && time_ms < span[1];
            double weight = is_in ? weight_at(objective, which[d], time_ms) : 0;
            weights_out[i] = d == 0 ? weight : (weights_out[i] + weight) / 2;
        }
    }
}

lam_status lam_objective_stage(lam_objective *objective, size_t n_drives, const size_t *drives,
                               double *end_ms_out) {
    double end_ms = 0, span[2];
    objective->n_stage = 0;
    for (size_t k = 0; k < objective->n_onsets; k++) {
        for (size_t i = 0; i < n_drives; i++) {
            if (objective->onsets[k].drive == drives[i]) {
                objective->stage[objective->n_stage++] = k;
                find_span(objective, k, span);
                end_ms = fmax(end_ms, span[1]);
                break;
            }
        }
    }
    bool is_staged = false;
    for (size_t i = 0; i < objective->n_terms; i++) {
        is_staged = is_staged || objective->terms[i].is_staged;
    }
    *end_ms_out = is_staged ? fmin(end_ms, objective->whole_ms) : 0;
    return LAM_OK;
}

/* ---- at the model's times ---- */

/* On straight lines between the points; beyond them as at the first and the last one. */
static void weigh_points(const lam_objective *objective, const lam_term *term,
                         double *weights_out) {
    const double *p = term->points;
    for (size_t i = 0, k = 0; i < objective->n_samples; i++) {
        double time_ms = objective->time_ms[i];
        while (k + 2 < term->n_points && p[2 * (k + 1)] <= time_ms) {
            k++;
        }
        size_t next = k + 1 < term->n_points ? k + 1 : k;
        double step = p[2 * next] - p[2 * k];
        double part = step > 0 ? fmin(fmax((time_ms - p[2 * k]) / step, 0), 1) : 0;
        weights_out[i] = (1 - part) * p[2 * k + 1] + part * p[2 * next + 1];
    }
}

lam_status lam_term_weigh(const lam_objective *objective, lam_term *term) {
    size_t n = term->is_staged ? objective->n_stage : term->n_onsets;
    free(term->weights);
    term->weights = NULL;
    if (n + term->n_points == 0) {
        return LAM_OK;
    }
    term->weights = lam_alloc(objective->n_samples, sizeof *term->weights);
    if (term->weights == NULL) {
        return LAM_ERR_MEMORY;
    }
    if (term->n_points > 0) {
        weigh_points(objective, term, term->weights);
    } else {
        weigh_drives(objective, n, term->is_staged ? objective->stage : term->onsets,
                     term->weights);
    }
    return LAM_OK;
}
