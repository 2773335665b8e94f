/* SPDX-License-Identifier: BSD-3-Clause
 * lam_signal_check.c - signals that nothing can be said of are refused; windows in time. */
#include "signal/lam_signal_impl.h"

#include <math.h>

lam_status lam_signal_check(const char *what, size_t n, const double *samples, size_t least) {
    if (n < least) {
        return lam_fail(LAM_ERR_INPUT, "%s: %zu samples; accepted: %zu or more", what, n, least);
    }
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(samples[i])) {
            return lam_fail(LAM_ERR_INPUT, "%s: sample %zu is %g; accepted: finite numbers", what,
                            i, samples[i]);
        }
    }
    return LAM_OK;
}

lam_status lam_step_check(const char *what, double dt_ms) {
    return dt_ms > 0 && isfinite(dt_ms)
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT, "%s: a step of %g ms; accepted: above 0", what, dt_ms);
}

static lam_status check_times(size_t n, const double *time_ms) {
    LAM_TRY(lam_signal_check("time", n, time_ms, 1));
    for (size_t i = 1; i < n; i++) {
        if (!(time_ms[i] > time_ms[i - 1])) {
            return lam_fail(LAM_ERR_INPUT,
                            "time: sample %zu, %g ms, comes after %g ms; accepted: "
                            "times that grow",
                            i, time_ms[i], time_ms[i - 1]);
        }
    }
    return LAM_OK;
}

/* Times of a run are sums of steps: a thousandth of a step is no difference. */
lam_status lam_signal_window(size_t n, const double *time_ms, double from_ms, double to_ms,
                             size_t *first_out, size_t *n_out) {
    LAM_TRY(check_times(n, time_ms));
    double slack = n > 1 ? 1e-3 * (time_ms[n - 1] - time_ms[0]) / (double)(n - 1) : 0;
    size_t first = 0, end = n;
    while (first < n && time_ms[first] < from_ms - slack) {
        first++;
    }
    while (end > 0 && time_ms[end - 1] > to_ms + slack) {
        end--;
    }
    if (first >= end) {
        return lam_fail(LAM_ERR_INPUT,
                        "window: no samples from %g to %g ms; accepted: a window within %g to %g "
                        "ms",
                        isnan(from_ms) ? time_ms[0] : from_ms,
                        isnan(to_ms) ? time_ms[n - 1] : to_ms, time_ms[0], time_ms[n - 1]);
    }
    *first_out = first;
    *n_out = end - first;
    return LAM_OK;
}

lam_status lam_signal_rebase(size_t n, const double *time_ms, double *samples, double from_ms,
                             double to_ms) {
    size_t first, count;
    double sum = 0;
    LAM_TRY(lam_signal_check("baseline", n, samples, 1));
    LAM_TRY(lam_signal_window(n, time_ms, from_ms, to_ms, &first, &count));
    for (size_t i = first; i < first + count; i++) {
        sum += samples[i];
    }
    for (size_t i = 0; i < n; i++) {
        samples[i] -= sum / (double)count;
    }
    return LAM_OK;
}

lam_status lam_curve_peaks(const lam_curve *curve, double from_ms, double to_ms,
                           lam_peaks *peaks_out) {
    size_t first, count;
    LAM_TRY(lam_signal_check("peaks", curve->n, curve->values, 1));
    LAM_TRY(lam_signal_window(curve->n, curve->time_ms, from_ms, to_ms, &first, &count));
    size_t low = first, high = first;
    for (size_t i = first; i < first + count; i++) {
        low = curve->values[i] < curve->values[low] ? i : low;
        high = curve->values[i] > curve->values[high] ? i : high;
    }
    *peaks_out = (lam_peaks){curve->values[low], curve->time_ms[low], curve->values[high],
                             curve->time_ms[high]};
    return LAM_OK;
}
