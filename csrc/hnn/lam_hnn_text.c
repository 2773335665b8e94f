/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_text.c - JSON as text: an object over several lines, a list of plain values on one line,
 * numbers as short as they can be. */
#include "hnn/lam_hnn_write_impl.h"
#include "base/lam_text_impl.h"

#include <stdlib.h>
#include <string.h>

/* A real number has a point or an exponent, so that Python does not take it for a whole one. */
static void add_real(lam_text *text, double value) {
    size_t before = text->n;
    lam_text_add_number(text, value);
    if (!text->out_of_memory && strpbrk(text->bytes + before, ".e") == NULL) {
        lam_text_add(text, ".0");
    }
}

static void add_plain(lam_text *text, const json_t *value) {
    if (json_is_real(value)) {
        add_real(text, json_real_value(value));
        return;
    }
    char *dump = lam_json_text(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
    text->out_of_memory |= dump == NULL;
    lam_text_add(text, "%s", dump == NULL ? "" : dump);
    free(dump);
}

static bool holds_objects(const json_t *list) {
    bool holds = json_is_object(list);
    for (size_t i = 0; i < json_array_size(list); i++) {
        holds |= holds_objects(json_array_get(list, i));
    }
    return holds;
}

static void add_line(lam_text *text, size_t depth, const char *before) {
    lam_text_add(text, "%s\n%*s", before, (int)depth, "");
}

static void add_value(lam_text *text, const json_t *value, size_t depth);

static void add_list(lam_text *text, const json_t *list, size_t depth) {
    bool by_lines = holds_objects(list);
    lam_text_add(text, "[");
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (by_lines) {
            add_line(text, depth + 1, i > 0 ? "," : "");
        } else if (i > 0) {
            lam_text_add(text, ", ");
        }
        add_value(text, json_array_get(list, i), depth + 1);
    }
    lam_text_add(text, "]");
}

static void add_object(lam_text *text, const json_t *object, size_t depth) {
    const char *key, *before = "";
    json_t *value;
    lam_text_add(text, "{");
    json_object_foreach((json_t *)object, key, value) {
        json_t *name = json_string(key);
        add_line(text, depth + 1, before);
        add_plain(text, name);
        json_decref(name);
        lam_text_add(text, ": ");
        add_value(text, value, depth + 1);
        before = ",";
    }
    lam_text_add(text, "}");
}

static void add_value(lam_text *text, const json_t *value, size_t depth) {
    if (json_is_object(value)) {
        add_object(text, value, depth);
    } else if (json_is_array(value)) {
        add_list(text, value, depth);
    } else {
        add_plain(text, value);
    }
}

lam_status lam_hnn_text(const json_t *json, char **text_out) {
    lam_text text = {.bytes = NULL};
    add_value(&text, json, 0);
    lam_text_add(&text, "\n");
    return lam_text_take(&text, text_out);
}
