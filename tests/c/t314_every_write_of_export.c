/* SPDX-License-Identifier: BSD-3-Clause
 * t314_every_write_of_export - a network is exported while each system call in turn fails or kills
 * the process, and while the disk is full. The file is the old one or the new one, whole, and the
 * reason is said. */
#include "../lib/faults.h" /* before all others */
#include "laminae.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

TestSuite(every_write_of_export, .fini = leave);

static lam_network *network;

static void begin(void) {
    lam_network_options options = {.models_directory = "params"};
    cr_assert_eq(lam_network_open("params/erp.json", &options, &network), LAM_OK, "%s",
                 lam_error());
    enter();
    cr_assert_eq(lam_network_export(network, "new", false, true), LAM_OK, "%s", lam_error());
    cr_assert_eq(system("echo old >old"), 0);
}

/* The exit status of an export over the old file: of lam_network_export; -1: it was killed. */
static int export(long at, int error, off_t room) {
    int status;
    cr_assert_eq(system("cp old there"), 0);
    pid_t child = fork();
    if (child == 0) {
        faults =
            (__typeof__(faults)){.at = at, .error = error, .is_small = room >= 0, .room = room};
        lam_status result = lam_network_export(network, "there", false, true);
        bool has_reason = strstr(lam_error(), strerror(room >= 0 ? ENOSPC : error)) != NULL;
        _exit(result != LAM_OK && !has_reason ? 99 : (int)result);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? -1 : WEXITSTATUS(status);
}

static void check(int status, long at) {
    const char *expected = status == LAM_OK ? "cmp -s new there"
                           : status == -1   ? "cmp -s old there || cmp -s new there"
                                            : "cmp -s old there && ! ls *.part 2>/dev/null";
    cr_assert_eq(system(expected), 0, "call %ld: status %d", at, status);
    cr_assert_neq(status, 99, "call %ld: another reason", at);
    cr_assert_eq(system("rm -f *.part"), 0);
}

Test(every_write_of_export, is_whole_or_not_there, .init = begin) {
    enum { N_CALLS = 6 }; /* open, write, fsync, close, rename, and one that does not come */
    for (long at = 1; at <= N_CALLS; at++) {
        int status = export(at, EIO, -1);
        cr_assert_eq(status, at < N_CALLS ? LAM_ERR_IO : LAM_OK, "call %ld", at);
        check(status, at);
        status = export(at, EACCES, -1);
        cr_assert_eq(status, at < N_CALLS ? LAM_ERR_INPUT : LAM_OK, "call %ld", at);
        check(status, at);
        status = export(at, DIES, -1);
        cr_assert_eq(status, at < N_CALLS ? -1 : LAM_OK, "call %ld", at);
        check(status, at);
    }
    int status = export(0, 0, 1000);
    cr_assert_eq(status, LAM_ERR_IO, "a full disk: %d", status);
    check(status, 0);
}
