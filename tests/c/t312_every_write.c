/* SPDX-License-Identifier: BSD-3-Clause
 * t312_every_write - results are written while each system call in turn fails or kills the process,
 * and while the disk is full. The old results stay whole, or the new ones are; finished trials are
 * kept; nothing else is left; the reason is said; and the next run goes well. Tries each 11th call,
 * or each LAMINAE_EACH-th. */
#include "../lib/faults.h" /* before all others */
#include "laminae.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

TestSuite(every_write, .init = enter, .fini = leave, .timeout = 120);

enum { N_TRIALS = 3, N_OLD = 4, N_SAMPLES = 700, N_ROWS = 3, MAX_CALLS = 2000 };

typedef enum way { AT_ONCE, APART, KEPT } way; /* how trials come into the results */

static const lam_run_facts facts = {"{\"name\": \"n\"}", "neuron", "9", "", "", 0, false, false};

/* What the process of a run tells of it. */
typedef struct report {
    lam_status status;
    char error[1024];
    size_t n_ended, n_rescued;
    lam_rescued rescued;
    bool is_closing; /* all trials had ended */
    long n_calls;
} report;

/* ---- a run ---- */

static lam_status write_trial(lam_results *results, size_t trial, double value) {
    static double samples[N_SAMPLES];
    const double *columns[] = {samples};
    const char *labels[] = {"L2"};
    char path[80];
    for (size_t i = 0; i < N_SAMPLES; i++) {
        samples[i] = value + (double)trial + 1e-3 * (double)i;
    }
#define LAM_GO(expression)                                                                         \
    do {                                                                                           \
        lam_status status_ = (expression);                                                         \
        if (status_ != LAM_OK) {                                                                   \
            return status_;                                                                        \
        }                                                                                          \
    } while (0)
    lam_results_begin_trial(results, trial);
    snprintf(path, sizeof path, "/trial/%zu/extracellular/a", trial);
    LAM_GO(lam_results_matrix(results, path, N_ROWS, N_SAMPLES, "uV", 0));
    for (size_t row = 0; row < N_ROWS; row++) {
        LAM_GO(lam_results_write_row(results, path, row, N_SAMPLES, samples));
    }
    LAM_GO(lam_results_describe_text(results, path, "method", "psa"));
    LAM_GO(lam_results_text_matrix(results, trial, "lfp", "a", path, N_ROWS, N_SAMPLES, samples,
                                   "0 1 2"));
    snprintf(path, sizeof path, "/trial/%zu/time_ms", trial);
    LAM_GO(lam_results_write(results, path, 0, N_SAMPLES, samples, "ms"));
    LAM_GO(
        lam_results_text_dipole(results, trial, N_SAMPLES, samples, samples, 1, labels, columns));
    lam_results_end_trial(results);
    return LAM_OK;
}

static lam_status run_at_once(lam_results *results, size_t n, double value, report *out) {
    for (size_t k = 0; k < n; k++) {
        LAM_GO(write_trial(results, k, value));
        out->n_ended++;
    }
    return LAM_OK;
}

static lam_status run_apart(lam_results *results, bool is_kept, double value, report *out) {
    bool is_there[N_TRIALS], is_mine;
    size_t n;
    LAM_GO(lam_results_stage(results, N_TRIALS, is_kept ? &facts : NULL, is_there));
    for (size_t k = 0; k < N_TRIALS; k++) {
        char path[200];
        LAM_GO(lam_trial_path("r", is_kept, k, path, sizeof path));
        if (!is_there[k]) {
            lam_results *trial;
            LAM_GO(lam_trial_claim(path, &is_mine));
            LAM_GO(lam_results_create(path, &trial));
            lam_status status = write_trial(trial, k, value);
            if (status != LAM_OK) {
                lam_results_abandon(trial);
                return status;
            }
            LAM_GO(lam_results_close(trial, true));
        }
        out->n_ended++;
        LAM_GO(lam_results_take(results, true, &n));
    }
    return LAM_OK;
}

static lam_status write_run(lam_results *results, way how, size_t n, double value, report *out) {
    LAM_GO(lam_results_set_text(results, "engine", "neuron"));
    LAM_GO(lam_results_write_text(results, "/network/json", "{}"));
    return how == AT_ONCE ? run_at_once(results, n, value, out)
                          : run_apart(results, how == KEPT, value, out);
}

static void run_into(const char *folder_name, way how, size_t n, double value, report *out) {
    lam_results *results;
    out->status = (how == KEPT ? lam_results_resume : lam_results_create)(folder_name, &results);
    if (out->status == LAM_OK) {
        out->status = write_run(results, how, n, value, out);
        if (out->status == LAM_OK) {
            out->is_closing = true;
            out->status = lam_results_close(results, true);
            results = NULL;
        }
    } else {
        results = NULL;
    }
    snprintf(out->error, sizeof out->error, "%s", lam_error());
    if (results != NULL) {
        lam_results_rescue(results, false, &out->n_rescued, &out->rescued);
    }
}

/* In a process of its own, with the given fault; false: it was killed. HDF5 (1.10.8) kills itself
 * when a write within H5Ocopy fails. */
static bool run(way how, long at, int error, off_t room, report *out) {
    int ends[2], status;
    cr_assert_eq(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        report mine = {.status = LAM_OK};
        signal(SIGSEGV, SIG_DFL);
        faults.n_calls = 0;
        faults.at = at;
        faults.error = error;
        faults.is_small = room >= 0;
        faults.room = room;
        run_into("r", how, N_TRIALS, 0, &mine);
        mine.n_calls = faults.n_calls;
        _exit(write(ends[1], &mine, sizeof mine) == (ssize_t)sizeof mine ? 0 : 1);
    }
    close(ends[1]);
    bool has_told = read(ends[0], out, sizeof *out) == (ssize_t)sizeof *out;
    close(ends[0]);
    cr_assert_eq(waitpid(child, &status, 0), child);
    int ended_by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    bool is_expected = error == DIES ? ended_by == SIGKILL : how != AT_ONCE && ended_by == SIGSEGV;
    cr_assert(has_told || is_expected, "call %ld: status %d", at, status);
    return has_told;
}

/* ---- what is there ---- */

/* Every file below a folder with its size and a sum of its bytes; "": no such folder. */
static void look(const char *path, bool without_kept, char *text, size_t size) {
    struct dirent **entries;
    int n = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char below[600];
        struct stat file;
        const char *name = entries[i]->d_name;
        snprintf(below, sizeof below, "%s/%s", path, name);
        bool skip = strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
                    (without_kept && strcmp(name, "checkpoint") == 0);
        size_t length = strlen(text);
        if (!skip && stat(below, &file) == 0 && S_ISDIR(file.st_mode)) {
            snprintf(text + length, size - length, "%s/\n", below);
            look(below, without_kept, text, size);
        } else if (!skip) {
            unsigned sum = 2166136261U;
            FILE *stream = fopen(below, "rb");
            for (int c; stream != NULL && (c = getc(stream)) != EOF;) {
                sum = (sum ^ (unsigned)c) * 16777619U;
            }
            snprintf(text + length, size - length, "%s %ld %08x\n", below,
                     stream != NULL ? ftell(stream) : -1, sum);
            if (stream != NULL) {
                fclose(stream);
            }
        }
        free(entries[i]);
    }
    if (n >= 0) {
        free(entries);
    }
}

enum { SIZE = 8000 };
static char nothing[SIZE], old[SIZE], new[SIZE], now[SIZE], partial[N_TRIALS + 1][SIZE];

static void see(bool without_kept) {
    now[0] = '\0';
    look("r", without_kept, now, sizeof now);
}

static void shell(const char *command) {
    cr_assert_eq(system(command), 0, "%s", command);
}

static void put(const char *what) { /* nothing, or old */
    shell(what == old ? "rm -rf r && cp -r keep r" : "rm -rf r");
}

/* The results that there were, and those of an undisturbed run; how many calls that makes. */
static long prepare(way how) {
    report out = {.status = LAM_OK};
    run_into("r", AT_ONCE, N_OLD, 100, &out);
    cr_assert_eq(out.status, LAM_OK, "%s", out.error);
    shell("touch r/summary.png && cp -r r keep");
    look("r", false, old, sizeof old);
    run(how, 0, 0, -1, &out);
    cr_assert_eq(out.status, LAM_OK, "%s", out.error);
    look("r", false, new, sizeof new);
    cr_assert(out.n_calls > 50 && out.n_calls < MAX_CALLS, "%ld calls", out.n_calls);
    return out.n_calls;
}

/* An interrupted run's results hold so many trials, and nothing is beside them. */
static void check_partial(size_t n, long at) {
    char command[400];
    snprintf(command, sizeof command,
             "test \"$(h5dump -a /complete r/results.h5 | sed -n 's/.*(0): //p')\" = 0 &&"
             " test \"$(h5ls r/results.h5/trial | wc -l)\" = %zu &&"
             " for k in $(seq 0 %zu); do cmp r/dipole_$k.txt whole/dipole_$k.txt &&"
             " cmp r/lfp_a_$k.txt whole/lfp_a_$k.txt; done && test $(ls -A r | wc -l) = %zu &&"
             " h5diff r/results.h5 whole/results.h5 /trial/%zu",
             n, n - 1, 2 * n + 1, n - 1);
    if (partial[n][0] == '\0') {
        cr_assert_eq(system(command), 0, "call %ld: %zu trials: %s", at, n, now);
        strcpy(partial[n], now);
    }
}

/* Results that could not be closed are left, whole, beside what was there; and are named. */
static void check_unfinished(const report *out, long at) {
    cr_assert_not_null(strstr(out->error, "'r/results_unfinished.h5'"), "call %ld: '%s'", at,
                       out->error);
    cr_assert_eq(system("h5diff r/results_unfinished.h5 whole/results.h5 /trial"), 0,
                 "call %ld: %s", at, out->error);
    shell("rm r/results_unfinished.h5");
}

/* ---- a call fails ---- */

static long step(void) {
    const char *each = getenv("LAMINAE_EACH");
    return each != NULL ? atol(each) : 11;
}

static size_t n_kept(void) {
    size_t n = 0;
    for (int k = 0; k < N_TRIALS; k++) {
        char path[60];
        snprintf(path, sizeof path, "r/checkpoint/%d/results.h5", k);
        n += access(path, F_OK) == 0;
    }
    return n;
}

static void go_on(way how, long at) {
    report out;
    run(how, 0, 0, -1, &out);
    see(false);
    cr_assert(out.status == LAM_OK && strcmp(now, new) == 0, "after call %ld: %s\n%s", at,
              out.error, now);
}

static void check_failure(way how, const report *out, const char *before, int error, long at) {
    const char *reason = strerror(error);
    cr_assert_not_null(strstr(out->error, reason), "call %ld: '%s'", at, out->error);
    if (out->is_closing && how != KEPT) {
        check_unfinished(out, at);
    }
    see(true);
    if (how == KEPT) {
        cr_assert_eq(n_kept(), out->n_ended, "call %ld: %zu of %zu trials are kept", at, n_kept(),
                     out->n_ended);
    }
    if (before == old || how == KEPT || out->n_ended == 0 || out->is_closing) {
        cr_assert_str_eq(now, before, "call %ld: %s\n%s", at, out->error, now);
    } else {
        cr_assert(out->rescued == LAM_RESCUED_RESULTS && out->n_rescued == out->n_ended,
                  "call %ld: %s: %zu of %zu trials are kept", at, out->error, out->n_rescued,
                  out->n_ended);
        check_partial(out->n_rescued, at);
    }
}

static void fail_each(way how, const char *before) {
    static const int errors[] = {ENOSPC, EACCES, EIO};
    long n_failed = 0, n_tried = 0, n_calls = prepare(how);
    shell("mv r whole");
    put(before);
    for (long at = 1; at <= n_calls; at += step()) {
        report out;
        int error = errors[at % 3];
        n_tried++;
        if (!run(how, at, error, -1, &out)) {
            go_on(how, at);
        } else if (out.status == LAM_OK) {
            see(false);
            cr_assert_str_eq(now, new, "call %ld:\n%s", at, now);
        } else {
            check_failure(how, &out, before, error, at);
            n_failed++;
        }
        if (how == KEPT) {
            go_on(how, at);
        }
        put(before);
    }
    cr_assert(n_failed > n_tried / 2, "%ld of %ld calls mattered", n_failed, n_tried);
}

Test(every_write, fails_over_old_results) {
    fail_each(AT_ONCE, old);
}

Test(every_write, fails_in_a_new_folder) {
    fail_each(AT_ONCE, nothing);
}

Test(every_write, fails_with_trials_apart) {
    fail_each(APART, nothing);
}

Test(every_write, fails_with_kept_trials) {
    fail_each(KEPT, nothing);
}

/* ---- a call kills ---- */

static void kill_each(way how) {
    long n_calls = 0;
    bool is_killed = true;
    char old_file[80], new_file[80];
    prepare(how);
    sscanf(strstr(old, "r/results.h5"), "%79[^\n]", old_file);
    sscanf(strstr(new, "r/results.h5"), "%79[^\n]", new_file);
    put(old);
    for (long at = 1; is_killed; at += step()) {
        report out;
        is_killed = !run(how, at, DIES, -1, &out);
        see(false);
        cr_assert(strstr(now, old_file) != NULL || strstr(now, new_file) != NULL, "call %ld:\n%s",
                  at, now);
        lam_results *results;
        cr_assert_eq((how == KEPT ? lam_results_resume : lam_results_create)("r", &results), LAM_OK,
                     "after call %ld: %s", at, lam_error());
        lam_results_abandon(results);
        see(true);
        cr_assert(strcmp(now, old) == 0 || strcmp(now, new) == 0, "after call %ld:\n%s", at, now);
        go_on(how, at);
        put(old);
        n_calls = at;
    }
    cr_assert(n_calls > 100, "%ld calls", n_calls);
}

Test(every_write, kills) {
    kill_each(AT_ONCE);
}

Test(every_write, kills_with_kept_trials) {
    kill_each(KEPT);
}

/* ---- the disk is full ---- */

static void fill(way how, const char *before) {
    report out = {.status = LAM_ERR_IO};
    size_t most = 0;
    prepare(how);
    shell("mv r whole");
    for (off_t room = 0; room < 5000000; room += 3000 * step()) {
        put(before);
        run(how, 0, 0, room, &out);
        if (out.status == LAM_OK) {
            break;
        }
        cr_assert(!out.is_closing, "%ld bytes are not enough to close it", (long)room);
        if (how == APART) {
            out.n_ended = out.n_rescued; /* a finished one is there twice for a moment */
        }
        check_failure(how, &out, before, ENOSPC, (long)room);
        most = out.n_ended > most ? out.n_ended : most;
    }
    cr_assert(out.status == LAM_OK && most >= N_TRIALS - 1, "at most %zu trials", most);
}

Test(every_write, disk_is_full) {
    fill(AT_ONCE, nothing);
}

Test(every_write, disk_is_full_with_trials_apart) {
    fill(APART, old);
}

Test(every_write, disk_is_full_with_kept_trials) {
    fill(KEPT, old);
}
