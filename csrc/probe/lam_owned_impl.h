/* SPDX-License-Identifier: BSD-3-Clause
 * lam_owned_impl.h - the methods of an electrode array by name (not public). */
#ifndef LAM_OWNED_IMPL_H
#define LAM_OWNED_IMPL_H

#include "base/lam_status_impl.h"

enum { LAM_ARRAY_N_METHODS = 4 };
extern const char *const lam_array_methods[LAM_ARRAY_N_METHODS]; /* the last: "none" */

#endif
