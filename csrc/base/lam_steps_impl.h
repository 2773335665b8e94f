/* SPDX-License-Identifier: BSD-3-Clause
 * lam_steps_impl.h - steps that lead from one place to another, to be proposed (not public). */
#ifndef LAM_STEPS_IMPL_H
#define LAM_STEPS_IMPL_H

#include "base/lam_status_impl.h"

enum { LAM_STEPS_SIZE = 64 };

/* "0.025 or 0.034": the steps below and above `step`, which does not divide `total`, that do and
 * have few digits. Both are above 0. */
void lam_steps_near(double total, double step, char text_out[LAM_STEPS_SIZE]);

#endif
