/* SPDX-License-Identifier: BSD-3-Clause
 * lam_swept_sensitivity.c - which parameters a number that a sweep keeps depends on: shares of its
 * variance, or changes beside one point. */
#include "base/lam_status_impl.h"
#include "laminae.h"

#include <math.h>
#include <stdlib.h>

enum { N_RESAMPLES = 1000 };

/* What the sweep has to be: its design, with numbers. */
static lam_status check(const lam_swept *swept, lam_design_kind kind, const char *name) {
    bool has_numbers = lam_swept_size(swept, "numbers") > 0;
    if (has_numbers && lam_spec_design(lam_swept_spec(swept))->kind == kind) {
        return LAM_OK;
    }
    return lam_fail(LAM_ERR_INPUT, "'%s': %s; accepted for %s: %s%s%s", lam_swept_path(swept),
                    has_numbers ? "its points are of another design" : "keeps no numbers",
                    kind == LAM_DESIGN_SALTELLI ? "sobol" : "differences",
                    has_numbers ? "\"design\": \"" : "a sweep with peaks, rates or band",
                    has_numbers ? name : "", has_numbers ? "\"" : "");
}

lam_status lam_swept_shares(const lam_swept *swept, size_t column,
                            lam_sensitivity *sensitivities_out, size_t *n_used_out) {
    const lam_design *design = lam_spec_design(lam_swept_spec(swept));
    size_t n = design->n_parameters;
    *n_used_out = 0;
    LAM_TRY(check(swept, LAM_DESIGN_SALTELLI, "saltelli"));
    double *values = lam_alloc(design->n_points, sizeof *values);
    if (values == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = lam_swept_number(swept, column, values);
    bool is_read = status == LAM_OK;
    status = is_read ? lam_sobol_indices(design->n_points / (n + 2), n, values, N_RESAMPLES,
                                         design->seed, sensitivities_out, n_used_out)
                     : status;
    free(values);
    return is_read && status == LAM_ERR_INPUT ? LAM_OK : status;
}

/* From below to above, relative to the middle, by what the parameter itself changes. */
lam_status lam_swept_changes(const lam_swept *swept, size_t column, double *changes_out) {
    const lam_design *design = lam_spec_design(lam_swept_spec(swept));
    size_t n = design->n_parameters;
    LAM_TRY(check(swept, LAM_DESIGN_DIFFERENCES, "differences"));
    double *values = lam_alloc(design->n_points + 3 * n, sizeof *values);
    double *middle = values + design->n_points, *below = middle + n, *above = below + n;
    if (values == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = lam_swept_number(swept, column, values);
    lam_design_point(design, 0, middle);
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        lam_design_point(design, 1 + 2 * k, below);
        lam_design_point(design, 2 + 2 * k, above);
        double change = (values[2 + 2 * k] - values[1 + 2 * k]) / fabs(values[0]);
        changes_out[k] = change / ((above[k] - below[k]) / fabs(middle[k]));
        changes_out[k] = isfinite(changes_out[k]) ? changes_out[k] : NAN;
    }
    free(values);
    return status;
}
