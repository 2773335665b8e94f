/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_trains.c - the spikes that are asked for; rates of two results side by side. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void analyse_spikes_free(analyse_spikes *all) {
    for (size_t k = 0; k < all->n_trials; k++) {
        free(all->time_owned[k]);
        free(all->gid_owned[k]);
    }
    free(all->n_owned);
    free(all->time_owned);
    free(all->gid_owned);
}

/* Those before the window's end, also for bins that go beyond it. Returns how many. */
static size_t keep_before(double to_ms, size_t n, double *time_ms, double *gid) {
    size_t n_kept = 0;
    for (size_t i = 0; i < n; i++) {
        time_ms[n_kept] = time_ms[i];
        gid[n_kept] = gid[i];
        n_kept += time_ms[i] < to_ms;
    }
    return n_kept;
}

lam_status analyse_spikes_load(const analyse_input *input, const analyse_options *options,
                               analyse_spikes *all) {
    const lam_saved_facts *facts = input->facts;
    double start_ms = facts->time_ms[0], end_ms = facts->time_ms[facts->n_samples - 1];
    all->from_ms = isnan(options->from_ms) ? start_ms : options->from_ms;
    all->to_ms = isnan(options->to_ms) ? end_ms : options->to_ms;
    if (!(all->from_ms < all->to_ms && all->from_ms < end_ms && all->to_ms > start_ms)) {
        return lam_fail(LAM_ERR_INPUT,
                        "window: no time from %g to %g ms; accepted: a window within %g to %g ms",
                        all->from_ms, all->to_ms, start_ms, end_ms);
    }
    if (facts->is_results) { /* nothing is known of what is beyond the run */
        all->from_ms = fmax(all->from_ms, start_ms);
        all->to_ms = fmin(all->to_ms, end_ms);
    }
    all->n_owned = lam_alloc(input->n_trials, sizeof *all->n_owned);
    all->time_owned = lam_alloc(input->n_trials, sizeof *all->time_owned);
    all->gid_owned = lam_alloc(input->n_trials, sizeof *all->gid_owned);
    if (all->n_owned == NULL || all->time_owned == NULL || all->gid_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t k = 0; k < input->n_trials; k++) {
        LAM_TRY(lam_saved_spikes(input->saved, input->trials_owned[k], &all->n_owned[k],
                                 &all->time_owned[k], &all->gid_owned[k]));
        all->n_owned[k] =
            keep_before(all->to_ms, all->n_owned[k], all->time_owned[k], all->gid_owned[k]);
        all->n_trials++;
    }
    return LAM_OK;
}

lam_spike_view analyse_spikes_view(const analyse_spikes *all, size_t trial,
                                   const lam_saved_population *cells) {
    return (lam_spike_view){all->n_owned[trial], all->time_owned[trial], all->gid_owned[trial],
                            cells->first_gid,    cells->n_cells,         all->from_ms,
                            all->to_ms};
}

/* ---- two results ---- */

/* The mean over trials of the rate of a population (Hz). */
static lam_status mean_rate(const analyse_spikes *all, const lam_saved_population *cells,
                            double *mean_hz_out) {
    double *rates = lam_alloc(cells->n_cells, sizeof *rates), sum = 0;
    lam_status status = rates == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < all->n_trials && status == LAM_OK; k++) {
        double mean_hz = 0;
        lam_spike_view view = analyse_spikes_view(all, k, cells);
        status = lam_spike_rates(&view, rates, &mean_hz);
        sum += mean_hz;
    }
    free(rates);
    *mean_hz_out = sum / (double)all->n_trials;
    return status;
}

static lam_status add_both(answer *a, const analyse_spikes *of_a, const lam_saved_population *in_a,
                           const analyse_spikes *of_b, const lam_saved_population *in_b) {
    double a_hz, b_hz;
    char row[ANSWER_NAME];
    lam_format(row, sizeof row, "rates/%s", in_a->name);
    LAM_TRY(mean_rate(of_a, in_a, &a_hz));
    LAM_TRY(mean_rate(of_b, in_b, &b_hz));
    LAM_TRY(answer_number(a, row, NULL, "rate_a", "hz", a_hz));
    LAM_TRY(answer_number(a, row, NULL, "rate_b", "hz", b_hz));
    return answer_number(a, row, NULL, "rate_difference", "hz", a_hz - b_hz);
}

static const lam_saved_population *same_population(const analyse_input *input,
                                                   const lam_saved_population *like) {
    for (size_t i = 0; i < input->facts->n_populations; i++) {
        const lam_saved_population *here = &input->facts->populations[i];
        if (!here->is_drive && strcmp(here->name, like->name) == 0) {
            return here;
        }
    }
    return NULL;
}

lam_status analyse_compare_rates(const analyse_input *input, const analyse_options *options,
                                 const analyse_input *other, const analyse_options *of_other,
                                 answer *a, size_t *n_out) {
    analyse_spikes of_a = {.n_trials = 0}, of_b = {.n_trials = 0};
    *n_out = 0;
    if (!input->facts->is_results || !other->facts->is_results) {
        return LAM_OK;
    }
    lam_status status = analyse_spikes_load(input, options, &of_a);
    status = status == LAM_OK ? analyse_spikes_load(other, of_other, &of_b) : status;
    for (size_t i = 0; i < input->facts->n_populations && status == LAM_OK; i++) {
        const lam_saved_population *cells = &input->facts->populations[i];
        const lam_saved_population *same = cells->is_drive ? NULL : same_population(other, cells);
        if (same != NULL) {
            (*n_out)++;
            status = add_both(a, &of_a, cells, &of_b, same);
        }
    }
    analyse_spikes_free(&of_a);
    analyse_spikes_free(&of_b);
    return status;
}
