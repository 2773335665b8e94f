/* SPDX-License-Identifier: BSD-3-Clause
 * lam_number.c - numbers as text and back, whatever locale the host program has set: where 26.6 is
 * written 26,6, strtod reads 26 of it and says nothing. */
#include "base/lam_number_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "C" is made once and for all by the system: getting it takes no memory and cannot fail. */
locale_t lam_number_begin(void) {
    return uselocale(newlocale(LC_ALL_MASK, "C", (locale_t)0));
}

void lam_number_end(locale_t before) {
    freelocale(uselocale(before));
}

bool lam_number_read(const char *text, const char *behind, double *number_out,
                     const char **end_out) {
    char *end;
    locale_t before = lam_number_begin();
    double number = strtod(text, &end);
    lam_number_end(before);
    if (end == text || (behind != NULL && *end != '\0' && strchr(behind, *end) == NULL)) {
        return false;
    }
    *number_out = number;
    if (end_out != NULL) {
        *end_out = end;
    }
    return true;
}

int lam_format_list(char *text_out, size_t size, const char *format, va_list arguments) {
    locale_t before = lam_number_begin();
    int n = vsnprintf(text_out, size, format, arguments);
    lam_number_end(before);
    return n;
}

int lam_format(char *text_out, size_t size, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int n = lam_format_list(text_out, size, format, arguments);
    va_end(arguments);
    return n;
}

int lam_number_digits(double number) {
    char text[32];
    double again = number;
    int digits = 15;
    for (; digits < 17; digits++) {
        lam_format(text, sizeof text, "%.*g", digits, number);
        if (lam_number_read(text, "", &again, NULL) && again == number) {
            break;
        }
    }
    return digits;
}
