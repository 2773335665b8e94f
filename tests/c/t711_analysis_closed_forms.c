/* SPDX-License-Identifier: BSD-3-Clause
 * t711_analysis_closed_forms - analyses of signals and spikes whose answer is known. */
#include "good.h"

#include <math.h>
#include <stdlib.h>

static const double turn = 6.283185307179586;

/* Parseval: the density adds up to the variance, whatever the length: small factors, a power of 2,
 * a large prime, one sample more than a run of HNN's. */
Test(closed_forms, density_adds_up_to_the_variance) {
    static const size_t lengths[] = {2, 3, 4, 5, 30, 97, 128, 221, 1001, 1369, 2310, 6801};
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
        size_t n = lengths[k];
        lam_psd_options how = {.taper = LAM_TAPER_HANN};
        double *x = calloc(3 * n + 2, sizeof *x), *freq = x + n, *power = freq + n / 2 + 1;
        double mean = 0, expected = 0, sum = 0, squares = 0;
        for (size_t i = 0; i < n; i++) {
            x[i] = sin(0.37 * (double)(i * i)) + 3;
            mean += x[i] / (double)n;
        }
        for (size_t i = 0; i < n; i++) {
            double taper = 0.5 - 0.5 * cos(turn * (double)i / (double)n);
            expected += taper * taper * (x[i] - mean) * (x[i] - mean);
            squares += taper * taper;
        }
        GOOD(lam_psd(n, x, 0.5, &how, freq, power));
        for (size_t i = 0; i <= n / 2; i++) {
            sum += power[i] * freq[1];
        }
        cr_assert_float_eq(sum, expected / squares, 1e-12 * sum, "%zu: %.17g", n, sum);
        free(x);
    }
}

/* A sine of 20 Hz and amplitude 3 has power 9/2, all of it in beta. */
Test(closed_forms, power_of_a_sine_is_in_its_band) {
    enum { N = 1000 };
    double x[N], freq[N / 2 + 1], power[N / 2 + 1], in, share;
    lam_psd_options how = {.taper = LAM_TAPER_HAMMING};
    for (int i = 0; i < N; i++) {
        x[i] = 3 * sin(turn * 20 * i / 1000);
    }
    GOOD(lam_psd(N, x, 1, &how, freq, power));
    GOOD(lam_band_power(N / 2 + 1, freq, power, 15, 30, &in, &share));
    cr_assert_float_eq(in, 4.5, 1e-9);
    cr_assert_float_eq(share, 1, 1e-9);
    GOOD(lam_band_power(N / 2 + 1, freq, power, 8, 15, &in, &share));
    cr_assert_float_eq(in, 0, 1e-9);
}

/* A band ends where the next begins. */
Test(closed_forms, bands_add_up) {
    const double freq[] = {0, 10, 20, 30, 40}, power[] = {1, 2, 4, 8, 16};
    double low, high, all, share;
    GOOD(lam_band_power(5, freq, power, 10, 30, &low, &share));
    cr_assert_float_eq(share, 6. / 31, 1e-15);
    GOOD(lam_band_power(5, freq, power, 30, 50, &high, &share));
    GOOD(lam_band_power(5, freq, power, 10, 50, &all, &share));
    cr_assert_float_eq(low, 60, 0);
    cr_assert_float_eq(low + high, all, 0);
}

/* Of some samples: the same numbers; of a long signal, which goes piece by piece, to rounding. */
Test(closed_forms, wavelets_at_some_samples) {
    enum { SHORT = 300, LONG = (1 << 17) + 501, EVERY = 7, N_FREQ = 2 };
    static double x[LONG], all[N_FREQ * LONG], some[N_FREQ * LONG];
    static const double freq_hz[N_FREQ] = {17, 600};
    for (size_t i = 0; i < LONG; i++) {
        x[i] = sin(3e-4 * (double)i) + cos(0.4 * (double)(i * i)) + (i == LONG - 1 ? 50 : 0);
    }
    for (size_t n = SHORT; n <= LONG; n += LONG - SHORT) {
        size_t n_some = (n - 1) / EVERY + 1;
        double largest = 0;
        GOOD(lam_morlet_power(n, x, 0.025, 7, N_FREQ, freq_hz, all));
        GOOD(lam_morlet_power_every(n, x, 0.025, 7, N_FREQ, freq_hz, EVERY, some));
        for (size_t i = 0; i < N_FREQ * n; i++) {
            largest = fmax(largest, all[i]);
        }
        for (size_t i = 0; i < N_FREQ * n_some; i++) {
            double whole = all[i / n_some * n + i % n_some * EVERY];
            cr_assert_float_eq(some[i], whole, n == SHORT ? 0 : 1e-13 * largest, "%zu of %zu", i,
                               n);
        }
    }
}

Test(closed_forms, polynomials_of_order_5_pass_savgol) {
    enum { N = 60 };
    double x[N], y[N];
    for (int i = 0; i < N; i++) {
        double t = i / 30. - 1;
        x[i] = y[i] = 1 + t * (2 + t * (-3 + t * (0.5 + t * (2 - 4 * t))));
    }
    GOOD(lam_signal_savgol(N, y, 50, 1));
    for (int i = 0; i < N; i++) {
        cr_assert_float_eq(y[i], x[i], 1e-12);
    }
}

Test(closed_forms, resampled_to_more_and_back) {
    enum { N = 53, M = 170 };
    double x[N], more[M], back[N];
    for (int i = 0; i < N; i++) {
        x[i] = cos(0.3 * i * i);
    }
    GOOD(lam_signal_resample(N, x, M, more));
    GOOD(lam_signal_resample(M, more, N, back));
    for (int i = 0; i < N; i++) {
        cr_assert_float_eq(back[i], x[i], 1e-13);
    }
}

/* Where curves differ they do not count, to the last bit. */
Test(closed_forms, a_weight_of_0_counts_nothing) {
    enum { N = 60 };
    double t[N], x[N], y[N], w[N];
    for (int i = 0; i < N; i++) {
        t[i] = i;
        x[i] = cos(0.3 * i * i);
        w[i] = i < 20 || i > 40;
        y[i] = x[i] + (w[i] > 0 ? 0 : 1e6);
    }
    lam_curve model = {N, t, x}, data = {N, t, y};
    lam_agreement agreement;
    GOOD(lam_curves_compare(&model, &data, NAN, NAN, w, &agreement));
    cr_assert_eq(agreement.rmse, 0, "%g", agreement.rmse);
}

Test(closed_forms, peaks_in_a_window) {
    const double t[] = {0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5}, x[] = {9, 1, -2, 4, -5, 4};
    lam_curve curve = {6, t, x};
    lam_peaks peaks;
    GOOD(lam_curve_peaks(&curve, 0.1, 0.3, &peaks)); /* rounding is no reason to leave one out */
    cr_assert(peaks.minimum == -2 && peaks.minimum_ms == 0.2 && peaks.maximum == 4);
    cr_assert_float_eq(peaks.maximum_ms, 0.3, 1e-12);
    GOOD(lam_curve_peaks(&curve, NAN, NAN, &peaks));
    cr_assert(peaks.minimum == -5 && peaks.maximum == 9 && peaks.maximum_ms == 0);
    GOOD(lam_curve_peaks(&curve, 0.3, NAN, &peaks)); /* of equal ones the first */
    cr_assert_float_eq(peaks.maximum_ms, 0.3, 1e-12);
}

Test(closed_forms, baseline_in_a_window) {
    const double t[] = {0, 1, 2, 3};
    double x[] = {1, 3, 10, 20};
    GOOD(lam_signal_rebase(4, t, x, NAN, 1));
    cr_assert(x[0] == -1 && x[1] == 1 && x[2] == 8 && x[3] == 18);
}

Test(closed_forms, difference_of_conditions) {
    const double a[] = {3, 1}, sem_a[] = {3, 0}, b[] = {1, 2}, sem_b[] = {4, 0.5};
    double difference[2], sem[2];
    GOOD(lam_trials_difference(2, a, sem_a, b, sem_b, difference, sem));
    cr_assert(difference[0] == 2 && difference[1] == -1 && sem[0] == 5 && sem[1] == 0.5);
}

/* A burst of 21 Hz around 500 ms: one event, its trough where the cosine is lowest. */
Test(closed_forms, a_burst_is_an_event) {
    enum { N = 1000, HALF = 40 };
    double x[N], mean[2 * HALF + 1], sem[2 * HALF + 1];
    lam_rhythm_options how = {15, 29, 1, 6, 7};
    lam_rhythm_event *found = NULL;
    size_t n = 0, n_used = 0;
    for (int i = 0; i < N; i++) {
        double t = i - 500;
        x[i] = -exp(-t * t / (2 * 60 * 60)) * cos(turn * 0.021 * t) + 0.02 * sin(turn * 0.0223 * i);
    }
    GOOD(lam_rhythm_events(1, N, x, 1, &how, &found, &n));
    cr_assert_eq(n, 1, "%zu", n);
    cr_assert(fabs(found[0].peak_ms - 500) <= 3 && fabs(found[0].freq_hz - 21) <= 1);
    cr_assert_eq(found[0].trough_ms, 500);
    cr_assert_eq(found[0].duration_ms, found[0].offset_ms - found[0].onset_ms);
    cr_assert(found[0].onset_ms < 460 && found[0].offset_ms > 540);
    static double wide[2000];
    GOOD(lam_rhythm_waveform(1, N, x, 1, n, found, HALF, mean, sem, &n_used));
    cr_assert_eq(n_used, 1);
    for (int i = 0; i <= 2 * HALF; i++) {
        cr_assert(mean[i] == x[500 - HALF + i] && isnan(sem[i]));
    }
    GOOD(lam_rhythm_waveform(1, N, x, 1, n, found, 499, wide, wide + 1000, &n_used));
    cr_assert_eq(n_used, 1);
    free(found);
}

static const double time_ms[] = {1, 11, 21, 31, 12, 99, 50, 5}, gid[] = {7, 7, 7, 7, 8, 8, 9, 6};
static const lam_spike_view view = {8, time_ms, gid, 7, 3, 0, 40};

Test(closed_forms, rates_in_a_window) {
    double rate[3], all;
    GOOD(lam_spike_rates(&view, rate, &all));
    cr_assert(rate[0] == 100 && rate[1] == 25 && rate[2] == 0);
    cr_assert_float_eq(all, 125. / 3, 1e-12);
}

/* Bins hold their beginning, and the window not its end. */
Test(closed_forms, histogram) {
    double counts[4];
    lam_spike_view here = view;
    here.from_ms = 1;
    here.to_ms = 31;
    GOOD(lam_spike_histogram(&here, 3, counts));
    cr_assert(counts[0] == 1 && counts[1] == 2 && counts[2] == 1);
}

Test(closed_forms, intervals_and_their_variation) {
    double intervals[8], cv[3], mean;
    size_t first[4];
    GOOD(lam_spike_intervals(&view, intervals, first));
    cr_assert(first[0] == 0 && first[1] == 3 && first[2] == 3 && first[3] == 3);
    GOOD(lam_spike_cv(&view, cv, &mean));
    cr_assert(cv[0] == 0 && isnan(cv[1]) && isnan(cv[2]) && mean == 0);
}

/* Two cells that fire in the same bins and one that fires in the others: correlations 1, -1, -1. */
Test(closed_forms, synchrony_of_three) {
    const double t[] = {1, 2, 11, 21, 22, 31}, of[] = {0, 1, 2, 0, 1, 2};
    lam_spike_view three = {6, t, of, 0, 4, 0, 40};
    double correlation;
    size_t n_cells;
    GOOD(lam_spike_synchrony(&three, 10, &correlation, &n_cells));
    cr_assert_float_eq(correlation, -1. / 3, 1e-14);
    cr_assert_eq(n_cells, 3);
}

/* Spikes at the maxima of a cosine are locked to phase 0. */
Test(closed_forms, locking_to_a_cosine) {
    enum { N = 1000, SPIKES = 9 };
    double x[N], t[SPIKES], of[SPIKES] = {0};
    lam_phase_locking all;
    for (int i = 0; i < N; i++) {
        x[i] = cos(turn * i / 50);
    }
    for (int k = 0; k < SPIKES; k++) {
        t[k] = 300 + 50 * k;
    }
    lam_spike_view spikes = {SPIKES, t, of, 0, 1, 0, N};
    GOOD(lam_spike_locking(&spikes, N, x, 0, 1, 20, 7, &all));
    cr_assert_eq(all.n, SPIKES);
    cr_assert_float_eq(all.vector_length, 1, 1e-6);
    cr_assert_float_eq(all.phase_rad, 0, 1e-3);
    cr_assert_float_eq(all.consistency, 1, 1e-6);
    cr_assert_lt(all.p, 1e-4);
}

/* Two trials of half the spikes each: all of them. One without spikes adds nothing. */
Test(closed_forms, locking_of_trials_together) {
    enum { N = 400 };
    static const double time_ms[] = {31, 77, 120, 166, 203, 240.5}, gid[6] = {0};
    double x[N];
    lam_phase_locking all, parts[3];
    for (int i = 0; i < N; i++) {
        x[i] = cos(turn * i / 43) + sin(0.01 * i * i);
    }
    for (int k = 0; k < 4; k++) {
        size_t first = k == 1 ? 3 : 0, n = k == 3 ? 6 : k == 2 ? 0 : 3;
        lam_spike_view view = {n, time_ms + first, gid, 0, 1, 0, N};
        GOOD(lam_spike_locking(&view, N, x, 0, 1, 23, 7, k == 3 ? &all : &parts[k]));
    }
    lam_phase_locking pooled = lam_spike_locking_pooled(3, parts);
    cr_assert_eq(pooled.n, 6);
    cr_assert_float_eq(pooled.vector_length, all.vector_length, 1e-12);
    cr_assert_float_eq(pooled.phase_rad, all.phase_rad, 1e-12);
    cr_assert_float_eq(pooled.consistency, all.consistency, 1e-12);
    cr_assert_float_eq(pooled.p, all.p, 1e-12);
    pooled = lam_spike_locking_pooled(1, parts + 2);
    cr_assert(pooled.n == 0 && isnan(pooled.vector_length));
}
