/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sort_impl.h - numbers in ascending order (not public). */
#ifndef LAM_SORT_IMPL_H
#define LAM_SORT_IMPL_H

#include "laminae.h"

#include <stdint.h>

/* No double is NaN. */
void lam_sort_doubles(size_t n, double *values);
void lam_sort_sizes(size_t n, size_t *values);
void lam_sort_uint32(size_t n, uint32_t *values);
/* Rows of two columns, by the first and where that is equal by the second; LAM_ERR_MEMORY. */
lam_status lam_sort_rows(size_t n, double *first, double *second);

#endif
