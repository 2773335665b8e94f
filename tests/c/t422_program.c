/* SPDX-License-Identifier: BSD-3-Clause
 * t422_program - a program is run with its words as they are; how it ended is told. */
#include "good.h"
#include "scratch_folder.h"

#include <signal.h>
#include <sys/time.h>

TestSuite(program, .init = enter, .fini = leave);

static int run(const char *script, const char *word) {
    const char *words[] = {"/bin/sh", "-c", script, "sh", word, NULL};
    int status = 77;
    GOOD(lam_program_run(words, &status));
    return status;
}

Test(program, its_exit_status) {
    cr_assert_eq(run("exit 0", ""), 0);
    cr_assert_eq(run("exit 3", ""), 3);
    cr_assert_eq(run("kill -9 $$", ""), 128 + SIGKILL);
}

Test(program, words_are_not_split_or_expanded) {
    cr_assert_eq(run("[ \"$#\" = 1 ] && [ \"$1\" = \"a b' \\\"*\\$HOME\" ]", "a b' \"*$HOME"), 0);
}

static void ignore(int signal) {
    (void)signal;
}

/* Neither does the wait end at a signal that is caught. */
Test(program, waits_until_the_end) {
    struct sigaction action = {.sa_handler = ignore};
    struct itimerval soon = {.it_value = {.tv_usec = 50000}};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &soon, NULL);
    cr_assert_eq(run("sleep 0.2; exit 5", ""), 5);
}

Test(program, one_that_there_is_not) {
    const char *words[] = {"no/such", NULL};
    int status = 77;
    cr_assert_eq(lam_program_run(words, &status), LAM_ERR_IO);
    cr_assert_str_eq(lam_error(), "no/such: cannot be run: No such file or directory");
    cr_assert_eq(status, 77);
}
