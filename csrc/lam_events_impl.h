/* SPDX-License-Identifier: BSD-3-Clause
 * lam_events_impl.h - the event times of a drive that belongs to no network (not public). */
#ifndef LAM_EVENTS_IMPL_H
#define LAM_EVENTS_IMPL_H

#include "lam_status_impl.h"

/* lam_drive_events of a drive, given the number of gids of its network; cell < n_cells. */
lam_status lam_events_of(const lam_drive *drive, size_t n_gids, size_t cell, size_t trial,
                         int64_t seed, double tstop_ms, size_t *n_out, double **times_ms_out);

#endif
