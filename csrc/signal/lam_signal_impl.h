/* SPDX-License-Identifier: BSD-3-Clause
 * lam_signal_impl.h - what is asked of every signal (not public). */
#ifndef LAM_SIGNAL_IMPL_H
#define LAM_SIGNAL_IMPL_H

#include "base/lam_status_impl.h"

/* LAM_ERR_INPUT, with a line that begins with `what`, unless there are `least` samples or more and
 * all are finite. */
lam_status lam_signal_check(const char *what, size_t n, const double *samples, size_t least);
/* A step that is no positive number is LAM_ERR_INPUT. */
lam_status lam_step_check(const char *what, double dt_ms);

#endif
