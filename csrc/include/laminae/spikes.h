/* SPDX-License-Identifier: BSD-3-Clause
 * spikes.h - statistics of spikes: rates, histograms, intervals, synchrony, phase locking. */
#ifndef LAMINAE_SPIKES_H
#define LAMINAE_SPIKES_H

#include "laminae/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The spikes of some cells in a window of one trial: those of n times, each with its gid, in any
 * order, for which first_gid <= gid < first_gid + n_cells and from_ms <= time < to_ms. Cells
 * without a spike count as well. A time or gid that is no finite number, no cells, or a window that
 * does not end after it begins is LAM_ERR_INPUT, with a line that says which. All memory is the
 * caller's. */
typedef struct lam_spike_view {
    size_t n;
    const double *time_ms, *gid; /* [n] */
    size_t first_gid, n_cells;
    double from_ms, to_ms;
} lam_spike_view;

enum { LAM_SPIKE_MOST = 10000000 }; /* cells, and bins */

/* The rate of each cell, [n_cells], and their mean (Hz): spikes over the length of the window.
 * (HNN- core's mean_rates counts the spikes of the whole trial, whatever the window.) */
lam_status lam_spike_rates(const lam_spike_view *view, double *rate_hz_out, double *mean_hz_out);

/* Spikes of all cells in n_bins even parts of the window: [n_bins]. */
lam_status lam_spike_histogram(const lam_spike_view *view, size_t n_bins, double *counts_out);

/* The intervals between a cell's spikes, in the order of cells, then of time; those of cell i are
 * first_out[i] to first_out[i + 1], of [n_cells + 1]. intervals_ms_out: room for view->n. */
lam_status lam_spike_intervals(const lam_spike_view *view, double *intervals_ms_out,
                               size_t *first_out);

/* The coefficient of variation of each cell's intervals, [n_cells]: their standard deviation (from
 * the variance with n, as elephant.statistics.cv has it) over their mean; NaN with fewer than two.
 * *mean_out: the mean over cells that have one, else NaN. */
lam_status lam_spike_cv(const lam_spike_view *view, double *cv_out, double *mean_out);

/* Synchrony: the mean over pairs of cells of the correlation of their spike counts in bins of
 * bin_ms (Pearson's; elephant.spike_train_correlation.correlation_coefficient). Cells whose counts
 * are all the same have none and are left out; *n_cells_out: how many are not. NaN for fewer than
 * two. What is left of the window after the last whole bin is left out. */
lam_status lam_spike_synchrony(const lam_spike_view *view, double bin_ms, double *correlation_out,
                               size_t *n_cells_out);

typedef struct lam_phase_locking {
    size_t n;             /* spikes within the signal; all else is NaN if there are none */
    double vector_length; /* |mean of exp(i phase)|: 0 to 1 (phase locking value) */
    double phase_rad;     /* of that mean; 0: at a maximum of the rhythm */
    double consistency;   /* (n length^2 - 1)/(n - 1), which does not grow with fewer spikes
                             (Vinck 2010); NaN for one spike */
    double p;             /* of a uniform phase (Rayleigh; Zar 1999, eq. 27.4) */
} lam_phase_locking;

/* How spikes are locked to the phase of a rhythm in a signal, which is that of its convolution with
 * Morlet's wavelet (lam_morlet) at the time of each spike, between two samples on the line that
 * joins them. The signal's first sample is at start_ms. */
lam_status lam_spike_locking(const lam_spike_view *view, size_t n, const double *samples,
                             double start_ms, double dt_ms, double freq_hz, double n_cycles,
                             lam_phase_locking *locking_out);

/* How the spikes of some trials together are locked, from what was found of each. */
lam_phase_locking lam_spike_locking_pooled(size_t n_trials, const lam_phase_locking *trials);

#ifdef __cplusplus
}
#endif

#endif
