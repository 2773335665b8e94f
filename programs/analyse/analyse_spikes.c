/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_spikes.c - rates, intervals, synchrony and histograms of the spikes of populations. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is done with the spikes of one population of cells. */
typedef lam_status each(const analyse_input *input, const analyse_options *options,
                        const analyse_spikes *all, const lam_saved_population *cells, answer *a);

static lam_status for_each(const analyse_input *input, const analyse_options *options, answer *a,
                           each *act) {
    analyse_spikes all = {.n_trials = 0};
    lam_status status = analyse_spikes_load(input, options, &all);
    for (size_t i = 0; i < input->facts->n_populations && status == LAM_OK; i++) {
        const lam_saved_population *cells = &input->facts->populations[i];
        status = cells->is_drive ? LAM_OK : act(input, options, &all, cells, a);
    }
    analyse_spikes_free(&all);
    return status;
}

/* Mean and standard error over trials of one number. */
static lam_status add_mean(answer *a, const char *group, const char *key, size_t n,
                           const double *values) {
    double mean = NAN, sem = NAN;
    char sem_key[ANSWER_NAME];
    size_t n_known = 0;
    double *known = lam_alloc(n, sizeof *known);
    if (known == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) { /* a trial may have none */
        known[n_known] = values[i];
        n_known += isnan(values[i]) ? 0 : 1;
    }
    lam_status status = n_known > 0 ? lam_trials_mean(n_known, 1, known, &mean, &sem) : LAM_OK;
    free(known);
    LAM_TRY(status);
    lam_format(sem_key, sizeof sem_key, "sem_%s", key);
    LAM_TRY(answer_number(a, group, NULL, key, NULL, mean));
    return answer_number(a, group, NULL, sem_key, NULL, sem);
}

/* ---- rates ---- */

static bool is_by(const analyse_options *options, const char *what) {
    return options->by != NULL && strcmp(options->by, what) == 0;
}

/* rates: [n_trials][n_cells], means: [n_trials]. */
static lam_status add_rates_of(const analyse_input *input, const analyse_options *options,
                               const lam_saved_population *cells, const double *rates,
                               const double *means, answer *a) {
    size_t n = input->n_trials;
    char inner[ANSWER_NAME];
    if (is_by(options, "trial")) {
        for (size_t k = 0; k < n; k++) {
            lam_format(inner, sizeof inner, "%zu", input->trials_owned[k]);
            LAM_TRY(answer_number(a, cells->name, inner, "rate_hz", NULL, means[k]));
        }
        return LAM_OK;
    }
    if (!is_by(options, "cell")) {
        return add_mean(a, cells->name, "rate_hz", n, means);
    }
    for (size_t i = 0; i < cells->n_cells; i++) {
        double sum = 0;
        for (size_t k = 0; k < n; k++) {
            sum += rates[k * cells->n_cells + i];
        }
        lam_format(inner, sizeof inner, "%zu", cells->first_gid + i);
        LAM_TRY(answer_number(a, cells->name, inner, "rate_hz", NULL, sum / (double)n));
    }
    return LAM_OK;
}

static lam_status add_rates(const analyse_input *input, const analyse_options *options,
                            const analyse_spikes *all, const lam_saved_population *cells,
                            answer *a) {
    size_t n = all->n_trials;
    double *room = lam_alloc(n * (1 + cells->n_cells), sizeof *room), *rates = room + n;
    lam_status status = room == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        lam_spike_view view = analyse_spikes_view(all, k, cells);
        status = lam_spike_rates(&view, rates + k * cells->n_cells, room + k);
    }
    status = status == LAM_OK ? add_rates_of(input, options, cells, rates, room, a) : status;
    free(room);
    return status;
}

lam_status analyse_rates(const analyse_input *input, const analyse_options *options, answer *a) {
    if (is_by(options, "receptor")) {
        return lam_fail(LAM_ERR_INPUT,
                        "--by: 'receptor' of rates; accepted: population, trial, cell");
    }
    a->keys_first = true;
    a->labels[0] = "population";
    a->labels[1] = is_by(options, "trial") ? "trial" : is_by(options, "cell") ? "gid" : NULL;
    return for_each(input, options, a, add_rates);
}

/* ---- intervals ---- */

/* Of one trial: the mean over cells of the CV, the mean interval, and how many there are. */
static lam_status find_intervals(const lam_spike_view *view, double *cv, double *mean_ms,
                                 double *count) {
    double *room = lam_alloc(view->n + view->n_cells, sizeof *room);
    size_t *first = lam_alloc(view->n_cells + 1, sizeof *first);
    lam_status status =
        room == NULL || first == NULL ? LAM_ERR_MEMORY : lam_spike_intervals(view, room, first);
    status = status == LAM_OK ? lam_spike_cv(view, room + view->n, cv) : status;
    if (status == LAM_OK) {
        size_t n = first[view->n_cells];
        double sum = 0;
        for (size_t i = 0; i < n; i++) {
            sum += room[i];
        }
        *mean_ms = n > 0 ? sum / (double)n : (double)NAN;
        *count = (double)n;
    }
    free(room);
    free(first);
    return status;
}

static lam_status add_isi(const analyse_input *input, const analyse_options *options,
                          const analyse_spikes *all, const lam_saved_population *cells, answer *a) {
    size_t n = all->n_trials;
    double *room = lam_alloc(2 * n, sizeof *room), intervals = 0;
    (void)input;
    (void)options;
    lam_status status = room == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        double count = 0;
        lam_spike_view view = analyse_spikes_view(all, k, cells);
        status = find_intervals(&view, &room[k], &room[n + k], &count);
        intervals += count;
    }
    status = status == LAM_OK ? add_mean(a, cells->name, "cv", n, room) : status;
    status = status == LAM_OK ? add_mean(a, cells->name, "interval_ms", n, room + n) : status;
    status = status == LAM_OK ? answer_number(a, cells->name, NULL, "n_intervals", NULL, intervals)
                              : status;
    free(room);
    return status;
}

lam_status analyse_isi(const analyse_input *input, const analyse_options *options, answer *a) {
    a->labels[0] = "population";
    return for_each(input, options, a, add_isi);
}

/* ---- synchrony ---- */

static lam_status add_synchrony(const analyse_input *input, const analyse_options *options,
                                const analyse_spikes *all, const lam_saved_population *cells,
                                answer *a) {
    size_t n = all->n_trials;
    double *room = lam_alloc(2 * n, sizeof *room), bin_ms = options->bin_ms;
    (void)input;
    lam_status status = room == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        size_t n_cells = 0;
        lam_spike_view view = analyse_spikes_view(all, k, cells);
        status = lam_spike_synchrony(&view, isnan(bin_ms) ? 5 : bin_ms, &room[k], &n_cells);
        room[n + k] = (double)n_cells;
    }
    status = status == LAM_OK ? add_mean(a, cells->name, "correlation", n, room) : status;
    status = status == LAM_OK ? add_mean(a, cells->name, "n_cells", n, room + n) : status;
    free(room);
    return status;
}

lam_status analyse_synchrony(const analyse_input *input, const analyse_options *options,
                             answer *a) {
    a->labels[0] = "population";
    return for_each(input, options, a, add_synchrony);
}

/* ---- histogram ---- */

/* Spikes a trial, in bins of which the last may be the shorter for the window's end. */
static lam_status add_hist(const analyse_input *input, const analyse_options *options,
                           const analyse_spikes *all, const lam_saved_population *cells,
                           answer *a) {
    double bin_ms = isnan(options->bin_ms) ? 5 : options->bin_ms;
    double n_bins = ceil((all->to_ms - all->from_ms) / bin_ms * (1 - 1e-12));
    (void)input;
    if (!(bin_ms > 0 && n_bins >= 1 && n_bins <= 1e7)) {
        return lam_fail(LAM_ERR_INPUT, "--bin: %g ms; accepted: 1 to 10000000 bins in %g ms",
                        bin_ms, all->to_ms - all->from_ms);
    }
    size_t n = (size_t)n_bins;
    double *room = lam_alloc(3 * n, sizeof *room), *sum = room + n, *start_ms = sum + n;
    lam_status status = room == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < all->n_trials && status == LAM_OK; k++) {
        lam_spike_view view = analyse_spikes_view(all, k, cells);
        view.to_ms = view.from_ms + (double)n * bin_ms;
        status = lam_spike_histogram(&view, n, room);
        for (size_t i = 0; i < n; i++) {
            sum[i] += room[i] / (double)all->n_trials;
            start_ms[i] = all->from_ms + (double)i * bin_ms;
        }
    }
    if (status == LAM_OK && a->n == 0) {
        status = answer_list(a, NULL, "bin_start_ms", NULL, n, start_ms);
    }
    status =
        status == LAM_OK ? answer_list(a, cells->name, "spikes_per_trial", NULL, n, sum) : status;
    free(room);
    return status;
}

lam_status analyse_hist(const analyse_input *input, const analyse_options *options, answer *a) {
    a->has_columns = true;
    return for_each(input, options, a, add_hist);
}
