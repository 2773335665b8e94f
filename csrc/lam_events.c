/* SPDX-License-Identifier: BSD-3-Clause
 * lam_events.c - the times at which the cells of a drive fire. */
#include "lam_status_impl.h"

#include <stdlib.h>

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Every cell of every trial has a generator of its own. */
static lam_status random_seed(const lam_model *model, const lam_drive *drive, size_t cell,
                              size_t trial, int64_t seed, uint32_t *seed_out) {
    const int64_t largest = UINT32_MAX;
    if (trial <= UINT32_MAX / model->n_gids && seed >= -largest && seed <= largest) {
        int64_t in_trial = seed + drive->event_seed + (int64_t)cell;
        int64_t of_trial = (int64_t)trial * (int64_t)model->n_gids;
        if (in_trial + of_trial >= 0 && in_trial + of_trial <= largest) {
            *seed_out = (uint32_t)(in_trial + of_trial);
            return LAM_OK;
        }
    }
    return lam_fail(LAM_ERR_INPUT,
                    "drive %s: seed %lld in trial %zu; accepted: event_seed + seed + trial * %zu "
                    "+ cell from 0 to %lld",
                    drive->name, (long long)seed, trial, model->n_gids, (long long)largest);
}

lam_status lam_drive_events(const lam_network *network, size_t drive, size_t cell, size_t trial,
                            int64_t seed, double tstop_ms, size_t *n_out, double *times_ms_out) {
    const lam_model *model = lam_network_model(network);
    if (drive >= model->n_drives || cell >= model->drives[drive].n_cells) {
        return lam_fail(LAM_ERR_INPUT, "cell %zu of drive %zu; accepted: one that the network has",
                        cell, drive);
    }
    const lam_drive *d = &model->drives[drive];
    uint32_t own_seed = 0;
    LAM_TRY(random_seed(model, d, cell, trial, seed, &own_seed));
    lam_mt19937 rng;
    lam_mt19937_seed(&rng, own_seed);
    size_t n = 0;
    for (size_t i = 0; i < d->n_spikes; i++) {
        double t_ms = lam_mt19937_normal(&rng, d->mu_ms, d->sigma_ms);
        if (t_ms > 0 && t_ms <= tstop_ms) {
            times_ms_out[n++] = t_ms;
        }
    }
    qsort(times_ms_out, n, sizeof *times_ms_out, ascending);
    *n_out = n;
    return LAM_OK;
}
