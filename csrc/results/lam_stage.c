/* SPDX-License-Identifier: BSD-3-Clause
 * lam_stage.c - finished trials wait, each in a folder of its own, until the results take them. */
#include "results/lam_stage_impl.h"
#include "base/lam_file_impl.h"
#include "results/lam_results_impl.h"
#include "base/lam_status_impl.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <hdf5.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_PATH = 4096, BUFFER = 65536 };

size_t lam_stage_count(const lam_stage *stage) {
    DIR *folder = stage->is_kept ? opendir(stage->path_owned) : NULL;
    size_t n_kept = 0;
    for (const char *each; folder != NULL && (each = lam_stage_next(folder)) != NULL;) {
        char file[MAX_PATH];
        snprintf(file, sizeof file, "%s/" LAM_RESULTS_NAME, each);
        n_kept += lam_stage_is_number(each) && faccessat(dirfd(folder), file, F_OK, 0) == 0;
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return stage->is_kept ? n_kept : stage->n_taken;
}

void lam_stage_close(lam_stage *stage, bool complete) {
    if (stage->path_owned != NULL && stage->is_kept && (complete || lam_stage_count(stage) == 0)) {
        char parent[MAX_PATH];
        int length = (int)(strlen(stage->path_owned) - strlen(LAM_STAGE_KEPT));
        snprintf(parent, sizeof parent, "%.*s", length, stage->path_owned);
        lam_stage_remove(parent, LAM_STAGE_KEPT);
    }
    free(stage->path_owned);
    free(stage->is_taken_owned);
    *stage = (lam_stage){.path_owned = NULL};
}

/* ---- claiming ---- */

static lam_status stage_path(const char *directory, bool is_kept, char path_out[MAX_PATH]) {
    int length =
        snprintf(path_out, MAX_PATH, "%s/%s", directory, is_kept ? LAM_STAGE_KEPT : LAM_STAGE_NAME);
    if (length < 0 || length >= MAX_PATH - NAME_MAX) {
        return lam_fail(LAM_ERR_INPUT, "results: a folder's name of %zu bytes; accepted: below %d",
                        strlen(directory), MAX_PATH - NAME_MAX);
    }
    return LAM_OK;
}

lam_status lam_trial_path(const char *directory, bool is_kept, size_t trial, char *path_out,
                          size_t path_size) {
    char folder[MAX_PATH];
    LAM_TRY(stage_path(directory, is_kept, folder));
    int length = snprintf(path_out, path_size, "%s/%zu", folder, trial);
    return length > 0 && (size_t)length < path_size
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT, "results: a path of %d bytes; accepted: below %zu", length,
                          path_size);
}

lam_status lam_trial_claim(const char *path, bool *is_mine_out) {
    bool is_made = mkdir(path, 0777) == 0;
    if (!is_made && errno != EEXIST) {
        return lam_fail(LAM_ERR_IO, "cannot make the folder '%s': %s", path, strerror(errno));
    }
    *is_mine_out = is_made;
    return LAM_OK;
}

/* ---- what is there ---- */

/* Opens the file of a finished trial. It gets its name last, when it is whole. Below 0: there is
 * none. */
static lam_status open_trial(const lam_stage *stage, size_t trial, hid_t *file_out) {
    char path[MAX_PATH], name[40];
    *file_out = -1;
    snprintf(path, sizeof path, "%s/%zu/" LAM_RESULTS_NAME, stage->path_owned, trial);
    if (access(path, F_OK) != 0) {
        return LAM_OK;
    }
    LAM_TRY(lam_results_open(path, file_out));
    snprintf(name, sizeof name, "/trial/%zu", trial);
    if (*file_out >= 0 && (H5Lexists(*file_out, "/trial", H5P_DEFAULT) <= 0 ||
                           H5Lexists(*file_out, name, H5P_DEFAULT) <= 0)) {
        H5Fclose(*file_out);
        *file_out = -1;
    }
    return LAM_OK;
}

/* Removes the trials that are not finished. The finished ones belong to the run if it has so
 * many. */
static lam_status look_through(const lam_stage *stage, DIR *folder, bool *is_there) {
    for (const char *each; (each = lam_stage_next(folder)) != NULL;) {
        size_t trial = lam_stage_is_number(each) ? strtoul(each, NULL, 10) : 0;
        hid_t file = -1;
        if (lam_stage_is_number(each)) {
            LAM_TRY(open_trial(stage, trial, &file));
        }
        if (file >= 0) {
            H5Fclose(file);
            if (trial >= stage->n_trials) {
                return lam_fail(
                    LAM_ERR_INPUT,
                    "trials: %zu; accepted: %zu or more, as there are in '%s'; to begin "
                    "anew: remove that",
                    stage->n_trials, trial + 1, stage->path_owned);
            }
            is_there[trial] = true;
        } else if (lam_stage_is_number(each)) {
            lam_stage_clear(dirfd(folder), each);
            unlinkat(dirfd(folder), each, AT_REMOVEDIR);
        }
    }
    return LAM_OK;
}

static lam_status prepare(lam_stage *stage, const lam_run_facts *facts, bool *is_there) {
    if (mkdir(stage->path_owned, 0777) != 0 && errno != EEXIST) {
        return lam_fail(LAM_ERR_IO, "cannot make the folder '%s': %s", stage->path_owned,
                        strerror(errno));
    }
    if (facts != NULL) {
        LAM_TRY(lam_checkpoint_check(stage->path_owned, facts));
    }
    DIR *folder = opendir(stage->path_owned);
    if (folder == NULL) {
        return lam_fail(LAM_ERR_IO, "cannot read the folder '%s': %s", stage->path_owned,
                        strerror(errno));
    }
    lam_status status = look_through(stage, folder, is_there);
    closedir(folder);
    return status;
}

lam_status lam_results_stage(lam_results *results, size_t n_trials, const lam_run_facts *facts,
                             bool *is_there_out) {
    lam_stage *stage = &results->stage;
    char path[MAX_PATH];
    LAM_TRY(stage_path(results->folder.path_owned, facts != NULL, path));
    stage->is_kept = facts != NULL;
    stage->n_trials = n_trials;
    stage->is_taken_owned = lam_alloc(n_trials, sizeof *stage->is_taken_owned);
    stage->path_owned = strdup(path);
    if (stage->is_taken_owned == NULL || stage->path_owned == NULL) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: %zu trials", n_trials);
    }
    memset(is_there_out, 0, n_trials * sizeof *is_there_out);
    return prepare(stage, facts, is_there_out);
}

/* ---- taking over ---- */

static lam_status copy_trial(lam_results *results, hid_t from, size_t trial) {
    char name[40];
    hsize_t size;
    snprintf(name, sizeof name, "/trial/%zu", trial);
    if (H5Fget_filesize(from, &size) < 0) {
        return lam_results_fail(results, name);
    }
    LAM_TRY(lam_results_reserve(results, (size_t)size));
    hid_t links = H5Pcreate(H5P_LINK_CREATE);
    H5Pset_create_intermediate_group(links, 1);
    herr_t copied = H5Ocopy(from, name, results->file, name, H5P_DEFAULT, links);
    H5Pclose(links);
    return copied < 0 ? lam_results_fail(results, name) : LAM_OK;
}

/* Returns 0 or an errno. */
static int copy_bytes(int from, int to) {
    char buffer[BUFFER];
    size_t done = 0;
    for (ssize_t n; (n = read(from, buffer, sizeof buffer)) != 0; done += (size_t)n) {
        int error = n < 0 ? errno : lam_file_write_at(to, buffer, (size_t)n, done);
        if (error != 0) {
            return error;
        }
    }
    return fsync(to) == 0 ? 0 : errno;
}

static lam_status copy_text(const lam_folder *folder, int trial_fd, const char *name) {
    int to;
    LAM_TRY(lam_folder_part(folder, name, &to));
    int from = openat(trial_fd, name, O_RDONLY | O_CLOEXEC);
    int error = from < 0 ? errno : copy_bytes(from, to);
    if (from >= 0) {
        close(from);
    }
    if (close(to) != 0 && error == 0) {
        error = errno;
    }
    return error == 0 ? LAM_OK
                      : lam_fail(LAM_ERR_IO, "cannot write '%s/%s': %s", folder->path_owned, name,
                                 strerror(error));
}

static lam_status copy_texts(lam_results *results, const lam_stage *stage, size_t trial) {
    char path[MAX_PATH];
    snprintf(path, sizeof path, "%s/%zu", stage->path_owned, trial);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return lam_fail(LAM_ERR_IO, "cannot read the folder '%s': %s", path, strerror(errno));
    }
    lam_status status = LAM_OK;
    for (const char *each; status == LAM_OK && (each = lam_stage_next(folder)) != NULL;) {
        const char *dot = strrchr(each, '.');
        if (lam_folder_may_hold(each) && dot != NULL && strcmp(dot, ".txt") == 0) {
            status = copy_text(&results->folder, dirfd(folder), each);
        }
    }
    closedir(folder);
    return status;
}

/* The folders of trials that are not kept stay empty, so that nobody claims these trials again. */
static lam_status take(lam_results *results, lam_stage *stage, size_t trial) {
    hid_t file;
    LAM_TRY(open_trial(stage, trial, &file));
    if (file < 0) {
        return LAM_OK;
    }
    lam_results_begin_trial(results, trial);
    lam_status status = copy_trial(results, file, trial);
    H5Fclose(file);
    if (status == LAM_OK) {
        status = copy_texts(results, stage, trial);
    }
    if (status != LAM_OK) {
        lam_results_drop_trial(results);
        return status;
    }
    lam_results_end_trial(results);
    if (!stage->is_kept) {
        char name[24];
        int fd = open(stage->path_owned, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        snprintf(name, sizeof name, "%zu", trial);
        lam_stage_clear(fd, name);
        close(fd);
    }
    stage->is_taken_owned[trial] = true;
    stage->n_taken++;
    return LAM_OK;
}

lam_status lam_results_take(lam_results *results, bool in_order, size_t *n_taken_out) {
    lam_stage *stage = &results->stage;
    if (stage->path_owned == NULL) {
        return lam_fail(LAM_ERR_STATE, "results: lam_results_stage comes before lam_results_take");
    }
    size_t first = in_order ? stage->n_taken : 0;
    for (size_t k = first; k < stage->n_trials; k++) {
        if (!stage->is_taken_owned[k]) {
            LAM_TRY(take(results, stage, k));
        }
        if (in_order && !stage->is_taken_owned[k]) {
            break;
        }
    }
    *n_taken_out = stage->n_taken;
    return LAM_OK;
}
