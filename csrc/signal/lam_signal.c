/* SPDX-License-Identifier: BSD-3-Clause
 * lam_signal.c - what is done to a signal before it is shown. */
#include "base/lam_status_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* w[k] = 0.54 - 0.46 cos(2 pi k/(width - 1)), divided by the sum: Hamming's window (Blackman &
 * Tukey 1958), as numpy.hamming has it. */
static void hamming(size_t width, double *window) {
    double sum = 0;
    for (size_t k = 0; k < width; k++) {
        window[k] = width == 1 ? 1 : 0.54 - 0.46 * cos(2 * M_PI * (double)k / (double)(width - 1));
        sum += window[k];
    }
    for (size_t k = 0; k < width; k++) {
        window[k] /= sum;
    }
}

lam_status lam_smooth(size_t n, double *samples, double window_ms, double dt_ms) {
    double width_samples = nearbyint(window_ms / dt_ms);
    if (!(window_ms >= 1 && width_samples >= 1 && width_samples <= (double)n)) {
        return lam_fail(LAM_ERR_INPUT,
                        "smooth: %g ms; accepted: 1 ms to the length of the run, %g ms", window_ms,
                        (double)n * dt_ms);
    }
    size_t width = (size_t)width_samples, before = (width - 1) / 2;
    double *window = lam_alloc(width, sizeof *window), *copy = lam_alloc(n, sizeof *copy);
    lam_status status = window == NULL || copy == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK) {
        hamming(width, window);
        memcpy(copy, samples, n * sizeof *copy);
    }
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        size_t last =
            i + before; /* the middle of the convolution: sum of window[k] copy[last - k] */
        size_t first_k = last >= n ? last - n + 1 : 0;
        double sum = 0;
        for (size_t k = first_k; k < width && k <= last; k++) {
            sum += window[k] * copy[last - k];
        }
        samples[i] = sum;
    }
    free(window);
    free(copy);
    return status;
}
