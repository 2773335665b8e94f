/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spool_impl.h - the file that holds the traces of one rank while a run lasts (not public).
 *
 * A header, the texts, then block after block of samples: row_length of the first trace, as many of
 * the second, and so on. The last block is as long as the others, its end without meaning. */
#ifndef LAM_SPOOL_IMPL_H
#define LAM_SPOOL_IMPL_H

#include "laminae.h"

enum { LAM_SPOOL_PATH = 64 + 2 * LAM_RECORD_SIZE }; /* bytes of the path of a trace, at most */

typedef struct lam_spool {
    int fd;            /* -1: closed */
    char *path_owned;  /* NULL: the file has no name */
    char *texts_owned; /* of each trace: its path and its unit, each ended by '\0' */
    size_t n_traces, n_samples, row_length, texts_size;
    double dt_ms; /* between samples; 0: the step of the run */
    size_t data;  /* where in the file the first block begins */
} lam_spool;

/* Make the file and reserve its place on the disk; a file of that name is replaced. path NULL: a
 * file without a name in TMPDIR, else /var/tmp. Given in *spool: the sizes, dt_ms and texts_owned;
 * whether this succeeds or not the caller closes it. */
lam_status lam_spool_create(const char *path, lam_spool *spool);
/* The samples of one trace in one block. Returns 0 or an errno; several threads at once may write
 * different rows. */
int lam_spool_write(const lam_spool *spool, size_t block, size_t trace, const double *row);
/* All is written: what has a name can now be read by others. */
lam_status lam_spool_finish(lam_spool *spool);
/* The file of another rank. The caller closes *spool, whether this succeeds or not. */
lam_status lam_spool_open(const char *path, lam_spool *spool);
/* The n_samples samples of a trace. */
lam_status lam_spool_read(const lam_spool *spool, size_t trace, double *samples_out);
/* Close it; the file stays. */
void lam_spool_close(lam_spool *spool);
/* Set lam_error() to the line that says why the file could not be used. */
lam_status lam_spool_fail(const lam_spool *spool, const char *what, int error);

#endif
