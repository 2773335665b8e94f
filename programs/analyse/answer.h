/* SPDX-License-Identifier: BSD-3-Clause
 * answer.h - numbers under names, and how they become JSON, CSV or a table. */
#ifndef LAM_ANSWER_H
#define LAM_ANSWER_H

#include "laminae/program.h"
#include "laminae.h"

enum { ANSWER_NAME = 96 };

/* A number, a list or a list of lists, or a text, below no group, one, or one in another. */
typedef struct answer_entry {
    char group[2][ANSWER_NAME], key[ANSWER_NAME], unit[ANSWER_NAME]; /* ""; none */
    char json_key[2 * ANSWER_NAME];
    bool json_only;   /* no cell or column of CSV */
    size_t n_rows, n; /* n_rows 0: a list of n; n 0 with no values: the number */
    double number;
    double *values_owned; /* NULL: the number */
    char *text_owned;     /* NULL: no text */
} answer_entry;

/* Columns: entries that are lists are columns of equal length, and JSON has them as lists.
 * Otherwise each group is a row of numbers, whose first cells are its names under `labels`. */
typedef struct answer {
    const char *what;
    bool has_columns, keys_first; /* keys_first: JSON has {key: {group: number}} */
    const char *labels[2];
    size_t names; /* of matrices: the entry, a list, with a number for each row */
    size_t n, n_held;
    answer_entry *entries;
} answer;

/* Each is LAM_ERR_MEMORY or good. group, inner: NULL for none; the values are copied. */
lam_status answer_number(answer *a, const char *group, const char *inner, const char *key,
                         const char *unit, double value);
lam_status answer_list(answer *a, const char *group, const char *key, const char *unit, size_t n,
                       const double *values);
/* [n_rows][n]: a column for each row, which is called by its number in the entry `rows`. */
lam_status answer_matrix(answer *a, const char *group, const char *key, const char *unit,
                         size_t n_rows, size_t n, const double *values);
lam_status answer_text(answer *a, const char *group, const char *key, const char *text);
/* The entry that was added last is for JSON alone. */
void answer_json_only(answer *a);
void answer_free(answer *a);

void answer_write_json(const answer *a, lam_text *text);
/* format: "json", "csv" or "text". */
void answer_write(const answer *a, const char *format, lam_text *text);

#endif
