/* SPDX-License-Identifier: BSD-3-Clause
 * columns.h - many structs of one kind, told as columns of numbers that have names. */
#ifndef LAMINAE_COLUMNS_H
#define LAMINAE_COLUMNS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a member of each struct holds, one struct after the other; of a place x, y, z of each. A
 * function that takes columns says which there are, each of which it needs once. LAM_ERR_INPUT
 * names a column that is unknown, missing, of another length, or has a number that the member
 * cannot hold. The numbers are borrowed during the call. */
typedef struct lam_column {
    const char *name; /* the member's, such as "diam_um" */
    size_t n;
    const double *values;
} lam_column;

#ifdef __cplusplus
}
#endif

#endif
