/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fft_impl.h - the discrete Fourier transform of any length, in double precision (not public).
 */
#ifndef LAM_FFT_IMPL_H
#define LAM_FFT_IMPL_H

#include "base/lam_status_impl.h"

#include <stddef.h>

/* What transforms of one length share: twiddle factors and room to work in. One thread at a time.
 */
typedef struct lam_fft lam_fft;

enum { LAM_FFT_MOST = 1 << 24 }; /* samples */

/* LAM_ERR_INPUT: no samples, or more than LAM_FFT_MOST. The caller destroys *fft_out. */
lam_status lam_fft_create(size_t n, lam_fft **fft_out);
/* In place X[k] = sum over j of x[j] exp(-2 pi i j k/n), real and imaginary parts apart. With re
 * and im exchanged it is the inverse, times n. */
void lam_fft_run(lam_fft *fft, double *re, double *im);
/* NULL is allowed. */
void lam_fft_destroy(lam_fft *fft);
/* The power of 2 that is n or the next above. */
size_t lam_fft_power_of_2(size_t n);

#endif
