/* SPDX-License-Identifier: BSD-3-Clause
 * lam_events.c - the times at which the cells of a drive fire. */
#include "base/lam_sort_impl.h"
#include "network/lam_network_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* No run has so many events of one cell, or draws for them. */
static const size_t max_events = 10000000;

/* ---- a list of times that grows ---- */

typedef struct event_list {
    double *times_ms;
    size_t n, n_held;
    double tstop_ms;
    bool from_zero; /* an event at t = 0 counts */
} event_list;

/* Add a time, unless it is outside of the run. */
static lam_status add(event_list *list, double t_ms) {
    if (!(t_ms > 0 || (t_ms == 0 && list->from_zero)) || t_ms > list->tstop_ms) {
        return LAM_OK;
    }
    LAM_GROW(list->times_ms, list->n + 1, &list->n_held);
    list->times_ms[list->n++] = t_ms;
    return LAM_OK;
}

/* ---- seeds ---- */

/* In each trial each cell has a generator of its own, and all cells share one more. A trial counts
 * with the gids of the column, or of the network, that the drive belongs to. */
typedef struct event_seeds {
    uint32_t shared, own;
} event_seeds;

static lam_status find_seeds(size_t n_gids, const lam_drive *drive, size_t cell, size_t trial,
                             int64_t seed, event_seeds *seeds_out) {
    const int64_t largest = UINT32_MAX;
    if (trial <= UINT32_MAX / n_gids && seed >= -largest && seed <= largest &&
        drive->event_seed >= -largest && drive->event_seed <= largest) {
        int64_t shared = seed + drive->event_seed + (int64_t)(trial * n_gids);
        if (shared >= 0 && shared <= largest - (int64_t)cell) {
            *seeds_out = (event_seeds){(uint32_t)shared, (uint32_t)(shared + (int64_t)cell)};
            return LAM_OK;
        }
    }
    return lam_fail(LAM_ERR_INPUT,
                    "drive %s: seed %lld in trial %zu; accepted: event_seed + seed + trial * %zu "
                    "and the same + cell from 0 to %lld",
                    drive->name, (long long)seed, trial, n_gids, (long long)largest);
}

/* ---- kinds of drives ---- */

static lam_status too_many(const lam_drive *drive, const char *what, double value,
                           const char *unit) {
    return lam_fail(LAM_ERR_INPUT,
                    "drive %s: %s %g%s: over %zu events of one cell; accepted: fewer", drive->name,
                    what, value, unit, max_events);
}

static lam_status add_evoked(const lam_drive *drive, event_seeds seeds, event_list *list) {
    if (drive->n_spikes > max_events) {
        return too_many(drive, "numspikes", (double)drive->n_spikes, "");
    }
    lam_mt19937 rng;
    lam_mt19937_seed(&rng, seeds.own);
    for (size_t i = 0; i < drive->n_spikes; i++) {
        LAM_TRY(add(list, lam_mt19937_normal(&rng, drive->mu_ms, drive->sigma_ms)));
    }
    return LAM_OK;
}

static lam_status add_poisson(const lam_drive *drive, size_t cell, event_seeds seeds,
                              event_list *list) {
    size_t r = 0;
    while (r < drive->n_rates &&
           !(cell >= drive->rates[r].first_cell && cell < drive->rates[r].end_cell)) {
        r++;
    }
    if (r == drive->n_rates) {
        return LAM_OK;
    }
    double rate_Hz = drive->rates[r].rate_Hz, t_ms = drive->tstart_ms;
    if (!(rate_Hz > 0)) {
        return lam_fail(LAM_ERR_INPUT, "drive %s: rate %g Hz; accepted: above 0", drive->name,
                        rate_Hz);
    }
    lam_mt19937 rng;
    lam_mt19937_seed(&rng, seeds.own);
    for (size_t n_draws = 0; t_ms < drive->tstop_ms && t_ms <= list->tstop_ms; n_draws++) {
        if (n_draws == max_events) {
            return too_many(drive, "rate", rate_Hz, " Hz");
        }
        t_ms += lam_mt19937_exponential(&rng, 1.0 / rate_Hz) * 1000.0; /* s, ms */
        if (t_ms < drive->tstop_ms) {
            LAM_TRY(add(list, t_ms));
        }
    }
    return LAM_OK;
}

static lam_status add_bursty(const lam_drive *drive, event_seeds seeds, event_list *list) {
    if (!(drive->burst_rate_Hz > 0)) {
        return lam_fail(LAM_ERR_INPUT, "drive %s: burst rate %g Hz; accepted: above 0", drive->name,
                        drive->burst_rate_Hz);
    }
    lam_mt19937 rng;
    double start_ms = drive->tstart_ms;
    if (drive->tstart_std_ms > 0) {
        lam_mt19937_seed(&rng, seeds.shared);
        start_ms = lam_mt19937_normal(&rng, start_ms, drive->tstart_std_ms);
    }
    double end_ms = isinf(drive->tstop_ms) ? list->tstop_ms : drive->tstop_ms;
    double period_ms = 1000.0 / drive->burst_rate_Hz;
    double n_bursts = fmax(ceil((end_ms - start_ms) / period_ms), 0);
    if (!(n_bursts * (double)drive->n_spikes <= (double)max_events)) {
        return too_many(drive, "burst rate", drive->burst_rate_Hz, " Hz");
    }
    /* The starts are those of numpy.arange, which adds i times the difference of its first two. */
    double step_ms = (start_ms + period_ms) - start_ms;
    double last = ((double)drive->n_spikes - 1) / 2;
    lam_mt19937_seed(&rng, seeds.own);
    for (double i = 0; i < n_bursts; i++) {
        double middle_ms = lam_mt19937_normal(&rng, start_ms + i * step_ms, drive->burst_std_ms);
        for (size_t k = 0; k < drive->n_spikes; k++) {
            LAM_TRY(add(list, middle_ms + drive->spike_isi_ms * ((double)k - last)));
        }
    }
    return LAM_OK;
}

/* A listed time of 0 counts, as in HNN-core; a drawn time of 0 does not. */
static lam_status add_spike_train(const lam_drive *drive, size_t cell, event_list *list) {
    list->from_zero = true;
    for (size_t i = drive->first_spike[cell]; i < drive->first_spike[cell + 1]; i++) {
        LAM_TRY(add(list, drive->spike_ms[i]));
    }
    return LAM_OK;
}

static lam_status add_events(size_t n_gids, const lam_drive *drive, size_t cell, size_t trial,
                             int64_t seed, event_list *list) {
    event_seeds seeds;
    if (strcmp(drive->kind, "spike_train") == 0) {
        return add_spike_train(drive, cell, list);
    }
    LAM_TRY(find_seeds(n_gids, drive, cell, trial, seed, &seeds));
    if (strcmp(drive->kind, "evoked") == 0) {
        return add_evoked(drive, seeds, list);
    }
    if (strcmp(drive->kind, "poisson") == 0) {
        return add_poisson(drive, cell, seeds, list);
    }
    if (strcmp(drive->kind, "bursty") == 0) {
        return add_bursty(drive, seeds, list);
    }
    return lam_fail(LAM_ERR_INPUT,
                    "drive %s: kind %s; accepted: evoked, poisson, bursty, spike_train",
                    drive->name, drive->kind);
}

lam_status lam_drive_events(const lam_network *network, size_t drive, size_t cell, size_t trial,
                            int64_t seed, double tstop_ms, size_t *n_out, double **times_ms_out) {
    const lam_model *model = lam_network_model(network);
    if (drive >= model->n_drives || cell >= model->drives[drive].n_cells) {
        return lam_fail(LAM_ERR_INPUT, "cell %zu of drive %zu; accepted: one that the network has",
                        cell, drive);
    }
    int column = model->populations[network->n_real + drive].column;
    size_t n_gids = column >= 0 ? model->columns[column].n_gids : model->n_gids;
    event_list list = {.n_held = 1, .tstop_ms = tstop_ms};
    list.times_ms = lam_alloc(list.n_held, sizeof *list.times_ms);
    if (list.times_ms == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = add_events(n_gids, &model->drives[drive], cell, trial, seed, &list);
    if (status != LAM_OK) {
        free(list.times_ms);
        return status;
    }
    lam_sort_doubles(list.n, list.times_ms);
    *n_out = list.n;
    *times_ms_out = list.times_ms;
    return LAM_OK;
}
