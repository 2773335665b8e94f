/* SPDX-License-Identifier: BSD-3-Clause
 * lam_stage_impl.h - trials that wait in folders of their own for the results (not public). */
#ifndef LAM_STAGE_IMPL_H
#define LAM_STAGE_IMPL_H

#include "laminae.h"

/* Of a run's results: where its trials are, and which of them are in the results already. */
typedef struct lam_stage {
    char *path_owned; /* NULL: trials are written into the results at once */
    size_t n_trials, n_taken;
    bool is_kept, *is_taken_owned;
} lam_stage;

lam_stage *lam_results_stage_of(lam_results *results);
/* How many finished trials are in the results, or kept. */
size_t lam_stage_count(const lam_stage *stage);
/* After the results are in place (`complete`) nothing is needed any more; else a kept one stays, if
 * there are finished trials in it. */
void lam_stage_close(lam_stage *stage, bool complete);

/* A folder of trials, below the folder of results `folder_fd`: whether it is one with nothing else
 * in it, whether it is one that is kept; remove those that are not. */
bool lam_stage_is(int folder_fd, const char *name);
bool lam_stage_is_kept(const char *name);
void lam_stage_sweep(const char *folder);

/* How the run differs from the one whose trials are in a folder of that path, LAM_ERR_INPUT; the
 * first to come is written down there. */
lam_status lam_checkpoint_check(const char *path, const lam_run_facts *facts);
/* The name of the file that says it, and of the one that is to become it. */
bool lam_checkpoint_is(const char *name);

#endif
