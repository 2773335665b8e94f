/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_mechanisms.c - reading the mechanisms of a network file: membrane mechanisms of
 * sections, whose parameters may follow a rule along the cell, and synapses. */
#include "network/lam_network_impl.h"

#include <math.h>
#include <string.h>

/* We do not know the units of a mechanism of the user's own, so any unit is accepted. */
static const lam_json_field any_parameter = {
    "", LAM_JSON_QUANTITY, LAM_JSON_OPTIONAL, 0, NULL, -1e15, 1e15};

/* ---- rules for the value of each segment ---- */

/* Returns the distance along the cable from the beginning of the root to the middle of segment k.
 * `start_um` is the distance of the section's end that is joined to its parent. */
static double middle_um(const lam_section *section, double start_um, size_t k) {
    size_t from_joint = section->joined_end == 0 ? k : section->nseg - 1 - k;
    double half_segment = 1.0 / (double)(2 * section->nseg);
    return start_um + (double)(2 * from_joint + 1) * half_segment * section->L_um;
}

static lam_status check_values(const lam_json *at, const lam_json_field *field,
                               const lam_section *section, double start_um, const double *values) {
    for (size_t k = 0; k < section->nseg; k++) {
        if (!(values[k] >= field->min && values[k] <= field->max) && !isinf(values[k])) {
            return lam_json_fail(at, "gives %g %s at %g um; accepted: %g to %g", values[k],
                                 field->unit == NULL ? "" : field->unit,
                                 middle_um(section, start_um, k), field->min, field->max);
        }
    }
    return LAM_OK;
}

/* at_zero (slope exp(per_um x) + offset) */
typedef struct exponential {
    double at_zero, per_um, slope, offset;
} exponential;

static lam_status fill_exponential(const lam_json *at, const lam_json_field *field,
                                   const lam_section *section, double start_um, double *values) {
#define LAM_ENTRY exponential
    const lam_json_field fields[] = {
        LAM_QUANTITY("at_zero", LAM_JSON_REQUIRED, at_zero, field->unit, field->min, field->max),
        LAM_QUANTITY("per_um", LAM_JSON_REQUIRED, per_um, "1/um", -1, 1),
        LAM_NUMBER("slope", LAM_JSON_OPTIONAL, slope, -1e6, 1e6),
        LAM_NUMBER("offset", LAM_JSON_OPTIONAL, offset, -1e6, 1e6),
    };
#undef LAM_ENTRY
    exponential rule = {.slope = 1};
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &rule));
    for (size_t k = 0; k < section->nseg; k++) {
        double x_um = middle_um(section, start_um, k);
        values[k] = rule.at_zero * (rule.slope * exp(rule.per_um * x_um) + rule.offset);
    }
    return LAM_OK;
}

/* The value is multiplied by factor where from < x < to. */
typedef struct hot_zone {
    double from_um, to_um, factor;
} hot_zone;

static lam_status read_hot_zone(const lam_json *at, hot_zone *zone) {
#define LAM_ENTRY hot_zone
    static const lam_json_field fields[] = {
        LAM_QUANTITY("from", LAM_JSON_REQUIRED, from_um, "um", 0, 1e6),
        LAM_QUANTITY("to", LAM_JSON_REQUIRED, to_um, "um", 0, 1e6),
        LAM_NUMBER("factor", LAM_JSON_REQUIRED, factor, 0, 1e6),
    };
#undef LAM_ENTRY
    *zone = (hot_zone){.factor = 1};
    return at->value == NULL ? LAM_OK : lam_json_read(at, fields, LAM_COUNT_OF(fields), zone);
}

/* at_zero + min(x, end) (at_end - at_zero)/end */
typedef struct linear {
    double at_zero, at_end, end_um;
    json_t *hot_zone;
} linear;

static lam_status fill_linear(const lam_json *at, const lam_json_field *field,
                              const lam_section *section, double start_um, double *values) {
#define LAM_ENTRY linear
    const lam_json_field fields[] = {
        LAM_QUANTITY("at_zero", LAM_JSON_REQUIRED, at_zero, field->unit, field->min, field->max),
        LAM_QUANTITY("at_end", LAM_JSON_REQUIRED, at_end, field->unit, field->min, field->max),
        LAM_QUANTITY("end", LAM_JSON_REQUIRED, end_um, "um", 1e-3, 1e6),
        LAM_OBJECT("hot_zone", LAM_JSON_OPTIONAL, hot_zone),
    };
#undef LAM_ENTRY
    linear rule;
    hot_zone zone;
    lam_json place = lam_json_member(at, "hot_zone");
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &rule));
    LAM_TRY(read_hot_zone(&place, &zone));
    for (size_t k = 0; k < section->nseg; k++) {
        double x_um = middle_um(section, start_um, k), up_to_um = fmin(x_um, rule.end_um);
        values[k] = rule.at_zero + up_to_um * (rule.at_end - rule.at_zero) / rule.end_um;
        values[k] *= zone.from_um < x_um && x_um < zone.to_um ? zone.factor : 1;
    }
    return LAM_OK;
}

/* Reads [[values], "unit"] with one value for each segment. A null stands for the mechanism's
 * default. */
static lam_status fill_each(const lam_json *at, const lam_json_field *field,
                            const lam_section *section, double start_um, double *values) {
    const lam_json_field number = {.kind = LAM_JSON_NUMBER, .min = field->min, .max = field->max};
    const char *unit = json_string_value(json_array_get(at->value, 1));
    lam_json list = lam_json_element(at, 0);
    (void)start_um;
    if (json_array_size(at->value) != 2 || json_array_size(list.value) != section->nseg ||
        unit == NULL || (field->unit != NULL && strcmp(unit, field->unit) != 0)) {
        return lam_json_fail(at,
                             "accepted: [[value, ...], \"%s\"], one for each of the %zu segments",
                             field->unit == NULL ? "unit" : field->unit, section->nseg);
    }
    for (size_t k = 0; k < section->nseg; k++) {
        lam_json place = lam_json_element(&list, k);
        values[k] = INFINITY;
        if (!json_is_null(place.value)) {
            LAM_TRY(lam_json_value(&place, &number, &values[k]));
        }
    }
    return LAM_OK;
}

static const struct rule {
    const char *name;
    lam_status (*fill)(const lam_json *at, const lam_json_field *field, const lam_section *section,
                       double start_um, double *values);
} rules[] = {
    {"exponential", fill_exponential},
    {"linear", fill_linear},
    {"per_segment", fill_each},
};

static lam_status fill_by_rule(const lam_json *at, const lam_json_field *field,
                               const lam_section *section, double start_um, double *values) {
    lam_json rule;
    void *first = NULL;
    size_t which;
    if (lam_json_count(at->value) != 1 || !lam_json_next(at, &first, &rule)) {
        return lam_json_fail(at, "accepted: one rule, exponential, linear or per_segment");
    }
    LAM_TRY(
        lam_json_find(&rule, "rule", rule.key, rules, LAM_COUNT_OF(rules), sizeof *rules, &which));
    LAM_TRY(rules[which].fill(&rule, field, section, start_um, values));
    return check_values(&rule, field, section, start_um, values);
}

/* Reads one value, or a rule that gives one for each segment of a section. If the section is NULL
 * no rule is accepted. */
static lam_status read_parameter(lam_network *network, const lam_json *at,
                                 const lam_json_field *field, const lam_section *section,
                                 double start_um, lam_parameter *parameter) {
    bool by_rule = section != NULL && json_is_object(at->value);
    size_t n_values = by_rule ? section->nseg : 1;
    double *values = lam_network_alloc(network, n_values, sizeof *values);
    if (values == NULL) {
        return LAM_ERR_MEMORY;
    }
    *parameter = (lam_parameter){.name = at->key, .n_values = n_values, .values = values};
    return by_rule ? fill_by_rule(at, field, section, start_um, values)
                   : lam_json_value(at, field, values);
}

/* ---- membrane mechanisms ---- */

static lam_status read_mechanism(lam_network *network, const lam_json *at,
                                 const lam_section *section, double start_um,
                                 lam_mechanism *mechanism) {
    size_t n_known;
    const lam_known_parameter *known = lam_known_parameters(at->key, &n_known);
    LAM_TRY(lam_json_check_symbol(at));
    if (!json_is_object(at->value)) {
        return lam_json_fail(at, "accepted: an object of parameters");
    }
    lam_parameter *parameters =
        lam_network_alloc(network, lam_json_count(at->value), sizeof *parameters);
    if (parameters == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_json place;
    size_t index, n = 0;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        const lam_json_field *field = &any_parameter;
        LAM_TRY(lam_json_check_symbol(&place));
        if (known != NULL) {
            LAM_TRY(lam_json_find(&place, "parameter", place.key, &known->field, n_known,
                                  sizeof *known, &index));
            field = &known[index].field;
        }
        LAM_TRY(read_parameter(network, &place, field, section, start_um, &parameters[n++]));
    }
    *mechanism = (lam_mechanism){.name = at->key, .n_parameters = n, .parameters = parameters};
    return LAM_OK;
}

lam_status lam_network_read_mechanisms(lam_network *network, const lam_json *at, double start_um,
                                       lam_section *section) {
    lam_mechanism *mechanisms =
        lam_network_alloc(network, lam_json_count(at->value), sizeof *mechanisms);
    if (mechanisms == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_json place;
    size_t n = 0;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        LAM_TRY(read_mechanism(network, &place, section, start_um, &mechanisms[n++]));
    }
    section->n_mechanisms = n;
    section->mechanisms = mechanisms;
    return LAM_OK;
}

/* ---- synapses ---- */

typedef struct exp2syn {
    double e_mV, tau1_ms, tau2_ms;
} exp2syn;

static lam_status read_exp2syn(lam_network *network, const lam_json *at, lam_mechanism *synapse) {
#define LAM_ENTRY exp2syn
    static const lam_json_field fields[] = {
        LAM_QUANTITY("e", LAM_JSON_REQUIRED, e_mV, "mV", -200, 200),
        LAM_QUANTITY("tau1", LAM_JSON_REQUIRED, tau1_ms, "ms", 1e-6, 1e6),
        LAM_QUANTITY("tau2", LAM_JSON_REQUIRED, tau2_ms, "ms", 1e-6, 1e6),
    };
#undef LAM_ENTRY
    enum { N = LAM_COUNT_OF(fields) };
    exp2syn *values = lam_network_alloc(network, 1, sizeof *values);
    lam_parameter *parameters = lam_network_alloc(network, N, sizeof *parameters);
    if (values == NULL || parameters == NULL) {
        return LAM_ERR_MEMORY;
    }
    LAM_TRY(lam_json_read(at, fields, N, values));
    if (values->tau1_ms >
        values->tau2_ms) { /* for equal values Exp2Syn replaces tau1 by 0.9999 tau2 */
        lam_json tau1 = lam_json_member(at, "tau1");
        return lam_json_fail(&tau1, "accepted: the rise, at most the decay tau2 of %g ms",
                             values->tau2_ms);
    }
    parameters[0] = (lam_parameter){"e", 1, &values->e_mV};
    parameters[1] = (lam_parameter){"tau1", 1, &values->tau1_ms};
    parameters[2] = (lam_parameter){"tau2", 1, &values->tau2_ms};
    *synapse = (lam_mechanism){"Exp2Syn", N, parameters};
    return LAM_OK;
}

/* Reads a point process of the user's own: its name and any parameters. */
static lam_status read_other_synapse(lam_network *network, const lam_json *at,
                                     lam_mechanism *synapse) {
    static const lam_json_field symbol = {.kind = LAM_JSON_SYMBOL};
    lam_json mechanism = lam_json_member(at, "mechanism");
    lam_parameter *parameters =
        lam_network_alloc(network, lam_json_count(at->value), sizeof *parameters);
    if (parameters == NULL) {
        return LAM_ERR_MEMORY;
    }
    LAM_TRY(lam_json_value(&mechanism, &symbol, &synapse->name));
    lam_json place;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        if (place.value != mechanism.value) {
            LAM_TRY(lam_json_check_symbol(&place));
            LAM_TRY(read_parameter(network, &place, &any_parameter, NULL, 0,
                                   &parameters[synapse->n_parameters++]));
        }
    }
    synapse->parameters = parameters;
    return LAM_OK;
}

lam_status lam_network_read_synapse(lam_network *network, const lam_json *at,
                                    lam_receptor *receptor) {
    LAM_TRY(lam_json_check_key(at));
    receptor->name = at->key;
    bool is_other = json_object_get(at->value, "mechanism") != NULL;
    return is_other ? read_other_synapse(network, at, &receptor->synapse)
                    : read_exp2syn(network, at, &receptor->synapse);
}
