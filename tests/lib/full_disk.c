/* SPDX-License-Identifier: BSD-3-Clause
 * full_disk.c - preloaded into nrniv: the files that it writes in folder FAULT_FOLDER may grow by
 * FAULT_ROOM bytes in all, of each process. */
#include "faults.h"

#include <stdio.h>
#include <string.h>

static bool is_below(int fd) {
    char link[40], path[4096];
    const char *folder = getenv("FAULT_FOLDER");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    return folder != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

__attribute__((constructor)) static void begin(void) {
    const char *room = getenv("FAULT_ROOM"), *rank = getenv("PMI_RANK");
    const char *which = getenv("FAULT_RANK");
    faults.is_small = room != NULL && strcmp(program_invocation_short_name, "nrniv") == 0 &&
                      (which == NULL || (rank != NULL && strcmp(rank, which) == 0));
    faults.room = room != NULL ? atol(room) : 0;
    faults.is_concerned = is_below;
}
