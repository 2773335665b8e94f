/* SPDX-License-Identifier: BSD-3-Clause
 * lam_abc_read.c - reads the file of a posterior: its parameters' priors, how many particles, when
 * it ends. */
#include "design/lam_spec_impl.h"

#include <math.h>

typedef struct abc_keys {
    json_t *objective;
    size_t n, max_evaluations;
    double max_seconds, epsilon, least_acceptance;
} abc_keys;

#define LAM_ENTRY abc_keys
static const lam_json_field abc_fields[] = {
    LAM_ANY("objective", LAM_JSON_REQUIRED, objective),
    LAM_COUNT("n", LAM_JSON_OPTIONAL, n, 3, 1e6),
    LAM_COUNT("max_evaluations", LAM_JSON_OPTIONAL, max_evaluations, 1, 1e9),
    LAM_NUMBER("max_seconds", LAM_JSON_OPTIONAL, max_seconds, 1e-3, 1e9),
    LAM_NUMBER("epsilon", LAM_JSON_OPTIONAL, epsilon, -1e300, 1e300),
    LAM_NUMBER("least_acceptance", LAM_JSON_OPTIONAL, least_acceptance, 0, 0.999),
};
#undef LAM_ENTRY

static lam_status check(const lam_spec *spec, const abc_keys *stated) {
    lam_json root = lam_spec_root(spec), all = lam_json_member(&root, "parameters");
    lam_json n_at = lam_json_member(&root, "n"), most = lam_json_member(&root, "max_evaluations");
    if (spec->design.n_parameters == 0) {
        return lam_json_fail(&all, "accepted: {PATH: {\"low\": A, \"high\": B}, ...}");
    }
    for (size_t i = 0; i < spec->design.n_parameters; i++) {
        const lam_varied *parameter = &spec->design.parameters[i];
        lam_json at = lam_json_member(&all, parameter->path);
        if (parameter->n_values > 0) {
            return lam_json_fail(&at, "accepted for a posterior: low and high, or a prior");
        }
    }
    if (stated->n < spec->design.n_parameters + 2) {
        return lam_json_fail(&n_at, "accepted: %zu or more, 2 above the number of parameters",
                             spec->design.n_parameters + 2);
    }
    return stated->max_evaluations < stated->n
               ? lam_json_fail(&most, "accepted: %zu or more, as many as particles", stated->n)
               : LAM_OK;
}

lam_status lam_abc_read(const char *path, lam_spec **spec_out, lam_abc_options *options_out) {
    lam_spec *spec;
    abc_keys stated = {.n = 200,
                       .max_evaluations = 5000,
                       .max_seconds = 1e9,
                       .epsilon = -INFINITY,
                       .least_acceptance = 0.02};
    LAM_TRY(lam_spec_read(path, abc_fields, LAM_COUNT_OF(abc_fields), &stated, &spec));
    lam_status status = check(spec, &stated);
    status = status == LAM_OK ? lam_spec_check_seed(spec) : status;
    if (status != LAM_OK) {
        lam_spec_destroy(spec);
        return status;
    }
    *options_out = (lam_abc_options){.n_particles = stated.n,
                                     .max_evaluations = stated.max_evaluations,
                                     .max_seconds = stated.max_seconds,
                                     .epsilon = stated.epsilon,
                                     .least_acceptance = stated.least_acceptance,
                                     .seed = (uint32_t)spec->design.seed};
    *spec_out = spec;
    return LAM_OK;
}
