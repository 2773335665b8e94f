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

/* Draw the event times of cell `cell` (0 ...) of a drive in one trial. They ascend; times outside
 * ]0, tstop] are left out. They are HNN-core's, draw for draw. With
 * s = event_seed + seed + trial*n_gids, and RandomState being numpy's:
 *  evoked       n_spikes normal deviates (mu, sigma) of RandomState(s + cell)
 *  poisson      exponential intervals of RandomState(s + cell), from tstart to the drive's tstop
 *  bursty       The bursts are 1000/burst_rate ms apart. The first is at tstart; if tstart_std > 0
 *               it is a normal deviate of RandomState(s) about tstart. The middle of each burst
 *               varies by burst_std, by a deviate of RandomState(s + cell). The spikes of a burst
 *               are spike_isi apart, about its middle.
 *  spike_train  the listed times, in every trial; 0 counts here, too
 * LAM_ERR_INPUT: s or s + cell is no seed of RandomState, a rate is not above 0, or a cell has more
 * than 10^7 events. The caller frees *times_ms_out, also when there are no events. */
lam_status lam_drive_events(const lam_network *network, size_t drive, size_t cell, size_t trial,
                            int64_t seed, double tstop_ms, size_t *n_out, double **times_ms_out);

#ifdef __cplusplus
}
#endif

#endif
