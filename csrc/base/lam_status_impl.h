/* SPDX-License-Identifier: BSD-3-Clause
 * lam_status_impl.h - the public headers, those for programs, too, for a file of the library (not
 * public). */
#ifndef LAM_STATUS_IMPL_H
#define LAM_STATUS_IMPL_H

#include "laminae.h"
#include "laminae/program.h"

#endif
