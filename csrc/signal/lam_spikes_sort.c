/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spikes_sort.c - spikes in order of time, then of cell. */
#include "base/lam_status_impl.h"

#include <stdlib.h>

typedef struct {
    double time_ms, gid;
} spike;

static int compare_spikes(const void *a, const void *b) {
    const spike *x = a, *y = b;
    if (x->time_ms != y->time_ms) {
        return x->time_ms < y->time_ms ? -1 : 1;
    }
    return (x->gid > y->gid) - (x->gid < y->gid);
}

lam_status lam_spikes_sort(size_t n_spikes, double *time_ms, double *gid) {
    spike *spikes = lam_alloc(n_spikes, sizeof *spikes);
    if (spikes == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n_spikes; i++) {
        spikes[i] = (spike){time_ms[i], gid[i]};
    }
    qsort(spikes, n_spikes, sizeof *spikes, compare_spikes);
    for (size_t i = 0; i < n_spikes; i++) {
        time_ms[i] = spikes[i].time_ms;
        gid[i] = spikes[i].gid;
    }
    free(spikes);
    return LAM_OK;
}
