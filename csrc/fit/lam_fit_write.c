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

lam_status lam_objective_compared(const lam_objective *objective, lam_compared *compared_out) {
    const lam_term *term = objective->terms, *end = term + objective->n_terms;
    *compared_out = (lam_compared){.n = 0};
    while (term < end && term->n_data == 0) {
        term++;
    }
    if (term == end) {
        return LAM_OK;
    }
    double *zeros = lam_alloc(objective->n_samples, sizeof *zeros), *curves = NULL;
    lam_stretch stretch;
    lam_status status =
        zeros == NULL
            ? LAM_ERR_MEMORY
            : lam_objective_common(objective, term, 0, term->n_values > 0 ? term->values : zeros,
                                   &stretch, &curves);
    free(zeros);
    LAM_TRY(status);
    *compared_out = (lam_compared){stretch.n,       lam_term_kinds[term->kind].unit,
                                   stretch.from_ms, stretch.dt_ms,
                                   curves,          curves + stretch.n};
    return LAM_OK;
}

lam_status lam_objective_write(const lam_objective *objective, const char *path) {
    lam_compared of;
    lam_text text = {.bytes = NULL};
    LAM_TRY(lam_objective_compared(objective, &of));
    if (of.n == 0) {
        return LAM_OK;
    }
    bool is_nAm = strcmp(of.unit, "nAm") == 0;
    lam_text_add(&text, is_nAm ? "time_ms,model,data\n" : "time_ms,model_%s,data_%s\n", of.unit,
                 of.unit);
    for (size_t i = 0; i < of.n; i++) {
        lam_text_add(&text, "%.10g,", of.from_ms + (double)i * of.dt_ms);
        lam_text_add_number(&text, of.model[i]);
        lam_text_add(&text, ",");
        lam_text_add_number(&text, of.data[i]);
        lam_text_add(&text, "\n");
    }
    free(of.model);
    char *bytes;
    LAM_TRY(lam_text_take(&text, &bytes));
    lam_status status = lam_file_write(path, bytes);
    free(bytes);
    return status;
}
