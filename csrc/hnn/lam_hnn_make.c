/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_make.c - what all parts of the translation of HNN-core's network file use: reading
 * objects of the file, and making JSON that remembers from where it was made. */
#include "hnn/lam_hnn_impl.h"

#include <string.h>

/* ---- reading ---- */

/* These keys make no difference to a run: results, the state of a Python object, defaults for
 * connections to come, and what `gid_pairs` says exactly. */
static const char *const ignored[] = {
    "cell_response", "times",       "voltages",    "events",
    "vsec",          "isec",        "ca",          "dipole_pp",
    "tonic_biases",  "pos",         "gid",         "source_to_gid_map",
    "target_types",  "legacy_mode", "delay",       "src_gids",
    "num_srcs",      "target_gids", "num_targets", "allow_autapses",
    "probability",
};

enum { MAX_FIELDS = 40 };

lam_status lam_hnn_read_fields(const lam_json *at, const lam_json_field *fields, size_t n_fields,
                               void *target) {
    lam_json_field all[MAX_FIELDS];
    size_t n = n_fields;
    memcpy(all, fields, n_fields * sizeof *fields);
    for (size_t i = 0; i < LAM_COUNT_OF(ignored); i++) {
        bool is_field = false;
        for (size_t k = 0; k < n_fields; k++) {
            is_field |= strcmp(fields[k].key, ignored[i]) == 0;
        }
        if (!is_field && json_object_get(at->value, ignored[i]) != NULL) {
            all[n++] = (lam_json_field){
                .key = ignored[i], .kind = LAM_JSON_ANY, .optional = LAM_JSON_OPTIONAL};
        }
    }
    return lam_json_read(at, all, n, target);
}

lam_json lam_hnn_member(const lam_json *object, const char *key) {
    lam_json member = lam_json_member(object, key);
    if (json_is_null(member.value)) {
        member.value = NULL;
    }
    return member;
}

lam_status lam_hnn_check_kind(const lam_json *at, json_type kind) {
    if (at->value == NULL || json_typeof(at->value) == kind) {
        return LAM_OK;
    }
    return lam_json_fail(at, "accepted: %s",
                         kind == JSON_OBJECT ? "an object {\"key\": ...}" : "a list [...]");
}

/* ---- making ---- */

lam_status lam_hnn_add(lam_hnn *hnn, json_t *to, const char *key, json_t *made,
                       const json_t *from) {
    int failed = key != NULL ? json_object_set_new(to, key, made) : json_array_append_new(to, made);
    if (failed) {
        return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", hnn->document->names[0]);
    }
    bool is_unique = !json_is_boolean(made) && !json_is_null(made); /* jansson shares these */
    return from != NULL && is_unique ? lam_json_made_from(hnn->document, made, from) : LAM_OK;
}

lam_status lam_hnn_share(lam_hnn *hnn, json_t *to, const char *key, json_t *value) {
    return lam_hnn_add(hnn, to, key, json_incref(value), value);
}

lam_status lam_hnn_add_quantity(lam_hnn *hnn, json_t *to, const char *key, json_t *value,
                                const char *unit) {
    LAM_TRY(lam_hnn_add(hnn, to, key, json_pack("[O,s]", value, unit), value));
    return lam_json_made_from(hnn->document, value, value);
}

static lam_status add_number(lam_hnn *hnn, const lam_json *at, const char *unit, json_t *to,
                             const char *key) {
    if (!json_is_number(at->value)) {
        return lam_json_fail(at, "%saccepted: a number%s%s", at->value == NULL ? "missing; " : "",
                             unit != NULL ? ", in " : "", unit != NULL ? unit : "");
    }
    return unit == NULL ? lam_hnn_share(hnn, to, key, at->value)
                        : lam_hnn_add_quantity(hnn, to, key, at->value, unit);
}

lam_status lam_hnn_add_numbers(lam_hnn *hnn, const lam_json *at, const lam_hnn_number *numbers,
                               size_t n_numbers, json_t *to) {
    for (size_t i = 0; i < n_numbers; i++) {
        lam_json place = lam_hnn_member(at, numbers[i].key);
        if (place.value != NULL || !numbers[i].optional) {
            LAM_TRY(add_number(hnn, &place, numbers[i].unit, to, numbers[i].as));
        }
    }
    return LAM_OK;
}

lam_status lam_hnn_add_by_population(lam_hnn *hnn, const lam_json *at, const char *unit, json_t *to,
                                     const char *key) {
    if (!json_is_object(at->value)) {
        return add_number(hnn, at, unit, to, key);
    }
    json_t *made = json_object();
    const char *name;
    json_t *value;
    LAM_TRY(lam_hnn_add(hnn, to, key, made, at->value));
    json_object_foreach(at->value, name, value) {
        lam_json place = lam_json_member(at, name);
        LAM_TRY(add_number(hnn, &place, unit, made, name));
    }
    return LAM_OK;
}
