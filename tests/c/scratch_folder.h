/* SPDX-License-Identifier: BSD-3-Clause
 * scratch_folder.h - tests in an empty folder of their own:
 * TestSuite(NAME, .init = enter, .fini = leave) */
#ifndef LAM_SCRATCH_FOLDER_H
#define LAM_SCRATCH_FOLDER_H

#include "scratch.h"

static char folder[SCRATCH_SIZE];

static void enter(void) {
    scratch_folder(folder);
    cr_assert_eq(chdir(folder), 0);
}

static void leave(void) {
    scratch_remove(folder);
}

#endif
