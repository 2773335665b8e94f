/* SPDX-License-Identifier: BSD-3-Clause
 * lam_folder_impl.h - the folder of a run's results, its names and its lock (not public). */
#ifndef LAM_FOLDER_IMPL_H
#define LAM_FOLDER_IMPL_H

#include "laminae.h"

#include <limits.h>

/* A folder whose results are replaced as a whole (lam_folder.c). New files are parts, with names of
 * their own, until lam_folder_publish gives them their final names. */
typedef struct lam_folder {
    char *path_owned;
    size_t made; /* length of the shortest prefix of the path that had to be made; 0: none */
    int fd, lock_fd;
} lam_folder;

#define LAM_LOCK_NAME    ".lock"
#define LAM_RESULTS_NAME "results.h5" /* when it has this name, the results are whole */
/* The results that could not be closed. A folder that holds them is refused: they are the user's.
 */
#define LAM_UNFINISHED_NAME "results_unfinished.h5"
#define LAM_TRACES          ".traces_" /* of rank N, during a run: .traces_N.part */

/* Make, check and lock the folder, and remove the parts of killed runs. Finished trials in it
 * (lam_stage.c) are refused unless the run `resumes`. */
lam_status lam_folder_open(const char *path, bool resumes, lam_folder *folder_out);
/* Make a new, empty part whose final name is `name`, the name of a result. */
lam_status lam_folder_part(const lam_folder *folder, const char *name, int *fd_out);
/* Return the path of that part. The caller frees it. NULL: out of memory. */
char *lam_folder_part_path(const lam_folder *folder, const char *name);
/* Are an earlier run's results there? */
bool lam_folder_has_results(const lam_folder *folder);
/* Remove the parts that are texts of a trial, KIND_<which>.txt. */
void lam_folder_drop(const lam_folder *folder, const char *which);
/* Give all parts their final names, results.h5 last, and remove all other results. After a failure
 * lam_folder_close puts back what was there. */
lam_status lam_folder_publish(lam_folder *folder);
/* Instead, after a failure: put back what was there, and give the part of results.h5 the name
 * LAM_UNFINISHED_NAME. false: it did not get this name. */
bool lam_folder_keep(const lam_folder *folder);
/* Remove the parts, the lock, and folders that were made for nothing. lam_error() stays. */
void lam_folder_close(lam_folder *folder);

/* Lock the folder for this process (lam_lock.c). See whether another process has asked for the end
 * of the run since the last call, as lam_results_asked does. */
lam_status lam_lock(lam_folder *folder);
bool lam_lock_asked(const lam_folder *folder, int *exit_status_out, char *line_out,
                    size_t line_size);

/* ---- names (lam_folder_names.c) ---- */

enum { LAM_PART_SIZE = NAME_MAX + 32 }; /* a name, and what is added to it in the name of a part */

/* May a file of this name be a result, or a file that a run needs while it writes results? */
bool lam_folder_may_hold(const char *name);
bool lam_folder_is_result(const char *name);
bool lam_folder_is_traces(const char *name);
/* Write the name of the part of a result: one that `process` writes, or this process. */
void lam_folder_part_name(const char *result, long process, char name_out[LAM_PART_SIZE]);
void lam_folder_own_part(const char *result, char name_out[LAM_PART_SIZE]);
/* Is it the name of a part, or of one of this process? The name of its result goes to
 * result_out. */
bool lam_folder_is_part(const char *name, char result_out[LAM_PART_SIZE]);
bool lam_folder_is_own_part(const char *name, char result_out[LAM_PART_SIZE]);

#endif
