/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spike_rates.c - rates and histograms of spikes; what is asked of all spikes. */
#include "spikes/lam_spikes_view_impl.h"

#include <math.h>
#include <string.h>

lam_status lam_spike_check(const char *what, const lam_spike_view *view) {
    if (!(view->to_ms > view->from_ms && isfinite(view->to_ms - view->from_ms))) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: a window from %g to %g ms; accepted: one that ends after it begins",
                        what, view->from_ms, view->to_ms);
    }
    if (view->n_cells == 0 || view->n_cells > LAM_SPIKE_MOST) {
        return lam_fail(LAM_ERR_INPUT, "%s: %zu cells; accepted: 1 to %d", what, view->n_cells,
                        LAM_SPIKE_MOST);
    }
    for (size_t i = 0; i < view->n; i++) {
        if (!isfinite(view->time_ms[i]) || !isfinite(view->gid[i])) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: spike %zu at %g ms, of gid %g; accepted: finite numbers", what, i,
                            view->time_ms[i], view->gid[i]);
        }
    }
    return LAM_OK;
}

bool lam_spike_is_in(const lam_spike_view *view, size_t i, size_t *cell_out) {
    double cell = view->gid[i] - (double)view->first_gid;
    bool is_in = cell >= 0 && cell < (double)view->n_cells && view->time_ms[i] >= view->from_ms &&
                 view->time_ms[i] < view->to_ms;
    *cell_out = is_in ? (size_t)cell : 0;
    return is_in;
}

lam_status lam_spike_rates(const lam_spike_view *view, double *rate_hz_out, double *mean_hz_out) {
    LAM_TRY(lam_spike_check("rates", view));
    double length_s = (view->to_ms - view->from_ms) / 1000;
    size_t n = 0, cell;
    memset(rate_hz_out, 0, view->n_cells * sizeof *rate_hz_out);
    for (size_t i = 0; i < view->n; i++) {
        if (lam_spike_is_in(view, i, &cell)) {
            rate_hz_out[cell]++;
            n++;
        }
    }
    for (size_t i = 0; i < view->n_cells; i++) {
        rate_hz_out[i] /= length_s;
    }
    *mean_hz_out = (double)n / (double)view->n_cells / length_s;
    return LAM_OK;
}

lam_status lam_spike_histogram(const lam_spike_view *view, size_t n_bins, double *counts_out) {
    LAM_TRY(lam_spike_check("hist", view));
    if (n_bins == 0 || n_bins > LAM_SPIKE_MOST) {
        return lam_fail(LAM_ERR_INPUT, "hist: %zu bins; accepted: 1 to %d", n_bins, LAM_SPIKE_MOST);
    }
    double bin_ms = (view->to_ms - view->from_ms) / (double)n_bins;
    memset(counts_out, 0, n_bins * sizeof *counts_out);
    for (size_t i = 0, cell; i < view->n; i++) {
        if (lam_spike_is_in(view, i, &cell)) {
            size_t bin = (size_t)((view->time_ms[i] - view->from_ms) / bin_ms);
            counts_out[bin < n_bins ? bin : n_bins - 1]++;
        }
    }
    return LAM_OK;
}
