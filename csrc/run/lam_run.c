/* SPDX-License-Identifier: BSD-3-Clause
 * lam_run.c - what a run needs around the simulation: what it is called, how many samples, the
 * processor's mode, spikes in order. */
#include "base/lam_steps_impl.h"

#include <libgen.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

/* The name of the folder that a file is in, the caller's to free; NULL: it has none. */
static char *folder_name(const char *path) {
    char *copy = strdup(path);
    char *folder = copy == NULL ? NULL : realpath(dirname(copy), NULL);
    char *name = folder == NULL ? NULL : strdup(basename(folder));
    free(folder);
    free(copy);
    return name;
}

lam_status lam_run_name(const char *network, const char *network_name, char *name_out,
                        size_t name_size) {
    const char *slash = strrchr(network, '/');
    const char *file = slash == NULL ? network : slash + 1;
    char *folder = strcmp(file, "network.json") == 0 ? folder_name(network) : NULL;
    const char *name = folder != NULL && folder[0] != '/' ? folder : network_name;
    bool fits = strlen(name) < name_size;
    if (fits) {
        strcpy(name_out, name);
    }
    free(folder);
    return fits ? LAM_OK
                : lam_fail(LAM_ERR_INPUT,
                           "network '%.200s': the name of its folder has %zu "
                           "characters or more; accepted: less",
                           network, name_size);
}

lam_status lam_run_samples(double tstop_ms, double dt_ms, size_t n_signals, size_t *n_samples_out) {
    if (!(isfinite(tstop_ms) && tstop_ms > 0)) {
        return lam_fail(LAM_ERR_INPUT, "tstop: %g ms; accepted: a time above 0 ms", tstop_ms);
    }
    if (!(isfinite(dt_ms) && dt_ms > 0 && dt_ms <= tstop_ms)) {
        return lam_fail(LAM_ERR_INPUT, "dt: %g ms; accepted: above 0, at most tstop (%g ms)", dt_ms,
                        tstop_ms);
    }
    double n_steps = nearbyint(tstop_ms / dt_ms);
    if (fabs(tstop_ms / dt_ms - n_steps) > 1e-9 * n_steps) {
        char steps[LAM_STEPS_SIZE];
        lam_steps_near(tstop_ms, dt_ms, steps);
        return lam_fail(LAM_ERR_INPUT,
                        "dt: %.15g ms does not divide tstop (%.15g ms); accepted: for instance %s "
                        "ms",
                        dt_ms, tstop_ms, steps);
    }
    double memory = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    double needed = (n_steps + 1) * (double)n_signals * sizeof(double);
    if (needed > memory) {
        return lam_fail(LAM_ERR_INPUT,
                        "tstop: %g ms in steps of %g ms is %.3g samples, %.3g GB of results; "
                        "accepted: below this machine's %.3g GB",
                        tstop_ms, dt_ms, n_steps + 1, needed * 1e-9, memory * 1e-9);
    }
    *n_samples_out = (size_t)n_steps + 1;
    return LAM_OK;
}

bool lam_flush_denormals(bool flush) {
#ifdef __SSE2__
    unsigned bits = _MM_FLUSH_ZERO_MASK | 0x0040; /* results, and operands (denormals are zeros) */
    unsigned before = _mm_getcsr();
    _mm_setcsr(flush ? before | bits : before & ~bits);
    return (before & bits) == bits;
#else
    (void)flush;
    return false;
#endif
}

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
