/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fft.c - the discrete Fourier transform: by small prime factors (Cooley & Tukey 1965, sorted
 * by each pass as Stockham does), else as a convolution with a chirp (Bluestein 1970). */
#include "signal/lam_fft_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* At -O2 gcc leaves loops of unknown length as they are; the results are the same bits. */
#pragma GCC optimize("O3")

enum { MAX_FACTORS = 64 };

struct lam_fft {
    size_t n, n_factors, factors[MAX_FACTORS];
    double *cos_owned, *sin_owned;           /* of 2 pi k/n, [n]; with a chirp of pi k^2/n */
    double *re_owned, *im_owned;             /* room, [n], or as many as the longer transform */
    lam_fft *longer_owned;                   /* of the chirp; NULL: none is needed */
    double *chirp_re_owned, *chirp_im_owned; /* its transform */
};

size_t lam_fft_power_of_2(size_t n) {
    size_t power = 1;
    while (power < n) {
        power *= 2;
    }
    return power;
}

/* ---- passes ---- */

/* One pass's place in the transform: `rest` is what remains of it, in steps of `stride`. */
typedef struct pass {
    size_t n, radix, rest, stride;
    const double *cos_n, *sin_n;
} pass;

static void pass_of_4(const pass *at, const double *restrict xr, const double *restrict xi,
                      double *restrict yr, double *restrict yi) {
    size_t s = at->stride, m = at->rest / 4, jump = s * m;
    for (size_t p = 0; p < m; p++) {
        double c1 = at->cos_n[p * s], s1 = -at->sin_n[p * s];
        double c2 = at->cos_n[2 * p * s], s2 = -at->sin_n[2 * p * s];
        double c3 = at->cos_n[3 * p * s], s3 = -at->sin_n[3 * p * s];
        const double *ar = xr + s * p, *ai = xi + s * p;
        double *br = yr + 4 * s * p, *bi = yi + 4 * s * p;
        for (size_t q = 0; q < s; q++) {
            double er = ar[q] + ar[q + 2 * jump], ei = ai[q] + ai[q + 2 * jump];
            double fr = ar[q] - ar[q + 2 * jump], fi = ai[q] - ai[q + 2 * jump];
            double gr = ar[q + jump] + ar[q + 3 * jump], gi = ai[q + jump] + ai[q + 3 * jump];
            double hr = ai[q + jump] - ai[q + 3 * jump], hi = ar[q + 3 * jump] - ar[q + jump];
            double ur = fr + hr, ui = fi + hi, vr = er - gr, vi = ei - gi;
            double wr = fr - hr, wi = fi - hi;
            br[q] = er + gr;
            bi[q] = ei + gi;
            br[q + s] = ur * c1 - ui * s1;
            bi[q + s] = ur * s1 + ui * c1;
            br[q + 2 * s] = vr * c2 - vi * s2;
            bi[q + 2 * s] = vr * s2 + vi * c2;
            br[q + 3 * s] = wr * c3 - wi * s3;
            bi[q + 3 * s] = wr * s3 + wi * c3;
        }
    }
}

/* A loop over the square of the radix, which is why large prime factors are left to the chirp:
 * y[q + s (r p + k)] = sum over j of x[q + s (p + m j)] exp(-2 pi i k (p s + j n/r)/n). */
static void pass_of_any(const pass *at, const double *restrict xr, const double *restrict xi,
                        double *restrict yr, double *restrict yi) {
    size_t s = at->stride, r = at->radix, m = at->rest / r, n = at->n;
    for (size_t p = 0; p < m; p++) {
        for (size_t k = 0; k < r; k++) {
            double *br = yr + s * (r * p + k), *bi = yi + s * (r * p + k);
            memset(br, 0, s * sizeof *br);
            memset(bi, 0, s * sizeof *bi);
            for (size_t j = 0; j < r; j++) {
                size_t turn = k * (p * s + j * (n / r)) % n;
                double c = at->cos_n[turn], d = -at->sin_n[turn];
                const double *ar = xr + s * (p + m * j), *ai = xi + s * (p + m * j);
                for (size_t q = 0; q < s; q++) {
                    br[q] += ar[q] * c - ai[q] * d;
                    bi[q] += ar[q] * d + ai[q] * c;
                }
            }
        }
    }
}

static void run_passes(lam_fft *fft, double *re, double *im) {
    double *from[2] = {re, im}, *to[2] = {fft->re_owned, fft->im_owned};
    pass at = {fft->n, 1, fft->n, 1, fft->cos_owned, fft->sin_owned};
    for (size_t i = 0; i < fft->n_factors; i++) {
        at.radix = fft->factors[i];
        (at.radix == 4 ? pass_of_4 : pass_of_any)(&at, from[0], from[1], to[0], to[1]);
        at.rest /= at.radix;
        at.stride *= at.radix;
        double *re_before = from[0], *im_before = from[1];
        from[0] = to[0];
        from[1] = to[1];
        to[0] = re_before;
        to[1] = im_before;
    }
    if (from[0] != re) {
        memcpy(re, from[0], fft->n * sizeof *re);
        memcpy(im, from[1], fft->n * sizeof *im);
    }
}

/* ---- the chirp ---- */

/* x times the conjugate chirp, convolved with the chirp, times its conjugate. */
static void run_chirp(lam_fft *fft, double *re, double *im) {
    size_t n = fft->n, n_longer = fft->longer_owned->n;
    double *restrict ar = fft->re_owned, *restrict ai = fft->im_owned;
    const double *c = fft->cos_owned, *s = fft->sin_owned;
    for (size_t k = 0; k < n; k++) {
        ar[k] = re[k] * c[k] + im[k] * s[k];
        ai[k] = im[k] * c[k] - re[k] * s[k];
    }
    memset(ar + n, 0, (n_longer - n) * sizeof *ar);
    memset(ai + n, 0, (n_longer - n) * sizeof *ai);
    lam_fft_run(fft->longer_owned, ar, ai);
    const double *br = fft->chirp_re_owned, *bi = fft->chirp_im_owned;
    for (size_t k = 0; k < n_longer; k++) {
        double product = ar[k] * br[k] - ai[k] * bi[k];
        ai[k] = ar[k] * bi[k] + ai[k] * br[k];
        ar[k] = product;
    }
    lam_fft_run(fft->longer_owned, ai, ar);
    double scale = 1 / (double)n_longer;
    for (size_t k = 0; k < n; k++) {
        re[k] = (ar[k] * c[k] + ai[k] * s[k]) * scale;
        im[k] = (ai[k] * c[k] - ar[k] * s[k]) * scale;
    }
}

void lam_fft_run(lam_fft *fft, double *re, double *im) {
    if (fft->longer_owned != NULL) {
        run_chirp(fft, re, im);
    } else {
        run_passes(fft, re, im);
    }
}

/* ---- plans ---- */

/* false: a prime factor is too large for passes. */
static bool find_factors(lam_fft *fft) {
    static const size_t radices[] = {4, 2, 3, 5, 7, 11, 13};
    size_t rest = fft->n;
    for (size_t i = 0; i < sizeof radices / sizeof *radices; i++) {
        while (rest % radices[i] == 0) {
            fft->factors[fft->n_factors++] = radices[i];
            rest /= radices[i];
        }
    }
    return rest == 1;
}

static lam_status make_chirp(lam_fft *fft) {
    size_t n = fft->n, n_longer = lam_fft_power_of_2(2 * n - 1);
    LAM_TRY(lam_fft_create(n_longer, &fft->longer_owned));
    double *re = fft->chirp_re_owned = lam_alloc(n_longer, sizeof *re);
    double *im = fft->chirp_im_owned = lam_alloc(n_longer, sizeof *im);
    if (re == NULL || im == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t k = 0; k < n; k++) {
        re[k] = re[(n_longer - k) % n_longer] = fft->cos_owned[k];
        im[k] = im[(n_longer - k) % n_longer] = fft->sin_owned[k];
    }
    lam_fft_run(fft->longer_owned, re, im);
    return LAM_OK;
}

static lam_status fill(lam_fft *fft) {
    size_t n = fft->n;
    bool has_chirp = !find_factors(fft);
    size_t room = has_chirp ? lam_fft_power_of_2(2 * n - 1) : n;
    fft->cos_owned = lam_alloc(n, sizeof(double));
    fft->sin_owned = lam_alloc(n, sizeof(double));
    fft->re_owned = lam_alloc(room, sizeof(double));
    fft->im_owned = lam_alloc(room, sizeof(double));
    if (fft->cos_owned == NULL || fft->sin_owned == NULL || fft->re_owned == NULL ||
        fft->im_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t k = 0; k < n; k++) {
        double turn = has_chirp ? (double)(k * k % (2 * n)) / 2 : (double)k;
        fft->cos_owned[k] = cos(2 * M_PI * turn / (double)n);
        fft->sin_owned[k] = sin(2 * M_PI * turn / (double)n);
    }
    return has_chirp ? make_chirp(fft) : LAM_OK;
}

lam_status lam_fft_create(size_t n, lam_fft **fft_out) {
    if (n == 0 || n > LAM_FFT_MOST) {
        return lam_fail(LAM_ERR_INPUT, "spectrum: %zu samples; accepted: 1 to %d", n, LAM_FFT_MOST);
    }
    lam_fft *fft = lam_alloc(1, sizeof *fft);
    if (fft == NULL) {
        return LAM_ERR_MEMORY;
    }
    fft->n = n;
    lam_status status = fill(fft);
    if (status != LAM_OK) {
        lam_fft_destroy(fft);
        return status;
    }
    *fft_out = fft;
    return LAM_OK;
}

void lam_fft_destroy(lam_fft *fft) {
    if (fft != NULL) {
        lam_fft_destroy(fft->longer_owned);
        free(fft->cos_owned);
        free(fft->sin_owned);
        free(fft->re_owned);
        free(fft->im_owned);
        free(fft->chirp_re_owned);
        free(fft->chirp_im_owned);
        free(fft);
    }
}
