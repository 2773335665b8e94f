/* SPDX-License-Identifier: BSD-3-Clause
 * lam_edit_value.c - makes the value for which a text asks. It depends on the value that is there:
 * a quantity keeps its unit. */
#include "edit/lam_edit_impl.h"
#include "base/lam_number_impl.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers ---- */

json_t *lam_edit_number(double number) {
    bool is_whole = fabs(number) <= LAM_EDIT_MAX_WHOLE && floor(number) == number;
    return is_whole ? json_integer((json_int_t)number) : json_real(number);
}

/* Returns the end of the decimal number with which a text begins, NULL if there is none. (strtod
 * would also take inf, nan and 0x10.) */
static const char *number_end(const char *text) {
    const char *c = text + (*text == '-' || *text == '+');
    size_t before = strspn(c, "0123456789");
    c += before;
    size_t behind = *c == '.' ? strspn(c + 1, "0123456789") : 0;
    c += *c == '.' ? behind + 1 : 0;
    if (before + behind == 0) {
        return NULL;
    }
    if (*c == 'e' || *c == 'E') {
        const char *digits = c + 1 + (c[1] == '-' || c[1] == '+');
        size_t n = strspn(digits, "0123456789");
        c = n > 0 ? digits + n : c;
    }
    return c;
}

/* Makes the number up to `end` JSON. It is real if the one that it replaces is. NULL: out of
 * memory. */
static json_t *number_of(const char *text, const char *end, double number, const json_t *existing) {
    if (json_is_real(existing)) {
        return json_real(number);
    }
    char *literal_end;
    errno = 0;
    json_int_t literal = strtoll(text, &literal_end, 10); /* more digits than a double holds */
    return literal_end == end && errno == 0 ? json_integer(literal) : lam_edit_number(number);
}

/* ---- quantities ---- */

/* Is it [number, "unit"], or [[...], "unit"] with many values? */
static bool is_quantity(const json_t *value) {
    const json_t *first = json_array_get(value, 0);
    return json_array_size(value) == 2 && json_is_string(json_array_get(value, 1)) &&
           (json_is_number(first) || json_is_array(first));
}

const json_t *lam_edit_quantity(const json_t *value) {
    static const char *const rules[] = {"exponential", "linear"};
    const json_t *quantity = value;
    if (lam_json_count(value) == 1) {
        quantity = json_object_get(value, "per_segment");
        for (size_t i = 0; i < LAM_COUNT_OF(rules) && quantity == NULL; i++) {
            quantity = json_object_get(json_object_get(value, rules[i]), "at_zero");
        }
    }
    return is_quantity(quantity) ? quantity : NULL;
}

/* ---- values ---- */

/* What is asked for, and what is there. */
typedef struct value_request {
    const char *who, *text;
    const json_t *existing;
    const char *unit; /* of the present value; NULL: it has none */
} value_request;

static lam_status out_of_memory(const char *who) {
    return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", who);
}

static lam_status refuse(const value_request *request) {
    return request->unit == NULL
               ? lam_fail(LAM_ERR_INPUT, "%s: accepted: a finite number without a unit",
                          request->who)
               : lam_fail(LAM_ERR_INPUT, "%s: accepted: a finite number in %s, or [number, \"%s\"]",
                          request->who, request->unit, request->unit);
}

static lam_status from_number(const value_request *request, const char *end, json_t **value_out) {
    const json_t *quantity = lam_edit_quantity(request->existing);
    const char *unit = end + strspn(end, " ");
    bool is_plain = json_is_number(request->existing) || json_is_boolean(request->existing);
    if (unit[0] != '\0' && (is_plain || (quantity != NULL && strcmp(unit, request->unit) != 0))) {
        return refuse(request);
    }
    double value = 0; /* there is one */
    lam_number_read(request->text, NULL, &value, NULL);
    if (!isfinite(value)) {
        return refuse(request);
    }
    json_t *number = number_of(request->text, end, value,
                               quantity != NULL ? json_array_get(quantity, 0) : request->existing);
    if (number == NULL) {
        return out_of_memory(request->who);
    }
    if (is_plain) {
        *value_out = number;
        return LAM_OK;
    }
    unit = quantity != NULL ? request->unit : unit;
    *value_out = unit[0] != '\0' ? json_pack("[o,s]", number, unit) : json_pack("[o,n]", number);
    return *value_out != NULL ? LAM_OK : out_of_memory(request->who);
}

static lam_status from_json(const value_request *request, json_t **value_out) {
    json_error_t error;
    json_t *value =
        lam_json_of_text(request->text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
    if (value == NULL && error.line < 0) {
        return out_of_memory(request->who);
    }
    if (value == NULL) {
        return lam_fail(LAM_ERR_INPUT, "%s: %s; accepted: JSON", request->who, error.text);
    }
    const json_t *quantity = lam_edit_quantity(request->existing);
    const char *unit = json_string_value(json_array_get(value, 1));
    if (quantity == NULL || json_is_object(value) ||
        (is_quantity(value) && strcmp(unit, request->unit) == 0)) {
        *value_out = value;
        return LAM_OK;
    }
    if (is_quantity(value) || !json_is_array(value) ||
        !json_is_array(json_array_get(quantity, 0))) {
        json_decref(value);
        return refuse(request);
    }
    *value_out = json_pack("[o,s]", value, request->unit);
    return *value_out != NULL ? LAM_OK : out_of_memory(request->who);
}

lam_status lam_edit_value(const char *who, const json_t *existing, const char *text,
                          json_t **value_out) {
    const json_t *quantity = lam_edit_quantity(existing);
    value_request request = {who, text, existing, json_string_value(json_array_get(quantity, 1))};
    const char *end = number_end(text);
    bool is_text = json_is_string(existing);
    if (!lam_text_is_utf8(text)) {
        return lam_fail(LAM_ERR_INPUT, "%s: accepted: UTF-8", who);
    }
    if (strcmp(text, "null") == 0) {
        *value_out = NULL;
        return LAM_OK;
    }
    if (text[0] == '"' || (!is_text && (text[0] == '[' || text[0] == '{'))) {
        return from_json(&request, value_out);
    }
    if (!is_text && end != NULL) {
        return from_number(&request, end, value_out);
    }
    if (quantity != NULL) {
        return refuse(&request);
    }
    bool is_flag = !is_text && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0);
    *value_out = is_flag ? json_boolean(text[0] == 't') : json_string(text);
    return *value_out != NULL ? LAM_OK : out_of_memory(who);
}
