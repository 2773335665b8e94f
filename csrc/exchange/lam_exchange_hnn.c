/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_hnn.c - dipoles and spikes as HNN's own text files, which HNN-core and HNN's windows
 * read: dpl.txt and spk.txt, of several trials dpl_<k>.txt and spk_<k>.txt, and dpl.txt the mean.
 */
#include "exchange/lam_exchange_impl.h"

#include "base/lam_number_impl.h"

#include <stdlib.h>
#include <string.h>

/* The sum, and those of layers 2/3 and 5, if that is all there is: HNN knows no others. */
static size_t choose_columns(const lam_exchange_job *job, const char *columns_out[3]) {
    static const char *const layers[] = {"agg", "L2", "L5"};
    size_t n = 0;
    for (size_t i = 0; i < job->n_signals && n < 3; i++) {
        const char *signal = job->signals_owned[i];
        if (lam_exchange_is_dipole(signal) &&
            strncmp(signal + 7, layers[n], strlen(layers[n])) == 0) {
            columns_out[n++] = signal;
        }
    }
    return n == 3 && job->facts->n_dipoles == 3 ? 3 : n > 0 ? 1 : 0;
}

static void put_curves(lam_output *output, size_t n, size_t n_columns, const double *time_ms,
                       const double *columns) {
    for (size_t i = 0; i < n; i++) {
        lam_output_number(output, time_ms[i]);
        for (size_t k = 0; k < n_columns; k++) {
            lam_output_put(output, "\t", 1);
            lam_output_number(output, columns[k * n + i]);
        }
        lam_output_put(output, "\n", 1);
    }
}

/* Each trial, and the mean of several; a file alone has the mean. */
static lam_status put_dipoles(lam_exchange_job *job, size_t n_columns, const char *const *columns) {
    size_t n_trials = job->how->n_trials;
    bool is_folder = job->outputs.is_folder;
    lam_saved_shape shape;
    lam_output *output;
    LAM_TRY(lam_exchange_shape(job, columns[0], &shape));
    size_t n = shape.n_samples, size = n * n_columns;
    double *time_ms = lam_alloc(n + 2 * size, sizeof *time_ms);
    if (time_ms == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *trial = time_ms + n, *mean = trial + size;
    lam_saved_times(job->saved, &shape, time_ms);
    lam_status status = LAM_OK;
    for (size_t k = 0; k < n_trials && status == LAM_OK; k++) {
        char name[48];
        for (size_t i = 0; i < n_columns && status == LAM_OK; i++) {
            status = lam_exchange_read(job, job->how->trials[k], columns[i], 0, n, trial + i * n);
        }
        for (size_t i = 0; i < size; i++) {
            mean[i] += trial[i] / (double)n_trials;
        }
        lam_format(name, sizeof name, "dpl_%zu.txt", job->how->trials[k]);
        if (status == LAM_OK && is_folder && n_trials > 1) {
            status = lam_outputs_add(&job->outputs, name, &output);
            if (status == LAM_OK) {
                put_curves(output, n, n_columns, time_ms, trial);
            }
        }
    }
    status = status == LAM_OK ? lam_outputs_add(&job->outputs, "dpl.txt", &output) : status;
    if (status == LAM_OK) {
        put_curves(output, n, n_columns, time_ms, mean);
    }
    free(time_ms);
    return status;
}

static lam_status put_spikes(lam_exchange_job *job, size_t trial) {
    char name[48];
    double *time_ms = NULL, *gid = NULL;
    size_t n = 0;
    lam_output *output;
    lam_format(name, sizeof name, "spk_%zu.txt", trial);
    LAM_TRY(lam_outputs_add(&job->outputs, job->how->n_trials > 1 ? name : "spk.txt", &output));
    LAM_TRY(lam_exchange_spikes(job, trial, &n, &time_ms, &gid));
    for (size_t i = 0; i < n; i++) {
        lam_output_number(output, time_ms[i]);
        lam_output_text(output, "\t%.0f\t%s\n", gid[i], lam_exchange_population(job, gid[i]));
    }
    free(time_ms);
    free(gid);
    return LAM_OK;
}

lam_status lam_exchange_hnn(lam_exchange_job *job) {
    const char *columns[3];
    size_t n_columns = choose_columns(job, columns);
    if (n_columns == 0) {
        return lam_fail(LAM_ERR_INPUT, "%s: no dipole; accepted by --to hnn: results with a dipole",
                        job->facts->path);
    }
    LAM_TRY(put_dipoles(job, n_columns, columns));
    bool has_spikes =
        job->outputs.is_folder && job->facts->n_populations > 0 && job->how->signal == NULL;
    for (size_t k = 0; k < job->how->n_trials && has_spikes; k++) {
        LAM_TRY(put_spikes(job, job->how->trials[k]));
    }
    return LAM_OK;
}
