/* SPDX-License-Identifier: BSD-3-Clause
 * lam_stage_impl.h - trials that wait, each in a folder of its own, for the results (not public).
 */
#ifndef LAM_STAGE_IMPL_H
#define LAM_STAGE_IMPL_H

#include "laminae.h"

#include <dirent.h>

/* Where a run's finished trials are, and which of them the results have already. */
typedef struct lam_stage {
    char *path_owned; /* NULL: trials go into the results directly */
    size_t n_trials, n_taken;
    bool is_kept, *is_taken_owned;
} lam_stage;

/* Returns how many finished trials there are in the results, or in the folders that are kept. */
size_t lam_stage_count(const lam_stage *stage);
/* If the results are in place (`complete`) the folders are not needed any more. Else kept ones with
 * finished trials stay. */
void lam_stage_close(lam_stage *stage, bool complete);

/* ---- their folders (lam_stage_sweep.c) ---- */

#define LAM_STAGE_NAME ".trials"    /* while a run lasts */
#define LAM_STAGE_KEPT "checkpoint" /* until its results are whole */

/* The folder `folder_fd` of results holds folders of trials. Does one of them hold trials and
 * nothing else? Is it kept? Remove those that are not kept, or the one of this name. */
bool lam_stage_is(int folder_fd, const char *name);
bool lam_stage_is_kept(const char *name);
void lam_stage_sweep(const char *folder);
void lam_stage_remove(const char *folder, const char *name);
/* Return the next name in a folder that is neither . nor .. (NULL at the end). Is it a trial's?
 * Remove what that trial has left in its folder. */
const char *lam_stage_next(DIR *folder);
bool lam_stage_is_number(const char *name);
void lam_stage_clear(int fd, const char *name);

/* Is a folder of this path that of one trial? */
bool lam_stage_holds(const char *path);

/* ---- what their run is (lam_checkpoint.c) ---- */

/* Compare the run with the one whose trials are in the folder of that path. LAM_ERR_INPUT says how
 * they differ. The first run to come is noted there. */
lam_status lam_checkpoint_check(const char *path, const lam_run_facts *facts);
/* The name of the file with that note, and of its part. */
bool lam_checkpoint_is(const char *name);

#endif
