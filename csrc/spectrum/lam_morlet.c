/* SPDX-License-Identifier: BSD-3-Clause
 * lam_morlet.c - convolution of a signal with Morlet's wavelets, by Fourier transforms. */
#include "signal/lam_fft_impl.h"
#include "signal/lam_signal_impl.h"
#include "spectrum/lam_morlet_impl.h"

#include <stdlib.h>
#include <string.h>

/* At -O2 gcc leaves loops of unknown length as they are; the results are the same bits. */
#pragma GCC optimize("O3")

/* b becomes a b. */
static void multiply(size_t n, const double *restrict ar, const double *restrict ai,
                     double *restrict br, double *restrict bi) {
    for (size_t k = 0; k < n; k++) {
        double product = ar[k] * br[k] - ai[k] * bi[k];
        bi[k] = ar[k] * bi[k] + ai[k] * br[k];
        br[k] = product;
    }
}

/* What is done with the convolution at one frequency; re and im are [n]. */
typedef void take(void *context, size_t k, size_t n, const double *re, const double *im);

static lam_status convolve(size_t n, const double *samples, double dt_ms, double n_cycles,
                           size_t n_freq, const double *freq_hz, take *take_it, void *context) {
    LAM_TRY(lam_morlet_check(n, samples, dt_ms, n_cycles, n_freq, freq_hz));
    size_t size = lam_fft_power_of_2(2 * n - 1);
    double *room = lam_alloc(4 * size, sizeof *room);
    lam_fft *fft = NULL;
    lam_status status = room == NULL ? LAM_ERR_MEMORY : lam_fft_create(size, &fft);
    if (status == LAM_OK) {
        double *xr = room, *xi = xr + size, *wr = xi + size, *wi = wr + size;
        memcpy(xr, samples, n * sizeof *xr);
        lam_fft_run(fft, xr, xi);
        for (size_t k = 0; k < n_freq; k++) {
            lam_morlet_fill(n, size, dt_ms, n_cycles, freq_hz[k], wr, wi);
            lam_fft_run(fft, wr, wi);
            multiply(size, xr, xi, wr, wi);
            lam_fft_run(fft, wi, wr); /* the inverse */
            take_it(context, k, n, wr, wi);
        }
    }
    lam_fft_destroy(fft);
    free(room);
    return status;
}

static void take_parts(void *context, size_t k, size_t n, const double *re, const double *im) {
    double **parts = context;
    memcpy(parts[0] + k * n, re, n * sizeof *re);
    memcpy(parts[1] + k * n, im, n * sizeof *im);
}

lam_status lam_morlet(size_t n, const double *samples, double dt_ms, double n_cycles, size_t n_freq,
                      const double *freq_hz, double *re_out, double *im_out) {
    double *parts[] = {re_out, im_out};
    return convolve(n, samples, dt_ms, n_cycles, n_freq, freq_hz, take_parts, parts);
}

static void take_power(void *context, size_t k, size_t n, const double *re, const double *im) {
    double *restrict power = (double *)context + k * n;
    for (size_t i = 0; i < n; i++) {
        power[i] = re[i] * re[i] + im[i] * im[i];
    }
}

lam_status lam_morlet_power(size_t n, const double *samples, double dt_ms, double n_cycles,
                            size_t n_freq, const double *freq_hz, double *power_out) {
    return convolve(n, samples, dt_ms, n_cycles, n_freq, freq_hz, take_power, power_out);
}

/* Where each frequency's power goes, of each `every`-th sample. */
typedef struct sparse {
    size_t every, n_kept;
    double *power;
} sparse;

static void take_some(void *context, size_t k, size_t n, const double *re, const double *im) {
    const sparse *to = context;
    for (size_t i = 0; i * to->every < n; i++) {
        double x = re[i * to->every], y = im[i * to->every];
        to->power[k * to->n_kept + i] = x * x + y * y;
    }
}

/* Frequencies of about the same reach together: those of a stretch of the list. */
lam_status lam_morlet_power_every(size_t n, const double *samples, double dt_ms, double n_cycles,
                                  size_t n_freq, const double *freq_hz, size_t every,
                                  double *power_out) {
    LAM_TRY(lam_morlet_check(n, samples, dt_ms, n_cycles, n_freq, freq_hz));
    if (every == 0) {
        return lam_fail(LAM_ERR_INPUT, "tfr: every 0th sample; accepted: 1 or more");
    }
    size_t n_kept = (n - 1) / every + 1;
    for (size_t first = 0; first < n_freq; first += LAM_MORLET_TOGETHER) {
        size_t m = n_freq - first < LAM_MORLET_TOGETHER ? n_freq - first : LAM_MORLET_TOGETHER;
        double *power = power_out + first * n_kept;
        size_t size = lam_morlet_piece(dt_ms, n_cycles, m, freq_hz + first, every);
        if (n < LAM_MORLET_LONG || size > n) {
            sparse to = {every, n_kept, power};
            LAM_TRY(convolve(n, samples, dt_ms, n_cycles, m, freq_hz + first, take_some, &to));
        } else {
            LAM_TRY(lam_morlet_pieces(size, n, samples, dt_ms, n_cycles, m, freq_hz + first, every,
                                      power));
        }
    }
    return LAM_OK;
}
