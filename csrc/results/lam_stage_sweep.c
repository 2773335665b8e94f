/* SPDX-License-Identifier: BSD-3-Clause
 * lam_stage_sweep.c - what a folder of finished trials may hold, and how it is removed. */
#include "results/lam_folder_impl.h"
#include "results/lam_stage_impl.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define GONE_NAME ".trials_gone" /* of either, while it is removed */

/* ---- what is in a folder ---- */

bool lam_stage_is_number(const char *name) {
    size_t n = strspn(name, "0123456789");
    return n > 0 && n < 10 && name[n] == '\0';
}

static DIR *open_below(int fd, const char *name) {
    int below = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = below < 0 ? NULL : fdopendir(below);
    if (below >= 0 && folder == NULL) {
        close(below);
    }
    return folder;
}

/* Returns the next name that is neither . nor .. , NULL at the end. */
const char *lam_stage_next(DIR *folder) {
    const struct dirent *entry;
    do {
        entry = readdir(folder);
    } while (entry != NULL &&
             (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0));
    return entry == NULL ? NULL : entry->d_name;
}

static bool is_trial(int fd, const char *name) {
    DIR *folder = lam_stage_is_number(name) ? open_below(fd, name) : NULL;
    bool is = folder != NULL;
    for (const char *each; is && (each = lam_stage_next(folder)) != NULL;) {
        is = lam_folder_may_hold(each);
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return is;
}

bool lam_stage_is_kept(const char *name) {
    return strcmp(name, LAM_STAGE_KEPT) == 0;
}

bool lam_stage_is(int folder_fd, const char *name) {
    bool is_named = strcmp(name, LAM_STAGE_NAME) == 0 || strcmp(name, GONE_NAME) == 0 ||
                    lam_stage_is_kept(name);
    DIR *folder = is_named ? open_below(folder_fd, name) : NULL;
    bool is = folder != NULL;
    for (const char *each; is && (each = lam_stage_next(folder)) != NULL;) {
        is = lam_checkpoint_is(each) || is_trial(dirfd(folder), each);
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return is;
}

static bool ends_with(const char *text, size_t length, const char *end) {
    size_t n = strlen(end);
    return length >= n && strncmp(text + length - n, end, n) == 0;
}

bool lam_stage_holds(const char *path) {
    const char *name = strrchr(path, '/');
    size_t length = name == NULL ? 0 : (size_t)(name - path);
    return name != NULL && lam_stage_is_number(name + 1) &&
           (ends_with(path, length, "/" LAM_STAGE_NAME) ||
            ends_with(path, length, "/" LAM_STAGE_KEPT));
}

/* ---- removing ---- */

/* Removes what a trial has left in its folder. An empty folder only says that somebody has claimed
 * the trial. */
void lam_stage_clear(int fd, const char *name) {
    DIR *folder = open_below(fd, name);
    if (folder == NULL) {
        return;
    }
    for (const char *each; (each = lam_stage_next(folder)) != NULL;) {
        if (lam_folder_may_hold(each)) {
            unlinkat(dirfd(folder), each, 0);
        }
    }
    closedir(folder);
}

/* Is nothing left of it? */
static bool sweep(int fd, const char *name) {
    DIR *folder = open_below(fd, name);
    if (folder == NULL) {
        return true;
    }
    for (const char *each; (each = lam_stage_next(folder)) != NULL;) {
        if (lam_stage_is_number(each)) {
            lam_stage_clear(dirfd(folder), each);
            unlinkat(dirfd(folder), each, AT_REMOVEDIR);
        } else if (lam_checkpoint_is(each)) {
            unlinkat(dirfd(folder), each, 0);
        }
    }
    closedir(folder);
    return unlinkat(fd, name, AT_REMOVEDIR) == 0;
}

/* It gets another name first, so that no trial can begin in it. A process that still writes may
 * leave something for a moment. */
void lam_stage_remove(const char *folder_path, const char *name) {
    enum { TRIES = 50, WAIT_NS = 10000000 };
    int fd = open(folder_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_done = fd < 0 || sweep(fd, GONE_NAME);
    if (is_done && fd >= 0 && renameat(fd, name, fd, GONE_NAME) == 0) {
        name = GONE_NAME;
    }
    is_done = fd < 0 || sweep(fd, name);
    for (int i = 0; i < TRIES && !is_done; i++) {
        nanosleep(&(struct timespec){.tv_nsec = WAIT_NS}, NULL);
        is_done = sweep(fd, name);
    }
    if (fd >= 0) {
        close(fd);
    }
}

void lam_stage_sweep(const char *folder_path) {
    lam_stage_remove(folder_path, LAM_STAGE_NAME);
}
