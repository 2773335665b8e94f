/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective_sum.c - what evaluations of an objective depend on beside its specification, as a
 * number: an earlier call's are gone on with if it is the same. */
#include "fit/lam_objective_impl.h"

#include "base/lam_number_impl.h"

#include <stdio.h>
#include <string.h>

/* What the file of a HOC function says, if there is one (hoc/run/own_functions.hoc). */
static uint64_t add_function(uint64_t sum, const char *name) {
    char path[LAM_OBJECTIVE_NAME + 8], bytes[4096];
    lam_format(path, sizeof path, "%s.hoc", name);
    FILE *file = fopen(path, "re");
    for (size_t n = 1; file != NULL && n > 0;) {
        n = fread(bytes, 1, sizeof bytes, file);
        sum = lam_history_sum(sum, n, bytes);
    }
    if (file != NULL) {
        fclose(file);
    }
    return sum;
}

uint64_t lam_objective_sum(const lam_objective *objective, uint64_t sum) {
    for (size_t i = 0; i < objective->n_terms; i++) {
        const lam_term *term = &objective->terms[i];
        if (term->n_data > 0) {
            sum = lam_history_sum(sum, term->n_rows * term->n_data * sizeof(double), term->data);
            sum = lam_history_sum(sum, term->n_data * sizeof(double), term->data_time_ms);
        }
        if (term->kind == LAM_TERM_HOC) {
            sum = add_function(sum, term->signal + strlen("hoc/"));
        }
        if (term->n_points > 0) {
            sum = lam_history_sum(sum, 2 * term->n_points * sizeof(double), term->points);
        }
    }
    return sum;
}
