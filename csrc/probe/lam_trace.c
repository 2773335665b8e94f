/* SPDX-License-Identifier: BSD-3-Clause
 * lam_trace.c - traces of single variables, recorded while a model runs, in bounded memory.
 *
 * Each trace has a row of samples in memory; a row that is full goes to the rank's file at once, by
 * the thread that filled it. So threads share nothing, and need not be at the same step. */
#include "lam_kernel.h"
#include "base/lam_spool_impl.h"
#include "base/lam_status_impl.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    MEMORY = 1 << 26, /* bytes of all rows, unless there are very many */
    SHORTEST = 64,    /* samples of a row; both are powers of two */
    LONGEST = 4096,
    PAGE = 4096,
    PAD = 8, /* between rows, so that they do not compete for the same cache lines */
};

static const size_t none = SIZE_MAX;

typedef struct trace {
    size_t path;     /* in texts_owned; the unit stands behind it */
    size_t previous; /* an earlier trace of the same gid, or none */
} trace;

struct lam_traces {
    size_t number; /* its own among others */
    size_t n, held;
    trace *traces_owned;
    size_t texts_size, texts_held;
    char *texts_owned; /* see lam_spool */
    size_t n_gids;
    size_t *last_owned; /* [n_gids] a gid's last trace, or none */
    bool sampled;
    double per_ms;    /* samples */
    double tolerance; /* of a sample's number */
    double *rows_owned;
    size_t row_stride;  /* of rows_owned */
    size_t *next_owned; /* [n] of each trace, the sample that comes next */
    lam_spool spool;
    atomic_int error;      /* an errno: what writing met first */
    _Atomic double gap_ms; /* when a sample came that was not the next; below 0: all were */
};

/* The traces that the mechanism LaminaeTrace feeds. */
static lam_traces *in_use = NULL;

lam_status lam_trace_create(size_t number, lam_traces **traces_out) {
    lam_traces *traces = lam_alloc(1, sizeof *traces);
    if (traces == NULL) {
        return LAM_ERR_MEMORY;
    }
    traces->number = number;
    traces->spool.fd = -1;
    *traces_out = traces;
    return LAM_OK;
}

static void free_rows(lam_traces *traces) {
    free(traces->rows_owned);
    free(traces->next_owned);
    traces->rows_owned = NULL;
    traces->next_owned = NULL;
}

static void end_spool(lam_traces *traces) {
    lam_spool_close(&traces->spool);
    free_rows(traces);
    traces->sampled = false;
}

void lam_trace_destroy(lam_traces *traces) {
    if (traces == NULL) {
        return;
    }
    if (in_use == traces) {
        in_use = NULL;
    }
    end_spool(traces);
    free(traces->traces_owned);
    free(traces->texts_owned);
    free(traces->last_owned);
    free(traces);
}

/* ---- which traces ---- */

static lam_status hold_gid(lam_traces *traces, size_t gid) {
    size_t before = traces->n_gids;
    LAM_GROW(traces->last_owned, gid + 1, &traces->n_gids);
    for (size_t i = before; i < traces->n_gids; i++) {
        traces->last_owned[i] = none;
    }
    return LAM_OK;
}

static void make_path(size_t gid, const char *section, const char *variable,
                      char path_out[LAM_SPOOL_PATH]) {
    snprintf(path_out, LAM_SPOOL_PATH, "cells/%zu/%.*s/%.*s", gid, LAM_RECORD_SIZE, section,
             LAM_RECORD_SIZE, variable);
}

static size_t find(const lam_traces *traces, size_t gid, const char *path) {
    size_t i = gid < traces->n_gids ? traces->last_owned[gid] : none;
    while (i != none && strcmp(traces->texts_owned + traces->traces_owned[i].path, path) != 0) {
        i = traces->traces_owned[i].previous;
    }
    return i;
}

lam_status lam_trace_add(lam_traces *traces, size_t gid, const char *section, const char *variable,
                         const char *units, size_t *slot_out) {
    char path[LAM_SPOOL_PATH];
    if (in_use == traces) {
        return lam_fail(LAM_ERR_STATE, "traces: a run lasts; add them before it");
    }
    if (gid > UINT32_MAX) {
        return lam_fail(LAM_ERR_INPUT, "traces: gid %zu; accepted: below 2^32", gid);
    }
    make_path(gid, section, variable, path);
    size_t slot = find(traces, gid, path);
    if (slot == none) {
        size_t path_size = strlen(path) + 1, units_size = strlen(units) + 1;
        LAM_TRY(hold_gid(traces, gid));
        LAM_GROW(traces->traces_owned, traces->n + 1, &traces->held);
        LAM_GROW(traces->texts_owned, traces->texts_size + path_size + units_size,
                 &traces->texts_held);
        memcpy(traces->texts_owned + traces->texts_size, path, path_size);
        memcpy(traces->texts_owned + traces->texts_size + path_size, units, units_size);
        slot = traces->n++;
        traces->traces_owned[slot] = (trace){traces->texts_size, traces->last_owned[gid]};
        traces->last_owned[gid] = slot;
        traces->texts_size += path_size + units_size;
    }
    *slot_out = slot;
    return LAM_OK;
}

lam_status lam_trace_find(const lam_traces *traces, size_t gid, const char *section,
                          const char *variable, size_t *slot_out) {
    char path[LAM_SPOOL_PATH];
    make_path(gid, section, variable, path);
    size_t slot = find(traces, gid, path);
    if (slot == none) {
        return lam_fail(LAM_ERR_INPUT, "traces: %s is not recorded on this rank", path);
    }
    *slot_out = slot;
    return LAM_OK;
}

size_t lam_trace_count(const lam_traces *traces) {
    return traces->n;
}

/* ---- a run ---- */

static size_t choose_row_length(size_t n_traces, size_t n_samples) {
    size_t length = LONGEST;
    while (length > SHORTEST &&
           (length / 2 >= n_samples || n_traces > MEMORY / sizeof(double) / length)) {
        length /= 2;
    }
    return length;
}

/* A step touches every row, each in a page of its own: large pages are found twice as fast. It does
 * not matter when there are none. */
static void use_large_pages(void *memory, size_t size) {
    size_t first = ((uintptr_t)memory + PAGE - 1) / PAGE * PAGE - (uintptr_t)memory;
    if (size > first) {
        madvise((char *)memory + first, size - first, MADV_HUGEPAGE);
    }
}

static lam_status make_rows(lam_traces *traces, size_t row_length) {
    traces->row_stride = row_length + PAD;
    size_t row_size = traces->row_stride * sizeof *traces->rows_owned;
    traces->rows_owned = lam_alloc(traces->n, row_size);
    traces->next_owned = lam_alloc(traces->n, sizeof *traces->next_owned);
    if (traces->rows_owned == NULL || traces->next_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    use_large_pages(traces->rows_owned, traces->n * row_size);
    return LAM_OK;
}

static lam_status make_spool(lam_traces *traces, const char *path) {
    traces->spool.texts_owned = lam_alloc(traces->texts_size, 1);
    if (traces->spool.texts_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    if (traces->texts_size > 0) {
        memcpy(traces->spool.texts_owned, traces->texts_owned, traces->texts_size);
    }
    return lam_spool_create(path, &traces->spool);
}

lam_status lam_trace_start(lam_traces *traces, const char *path, size_t n_samples, double dt_ms,
                           size_t every) {
    if (n_samples == 0 || every == 0 || !(dt_ms > 0)) {
        return lam_fail(LAM_ERR_INPUT,
                        "traces: every %zuth of %zu samples of %g ms; accepted: all above 0", every,
                        n_samples, dt_ms);
    }
    end_spool(traces);
    size_t n = (n_samples - 1) / every + 1, row_length = choose_row_length(traces->n, n);
    traces->spool = (lam_spool){.fd = -1,
                                .n_traces = traces->n,
                                .n_samples = n,
                                .row_length = row_length,
                                .texts_size = traces->texts_size,
                                .dt_ms = every > 1 ? dt_ms * (double)every : 0};
    lam_status status = make_rows(traces, row_length);
    if (status == LAM_OK) {
        status = make_spool(traces, path);
    }
    if (status != LAM_OK) {
        end_spool(traces);
        return status;
    }
    traces->per_ms = 1 / (dt_ms * (double)every);
    traces->tolerance = 0.25 / (double)every;
    traces->error = 0;
    traces->gap_ms = -1;
    in_use = traces;
    return LAM_OK;
}

static double *row_of(const lam_traces *traces, size_t slot) {
    return traces->rows_owned + slot * traces->row_stride;
}

/* What no sample comes to stays 0. */
static void write_row(lam_traces *traces, size_t slot, size_t block) {
    double *row = row_of(traces, slot);
    int error = lam_spool_write(&traces->spool, block, slot, row), no_error = 0;
    if (error != 0) {
        atomic_compare_exchange_strong(&traces->error, &no_error, error);
    }
    memset(row, 0, traces->spool.row_length * sizeof *row);
}

void lam_trace_sample(double t_ms, double number, double slot, double value) {
    lam_traces *traces = in_use;
    if (traces == NULL || number != (double)traces->number ||
        !(slot >= 0 && slot < (double)traces->n)) {
        return;
    }
    double at = t_ms * traces->per_ms, sample = nearbyint(at);
    if (!(fabs(at - sample) <= traces->tolerance && sample >= 0 &&
          sample < (double)traces->spool.n_samples)) {
        return;
    }
    size_t row_length = traces->spool.row_length, i = (size_t)sample;
    size_t k = i & (row_length - 1), *next = &traces->next_owned[(size_t)slot];
    bool is_first = *next == 0 && i == 1; /* the one at t = 0 may be left out */
    if (i != *next && !is_first) {
        traces->gap_ms = traces->gap_ms < 0 ? t_ms : traces->gap_ms;
        return;
    }
    *next = i + 1;
    row_of(traces, (size_t)slot)[k] = value;
    if (k == row_length - 1) {
        write_row(traces, (size_t)slot, i / row_length);
    }
}

lam_status lam_trace_finish(lam_traces *traces) {
    if (in_use != traces) {
        return lam_fail(LAM_ERR_STATE, "traces: finish without lam_trace_start");
    }
    in_use = NULL;
    for (size_t i = 0; i < traces->n; i++) {
        if (traces->next_owned[i] % traces->spool.row_length > 0) {
            write_row(traces, i, traces->next_owned[i] / traces->spool.row_length);
        }
    }
    free_rows(traces);
    if (traces->gap_ms >= 0) {
        return lam_fail(LAM_ERR_STATE,
                        "traces: the sample at t = %g ms is not %g ms after the last; accepted: "
                        "the dt of the run's start, fixed",
                        traces->gap_ms, 1 / traces->per_ms);
    }
    if (traces->error != 0) {
        return lam_spool_fail(&traces->spool, "write", traces->error);
    }
    LAM_TRY(lam_spool_finish(&traces->spool));
    traces->sampled = true;
    return LAM_OK;
}

lam_status lam_trace_samples(const lam_traces *traces, size_t *n_out) {
    if (!traces->sampled) {
        return lam_fail(LAM_ERR_STATE, "traces: read before lam_trace_finish");
    }
    *n_out = traces->spool.n_samples;
    return LAM_OK;
}

lam_status lam_trace_read(const lam_traces *traces, size_t slot, double *samples_out) {
    size_t n;
    LAM_TRY(lam_trace_samples(traces, &n));
    if (slot >= traces->spool.n_traces) {
        return lam_fail(LAM_ERR_INPUT, "traces: trace %zu; accepted: below %zu", slot,
                        traces->spool.n_traces);
    }
    return lam_spool_read(&traces->spool, slot, samples_out);
}
