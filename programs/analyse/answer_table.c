/* SPDX-License-Identifier: BSD-3-Clause
 * answer_table.c - numbers under names as CSV, and as a table to read. */
#include "answer.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { MOST_CELLS = 15, MOST_COLUMNS = 64 }; /* of a table's row; of any */

/* How cells are written. */
typedef struct style {
    const char *between, *missing;
    bool is_short; /* six digits, to be read by people */
} style;

static void add_cell_name(const char *name, lam_text *text) {
    for (const char *c = name; *c != '\0'; c++) {
        bool is_good = lam_is_letter(*c) || lam_is_digit(*c) || strchr("_.-+/", *c) != NULL;
        lam_text_add(text, "%c", is_good ? *c : '_');
    }
}

static void add_cell(double value, const style *as, lam_text *text) {
    if (!isfinite(value)) {
        lam_text_add(text, "%s", as->missing);
    } else if (as->is_short) {
        lam_text_add(text, "%.6g", value);
    } else {
        lam_text_add_number(text, value);
    }
}

static void add_separator(size_t *n, const style *as, lam_text *text) {
    lam_text_add(text, "%s", (*n)++ > 0 ? as->between : "");
}

/* group_key_unit, or of one row of a matrix group_key_NUMBERhz_unit. */
static void add_head(const answer *a, const answer_entry *entry, size_t row, size_t *n,
                     const style *as, lam_text *text) {
    add_separator(n, as, text);
    if (entry->group[0][0] != '\0') {
        add_cell_name(entry->group[0], text);
        lam_text_add(text, "_");
    }
    add_cell_name(entry->key, text);
    if (entry->n_rows > 0) {
        lam_text_add(text, "_%.6ghz", a->entries[a->names].values_owned[row]);
    }
    lam_text_add(text, entry->unit[0] == '\0' ? "" : "_%s", entry->unit);
}

/* ---- columns ---- */

static bool is_column(const answer_entry *entry) {
    return entry->values_owned != NULL && !entry->json_only;
}

static size_t rows_of(const answer_entry *entry) {
    return entry->n_rows == 0 ? 1 : entry->n_rows;
}

static void write_columns(const answer *a, const style *as, lam_text *text) {
    size_t n = 0, length = 0;
    for (size_t i = 0; i < a->n; i++) {
        const answer_entry *entry = &a->entries[i];
        for (size_t k = 0; k < rows_of(entry) && is_column(entry); k++) {
            add_head(a, entry, k, &n, as, text);
            length = entry->n;
        }
    }
    lam_text_add(text, "\n");
    for (size_t row = 0; row < length; row++) {
        n = 0;
        for (size_t i = 0; i < a->n; i++) {
            const answer_entry *entry = &a->entries[i];
            for (size_t k = 0; k < rows_of(entry) && is_column(entry); k++) {
                add_separator(&n, as, text);
                add_cell(entry->values_owned[k * entry->n + row], as, text);
            }
        }
        lam_text_add(text, "\n");
    }
}

/* ---- rows ---- */

static bool is_same_row(const answer_entry *a, const answer_entry *b) {
    return strcmp(a->group[0], b->group[0]) == 0 && strcmp(a->group[1], b->group[1]) == 0;
}

/* Numbers of groups; where there is no group, all numbers. */
static bool is_cell(const answer *a, const answer_entry *entry) {
    bool has_labels = a->labels[0] != NULL;
    return entry->values_owned == NULL && entry->text_owned == NULL && !entry->json_only &&
           has_labels == (entry->group[0][0] != '\0');
}

/* The cells of all rows, each kind of them once, in the order in which they come first. */
typedef struct heads {
    size_t n;
    const answer_entry *of[MOST_COLUMNS];
} heads;

static bool is_same_column(const answer_entry *a, const answer_entry *b) {
    return strcmp(a->key, b->key) == 0 && strcmp(a->unit, b->unit) == 0;
}

static void find_heads(const answer *a, heads *out) {
    out->n = 0;
    for (size_t i = 0; i < a->n; i++) {
        size_t k = 0;
        while (k < out->n && !is_same_column(out->of[k], &a->entries[i])) {
            k++;
        }
        if (is_cell(a, &a->entries[i]) && k == out->n) {
            assert(k < MOST_COLUMNS);
            out->of[out->n++] = &a->entries[i];
        }
    }
}

static void add_row_head(const answer *a, const heads *columns, const style *as, lam_text *text) {
    size_t n = 0;
    for (size_t i = 0; i < 2; i++) {
        if (a->labels[i] != NULL) {
            add_separator(&n, as, text);
            lam_text_add(text, "%s", a->labels[i]);
        }
    }
    for (size_t k = 0; k < columns->n; k++) {
        const answer_entry *entry = columns->of[k];
        add_separator(&n, as, text);
        add_cell_name(entry->key, text);
        lam_text_add(text, entry->unit[0] == '\0' ? "" : "_%s", entry->unit);
    }
    lam_text_add(text, "\n");
}

/* The row of entries `first` to `end`. */
static void write_row(const answer *a, size_t first, size_t end, const heads *columns,
                      const style *as, lam_text *text) {
    size_t n = 0;
    for (size_t k = 0; k < 2 && a->labels[k] != NULL; k++) {
        add_separator(&n, as, text);
        add_cell_name(a->entries[first].group[k], text);
    }
    for (size_t k = 0; k < columns->n; k++) {
        double value = NAN;
        for (size_t i = first; i < end; i++) {
            const answer_entry *entry = &a->entries[i];
            bool is_it = is_cell(a, entry) && is_same_column(entry, columns->of[k]);
            value = is_it ? entry->number : value;
        }
        add_separator(&n, as, text);
        add_cell(value, as, text);
    }
    lam_text_add(text, "\n");
}

static void write_rows(const answer *a, const style *as, lam_text *text) {
    heads columns;
    find_heads(a, &columns);
    if (columns.n > 0) {
        add_row_head(a, &columns, as, text);
    }
    for (size_t first = 0; first < a->n;) {
        const answer_entry *entry = &a->entries[first];
        size_t end = first + 1;
        while (end < a->n &&
               (!is_cell(a, &a->entries[end]) || is_same_row(entry, &a->entries[end]))) {
            end++;
        }
        if (is_cell(a, entry)) {
            write_row(a, first, end, &columns, as, text);
        } else {
            end = first + 1;
        }
        first = end;
    }
}

static size_t count_cells(const char *line) {
    size_t n = 1;
    for (; *line != '\0' && *line != '\n'; line++) {
        n += *line == '\t' ? 1 : 0;
    }
    return n;
}

void answer_write(const answer *a, const char *format, lam_text *text) {
    static const style csv = {",", "", false}, table = {"\t", "-", true};
    if (strcmp(format, "json") == 0) {
        answer_write_json(a, text);
    } else if (strcmp(format, "csv") == 0) {
        (a->has_columns ? write_columns : write_rows)(a, &csv, text);
    } else {
        lam_text rows = {.bytes = NULL};
        (a->has_columns ? write_columns : write_rows)(a, &table, &rows);
        bool fits = rows.bytes != NULL && count_cells(rows.bytes) <= MOST_CELLS;
        if (fits) {
            lam_text_add_table(text, 0, 1000, &rows);
        } else {
            lam_text_add(text, "%s", rows.bytes == NULL ? "" : rows.bytes);
            lam_text_free(&rows);
        }
    }
}
