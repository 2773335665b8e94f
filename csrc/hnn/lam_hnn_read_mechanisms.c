/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_read_mechanisms.c - membrane mechanisms and synapses of HNN-core's network file. */
#include "hnn/lam_hnn_impl.h"

#include <math.h>
#include <string.h>

static const char *unit_of(const char *mechanism, const char *parameter) {
    const char *unit = lam_mechanism_unit(mechanism, parameter);
    return unit != NULL ? unit : "of the mechanism";
}

/* ---- values along a section ---- */

/* [[places along the section], [values]]. */
static lam_status check_values(const lam_json *at, size_t *n_out) {
    lam_json xs = lam_json_element(at, 0), values = lam_json_element(at, 1);
    size_t n = json_array_size(values.value);
    if (json_array_size(at->value) != 2 || n == 0 || json_array_size(xs.value) != n) {
        return lam_json_fail(at, "accepted: a number, or [[places], [values]], as many of each");
    }
    for (size_t k = 0; k < n; k++) {
        lam_json x = lam_json_element(&xs, k), value = lam_json_element(&values, k);
        double middle = (double)(2 * k + 1) / (double)(2 * n);
        if (!json_is_number(x.value) || !(fabs(json_number_value(x.value) - middle) < 1e-9)) {
            return lam_json_fail(&x, "accepted: %.15g, the middle of part %zu of %zu", middle, k,
                                 n);
        }
        if (!json_is_number(value.value)) {
            return lam_json_fail(&value, "accepted: a number");
        }
    }
    *n_out = n;
    return LAM_OK;
}

/* Takes the values in their order, one for each segment. HNN-core does so even if their number
 * differs from that of the segments (cell.py, _set_biophysics). */
static lam_status fit_values(lam_hnn *hnn, const lam_json *at, size_t n, size_t nseg, json_t *to) {
    const json_t *values = json_array_get(at->value, 1);
    const char *section = at->parent->parent->parent->key; /* of mechs, mechanism, parameter */
    for (size_t k = 0; k < n && k < nseg; k++) {
        LAM_TRY(lam_hnn_share(hnn, to, NULL, json_array_get(values, k)));
    }
    for (size_t k = n; k < nseg; k++) {
        LAM_TRY(lam_hnn_add(hnn, to, NULL, json_null(), NULL));
    }
    return lam_json_warn(hnn->document,
                         "%s: %zu values of %.63s for the %zu segments of %.63s: as HNN-core has "
                         "it, %s",
                         hnn->document->names[0], n, at->key, nseg, section,
                         n > nseg ? "the first values are used" : "the others have the default");
}

static lam_status read_per_segment(lam_hnn *hnn, const lam_json *at, size_t nseg, const char *unit,
                                   json_t *to) {
    json_t *values = json_array_get(at->value, 1), *rule = json_object(), *fitted;
    size_t n = 0;
    LAM_TRY(lam_hnn_add(hnn, to, at->key, rule, at->value));
    LAM_TRY(check_values(at, &n));
    if (n == nseg) {
        return lam_hnn_add_quantity(hnn, rule, "per_segment", values, unit);
    }
    fitted = json_array();
    LAM_TRY(lam_hnn_add(hnn, rule, "per_segment", json_pack("[o,s]", fitted, unit), values));
    return fit_values(hnn, at, n, nseg, fitted);
}

/* ---- membrane mechanisms ---- */

static lam_status read_mechanism(lam_hnn *hnn, const lam_json *at, size_t nseg, json_t *to) {
    json_t *made = json_object();
    const char *name;
    json_t *value;
    LAM_TRY(lam_hnn_add(hnn, to, at->key, made, at->value));
    LAM_TRY(lam_hnn_check_kind(at, JSON_OBJECT));
    json_object_foreach(at->value, name, value) {
        lam_json parameter = lam_json_member(at, name);
        const char *unit = unit_of(at->key, name);
        if (json_is_number(value)) {
            LAM_TRY(lam_hnn_add_quantity(hnn, made, name, value, unit));
        } else if (json_is_array(value)) {
            LAM_TRY(read_per_segment(hnn, &parameter, nseg, unit, made));
        } else {
            return lam_json_fail(&parameter, "accepted: a number, or [[places], [values]]");
        }
    }
    return LAM_OK;
}

lam_status lam_hnn_read_mechanisms(lam_hnn *hnn, const lam_json *at, size_t nseg, json_t *to) {
    LAM_TRY(lam_hnn_check_kind(at, JSON_OBJECT));
    if (json_object_size(at->value) == 0) {
        return LAM_OK;
    }
    json_t *made = json_object();
    const char *name;
    json_t *value;
    LAM_TRY(lam_hnn_add(hnn, to, "mechs", made, at->value));
    json_object_foreach(at->value, name, value) {
        lam_json place = lam_json_member(at, name);
        LAM_TRY(read_mechanism(hnn, &place, nseg, made));
    }
    return LAM_OK;
}

/* ---- synapses ---- */

/* A synapse that is no Exp2Syn names its mechanism, and has the parameters of that one. */
static lam_status read_other_synapse(lam_hnn *hnn, const lam_json *at, const lam_json *mechanism,
                                     json_t *to) {
    const char *name;
    json_t *value;
    LAM_TRY(lam_hnn_share(hnn, to, "mechanism", mechanism->value));
    json_object_foreach(at->value, name, value) {
        lam_hnn_number number = {name, name, unit_of(json_string_value(mechanism->value), name),
                                 LAM_JSON_REQUIRED};
        if (value != mechanism->value) {
            LAM_TRY(lam_hnn_add_numbers(hnn, at, &number, 1, to));
        }
    }
    return LAM_OK;
}

/* If the rise is not shorter than the decay, NEURON's Exp2Syn replaces it by 0.9999 of the
 * decay. */
static lam_status add_rise(lam_hnn *hnn, const lam_json *at, json_t *to) {
    static const lam_hnn_number rise = {"tau1", "tau1", "ms", LAM_JSON_REQUIRED};
    json_t *tau1 = json_object_get(at->value, "tau1");
    double tau2_ms = json_number_value(json_object_get(at->value, "tau2"));
    bool is_short = !(tau2_ms > 0 && json_number_value(tau1) / tau2_ms > 0.9999);
    return is_short
               ? lam_hnn_add_numbers(hnn, at, &rise, 1, to)
               : lam_hnn_add(hnn, to, "tau1", json_pack("[f,s]", 0.9999 * tau2_ms, "ms"), tau1);
}

typedef struct synapse_entry {
    json_t *ignored, *number;
    const char *mechanism;
} synapse_entry;

lam_status lam_hnn_read_synapse(lam_hnn *hnn, const lam_json *at, json_t *to) {
#define LAM_ENTRY synapse_entry
    static const lam_json_field fields[] = {
        LAM_ANY("e", LAM_JSON_REQUIRED, number),
        LAM_ANY("tau1", LAM_JSON_REQUIRED, number),
        LAM_ANY("tau2", LAM_JSON_REQUIRED, number),
        LAM_TEXT("mechname", LAM_JSON_OPTIONAL, mechanism),
    };
#undef LAM_ENTRY
    static const lam_hnn_number numbers[] = {
        {"e", "e", "mV", LAM_JSON_REQUIRED},
        {"tau2", "tau2", "ms", LAM_JSON_REQUIRED},
    };
    lam_json mechanism = lam_json_member(at, "mechname");
    json_t *made = json_object();
    synapse_entry entry;
    LAM_TRY(lam_hnn_add(hnn, to, at->key, made, at->value));
    if (json_is_string(mechanism.value) &&
        strcmp(json_string_value(mechanism.value), "Exp2Syn") != 0) {
        return read_other_synapse(hnn, at, &mechanism, made);
    }
    LAM_TRY(lam_hnn_read_fields(at, fields, LAM_COUNT_OF(fields), &entry));
    LAM_TRY(lam_hnn_add_numbers(hnn, at, numbers, LAM_COUNT_OF(numbers), made));
    return add_rise(hnn, at, made);
}
