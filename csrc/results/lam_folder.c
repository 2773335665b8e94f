/* SPDX-License-Identifier: BSD-3-Clause
 * lam_folder.c - a folder of results: one run makes it, or replaces all of it. */
#include "base/lam_file_impl.h"
#include "results/lam_folder_impl.h"
#include "results/lam_stage_impl.h"
#include "base/lam_status_impl.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the names in the folder ---- */

static int not_dots(const struct dirent *entry) {
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int list(const lam_folder *folder, struct dirent ***entries_out) {
    *entries_out = NULL;
    return scandir(folder->path_owned, entries_out, not_dots, by_name);
}

static void free_list(struct dirent **entries, int n) {
    for (int i = 0; i < n; i++) {
        free(entries[i]);
    }
    free(entries);
}

static lam_status refuse_name(const lam_folder *folder, const char *name) {
    return lam_fail(LAM_ERR_INPUT,
                    "the folder '%s' holds '%s', which is not the result of a run: "
                    "choose another folder for the results, or move that file away",
                    folder->path_owned, name);
}

static lam_status refuse_kept(const lam_folder *folder, const char *name) {
    return lam_fail(LAM_ERR_INPUT,
                    "the folder '%s' holds finished trials of a run that was stopped: go on with "
                    "--checkpoint, choose another folder, or remove '%s/%s' to begin anew",
                    folder->path_owned, folder->path_owned, name);
}

/* Refuses a folder that holds anything which no run of ours writes, or the trials of a run that is
 * to go on. */
static lam_status check_content(const lam_folder *folder, bool resumes) {
    struct dirent **entries;
    int n = list(folder, &entries);
    if (n < 0) {
        return lam_fail(lam_kind_of(errno), "cannot read the folder '%s': %s", folder->path_owned,
                        strerror(errno));
    }
    lam_status status = LAM_OK;
    for (int i = 0; i < n && status == LAM_OK; i++) {
        const char *name = entries[i]->d_name;
        struct stat file;
        bool ours = lam_folder_may_hold(name);
        if (ours && fstatat(folder->fd, name, &file, AT_SYMLINK_NOFOLLOW) == 0) {
            ours = S_ISREG(file.st_mode);
        }
        if (!ours && !lam_stage_is(folder->fd, name)) {
            status = refuse_name(folder, name);
        } else if (lam_stage_is_kept(name) && !resumes) {
            status = refuse_kept(folder, name);
        }
    }
    free_list(entries, n);
    return status;
}

/* ---- putting results in the place of others ----
 *
 * All old ones but results.h5 are first set aside, as parts of a process 0; that they are is marked
 * by an empty part of results.h5 set aside. Then the new ones get their names, results.h5 last: as
 * long as it is a part, all others can be put back, here after a failure and, after a kill, by the
 * next run. */

enum { ASIDE = 0 };

static bool is_other_result(const char *name) {
    return lam_folder_is_result(name) && strcmp(name, LAM_RESULTS_NAME) != 0;
}

static bool move(const lam_folder *folder, const char *from, const char *to) {
    return renameat(folder->fd, from, folder->fd, to) == 0;
}

/* Is results.h5 still a part? */
static bool is_undecided(struct dirent **entries, int n) {
    char result[LAM_PART_SIZE], mark[LAM_PART_SIZE];
    lam_folder_part_name(LAM_RESULTS_NAME, ASIDE, mark);
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        if (lam_folder_is_part(name, result) && strcmp(result, LAM_RESULTS_NAME) == 0 &&
            strcmp(name, mark) != 0) {
            return true;
        }
    }
    return false;
}

static void put_back(const lam_folder *folder) {
    char name[LAM_PART_SIZE], aside[LAM_PART_SIZE], mark[LAM_PART_SIZE];
    struct dirent **entries;
    int n = list(folder, &entries);
    bool is_needed = is_undecided(entries, n);
    lam_folder_part_name(LAM_RESULTS_NAME, ASIDE, mark);
    if (is_needed && faccessat(folder->fd, mark, F_OK, 0) == 0) {
        for (int i = 0; i < n; i++) {
            if (is_other_result(entries[i]->d_name)) { /* it is new */
                unlinkat(folder->fd, entries[i]->d_name, 0);
            }
        }
        unlinkat(folder->fd, mark, 0); /* from here on, files with final names are old */
    }
    for (int i = 0; i < n && is_needed; i++) {
        if (lam_folder_is_part(entries[i]->d_name, name) && is_other_result(name)) {
            lam_folder_part_name(name, ASIDE, aside);
            if (strcmp(entries[i]->d_name, aside) == 0) {
                move(folder, aside, name);
            }
        }
    }
    free_list(entries, n);
}

static lam_status set_aside(const lam_folder *folder, struct dirent **entries, int n) {
    char aside[LAM_PART_SIZE];
    for (int i = 0; i < n; i++) {
        const char *old = entries[i]->d_name;
        lam_folder_part_name(old, ASIDE, aside);
        if (is_other_result(old) && !move(folder, old, aside)) {
            return lam_fail(LAM_ERR_IO, "cannot set the old '%s/%s' aside: %s", folder->path_owned,
                            old, strerror(errno));
        }
    }
    lam_folder_part_name(LAM_RESULTS_NAME, ASIDE, aside);
    int mark = openat(folder->fd, aside, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (mark < 0 || close(mark) != 0) {
        return lam_fail(LAM_ERR_IO, "cannot write to the folder '%s': %s", folder->path_owned,
                        strerror(errno));
    }
    return LAM_OK;
}

static lam_status publish_part(const lam_folder *folder, const char *name) {
    char part[LAM_PART_SIZE];
    lam_folder_own_part(name, part);
    return move(folder, part, name) ? LAM_OK
                                    : lam_fail(LAM_ERR_IO, "cannot put '%s' into '%s': %s", name,
                                               folder->path_owned, strerror(errno));
}

static lam_status publish(const lam_folder *folder, struct dirent **entries, int n) {
    char name[LAM_PART_SIZE];
    LAM_TRY(set_aside(folder, entries, n));
    for (int i = 0; i < n; i++) {
        if (lam_folder_is_own_part(entries[i]->d_name, name) &&
            strcmp(name, LAM_RESULTS_NAME) != 0) {
            LAM_TRY(publish_part(folder, name));
        }
    }
    return publish_part(folder, LAM_RESULTS_NAME);
}

lam_status lam_folder_publish(lam_folder *folder) {
    struct dirent **entries;
    int n = list(folder, &entries);
    if (n < 0) {
        return lam_fail(LAM_ERR_IO, "cannot read the folder '%s': %s", folder->path_owned,
                        strerror(errno));
    }
    lam_status status = publish(folder, entries, n);
    free_list(entries, n);
    if (status == LAM_OK) {
        folder->made = 0; /* they hold results now */
    }
    return status;
}

bool lam_folder_keep(const lam_folder *folder) {
    char part[LAM_PART_SIZE];
    put_back(folder); /* while results.h5 is a part */
    lam_folder_own_part(LAM_RESULTS_NAME, part);
    return move(folder, part, LAM_UNFINISHED_NAME);
}

/* Only the owner of the lock may do this: then each part is its own or that of a killed run. */
static void remove_parts(const lam_folder *folder) {
    char result[LAM_PART_SIZE];
    struct dirent **entries;
    put_back(folder);
    int n = list(folder, &entries);
    for (int i = 0; i < n; i++) {
        if (lam_folder_is_part(entries[i]->d_name, result) ||
            lam_folder_is_traces(entries[i]->d_name)) {
            unlinkat(folder->fd, entries[i]->d_name, 0);
        }
    }
    free_list(entries, n);
    lam_stage_sweep(folder->path_owned);
}

/* ---- making ---- */

static bool is_folder(const char *path) {
    struct stat file;
    return stat(path, &file) == 0 && S_ISDIR(file.st_mode);
}

static lam_status make_folders(lam_folder *folder) {
    char *path = folder->path_owned;
    for (size_t i = 1; i <= strlen(path); i++) {
        char separator = path[i];
        if (separator != '/' && separator != '\0') {
            continue;
        }
        path[i] = '\0';
        bool made = mkdir(path, 0777) == 0;
        int why = errno;
        if (!made && !is_folder(path)) {
            return lam_fail(lam_kind_of(why), "cannot make the folder for the results: %s: '%s'",
                            why == EEXIST ? "there is a file of that name" : strerror(why), path);
        }
        path[i] = separator;
        if (made && folder->made == 0) {
            folder->made = i;
        }
    }
    return LAM_OK;
}

static void unmake_folders(lam_folder *folder) {
    char *path = folder->path_owned;
    for (size_t i = strlen(path); folder->made > 0 && i >= folder->made; i--) {
        if (path[i] == '/' || path[i] == '\0') {
            path[i] = '\0';
            rmdir(path); /* it stays if something is in it by now */
        }
    }
}

static lam_status open_folder(lam_folder *folder, bool resumes) {
    LAM_TRY(make_folders(folder));
    folder->fd = open(folder->path_owned, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->fd < 0) {
        return lam_fail(lam_kind_of(errno), "cannot open the folder '%s': %s", folder->path_owned,
                        strerror(errno));
    }
    LAM_TRY(check_content(folder, resumes)); /* before anything is written into it */
    LAM_TRY(lam_lock(folder));
    remove_parts(folder);
    return LAM_OK;
}

lam_status lam_folder_open(const char *path, bool resumes, lam_folder *folder_out) {
    if (path[0] == '\0') {
        return lam_fail(LAM_ERR_INPUT, "the name of the folder for the results is empty");
    }
    lam_folder folder = {lam_alloc(strlen(path) + 1, 1), 0, -1, -1};
    if (folder.path_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    strcpy(folder.path_owned, path);
    lam_status status = open_folder(&folder, resumes);
    if (status != LAM_OK) {
        lam_folder_close(&folder);
        return status;
    }
    *folder_out = folder;
    return LAM_OK;
}

void lam_folder_close(lam_folder *folder) {
    if (folder->lock_fd >= 0) {
        remove_parts(folder);
        unlinkat(folder->fd, LAM_LOCK_NAME, 0); /* before the lock goes */
        close(folder->lock_fd);
    }
    if (folder->fd >= 0) {
        close(folder->fd);
    }
    unmake_folders(folder);
    free(folder->path_owned);
}

/* ---- parts ---- */

lam_status lam_folder_part(const lam_folder *folder, const char *name, int *fd_out) {
    char part[LAM_PART_SIZE];
    lam_folder_own_part(name, part);
    int fd = openat(folder->fd, part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        return lam_fail(LAM_ERR_IO, "cannot create '%s' in '%s': %s", part, folder->path_owned,
                        strerror(errno));
    }
    *fd_out = fd;
    return LAM_OK;
}

char *lam_folder_part_path(const lam_folder *folder, const char *name) {
    char part[LAM_PART_SIZE];
    lam_folder_own_part(name, part);
    size_t size = strlen(folder->path_owned) + 1 + strlen(part) + 1;
    char *path = lam_alloc(size, 1);
    if (path != NULL) {
        snprintf(path, size, "%s/%s", folder->path_owned, part);
    }
    return path;
}

void lam_folder_drop(const lam_folder *folder, const char *which) {
    char name[LAM_PART_SIZE], end[40];
    struct dirent **entries;
    int n = list(folder, &entries);
    int length = snprintf(end, sizeof end, "_%s.txt", which);
    for (int i = 0; i < n; i++) {
        if (lam_folder_is_own_part(entries[i]->d_name, name) && strlen(name) > (size_t)length &&
            strcmp(name + strlen(name) - (size_t)length, end) == 0) {
            unlinkat(folder->fd, entries[i]->d_name, 0);
        }
    }
    free_list(entries, n);
}

bool lam_folder_has_results(const lam_folder *folder) {
    return faccessat(folder->fd, LAM_RESULTS_NAME, F_OK, 0) == 0;
}
