/* SPDX-License-Identifier: BSD-3-Clause
 * t330_trial_folders - trials are written apart, and the results take them over: once, in order,
 * and only whole ones. Those that are kept wait for the same run, and for no other. */
#include "good.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(trial_folders, .init = enter, .fini = leave);

static const lam_run_facts facts = {
    "{\"name\": \"n\", \"tstop\": {\"value\": 170.5}, \"trials\": 3,"
    " \"drives\": [{\"mu\": 1}, {\"mu\": [2, \"ms\"]}]}",
    "neuron",
    "9.0.2",
    "",
    "v:all",
    0.1,
    false,
    true};

static void shell(const char *command) {
    cr_assert_eq(system(command), 0, "%s", command);
}

/* All names below the folder, as find sees them from there. */
static void check_names(const char *expected) {
    char names[1000] = "";
    FILE *stream = popen("find . -mindepth 1 -type f | LC_ALL=C sort | tr '\\n' ' '", "r");
    cr_assert_not_null(stream);
    if (fgets(names, sizeof names, stream) == NULL) {
        names[0] = '\0';
    }
    pclose(stream);
    cr_assert_str_eq(names, expected);
}

static bool claim(const char *directory, bool is_kept, size_t trial, char path_out[200]) {
    bool is_mine;
    GOOD(lam_trial_path(directory, is_kept, trial, path_out, 200));
    GOOD(lam_trial_claim(path_out, &is_mine));
    return is_mine;
}

/* What a group does with a trial. */
static lam_results *start_trial(const char *directory, bool is_kept, size_t trial) {
    char path[200], name[40];
    double value = (double)trial;
    lam_results *results;
    cr_assert(claim(directory, is_kept, trial, path));
    cr_assert_not(claim(directory, is_kept, trial, path));
    GOOD(lam_results_create(path, &results));
    snprintf(name, sizeof name, "/trial/%zu/x/y", trial);
    GOOD(lam_results_write(results, name, 0, 1, &value, "mV"));
    GOOD(lam_results_text_dipole(results, trial, 1, &value, &value, 0, NULL, NULL));
    return results;
}

static void run_trial(const char *directory, bool is_kept, size_t trial) {
    GOOD(lam_results_close(start_trial(directory, is_kept, trial), true));
}

static size_t take(lam_results *results, bool in_order) {
    size_t n;
    GOOD(lam_results_take(results, in_order, &n));
    return n;
}

static lam_results *resume(const lam_run_facts *run, size_t n_trials, bool *is_there) {
    lam_results *results;
    GOOD(lam_results_resume("a", &results));
    GOOD(lam_results_stage(results, n_trials, run, is_there));
    return results;
}

/* The process is gone, and its lock with it. */
static void kill_run(lam_results *results) {
    shell("mv a/checkpoint kept");
    lam_results_abandon(results);
    shell("mkdir -p a && mv kept a/checkpoint");
}

Test(trial_folders, are_taken_in_order_whoever_is_first) {
    bool is_there[3];
    lam_results *results = resume(NULL, 3, is_there);
    for (size_t k = 0; k < 3; k++) {
        cr_assert_not(is_there[k]);
    }
    run_trial("a", false, 1);
    cr_assert_eq(take(results, true), 0);
    lam_results *first = start_trial("a", false, 0);
    cr_assert_eq(take(results, true), 0);
    GOOD(lam_results_close(first, true));
    cr_assert_eq(take(results, true), 2);
    cr_assert_eq(take(results, true), 2);
    char path[200];
    cr_assert_not(claim("a", false, 0, path)); /* taken, and not to be run once more */
    run_trial("a", false, 2);
    cr_assert_eq(take(results, true), 3);
    GOOD(lam_results_close(results, true));
    check_names("./a/dipole_0.txt ./a/dipole_1.txt ./a/dipole_2.txt ./a/results.h5 ");
    shell("mv a b");

    results = resume(NULL, 3, is_there);
    for (size_t k = 0; k < 3; k++) {
        run_trial("a", false, k);
    }
    cr_assert_eq(take(results, true), 3);
    GOOD(lam_results_close(results, true));
    shell("for f in a/*; do cmp $f b/${f#a/} || exit 1; done");
    shell("! [ -e a/.trials ] && h5dump -d /trial/2/x/y a/results.h5 | grep -q '(0): 2'");
}

Test(trial_folders, those_behind_a_gap_are_taken_at_an_interrupt) {
    bool is_there[3];
    lam_results *results = resume(NULL, 3, is_there);
    run_trial("a", false, 2);
    lam_results *running = start_trial("a", false, 0);
    cr_assert_eq(take(results, false), 1);
    GOOD(lam_results_close(results, false));
    lam_results_abandon(running);
    check_names("./a/dipole_2.txt ./a/results.h5 ");
}

Test(trial_folders, those_that_are_not_kept_go_with_the_next_run) {
    shell("mkdir -p a/.trials/0 a/.trials/1 && touch a/.trials/0/results.h5 a/.trials/0/.lock "
          "a/.trials/1/.spikes_1.txt.12.part a/.trials/1/.traces_0.part");
    lam_results *results;
    GOOD(lam_results_create("a", &results));
    GOOD(lam_results_close(results, true));
    shell("! [ -e a/.trials ]");
}

Test(trial_folders, kept_ones_outlive_the_run) {
    bool is_there[4];
    lam_results *results = resume(&facts, 3, is_there), *other = NULL;
    run_trial("a", true, 1);
    cr_assert_eq(take(results, true), 0);
    lam_results *running = start_trial("a", true, 0);
    kill_run(results);
    lam_results_abandon(running);
    shell("touch a/checkpoint/0/.dipole_0.txt.99999.part && mkdir a/checkpoint/2");
    cr_assert_eq(lam_results_create("a", &other), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "the folder 'a' holds finished trials of a run that was stopped: "
                                  "go on with --checkpoint, choose another folder, or remove "
                                  "'a/checkpoint' to begin anew");
    results = resume(&facts, 4, is_there);
    cr_assert(!is_there[0] && is_there[1] && !is_there[2] && !is_there[3]);
    for (size_t k = 0; k < 4; k++) {
        if (k != 1) {
            run_trial("a", true, k);
        }
    }
    cr_assert_eq(take(results, true), 4);
    GOOD(lam_results_close(results, true));
    check_names(
        "./a/dipole_0.txt ./a/dipole_1.txt ./a/dipole_2.txt ./a/dipole_3.txt ./a/results.h5 ");
    shell("! [ -e a/checkpoint ]");
}

Test(trial_folders, an_interrupted_run_leaves_kept_ones_and_no_results) {
    bool is_there[3];
    lam_results *results = resume(&facts, 3, is_there);
    run_trial("a", true, 0);
    cr_assert_eq(take(results, true), 1);
    GOOD(lam_results_close(results, false));
    check_names(
        "./a/checkpoint/0/dipole_0.txt ./a/checkpoint/0/results.h5 ./a/checkpoint/run.json ");
}

Test(trial_folders, a_broken_file_is_no_trial) {
    bool is_there[3];
    lam_results *results = resume(&facts, 3, is_there);
    run_trial("a", true, 0);
    run_trial("a", true, 1);
    kill_run(results);
    shell("truncate -s 100 a/checkpoint/0/results.h5");
    results = resume(&facts, 3, is_there);
    cr_assert(!is_there[0] && is_there[1]);
    lam_results_abandon(results);
}

static void differs(const lam_run_facts *other, size_t n_trials, const char *part_of_message) {
    bool is_there[3];
    lam_results *results;
    GOOD(lam_results_resume("a", &results));
    cr_assert_eq(lam_results_stage(results, n_trials, other, is_there), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), part_of_message), "%s", lam_error());
    lam_results_abandon(results);
    shell("cmp a/checkpoint/1/results.h5 kept.h5");
}

Test(trial_folders, another_run_is_refused) {
    bool is_there[3];
    lam_results *results = resume(&facts, 3, is_there);
    run_trial("a", true, 1);
    kill_run(results);
    shell("cp a/checkpoint/1/results.h5 kept.h5");
    lam_run_facts other = facts;
    other.engine = "coreneuron";
    differs(
        &other, 3,
        "engine is \"neuron\" in 'a/checkpoint', \"coreneuron\" in this run; accepted: the same");
    other = facts;
    other.record_compress = false;
    differs(&other, 3, "record_compress is true in");
    other = facts;
    other.record_dt_ms = 0.2;
    differs(&other, 3, "record_dt_ms is 0.1");
    other = facts;
    other.network_json = "{\"name\": \"n\", \"tstop\": {\"value\": 170.5}, \"drives\": "
                         "[{\"mu\": 1}, {\"mu\": [3, \"ms\"]}]}";
    differs(&other, 3, "network.drives.1.mu is [2,\"ms\"] in 'a/checkpoint', [3,\"ms\"]");
    other.network_json =
        "{\"name\": \"n\", \"tstop\": {\"value\": 170.5}, \"drives\": [{\"mu\": 1}]}";
    differs(&other, 3, "network.drives is [{\"mu\":1},{\"mu\":[2,\"ms\"]}] in");
    other.network_json = "{\"name\": \"n\", \"drives\": [{\"mu\": 1}, {\"mu\": [2, \"ms\"]}]}";
    differs(&other, 3, "network.tstop is {\"value\":170.5} in 'a/checkpoint', nothing in");
    other.network_json =
        "{\"name\": \"n\", \"tstop\": {\"value\": 170.5}, \"seed\": 1, \"drives\": "
        "[{\"mu\": 1}, {\"mu\": [2, \"ms\"]}]}";
    differs(&other, 3, "network.seed is nothing in 'a/checkpoint', 1 in");
    differs(&facts, 1, "trials: 1; accepted: 2 or more, as there are in 'a/checkpoint'");
    shell("echo '{' >a/checkpoint/run.json");
    differs(&facts, 3, "cannot be read");
}

Test(trial_folders, what_is_not_ours_is_refused) {
    lam_results *results;
    shell("mkdir -p a/checkpoint/0 && touch a/checkpoint/0/notes.txt");
    cr_assert_eq(lam_results_resume("a", &results), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "'checkpoint'"), "%s", lam_error());
    shell("rm a/checkpoint/0/notes.txt && mkdir a/checkpoint/x");
    cr_assert_eq(lam_results_resume("a", &results), LAM_ERR_INPUT);
    shell("rm -r a && mkdir a && touch a/.trials");
    cr_assert_eq(lam_results_resume("a", &results), LAM_ERR_INPUT);
    shell("rm -r a && mkdir -p b a && ln -s ../b a/.trials");
    cr_assert_eq(lam_results_resume("a", &results), LAM_ERR_INPUT);
}

Test(trial_folders, calling_order) {
    lam_results *results;
    bool is_mine;
    size_t n;
    GOOD(lam_results_create("a", &results));
    cr_assert_eq(lam_results_take(results, true, &n), LAM_ERR_STATE);
    lam_results_abandon(results);
    cr_assert_eq(lam_trial_claim("no/such/0", &is_mine), LAM_ERR_IO);
    cr_assert_not_null(strstr(lam_error(), "no/such/0"));
    char path[5];
    cr_assert_eq(lam_trial_path("a", true, 0, path, sizeof path), LAM_ERR_INPUT);
}
