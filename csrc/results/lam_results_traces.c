/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_traces.c - traces of cells: a file of each rank during the run, then datasets of the
 * results. */
#include "results/lam_results_impl.h"
#include "base/lam_spool_impl.h"
#include "base/lam_status_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* This many samples of a compressed trace are packed together. */
static const hsize_t max_chunk = 8192;

lam_status lam_results_traces(const char *directory, size_t rank, char *path_out, size_t size) {
    int length = snprintf(path_out, size, "%s/" LAM_TRACES "%zu.part", directory, rank);
    if (length < 0 || (size_t)length >= size) {
        return lam_fail(LAM_ERR_INPUT, "results: a folder's name of %zu bytes; accepted: below %zu",
                        strlen(directory), size);
    }
    return LAM_OK;
}

static lam_status write_trace(lam_results *results, const char *path, const char *units,
                              const lam_spool *spool, const double *samples, bool float32,
                              bool compress) {
    hsize_t n = spool->n_samples;
    return lam_results_write_dataset(
        results, &(lam_dataset){.path = path,
                                .units = units,
                                .rank = 1,
                                .dimensions = {n},
                                .file_type = float32 ? H5T_IEEE_F32LE : H5T_IEEE_F64LE,
                                .memory_type = H5T_NATIVE_DOUBLE,
                                .values = samples,
                                .chunk = !compress       ? 0
                                         : n < max_chunk ? n
                                                         : max_chunk,
                                .dt_ms = spool->dt_ms});
}

static lam_status write_spool(lam_results *results, size_t trial, const lam_spool *spool,
                              bool float32, bool compress) {
    double *samples = lam_alloc(spool->n_samples, sizeof *samples);
    lam_status status = samples != NULL ? LAM_OK : LAM_ERR_MEMORY;
    const char *text = spool->texts_owned;
    for (size_t i = 0; i < spool->n_traces && status == LAM_OK; i++) {
        const char *units = text + strlen(text) + 1;
        char path[LAM_SPOOL_PATH + 32];
        snprintf(path, sizeof path, "/trial/%zu/%s", trial, text);
        status = lam_spool_read(spool, i, samples);
        if (status == LAM_OK) {
            status = write_trace(results, path, units, spool, samples, float32, compress);
        }
        text = units + strlen(units) + 1;
    }
    free(samples);
    return status;
}

lam_status lam_results_write_traces(lam_results *results, size_t trial, const char *path,
                                    bool float32, bool compress) {
    lam_spool spool;
    lam_status status = lam_spool_open(path, &spool);
    if (status == LAM_OK) {
        status = write_spool(results, trial, &spool, float32, compress);
    }
    lam_spool_close(&spool);
    return status;
}
