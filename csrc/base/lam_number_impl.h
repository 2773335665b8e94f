/* SPDX-License-Identifier: BSD-3-Clause
 * lam_number_impl.h - numbers as text and back, whatever locale the host program has set (not
 * public). */
#ifndef LAM_NUMBER_IMPL_H
#define LAM_NUMBER_IMPL_H

#include <locale.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* The number at the beginning of a text, in the form that strtod takes. Behind it stands one of
 * the letters `behind` (NULL: anything) or nothing; false: it does not, or there is no number.
 * *end_out, unless end_out is NULL, is where it ends. */
bool lam_number_read(const char *text, const char *behind, double *number_out,
                     const char **end_out);

/* The fewest significant digits, of 15 to 17, with which a number is read back as it is. */
int lam_number_digits(double number);

/* Writes a number as printf's "%.15g" does and returns the length of the text. */
enum { LAM_NUMBER_TEXT = 32 };
size_t lam_number_text(double number, char text_out[LAM_NUMBER_TEXT]);

/* snprintf and vsnprintf. */
int lam_format(char *text_out, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int lam_format_list(char *text_out, size_t size, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

/* From one to the other this thread has the locale "C", for others that read and write numbers. */
locale_t lam_number_begin(void);
void lam_number_end(locale_t before);

/* ASCII alone, which not every locale's isalnum is. */
static inline bool lam_is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline bool lam_is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

#endif
