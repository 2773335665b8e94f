/* SPDX-License-Identifier: BSD-3-Clause
 * lam_resample.c - a signal at other steps, by its Fourier series. */
#include "signal/lam_fft_impl.h"
#include "signal/lam_signal_impl.h"

#include <stdlib.h>
#include <string.h>

/* The waves that both lengths have. That of two samples a period is one place in the shorter
 * spectrum, where n or m is even, and two in the longer. */
static void cut(size_t n, const double *xr, const double *xi, size_t m, double *yr, double *yi) {
    size_t shorter = n < m ? n : m, half = shorter / 2;
    yr[0] = xr[0];
    for (size_t k = 1; k <= (shorter - 1) / 2; k++) {
        yr[k] = yr[m - k] = xr[k];
        yi[k] = xi[k];
        yi[m - k] = -xi[k];
    }
    if (shorter % 2 == 0 && m < n) {
        yr[half] = 2 * xr[half];
    } else if (shorter % 2 == 0 && m > n) {
        yr[half] = yr[m - half] = xr[half] / 2;
    } else if (shorter % 2 == 0) {
        yr[half] = xr[half];
    }
}

lam_status lam_signal_resample(size_t n, const double *samples, size_t n_out, double *samples_out) {
    LAM_TRY(lam_signal_check("resample", n, samples, 1));
    if (n_out == 0) {
        return lam_fail(LAM_ERR_INPUT, "resample: to 0 samples; accepted: 1 or more");
    }
    lam_fft *forward = NULL, *back = NULL;
    lam_status status = lam_fft_create(n, &forward);
    status = status == LAM_OK ? lam_fft_create(n_out, &back) : status;
    double *room = status != LAM_OK ? NULL : lam_alloc(2 * (n + n_out), sizeof *room);
    status = status == LAM_OK && room == NULL ? LAM_ERR_MEMORY : status;
    if (status == LAM_OK) {
        double *xr = room, *xi = xr + n, *yr = xi + n, *yi = yr + n_out;
        memcpy(xr, samples, n * sizeof *xr);
        lam_fft_run(forward, xr, xi);
        cut(n, xr, xi, n_out, yr, yi);
        lam_fft_run(back, yi, yr); /* the inverse */
        for (size_t i = 0; i < n_out; i++) {
            samples_out[i] = yr[i] / (double)n;
        }
    }
    lam_fft_destroy(forward);
    lam_fft_destroy(back);
    free(room);
    return status;
}
