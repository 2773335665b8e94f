/* SPDX-License-Identifier: BSD-3-Clause
 * lam_edit_paths.c - lists what can be set in a network: a line for each value, with its path and
 * unit. */
#include "edit/lam_edit_impl.h"
#include "base/lam_names_impl.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_VALUE = 36, NAME_SIZE = 4 * LAM_NAMES_MAX_EDITED };

/* The way to a value; each step lives on the stack of the one above. */
typedef struct way {
    const struct way *up; /* NULL: the network */
    const char *key;      /* NULL: `name` in brackets */
    const char *name;
} way;

static void add_way(lam_text *text, const way *to) {
    if (to->up == NULL) {
        return;
    }
    add_way(text, to->up);
    if (to->key == NULL) {
        lam_text_add(text, "[%s]", to->name);
        return;
    }
    lam_text_add(text, "%s", to->up->up != NULL ? "." : "");
    lam_edit_add_key(text, to->key);
}

/* ---- values ---- */

/* A text that could not be read back as it is stands in quotes. */
static bool is_plain(const char *text) {
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)text[i] < ' ') {
            return false;
        }
    }
    return n > 0 && n <= MAX_VALUE && text[0] != '"' && text[0] != ' ' && text[n - 1] != ' ' &&
           strcmp(text, "null") != 0;
}

/* Returns a new reference. NULL: out of memory. */
static json_t *without_source(const json_t *value) {
    if (lam_json_count(value) == json_object_size(value)) {
        return json_incref((json_t *)value);
    }
    json_t *copy = lam_json_copy(value);
    json_object_del(copy, "source");
    return copy;
}

static void add_json(lam_text *text, const json_t *value) {
    size_t n = json_array_size(value) + lam_json_count(value);
    json_t *bare = n > MAX_VALUE ? NULL : without_source(value);
    char *json = bare == NULL ? NULL : lam_json_short_text(bare, JSON_COMPACT | JSON_ENCODE_ANY);
    size_t length = json == NULL ? 0 : strlen(json);
    if (json == NULL && n <= MAX_VALUE) {
        text->out_of_memory = true;
    } else if (n > MAX_VALUE || (length > MAX_VALUE && n > 0)) {
        lam_text_add(text, "%zu values", n);
    } else if (length > MAX_VALUE) {
        length = MAX_VALUE;
        while (((unsigned char)json[length] & 0xC0) == 0x80) { /* within a character of UTF-8 */
            length--;
        }
        lam_text_add(text, "%.*s...", (int)length, json);
    } else {
        lam_text_add(text, "%s", json);
    }
    json_decref(bare);
    free(json);
}

static void add_value(lam_text *text, const json_t *value) {
    if (json_is_real(value)) {
        lam_text_add_number(text, json_real_value(value));
    } else if (json_is_string(value) && is_plain(json_string_value(value))) {
        lam_text_add(text, "%s", json_string_value(value));
    } else {
        add_json(text, value);
    }
}

/* ---- all of them ---- */

static void add_row(lam_text *rows, const way *to, const json_t *value) {
    const json_t *quantity = json_is_array(value) ? lam_edit_quantity(value) : NULL;
    lam_text path = {.bytes = NULL};
    char *bytes = NULL;
    add_way(&path, to);
    if (lam_text_take(&path, &bytes) != LAM_OK) {
        rows->out_of_memory = true;
    } else if (strlen(bytes) <= LAM_EDIT_MAX_PATH && strpbrk(bytes, "\t\r\n") == NULL) {
        lam_text_add(rows, "%s\t", bytes);
        add_value(rows, quantity != NULL ? json_array_get(quantity, 0) : value);
        lam_text_add(rows, "\t%s\n",
                     quantity != NULL ? json_string_value(json_array_get(quantity, 1)) : "");
    }
    free(bytes);
}

static void add_rows(lam_text *rows, const way *to, size_t depth, const json_t *value) {
    bool is_leaf = lam_json_count(value) == 0 || depth == LAM_EDIT_MAX_STEPS ||
                   (to->key != NULL && strcmp(to->key, "pairs") == 0);
    if (is_leaf) {
        add_row(rows, to, value);
        return;
    }
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member) {
        way inside = {.up = to, .key = key};
        if (!lam_json_is_source(key, member)) {
            add_rows(rows, &inside, depth + 1, member);
        }
    }
}

/* A connection is named FROM>TO:RECEPTOR@LOCATION if no other one has this name, else by its place
 * in the list. */
static void choose_name(const json_t *connections, size_t index, char *name, size_t size) {
    char copy[NAME_SIZE];
    lam_edit_pattern pattern;
    lam_edit_name_connection(json_array_get(connections, index), name, size);
    bool is_pattern =
        strpbrk(name, "[]\"") == NULL && lam_edit_parse_pattern(strcpy(copy, name), &pattern);
    for (size_t i = 0; i < json_array_size(connections) && is_pattern; i++) {
        is_pattern = lam_edit_matches(&pattern, json_array_get(connections, i)) == (i == index);
    }
    if (!is_pattern) {
        snprintf(name, size, "%zu", index);
    }
}

lam_status lam_edit_paths(const json_t *network, char **text_out) {
    lam_text text = {.bytes = NULL}, rows = {.bytes = NULL};
    way root = {.up = NULL};
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)network, key, value) {
        way inside = {.up = &root, .key = key};
        bool is_list = strcmp(key, "connections") == 0 && json_is_array(value);
        for (size_t i = 0; is_list && i < json_array_size(value); i++) {
            char name[NAME_SIZE];
            choose_name(value, i, name, sizeof name);
            way connection = {.up = &inside, .name = name};
            add_rows(&rows, &connection, 2, json_array_get(value, i));
        }
        if (!is_list && !lam_json_is_source(key, value)) {
            add_rows(&rows, &inside, 1, value);
        }
    }
    lam_text_add_table(&text, 0, SIZE_MAX, &rows);
    return lam_text_take(&text, text_out);
}
