/* SPDX-License-Identifier: BSD-3-Clause
 * t712_analysis_refused - signals and spikes of which nothing can be said: one line each that names
 * what is wrong. */
#include "good.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void refused(lam_status status, const char *what, int line) {
    cr_assert_eq(status, LAM_ERR_INPUT, "line %d: not refused", line);
    cr_assert_not_null(strstr(lam_error(), what), "line %d: '%s' has no '%s'", line, lam_error(),
                       what);
    cr_assert_not_null(strstr(lam_error(), "accepted: "), "%s", lam_error());
}
#define REFUSED(expression, what) refused(expression, what, __LINE__)

enum { N = 16 };
static double good[N], bad[N], room[64 * N], more[64 * N], time_ms[N];
static const lam_psd_options whole = {.segment = 0};

static void fill(void) {
    for (int i = 0; i < N; i++) {
        good[i] = sin(i * i);
        time_ms[i] = i;
    }
    memcpy(bad, good, sizeof bad);
    bad[3] = NAN;
}

TestSuite(refused, .init = fill);

Test(refused, signals) {
    REFUSED(lam_signal_savgol(0, good, 100, 1), "0 samples");
    REFUSED(lam_signal_savgol(N, bad, 100, 1), "sample 3 is nan");
    REFUSED(lam_signal_savgol(N, good, 300, 1), "300 Hz");
    REFUSED(lam_signal_savgol(N, good, 20, 1), "20 Hz");
    REFUSED(lam_signal_savgol(N, good, -1, 1), "-1 Hz");
    REFUSED(lam_signal_savgol(N, good, NAN, 1), "nan Hz");
    REFUSED(lam_signal_savgol(N, good, 100, 0), "step of 0 ms");
    REFUSED(lam_signal_resample(0, good, 4, room), "0 samples");
    REFUSED(lam_signal_resample(N, bad, 4, room), "sample 3");
    REFUSED(lam_signal_resample(N, good, 0, room), "to 0 samples");
    REFUSED(lam_trials_mean(0, N, good, room, more), "no trials");
    REFUSED(lam_trials_mean(2, N / 2, bad, room, more), "sample 3");
    REFUSED(lam_trials_mean(2, 0, good, room, more), "0 samples");
    REFUSED(lam_trials_difference(0, good, good, good, good, room, more), "0 samples");
}

Test(refused, windows) {
    size_t first, n;
    lam_peaks peaks;
    const double back[] = {0, 1, 1};
    lam_curve curve = {N, time_ms, bad}, none = {0, time_ms, good};
    REFUSED(lam_signal_window(N, time_ms, 5.2, 5.8, &first, &n), "no samples from 5.2 to 5.8 ms");
    REFUSED(lam_signal_window(N, time_ms, 9, 3, &first, &n), "from 9 to 3 ms");
    REFUSED(lam_signal_window(0, time_ms, NAN, NAN, &first, &n), "0 samples");
    REFUSED(lam_signal_window(3, back, NAN, NAN, &first, &n), "sample 2, 1 ms, comes after 1 ms");
    REFUSED(lam_signal_rebase(N, time_ms, good, 40, 50), "no samples from 40");
    REFUSED(lam_curve_peaks(&curve, NAN, NAN, &peaks), "sample 3");
    REFUSED(lam_curve_peaks(&none, NAN, NAN, &peaks), "0 samples");
}

Test(refused, agreement) {
    lam_agreement agreement;
    double late_ms[N], zeros[N] = {0};
    lam_curve curve = {N, time_ms, good}, nans = {N, time_ms, bad}, one = {1, time_ms, good};
    for (int i = 0; i < N; i++) {
        late_ms[i] = 100 + i;
    }
    lam_curve late = {N, late_ms, good};
    REFUSED(lam_curves_compare(&curve, &nans, NAN, NAN, NULL, &agreement), "data: sample 3");
    REFUSED(lam_curves_compare(&nans, &curve, NAN, NAN, NULL, &agreement), "model: sample 3");
    REFUSED(lam_curves_compare(&one, &curve, NAN, NAN, NULL, &agreement), "1 samples");
    REFUSED(lam_curves_compare(&curve, &late, NAN, NAN, NULL, &agreement), "nothing in common");
    REFUSED(lam_curves_compare(&curve, &curve, 7, 5, NULL, &agreement), "from 7 to 5 ms");
    REFUSED(lam_curves_compare(&curve, &curve, NAN, NAN, zeros, &agreement), "sum is 0");
    REFUSED(lam_curves_compare(&curve, &curve, NAN, NAN, bad, &agreement), "weights: sample 3");
    GOOD(lam_curves_compare(&curve, &curve, NAN, NAN, NULL, &agreement));
    cr_assert(agreement.rmse == 0 && agreement.n == N - 1);
}

Test(refused, spectra) {
    double freq[] = {10, 600}, share;
    lam_psd_options long_one = {.segment = N + 1}, all_shared = {.segment = 8, .overlap = 8};
    REFUSED(lam_psd(1, good, 1, &whole, room, more), "1 samples");
    REFUSED(lam_psd(N, bad, 1, &whole, room, more), "sample 3");
    REFUSED(lam_psd(N, good, -1, &whole, room, more), "step of -1 ms");
    REFUSED(lam_psd(N, good, 1, &long_one, room, more), "17 samples");
    REFUSED(lam_psd(N, good, 1, &all_shared, room, more), "share 8");
    REFUSED(lam_band_power(4, time_ms, good, 1.2, 1.8, room, &share), "1.2 to 1.8 Hz");
    REFUSED(lam_morlet(1, good, 1, 7, 1, freq, room, more), "1 samples");
    REFUSED(lam_morlet(N, bad, 1, 7, 1, freq, room, more), "sample 3");
    REFUSED(lam_morlet(N, good, 1, 7, 2, freq, room, more), "600 Hz");
    REFUSED(lam_morlet(N, good, 1, 0, 1, freq, room, more), "0 cycles");
    REFUSED(lam_morlet_power_every(N, good, 1, 7, 1, freq, 0, room), "every 0th");
    REFUSED(lam_morlet_power_every(N, bad, 1, 7, 1, freq, 2, room), "sample 3");
    freq[0] = 0;
    REFUSED(lam_morlet(N, good, 1, 7, 1, freq, room, more), "0 Hz");
}

Test(refused, events) {
    lam_rhythm_event *events;
    size_t n;
    lam_rhythm_options how = {15, 29, 1, 6, 7}, high = {15, 499.5, 1, 6, 7}, low = {1, 29, 1, 6, 7},
                       none = {15, 29, 1, 0, 7};
    REFUSED(lam_rhythm_events(0, N, good, 1, &how, &events, &n), "0 trials");
    REFUSED(lam_rhythm_events(1, 2, good, 1, &how, &events, &n), "of 2 samples");
    REFUSED(lam_rhythm_events(1, N, bad, 1, &how, &events, &n), "sample 3");
    REFUSED(lam_rhythm_events(1, N, good, 1, &high, &events, &n), "499.5 Hz");
    REFUSED(lam_rhythm_events(1, N, good, 1, &low, &events, &n), "1 to 29 Hz");
    REFUSED(lam_rhythm_events(1, N, good, 1, &none, &events, &n), "threshold of 0");
    memset(good, 0, sizeof good); /* silence has no events, though all of it is at the median */
    GOOD(lam_rhythm_events(1, N, good, 1, &how, &events, &n));
    cr_assert_eq(n, 0);
    cr_assert_null(events);
}

Test(refused, spikes) {
    const double gid[] = {0, 1, NAN};
    double one, rates[4];
    size_t n, first[5];
    lam_phase_locking locking;
    lam_spike_view view = {2, time_ms, gid, 0, 2, 0, 10};
    lam_spike_view wrong = view, nobody = view, empty = view;
    wrong.n = 3;
    nobody.n_cells = 0;
    empty.to_ms = 0;
    REFUSED(lam_spike_rates(&wrong, rates, &one), "spike 2 at 2 ms, of gid nan");
    REFUSED(lam_spike_rates(&nobody, rates, &one), " 0 cells");
    REFUSED(lam_spike_rates(&empty, rates, &one), "from 0 to 0 ms");
    REFUSED(lam_spike_histogram(&view, 0, rates), " 0 bins");
    REFUSED(lam_spike_histogram(&view, 100000000, rates), "100000000 bins");
    REFUSED(lam_spike_intervals(&empty, rates, first), "from 0 to 0 ms");
    REFUSED(lam_spike_cv(&nobody, rates, &one), " 0 cells");
    REFUSED(lam_spike_synchrony(&view, 0, &one, &n), "bins of 0 ms");
    REFUSED(lam_spike_synchrony(&view, 6, &one, &n), "bins of 6 ms");
    REFUSED(lam_spike_locking(&view, N, bad, 0, 1, 20, 7, &locking), "sample 3");
    view.n = 0; /* no spikes are no error */
    GOOD(lam_spike_rates(&view, rates, &one));
    cr_assert(one == 0 && rates[0] == 0 && rates[1] == 0);
    GOOD(lam_spike_synchrony(&view, 5, &one, &n));
    cr_assert(isnan(one) && n == 0);
    GOOD(lam_spike_locking(&view, N, good, 0, 1, 20, 7, &locking));
    cr_assert(locking.n == 0 && isnan(locking.vector_length));
}
