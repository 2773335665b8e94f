/* SPDX-License-Identifier: BSD-3-Clause
 * lam_text.c - texts that grow as they are written, and tables in them. */
#include "base/lam_text_impl.h"

#include "base/lam_number_impl.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_COLUMNS = 16, GAP = 2 };

static bool make_room(lam_text *text, size_t n) {
    if (text->out_of_memory || text->n + n < text->n_held) {
        return !text->out_of_memory; /* once is enough: what follows would not be the whole */
    }
    char *bytes = lam_grow(text->bytes, text->n + n + 256, &text->n_held, 1);
    text->out_of_memory = bytes == NULL;
    text->bytes = bytes != NULL ? bytes : text->bytes;
    return bytes != NULL;
}

void lam_text_add(lam_text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int n = lam_format_list(NULL, 0, format, arguments);
    va_end(arguments);
    text->out_of_memory |= n < 0;
    if (n > 0 && make_room(text, (size_t)n)) {
        va_start(arguments, format);
        lam_format_list(text->bytes + text->n, text->n_held - text->n, format, arguments);
        va_end(arguments);
        text->n += (size_t)n;
    }
}

void lam_text_add_foreign(lam_text *text, const char *foreign) {
    size_t begin = text->n;
    lam_text_add(text, "%s", foreign);
    for (size_t i = begin; i < text->n; i++) {
        text->bytes[i] = (unsigned char)text->bytes[i] < ' ' ? ' ' : text->bytes[i];
    }
}

void lam_text_add_cell(lam_text *text, size_t n, const char *bytes) {
    bool is_plain = memchr(bytes, ',', n) == NULL && memchr(bytes, '"', n) == NULL;
    lam_text_add(text, is_plain ? "%.*s" : "\"", (int)n, bytes);
    for (size_t i = 0; i < n && !is_plain; i++) {
        lam_text_add(text, bytes[i] == '"' ? "\"\"" : "%c", bytes[i]);
    }
    lam_text_add(text, is_plain ? "" : "\"");
}

void lam_text_add_string(lam_text *text, const char *string) {
    lam_text_add(text, "\"");
    for (const char *c = string; *c != '\0'; c++) {
        const char *before = *c == '"' || *c == '\\' ? "\\" : "";
        lam_text_add(text, "%s%c", before, (unsigned char)*c < ' ' ? ' ' : *c);
    }
    lam_text_add(text, "\"");
}

void lam_text_add_number(lam_text *text, double value) {
    lam_text_add(text, "%.*g", lam_number_digits(value), value);
}

lam_status lam_text_take(lam_text *text, char **bytes_out) {
    if (!make_room(text, 0)) {
        lam_text_free(text);
        return lam_fail(LAM_ERR_MEMORY, "out of memory: a text");
    }
    text->bytes[text->n] = '\0';
    *bytes_out = text->bytes;
    *text = (lam_text){.bytes = NULL};
    return LAM_OK;
}

void lam_text_free(lam_text *text) {
    free(text->bytes);
    *text = (lam_text){.bytes = NULL};
}

/* ---- tables ---- */

/* What a terminal shows of n bytes of UTF-8: a column for each byte that continues no letter. */
static size_t width_of(const char *bytes, size_t n) {
    size_t width = 0;
    for (size_t i = 0; i < n; i++) {
        width += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    }
    return width;
}

/* One step through the cells of some rows: the cell's length; *end is behind the tab, newline or
 * end that closes it, *is_last whether it closes its row. */
static size_t next_cell(const char *cell, const char **end, bool *is_last) {
    size_t n = strcspn(cell, "\t\n");
    *is_last = cell[n] != '\t';
    *end = cell + n + (cell[n] != '\0');
    return n;
}

/* Without the spaces that an empty or a broken cell leaves behind. */
static void end_line(lam_text *text) {
    while (text->n > 0 && text->bytes[text->n - 1] == ' ') {
        text->n--;
    }
    lam_text_add(text, "\n");
}

/* The last cell, its column beginning at `column`: a word that would pass the width begins a line.
 */
static void add_words(lam_text *text, const char *words, size_t n, size_t column, size_t width) {
    size_t at = column;
    for (const char *word = words; word < words + n;) {
        size_t left = n - (size_t)(word - words), length = 0;
        while (length < left && word[length] != ' ') {
            length++;
        }
        if (at > column && at + width_of(word, length) > width) {
            end_line(text);
            lam_text_add(text, "%*s", (int)column, "");
            at = column;
        }
        length += length < left; /* and its space */
        lam_text_add(text, "%.*s", (int)length, word);
        at += width_of(word, length);
        word += length;
    }
}

void lam_text_add_table(lam_text *text, size_t indent, size_t width, lam_text *rows) {
    size_t widths[MAX_COLUMNS] = {0};
    char *bytes = NULL;
    const char *end;
    bool is_last;
    if (lam_text_take(rows, &bytes) != LAM_OK) {
        text->out_of_memory = true;
        return;
    }
    size_t column = 0;
    for (const char *cell = bytes; *cell != '\0'; cell = end) {
        size_t here = width_of(cell, next_cell(cell, &end, &is_last));
        if (!is_last && here > widths[column]) {
            widths[column] = here;
        }
        column = is_last ? 0 : column + 1;
        assert(column < MAX_COLUMNS);
    }
    size_t at = indent;
    column = 0;
    for (const char *cell = bytes; *cell != '\0'; cell = end) {
        size_t n = next_cell(cell, &end, &is_last);
        lam_text_add(text, "%*s", column == 0 ? (int)indent : 0, "");
        if (is_last) {
            add_words(text, cell, n, at, width);
            end_line(text);
            at = indent;
            column = 0;
        } else {
            size_t padding = widths[column] - width_of(cell, n) + GAP;
            lam_text_add(text, "%.*s%*s", (int)n, cell, (int)padding, "");
            at += widths[column] + GAP;
            column++;
        }
    }
    free(bytes);
}

void lam_text_append(char *text, size_t size, const char *format, ...) {
    size_t used = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    lam_format_list(text + used, size - used, format, arguments);
    va_end(arguments);
}

bool lam_text_is_utf8(const char *text) {
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0';) {
        size_t n = *c < 0x80 ? 0 : *c < 0xE0 ? 1 : *c < 0xF0 ? 2 : 3; /* bytes that follow */
        unsigned point = n == 0 ? *c : *c & (0x3Fu >> n);
        for (size_t i = 1; i <= n; i++) {
            if ((c[i] & 0xC0) != 0x80) {
                return false;
            }
            point = point << 6 | (c[i] & 0x3Fu);
        }
        bool is_short = point < (unsigned[]){0, 0x80, 0x800, 0x10000}[n];
        if (is_short || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000) || *c > 0xF4 ||
            (*c & 0xC0) == 0x80) {
            return false;
        }
        c += n + 1;
    }
    return true;
}

double lam_text_sum(const char *text) {
    uint64_t sum = 14695981039346656037U;
    for (; *text != '\0'; text++) {
        sum = (sum ^ (unsigned char)*text) * 1099511628211U;
    }
    return (double)(sum >> 11);
}
