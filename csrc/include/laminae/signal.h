/* SPDX-License-Identifier: BSD-3-Clause
 * signal.h - baseline and smoothing. */
#ifndef LAMINAE_SIGNAL_H
#define LAMINAE_SIGNAL_H

#include "laminae/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Subtract a population's baseline from its dipole, in place. The baseline is n_cells times what
 * the file says (params/baseline/hnn.json): a straight line for each stretch of time. Times that do
 * not grow are refused. */
lam_status lam_baseline_subtract(const char *path, const char *population, size_t n_cells,
                                 size_t n_samples, const double *time_ms, double *q_fAm);

/* Smooth in place with a Hamming window of window_ms, whose sum is 1. Beyond its ends the signal
 * counts as 0. This is HNN-core's Dipole.smooth (numpy.convolve, mode "same"). A window below 1 ms
 * or longer than the signal is refused. */
lam_status lam_smooth(size_t n, double *samples, double window_ms, double dt_ms);

#ifdef __cplusplus
}
#endif

#endif
