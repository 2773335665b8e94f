/* SPDX-License-Identifier: BSD-3-Clause
 * lam_watch.c - progress of a run, wall clock and interrupts. */
#include "laminae.h"
#include "base/lam_number_impl.h"
#include "probe/lam_watch_impl.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

/* The process has one watch. During a run only thread 0 writes it. */
static struct {
    void (*report)(double t_ms, void *context);
    void *context_borrowed;
    double interval_s, reported_s, checked_s;
    unsigned stride;     /* steps from one look at the clock to the next */
    unsigned steps_left; /* until the next look */
} watch;

static volatile sig_atomic_t caught;     /* the signal's number */
static volatile sig_atomic_t unreported; /* it has come since the last step */

void lam_watch(void (*report)(double t_ms, void *context), void *context, double interval_s) {
    watch.report = report;
    watch.context_borrowed = context;
    watch.interval_s = interval_s;
    watch.reported_s = watch.checked_s = lam_now_s();
    watch.stride = watch.steps_left = 1;
}

/* The time between two looks at the clock shall be 1/32 to 1/8 of the interval. */
static void adapt_stride(double now_s) {
    double passed_s = now_s - watch.checked_s;
    if (passed_s < watch.interval_s / 32 && watch.stride < 1u << 20) {
        watch.stride *= 2;
    } else if (passed_s > watch.interval_s / 8 && watch.stride > 1) {
        watch.stride /= 2;
    }
    watch.checked_s = now_s;
    watch.steps_left = watch.stride;
}

void lam_watch_step(int thread, double t_ms) {
    if (thread != 0 || watch.report == NULL || (--watch.steps_left > 0 && !unreported)) {
        return;
    }
    double now_s = lam_now_s();
    adapt_stride(now_s);
    if (now_s - watch.reported_s >= watch.interval_s || unreported) {
        watch.reported_s = now_s;
        unreported = 0;
        watch.report(t_ms, watch.context_borrowed);
    }
}

/* 12.3 s, 5 min, 2.5 h */
static void show_time(char *text_out, size_t size, double s) {
    if (s < 100) {
        lam_format(text_out, size, "%.1f s", s);
    } else if (s < 100 * 60) {
        lam_format(text_out, size, "%.0f min", s / 60);
    } else {
        lam_format(text_out, size, "%.1f h", s / 3600);
    }
}

void lam_watch_line(char *line_out, size_t line_size, size_t trial, size_t n_at_once,
                    size_t n_trials, double t_ms, double tstop_ms, double start_s) {
    double t = t_ms > 0 ? fmin(t_ms, tstop_ms) : 0; /* NaN: nothing is done yet */
    double done = t / tstop_ms;
    double rounds = ceil(((double)n_trials - (double)trial) / (double)n_at_once);
    double left_s = (lam_now_s() - start_s) / done * (rounds - done);
    size_t last = trial + n_at_once < n_trials ? trial + n_at_once : n_trials;
    char which[64], left[48] = "";
    if (last > trial + 1) {
        snprintf(which, sizeof which, "trials %zu-%zu", trial + 1, last);
    } else {
        snprintf(which, sizeof which, "trial %zu", trial + 1);
    }
    if (done > 0 && left_s >= 0 && left_s < 1e9) { /* false for NaN: no estimate */
        char time[32];
        show_time(time, sizeof time, left_s);
        snprintf(left, sizeof left, "  %s left", time);
    }
    lam_format(line_out, line_size, "%s/%zu  %.1f of %.10g ms%s", which, n_trials, t, tstop_ms,
               left);
}

static void remember(int signal_number) {
    caught = signal_number;
    unreported = 1;
}

void lam_catch_interrupts(void) {
    struct sigaction action = {.sa_handler = remember, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

int lam_interrupted(void) {
    return caught;
}
