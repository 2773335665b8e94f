/* SPDX-License-Identifier: BSD-3-Clause
 * lam_json_text.c - JSON as text and back. jansson goes by the host program's locale, but only
 * where that has one byte between the digits. */
#include "lam_json_impl.h"
#include "lam_number_impl.h"

#include <stdlib.h>

json_t *lam_json_of_text(const char *text, size_t flags, json_error_t *error) {
    locale_t before = lam_number_begin();
    json_t *value = json_loads(text, flags, error);
    lam_number_end(before);
    return value;
}

json_t *lam_json_of_file(FILE *file, size_t flags, json_error_t *error) {
    locale_t before = lam_number_begin();
    json_t *value = json_loadf(file, flags, error);
    lam_number_end(before);
    return value;
}

char *lam_json_text(const json_t *value, size_t flags) {
    locale_t before = lam_number_begin();
    char *text = json_dumps(value, flags);
    lam_number_end(before);
    return text;
}

int lam_json_to_file(const json_t *value, const char *path, size_t flags) {
    locale_t before = lam_number_begin();
    int failed = json_dump_file(value, path, flags);
    lam_number_end(before);
    return failed;
}

char *lam_json_short_text(const json_t *value, size_t flags) {
    for (size_t digits = 15;; digits++) {
        char *text = lam_json_text(value, flags | JSON_REAL_PRECISION(digits));
        json_t *again = text == NULL ? NULL : lam_json_of_text(text, JSON_DECODE_ANY, NULL);
        bool is_same = json_equal(value, again);
        json_decref(again);
        if (is_same) {
            return text;
        }
        free(text);
        if (again == NULL || digits == 17) {
            return NULL;
        }
    }
}
