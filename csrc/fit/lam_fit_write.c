/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_write.c - what a fit leaves: the best network, and the model's curves beside the data. */
#include "base/lam_file_impl.h"
#include "base/lam_text_impl.h"
#include "fit/lam_objective_impl.h"

#include <stdlib.h>
#include <string.h>

lam_status lam_fit_write_best(const lam_network *network, const char *path) {
    const char *json = lam_network_json(network);
    return json == NULL ? LAM_ERR_MEMORY : lam_file_write(path, json);
}

static void add_rows(const lam_term *term, double dt_ms, size_t n, const double *model,
                     lam_text *text) {
    double from_ms = term->from_ms > 0 ? term->from_ms : 0;
    const char *unit = lam_term_kinds[term->kind].unit;
    bool is_nAm = strcmp(unit, "nAm") == 0;
    lam_text_add(text, is_nAm ? "time_ms,model,data\n" : "time_ms,model_%s,data_%s\n", unit, unit);
    for (size_t i = 0; i < n; i++) {
        lam_text_add(text, "%.6g,", from_ms + (double)i * dt_ms);
        lam_text_add_number(text, model[i]);
        lam_text_add(text, ",");
        lam_text_add_number(text, model[n + i]);
        lam_text_add(text, "\n");
    }
}

lam_status lam_objective_write(const lam_objective *objective, const char *path) {
    for (size_t i = 0; i < objective->n_terms; i++) {
        const lam_term *term = &objective->terms[i];
        if (term->n_data == 0 || term->n_values == 0) {
            continue;
        }
        size_t n;
        double *model;
        lam_text text = {.bytes = NULL};
        LAM_TRY(lam_objective_common(objective, term, 0, term->values, &n, &model));
        double last_ms = objective->time_ms[objective->n_samples - 1];
        double to_ms = term->to_ms < last_ms ? term->to_ms : last_ms;
        double from_ms = term->from_ms > 0 ? term->from_ms : 0;
        add_rows(term, (to_ms - from_ms) / (double)n, n, model, &text);
        free(model);
        char *bytes;
        LAM_TRY(lam_text_take(&text, &bytes));
        lam_status status = lam_file_write(path, bytes);
        free(bytes);
        return status;
    }
    return LAM_OK;
}
