/* SPDX-License-Identifier: BSD-3-Clause
 * lam_json_text.c - JSON as text and back. jansson follows the host program's locale, but only if
 * its decimal separator is a single byte. */
#include "json/lam_json_impl.h"
#include "base/lam_number_impl.h"

#include <errno.h>
#include <stdlib.h>

/* jansson takes want of memory for a fault of the text, as it reads one. */
static json_t *checked(json_t *value, json_error_t *error) {
    if (value == NULL && errno == ENOMEM) {
        error->line = -1;
    }
    return value;
}

json_t *lam_json_of_text(const char *text, size_t flags, json_error_t *error) {
    locale_t before = lam_number_begin();
    errno = 0;
    json_t *value = checked(json_loads(text, flags, error), error);
    lam_number_end(before);
    return value;
}

json_t *lam_json_of_file(FILE *file, size_t flags, json_error_t *error) {
    locale_t before = lam_number_begin();
    errno = 0;
    json_t *value = checked(json_loadf(file, flags, error), error);
    lam_number_end(before);
    return value;
}

char *lam_json_text(const json_t *value, size_t flags) {
    locale_t before = lam_number_begin();
    size_t n = json_dumpb(value, NULL, 0, flags); /* json_dumps may lose what it has no room for */
    char *text = n > 0 ? lam_alloc(n + 1, 1) : NULL;
    if (text != NULL && json_dumpb(value, text, n, flags) != n) {
        free(text);
        text = NULL;
    }
    lam_number_end(before);
    return text;
}

/* Returns how many digits, from 15 on, are needed so that all numbers in a value read back the
 * same. */
static size_t digits_of(const json_t *value) {
    size_t digits = json_is_real(value) ? (size_t)lam_number_digits(json_real_value(value)) : 15;
    size_t most;
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member) {
        most = digits_of(member);
        digits = most > digits ? most : digits;
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        most = digits_of(json_array_get(value, i));
        digits = most > digits ? most : digits;
    }
    return digits;
}

char *lam_json_short_text(const json_t *value, size_t flags) {
    return lam_json_text(value, flags | JSON_REAL_PRECISION(digits_of(value)));
}
