/* SPDX-License-Identifier: BSD-3-Clause
 * t725_every_write_of_convert - results are converted while each system call in turn fails or kills
 * the process, and while the disk is full. Each file is the old one or the new one, whole, and the
 * reason is said; unless the process was killed all are the old ones; of a first conversion nothing
 * is left. Of the longer ones each 7th call is tried, or each LAMINAE_EACH-th. */
#include "../lib/faults.h" /* before all others */
#include "good.h"
#include "scratch_folder.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

static void write_run(const char *run, double value) {
    lam_results *results;
    const double dt_ms = 0.025 * value, t[] = {0, dt_ms, 2 * dt_ms}; /* so that headers differ */
    const double x[] = {value, 2, 3}, m[] = {value, 2, 3, 4, 5, 6};
    const double gids[] = {0, 3}, when[] = {0.01, 0.01 * value}, who[] = {1, 2};
    const double places[] = {0, 0, 90, -60, 10, 60};
    GOOD(lam_results_create(run, &results));
    lam_results_no_text(results);
    GOOD(lam_results_write_text(results, "/network/json", "{}"));
    GOOD(lam_results_set_text(results, "network", "erp"));
    GOOD(lam_results_set_number(results, "dt_ms", dt_ms));
    GOOD(lam_results_write_integers(results, "/network/gid_ranges/cells", 2, gids, "gid"));
    GOOD(lam_results_write(results, "/trial/0/time_ms", 0, 3, t, "ms"));
    GOOD(lam_results_write(results, "/trial/0/dipole/agg", 0, 3, x, "nAm"));
    GOOD(lam_results_write(results, "/trial/0/eeg/cap", 2, 3, m, "uV"));
    GOOD(lam_results_describe(results, "/trial/0/eeg/cap", "positions_mm", 2, 3, places));
    GOOD(lam_results_write(results, "/trial/0/extracellular/lam", 2, 3, m, "uV"));
    GOOD(lam_results_write(results, "/trial/0/spikes/time_ms", 0, 2, when, "ms"));
    GOOD(lam_results_write_integers(results, "/trial/0/spikes/gid", 2, who, "gid"));
    GOOD(lam_results_close(results, true));
}

static lam_saved *saved[2]; /* the old, the new */

static lam_status convert(const char *to, const char *path, size_t which) {
    static const size_t trial = 0;
    lam_exchange how = {.to = to, .path = path, .n_trials = 1, .trials = &trial, .scale = 1};
    return lam_exchange_write(saved[which], &how);
}

/* The exit status of a conversion with these faults: that of lam_exchange_write; 99: no reason is
 * said; -1: it was killed. */
static int try(const char *to, const char *path, long at, int error, off_t room) {
    int status;
    pid_t child = fork();
    if (child == 0) {
        faults =
            (__typeof__(faults)){.at = at, .error = error, .is_small = room >= 0, .room = room};
        lam_status result = convert(to, path, 1);
        bool has_reason = strstr(lam_error(), strerror(room >= 0 ? ENOSPC : error)) != NULL;
        bool has_come = at == 0 || faults.n_calls >= at;
        _exit(result != LAM_OK && !has_reason ? 99 : !has_come ? 98 : (int)result);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? -1 : WEXITSTATUS(status);
}

/* Each file in there/ is as in old/ or as in new/, or, if `same`, all as in one of them. */
static bool is_whole(bool same) {
    const char *each = "cd there && find . -type f ! -name '*.part' | while read -r f; do "
                       "cmp -s $f ../old/$f || cmp -s $f ../new/$f || echo $f; done | grep -q . && "
                       "exit 1; exit 0";
    const char *all = "diff -rq there old >said || diff -rq there new >said";
    return system(same ? all : each) == 0;
}

/* What is at there/PATH, before and after. */
static void try_all(const char *to, const char *path, long each) {
    const char *wanted = getenv("LAMINAE_EACH");
    char old[64], there[64], new[64];
    snprintf(old, sizeof old, "old/%s", path);
    snprintf(new, sizeof new, "new/%s", path);
    snprintf(there, sizeof there, "there/%s", path);
    cr_assert_eq(system("rm -rf old new there && mkdir old new"), 0);
    GOOD(convert(to, old, 0));
    GOOD(convert(to, new, 1));
    cr_assert_neq(system("diff -rq old new >said"), 0);
    const int errors[] = {EIO, DIES};
    for (size_t e = 0; e < 2; e++) {
        int status = 0;
        for (long at = 1; status != 98; at += wanted != NULL ? atol(wanted) : each) {
            cr_assert(at < 1000 && system("rm -rf there && cp -r old there") == 0);
            status = try(to, there, at, errors[e], -1);
            cr_assert(status == LAM_OK || status == LAM_ERR_IO || status == 98 || status == -1,
                      "%s: call %ld: status %d", to, at, status);
            cr_assert(is_whole(status != -1), "%s: call %ld", to, at);
            cr_assert(status == -1 || system("! find there | grep '[.]part$'") == 0);
        }
    }
    cr_assert_eq(system("rm -rf there && cp -r old there"), 0);
    cr_assert_eq(try(to, there, 0, 0, 100), LAM_ERR_IO, "%s: a full disk", to);
    cr_assert(system("diff -r there old") == 0);
    cr_assert_eq(system("rm -rf there && mkdir there"), 0);
    cr_assert_eq(try(to, there, 0, 0, 100), LAM_ERR_IO, "%s: a full disk", to);
    cr_assert_eq(system("rmdir there"), 0, "%s: something is left", to);
}

static void begin(void) {
    enter();
    write_run("one", 1);
    write_run("two", 2);
    GOOD(lam_saved_open("one", &saved[0]));
    GOOD(lam_saved_open("two", &saved[1]));
}

static void end(void) {
    lam_saved_close(saved[0]);
    lam_saved_close(saved[1]);
    leave();
}

TestSuite(every_write_of_convert, .init = begin, .fini = end, .timeout = 240);

Test(every_write_of_convert, nwb) {
    try_all("nwb", "run.nwb", 7);
}

Test(every_write_of_convert, brainvision) {
    try_all("brainvision", "run.vhdr", 1);
}

Test(every_write_of_convert, bids) {
    try_all("bids", "data", 7);
}

Test(every_write_of_convert, sonata) {
    try_all("sonata", "data", 7);
}

Test(every_write_of_convert, fif) {
    try_all("fif", "run-ave.fif", 1);
}
