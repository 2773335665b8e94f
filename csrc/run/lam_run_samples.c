/* SPDX-License-Identifier: BSD-3-Clause
 * lam_run_samples.c - how many samples a run has. */
#include "base/lam_steps_impl.h"

#include <math.h>

lam_status lam_run_samples(double tstop_ms, double dt_ms, size_t n_signals, size_t *n_samples_out) {
    if (!(isfinite(tstop_ms) && tstop_ms > 0)) {
        return lam_fail(LAM_ERR_INPUT, "tstop: %g ms; accepted: a time above 0 ms", tstop_ms);
    }
    if (!(isfinite(dt_ms) && dt_ms > 0 && dt_ms <= tstop_ms)) {
        return lam_fail(LAM_ERR_INPUT, "dt: %g ms; accepted: above 0, at most tstop (%g ms)", dt_ms,
                        tstop_ms);
    }
    double n_steps = nearbyint(tstop_ms / dt_ms);
    if (fabs(tstop_ms / dt_ms - n_steps) > 1e-9 * n_steps) {
        char steps[LAM_STEPS_SIZE];
        lam_steps_near(tstop_ms, dt_ms, steps);
        return lam_fail(LAM_ERR_INPUT,
                        "dt: %.15g ms does not divide tstop (%.15g ms); accepted: for instance %s "
                        "ms",
                        dt_ms, tstop_ms, steps);
    }
    double memory = lam_machine_memory();
    double needed = (n_steps + 1) * (double)(n_signals > 0 ? n_signals : 1) * sizeof(double);
    if (needed > memory) {
        return lam_fail(LAM_ERR_INPUT,
                        "tstop: %g ms in steps of %g ms is %.3g samples, %.3g GB of results; "
                        "accepted: below this machine's %.3g GB",
                        tstop_ms, dt_ms, n_steps + 1, needed * 1e-9, memory * 1e-9);
    }
    *n_samples_out = (size_t)n_steps + 1;
    return LAM_OK;
}
