/* SPDX-License-Identifier: BSD-3-Clause
 * gui_delete.c - deletes a folder of results, and nothing that is none. */
#define _GNU_SOURCE /* AT_SYMLINK_NOFOLLOW, fdopendir */
#include "gui_results.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 4 };

/* NAME, BEGIN*END of files that commands write into their folder (docs/results.md, fit.md,
 * infer.md, sweep.md). */
static const char *const files[] = {
    "results.h5",      "results_unfinished.h5",
    "summary.png",     "laminar_*.png",
    "dipole_*.txt",    "spikes_*.txt",
    "lfp_*.txt",       "csd_*.txt",
    "eeg_*.txt",       "meg_*.txt",
    ".*.part",         ".lock",
    "run.json",        "sweep.h5",
    "table.csv",       "best.json",
    "best.csv",        "history.bin",
    "history.csv",     "fit.png",
    "uncertainty.csv", "directions.csv",
    "profile.csv",     "profile.json",
    "profile.png",     "posterior.csv",
    "posterior.json",  "posterior.png",
    "predictive.csv",  "predictive.png",
    "spikes.h5",       "current_density_*.txt",
};
static const char *const folders[] = {"checkpoint", ".trials", "profile", "predictive"};

static bool is_like(const char *name, const char *pattern) {
    const char *star = strchr(pattern, '*');
    if (star == NULL) {
        return strcmp(name, pattern) == 0;
    }
    size_t n = strlen(name), n_begin = (size_t)(star - pattern), n_end = strlen(star + 1);
    return n > n_begin + n_end && strncmp(name, pattern, n_begin) == 0 &&
           strcmp(name + n - n_end, star + 1) == 0;
}

static bool is_ours(const char *name, bool is_folder, int depth) {
    for (size_t i = 0; !is_folder && i < sizeof files / sizeof *files; i++) {
        if (is_like(name, files[i])) {
            return true;
        }
    }
    for (size_t i = 0; is_folder && depth == 0 && i < sizeof folders / sizeof *folders; i++) {
        if (strcmp(name, folders[i]) == 0) {
            return true;
        }
    }
    return is_folder && depth > 0 && name[strspn(name, "0123456789")] == '\0'; /* of a trial */
}

/* Checks all that is there, or deletes it. `path` is what it is called. */
static lam_status walk(int fd, const char *path, int depth, bool deletes) {
    DIR *folder = fdopendir(fd);
    if (folder == NULL) {
        close(fd);
        return lam_fail(LAM_ERR_IO, "'%s': %s", path, strerror(errno));
    }
    lam_status status = LAM_OK;
    for (struct dirent *entry = readdir(folder); entry != NULL && status == LAM_OK;
         entry = readdir(folder)) {
        const char *name = entry->d_name;
        struct stat about;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
            fstatat(dirfd(folder), name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
            continue;
        }
        bool is_folder = S_ISDIR(about.st_mode);
        if ((!is_folder && !S_ISREG(about.st_mode)) || !is_ours(name, is_folder, depth) ||
            depth == DEEPEST) {
            status = lam_fail(LAM_ERR_INPUT,
                              "'%s' holds '%s', which is no result; accepted: a folder that holds "
                              "results alone",
                              path, lam_text_is_utf8(name) ? name : "a name that is not UTF-8");
        } else if (is_folder) {
            int below =
                openat(dirfd(folder), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            status = below < 0 ? lam_fail(LAM_ERR_IO, "'%s/%s': %s", path, name, strerror(errno))
                               : walk(below, path, depth + 1, deletes);
        }
        if (status == LAM_OK && deletes &&
            unlinkat(dirfd(folder), name, is_folder ? AT_REMOVEDIR : 0) != 0) {
            status = lam_fail(LAM_ERR_IO, "'%s/%s': %s", path, name, strerror(errno));
        }
    }
    closedir(folder);
    return status;
}

lam_status gui_delete(const char *full, const char *path) {
    for (int deletes = 0; deletes < 2; deletes++) {
        int fd = open(full, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0) {
            return lam_fail(LAM_ERR_IO, "'%s': %s", path, strerror(errno));
        }
        LAM_TRY(walk(fd, path, 0, deletes == 1));
    }
    return rmdir(full) == 0 ? LAM_OK : lam_fail(LAM_ERR_IO, "'%s': %s", path, strerror(errno));
}
