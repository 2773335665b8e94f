/* SPDX-License-Identifier: BSD-3-Clause
 * lam_json_error.c - places in a JSON document, and errors and warnings that name the file and the
 * way to the place in it. */
#include "base/lam_text_impl.h"
#include "json/lam_json_impl.h"
#include "base/lam_number_impl.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 16, MAX_CHANGES = 512, VALUE_SIZE = 64, TEXT_SIZE = LAM_JSON_TEXT_SIZE };
enum { MAX_WARNINGS = 10000 }; /* bytes */

/* ---- places ---- */

lam_json lam_json_root(const lam_json_document *document) {
    return (lam_json){.document = document, .value = document->merged};
}

lam_json lam_json_member(const lam_json *object, const char *key) {
    return (lam_json){.document = object->document,
                      .parent = object,
                      .key = key,
                      .value = json_object_get(object->value, key)};
}

lam_json lam_json_element(const lam_json *list, size_t index) {
    return (lam_json){.document = list->document,
                      .parent = list,
                      .index = index,
                      .value = json_array_get(list->value, index)};
}

/* ---- errors ---- */

/* The steps from the root to a place; a section's values may stand in its cell's `defaults`. */
typedef struct way {
    const lam_json *steps[MAX_DEPTH];
    size_t n;
    bool in_defaults;
} way;

static way way_to(const lam_json *at) {
    way found = {.n = 0};
    for (const lam_json *step = at; step->parent != NULL; step = step->parent) {
        found.n++;
    }
    assert(found.n <= MAX_DEPTH); /* no reader goes deeper, whatever the file holds */
    size_t i = found.n;
    for (const lam_json *step = at; step->parent != NULL; step = step->parent) {
        found.steps[--i] = step;
    }
    return found;
}

/* Can cells.CELL.sections.SECTION.X also be found as cells.CELL.defaults.X? */
static bool has_defaults(const way *to) {
    return to->n > 4 && to->steps[0]->key != NULL && strcmp(to->steps[0]->key, "cells") == 0 &&
           to->steps[2]->key != NULL && strcmp(to->steps[2]->key, "sections") == 0;
}

/* Returns how many steps of the way exist in one file. */
static size_t steps_in(const json_t *root, const way *to) {
    const json_t *value = root;
    for (size_t i = 0; i < to->n; i++) {
        if (to->in_defaults && i == 2) {
            value = json_object_get(value, "defaults");
            i = 3;
        } else if (to->steps[i]->key != NULL) {
            value = json_object_get(value, to->steps[i]->key);
        } else {
            value = json_array_get(value, to->steps[i]->index);
        }
        if (value == NULL) {
            return i;
        }
    }
    return to->n;
}

/* Returns the file that holds the place, or else the longest part of the way to it. Sets
 * in_defaults. */
static const char *file_of(const lam_json_document *document, way *to) {
    size_t file = 0, most = 0;
    bool in_defaults = false;
    for (size_t k = 0; k < document->n_files; k++) {
        for (int defaults = 0; defaults <= (has_defaults(to) ? 1 : 0); defaults++) {
            to->in_defaults = defaults != 0;
            size_t steps = steps_in(document->roots[k], to);
            if (steps > most) {
                most = steps;
                file = k;
                in_defaults = to->in_defaults;
            }
        }
    }
    to->in_defaults = in_defaults;
    return document->names[file];
}

const char *lam_json_file(const lam_json *at) {
    way to = way_to(at);
    return file_of(at->document, &to);
}

static void append_way(char *text, size_t size, const way *to) {
    for (size_t i = 0; i < to->n; i++) {
        const char *dot = i > 0 ? "." : "";
        if (to->in_defaults && i == 2) {
            lam_text_append(text, size, ".defaults");
            i = 3;
        } else if (to->steps[i]->key != NULL) {
            lam_text_append(text, size, "%s%.*s", dot, LAM_JSON_MAX_NAME, to->steps[i]->key);
        } else {
            lam_text_append(text, size, "[%zu]", to->steps[i]->index);
        }
    }
}

/* Appends a value as the file has it, cut short. A number that was set without a unit appears as it
 * was set. */
static void append_value(char *text, size_t size, const json_t *value) {
    if (json_array_size(value) == 2 && json_is_null(json_array_get(value, 1))) {
        value = json_array_get(value, 0);
    }
    char *dump = lam_json_text(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_ENSURE_ASCII |
                                          JSON_REAL_PRECISION(15));
    if (dump != NULL) {
        lam_text_append(text, size, "%.*s%s: ", VALUE_SIZE, dump,
                        strlen(dump) > VALUE_SIZE ? "..." : "");
        free(dump);
    }
}

/* Appends the way from `value` down to `sought`. Returns false if it is not there. */
static bool append_way_to(char *text, size_t size, const json_t *value, const json_t *sought,
                          size_t depth) {
    size_t used = strlen(text);
    if (value == sought) {
        return true;
    }
    if (depth == MAX_DEPTH) {
        return false;
    }
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member) {
        lam_text_append(text, size, "%s%.*s", depth > 0 ? "." : "", LAM_JSON_MAX_NAME, key);
        if (append_way_to(text, size, member, sought, depth + 1)) {
            return true;
        }
        text[used] = '\0';
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        lam_text_append(text, size, "[%zu]", i);
        if (append_way_to(text, size, json_array_get(value, i), sought, depth + 1)) {
            return true;
        }
        text[used] = '\0';
    }
    return false;
}

static const json_t *origin_of(const lam_json_document *document, const json_t *made) {
    for (size_t i = 0; i < document->n_origins; i++) {
        if (document->origins[i].made == made && made != NULL) {
            return document->origins[i].from;
        }
    }
    return NULL;
}

/* For a file in another format: appends the way in that file to the value from which the nearest
 * place above was made, then the rest of the way. Returns false if no place above was made from a
 * value of the file. */
static bool append_origin(char *text, size_t size, const lam_json *at) {
    const lam_json *step = at;
    const json_t *from = origin_of(at->document, step->value);
    while (from == NULL && step->parent != NULL) {
        step = step->parent;
        from = origin_of(at->document, step->value);
    }
    if (from == NULL || !append_way_to(text, size, at->document->roots[0], from, 0)) {
        return false;
    }
    char rest[TEXT_SIZE / 2] = "";
    way to = way_to(at), above = way_to(step);
    for (size_t i = above.n; i < to.n; i++) {
        if (to.steps[i]->key != NULL) {
            lam_text_append(rest, sizeof rest, ".%.*s", LAM_JSON_MAX_NAME, to.steps[i]->key);
        } else {
            lam_text_append(rest, sizeof rest, "[%zu]", to.steps[i]->index);
        }
    }
    lam_text_append(text, size, "%s", rest + (text[0] == '\0' && rest[0] == '.'));
    return true;
}

/* Returns what changed the place or one above it, NULL if nothing did. A number that was set
 * without a unit may have been taken out of its [number, null]. */
static const char *change_of(const lam_json *at) {
    const json_t *changes = at->document->changes;
    for (const lam_json *step = at; step != NULL; step = step->parent) {
        for (size_t i = json_array_size(changes); step->value != NULL && i-- > 0;) {
            const json_t *value = json_array_get(json_array_get(changes, i), 0);
            if (value == step->value || json_array_get(value, 0) == step->value) {
                return json_string_value(json_array_get(json_array_get(changes, i), 1));
            }
        }
    }
    return NULL;
}

lam_status lam_json_fail(const lam_json *at, const char *format, ...) {
    char text[TEXT_SIZE] = "";
    way to = way_to(at);
    const char *file = file_of(at->document, &to), *change = change_of(at);
    if (change != NULL) {
        to.in_defaults = false;
        file = change;
    }
    if (change != NULL || !append_origin(text, sizeof text, at)) {
        append_way(text, sizeof text, &to);
    }
    lam_text_append(text, sizeof text, "%s", text[0] != '\0' ? ": " : "");
    if (at->value != NULL && to.n > 0) {
        append_value(text, sizeof text, at->value);
    }
    size_t used = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    lam_format_list(text + used, sizeof text - used, format, arguments);
    va_end(arguments);
    return lam_fail(LAM_ERR_INPUT, "%s: %s", file, text);
}

lam_status lam_json_made_from(lam_json_document *document, json_t *made, const json_t *from) {
    LAM_GROW(document->origins, document->n_origins + 1, &document->n_origins_held);
    document->origins[document->n_origins++] = (lam_json_origin){json_incref(made), from};
    return LAM_OK;
}

lam_status lam_json_changed(lam_json_document *document, json_t *value, const char *where) {
    if (json_is_boolean(value) || json_is_null(value)) {
        return LAM_OK; /* jansson has only one true, one false and one null */
    }
    json_t *change = json_array();
    if (document->changes == NULL) {
        document->changes = json_array();
    }
    if (json_array_size(document->changes) == MAX_CHANGES) {
        json_array_remove(document->changes, 0);
    }
    if (json_array_append(change, value) != 0 ||
        json_array_append_new(change, json_string_nocheck(where)) != 0 ||
        json_array_append(document->changes, change) != 0) {
        json_decref(change);
        return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", where);
    }
    json_decref(change);
    return LAM_OK;
}

lam_status lam_json_warn(lam_json_document *document, const char *format, ...) {
    char line[TEXT_SIZE];
    const char *before = document->warnings == NULL ? "" : document->warnings;
    va_list arguments;
    va_start(arguments, format);
    if (strlen(before) < MAX_WARNINGS) {
        lam_format_list(line, sizeof line - 1, format, arguments);
    } else {
        snprintf(line, sizeof line - 1, "there are more warnings");
    }
    va_end(arguments);
    for (char *c = line; *c != '\0'; c++) {
        *c = (unsigned char)*c < ' ' ? ' ' : *c; /* stays one line, whatever the input held */
    }
    strcat(line, "\n");
    if (strstr(before, line) != NULL) {
        return LAM_OK;
    }
    char *lines = lam_alloc(strlen(before) + strlen(line) + 1, 1);
    if (lines == NULL) {
        return LAM_ERR_MEMORY;
    }
    strcat(strcpy(lines, before), line);
    free(document->warnings);
    document->warnings = lines;
    return LAM_OK;
}
