/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spike_intervals.c - intervals between the spikes of a cell, and how they vary. */
#include "base/lam_sort_impl.h"
#include "spikes/lam_spikes_view_impl.h"

#include <math.h>
#include <stdlib.h>

/* Spikes sorted by cell and time become intervals; returns how many. */
static size_t take(size_t n, const double *cell, const double *time_ms, size_t n_cells,
                   double *intervals_ms, size_t *first) {
    size_t n_taken = 0, next = 0;
    for (size_t i = 0; i < n; i++) {
        while (next <= (size_t)cell[i]) {
            first[next++] = n_taken;
        }
        if (i > 0 && (size_t)cell[i] == (size_t)cell[i - 1]) {
            intervals_ms[n_taken++] = time_ms[i] - time_ms[i - 1];
        }
    }
    while (next <= n_cells) {
        first[next++] = n_taken;
    }
    return n_taken;
}

lam_status lam_spike_intervals(const lam_spike_view *view, double *intervals_ms_out,
                               size_t *first_out) {
    LAM_TRY(lam_spike_check("isi", view));
    double *room = lam_alloc(2 * view->n, sizeof *room), *cells = room;
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *times = room + view->n;
    size_t n = 0, cell;
    for (size_t i = 0; i < view->n; i++) {
        if (lam_spike_is_in(view, i, &cell)) {
            cells[n] = (double)cell;
            times[n++] = view->time_ms[i];
        }
    }
    lam_status status = lam_sort_rows(n, cells, times);
    if (status == LAM_OK) {
        take(n, cells, times, view->n_cells, intervals_ms_out, first_out);
    }
    free(room);
    return status;
}

static double variation(size_t n, const double *values) {
    double mean = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        mean += values[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        squares += (values[i] - mean) * (values[i] - mean);
    }
    return n < 2 ? (double)NAN : sqrt(squares / (double)n) / mean;
}

lam_status lam_spike_cv(const lam_spike_view *view, double *cv_out, double *mean_out) {
    double *intervals_ms = lam_alloc(view->n, sizeof *intervals_ms);
    size_t *first = lam_alloc(view->n_cells + 1, sizeof *first), n_with = 0;
    lam_status status = intervals_ms == NULL || first == NULL
                            ? LAM_ERR_MEMORY
                            : lam_spike_intervals(view, intervals_ms, first);
    double sum = 0;
    for (size_t i = 0; i < view->n_cells && status == LAM_OK; i++) {
        cv_out[i] = variation(first[i + 1] - first[i], intervals_ms + first[i]);
        n_with += isnan(cv_out[i]) ? 0 : 1;
        sum += isnan(cv_out[i]) ? 0 : cv_out[i];
    }
    if (status == LAM_OK) {
        *mean_out = n_with > 0 ? sum / (double)n_with : (double)NAN;
    }
    free(intervals_ms);
    free(first);
    return status;
}
