/* SPDX-License-Identifier: BSD-3-Clause
 * lam_rhythm.c - events of a rhythm: maxima of the wavelets' power above a threshold. */
#include "base/lam_sort_impl.h"
#include "signal/lam_signal_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FREQUENCIES = 1000 };

/* The power of all trials, [n_trials][n_freq][n]. The frequencies begin one step below the band and
 * end one above it, so that a maximum in the band is one. */
typedef struct band {
    size_t n_trials, n, n_freq;
    double dt_ms, freq_hz[MOST_FREQUENCIES + 2], medians[MOST_FREQUENCIES + 2];
    double *power_owned;
} band;

static const double *row(const band *b, size_t trial, size_t k) {
    return b->power_owned + (trial * b->n_freq + k) * b->n;
}

static lam_status check(size_t n_trials, size_t n, const double *trials, double dt_ms,
                        const lam_rhythm_options *o) {
    LAM_TRY(lam_step_check("events", dt_ms));
    if (n_trials == 0 || n < 3) {
        return lam_fail(LAM_ERR_INPUT,
                        "events: %zu trials of %zu samples; accepted: 1 or more of "
                        "3 or more",
                        n_trials, n);
    }
    LAM_TRY(lam_signal_check("events", n_trials * n, trials, 3));
    double steps = (o->high_hz - o->low_hz) / o->step_hz;
    if (!(o->step_hz > 0 && o->low_hz > o->step_hz && steps >= 0 && steps < MOST_FREQUENCIES &&
          o->high_hz + o->step_hz <= 500 / dt_ms)) {
        return lam_fail(LAM_ERR_INPUT,
                        "events: %g to %g Hz by %g Hz; accepted: a band above one step and one "
                        "step below %g Hz, of at most %d steps",
                        o->low_hz, o->high_hz, o->step_hz, 500 / dt_ms, MOST_FREQUENCIES);
    }
    return o->threshold > 0
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT, "events: a threshold of %g medians; accepted: above 0",
                          o->threshold);
}

static lam_status fill(band *b, const double *trials, const lam_rhythm_options *o) {
    b->n_freq = (size_t)floor((o->high_hz - o->low_hz) / o->step_hz + 1e-9) + 3;
    for (size_t k = 0; k < b->n_freq; k++) {
        b->freq_hz[k] = o->low_hz + ((double)k - 1) * o->step_hz;
    }
    size_t n_all = b->n_trials * b->n;
    b->power_owned = lam_alloc(n_all, b->n_freq * sizeof(double));
    double *sorted = lam_alloc(n_all, sizeof *sorted);
    lam_status status = b->power_owned == NULL || sorted == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t trial = 0; trial < b->n_trials && status == LAM_OK; trial++) {
        status = lam_morlet_power(b->n, trials + trial * b->n, b->dt_ms, o->n_cycles, b->n_freq,
                                  b->freq_hz, b->power_owned + trial * b->n_freq * b->n);
    }
    for (size_t k = 0; k < b->n_freq && status == LAM_OK; k++) {
        for (size_t trial = 0; trial < b->n_trials; trial++) {
            memcpy(sorted + trial * b->n, row(b, trial, k), b->n * sizeof *sorted);
        }
        lam_sort_doubles(n_all, sorted);
        b->medians[k] = (sorted[(n_all - 1) / 2] + sorted[n_all / 2]) / 2;
    }
    free(sorted);
    return status;
}

/* Above its neighbours in time and frequency; of equal ones the first. */
static bool is_maximum(const band *b, size_t trial, size_t k, size_t i) {
    double here = row(b, trial, k)[i];
    for (size_t near_k = k - 1; near_k <= k + 1; near_k++) {
        const double *near = row(b, trial, near_k);
        for (size_t near_i = i - 1; near_i <= i + 1; near_i++) {
            bool is_before = near_k < k || (near_k == k && near_i < i);
            if (near[near_i] > here || (is_before && near[near_i] == here)) {
                return false;
            }
        }
    }
    return true;
}

/* How far from place i of [n] values, `stride` apart, they are half of the value there or more, to
 * each side. *length: from one to the other; a side that does not end counts as long as the other.
 */
static void find_half(const double *values, size_t n, size_t stride, size_t i, size_t *first,
                      size_t *last, size_t *length) {
    double half = values[i * stride] / 2;
    *first = *last = i;
    while (*first > 0 && values[(*first - 1) * stride] >= half) {
        (*first)--;
    }
    while (*last + 1 < n && values[(*last + 1) * stride] >= half) {
        (*last)++;
    }
    bool begins = *first > 0, ends = *last + 1 < n;
    *length = begins == ends ? *last - *first : begins ? 2 * (i - *first) : 2 * (*last - i);
}

static size_t find_trough(size_t n, const double *samples, size_t i, double half_period) {
    size_t reach = (size_t)nearbyint(half_period), low = i;
    size_t end = i + reach < n ? i + reach + 1 : n;
    for (size_t j = i > reach ? i - reach : 0; j < end; j++) {
        low = samples[j] < samples[low] ? j : low;
    }
    return low;
}

static lam_rhythm_event describe(const band *b, const double *trials, size_t trial, size_t k,
                                 size_t i) {
    size_t first, last, length, low, high, span;
    find_half(row(b, trial, k), b->n, 1, i, &first, &last, &length);
    find_half(row(b, trial, 0) + i, b->n_freq, b->n, k, &low, &high, &span);
    low = low > 1 ? low : 1;
    high = high < b->n_freq - 2 ? high : b->n_freq - 2;
    double power = row(b, trial, k)[i], half_period = 500 / b->freq_hz[k] / b->dt_ms;
    return (lam_rhythm_event){
        .trial = trial,
        .peak_ms = (double)i * b->dt_ms,
        .freq_hz = b->freq_hz[k],
        .power = power,
        .power_medians = power / b->medians[k],
        .onset_ms = (double)first * b->dt_ms,
        .offset_ms = (double)last * b->dt_ms,
        .duration_ms = (double)length * b->dt_ms,
        .span_low_hz = b->freq_hz[low],
        .span_high_hz = b->freq_hz[high],
        .trough_ms = (double)find_trough(b->n, trials + trial * b->n, i, half_period) * b->dt_ms};
}

static int by_trial_and_time(const void *a, const void *b) {
    const lam_rhythm_event *one = a, *other = b;
    if (one->trial != other->trial) {
        return one->trial < other->trial ? -1 : 1;
    }
    if (one->peak_ms < other->peak_ms || one->peak_ms > other->peak_ms) {
        return one->peak_ms < other->peak_ms ? -1 : 1;
    }
    return one->freq_hz < other->freq_hz ? -1 : one->freq_hz > other->freq_hz;
}

static lam_status find(const band *b, const double *trials, double threshold,
                       lam_rhythm_event **events, size_t *n_events) {
    size_t n_held = 0;
    for (size_t trial = 0; trial < b->n_trials; trial++) {
        for (size_t k = 1; k + 1 < b->n_freq; k++) {
            const double *power = row(b, trial, k), least = threshold * b->medians[k];
            for (size_t i = 1; i + 1 < b->n; i++) {
                if (power[i] > 0 && power[i] >= least && is_maximum(b, trial, k, i)) {
                    LAM_GROW(*events, *n_events + 1, &n_held);
                    (*events)[(*n_events)++] = describe(b, trials, trial, k, i);
                }
            }
        }
    }
    return LAM_OK;
}

lam_status lam_rhythm_events(size_t n_trials, size_t n, const double *trials, double dt_ms,
                             const lam_rhythm_options *options, lam_rhythm_event **events_out,
                             size_t *n_events_out) {
    LAM_TRY(check(n_trials, n, trials, dt_ms, options));
    lam_rhythm_event *events = NULL;
    size_t n_events = 0;
    band *b = lam_alloc(1, sizeof *b);
    if (b == NULL) {
        return LAM_ERR_MEMORY;
    }
    b->n_trials = n_trials;
    b->n = n;
    b->dt_ms = dt_ms;
    lam_status status = fill(b, trials, options);
    status = status == LAM_OK ? find(b, trials, options->threshold, &events, &n_events) : status;
    free(b->power_owned);
    free(b);
    if (status != LAM_OK) {
        free(events);
        return status;
    }
    if (n_events > 0) {
        qsort(events, n_events, sizeof *events, by_trial_and_time);
    }
    *events_out = events;
    *n_events_out = n_events;
    return LAM_OK;
}

lam_status lam_rhythm_waveform(size_t n_trials, size_t n, const double *trials, double dt_ms,
                               size_t n_events, const lam_rhythm_event *events, size_t half_samples,
                               double *mean_out, double *sem_out, size_t *n_used_out) {
    size_t width = 2 * half_samples + 1, n_used = 0;
    LAM_TRY(lam_step_check("events", dt_ms));
    double *windows = lam_alloc(n_events * width, sizeof *windows);
    if (windows == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t k = 0; k < n_events; k++) {
        size_t middle = (size_t)nearbyint(events[k].trough_ms / dt_ms);
        if (events[k].trial < n_trials && middle >= half_samples && middle + half_samples < n) {
            memcpy(windows + n_used * width, trials + events[k].trial * n + middle - half_samples,
                   width * sizeof *windows);
            n_used++;
        }
    }
    lam_status status = LAM_OK;
    if (n_used > 0) {
        status = lam_trials_mean(n_used, width, windows, mean_out, sem_out);
    }
    for (size_t i = 0; i < width && n_used == 0; i++) {
        mean_out[i] = sem_out[i] = (double)NAN;
    }
    free(windows);
    *n_used_out = n_used;
    return status;
}
