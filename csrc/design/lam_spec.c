/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spec.c - reads what the files of a sweep and of a fit have in common: the network, options of
 * its runs, and the parameters. */
#include "design/lam_spec_impl.h"
#include "base/lam_text_impl.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- options of the runs ---- */

typedef struct options {
    const char *drives, *mesh, *sensors, *engine, *baseline, *compat;
    json_t *set, *probe;
    double tstop_ms, dt_ms, scale, smooth_ms, settle_ms, inplane_um, separation_um, seed;
    size_t trials;
} options;

#define LAM_ENTRY options
static const lam_json_field option_fields[] = {
    LAM_LIST("set", LAM_JSON_OPTIONAL, set),
    LAM_TEXT("drives", LAM_JSON_OPTIONAL, drives),
    LAM_LIST("probe", LAM_JSON_OPTIONAL, probe),
    LAM_TEXT("sensors", LAM_JSON_OPTIONAL, sensors),
    LAM_TEXT("mesh", LAM_JSON_OPTIONAL, mesh),
    LAM_NUMBER("inplane_distance_um", LAM_JSON_OPTIONAL, inplane_um, 1e-9, 1e9),
    LAM_NUMBER("layer_separation_um", LAM_JSON_OPTIONAL, separation_um, 1e-9, 1e9),
    LAM_NUMBER("tstop_ms", LAM_JSON_OPTIONAL, tstop_ms, 1e-9, 1e9),
    LAM_NUMBER("dt_ms", LAM_JSON_OPTIONAL, dt_ms, 1e-9, 1e9),
    LAM_COUNT("trials", LAM_JSON_OPTIONAL, trials, 1, 1e6),
    LAM_NUMBER("seed", LAM_JSON_OPTIONAL, seed, -999999999, 4294967295.0),
    LAM_TEXT("engine", LAM_JSON_OPTIONAL, engine),
    LAM_TEXT("baseline", LAM_JSON_OPTIONAL, baseline),
    LAM_NUMBER("scale", LAM_JSON_OPTIONAL, scale, -1e12, 1e12),
    LAM_NUMBER("smooth_ms", LAM_JSON_OPTIONAL, smooth_ms, 0, 1e6),
    LAM_NUMBER("settle_ms", LAM_JSON_OPTIONAL, settle_ms, 0, 1e6),
    LAM_TEXT("compat", LAM_JSON_OPTIONAL, compat),
};
#undef LAM_ENTRY

/* A list of texts, none of which begins a new line. */
static lam_status check_lines(const lam_json *options_at, const char *key) {
    lam_json list = lam_json_member(options_at, key);
    for (size_t i = 0; i < json_array_size(list.value); i++) {
        lam_json element = lam_json_element(&list, i);
        const char *text = json_string_value(element.value);
        if (text == NULL || text[0] == '\0' || strchr(text, '\n') != NULL) {
            return lam_json_fail(&element, "accepted: a text in quotes, of one line");
        }
    }
    return LAM_OK;
}

static lam_status read_options(const lam_json *at) {
    options unused;
    LAM_TRY(lam_json_read(at, option_fields, LAM_COUNT_OF(option_fields), &unused));
    LAM_TRY(check_lines(at, "set"));
    return check_lines(at, "probe");
}

/* ---- all of it ---- */

typedef struct shared_keys {
    const char *network;
    json_t *options, *parameters;
    size_t seed;
} shared_keys;

#define LAM_ENTRY shared_keys
static const lam_json_field shared_fields[] = {
    LAM_TEXT("network", LAM_JSON_REQUIRED, network),
    LAM_ANY("options", LAM_JSON_OPTIONAL, options), /* an object, which may be empty */
    LAM_OBJECT("parameters", LAM_JSON_OPTIONAL, parameters),
    LAM_COUNT("seed", LAM_JSON_OPTIONAL, seed, 0, 9007199254740992.0),
};
#undef LAM_ENTRY

static lam_status check_keys(const lam_json *root, const lam_json_field *fields, size_t n_fields) {
    const char **keys = lam_alloc(n_fields + LAM_COUNT_OF(shared_fields), sizeof *keys);
    if (keys == NULL) {
        return LAM_ERR_MEMORY;
    }
    size_t n = 0, unused;
    for (size_t i = 0; i < LAM_COUNT_OF(shared_fields); i++) {
        keys[n++] = shared_fields[i].key;
    }
    for (size_t i = 0; i < n_fields; i++) {
        keys[n++] = fields[i].key;
    }
    lam_status status = LAM_OK;
    lam_json member;
    for (void *i = NULL; status == LAM_OK && lam_json_next(root, &i, &member);) {
        status = lam_json_find(&member, "key", member.key, keys, n, sizeof *keys, &unused);
    }
    free(keys);
    return status;
}

static lam_status read_fields(const lam_json *root, const lam_json_field *fields, size_t n_fields,
                              void *target) {
    for (size_t i = 0; i < n_fields; i++) {
        lam_json member = lam_json_member(root, fields[i].key);
        if (member.value != NULL || !fields[i].optional) {
            LAM_TRY(lam_json_value(&member, &fields[i], (char *)target + fields[i].offset));
        }
    }
    return LAM_OK;
}

char *lam_spec_beside(const char *file, const char *name) {
    const char *slash = strrchr(file, '/');
    size_t n_folder = slash == NULL || name[0] == '/' ? 0 : (size_t)(slash - file) + 1;
    char *path = lam_alloc(n_folder + strlen(name) + 1, 1);
    if (path != NULL) {
        memcpy(path, file, n_folder);
        strcpy(path + n_folder, name);
        if (access(path, F_OK) != 0) {
            strcpy(path, name);
        }
    }
    return path;
}

static lam_status read_shared(lam_spec *spec, const lam_json_field *fields, size_t n_fields,
                              void *target) {
    lam_json root = lam_spec_root(spec);
    shared_keys shared = {.network = NULL};
    LAM_TRY(check_keys(&root, fields, n_fields));
    LAM_TRY(read_fields(&root, shared_fields, LAM_COUNT_OF(shared_fields), &shared));
    LAM_TRY(read_fields(&root, fields, n_fields, target));
    spec->design.seed = shared.seed;
    spec->network_owned = lam_spec_beside(spec->document.names[0], shared.network);
    if (spec->network_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_json options_at = lam_json_member(&root, "options");
    lam_json parameters_at = lam_json_member(&root, "parameters");
    if (options_at.value != NULL) {
        LAM_TRY(read_options(&options_at));
    }
    return parameters_at.value == NULL ? LAM_OK : lam_spec_take_parameters(spec, &parameters_at);
}

lam_status lam_spec_read(const char *path, const lam_json_field *fields, size_t n_fields,
                         void *target, lam_spec **spec_out) {
    return lam_spec_parse(path, NULL, fields, n_fields, target, spec_out);
}

lam_status lam_spec_parse(const char *path, const char *text, const lam_json_field *fields,
                          size_t n_fields, void *target, lam_spec **spec_out) {
    lam_spec *spec = lam_alloc(1, sizeof *spec);
    if (spec == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = text == NULL ? lam_json_load(path, &spec->document)
                                     : lam_json_parse(path, text, &spec->document);
    if (status == LAM_OK) {
        spec->document.merged = json_incref(spec->document.roots[0]);
        status = read_shared(spec, fields, n_fields, target);
    }
    if (status != LAM_OK) {
        lam_spec_destroy(spec);
        return status;
    }
    *spec_out = spec;
    return LAM_OK;
}

void lam_spec_destroy(lam_spec *spec) {
    if (spec == NULL) {
        return;
    }
    lam_json_close(&spec->document);
    free(spec->parameters_owned);
    free(spec->values_owned);
    free(spec->network_owned);
    free(spec->kept_owned);
    free(spec->target_owned);
    free(spec);
}

/* ---- what it says ---- */

lam_json lam_spec_root(const lam_spec *spec) {
    return lam_json_root(&spec->document);
}

lam_status lam_spec_check_seed(const lam_spec *spec) {
    lam_json root = lam_spec_root(spec), at = lam_json_member(&root, "seed");
    return spec->design.seed <= UINT32_MAX
               ? LAM_OK
               : lam_json_fail(&at, "accepted: a whole number from 0 to %u", UINT32_MAX);
}

const lam_design *lam_spec_design(const lam_spec *spec) {
    return &spec->design;
}

const char *lam_spec_network(const lam_spec *spec) {
    return spec->network_owned;
}

lam_status lam_spec_option(const lam_spec *spec, const char *name, char **text_out) {
    lam_json root = lam_spec_root(spec), all = lam_json_member(&root, "options");
    const json_t *value = lam_json_member(&all, name).value;
    lam_text text = {.bytes = NULL};
    if (json_is_number(value)) {
        lam_text_add_number(&text, json_number_value(value));
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        lam_text_add(&text, "%s\n", json_string_value(json_array_get(value, i)));
    }
    if (json_is_string(value)) {
        bool is_file = strcmp(name, "drives") == 0 || strcmp(name, "sensors") == 0;
        char *path =
            is_file ? lam_spec_beside(spec->document.names[0], json_string_value(value)) : NULL;
        text.out_of_memory = is_file && path == NULL;
        lam_text_add(&text, "%s", path != NULL ? path : json_string_value(value));
        free(path);
    }
    return lam_text_take(&text, text_out);
}

lam_status lam_spec_text(const lam_spec *spec, char **text_out) {
    *text_out = lam_json_text(spec->document.merged, JSON_COMPACT | JSON_SORT_KEYS);
    return *text_out != NULL ? LAM_OK : lam_fail(LAM_ERR_MEMORY, "out of memory: a sweep's file");
}

lam_status lam_spec_text_unlimited(const lam_spec *spec, char **text_out) {
    static const char *const limits[] = {"max_evaluations", "max_seconds", "target"};
    json_t *root = lam_json_copy(spec->document.merged);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        json_object_del(root, limits[i]); /* nothing, where there is none */
    }
    *text_out = root == NULL ? NULL : lam_json_text(root, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(root);
    return *text_out != NULL ? LAM_OK : lam_fail(LAM_ERR_MEMORY, "out of memory: a fit's file");
}
