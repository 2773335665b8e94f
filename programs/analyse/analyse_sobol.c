/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_sobol.c - which parameters of a sweep each number that it keeps depends on. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_RESAMPLES = 1000 };

static lam_status add_share(answer *a, const char *number, const char *path, const char *key,
                            const lam_sobol_share *share) {
    char low[ANSWER_NAME], high[ANSWER_NAME];
    lam_format(low, sizeof low, "%s_low", key);
    lam_format(high, sizeof high, "%s_high", key);
    LAM_TRY(answer_number(a, number, path, key, "", share->share));
    LAM_TRY(answer_number(a, number, path, low, "", share->low));
    return answer_number(a, number, path, high, "", share->high);
}

/* A row for each parameter, without numbers if this one does not vary. *n_good counts those that
 * do.
 */
static lam_status add_number(const lam_swept *swept, const char *name, size_t column, double *room,
                             lam_sensitivity *found, size_t *n_good, answer *a) {
    static const lam_sobol_share none = {NAN, NAN, NAN};
    const lam_design *design = lam_spec_design(lam_swept_spec(swept));
    size_t n = design->n_parameters, n_used;
    LAM_TRY(lam_swept_number(swept, column, room));
    lam_status status = lam_sobol_indices(design->n_points / (n + 2), n, room, N_RESAMPLES,
                                          design->seed, found, &n_used);
    *n_good += status == LAM_OK;
    if (status == LAM_ERR_MEMORY) {
        return status;
    }
    for (size_t k = 0; k < n && status != LAM_OK; k++) {
        found[k].first = found[k].total = none;
    }
    status = LAM_OK;
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        const char *path = design->parameters[k].path;
        status = add_share(a, name, path, "first", &found[k].first);
        status = status == LAM_OK ? add_share(a, name, path, "total", &found[k].total) : status;
    }
    return status;
}

static lam_status add_all(const lam_swept *swept, answer *a) {
    const lam_design *design = lam_spec_design(lam_swept_spec(swept));
    size_t n = lam_swept_size(swept, "numbers"), n_good = 0;
    char *lines = NULL;
    if (design->kind != LAM_DESIGN_SALTELLI || n == 0) {
        return lam_fail(LAM_ERR_INPUT, "'%s': %s; accepted for sobol: %s", lam_swept_path(swept),
                        n == 0 ? "keeps no numbers" : "its points are of another design",
                        n == 0 ? "a sweep with peaks, rates or band" : "\"design\": \"saltelli\"");
    }
    double *room = lam_alloc(design->n_points, sizeof *room);
    lam_sensitivity *found = lam_alloc(design->n_parameters, sizeof *found);
    lam_status status = room == NULL || found == NULL ? LAM_ERR_MEMORY : LAM_OK;
    status = status == LAM_OK ? lam_swept_names(swept, "numbers", &lines) : status;
    char *name = lines;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        char *end = strchr(name, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        status = add_number(swept, name, i, room, found, &n_good, a);
        name = end == NULL ? name : end + 1;
    }
    free(lines);
    free(found);
    free(room);
    return status == LAM_OK && n_good == 0 ? LAM_ERR_INPUT : status;
}

lam_status analyse_sobol(const analyse_options *options, answer *a) {
    bool is_choice = options->trials != NULL || options->units != NULL || options->data != NULL ||
                     !isnan(options->from_ms) || !isnan(options->to_ms);
    if (is_choice) {
        return lam_fail(LAM_ERR_INPUT, "--what sobol: takes all points and trials; accepted: "
                                       "without --trials, --from, --to, --units and --data");
    }
    lam_swept *swept = NULL;
    a->labels[0] = "number";
    a->labels[1] = "parameter";
    LAM_TRY(lam_swept_open(options->results, &swept));
    lam_status status = add_all(swept, a);
    lam_swept_close(swept);
    return status;
}
