/* SPDX-License-Identifier: BSD-3-Clause
 * events.h - when the cells of drives fire. */
#ifndef LAMINAE_EVENTS_H
#define LAMINAE_EVENTS_H

#include "laminae/network.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Event times of cell `cell` (0 ...) of a drive in one trial, ascending, those outside ]0, tstop]
 * left out: HNN-core's, draw for draw, with s = event_seed + seed + trial*n_gids.
 *  evoked       n_spikes normal deviates (mu, sigma) of RandomState(s + cell)
 *  poisson      exponential intervals of RandomState(s + cell) from tstart until the drive's tstop
 *  bursty       bursts are 1000/burst_rate apart, the first at tstart, which with tstart_std > 0 is
 *               a normal deviate of RandomState(s); the middle of each varies by burst_std, a
 *               deviate of RandomState(s + cell); its spikes stand spike_isi apart about the middle
 *  spike_train  the times listed, in every trial
 * LAM_ERR_INPUT: s or s + cell is no seed of RandomState, a rate is not above 0, a cell has more
 * than 10^7 events. *times_ms_out is owned by the caller (free); also when there are none. */
lam_status lam_drive_events(const lam_network *network, size_t drive, size_t cell, size_t trial,
                            int64_t seed, double tstop_ms, size_t *n_out, double **times_ms_out);

#ifdef __cplusplus
}
#endif

#endif
