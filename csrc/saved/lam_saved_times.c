/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_times.c - times of samples that are read back: even steps. */
#include "saved/lam_saved_impl.h"

#include <math.h>

lam_status lam_saved_check_times(const lam_saved *saved, double *dt_ms_out) {
    size_t n = saved->facts.n_samples;
    const double *t = saved->time_owned;
    double dt_ms = n > 1 ? (t[n - 1] - t[0]) / (double)(n - 1) : 1;
    for (size_t i = 0; i < n; i++) {
        if (!(dt_ms > 0 && fabs(t[i] - t[0] - (double)i * dt_ms) <= 0.1 * dt_ms)) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: sample %zu is at %g ms, not at %g; accepted: even steps of time",
                            saved->path_owned, i, t[i], t[0] + (double)i * dt_ms);
        }
    }
    *dt_ms_out = dt_ms;
    return LAM_OK;
}
