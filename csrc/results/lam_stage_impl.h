/* SPDX-License-Identifier: BSD-3-Clause
 * lam_stage_impl.h - trials that wait in folders of their own for the results (not public). */
#ifndef LAM_STAGE_IMPL_H
#define LAM_STAGE_IMPL_H

#include "laminae.h"

#include <dirent.h>

/* Of a run's results: where its trials are, and which of them are in the results already. */
typedef struct lam_stage {
    char *path_owned; /* NULL: trials are written into the results at once */
    size_t n_trials, n_taken;
    bool is_kept, *is_taken_owned;
} lam_stage;

/* How many finished trials are in the results, or kept. */
size_t lam_stage_count(const lam_stage *stage);
/* After the results are in place (`complete`) nothing is needed any more; else a kept one stays, if
 * there are finished trials in it. */
void lam_stage_close(lam_stage *stage, bool complete);

/* ---- their folders (lam_stage_sweep.c) ---- */

#define LAM_STAGE_NAME ".trials"    /* while a run lasts */
#define LAM_STAGE_KEPT "checkpoint" /* until its results are whole */

/* A folder of trials, below the folder of results `folder_fd`: whether it is one with nothing else
 * in it, whether it is one that is kept; remove those that are not, or one of this name. */
bool lam_stage_is(int folder_fd, const char *name);
bool lam_stage_is_kept(const char *name);
void lam_stage_sweep(const char *folder);
void lam_stage_remove(const char *folder, const char *name);
/* The next name in a folder that is neither . nor .. (NULL at the end), whether it is a trial's,
 * and the removal of what that has left in its folder. */
const char *lam_stage_next(DIR *folder);
bool lam_stage_is_number(const char *name);
void lam_stage_clear(int fd, const char *name);

/* ---- what their run is (lam_checkpoint.c) ---- */

/* How the run differs from the one whose trials are in a folder of that path, LAM_ERR_INPUT; the
 * first to come is written down there. */
lam_status lam_checkpoint_check(const char *path, const lam_run_facts *facts);
/* The name of the file that says it, and of the one that is to become it. */
bool lam_checkpoint_is(const char *name);

#endif
