/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_signals.c - the signals and spikes that are written, as they are to be shown, and
 * what they are called. */
#include "exchange/lam_exchange_impl.h"

#include "base/lam_number_impl.h"
#include "laminae/signal.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static lam_status show(const lam_exchange_job *job, size_t n, double dt_ms, double *samples) {
    for (size_t i = 0; i < n; i++) {
        samples[i] *= job->how->scale;
    }
    return job->how->smooth_ms > 0 ? lam_smooth(n, samples, job->how->smooth_ms, dt_ms) : LAM_OK;
}

lam_status lam_exchange_read(const lam_exchange_job *job, size_t trial, const char *signal,
                             size_t first, size_t n, double *samples_out) {
    lam_saved_shape shape;
    if (!lam_exchange_is_dipole(signal)) {
        return lam_saved_read_part(job->saved, trial, signal, first, n, samples_out);
    }
    LAM_TRY(lam_saved_shape_of(job->saved, trial, signal, &shape));
    double *all = lam_alloc(shape.n_samples, sizeof *all);
    lam_status status =
        all == NULL ? LAM_ERR_MEMORY : lam_saved_read(job->saved, trial, signal, 0, all);
    status = status == LAM_OK ? show(job, shape.n_samples, shape.dt_ms, all) : status;
    if (status == LAM_OK) {
        memcpy(samples_out, all + first, n * sizeof *all);
    }
    free(all);
    return status;
}

lam_status lam_exchange_shape(const lam_exchange_job *job, const char *signal,
                              lam_saved_shape *shape_out) {
    const size_t *trials = job->how->trials;
    LAM_TRY(lam_saved_shape_of(job->saved, trials[0], signal, shape_out));
    for (size_t k = 1; k < job->how->n_trials; k++) {
        lam_saved_shape here;
        LAM_TRY(lam_saved_shape_of(job->saved, trials[k], signal, &here));
        if (here.n_rows != shape_out->n_rows || here.n_samples != shape_out->n_samples) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: %s has other sizes in trial %zu than in trial %zu; accepted: "
                            "trials of one length, chosen by --trials",
                            job->facts->path, signal, trials[k], trials[0]);
        }
    }
    return LAM_OK;
}

void lam_exchange_name(const char *signal, const char *unit, char name_out[LAM_SAVED_NAME]) {
    size_t length = strlen(signal), n = strlen(unit);
    bool has_unit = length > n && strcmp(signal + length - n, unit) == 0; /* v_mV */
    bool has_none = n == 0 || strcmp(unit, "1") == 0;
    lam_format(name_out, LAM_SAVED_NAME, "%s%s%s", signal, has_unit || has_none ? "" : "_",
               has_unit || has_none ? "" : unit);
    for (char *c = name_out; *c != '\0'; c++) {
        *c = *c == '/' ? '_' : *c;
    }
}

size_t lam_exchange_zero(const lam_exchange_job *job) {
    size_t first = 0, n = job->facts->n_samples;
    while (first < n && job->facts->time_ms[first] < -1e-3 * job->facts->dt_ms) {
        first++;
    }
    return first < n ? first : 0;
}

lam_status lam_exchange_run_name(const lam_exchange_job *job, char name_out[LAM_SAVED_NAME]) {
    char *network = NULL;
    size_t n = 0;
    LAM_TRY(lam_saved_about(job->saved, "network", &network));
    const char *slash = strrchr(network, '/');
    for (const char *c = slash == NULL ? network : slash + 1; *c != '\0' && *c != '.'; c++) {
        if ((lam_is_letter(*c) || lam_is_digit(*c)) && n < LAM_SAVED_NAME / 2) {
            name_out[n++] = *c;
        }
    }
    lam_format(name_out + n, LAM_SAVED_NAME - n, "%s", n == 0 ? "simulation" : "");
    free(network);
    return LAM_OK;
}

const char *lam_exchange_population(const lam_exchange_job *job, double gid) {
    for (size_t i = 0; i < job->facts->n_populations; i++) {
        const lam_saved_population *p = &job->facts->populations[i];
        if (gid >= (double)p->first_gid && gid < (double)(p->first_gid + p->n_cells)) {
            return p->name;
        }
    }
    return "";
}

/* Engines add 1e-10 ms to the time of the step at which a cell fires, and sum up steps with their
 * rounding errors: what differs only by this from a multiple of dt becomes the multiple. */
lam_status lam_exchange_spikes(const lam_exchange_job *job, size_t trial, size_t *n_out,
                               double **time_ms_out, double **gid_out) {
    double dt_ms = job->facts->dt_ms;
    LAM_TRY(lam_saved_spikes(job->saved, trial, n_out, time_ms_out, gid_out));
    for (size_t i = 0; i < *n_out; i++) {
        double *t = &(*time_ms_out)[i], n_steps = nearbyint(*t / dt_ms);
        bool is_multiple =
            fabs(*t - n_steps * dt_ms) <= 1.001e-10 + DBL_EPSILON * fabs(n_steps * *t);
        *t = is_multiple ? nearbyint(n_steps * dt_ms * 1e9) / 1e9 : *t; /* 27.15 as it is written */
    }
    return LAM_OK;
}
