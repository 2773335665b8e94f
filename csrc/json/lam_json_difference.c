/* SPDX-License-Identifier: BSD-3-Clause
 * lam_json_difference.c - where two JSON documents differ first. */
#include "json/lam_json_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void show(const json_t *value, char text_out[LAM_JSON_MAX_VALUE]) {
    char *text = value == NULL ? NULL : lam_json_text(value, JSON_ENCODE_ANY | JSON_COMPACT);
    snprintf(text_out, LAM_JSON_MAX_VALUE, "%s", text == NULL ? "nothing" : text);
    if (text != NULL && strlen(text) >= LAM_JSON_MAX_VALUE) {
        strcpy(text_out + LAM_JSON_MAX_VALUE - 4, "...");
    }
    free(text);
}

static bool find_difference(const json_t *there, const json_t *now, const char *place,
                            lam_json_difference *out);

/* Whether the keys of two documents that are equal stand in the same order, too: gids, columns of
 * tables and draws go by it. */
static bool is_in_order(const json_t *there, const json_t *now) {
    for (size_t i = 0; i < json_array_size(there); i++) {
        if (!is_in_order(json_array_get(there, i), json_array_get(now, i))) {
            return false;
        }
    }
    void *a = json_object_iter((json_t *)there), *b = json_object_iter((json_t *)now);
    for (; a != NULL && b != NULL; a = json_object_iter_next((json_t *)there, a),
                                   b = json_object_iter_next((json_t *)now, b)) {
        if (strcmp(json_object_iter_key(a), json_object_iter_key(b)) != 0 ||
            !is_in_order(json_object_iter_value(a), json_object_iter_value(b))) {
            return false;
        }
    }
    return true;
}

static bool differ_at(const json_t *there, const json_t *now, const char *place, const char *key,
                      lam_json_difference *out) {
    char below[LAM_JSON_MAX_PLACE];
    snprintf(below, sizeof below, "%s%s%s", place, place[0] == '\0' ? "" : ".", key);
    return find_difference(there, now, below, out);
}

static bool find_in_objects(const json_t *there, const json_t *now, const char *place,
                            lam_json_difference *out) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)there, key, value) {
        if (differ_at(value, json_object_get(now, key), place, key, out)) {
            return true;
        }
    }
    json_object_foreach((json_t *)now, key, value) {
        if (json_object_get(there, key) == NULL && differ_at(NULL, value, place, key, out)) {
            return true;
        }
    }
    return false;
}

static bool find_in_arrays(const json_t *there, const json_t *now, const char *place,
                           lam_json_difference *out) {
    for (size_t i = 0; i < json_array_size(there); i++) {
        char key[24];
        snprintf(key, sizeof key, "%zu", i);
        if (differ_at(json_array_get(there, i), json_array_get(now, i), place, key, out)) {
            return true;
        }
    }
    return false;
}

/* A list of plain values, such as a quantity, is shown whole. */
static bool holds_more(const json_t *list) {
    const json_t *first = json_array_get(list, 0);
    return json_is_object(first) || json_is_array(first);
}

static bool find_difference(const json_t *there, const json_t *now, const char *place,
                            lam_json_difference *out) {
    if (json_equal(there, now) && is_in_order(there, now)) {
        return false;
    }
    if (json_is_object(there) && json_is_object(now) && find_in_objects(there, now, place, out)) {
        return true;
    }
    bool are_alike = json_is_array(there) && json_array_size(there) == json_array_size(now);
    if (are_alike && holds_more(there) && holds_more(now)) {
        return find_in_arrays(there, now, place, out);
    }
    snprintf(out->place, sizeof out->place, "%s", place);
    show(there, out->there);
    show(now, out->now);
    return true;
}

bool lam_json_differ(const json_t *there, const json_t *now, lam_json_difference *out) {
    return find_difference(there, now, "", out);
}
