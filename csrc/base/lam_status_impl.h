/* SPDX-License-Identifier: BSD-3-Clause
 * lam_status_impl.h - how the functions of the library report failure (not public). */
#ifndef LAM_STATUS_IMPL_H
#define LAM_STATUS_IMPL_H

#include "laminae.h"

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

#endif
