/* SPDX-License-Identifier: BSD-3-Clause
 * program.h - what a program on the library shares with it, besides laminae.h, which does not
 * include this: failure, memory, texts, numbers in every locale, files that are written, matrices.
 */
#ifndef LAMINAE_PROGRAM_H
#define LAMINAE_PROGRAM_H

#include "laminae/status.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- failure and memory ---- */

/* Set lam_error() to the formatted line and return status. */
lam_status lam_fail(lam_status status, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Return from the calling function when the expression fails. */
#define LAM_TRY(expression)                                                                        \
    do {                                                                                           \
        lam_status lam_try_status_ = (expression);                                                 \
        if (lam_try_status_ != LAM_OK) {                                                           \
            return lam_try_status_;                                                                \
        }                                                                                          \
    } while (0)

/* calloc that is never asked for 0 bytes; NULL with lam_error() set when memory is out. */
void *lam_alloc(size_t count, size_t size);

/* An array with room for n elements or more in the place of `array`, which has room for *n_held and
 * is NULL or malloc's; its new elements are not set. NULL with lam_error() set, and the old one as
 * it was, when memory is out. */
void *lam_grow(void *array, size_t n, size_t *n_held, size_t size);

/* The same with `array` itself; returns from the calling function when memory is out. */
#define LAM_GROW(array, n, n_held)                                                                 \
    do {                                                                                           \
        void *lam_grown_ = lam_grow(array, n, n_held, sizeof *(array));                            \
        if (lam_grown_ == NULL) {                                                                  \
            return LAM_ERR_MEMORY;                                                                 \
        }                                                                                          \
        (array) = lam_grown_;                                                                      \
    } while (0)

/* ---- texts ---- */

/* Zeroed at first. Running out of memory is found out at the end, by lam_text_take. */
typedef struct lam_text {
    char *bytes; /* NULL: nothing yet */
    size_t n, n_held;
    bool out_of_memory;
} lam_text;

void lam_text_add(lam_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Lines with cells between tabs, as columns of one width each, `indent` spaces before the first.
 * The last cell is broken between words where its line would be longer than `width`. Frees `rows`.
 */
void lam_text_add_table(lam_text *text, size_t indent, size_t width, lam_text *rows);
/* The number with the fewest digits that reads back as the same. */
void lam_text_add_number(lam_text *text, double value);
/* n bytes as a cell of a table with commas between, which a comma or a quote in them does not end.
 */
void lam_text_add_cell(lam_text *text, size_t n, const char *bytes);
/* A text as JSON has it, quotes around it; control characters become spaces. */
void lam_text_add_string(lam_text *text, const char *string);
/* The bytes, "" if none, are the caller's to free; the text is empty again. */
lam_status lam_text_take(lam_text *text, char **bytes_out);
void lam_text_free(lam_text *text);

/* Append to a text of `size` bytes, as much as fits. */
void lam_text_append(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

bool lam_text_is_utf8(const char *text);

/* ---- numbers, whatever locale the program has set ---- */

/* The number at the beginning of a text, in the form that strtod takes. Behind it stands one of
 * the letters `behind` (NULL: anything) or nothing; false: it does not, or there is no number.
 * *end_out, unless end_out is NULL, is where it ends. */
bool lam_number_read(const char *text, const char *behind, double *number_out,
                     const char **end_out);

/* snprintf and vsnprintf. */
int lam_format(char *text_out, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int lam_format_list(char *text_out, size_t size, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

/* ASCII alone, which not every locale's isalnum is. */
static inline bool lam_is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline bool lam_is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ---- files that are written ---- */

/* May a file of a kind ("export") be written here? Refused: a folder, a pipe or device; a file that
 * is there and does not begin as all of that kind do, for which somebody may care. A NULL
 * beginning, where a user forces it: any file may be replaced. Every command that writes a file
 * asks this first. */
lam_status lam_file_check_place(const char *path, const char *kind, const char *beginning);
/* Write a text under another name, which then takes the place of what was there. */
lam_status lam_file_write(const char *path, const char *text);

/* ---- matrices ---- */

/* A matrix [n][n] becomes its inverse; *is_regular_out false: it is singular as far as doubles can
 * tell, and what it has become is of no use. */
lam_status lam_matrix_invert(size_t n, double *matrix, bool *is_regular_out);

#ifdef __cplusplus
}
#endif

#endif
