/* SPDX-License-Identifier: BSD-3-Clause
 * signal.h - baseline and smoothing. */
#ifndef LAMINAE_SIGNAL_H
#define LAMINAE_SIGNAL_H

#include "laminae/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Subtract the baseline of a file (params/baseline/hnn.json) from a population's dipole, in place:
 * n_cells times a straight line in time for each stretch of time. Times that do not grow are
 * refused. */
lam_status lam_baseline_subtract(const char *path, const char *population, size_t n_cells,
                                 size_t n_samples, const double *time_ms, double *q_fAm);

/* Smooth in place with a Hamming window of window_ms, normalised to a sum of 1, zeros beyond the
 * ends: HNN-core's Dipole.smooth (numpy.convolve, mode "same"). Refused: below 1 ms, or longer than
 * the signal. */
lam_status lam_smooth(size_t n, double *samples, double window_ms, double dt_ms);

#ifdef __cplusplus
}
#endif

#endif
