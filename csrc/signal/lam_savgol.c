/* SPDX-License-Identifier: BSD-3-Clause
 * lam_savgol.c - low-pass by polynomials that are fitted to a moving window. */
#include "signal/lam_signal_impl.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* At -O2 gcc leaves loops of unknown length as they are; the results are the same bits. */
#pragma GCC optimize("O3")

enum { ORDER = 5 };

/* Polynomials of order 0 to ORDER that are orthonormal on the places -1 to 1 of a window, [width]
 * each, by their recurrence (Gram 1883): x P[k] - b[k] P[k - 1]. */
static void fill_polynomials(size_t width, double *const *polynomials) {
    double middle = (double)(width / 2), before = 1;
    for (size_t k = 0; k <= ORDER; k++) {
        double *p = polynomials[k], square = 0;
        for (size_t i = 0; i < width; i++) {
            double x = ((double)i - middle) / middle;
            p[i] = k == 0 ? 1 : x * polynomials[k - 1][i];
            p[i] -= k < 2 ? 0 : before * polynomials[k - 2][i];
            square += p[i] * p[i];
        }
        before = sqrt(square);
        for (size_t i = 0; i < width; i++) {
            p[i] /= before;
        }
    }
}

/* Half a window at an end: the polynomial of the window there. `from` is the window's samples; of
 * its places `first` and those behind are filled. */
static void fill_end(size_t width, double *const *polynomials, const double *from, size_t first,
                     double *samples) {
    double shares[ORDER + 1];
    for (size_t k = 0; k <= ORDER; k++) {
        shares[k] = 0;
        for (size_t i = 0; i < width; i++) {
            shares[k] += polynomials[k][i] * from[i];
        }
    }
    for (size_t i = first; i < first + width / 2; i++) {
        double sum = 0;
        for (size_t k = 0; k <= ORDER; k++) {
            sum += polynomials[k][i] * shares[k];
        }
        samples[i] = sum;
    }
}

static void filter(size_t n, double *restrict samples, const double *restrict copy, size_t width,
                   double *const *polynomials) {
    size_t half = width / 2;
    memset(samples, 0, n * sizeof *samples);
    for (size_t j = 0; j < width; j++) {
        double weight = 0;
        for (size_t k = 0; k <= ORDER; k++) {
            weight += polynomials[k][j] * polynomials[k][half];
        }
        for (size_t i = 0; i < n + 1 - width; i++) {
            samples[half + i] += weight * copy[i + j];
        }
    }
    fill_end(width, polynomials, copy, 0, samples);
    fill_end(width, polynomials, copy + n - width, half + 1, samples + n - width);
}

lam_status lam_signal_savgol(size_t n, double *samples, double high_hz, double dt_ms) {
    LAM_TRY(lam_step_check("savgol", dt_ms));
    LAM_TRY(lam_signal_check("savgol", n, samples, 1));
    double period = nearbyint(1000 / dt_ms / high_hz); /* numpy.round: halves to even */
    bool is_good = high_hz > 0 && period > ORDER && period <= (double)n;
    size_t width = is_good ? (size_t)period / 2 * 2 + 1 : 0;
    if (!is_good || width > n) {
        return lam_fail(LAM_ERR_INPUT,
                        "savgol: %g Hz; accepted: above %g to %g Hz, for %zu samples of %g ms",
                        high_hz, 1000 / dt_ms / (double)n, 1000 / dt_ms / (ORDER + 1), n, dt_ms);
    }
    double *room = lam_alloc((ORDER + 1) * width + n, sizeof *room);
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *polynomials[ORDER + 1], *copy = room + (ORDER + 1) * width;
    for (size_t k = 0; k <= ORDER; k++) {
        polynomials[k] = room + k * width;
    }
    fill_polynomials(width, polynomials);
    memcpy(copy, samples, n * sizeof *copy);
    filter(n, samples, copy, width, polynomials);
    free(room);
    return LAM_OK;
}
