/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_add.c - adds to a network from outside: drives of a file, sensors of a file,
 * electrode arrays as the command line states them. */
#include "base/lam_text_impl.h"
#include "network/lam_network_impl.h"
#include "base/lam_number_impl.h"
#include "base/lam_steps_impl.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Adds parts of another file to those that the network has under `key`. Errors about them name that
 * file. */
static lam_status merge(lam_json_document *document, const char *path, const char *key,
                        json_t *parts) {
    json_t *with = json_pack("{s:O}", key, parts), *part;
    int failed = with == NULL || json_object_update_recursive(document->merged, with);
    json_decref(with);
    if (failed) {
        return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", path);
    }
    const char *name;
    json_object_foreach(parts, name, part) {
        json_t *merged = json_object_get(json_object_get(document->merged, key), name);
        LAM_TRY(json_is_object(merged) ? lam_json_changed(document, merged, path) : LAM_OK);
    }
    return LAM_OK;
}

lam_status lam_network_add_drives(lam_json_document *document, const char *path) {
    lam_json_document added = {.n_files = 0};
    lam_status status = lam_json_open(path, NULL, &added);
    json_t *drives = json_object_get(added.merged, "drives");
    if (status == LAM_OK && json_object_size(drives) == 0) {
        status = lam_fail(LAM_ERR_INPUT, "%s: drives: %s; accepted: an object of drives", path,
                          drives == NULL           ? "missing"
                          : json_is_object(drives) ? "empty"
                                                   : "no object");
    }
    if (status == LAM_OK) {
        status = merge(document, path, "drives", drives);
    }
    lam_json_close(&added);
    return status;
}

/* ---- sensors ---- */

/* Leads take the place of the file of the network's set, and of the names that its leads have. */
static void forget_leads(lam_json_document *document, const char *kind, const lam_json *set) {
    json_t *old = json_object_get(json_object_get(document->merged, kind), set->key);
    if (old == NULL || json_object_get(set->value, "leads") == NULL) {
        return;
    }
    json_object_del(old, "file");
    json_object_del(old, "leads");
    json_object_del(old, "names"); /* nothing, where there are none */
}

/* The network has a `source` of its own, so each added thing states its own. */
static lam_status take_kind(lam_json_document *document, const char *path, const lam_json *at,
                            json_t *source) {
    lam_json place;
    if (at->value == NULL) {
        return LAM_OK;
    }
    if (lam_json_count(at->value) == 0) {
        return lam_json_fail(at, "accepted: an object {\"name\": {...}}");
    }
    place = lam_json_member(at, "source");
    source = json_is_string(place.value) ? place.value : source;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        if (!json_is_object(place.value)) {
            return lam_json_fail(&place, "accepted: an object {\"key\": ...}");
        }
        forget_leads(document, at->key, &place);
        if (source != NULL && json_object_get(place.value, "source") == NULL &&
            json_object_set(place.value, "source", source) != 0) {
            return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", path);
        }
    }
    return merge(document, path, at->key, at->value);
}

static lam_status take_kinds(lam_json_document *document, const char *path,
                             lam_json_document *added) {
    static const char *const kinds[] = {"electrode_arrays", "current_density", "eeg", "meg"};
    lam_json root = lam_json_root(added), source = lam_json_member(&root, "source");
    lam_json place;
    size_t unused;
    LAM_TRY(lam_network_take_tables(added));
    for (void *i = NULL; lam_json_next(&root, &i, &place);) {
        LAM_TRY(lam_json_find(&place, "key", place.key, kinds, LAM_COUNT_OF(kinds), sizeof *kinds,
                              &unused));
    }
    bool is_any = false;
    for (size_t i = 0; i < LAM_COUNT_OF(kinds); i++) {
        place = lam_json_member(&root, kinds[i]);
        is_any = is_any || place.value != NULL;
        LAM_TRY(take_kind(document, path, &place, source.value));
    }
    return is_any
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "%s: no sensors; accepted: electrode_arrays, current_density, eeg, meg",
                          path);
}

lam_status lam_network_add_sensors(lam_json_document *document, const char *path) {
    lam_json_document added = {.n_files = 0};
    lam_status status = lam_json_open(path, NULL, &added);
    if (status == LAM_OK) {
        status = take_kinds(document, path, &added);
    }
    lam_json_close(&added);
    return status;
}

/* ---- probes ---- */

enum { MAX_CONTACTS = 10000 };

/* x, y, first z, last z, spacing (um) */
typedef struct probe_line {
    double numbers[5];
    const char *method; /* NULL: the line does not say */
} probe_line;

/* Reads the numbers and the marks between them. The method is what follows. */
static bool parse(const char *text, probe_line *line) {
    static const char *const behind[] = {",", ",", ":", ":", ","};
    for (size_t i = 0; i < LAM_COUNT_OF(line->numbers); i++) {
        const char *end;
        if (!lam_number_read(text, behind[i], &line->numbers[i], &end) ||
            !(fabs(line->numbers[i]) <= 1e9) ||
            (*end == '\0' && i + 1 < LAM_COUNT_OF(line->numbers))) {
            return false;
        }
        text = end + 1;
        line->method = *end != '\0' ? text : NULL;
    }
    return true;
}

/* Makes {"positions": [[[x, y, z], ...], "um"], "method": ...}. NULL: out of memory. */
static json_t *array_of(const probe_line *line, size_t n_spaces) {
    const double *x = line->numbers;
    json_t *places = json_array();
    for (size_t i = 0; i <= n_spaces; i++) {
        double z = x[2] + (x[3] < x[2] ? -x[4] : x[4]) * (double)i;
        json_array_append_new(places, json_pack("[f,f,f]", x[0], x[1], z));
    }
    bool is_whole = json_array_size(places) == n_spaces + 1;
    json_t *array = is_whole ? json_pack("{s:[O,s]}", "positions", places, "um") : NULL;
    json_decref(places);
    if (line->method != NULL && array != NULL &&
        json_object_set_new(array, "method", json_string(line->method)) != 0) {
        json_decref(array);
        return NULL;
    }
    return array;
}

static lam_status refuse(const char *text) {
    return lam_fail(LAM_ERR_INPUT,
                    "probe: '%.200s'; accepted: NAME=X,Y,Z0:Z1:DZ, numbers in um, DZ above 0, "
                    "then perhaps ,psa ,lsa or ,root_as_point",
                    text);
}

lam_status lam_network_add_probe(lam_json_document *document, const char *text) {
    const char *equals = strchr(text, '=');
    probe_line line = {.method = NULL};
    char name[LAM_JSON_MAX_NAME + 1] = "", where[256] = "";
    if (equals == NULL || equals == text || equals - text > LAM_JSON_MAX_NAME ||
        !parse(equals + 1, &line)) {
        return refuse(text);
    }
    double length = fabs(line.numbers[3] - line.numbers[2]), spaces = length / line.numbers[4];
    if (!(line.numbers[4] > 0)) {
        return refuse(text);
    }
    if (!(spaces < MAX_CONTACTS)) {
        return lam_fail(LAM_ERR_INPUT, "probe: '%.200s': %.0f contacts; accepted: at most %d", text,
                        floor(spaces) + 1, MAX_CONTACTS);
    }
    if (fabs(spaces - nearbyint(spaces)) > 1e-6) {
        char steps[LAM_STEPS_SIZE];
        lam_steps_near(length, line.numbers[4], steps);
        return lam_fail(LAM_ERR_INPUT,
                        "probe: '%.200s': steps of %.15g um do not lead from %.15g to %.15g; "
                        "accepted: for instance %s um",
                        text, line.numbers[4], line.numbers[2], line.numbers[3], steps);
    }
    memcpy(name, text, (size_t)(equals - text));
    if (json_object_get(json_object_get(document->merged, "electrode_arrays"), name) != NULL) {
        return lam_fail(LAM_ERR_INPUT,
                        "probe: '%s': the network has such an array; accepted: "
                        "another name",
                        name);
    }
    lam_text_append(where, sizeof where, "probe '%.200s'", text);
    json_t *array = array_of(&line, (size_t)nearbyint(spaces));
    json_t *parts = array == NULL ? NULL : json_pack("{s:o}", name, array);
    lam_status status = parts == NULL ? lam_fail(LAM_ERR_MEMORY, "%s: out of memory", where)
                                      : merge(document, where, "electrode_arrays", parts);
    json_decref(parts);
    return status;
}
