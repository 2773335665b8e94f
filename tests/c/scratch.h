/* SPDX-License-Identifier: BSD-3-Clause
 * scratch.h - new files and folders of a test, below TMPDIR, else /tmp. */
#ifndef LAM_SCRATCH_H
#define LAM_SCRATCH_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SCRATCH_SIZE = 1000 }; /* of a path; one in such a folder needs more */

static inline void scratch_name(char path[SCRATCH_SIZE], const char *ending) {
    const char *folder = getenv("TMPDIR");
    int n = snprintf(path, SCRATCH_SIZE, "%s/lam_test_XXXXXX%s",
                     folder != NULL && folder[0] == '/' ? folder : "/tmp", ending);
    cr_assert(n < SCRATCH_SIZE - 100, "TMPDIR is too long");
}

/* An empty file whose name ends so. */
static inline void scratch_file(char path[SCRATCH_SIZE], const char *ending) {
    scratch_name(path, ending);
    int file = mkstemps(path, (int)strlen(ending));
    cr_assert(file >= 0, "%s", path);
    close(file);
}

static inline void scratch_folder(char path[SCRATCH_SIZE]) {
    scratch_name(path, "");
    cr_assert_not_null(mkdtemp(path), "%s", path);
}

/* With all that is in it. */
static inline void scratch_remove(const char *folder) {
    char command[SCRATCH_SIZE + 20];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
}

#endif
