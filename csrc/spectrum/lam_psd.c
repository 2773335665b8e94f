/* SPDX-License-Identifier: BSD-3-Clause
 * lam_psd.c - power spectral density of a signal, and the power in a band of it. */
#include "signal/lam_fft_impl.h"
#include "signal/lam_signal_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t segment_of(size_t n, const lam_psd_options *options) {
    return options->segment == 0 ? n : options->segment;
}

size_t lam_psd_size(size_t n, const lam_psd_options *options) {
    return segment_of(n, options) / 2 + 1;
}

/* Periodic, as those of a spectrum are: the sample after the last would be the first again. */
static double fill_taper(lam_taper kind, size_t n, double *taper) {
    double middle = kind == LAM_TAPER_HAMMING ? 0.54 : 0.5, squares = 0;
    for (size_t i = 0; i < n; i++) {
        taper[i] = middle - (1 - middle) * cos(2 * M_PI * (double)i / (double)n);
        squares += taper[i] * taper[i];
    }
    return squares;
}

/* The squared Fourier sum of a segment, added to power. */
static void add_segment(lam_fft *fft, size_t n, const double *samples, const double *taper,
                        double *re, double *im, double *restrict power) {
    double mean = 0;
    for (size_t i = 0; i < n; i++) {
        mean += samples[i];
    }
    mean /= (double)n;
    for (size_t i = 0; i < n; i++) {
        re[i] = (samples[i] - mean) * taper[i];
    }
    memset(im, 0, n * sizeof *im);
    lam_fft_run(fft, re, im);
    for (size_t k = 0; k <= n / 2; k++) {
        power[k] += re[k] * re[k] + im[k] * im[k];
    }
}

static lam_status check(size_t n, const double *samples, double dt_ms,
                        const lam_psd_options *options) {
    size_t segment = segment_of(n, options);
    LAM_TRY(lam_step_check("psd", dt_ms));
    LAM_TRY(lam_signal_check("psd", n, samples, 2));
    if (segment < 2 || segment > n || options->overlap >= segment) {
        return lam_fail(LAM_ERR_INPUT,
                        "psd: segments of %zu samples that share %zu; accepted: 2 to %zu, and "
                        "fewer that are shared",
                        segment, options->overlap, n);
    }
    return LAM_OK;
}

lam_status lam_psd(size_t n, const double *samples, double dt_ms, const lam_psd_options *options,
                   double *freq_hz_out, double *power_out) {
    LAM_TRY(check(n, samples, dt_ms, options));
    size_t segment = segment_of(n, options), n_freq = segment / 2 + 1, n_segments = 0;
    double *room = lam_alloc(3 * segment, sizeof *room), *re = room;
    lam_fft *fft = NULL;
    lam_status status = room == NULL ? LAM_ERR_MEMORY : lam_fft_create(segment, &fft);
    if (status == LAM_OK) {
        double *im = re + segment, *taper = im + segment, rate_hz = 1000 / dt_ms;
        double squares = fill_taper(options->taper, segment, taper);
        memset(power_out, 0, n_freq * sizeof *power_out);
        for (size_t first = 0; first + segment <= n; first += segment - options->overlap) {
            add_segment(fft, segment, samples + first, taper, re, im, power_out);
            n_segments++;
        }
        for (size_t k = 0; k < n_freq; k++) { /* but for two of them with their mirror images */
            double sides = k == 0 || 2 * k == segment ? 1 : 2;
            power_out[k] *= sides / (squares * rate_hz * (double)n_segments);
            freq_hz_out[k] = (double)k * rate_hz / (double)segment;
        }
    }
    lam_fft_destroy(fft);
    free(room);
    return status;
}

bool lam_band_has(double freq_hz, double step_hz, double low_hz, double high_hz) {
    double rounding = 1e-8 * step_hz;
    return freq_hz >= low_hz - rounding && freq_hz < high_hz - rounding;
}

lam_status lam_band_power(size_t n_freq, const double *freq_hz, const double *power, double low_hz,
                          double high_hz, double *power_out, double *relative_out) {
    LAM_TRY(lam_signal_check("bands", n_freq, power, 2));
    LAM_TRY(lam_signal_check("bands", n_freq, freq_hz, 2));
    double step_hz = (freq_hz[n_freq - 1] - freq_hz[0]) / (double)(n_freq - 1);
    double in = 0, all = 0;
    size_t n_in = 0;
    for (size_t k = 0; k < n_freq; k++) {
        bool is_in = lam_band_has(freq_hz[k], step_hz, low_hz, high_hz);
        n_in += is_in;
        in += is_in ? power[k] : 0;
        all += power[k];
    }
    if (n_in == 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "bands: %g to %g Hz; accepted: a band with a frequency in it; they are "
                        "%g Hz apart, up to %g Hz",
                        low_hz, high_hz, step_hz, freq_hz[n_freq - 1]);
    }
    *power_out = in * step_hz;
    *relative_out = all > 0 ? in / all : (double)NAN;
    return LAM_OK;
}
