/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spikes_view_impl.h - the spikes of some cells in a window (not public). */
#ifndef LAM_SPIKES_VIEW_IMPL_H
#define LAM_SPIKES_VIEW_IMPL_H

#include "base/lam_status_impl.h"

/* LAM_ERR_INPUT, with a line that begins with `what`, where spikes.h says so. */
lam_status lam_spike_check(const char *what, const lam_spike_view *view);
/* Whether spike i is one of them, and which cell's. */
bool lam_spike_is_in(const lam_spike_view *view, size_t i, size_t *cell_out);

#endif
