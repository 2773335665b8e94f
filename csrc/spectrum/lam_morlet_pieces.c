/* SPDX-License-Identifier: BSD-3-Clause
 * lam_morlet_pieces.c - wavelets of long signals, piece by piece (overlap-save: Helms 1967), at
 * some of the samples.
 *
 * Of a convolution's transform Y of `size` places the samples at each `every`-th place are the
 * inverse transform of size/every places of the sums of Y[m + j size/every] over j: exactly,
 * whatever Y is. A wavelet is the conjugate of itself backwards in time, so that its transform is
 * real. */
#include "signal/lam_fft_impl.h"
#include "spectrum/lam_morlet_impl.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* At -O2 gcc leaves loops of unknown length as they are; the results are the same bits. */
#pragma GCC optimize("O3")

enum { LEAST = 1 << 14 };

static double longest_of(double dt_ms, double n_cycles, size_t n_freq, const double *freq_hz) {
    double most = 1;
    for (size_t k = 0; k < n_freq; k++) {
        most = fmax(most, lam_morlet_places(dt_ms, n_cycles, freq_hz[k]));
    }
    return most;
}

size_t lam_morlet_piece(double dt_ms, double n_cycles, size_t n_freq, const double *freq_hz,
                        size_t every) {
    double least = fmax(LEAST, 4 * longest_of(dt_ms, n_cycles, n_freq, freq_hz));
    if (every > LAM_FFT_MOST || least > LAM_FFT_MOST) {
        return SIZE_MAX;
    }
    size_t parts = lam_fft_power_of_2(((size_t)least + every - 1) / every), size = every * parts;
    return size <= LAM_FFT_MOST ? size : SIZE_MAX;
}

/* What all pieces share. */
typedef struct pieces {
    size_t size, short_size, every, reach, n_freq;
    lam_fft *fft_owned, *short_fft_owned;
    double *spectra_owned; /* of the wavelets, [n_freq][size] */
    double *room_owned;    /* two of [size], two of [short_size] */
} pieces;

static lam_status prepare(pieces *p, double dt_ms, double n_cycles, const double *freq_hz) {
    p->spectra_owned = lam_alloc(p->n_freq * p->size, sizeof(double));
    p->room_owned = lam_alloc(2 * (p->size + p->short_size), sizeof(double));
    if (p->spectra_owned == NULL || p->room_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    LAM_TRY(lam_fft_create(p->size, &p->fft_owned));
    LAM_TRY(lam_fft_create(p->short_size, &p->short_fft_owned));
    for (size_t k = 0; k < p->n_freq; k++) {
        double *re = p->spectra_owned + k * p->size, *im = p->room_owned;
        lam_morlet_fill(p->reach, p->size, dt_ms, n_cycles, freq_hz[k], re, im);
        lam_fft_run(p->fft_owned, re, im);
    }
    return LAM_OK;
}

/* The signal from `start` on, which may be before it begins; beyond its ends it is 0. */
static void cut_out(size_t n, const double *samples, ptrdiff_t start, size_t size, double *out) {
    size_t before = start < 0 ? (size_t)-start : 0, from = start < 0 ? 0 : (size_t)start;
    size_t m = from < n ? n - from : 0;
    m = before >= size ? 0 : m < size - before ? m : size - before;
    memset(out, 0, size * sizeof *out);
    if (m > 0) {
        memcpy(out + before, samples + from, m * sizeof *out);
    }
}

/* The product of two transforms, added up as above. */
static void fold(const pieces *p, const double *restrict xr, const double *restrict xi,
                 const double *restrict w, double *restrict yr, double *restrict yi) {
    memset(yr, 0, p->short_size * sizeof *yr);
    memset(yi, 0, p->short_size * sizeof *yi);
    for (size_t j = 0; j < p->every; j++) {
        size_t shift = j * p->short_size;
        for (size_t m = 0; m < p->short_size; m++) {
            yr[m] += xr[shift + m] * w[shift + m];
            yi[m] += xi[shift + m] * w[shift + m];
        }
    }
}

/* Of each piece the places count that have a whole wavelet on both sides: from `begin` on, `count`
 * times `every`. */
static void run_pieces(const pieces *p, size_t n, const double *samples, double *power_out) {
    double *xr = p->room_owned, *xi = xr + p->size, *yr = xi + p->size, *yi = yr + p->short_size;
    size_t begin = (p->reach + p->every - 1) / p->every, n_kept = (n - 1) / p->every + 1;
    size_t count = (p->size - p->reach) / p->every - begin;
    for (size_t first = 0; first < n_kept; first += count) {
        ptrdiff_t start = ((ptrdiff_t)first - (ptrdiff_t)begin) * (ptrdiff_t)p->every;
        size_t m = n_kept - first < count ? n_kept - first : count;
        cut_out(n, samples, start, p->size, xr);
        memset(xi, 0, p->size * sizeof *xi);
        lam_fft_run(p->fft_owned, xr, xi);
        for (size_t k = 0; k < p->n_freq; k++) {
            double *power = power_out + k * n_kept + first;
            fold(p, xr, xi, p->spectra_owned + k * p->size, yr, yi);
            lam_fft_run(p->short_fft_owned, yi, yr); /* the inverse */
            for (size_t i = 0; i < m; i++) {
                double re = yr[begin + i], im = yi[begin + i];
                power[i] = re * re + im * im;
            }
        }
    }
}

lam_status lam_morlet_pieces(size_t size, size_t n, const double *samples, double dt_ms,
                             double n_cycles, size_t n_freq, const double *freq_hz, size_t every,
                             double *power_out) {
    pieces p = {.size = size, .short_size = size / every, .every = every, .n_freq = n_freq};
    p.reach = (size_t)longest_of(dt_ms, n_cycles, n_freq, freq_hz);
    lam_status status = prepare(&p, dt_ms, n_cycles, freq_hz);
    if (status == LAM_OK) {
        run_pieces(&p, n, samples, power_out);
    }
    lam_fft_destroy(p.fft_owned);
    lam_fft_destroy(p.short_fft_owned);
    free(p.spectra_owned);
    free(p.room_owned);
    return status;
}
