/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange.c - results as files of other programs: which format, which signals. */
#include "exchange/lam_exchange_impl.h"

#include "base/lam_number_impl.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *ending; /* as lam_outputs_open takes it */
    lam_exchange_writer *write;
} formats[] = {
    {"csv", ".csv", lam_exchange_csv}, {"npz", NULL, lam_exchange_npz},
    {"hnn", ".txt", lam_exchange_hnn}, {"sonata", ".h5", lam_exchange_sonata},
    {"fif", NULL, lam_exchange_fif},   {"set", NULL, lam_exchange_set},
    {"nwb", NULL, lam_exchange_nwb},   {"brainvision", ".vhdr", lam_exchange_brainvision},
    {"bids", "/", lam_exchange_bids},
};

static lam_status keep(lam_exchange_job *job, const char *prefix, const char *name) {
    char path[LAM_SAVED_NAME];
    lam_format(path, sizeof path, "%s%s", prefix, name);
    job->signals_owned[job->n_signals] = strdup(path);
    return job->signals_owned[job->n_signals++] != NULL ? LAM_OK
                                                        : lam_fail(LAM_ERR_MEMORY, "out of memory");
}

static lam_status keep_all(lam_exchange_job *job, size_t n, char **names) {
    lam_status status = LAM_OK;
    for (size_t i = 0; i < job->facts->n_dipoles && status == LAM_OK; i++) {
        status = keep(job, "dipole/", job->facts->dipoles[i]);
    }
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        status = lam_exchange_is_dipole(names[i]) ? LAM_OK : keep(job, "", names[i]);
    }
    return status;
}

static lam_status choose_signals(lam_exchange_job *job) {
    const char *one = job->how->signal;
    char **names = NULL;
    size_t n = 0;
    LAM_TRY(lam_saved_signals(job->saved, job->how->trials[0], &n, &names));
    job->signals_owned = lam_alloc(n + job->facts->n_dipoles + 1, sizeof *job->signals_owned);
    lam_status status = job->signals_owned == NULL ? LAM_ERR_MEMORY
                        : one == NULL              ? keep_all(job, n, names)
                        : strchr(one, '/') == NULL ? keep(job, "dipole/", one)
                                                   : keep(job, "", one);
    lam_saved_free_names(n, names);
    lam_saved_shape shape;
    return status == LAM_OK && one != NULL ? lam_exchange_shape(job, job->signals_owned[0], &shape)
                                           : status;
}

lam_status lam_exchange_write(const lam_saved *saved, const lam_exchange *how) {
    lam_exchange_job job = {saved, lam_saved_facts_of(saved), how, {.n = 0}, 0, NULL};
    size_t i = 0, n = sizeof formats / sizeof *formats;
    while (i < n && strcmp(formats[i].name, how->to) != 0) {
        i++;
    }
    if (i == n) {
        return lam_fail(
            LAM_ERR_INPUT,
            "--to: '%s'; accepted: csv, npz, sonata, fif, set, nwb, brainvision, bids, hnn",
            how->to);
    }
    lam_status status = choose_signals(&job);
    if (status == LAM_OK) {
        status = lam_outputs_open(how->path, formats[i].ending, job.facts->path, how->force,
                                  &job.outputs);
    }
    status = status == LAM_OK ? formats[i].write(&job) : status;
    lam_status closed = lam_outputs_close(&job.outputs, status == LAM_OK);
    lam_saved_free_names(job.n_signals, job.signals_owned);
    return status == LAM_OK ? closed : status;
}
