/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spike_locking.c - how spikes are locked to the phase of a rhythm. */
#include "spikes/lam_spikes_view_impl.h"

#include <math.h>
#include <stdlib.h>

/* The sums of the cosines and sines of the phases. */
static size_t add_phases(const lam_spike_view *view, size_t n, const double *re, const double *im,
                         double start_ms, double dt_ms, double *cos_out, double *sin_out) {
    size_t n_in = 0, cell;
    *cos_out = *sin_out = 0;
    for (size_t i = 0; i < view->n; i++) {
        double at = (view->time_ms[i] - start_ms) / dt_ms, before = floor(at);
        if (!lam_spike_is_in(view, i, &cell) || before < 0 || before + 1 >= (double)n) {
            continue;
        }
        size_t k = (size_t)before;
        double share = at - before, x = re[k] + share * (re[k + 1] - re[k]);
        double y = im[k] + share * (im[k + 1] - im[k]), length = hypot(x, y);
        if (length > 0) { /* else it has no phase */
            *cos_out += x / length;
            *sin_out += y / length;
            n_in++;
        }
    }
    return n_in;
}

/* Of n phases, from the sums of their cosines and sines. */
static lam_phase_locking locking_of(size_t n, double x, double y) {
    lam_phase_locking all = {n, (double)NAN, (double)NAN, (double)NAN, (double)NAN};
    double count = (double)n;
    if (n > 0) {
        double sum = hypot(x, y), root = sqrt(1 + 4 * count + 4 * (count * count - sum * sum));
        all.vector_length = sum / count;
        all.phase_rad = atan2(y, x);
        all.p = exp(root - (1 + 2 * count));
    }
    if (n > 1) {
        all.consistency = (count * all.vector_length * all.vector_length - 1) / (count - 1);
    }
    return all;
}

lam_phase_locking lam_spike_locking_pooled(size_t n_trials, const lam_phase_locking *trials) {
    size_t n = 0;
    double x = 0, y = 0;
    for (size_t k = 0; k < n_trials; k++) {
        double sum = (double)trials[k].n * trials[k].vector_length;
        n += trials[k].n;
        x += trials[k].n > 0 ? sum * cos(trials[k].phase_rad) : 0;
        y += trials[k].n > 0 ? sum * sin(trials[k].phase_rad) : 0;
    }
    return n_trials == 1 ? trials[0] : locking_of(n, x, y);
}

lam_status lam_spike_locking(const lam_spike_view *view, size_t n, const double *samples,
                             double start_ms, double dt_ms, double freq_hz, double n_cycles,
                             lam_phase_locking *locking_out) {
    LAM_TRY(lam_spike_check("locking", view));
    double *re = lam_alloc(2 * n, sizeof *re), x, y;
    if (re == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = lam_morlet(n, samples, dt_ms, n_cycles, 1, &freq_hz, re, re + n);
    if (status == LAM_OK) {
        size_t n_in = add_phases(view, n, re, re + n, start_ms, dt_ms, &x, &y);
        *locking_out = locking_of(n_in, x, y);
    }
    free(re);
    return status;
}
