/* SPDX-License-Identifier: BSD-3-Clause
 * lam_morlet_impl.h - Morlet's wavelets, and long signals piece by piece (not public). */
#ifndef LAM_MORLET_IMPL_H
#define LAM_MORLET_IMPL_H

#include "base/lam_status_impl.h"

enum {
    LAM_MORLET_LONG = 1 << 17, /* samples, from which on a signal goes piece by piece */
    LAM_MORLET_TOGETHER = 16   /* frequencies, whose wavelets are kept at a time */
};

/* A wavelet's places on one side, 0 too. */
double lam_morlet_places(double dt_ms, double n_cycles, double freq_hz);
/* The wavelet around place 0 of [size], which goes on before the end, over `size`; it is cut to n
 * places on each side: samples further apart than that there are none. */
void lam_morlet_fill(size_t n, size_t size, double dt_ms, double n_cycles, double freq_hz,
                     double *re, double *im);

/* LAM_ERR_INPUT: the signal is not good, or one of the wavelets is none. */
lam_status lam_morlet_check(size_t n, const double *samples, double dt_ms, double n_cycles,
                            size_t n_freq, const double *freq_hz);

/* The samples of a piece: a multiple of `every`, four times the longest wavelet's places or more.
 * SIZE_MAX: there is no such number. */
size_t lam_morlet_piece(double dt_ms, double n_cycles, size_t n_freq, const double *freq_hz,
                        size_t every);
/* lam_morlet_power_every of at most LAM_MORLET_TOGETHER frequencies, in pieces of `size`. */
lam_status lam_morlet_pieces(size_t size, size_t n, const double *samples, double dt_ms,
                             double n_cycles, size_t n_freq, const double *freq_hz, size_t every,
                             double *power_out);

#endif
