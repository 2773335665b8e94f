/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spikes_impl.h - the spikes that a file holds (not public). */
#ifndef LAM_SPIKES_IMPL_H
#define LAM_SPIKES_IMPL_H

#include "base/lam_status_impl.h"

typedef struct lam_spikes {
    size_t n;
    double *time_ms, *gid;            /* [n], by gid, then time; lam_spikes_free frees them */
    size_t n_times_held, n_gids_held; /* for how many there is room */
    size_t first_gid, end_gid;        /* the population's gids, silent ones too; equal: unknown */
} lam_spikes;

/* The spikes of one trial, or of one population in it (NULL: all), from
 *  - a results.h5 (docs/results.md);
 *  - a text file, which is one trial (0), with a time in ms, a gid and, if a population is asked
 * for, its name in each row: our spikes_<k>.txt, HNN-core's spk_<k>.txt. Rows that begin with # are
 *    skipped.
 * LAM_ERR_INPUT names file, line or dataset, and what is accepted. *spikes_out is freed by the
 * caller, also after a failure. */
lam_status lam_spikes_read(const char *path, size_t trial, const char *population,
                           lam_spikes *spikes_out);
void lam_spikes_free(lam_spikes *spikes);

#endif
