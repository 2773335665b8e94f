/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spec_parameters.c - reads the parameters of a sweep or a fit: values, ranges, priors; or a
 * list of points. */
#include "design/lam_spec_impl.h"

#include <math.h>

static const double most = 1e300; /* of any number, so that differences stay finite */

/* ---- one parameter ---- */

typedef struct range {
    json_t *values, *prior;
    double low, high, start;
    const char *scale;
} range;

#define LAM_ENTRY range
static const lam_json_field range_fields[] = {
    LAM_LIST("values", LAM_JSON_OPTIONAL, values),
    LAM_NUMBER("low", LAM_JSON_OPTIONAL, low, -1e300, 1e300),
    LAM_NUMBER("high", LAM_JSON_OPTIONAL, high, -1e300, 1e300),
    LAM_TEXT("scale", LAM_JSON_OPTIONAL, scale),
    LAM_NUMBER("start", LAM_JSON_OPTIONAL, start, -1e300, 1e300),
    LAM_OBJECT("prior", LAM_JSON_OPTIONAL, prior),
};
#undef LAM_ENTRY

typedef struct stated_prior {
    const char *kind;
    double low, high, mean, sd;
} stated_prior;

#define LAM_ENTRY stated_prior
static const lam_json_field prior_fields[] = {
    LAM_TEXT("kind", LAM_JSON_REQUIRED, kind),
    LAM_NUMBER("low", LAM_JSON_OPTIONAL, low, -1e300, 1e300),
    LAM_NUMBER("high", LAM_JSON_OPTIONAL, high, -1e300, 1e300),
    LAM_NUMBER("mean", LAM_JSON_OPTIONAL, mean, -1e300, 1e300),
    LAM_NUMBER("sd", LAM_JSON_OPTIONAL, sd, -1e300, 1e300),
};
#undef LAM_ENTRY

/* What kind of prior needs which numbers. */
static const struct prior_kind {
    const char *name;
    bool has_mean, may_have_ends, needs_ends;
} prior_kinds[] = {
    [LAM_PRIOR_UNIFORM] = {"uniform", false, true, true},
    [LAM_PRIOR_LOG_UNIFORM] = {"log_uniform", false, true, true},
    [LAM_PRIOR_NORMAL] = {"normal", true, false, false},
    [LAM_PRIOR_TRUNCATED_NORMAL] = {"truncated_normal", true, true, false},
};

/* low and high, which NAN leaves out. */
static lam_status check_ends(const lam_json *at, double low, double high, bool is_log) {
    if (low > high) {
        return lam_json_fail(at, "low %g is above high %g; accepted: low below high", low, high);
    }
    if (low == high) {
        return lam_json_fail(at, "low and high are both %g; accepted: low below high", low);
    }
    return is_log && !(low > 0)
               ? lam_json_fail(at, "low %g on a scale of logarithms; accepted: above 0", low)
               : LAM_OK;
}

/* Farther from the mean a normal distribution is less than the least number. */
static const double most_sd = 30;

static lam_status check_prior(const lam_json *at, const struct prior_kind *kind,
                              const stated_prior *stated) {
    bool has_mean = !isnan(stated->mean) && !isnan(stated->sd);
    bool has_any_mean = !isnan(stated->mean) || !isnan(stated->sd);
    bool has_ends = !isnan(stated->low) && !isnan(stated->high);
    bool has_any_end = !isnan(stated->low) || !isnan(stated->high);
    bool fits = (kind->has_mean ? has_mean : !has_any_mean) &&
                (kind->may_have_ends ? has_any_end : !has_any_end) &&
                (!kind->needs_ends || has_ends);
    if (!fits) {
        return lam_json_fail(at, "accepted for %s: %s", kind->name,
                             kind->needs_ends      ? "low and high"
                             : kind->may_have_ends ? "mean, sd, and low, high or both"
                                                   : "mean and sd");
    }
    if (kind->has_mean && !(stated->sd > 0)) {
        return lam_json_fail(at, "sd %g; accepted: above 0", stated->sd);
    }
    double apart = fmax(stated->low - stated->mean, stated->mean - stated->high) / stated->sd;
    if (kind->has_mean && apart > most_sd) {
        return lam_json_fail(at, "begins %g sd from its mean; accepted: at most %g", apart,
                             most_sd);
    }
    return check_ends(at, stated->low, stated->high, kind == &prior_kinds[LAM_PRIOR_LOG_UNIFORM]);
}

static lam_status read_prior(const lam_json *at, lam_prior *prior_out) {
    size_t kind;
    stated_prior stated = {NULL, NAN, NAN, NAN, NAN};
    LAM_TRY(lam_json_read(at, prior_fields, LAM_COUNT_OF(prior_fields), &stated));
    lam_json name = lam_json_member(at, "kind");
    LAM_TRY(lam_json_find(&name, "prior", stated.kind, prior_kinds, LAM_COUNT_OF(prior_kinds),
                          sizeof prior_kinds[0], &kind));
    LAM_TRY(check_prior(at, &prior_kinds[kind], &stated));
    *prior_out = (lam_prior){(lam_prior_kind)kind, isnan(stated.low) ? -INFINITY : stated.low,
                             isnan(stated.high) ? INFINITY : stated.high, stated.mean, stated.sd};
    return LAM_OK;
}

static lam_status read_range(const lam_json *at, const range *stated, lam_prior *prior_out) {
    static const char *const scales[] = {"linear", "log"};
    size_t scale = 0;
    if (stated->scale != NULL) {
        lam_json name = lam_json_member(at, "scale");
        LAM_TRY(lam_json_find(&name, "scale", stated->scale, scales, LAM_COUNT_OF(scales),
                              sizeof scales[0], &scale));
    }
    LAM_TRY(check_ends(at, stated->low, stated->high, scale == 1));
    *prior_out = (lam_prior){scale == 1 ? LAM_PRIOR_LOG_UNIFORM : LAM_PRIOR_UNIFORM, stated->low,
                             stated->high, NAN, NAN};
    return LAM_OK;
}

/* Moves *values on behind those that it reads. */
static lam_status read_values(const lam_json *at, double **values, lam_varied *parameter) {
    lam_json list = lam_json_member(at, "values");
    parameter->values = *values;
    parameter->n_values = json_array_size(list.value);
    for (size_t i = 0; i < parameter->n_values; i++) {
        lam_json element = lam_json_element(&list, i);
        double value = json_number_value(element.value);
        if (!json_is_number(element.value) || !(fabs(value) <= most)) {
            return lam_json_fail(&element, "accepted: a number");
        }
        *(*values)++ = value;
    }
    return LAM_OK;
}

static lam_status read_parameter(const lam_json *at, double **values, lam_varied *parameter) {
    range stated = {.low = NAN, .high = NAN, .start = NAN};
    LAM_TRY(lam_json_read(at, range_fields, LAM_COUNT_OF(range_fields), &stated));
    bool has_ends = !isnan(stated.low) && !isnan(stated.high);
    bool has_any = !isnan(stated.low) || !isnan(stated.high) || stated.scale != NULL;
    if ((stated.values != NULL) + (stated.prior != NULL) + has_any != 1 || has_any != has_ends) {
        return lam_json_fail(at, "accepted: values, a prior, or low and high");
    }
    *parameter = (lam_varied){.path = at->key, .start = stated.start};
    lam_json prior = lam_json_member(at, "prior");
    LAM_TRY(stated.values != NULL  ? read_values(at, values, parameter)
            : stated.prior != NULL ? read_prior(&prior, &parameter->prior)
                                   : read_range(at, &stated, &parameter->prior));
    bool is_outside = stated.values == NULL &&
                      (stated.start < parameter->prior.low || stated.start > parameter->prior.high);
    return is_outside ? lam_json_fail(at, "start %g; accepted: %g to %g", stated.start,
                                      parameter->prior.low, parameter->prior.high)
                      : LAM_OK;
}

lam_status lam_spec_take_parameters(lam_spec *spec, const lam_json *at) {
    lam_json member;
    size_t n_values = 0;
    for (void *i = NULL; lam_json_next(at, &i, &member);) {
        n_values += json_array_size(json_object_get(member.value, "values"));
    }
    spec->parameters_owned = lam_alloc(lam_json_count(at->value), sizeof(lam_varied));
    spec->values_owned = lam_alloc(n_values, sizeof(double));
    if (spec->parameters_owned == NULL || spec->values_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *values = spec->values_owned;
    spec->design.parameters = spec->parameters_owned;
    for (void *i = NULL; lam_json_next(at, &i, &member);) {
        LAM_TRY(
            read_parameter(&member, &values, &spec->parameters_owned[spec->design.n_parameters++]));
    }
    return LAM_OK;
}

/* ---- a list of points ---- */

static lam_status read_point(const lam_json *at, const lam_spec *spec, size_t n_points, size_t i) {
    if (json_object_size(at->value) != spec->design.n_parameters) {
        return lam_json_fail(at,
                             "accepted: an object of the same parameters as in the first point");
    }
    for (size_t k = 0; k < spec->design.n_parameters; k++) {
        lam_json member = lam_json_member(at, spec->parameters_owned[k].path);
        double value = json_number_value(member.value);
        if (!json_is_number(member.value) || !(fabs(value) <= most)) {
            return lam_json_fail(&member, "%saccepted: a number",
                                 member.value == NULL ? "missing; " : "");
        }
        spec->values_owned[k * n_points + i] = value;
    }
    return LAM_OK;
}

lam_status lam_spec_take_points(lam_spec *spec, const lam_json *points) {
    lam_json first = lam_json_element(points, 0);
    size_t n_points = json_array_size(points->value), n = json_object_size(first.value), k = 0;
    if (n == 0) {
        return lam_json_fail(points, "accepted: a list of points {PATH: number, ...}");
    }
    spec->parameters_owned = lam_alloc(n, sizeof(lam_varied));
    spec->values_owned = lam_alloc(n * n_points, sizeof(double));
    if (spec->parameters_owned == NULL || spec->values_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    spec->design.parameters = spec->parameters_owned;
    spec->design.n_parameters = n;
    const char *path;
    json_t *value;
    json_object_foreach(first.value, path, value) {
        spec->parameters_owned[k] = (lam_varied){.path = path,
                                                 .n_values = n_points,
                                                 .values = spec->values_owned + k * n_points,
                                                 .start = NAN};
        k++;
    }
    for (size_t i = 0; i < n_points; i++) {
        lam_json point = lam_json_element(points, i);
        LAM_TRY(read_point(&point, spec, n_points, i));
    }
    return LAM_OK;
}
