/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sort.c - numbers in ascending order. */
#include "base/lam_sort_impl.h"
#include "base/lam_status_impl.h"

#include <stdlib.h>

/* How qsort compares two of a type. */
#define LAM_COMPARE(name, type)                                                                    \
    static int name(const void *a, const void *b) {                                                \
        type x = *(const type *)a, y = *(const type *)b;                                           \
        return (x > y) - (x < y);                                                                  \
    }

LAM_COMPARE(compare_doubles, double)
LAM_COMPARE(compare_sizes, size_t)
LAM_COMPARE(compare_uint32, uint32_t)

void lam_sort_doubles(size_t n, double *values) {
    qsort(values, n, sizeof *values, compare_doubles);
}

void lam_sort_sizes(size_t n, size_t *values) {
    qsort(values, n, sizeof *values, compare_sizes);
}

void lam_sort_uint32(size_t n, uint32_t *values) {
    qsort(values, n, sizeof *values, compare_uint32);
}

typedef struct row {
    double first, second;
} row;

static int compare_rows(const void *a, const void *b) {
    const row *x = a, *y = b;
    int order = compare_doubles(&x->first, &y->first);
    return order != 0 ? order : compare_doubles(&x->second, &y->second);
}

lam_status lam_sort_rows(size_t n, double *first, double *second) {
    row *rows = lam_alloc(n, sizeof *rows);
    if (rows == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        rows[i] = (row){first[i], second[i]};
    }
    qsort(rows, n, sizeof *rows, compare_rows);
    for (size_t i = 0; i < n; i++) {
        first[i] = rows[i].first;
        second[i] = rows[i].second;
    }
    free(rows);
    return LAM_OK;
}
