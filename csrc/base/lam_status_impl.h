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

#endif
