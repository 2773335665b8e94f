/* SPDX-License-Identifier: BSD-3-Clause
 * lam_folder_impl.h - the folder of a run's results, its names and its lock (not public). */
#ifndef LAM_FOLDER_IMPL_H
#define LAM_FOLDER_IMPL_H

#include "laminae.h"

#include <limits.h>

/* A folder whose results are replaced as a whole (lam_folder.c): new files are written as parts,
 * under names of their own, until lam_folder_publish gives them their final names. */
typedef struct lam_folder {
    char *path_owned;
    size_t made; /* length of the shortest prefix of the path that had to be made; 0: none */
    int fd, lock_fd;
} lam_folder;

#define LAM_LOCK_NAME    ".lock"
#define LAM_RESULTS_NAME "results.h5" /* once this one has its name, the results are whole */
#define LAM_TRACES       ".traces_"   /* of rank N, while a run lasts: .traces_N.part */

/* Make, check and lock the folder, and sweep away the parts of killed runs. Trials that are kept
 * there (lam_stage.c) are refused unless the run `resumes`. */
lam_status lam_folder_open(const char *path, bool resumes, lam_folder *folder_out);
/* A new, empty part that will be called `name`, which must be the name of a result. */
lam_status lam_folder_part(const lam_folder *folder, const char *name, int *fd_out);
/* The path of that part; owned by the caller, NULL when out of memory. */
char *lam_folder_part_path(const lam_folder *folder, const char *name);
/* Whether an earlier run's results are there. */
bool lam_folder_has_results(const lam_folder *folder);
/* Remove the parts that are texts of a trial, KIND_<which>.txt. */
void lam_folder_drop(const lam_folder *folder, const char *which);
/* Give all parts their final names, results.h5 last, and remove other results. On failure
 * lam_folder_close puts back what was there. */
lam_status lam_folder_publish(lam_folder *folder);
/* Remove the parts, folders made for nothing and the lock. Keeps lam_error(). */
void lam_folder_close(lam_folder *folder);

/* Lock it for this process (lam_lock.c), and whether one has asked for the run's end since the last
 * call, as lam_results_asked. */
lam_status lam_lock(lam_folder *folder);
bool lam_lock_asked(const lam_folder *folder, int *exit_status_out, char *line_out,
                    size_t line_size);

/* ---- names (lam_folder_names.c) ---- */

enum { LAM_PART_SIZE = NAME_MAX + 32 }; /* a name, and what makes it the name of a part */

/* Whether a file of this name may be a result, or something of a run that writes them. */
bool lam_folder_may_hold(const char *name);
bool lam_folder_is_result(const char *name);
bool lam_folder_is_traces(const char *name);
/* The name of the part of a result that a process writes, or this process. */
void lam_folder_part_name(const char *result, long process, char name_out[LAM_PART_SIZE]);
void lam_folder_own_part(const char *result, char name_out[LAM_PART_SIZE]);
/* Whether it is a part, or one of this process: the name of its result goes to result_out. */
bool lam_folder_is_part(const char *name, char result_out[LAM_PART_SIZE]);
bool lam_folder_is_own_part(const char *name, char result_out[LAM_PART_SIZE]);

#endif
