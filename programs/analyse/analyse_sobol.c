/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_sobol.c - which parameters of a sweep each number that it keeps depends on: shares of its
 * variance (sobol), or how it changes for 1 % of each (differences). */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static lam_status add_share(answer *a, const char *number, const char *path, const char *key,
                            const lam_sobol_share *share) {
    char low[ANSWER_NAME], high[ANSWER_NAME];
    lam_format(low, sizeof low, "%s_low", key);
    lam_format(high, sizeof high, "%s_high", key);
    LAM_TRY(answer_number(a, number, path, key, "", share->share));
    LAM_TRY(answer_number(a, number, path, low, "", share->low));
    return answer_number(a, number, path, high, "", share->high);
}

/* A row for each parameter, without numbers if this one has no shares. *n_good counts those that
 * have. room: [n_parameters]. */
static lam_status add_shares(const lam_swept *swept, const char *name, size_t column,
                             lam_sensitivity *room, size_t *n_good, answer *a) {
    static const lam_sobol_share none = {NAN, NAN, NAN};
    const lam_design *design = lam_spec_design(lam_swept_spec(swept));
    size_t n_used;
    LAM_TRY(lam_swept_shares(swept, column, room, &n_used));
    *n_good += n_used > 0;
    for (size_t k = 0; k < design->n_parameters; k++) {
        const char *path = design->parameters[k].path;
        LAM_TRY(add_share(a, name, path, "first", n_used > 0 ? &room[k].first : &none));
        LAM_TRY(add_share(a, name, path, "total", n_used > 0 ? &room[k].total : &none));
        LAM_TRY(answer_number(a, name, path, "base_points", "", (double)n_used));
    }
    return LAM_OK;
}

static lam_status add_changes(const lam_swept *swept, const char *name, size_t column,
                              lam_sensitivity *room, size_t *n_good, answer *a) {
    const lam_design *design = lam_spec_design(lam_swept_spec(swept));
    double *changes = &room->first.share; /* 6 to a parameter */
    LAM_TRY(lam_swept_changes(swept, column, changes));
    for (size_t k = 0; k < design->n_parameters; k++) {
        *n_good += isfinite(changes[k]);
        LAM_TRY(answer_number(a, name, design->parameters[k].path, "change", "%", changes[k]));
    }
    return LAM_OK;
}

static lam_status add_all(const lam_swept *swept, answer *a) {
    const lam_design *design = lam_spec_design(lam_swept_spec(swept));
    bool is_sobol = strcmp(a->what, "sobol") == 0;
    size_t n = lam_swept_size(swept, "numbers"), n_good = 0;
    char *lines = NULL;
    lam_sensitivity *room = lam_alloc(design->n_parameters, sizeof *room);
    lam_status status = room == NULL ? LAM_ERR_MEMORY : LAM_OK;
    status = status == LAM_OK && n > 0 ? lam_swept_names(swept, "numbers", &lines) : status;
    char *name = lines;
    for (size_t i = 0; (i < n || i == 0) && status == LAM_OK; i++) {
        char *end = name == NULL ? NULL : strchr(name, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        status = (is_sobol ? add_shares : add_changes)(swept, name, i, room, &n_good, a);
        name = end == NULL ? name : end + 1;
    }
    free(lines);
    free(room);
    return status != LAM_OK || n_good > 0
               ? status
               : lam_fail(LAM_ERR_INPUT,
                          "'%s': no number varies between points that have it; accepted: a sweep "
                          "with one that does",
                          lam_swept_path(swept));
}

lam_status analyse_sobol(const analyse_options *options, answer *a) {
    bool is_choice = options->trials != NULL || options->units != NULL || options->data != NULL ||
                     !isnan(options->from_ms) || !isnan(options->to_ms);
    if (is_choice) {
        return lam_fail(LAM_ERR_INPUT,
                        "--what %s: takes all points and trials; accepted: "
                        "without --trials, --from, --to, --units and --data",
                        a->what);
    }
    lam_swept *swept = NULL;
    a->labels[0] = "number";
    a->labels[1] = "parameter";
    LAM_TRY(lam_swept_open(options->results, &swept));
    lam_status status = add_all(swept, a);
    lam_swept_close(swept);
    return status;
}
