/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spikes_sort.c - spikes in order of time, then of cell. */
#include "base/lam_sort_impl.h"

lam_status lam_spikes_sort(size_t n_spikes, double *time_ms, double *gid) {
    return lam_sort_rows(n_spikes, time_ms, gid);
}
