/* SPDX-License-Identifier: BSD-3-Clause
 * t322_regress_mean_text - several trials have a dipole_mean.txt, with the head and scale of
 * theirs, also when they were taken over from other processes and some are missing. A single trial
 * has none. */
#include "good.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static lam_network *network;
static lam_results *results;

static void enter_with_results(void) {
    GOOD(lam_network_read("params/erp.json", &network));
    enter();
    GOOD(lam_results_create("out", &results));
    GOOD(lam_results_want_mean(results, network));
    lam_results_show(results, 10, 0);
}

static void leave_with_results(void) {
    lam_network_destroy(network);
    leave();
}

TestSuite(mean_text, .init = enter_with_results, .fini = leave_with_results);

/* A trial whose dipoles are `value` of layer 2 and twice as much of layer 5, and grow with time. */
static void write_trial(lam_results *to, size_t trial, size_t n, double value) {
    static const char *const paths[] = {"time_ms", "dipole/agg", "dipole/L2_pyramidal",
                                        "dipole/L5_pyramidal"};
    for (size_t k = 0; k < 4; k++) {
        char path[64];
        double signal[3];
        for (size_t i = 0; i < 3; i++) {
            double factor = k == 1 ? 3 : k == 2 ? 1 : 2;
            signal[i] = k == 0 ? 0.1 * (double)i : factor * value * (double)(i + 1);
        }
        snprintf(path, sizeof path, "/trial/%zu/%s", trial, paths[k]);
        GOOD(lam_results_write(to, path, 0, n, signal, k == 0 ? "ms" : "nAm"));
    }
}

static void check_mean(const char *expected) {
    char text[400] = "";
    FILE *file = fopen("out/dipole_mean.txt", "r");
    cr_assert_not_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    cr_assert_str_eq(text, expected);
}

static const char mean_of_1_and_2[] = "# time_ms agg_nAm L2_nAm L5_nAm (multiplied by 10)\n"
                                      "0\t45\t15\t30\n"
                                      "0.1\t90\t30\t60\n"
                                      "0.2\t135\t45\t90\n";

Test(mean_text, of_two) {
    write_trial(results, 0, 3, 1);
    write_trial(results, 1, 3, 2);
    GOOD(lam_results_close(results, true));
    check_mean(mean_of_1_and_2);
}

Test(mean_text, of_trials_taken_over_without_one_between_them) {
    GOOD(lam_results_stage(results, 12, NULL, (bool[12]){false}));
    for (size_t trial = 3; trial < 12; trial += 8) {
        char path[200];
        bool is_mine;
        lam_results *apart;
        GOOD(lam_trial_path("out", false, trial, path, sizeof path));
        GOOD(lam_trial_claim(path, &is_mine));
        GOOD(lam_results_create(path, &apart));
        write_trial(apart, trial, 3, trial == 3 ? 1 : 2);
        GOOD(lam_results_close(apart, true));
    }
    size_t n;
    GOOD(lam_results_take(results, false, &n));
    cr_assert_eq(n, 2);
    GOOD(lam_results_close(results, false));
    check_mean(mean_of_1_and_2);
}

Test(mean_text, none_of_one) {
    write_trial(results, 0, 3, 1);
    GOOD(lam_results_close(results, true));
    cr_assert_neq(access("out/dipole_mean.txt", F_OK), 0);
}

/* The next run in the folder has one trial: the old mean goes. */
Test(mean_text, none_is_left) {
    write_trial(results, 0, 3, 1);
    write_trial(results, 1, 3, 2);
    GOOD(lam_results_close(results, true));
    GOOD(lam_results_create("out", &results));
    GOOD(lam_results_want_mean(results, network));
    write_trial(results, 0, 3, 1);
    GOOD(lam_results_close(results, true));
    cr_assert_neq(access("out/dipole_mean.txt", F_OK), 0);
}

Test(mean_text, none_of_trials_of_other_lengths) {
    write_trial(results, 0, 3, 1);
    write_trial(results, 1, 2, 2);
    GOOD(lam_results_close(results, true));
    cr_assert_eq(access("out/results.h5", F_OK), 0);
    cr_assert_neq(access("out/dipole_mean.txt", F_OK), 0);
}
