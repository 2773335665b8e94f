/* SPDX-License-Identifier: BSD-3-Clause
 * record.h - what to record, and the traces. */
#ifndef LAMINAE_RECORD_H
#define LAMINAE_RECORD_H

#include "laminae/network.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { LAM_RECORD_SIZE = 256 }; /* bytes of each part */

/* KIND[:WHO[:SECTION]]. WHO and SECTION are "all" if they are not given. */
typedef struct lam_record {
    char kind[LAM_RECORD_SIZE];    /* "v", "ca", "i", or a variable that NEURON knows */
    char who[LAM_RECORD_SIZE];     /* "all", a population, or gids: "0,3,170-179" */
    char section[LAM_RECORD_SIZE]; /* "all", or a section that one of those cells has */
} lam_record;

/* Read such a text. is_selected_out[n_gids of the model] says for each gid whether it is one of
 * the cells. LAM_ERR_INPUT names the part, its value and what is accepted. */
lam_status lam_record_read(const lam_network *network, const char *text, lam_record *record_out,
                           bool *is_selected_out);
/* Always LAM_ERR_INPUT. It says that nothing could be recorded for `text`, whose kind is `kind`,
 * and lists the n_kinds kinds of variables that the network has. */
lam_status lam_record_refuse(const char *text, const char *kind, size_t n_kinds,
                             const char *const *kinds);
/* The number of steps of dt_ms from one sample to the next, if a sample is taken each record_dt_ms.
 * LAM_ERR_INPUT: it is no whole number. */
lam_status lam_record_every(double record_dt_ms, double dt_ms, size_t *every_out);

/* Traces: samples of single variables, one variable a trace. They are written to a file while the
 * run goes; at most 64 MB, or 576 bytes a trace, are in memory. Calling order: create, add; for
 * each run start, (the mechanism LaminaeTrace calls lam_trace_sample), finish; then read. The
 * mechanism reaches the one object that has started and not yet finished. */
typedef struct lam_traces lam_traces;

/* number: the mechanism says it with each sample, to tell this object from others. */
lam_status lam_trace_create(size_t number, lam_traces **traces_out);
void lam_trace_destroy(lam_traces *traces);
/* Add a trace of a variable in a section of a cell. *slot_out is its number, counted from 0. If the
 * same trace was added before, it is that trace's number. */
lam_status lam_trace_add(lam_traces *traces, size_t gid, const char *section, const char *variable,
                         const char *units, size_t *slot_out);
/* The number of a trace. LAM_ERR_INPUT: there is no such trace. */
lam_status lam_trace_find(const lam_traces *traces, size_t gid, const char *section,
                          const char *variable, size_t *slot_out);
size_t lam_trace_count(const lam_traces *traces);
/* Begin a run: make the file and reserve its place on the disk. The run has n_samples steps of
 * dt_ms, the first at t = 0; every `every`th is kept. path: see lam_results_traces; NULL: a file
 * without a name in the folder TMPDIR, else /var/tmp, which vanishes with the process. The samples
 * of an earlier run are lost. */
lam_status lam_trace_start(lam_traces *traces, const char *path, size_t n_samples, double dt_ms,
                           size_t every);
/* After a run: the rest is written; of one that ended early, samples that it did not reach are 0.
 * Also reports what could not be written during the run, and samples that were passed over, as by a
 * dt that was raised in mid-run. */
lam_status lam_trace_finish(lam_traces *traces);
/* After a run: the number of samples of each trace, and the samples of one trace. */
lam_status lam_trace_samples(const lam_traces *traces, size_t *n_out);
lam_status lam_trace_read(const lam_traces *traces, size_t slot, double *samples_out);

#ifdef __cplusplus
}
#endif

#endif
