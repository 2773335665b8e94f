/* SPDX-License-Identifier: BSD-3-Clause
 * lam_edit_set.c - changes a network's JSON: by one PATH=VALUE, by a file of them, or by a value
 * from a program. */
#include "edit/lam_edit_impl.h"
#include "base/lam_file_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHO_SIZE = 320, REASON_SIZE = 900 };

/* ---- places ---- */

static lam_status replace(const lam_edit_place *place, json_t *value_stolen) {
    bool is_end = place->key == NULL && place->index == json_array_size(place->parent);
    int failed = is_end ? json_array_append_new(place->parent, value_stolen)
                 : place->key != NULL
                     ? json_object_set_new(place->parent, place->key, value_stolen)
                     : json_array_set_new(place->parent, place->index, value_stolen);
    return failed ? lam_fail(LAM_ERR_MEMORY, "out of memory: a value") : LAM_OK;
}

/* Removes the last place first, because those of one list are in ascending order. If a list or
 * object of the network itself becomes empty, it goes too: `drives` without a drive. */
static void delete_from(json_t *network, const lam_edit_place *place) {
    if (place->key != NULL) {
        json_object_del(place->parent, place->key);
    } else {
        json_array_remove(place->parent, place->index);
    }
    const char *key;
    json_t *member;
    json_object_foreach(network, key, member) {
        if (member == place->parent && lam_json_count(member) + json_array_size(member) == 0) {
            json_object_del(network, key);
            return;
        }
    }
}

/* ---- PATH=VALUE ---- */

/* Metadata have no units, so a number in them stays a plain number. */
static json_t *without_unit(json_t *value, const lam_edit_path *path) {
    bool is_metadata = path->n > 3 && path->steps[2].kind == LAM_EDIT_KEY &&
                       strcmp(path->steps[0].key, "cells") == 0 &&
                       strcmp(path->steps[2].key, "metadata") == 0;
    if (!is_metadata || json_array_size(value) != 2 || !json_is_null(json_array_get(value, 1))) {
        return value;
    }
    json_t *number = json_incref(json_array_get(value, 0));
    json_decref(value);
    return number;
}

/* All values are made before the first one is put into place, so that nothing changes on
 * failure. */
static lam_status make_values(const char *who, const lam_edit_path *path,
                              const lam_edit_places *places, const char *text, json_t **values) {
    for (size_t i = 0; i < places->n; i++) {
        LAM_TRY(lam_edit_value(who, places->places[i].value, text, &values[i]));
        values[i] = without_unit(values[i], path);
    }
    return LAM_OK;
}

/* Is it the first connection of a network without any? */
static bool begins_list(const lam_edit_path *path, const lam_edit_place *place) {
    return path->steps[path->n - 1].kind == LAM_EDIT_APPEND && place->key != NULL;
}

static lam_status change_places(lam_json_document *document, const char *where, const char *who,
                                const lam_edit_path *path, const lam_edit_places *places,
                                const char *text) {
    json_t **values = lam_alloc(places->n, sizeof(json_t *));
    if (values == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = make_values(who, path, places, text, values);
    for (size_t i = places->n; i-- > 0;) {
        const lam_edit_place *place = &places->places[i];
        if (status != LAM_OK) {
            json_decref(values[i]);
            continue;
        }
        if (values[i] == NULL) {
            delete_from(document->merged, place);
        } else {
            json_t *whole = begins_list(path, place) ? json_pack("[o]", values[i]) : values[i];
            status = replace(place, whole);
            status = status == LAM_OK ? lam_json_changed(document, values[i], where) : status;
        }
    }
    free(values);
    return status;
}

/* Errors about what the change makes of the network name `where` it stands. NULL: they name
 * PATH=VALUE. */
static lam_status set(lam_json_document *document, const char *where, const char *path,
                      const char *value) {
    char who[WHO_SIZE];
    snprintf(who, sizeof who, "%.200s=%.64s%s", path, value, strlen(value) > 64 ? "..." : "");
    lam_edit_path parsed;
    lam_edit_places places = {.n = 0};
    LAM_TRY(lam_edit_parse(path, &parsed));
    if (lam_edit_is_name(document->merged, &parsed)) {
        return lam_edit_rename(document->merged, who, &parsed, value);
    }
    bool may_be_new = strcmp(value, "null") != 0;
    if (value[0] == '{') {
        LAM_TRY(lam_edit_make_kind(document->merged, &parsed));
    }
    lam_status status = lam_edit_find(document->merged, who, &parsed, may_be_new, &places);
    if (status == LAM_OK) {
        where = where == NULL ? who : where;
        status = change_places(document, where, who, &parsed, &places, value);
    }
    free(places.places);
    return status;
}

lam_status lam_edit_set(lam_json_document *document, const char *path, const char *value) {
    return set(document, NULL, path, value);
}

/* ---- changes as text ---- */

/* Returns the first `mark` outside of quotes, NULL if there is none. */
static char *find_mark(char *text, char mark) {
    bool in_quotes = false;
    for (char *c = text; *c != '\0'; c++) {
        if (*c == mark && !in_quotes) {
            return c;
        }
        if (*c == '\\' && in_quotes && c[1] != '\0') {
            c++;
        } else if (*c == '"') {
            in_quotes = !in_quotes;
        }
    }
    return NULL;
}

static char *trimmed(char *text) {
    static const char space[] = " \t\r\n";
    text += strspn(text, space);
    size_t n = strlen(text);
    while (n > 0 && strchr(space, text[n - 1]) != NULL) {
        n--;
    }
    text[n] = '\0';
    return text;
}

static lam_status change_by(lam_json_document *document, const char *where, char *change) {
    char *equals = find_mark(change, '=');
    if (equals == NULL || equals == change) {
        return lam_fail(LAM_ERR_INPUT, "%.200s: accepted: PATH=VALUE, like drives.evprox1.mu=30",
                        change);
    }
    *equals = '\0';
    return set(document, where, trimmed(change), trimmed(equals + 1));
}

lam_status lam_edit_change(lam_json_document *document, const char *change) {
    char *copy = lam_alloc(strlen(change) + 1, 1);
    if (copy == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = change_by(document, NULL, strcpy(copy, change));
    free(copy);
    return status;
}

/* ---- a file of changes ---- */

/* A # begins a comment at the beginning of a line and after a blank. */
static void cut_comment(char *line) {
    for (char *mark = find_mark(line, '#'); mark != NULL; mark = find_mark(mark + 1, '#')) {
        if (mark == line || mark[-1] == ' ' || mark[-1] == '\t') {
            *mark = '\0';
            return;
        }
    }
}

static lam_status change_by_line(lam_json_document *document, const char *file, size_t number,
                                 char *line, size_t size) {
    char where[WHO_SIZE], reason[REASON_SIZE];
    snprintf(where, sizeof where, "%.*s: line %zu", WHO_SIZE - 32, file, number);
    if (strlen(line) != size) {
        return lam_fail(LAM_ERR_INPUT, "%s: a byte 0; accepted: text", where);
    }
    cut_comment(line);
    char *change = trimmed(line);
    lam_status status = change[0] == '\0' ? LAM_OK : change_by(document, where, change);
    if (status == LAM_OK) {
        return LAM_OK;
    }
    snprintf(reason, sizeof reason, "%s", lam_error());
    return lam_fail(status, "%s: %s", where, reason);
}

lam_status lam_edit_config(lam_json_document *document, const char *file) {
    const long long max_size = 1 << 24;
    FILE *stream = NULL;
    LAM_TRY(lam_file_open(file, "a file of lines PATH = VALUE", max_size, &stream));
    char *line = NULL;
    size_t n_held = 0;
    ssize_t n;
    lam_status status = LAM_OK;
    for (size_t number = 1; status == LAM_OK && (n = getline(&line, &n_held, stream)) >= 0;
         number++) {
        status = change_by_line(document, file, number, line, (size_t)n);
    }
    if (status == LAM_OK && !feof(stream)) {
        status = lam_fail(LAM_ERR_INPUT,
                          "%s: cannot be read; accepted: a file of lines "
                          "PATH = VALUE",
                          file);
    }
    free(line);
    fclose(stream);
    return status;
}

/* ---- values from programs ---- */

/* Returns what the step leads to in a value, if it is there. */
static json_t *step_into(const json_t *value, const lam_edit_step *step) {
    return step->kind == LAM_EDIT_INDEX ? json_array_get(value, step->index)
                                        : json_object_get(value, step->key);
}

lam_status lam_edit_is_there(const json_t *network, const char *path, bool *is_there_out) {
    lam_edit_path parsed;
    LAM_TRY(lam_edit_parse(path, &parsed));
    const json_t *value = network;
    for (size_t i = 0; i < parsed.n; i++) {
        value = step_into(value, &parsed.steps[i]);
    }
    *is_there_out = value != NULL;
    return LAM_OK;
}

static lam_status check_put(const json_t *network, const char *path, const lam_edit_path *parsed) {
    const json_t *value = network;
    for (size_t i = 0; i < parsed->n; i++) {
        const lam_edit_step *step = &parsed->steps[i];
        if (lam_edit_has_wildcard(step)) {
            return lam_fail(LAM_ERR_INPUT, "%s: accepted: keys and [number], no patterns", path);
        }
        const json_t *inside = step_into(value, step);
        bool is_right =
            step->kind == LAM_EDIT_INDEX ? inside != NULL : value == NULL || json_is_object(value);
        if (!is_right) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: step %zu is not there; accepted: keys of objects, "
                            "numbers in lists",
                            path, i + 1);
        }
        value = inside;
    }
    return LAM_OK;
}

lam_status lam_edit_put(json_t *network, const char *path, json_t *value_stolen) {
    lam_edit_path parsed;
    lam_status status = lam_edit_parse(path, &parsed);
    if (status == LAM_OK) {
        status = check_put(network, path, &parsed);
    }
    if (status != LAM_OK) {
        json_decref(value_stolen);
        return status;
    }
    json_t *parent = network;
    for (size_t i = 0; i + 1 < parsed.n && parent != NULL; i++) {
        json_t *inside = step_into(parent, &parsed.steps[i]);
        if (inside == NULL) {
            inside = json_object();
            int failed = json_object_set_new(parent, parsed.steps[i].key, inside);
            inside = failed ? NULL : inside; /* replace() fails then */
        }
        parent = inside;
    }
    const lam_edit_step *last = &parsed.steps[parsed.n - 1];
    lam_edit_place place = {parent, last->kind == LAM_EDIT_KEY ? last->key : NULL, last->index,
                            NULL};
    return replace(&place, value_stolen);
}
