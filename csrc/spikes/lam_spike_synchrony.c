/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spike_synchrony.c - how alike the spike counts of cells are.
 *
 * With z the counts of a cell less their mean, over their standard deviation, the correlations of
 * all pairs add up to (sum over bins of (sum over cells of z)^2 / bins - cells)/2: one pass over
 * the spikes, whatever the number of pairs. */
#include "base/lam_sort_impl.h"
#include "spikes/lam_spikes_view_impl.h"

#include <math.h>
#include <stdlib.h>

/* The spikes in whole bins, their cells and bins, sorted by cell, then bin. */
typedef struct counts {
    size_t n, n_bins;
    double *cell, *bin;
} counts;

static lam_status sort_into_bins(const lam_spike_view *view, double bin_ms, counts *in) {
    size_t cell;
    for (size_t i = 0; i < view->n; i++) {
        double bin = floor((view->time_ms[i] - view->from_ms) / bin_ms);
        if (lam_spike_is_in(view, i, &cell) && bin < (double)in->n_bins) {
            in->cell[in->n] = (double)cell;
            in->bin[in->n++] = bin;
        }
    }
    return lam_sort_rows(in->n, in->cell, in->bin);
}

/* The end of a stretch of spikes of one cell, or of one bin of it. */
static size_t end_of(const double *values, size_t i, size_t n) {
    size_t end = i + 1;
    while (end < n && !(values[end] > values[i])) {
        end++;
    }
    return end;
}

/* Add one cell's spikes i to end to the sums; false: all its counts are the same. */
static bool add_cell(const counts *in, size_t i, size_t end, double *sums, double *means) {
    double n = (double)(end - i), n_bins = (double)in->n_bins, squares = 0;
    for (size_t j = i; j < end;) {
        size_t next = end_of(in->bin, j, end);
        squares += (double)(next - j) * (double)(next - j);
        j = next;
    }
    double variance = squares / n_bins - n / n_bins * (n / n_bins);
    if (!(variance > 1e-12 * squares / n_bins)) {
        return false;
    }
    double deviation = sqrt(variance);
    for (size_t j = i; j < end; j++) {
        sums[(size_t)in->bin[j]] += 1 / deviation;
    }
    *means += n / n_bins / deviation;
    return true;
}

static void correlate(const counts *in, double *sums, double *correlation_out,
                      size_t *n_cells_out) {
    size_t n_cells = 0;
    double means = 0, squares = 0;
    for (size_t i = 0; i < in->n;) {
        size_t end = end_of(in->cell, i, in->n);
        n_cells += add_cell(in, i, end, sums, &means);
        i = end;
    }
    for (size_t b = 0; b < in->n_bins; b++) {
        squares += (sums[b] - means) * (sums[b] - means);
    }
    double n = (double)n_cells;
    *correlation_out =
        n_cells < 2 ? (double)NAN : (squares / (double)in->n_bins - n) / (n * (n - 1));
    *n_cells_out = n_cells;
}

lam_status lam_spike_synchrony(const lam_spike_view *view, double bin_ms, double *correlation_out,
                               size_t *n_cells_out) {
    LAM_TRY(lam_spike_check("synchrony", view));
    double n_bins = floor((view->to_ms - view->from_ms) / bin_ms * (1 + 1e-12));
    if (!(bin_ms > 0 && n_bins >= 2 && n_bins <= LAM_SPIKE_MOST)) {
        return lam_fail(LAM_ERR_INPUT,
                        "synchrony: bins of %g ms; accepted: 2 to %d of them in %g ms", bin_ms,
                        LAM_SPIKE_MOST, view->to_ms - view->from_ms);
    }
    counts in = {.n_bins = (size_t)n_bins};
    double *room = lam_alloc(2 * view->n + in.n_bins, sizeof *room);
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    in.cell = room + in.n_bins;
    in.bin = in.cell + view->n;
    lam_status status = sort_into_bins(view, bin_ms, &in);
    if (status == LAM_OK) {
        correlate(&in, room, correlation_out, n_cells_out);
    }
    free(room);
    return status;
}
