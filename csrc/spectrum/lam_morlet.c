/* SPDX-License-Identifier: BSD-3-Clause
 * lam_morlet.c - convolution of a signal with Morlet's wavelets, by Fourier transforms. */
#include "signal/lam_fft_impl.h"
#include "signal/lam_signal_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* At -O2 gcc leaves loops of unknown length as they are; the results are the same bits. */
#pragma GCC optimize("O3")

enum { REACH = 5 }; /* standard deviations, where a wavelet ends */

static double sigma_ms(double n_cycles, double freq_hz) {
    return 1000 * n_cycles / (2 * M_PI * freq_hz);
}

double lam_morlet_reach_ms(double n_cycles, double freq_hz) {
    return sqrt(2) * sigma_ms(n_cycles, freq_hz);
}

/* A wavelet's places on one side, 0 too. */
static double places(double dt_ms, double n_cycles, double freq_hz) {
    return ceil(REACH * sigma_ms(n_cycles, freq_hz) / dt_ms);
}

/* The wavelet around place 0 of [size], which goes on before the end; it is cut to n places on each
 * side: samples further apart than that there are none. */
static void fill_wavelet(size_t n, size_t size, double dt_ms, double n_cycles, double freq_hz,
                         double *re, double *im) {
    double sigma = sigma_ms(n_cycles, freq_hz), squares = 0;
    size_t reach = (size_t)places(dt_ms, n_cycles, freq_hz);
    memset(re, 0, size * sizeof *re);
    memset(im, 0, size * sizeof *im);
    for (size_t k = 0; k < reach; k++) {
        double t = (double)k * dt_ms, envelope = exp(-t * t / (2 * sigma * sigma));
        squares += (k == 0 ? 1 : 2) * envelope * envelope;
        if (k < n) {
            re[k] = re[(size - k) % size] = envelope * cos(2 * M_PI * freq_hz * t / 1000);
            im[k] = envelope * sin(2 * M_PI * freq_hz * t / 1000);
            im[(size - k) % size] = -im[k];
        }
    }
    double scale = sqrt(2 / squares) / (double)size;
    for (size_t k = 0; k < size; k++) {
        re[k] *= scale;
        im[k] *= scale;
    }
}

/* b becomes a b. */
static void multiply(size_t n, const double *restrict ar, const double *restrict ai,
                     double *restrict br, double *restrict bi) {
    for (size_t k = 0; k < n; k++) {
        double product = ar[k] * br[k] - ai[k] * bi[k];
        bi[k] = ar[k] * bi[k] + ai[k] * br[k];
        br[k] = product;
    }
}

static lam_status check(size_t n, const double *samples, double dt_ms, double n_cycles,
                        size_t n_freq, const double *freq_hz) {
    LAM_TRY(lam_step_check("tfr", dt_ms));
    LAM_TRY(lam_signal_check("tfr", n, samples, 2));
    if (!(n_cycles > 0 && n_cycles <= 1000)) {
        return lam_fail(LAM_ERR_INPUT, "tfr: wavelets of %g cycles; accepted: above 0 to 1000",
                        n_cycles);
    }
    for (size_t k = 0; k < n_freq; k++) {
        if (!(freq_hz[k] >= 1e-3 && freq_hz[k] <= 500 / dt_ms)) {
            return lam_fail(LAM_ERR_INPUT,
                            "tfr: %g Hz; accepted: 0.001 to %g Hz, half the sampling rate",
                            freq_hz[k], 500 / dt_ms);
        }
        if (places(dt_ms, n_cycles, freq_hz[k]) > LAM_FFT_MOST) {
            return lam_fail(LAM_ERR_INPUT,
                            "tfr: wavelets of %g cycles at %g Hz; accepted: at most "
                            "%d steps of %g ms",
                            n_cycles, freq_hz[k], LAM_FFT_MOST, dt_ms);
        }
    }
    return LAM_OK;
}

/* What is done with the convolution at one frequency; re and im are [n]. */
typedef void take(void *context, size_t k, size_t n, const double *re, const double *im);

static lam_status convolve(size_t n, const double *samples, double dt_ms, double n_cycles,
                           size_t n_freq, const double *freq_hz, take *take_it, void *context) {
    LAM_TRY(check(n, samples, dt_ms, n_cycles, n_freq, freq_hz));
    size_t size = lam_fft_power_of_2(2 * n - 1);
    double *room = lam_alloc(4 * size, sizeof *room);
    lam_fft *fft = NULL;
    lam_status status = room == NULL ? LAM_ERR_MEMORY : lam_fft_create(size, &fft);
    if (status == LAM_OK) {
        double *xr = room, *xi = xr + size, *wr = xi + size, *wi = wr + size;
        memcpy(xr, samples, n * sizeof *xr);
        lam_fft_run(fft, xr, xi);
        for (size_t k = 0; k < n_freq; k++) {
            fill_wavelet(n, size, dt_ms, n_cycles, freq_hz[k], wr, wi);
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
