/* SPDX-License-Identifier: BSD-3-Clause
 * lam_json.c - reading JSON values by tables of fields: values, units, names. */
#include "base/lam_text_impl.h"
#include "json/lam_json_impl.h"
#include "base/lam_names_impl.h"
#include "base/lam_number_impl.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = LAM_JSON_TEXT_SIZE };

#define NAME_RULE                                                                                  \
    "accepted: a name of letters, digits, _ - + and inner spaces, at most %d bytes long"
#define SYMBOL_RULE "accepted: a name of letters, digits and _, no digit first, at most %d long"

/* ---- names ---- */

static const char *name_of(const void *things, size_t index, size_t stride) {
    return *(const char *const *)((const char *)things + index * stride);
}

lam_status lam_json_find(const lam_json *at, const char *what, const char *name, const void *things,
                         size_t n_things, size_t stride, size_t *index_out) {
    for (size_t i = 0; i < n_things; i++) {
        if (strcmp(name, name_of(things, i, stride)) == 0) {
            *index_out = i;
            return LAM_OK;
        }
    }
    char text[TEXT_SIZE] = "";
    lam_names_unknown(what, name, things, n_things, stride, text, sizeof text);
    return lam_json_fail(at, "%s", text);
}

/* A name may hold ASCII letters and digits, all other characters of UTF-8, and those listed
 * here. */
static bool is_name(const char *text) {
    size_t n = 0;
    for (; text[n] != '\0'; n++) {
        if (!lam_is_letter(text[n]) && !lam_is_digit(text[n]) && (unsigned char)text[n] < 0x80 &&
            strchr("_-+ ", text[n]) == NULL) {
            return false;
        }
    }
    return n > 0 && n <= LAM_JSON_MAX_NAME && text[0] != ' ' && text[n - 1] != ' ';
}

static bool is_symbol(const char *text) {
    size_t n = 0;
    while (lam_is_letter(text[n]) || lam_is_digit(text[n]) || text[n] == '_') {
        n++;
    }
    return n > 0 && n <= LAM_JSON_MAX_NAME && text[n] == '\0' && !lam_is_digit(text[0]);
}

lam_status lam_json_check_key(const lam_json *at) {
    return is_name(at->key)
               ? LAM_OK
               : lam_json_fail(at, "the key is no name; " NAME_RULE, LAM_JSON_MAX_NAME);
}

lam_status lam_json_check_symbol(const lam_json *at) {
    return is_symbol(at->key)
               ? LAM_OK
               : lam_json_fail(at, "the key is no name; " SYMBOL_RULE, LAM_JSON_MAX_NAME);
}

/* ---- copies ---- */

static json_t *whole(json_t *copy_stolen, const json_t *value) {
    if (json_equal(copy_stolen, value)) {
        return copy_stolen;
    }
    json_decref(copy_stolen);
    return NULL;
}

json_t *lam_json_deep_copy(const json_t *value) {
    return whole(json_deep_copy(value), value);
}

json_t *lam_json_copy(const json_t *value) {
    return whole(json_copy((json_t *)value), value);
}

/* ---- members ---- */

bool lam_json_is_source(const char *key, const json_t *value) {
    return strcmp(key, "source") == 0 && json_is_string(value);
}

size_t lam_json_count(const json_t *object) {
    return json_object_size(object) - (json_is_string(json_object_get(object, "source")) ? 1 : 0);
}

bool lam_json_next(const lam_json *object, void **iterator, lam_json *member_out) {
    json_t *json = object->value;
    do {
        *iterator =
            *iterator == NULL ? json_object_iter(json) : json_object_iter_next(json, *iterator);
        if (*iterator == NULL) {
            return false;
        }
        *member_out = lam_json_member(object, json_object_iter_key(*iterator));
    } while (lam_json_is_source(member_out->key, member_out->value));
    return true;
}

/* ---- values ---- */

static void append_accepted(char *text, size_t size, const lam_json_field *field) {
    switch (field->kind) {
    case LAM_JSON_QUANTITY:
        lam_text_append(text, size, "accepted: [value, \"%s\"], value %g to %g",
                        field->unit == NULL ? "unit" : field->unit, field->min, field->max);
        break;
    case LAM_JSON_NUMBER:
        lam_text_append(text, size, "accepted: a number, %g to %g", field->min, field->max);
        break;
    case LAM_JSON_COUNT:
        lam_text_append(text, size, "accepted: a whole number, %.16g to %.16g", field->min,
                        field->max);
        break;
    case LAM_JSON_FLAG:
        lam_text_append(text, size, "accepted: true or false");
        break;
    case LAM_JSON_NAME:
        lam_text_append(text, size, NAME_RULE, LAM_JSON_MAX_NAME);
        break;
    case LAM_JSON_SYMBOL:
        lam_text_append(text, size, SYMBOL_RULE, LAM_JSON_MAX_NAME);
        break;
    case LAM_JSON_TEXT:
        lam_text_append(text, size, "accepted: a text in quotes");
        break;
    case LAM_JSON_OBJECT:
        lam_text_append(text, size, "accepted: an object {\"key\": ...}, not empty");
        break;
    case LAM_JSON_LIST:
        lam_text_append(text, size, "accepted: a list [...], not empty");
        break;
    case LAM_JSON_ANY:
        lam_text_append(text, size, "accepted: a value");
        break;
    }
}

static bool in_range(const json_t *value, const lam_json_field *field) {
    double number = json_number_value(value);
    return json_is_number(value) && number >= field->min && number <= field->max;
}

static bool fits(const json_t *value, const lam_json_field *field) {
    const char *text = json_string_value(value); /* NULL if it is no text */
    switch (field->kind) {
    case LAM_JSON_QUANTITY:
        text = json_string_value(json_array_get(value, 1));
        return json_array_size(value) == 2 && text != NULL &&
               (field->unit == NULL || strcmp(text, field->unit) == 0) &&
               in_range(json_array_get(value, 0), field);
    case LAM_JSON_NUMBER:
        return in_range(value, field);
    case LAM_JSON_COUNT:
        return json_is_integer(value) && json_integer_value(value) >= (json_int_t)field->min &&
               json_integer_value(value) <= (json_int_t)field->max; /* doubles have gaps there */
    case LAM_JSON_FLAG:
        return json_is_boolean(value);
    case LAM_JSON_NAME:
        return text != NULL && is_name(text);
    case LAM_JSON_SYMBOL:
        return text != NULL && is_symbol(text);
    case LAM_JSON_TEXT:
        return text != NULL && text[0] != '\0';
    case LAM_JSON_OBJECT:
        return lam_json_count(value) > 0;
    case LAM_JSON_LIST:
        return json_array_size(value) > 0;
    case LAM_JSON_ANY:
        return value != NULL;
    }
    return false;
}

/* [number, null] is a number in the unit of its key. Whoever set it did not have to know that unit.
 * It becomes what the field wants. */
static lam_status complete_unit(lam_json *at, const lam_json_field *field) {
    json_t *number = json_array_get(at->value, 0);
    if (json_array_size(at->value) != 2 || !json_is_null(json_array_get(at->value, 1)) ||
        !json_is_number(number)) {
        return LAM_OK;
    }
    int failed = 0;
    if (field->kind == LAM_JSON_QUANTITY) {
        const char *unit = field->unit == NULL ? "1" : field->unit;
        failed = json_array_set_new(at->value, 1, json_string(unit));
    } else if (field->kind != LAM_JSON_ANY && at->key != NULL) {
        failed = json_object_set_new(at->parent->value, at->key, json_incref(number));
        at->value = number;
    }
    return failed ? lam_fail(LAM_ERR_MEMORY, "out of memory: a unit") : LAM_OK;
}

static void take(const lam_json *at, const lam_json_field *field, void *value_out) {
    switch (field->kind) {
    case LAM_JSON_QUANTITY:
        *(double *)value_out = json_number_value(json_array_get(at->value, 0));
        break;
    case LAM_JSON_NUMBER:
        *(double *)value_out = json_number_value(at->value);
        break;
    case LAM_JSON_COUNT:
        *(size_t *)value_out = (size_t)json_integer_value(at->value);
        break;
    case LAM_JSON_FLAG:
        *(bool *)value_out = json_is_true(at->value);
        break;
    case LAM_JSON_NAME:
    case LAM_JSON_SYMBOL:
    case LAM_JSON_TEXT:
        *(const char **)value_out = json_string_value(at->value);
        break;
    case LAM_JSON_OBJECT:
    case LAM_JSON_LIST:
    case LAM_JSON_ANY:
        *(json_t **)value_out = at->value;
        break;
    }
}

lam_status lam_json_value(const lam_json *place, const lam_json_field *field, void *value_out) {
    lam_json here = *place, *at = &here;
    LAM_TRY(complete_unit(at, field));
    if (!fits(at->value, field)) {
        char accepted[TEXT_SIZE / 2] = "";
        append_accepted(accepted, sizeof accepted, field);
        return lam_json_fail(at, "%s%s", at->value == NULL ? "missing; " : "", accepted);
    }
    take(at, field, value_out);
    return LAM_OK;
}

/* Reads the numbers of one element of a list of points, or of a plain list. */
static bool take_numbers(const json_t *element, size_t width, double min, double max,
                         double *values) {
    if (width > 1 && json_array_size(element) != width) {
        return false;
    }
    for (size_t k = 0; k < width; k++) {
        const json_t *number = width > 1 ? json_array_get(element, k) : element;
        values[k] = json_number_value(number);
        if (!json_is_number(number) || !(values[k] >= min && values[k] <= max)) {
            return false;
        }
    }
    return true;
}

lam_status lam_json_numbers(const lam_json *at, const char *unit, double min, double max,
                            size_t width, double **values_out, size_t *n_out) {
    const char *shape = width > 1 ? "[[x, y, z], ...]" : "[number, ...]";
    const char *text = json_string_value(json_array_get(at->value, 1));
    lam_json list = lam_json_element(at, 0);
    size_t n = json_array_size(list.value);
    if (json_array_size(at->value) != 2 || !json_is_array(list.value) || text == NULL ||
        (unit != NULL && strcmp(text, unit) != 0)) {
        return lam_json_fail(at, "%saccepted: [%s, \"%s\"]", at->value == NULL ? "missing; " : "",
                             shape, unit == NULL ? "unit" : unit);
    }
    double *values = lam_alloc(n * width, sizeof *values);
    if (values == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        lam_json element = lam_json_element(&list, i);
        if (!take_numbers(element.value, width, min, max, values + i * width)) {
            free(values);
            return lam_json_fail(&element, "accepted: %s from %g to %g",
                                 width > 1 ? "[x, y, z], numbers" : "a number", min, max);
        }
    }
    *values_out = values;
    *n_out = n;
    return LAM_OK;
}

lam_status lam_json_point(const lam_json *at, const char *unit, double xyz_out[3]) {
    double *values = NULL;
    size_t n = 0;
    LAM_TRY(lam_json_numbers(at, unit, -1e9, 1e9, 1, &values, &n));
    if (n == 3) {
        memcpy(xyz_out, values, 3 * sizeof *values);
    }
    free(values);
    return n == 3 ? LAM_OK : lam_json_fail(at, "accepted: [[x, y, z], \"%s\"]", unit);
}

lam_status lam_json_read(const lam_json *object, const lam_json_field *fields, size_t n_fields,
                         void *target) {
    if (!json_is_object(object->value)) {
        return lam_json_fail(object, "accepted: an object {\"key\": ...}");
    }
    lam_json member;
    for (void *i = NULL; lam_json_next(object, &i, &member);) {
        size_t field;
        LAM_TRY(
            lam_json_find(&member, "key", member.key, fields, n_fields, sizeof *fields, &field));
    }
    for (size_t i = 0; i < n_fields; i++) {
        member = lam_json_member(object, fields[i].key);
        if (member.value != NULL || !fields[i].optional) {
            LAM_TRY(lam_json_value(&member, &fields[i], (char *)target + fields[i].offset));
        }
    }
    return LAM_OK;
}
