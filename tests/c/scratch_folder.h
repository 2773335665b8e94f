/* SPDX-License-Identifier: BSD-3-Clause
 * scratch_folder.h - tests in an empty folder of their own:
 * TestSuite(NAME, .init = enter, .fini = leave) */
#ifndef LAM_SCRATCH_FOLDER_H
#define LAM_SCRATCH_FOLDER_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/lam_test_XXXXXX";

static void enter(void) {
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
}

static void leave(void) {
    char command[64];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
}

#endif
