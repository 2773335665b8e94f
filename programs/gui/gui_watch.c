/* SPDX-License-Identifier: BSD-3-Clause
 * gui_watch.c - what others write into the folder: a run from a terminal, a file that is copied. */
#define _GNU_SOURCE /* DT_DIR, DT_UNKNOWN */
#include "gui_queue.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

/* Two levels down: results/NAME. A folder of more folders than this is none of a project. */
enum { DEEPEST = 2, MOST_FOLDERS = 3000, MOST_ENTRIES = 100000 };

typedef struct count {
    size_t n_folders, n_entries;
} count;

/* A folder that is watched already stays so. */
static void watch(int fd, const char *path, int depth, count *so_far) {
    inotify_add_watch(fd, path,
                      IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR |
                          IN_DONT_FOLLOW | IN_EXCL_UNLINK);
    so_far->n_folders++;
    DIR *folder = depth == DEEPEST ? NULL : opendir(path);
    for (struct dirent *entry = folder == NULL ? NULL : readdir(folder);
         entry != NULL && so_far->n_folders < MOST_FOLDERS && so_far->n_entries < MOST_ENTRIES;
         entry = readdir(folder), so_far->n_entries++) {
        char below[PATH_MAX];
        if (entry->d_name[0] != '.' && (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN) &&
            strlen(path) + strlen(entry->d_name) + 2 < sizeof below) {
            lam_format(below, sizeof below, "%s/%s", path, entry->d_name);
            watch(fd, below, depth + 1, so_far);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
}

bool gui_watch_add(const gui *g, int fd) {
    count so_far = {.n_folders = 0};
    watch(fd, g->folder_owned, 0, &so_far);
    return so_far.n_folders < MOST_FOLDERS && so_far.n_entries < MOST_ENTRIES;
}

int gui_watch_open(const gui *g) {
    int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (fd >= 0 && !gui_watch_add(g, fd)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

bool gui_watch_read(int fd) {
    union {
        struct inotify_event first;
        char bytes[16384];
    } events;
    bool is_changed = false;
    for (ssize_t n = read(fd, &events, sizeof events); n > 0;
         n = read(fd, &events, sizeof events)) {
        for (ssize_t at = 0; at < n;) {
            struct inotify_event one;
            memcpy(&one, events.bytes + at, sizeof one);
            /* what is hidden is a part of something that is being written, or our own */
            is_changed |= one.len > 0 && events.bytes[(size_t)at + sizeof one] != '.';
            at += (ssize_t)(sizeof one + one.len);
        }
    }
    return is_changed;
}
