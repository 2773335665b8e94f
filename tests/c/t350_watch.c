/* SPDX-License-Identifier: BSD-3-Clause
 * t350_watch - progress reports of a run, the line they show, and interrupts. */
#include "lam_kernel.h"
#include "good.h"

#include <criterion/criterion.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

TestSuite(watch);

static void sleep_s(double seconds) {
    struct timespec pause = {(time_t)seconds, (long)((seconds - floor(seconds)) * 1e9)};
    nanosleep(&pause, NULL);
}

static void check_line(const char *expected, size_t trial, size_t n_trials, double t_ms,
                       double start_s) {
    char line[200];
    lam_watch_line(line, sizeof line, trial, 1, n_trials, t_ms, 170, start_s);
    cr_assert_str_eq(line, expected);
}

Test(watch, line) {
    double now_s = lam_now_s();
    check_line("trial 1/1  85.0 of 170 ms  60.0 s left", 0, 1, 85, now_s - 60);
    check_line("trial 1/2  85.0 of 170 ms  3 min left", 0, 2, 85, now_s - 60);
    check_line("trial 1/100  85.0 of 170 ms  3.3 h left", 0, 100, 85, now_s - 60);
    check_line("trial 2/2  85.0 of 170 ms  60.0 s left", 1, 2, 85, now_s - 60);
    check_line("trial 1/1  170.0 of 170 ms  0.0 s left", 0, 1, 170.01, now_s - 60);
    check_line("trial 1/1  0.0 of 170 ms", 0, 1, 0, now_s - 60);
    check_line("trial 2/2  0.0 of 170 ms", 1, 2, NAN, now_s - 60);
    check_line("trial 1/1  0.0 of 170 ms", 0, 1, -1, now_s - 60);
    check_line("trial 1/1  85.0 of 170 ms", 0, 1, 85, NAN);
    check_line("trial 1/0  85.0 of 170 ms", 0, 0, 85, now_s - 60);
    char line[12];
    lam_watch_line(line, sizeof line, 0, 1, 1, 85, 170, now_s);
    cr_assert_str_eq(line, "trial 1/1  ");
    lam_watch_line(line, sizeof line, 0, 1, 1, 85, NAN, now_s);
}

Test(watch, line_of_several_at_once) {
    char line[200];
    double start_s = lam_now_s() - 20;
    lam_watch_line(line, sizeof line, 4, 4, 20, 85, 170, start_s);
    cr_assert_str_eq(line, "trials 5-8/20  85.0 of 170 ms  2 min left"); /* 3.5 rounds of 40 s */
    lam_watch_line(line, sizeof line, 6, 4, 8, 85, 170, start_s);
    cr_assert_str_eq(line, "trials 7-8/8  85.0 of 170 ms  20.0 s left");
    lam_watch_line(line, sizeof line, 7, 4, 8, 85, 170, start_s);
    cr_assert_str_eq(line, "trial 8/8  85.0 of 170 ms  20.0 s left");
}

Test(watch, clock) {
    double start_s = lam_now_s();
    sleep_s(0.05);
    double passed_s = lam_now_s() - start_s;
    cr_assert(passed_s >= 0.05 && passed_s < 5, "%g s", passed_s);
}

typedef struct reports {
    size_t n;
    double last_t_ms;
} reports;

static void count(double t_ms, void *context) {
    reports *seen = context;
    seen->n++;
    seen->last_t_ms = t_ms;
}

static lam_leadfield *start_sampling(size_t n_threads) {
    lam_leadfield *leadfield;
    size_t row;
    GOOD(lam_leadfield_create(&leadfield));
    GOOD(lam_leadfield_rows(leadfield, 1, &row));
    GOOD(lam_leadfield_start(leadfield, 10, 0.025, 1, n_threads));
    return leadfield;
}

static void stop_sampling(lam_leadfield *leadfield) {
    GOOD(lam_leadfield_finish(leadfield));
    lam_leadfield_destroy(leadfield);
}

Test(watch, reports_come_at_the_interval) {
    reports seen = {0, 0};
    lam_leadfield *leadfield = start_sampling(2);
    lam_watch(count, &seen, 0.1);
    double start_s = lam_now_s();
    size_t step = 0;
    while (lam_now_s() - start_s < 1.05) {
        step++;
        lam_leadfield_sample(0, (double)step, 0, -65);
        lam_leadfield_sample(1, (double)step, 0, -65);
        sleep_s(0.0005);
    }
    cr_assert(seen.n >= 6 && seen.n <= 10, "%zu reports", seen.n);
    cr_assert(seen.last_t_ms > 0 && seen.last_t_ms <= (double)step);

    size_t before = seen.n;
    sleep_s(0.2);
    for (size_t i = 0; i < 10000; i++) { /* thread 1 alone reports nothing */
        lam_leadfield_sample(1, (double)(step + i + 1), 0, -65);
    }
    cr_assert_eq(seen.n, before);
    lam_watch(NULL, NULL, 0);
    for (size_t i = 0; i < 10000; i++) {
        lam_leadfield_sample(0, (double)(step + i + 1), 0, -65);
    }
    cr_assert_eq(seen.n, before);
    stop_sampling(leadfield);
}

Test(watch, interval_zero_reports_every_step) {
    reports seen = {0, 0};
    lam_leadfield *leadfield = start_sampling(1);
    lam_watch(count, &seen, 0);
    for (size_t i = 1; i <= 100; i++) {
        lam_leadfield_sample(0, (double)i, 0, -65);
        lam_leadfield_sample(0, (double)i, 0, -65);
    }
    cr_assert_eq(seen.n, 100);
    lam_watch(NULL, NULL, 0);
    stop_sampling(leadfield);
}

static void check_interrupt(int signal_number) {
    reports seen = {0, 0};
    lam_leadfield *leadfield = start_sampling(1);
    lam_catch_interrupts();
    cr_assert_eq(lam_interrupted(), 0);
    lam_watch(count, &seen, 1000);
    double t_ms = 0;
    for (int i = 0; i < 1000; i++) {
        lam_leadfield_sample(0, ++t_ms, 0, -65);
    }
    cr_assert_eq(seen.n, 0);
    raise(signal_number);
    cr_assert_eq(lam_interrupted(), signal_number);
    for (int i = 0; i < 3; i++) { /* at once, and once */
        lam_leadfield_sample(0, ++t_ms, 0, -65);
        cr_assert_eq(seen.n, 1);
    }
    cr_assert_eq(seen.last_t_ms, 1001);
    lam_catch_interrupts(); /* of a later trial: nothing is forgotten */
    cr_assert_eq(lam_interrupted(), signal_number);
    lam_watch(NULL, NULL, 0);
    stop_sampling(leadfield);
}

Test(watch, interrupt) {
    check_interrupt(SIGINT);
}

Test(watch, termination) {
    check_interrupt(SIGTERM);
}
