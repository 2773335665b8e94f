/* SPDX-License-Identifier: BSD-3-Clause
 * lam_program.c - runs another program and waits until it has ended. */
#include "base/lam_status_impl.h"

#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

lam_status lam_program_run(const char *const *words, int *status_out) {
    pid_t child;
    int state = 0, error = posix_spawn(&child, words[0], NULL, NULL, (char *const *)words, environ);
    if (error != 0) {
        return lam_fail(LAM_ERR_IO, "%s: cannot be run: %s", words[0], strerror(error));
    }
    while (waitpid(child, &state, 0) != child) {
        if (errno != EINTR) {
            return lam_fail(LAM_ERR_IO, "%s: cannot be waited for: %s", words[0], strerror(errno));
        }
    }
    *status_out = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    return LAM_OK;
}
