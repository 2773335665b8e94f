/* SPDX-License-Identifier: BSD-3-Clause
 * lam_morlet_wavelet.c - Morlet's wavelets, and which there are. */
#include "signal/lam_fft_impl.h"
#include "signal/lam_signal_impl.h"
#include "spectrum/lam_morlet_impl.h"

#include <math.h>
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

double lam_morlet_places(double dt_ms, double n_cycles, double freq_hz) {
    return ceil(REACH * sigma_ms(n_cycles, freq_hz) / dt_ms);
}

void lam_morlet_fill(size_t n, size_t size, double dt_ms, double n_cycles, double freq_hz,
                     double *re, double *im) {
    double sigma = sigma_ms(n_cycles, freq_hz), squares = 0;
    size_t reach = (size_t)lam_morlet_places(dt_ms, n_cycles, freq_hz);
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

lam_status lam_morlet_check(size_t n, const double *samples, double dt_ms, double n_cycles,
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
        if (lam_morlet_places(dt_ms, n_cycles, freq_hz[k]) > LAM_FFT_MOST) {
            return lam_fail(LAM_ERR_INPUT,
                            "tfr: wavelets of %g cycles at %g Hz; accepted: at most "
                            "%d steps of %g ms",
                            n_cycles, freq_hz[k], LAM_FFT_MOST, dt_ms);
        }
    }
    return LAM_OK;
}
