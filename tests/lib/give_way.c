/* SPDX-License-Identifier: BSD-3-Clause
 * give_way.c - ranks of MPICH that wait for others let them run, for tests of more ranks than there
 * are processors: else each wait takes a processor until the kernel takes it back.
 *
 * Preloaded, it stands before the function of UCX that MPICH calls over and over while it waits. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>

unsigned ucp_worker_progress(void *worker);

unsigned ucp_worker_progress(void *worker) {
    enum { PATIENCE = 50 }; /* calls in vain, some microseconds */
    static unsigned (*next)(void *);
    static int n_in_vain;
    if (next == NULL) {
        *(void **)&next = dlsym(RTLD_NEXT, "ucp_worker_progress");
    }
    if (next == NULL) {
        abort();
    }
    unsigned n_events = next(worker);
    n_in_vain = n_events > 0 ? 0 : n_in_vain + 1;
    if (n_in_vain > PATIENCE) {
        n_in_vain = PATIENCE;
        sched_yield();
    }
    return n_events;
}
