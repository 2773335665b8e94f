/* SPDX-License-Identifier: BSD-3-Clause
 * t310_results_folder - the folder of results: made, refused, locked, replaced as a whole. */
#include "good.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const double zero[] = {0};

TestSuite(results_folder, .init = enter, .fini = leave);

static void shell(const char *command) {
    cr_assert_eq(system(command), 0, "%s", command);
}

/* All names below the folder, as find sees them from there. */
static void check_names(const char *expected) {
    char names[1000] = "";
    FILE *stream = popen("find . -mindepth 1 | LC_ALL=C sort | tr '\\n' ' '", "r");
    cr_assert_not_null(stream);
    if (fgets(names, sizeof names, stream) == NULL) {
        names[0] = '\0';
    }
    pclose(stream);
    cr_assert_str_eq(names, expected);
}

static lam_results *start_run(const char *where, size_t n_trials) {
    lam_results *results;
    GOOD(lam_results_create(where, &results));
    for (size_t k = 0; k < n_trials; k++) {
        GOOD(lam_results_text_dipole(results, k, 1, zero, zero, 0, NULL, NULL));
    }
    return results;
}

static void refused(const char *where, const char *part_of_message) {
    lam_results *results = NULL;
    cr_assert_eq(lam_results_create(where, &results), LAM_ERR_INPUT, "%s", lam_error());
    cr_assert_null(results);
    cr_assert_not_null(strstr(lam_error(), part_of_message), "%s", lam_error());
    cr_assert_not_null(strstr(lam_error(), where), "%s", lam_error());
}

Test(results_folder, parents_are_made_and_unmade) {
    lam_results_abandon(start_run("a/b//c/", 1));
    check_names("");
    shell("mkdir a");
    lam_results_abandon(start_run("a/b/c", 1));
    check_names("./a ");
    GOOD(lam_results_close(start_run("a/b/c", 1), true));
    check_names("./a ./a/b ./a/b/c ./a/b/c/dipole_0.txt ./a/b/c/results.h5 ");
    lam_results_abandon(NULL);
}

Test(results_folder, odd_names) {
    GOOD(lam_results_close(start_run("it's \"a\" folder", 1), true));
    shell("test -s 'it'\\''s \"a\" folder/results.h5'");
}

Test(results_folder, old_results_stay_until_the_end) {
    GOOD(lam_results_close(start_run("a", 3), true));
    shell("touch a/summary.png; mkdir keep; cp a/* keep");
    lam_results *results = start_run("a", 1);
    shell("for f in keep/*; do cmp $f a/${f#keep/} || exit 1; done; rm -r keep");
    GOOD(lam_results_close(results, true));
    check_names("./a ./a/dipole_0.txt ./a/results.h5 ");
}

Test(results_folder, incomplete_results_replace_nothing) {
    GOOD(lam_results_close(start_run("a", 2), true));
    shell("cp a/results.h5 before");
    GOOD(lam_results_close(start_run("a", 1), false));
    shell("cmp a/results.h5 before && rm before");
    check_names("./a ./a/dipole_0.txt ./a/dipole_1.txt ./a/results.h5 ");
    GOOD(lam_results_close(start_run("b", 1), false));
    shell("rm -r a");
    check_names("./b ./b/dipole_0.txt ./b/results.h5 ");
}

Test(results_folder, abandon_leaves_the_old_results) {
    GOOD(lam_results_close(start_run("a", 2), true));
    lam_results_abandon(start_run("a", 1));
    check_names("./a ./a/dipole_0.txt ./a/dipole_1.txt ./a/results.h5 ");
}

Test(results_folder, foreign_files_are_refused) {
    const char *foreign[] = {"notes.txt",       "dipole_.txt",      "dipole_0.txt.bak",
                             "results.h5.part", ".results.h5.part", ".notes.txt.12.part"};
    shell("mkdir a; touch a/results.h5 a/dipole_10.txt a/spikes_0.txt a/summary.png a/.lock");
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        char path[64];
        snprintf(path, sizeof path, "a/%s", foreign[i]);
        fclose(fopen(path, "w"));
        refused("a", foreign[i]);
        unlink(path);
    }
    shell("touch a/zz a/yy");
    refused("a", "'yy'"); /* the first by name */
    shell("rm a/zz a/yy; rm a/results.h5; mkdir a/results.h5");
    refused("a", "results.h5");
    shell("rmdir a/results.h5; ln -s /dev/null a/results.h5");
    refused("a", "results.h5");
    shell("rm a/results.h5");
    lam_results_abandon(start_run("a", 0));
}

Test(results_folder, refused_folders_are_left_as_they_were) {
    shell("mkdir a; touch a/notes.txt");
    refused("a", "notes.txt");
    check_names("./a ./a/notes.txt ");
}

Test(results_folder, what_is_no_folder_is_refused) {
    shell("touch file; mkdir empty; ln -s nowhere broken");
    refused("file", "there is a file");
    lam_results *results;
    cr_assert_eq(lam_results_create("empty/../file/x", &results), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "there is a file of that name: 'empty/../file'"));
    refused("broken", "broken");
    refused("", "empty");
    char name[300];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    refused(name, "too long");
    check_names("./broken ./empty ./file ");
}

Test(results_folder, folders_without_permission_are_refused) {
    shell("mkdir locked && chmod 555 locked && mkdir here && chmod 777 . here");
    if (geteuid() == 0) {
        cr_assert_eq(seteuid(65534), 0); /* permissions do not bind root */
    }
    refused("locked", "Permission denied");
    refused("locked/below", "Permission denied");
    lam_results_abandon(start_run("here/below", 0));
    if (getuid() == 0) {
        cr_assert_eq(seteuid(0), 0);
    }
    check_names("./here ./locked ");
}

/* Start a run in another process, which waits until it is killed. */
static pid_t start_elsewhere(const char *where) {
    int ready[2];
    char byte;
    cr_assert_eq(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        lam_results *results;
        if (lam_results_create(where, &results) == LAM_OK && write(ready[1], "", 1) == 1) {
            alarm(20); /* should the test fail before it kills us */
            pause();
        }
        _exit(1);
    }
    close(ready[1]);
    cr_assert_eq(read(ready[0], &byte, 1), 1, "the other process could not start");
    close(ready[0]);
    return child;
}

Test(results_folder, one_run_at_a_time) {
    pid_t child = start_elsewhere("a");
    char id[32];
    snprintf(id, sizeof id, "process id %ld)", (long)child);
    refused("a", id);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    shell("test \"$(find a -name '.results.h5.*.part' | wc -l)\" -eq 1");
    lam_results *results = start_run("a", 0); /* the killed run's part is swept away */
    shell("test \"$(find a -name '*.part' | wc -l)\" -eq 1");
    refused("a", "process id"); /* of this process */
    GOOD(lam_results_close(results, true));
    check_names("./a ./a/results.h5 ");
}

Test(results_folder, killed_run_leaves_the_old_results) {
    GOOD(lam_results_close(start_run("a", 2), true));
    shell("mkdir keep; cp a/* keep");
    pid_t child = start_elsewhere("a");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    shell("for f in keep/*; do cmp $f a/${f#keep/} || exit 1; done; rm -r keep");
    lam_results_abandon(start_run("a", 0));
    check_names("./a ./a/dipole_0.txt ./a/dipole_1.txt ./a/results.h5 ");
}

Test(results_folder, failure_at_the_end_is_reported) {
    lam_results *results = start_run("a", 1);
    shell("mkdir -p a/results.h5/x");
    cr_assert_eq(lam_results_close(results, true), LAM_ERR_IO);
    cr_assert_not_null(strstr(lam_error(), "results.h5"), "%s", lam_error());
    shell("test ! -e a/.lock && test -z \"$(find a -name '*.part')\"");
}

static bool rescue(bool even_empty) {
    lam_results *results;
    size_t n = 9;
    lam_rescued what;
    char line[100] = "as it was";
    cr_assert_eq(lam_results_create("rescued", &results), LAM_OK, "%s", lam_error());
    cr_assert_eq(lam_results_rescue(results, even_empty, &n, &what), LAM_OK, "%s", lam_error());
    cr_assert(n == 0 && what == LAM_RESCUED_NONE);
    cr_assert_eq(lam_results_create("said", &results), LAM_OK, "%s", lam_error());
    lam_results_rescue_line(results, false, line, sizeof line);
    cr_assert_str_eq(line, "");
    return access("rescued/results.h5", F_OK) == 0;
}

/* A run that has no trial leaves results only where that is wanted. */
Test(results_folder, rescue_of_no_trial) {
    cr_assert_not(rescue(false));
    cr_assert(rescue(true));
    cr_assert_eq(system("test \"$(h5dump -a /complete rescued/results.h5 | sed -n 's/.*(0): //p')\""
                        " = 0 && cp rescued/results.h5 kept"),
                 0);
    cr_assert(rescue(true));
    cr_assert_eq(system("cmp rescued/results.h5 kept"), 0);
}
