/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_read.c - reads the file of a fit: its parameters' bounds, its solver, when it ends. */
#include "design/lam_spec_impl.h"

#include <math.h>
#include <string.h>

typedef struct fit_keys {
    json_t *objective;
    const char *solver;
    size_t max_evaluations, batch;
    double max_seconds, tolerance, target;
    bool stages;
} fit_keys;

#define LAM_ENTRY fit_keys
static const lam_json_field fit_fields[] = {
    LAM_ANY("objective", LAM_JSON_REQUIRED, objective),
    LAM_TEXT("solver", LAM_JSON_OPTIONAL, solver),
    LAM_COUNT("max_evaluations", LAM_JSON_OPTIONAL, max_evaluations, 1, 1e9),
    LAM_NUMBER("max_seconds", LAM_JSON_OPTIONAL, max_seconds, 1e-3, 1e9),
    LAM_NUMBER("tolerance", LAM_JSON_OPTIONAL, tolerance, 1e-12, 1),
    LAM_NUMBER("target", LAM_JSON_OPTIONAL, target, -1e300, 1e300),
    LAM_COUNT("batch", LAM_JSON_OPTIONAL, batch, 1, 10000),
    LAM_FLAG("stages", LAM_JSON_OPTIONAL, stages),
};
#undef LAM_ENTRY

static lam_status check_parameters(const lam_spec *spec) {
    lam_json root = lam_spec_root(spec), all = lam_json_member(&root, "parameters");
    if (spec->design.n_parameters == 0) {
        return lam_json_fail(&all, "accepted: {PATH: {\"low\": A, \"high\": B}, ...}");
    }
    for (size_t i = 0; i < spec->design.n_parameters; i++) {
        const lam_varied *parameter = &spec->design.parameters[i];
        lam_json at = lam_json_member(&all, parameter->path);
        bool has_bounds = parameter->prior.kind == LAM_PRIOR_UNIFORM ||
                          parameter->prior.kind == LAM_PRIOR_LOG_UNIFORM;
        if (parameter->n_values > 0 || !has_bounds) {
            return lam_json_fail(&at, "accepted for a fit: low and high");
        }
    }
    return LAM_OK;
}

lam_status lam_fit_read(const char *path, lam_spec **spec_out, lam_fit_options *options_out,
                        bool *is_staged_out) {
    lam_spec *spec;
    lam_fit_solver solver;
    fit_keys stated = {.solver = "least_squares",
                       .max_evaluations = 300,
                       .max_seconds = 1e9,
                       .tolerance = 1e-4,
                       .target = -INFINITY};
    LAM_TRY(lam_spec_read(path, fit_fields, LAM_COUNT_OF(fit_fields), &stated, &spec));
    lam_json root = lam_spec_root(spec), at = lam_json_member(&root, "solver");
    lam_status status = check_parameters(spec);
    status = status == LAM_OK ? lam_spec_check_seed(spec) : status;
    if (status == LAM_OK && lam_fit_solver_of(stated.solver, &solver) != LAM_OK) {
        char reason[LAM_JSON_TEXT_SIZE];
        lam_json_fail(&at, "%s", strcpy(reason, lam_error()));
        status = LAM_ERR_INPUT;
    }
    if (status != LAM_OK) {
        lam_spec_destroy(spec);
        return status;
    }
    *options_out = (lam_fit_options){.solver = solver,
                                     .max_evaluations = stated.max_evaluations,
                                     .max_seconds = stated.max_seconds,
                                     .tolerance = stated.tolerance,
                                     .target = stated.target,
                                     .batch = stated.batch,
                                     .seed = (uint32_t)spec->design.seed};
    *is_staged_out = stated.stages;
    *spec_out = spec;
    return LAM_OK;
}

void lam_fit_bounds(const lam_spec *spec, lam_fit_parameter *parameters_out) {
    for (size_t i = 0; i < spec->design.n_parameters; i++) {
        const lam_varied *parameter = &spec->design.parameters[i];
        lam_fit_parameter *p = &parameters_out[i];
        *p = (lam_fit_parameter){.low = parameter->prior.low,
                                 .high = parameter->prior.high,
                                 .start = parameter->start,
                                 .is_log = parameter->prior.kind == LAM_PRIOR_LOG_UNIFORM};
        p->start = isnan(p->start) ? lam_fit_unscaled(p, 0.5) : p->start;
    }
}
