/* SPDX-License-Identifier: BSD-3-Clause
 * lam_text_impl.h - texts that grow as they are written, and tables in them (not public). */
#ifndef LAM_TEXT_IMPL_H
#define LAM_TEXT_IMPL_H

#include "base/lam_status_impl.h"

/* Zeroed at first. Running out of memory is found out at the end, by lam_text_take. */
typedef struct lam_text {
    char *bytes; /* NULL: nothing yet */
    size_t n, n_held;
    bool out_of_memory;
} lam_text;

void lam_text_add(lam_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A text from somebody else: what would end a line or a cell becomes a space. */
void lam_text_add_foreign(lam_text *text, const char *foreign);
/* Lines with cells between tabs, as columns of one width each, `indent` spaces before the first.
 * The last cell is broken between words where its line would be longer than `width`. Frees `rows`.
 */
void lam_text_add_table(lam_text *text, size_t indent, size_t width, lam_text *rows);
/* The number with the fewest digits that reads back as the same. */
void lam_text_add_number(lam_text *text, double value);
/* The bytes, "" if none, are the caller's to free; the text is empty again. */
lam_status lam_text_take(lam_text *text, char **bytes_out);
void lam_text_free(lam_text *text);

/* Append to a text of `size` bytes, as much as fits. */
void lam_text_append(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

bool lam_text_is_utf8(const char *text);

#endif
