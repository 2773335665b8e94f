/* SPDX-License-Identifier: BSD-3-Clause
 * lam_columns.c - makes structs of named columns of numbers, with the tables of lam_facts_impl.h.
 */
#include "base/lam_facts_impl.h"

#include "base/lam_names_impl.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LINE = 1000 };

static const double max_whole = 9007199254740992.0; /* 2^53: a double holds all up to it */

/* What the numbers of a type are, NULL if it holds this one. */
static const char *misfit(lam_fact_type type, double x) {
    switch (type) {
    case LAM_FACT_BOOL:
        return x == 0 || x == 1 ? NULL : "0 or 1";
    case LAM_FACT_SIZE:
        return x >= 0 && x <= max_whole && x == floor(x) ? NULL : "whole, from 0";
    case LAM_FACT_INT:
        return fabs(x) <= INT_MAX && x == floor(x) ? NULL : "whole";
    default:
        return NULL;
    }
}

static void put(lam_fact_type type, char *at, double x) {
    switch (type) {
    case LAM_FACT_BOOL:
        *(bool *)at = x != 0;
        return;
    case LAM_FACT_SIZE:
        *(size_t *)at = (size_t)x;
        return;
    case LAM_FACT_INT:
        *(int *)at = (int)x;
        return;
    case LAM_FACT_FLOAT:
        *(float *)at = (float)x;
        return;
    default:
        *(double *)at = x;
    }
}

static const lam_column *find_column(const char *name, size_t n, const lam_column *columns) {
    for (size_t c = 0; c < n; c++) {
        if (strcmp(columns[c].name, name) == 0) {
            return &columns[c];
        }
    }
    return NULL;
}

/* Every column is one of the table's. */
static lam_status check_names(const char *what, const lam_fact_table *table, size_t n_columns,
                              const lam_column *columns) {
    for (size_t c = 0; c < n_columns; c++) {
        size_t i = 0;
        while (i < table->n_fields && strcmp(table->fields[i].name, columns[c].name) != 0) {
            i++;
        }
        if (i == table->n_fields) {
            char line[MAX_LINE] = "";
            lam_names_unknown("column", columns[c].name, table->fields, table->n_fields,
                              sizeof *table->fields, line, sizeof line);
            return lam_fail(LAM_ERR_INPUT, "%s: '%s': %s", what, columns[c].name, line);
        }
    }
    return LAM_OK;
}

static lam_status put_column(const char *what, const lam_fact_table *table,
                             const lam_fact_field *field, const lam_column *column, size_t n,
                             char *structs) {
    if (column->n != n * field->width) {
        return lam_fail(LAM_ERR_INPUT, "%s: %zu numbers of %s; accepted: %zu", what, column->n,
                        field->name, n * field->width);
    }
    size_t size = lam_fact_size(field->type);
    for (size_t i = 0; i < column->n; i++) {
        const char *accepted = misfit(field->type, column->values[i]);
        if (accepted != NULL) {
            return lam_fail(LAM_ERR_INPUT, "%s: %s %zu is %.15g; accepted: %s", what, field->name,
                            i / field->width, column->values[i], accepted);
        }
        char *at = structs + i / field->width * table->size + field->offset;
        put(field->type, at + i % field->width * size, column->values[i]);
    }
    return LAM_OK;
}

lam_status lam_columns_read(const char *what, const lam_fact_table *table, size_t n_columns,
                            const lam_column *columns, size_t *n_out, void *structs_out) {
    LAM_TRY(check_names(what, table, n_columns, columns));
    const lam_column *first = find_column(table->fields[0].name, n_columns, columns);
    size_t n = first != NULL ? first->n / table->fields[0].width : 0;
    void *structs = lam_alloc(n, table->size);
    lam_status status = structs != NULL ? LAM_OK : LAM_ERR_MEMORY;
    for (size_t i = 0; i < table->n_fields && status == LAM_OK; i++) {
        const lam_column *column = find_column(table->fields[i].name, n_columns, columns);
        status = column != NULL ? put_column(what, table, &table->fields[i], column, n, structs)
                                : lam_fail(LAM_ERR_INPUT, "%s: no column %s; accepted: one", what,
                                           table->fields[i].name);
    }
    if (status != LAM_OK) {
        free(structs);
        return status;
    }
    *n_out = n;
    memcpy(structs_out, &structs, sizeof structs);
    return LAM_OK;
}
