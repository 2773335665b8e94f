/* SPDX-License-Identifier: BSD-3-Clause
 * t410_leadfield - samples against the plain double sum, blocks and threads, calling order. */
#include "laminae.h"
#include "lam_kernel.h"

#include <criterion/criterion.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_A = 13, ROWS_B = 5, STEPS = 53 };
static const double dt_ms = 0.025;

static double weight_of(size_t signal, size_t row) {
    return sin(1.0 + 3.0 * (double)signal + (double)row);
}
static double voltage_of(size_t row, size_t step) {
    return -70 + 10 * cos(0.1 * (double)step * (double)(row + 1));
}

/* Signals 0 and 1 over rows 0-12, signal 2 over rows 13-17. */
static lam_leadfield *make(void) {
    lam_leadfield *field;
    size_t first, signal, size[2] = {ROWS_A, ROWS_B}, n_signals[2] = {2, 1};
    lam_leadfield_create(&field);
    for (size_t g = 0; g < 2; g++) {
        cr_assert_eq(lam_leadfield_rows(field, size[g], &first), LAM_OK);
        cr_assert_eq(first, g * ROWS_A);
        for (size_t s = 0; s < n_signals[g]; s++) {
            cr_assert_eq(lam_leadfield_signal(field, first, size[g], &signal), LAM_OK);
            for (size_t row = first; row < first + size[g]; row++) {
                lam_leadfield_set_weight(field, signal, row, weight_of(signal, row));
            }
        }
    }
    return field;
}

/* Time as an integrator accumulates it, from the first step to the last. */
static void sample_rows(int thread, size_t first, size_t end) {
    double t_ms = 0;
    for (size_t step = 1; step < STEPS; step++) {
        t_ms += 0.5 * dt_ms;
        t_ms += 0.5 * dt_ms;
        for (size_t row = first; row < end; row++) {
            lam_leadfield_sample(thread, t_ms, (double)row, voltage_of(row, step));
        }
    }
}

static void check_samples(lam_leadfield *field) {
    double samples[STEPS];
    size_t n;
    cr_assert_eq(lam_leadfield_samples(field, &n), LAM_OK, "%s", lam_error());
    cr_assert_eq(n, STEPS);
    for (size_t signal = 0; signal < 3; signal++) {
        size_t first = signal < 2 ? 0 : ROWS_A, end = signal < 2 ? ROWS_A : ROWS_A + ROWS_B;
        cr_assert_eq(lam_leadfield_read(field, signal, samples), LAM_OK);
        cr_assert_eq(samples[0], 0);
        for (size_t step = 1; step < STEPS; step++) {
            double sum = 0;
            for (size_t row = first; row < end; row++) {
                sum += weight_of(signal, row) * voltage_of(row, step);
            }
            cr_assert_float_eq(samples[step], sum, 1e-12 * 70 * ROWS_A, "signal %zu step %zu",
                               signal, step);
        }
    }
}

Test(leadfield, samples_are_weighted_sums_and_runs_repeat) {
    lam_leadfield *field = make();
    for (int run = 0; run < 3; run++) {
        cr_assert_eq(lam_leadfield_start(field, STEPS, dt_ms, 1, 1), LAM_OK);
        lam_leadfield_sample(0, dt_ms, -1, 1e9); /* a row never set */
        lam_leadfield_sample(0, dt_ms, ROWS_A + ROWS_B, 1e9);
        sample_rows(0, 0, ROWS_A + ROWS_B);
        lam_leadfield_sample(0, STEPS * dt_ms, 0, 1e9); /* past the end */
        cr_assert_eq(lam_leadfield_finish(field), LAM_OK);
        check_samples(field);
    }
    lam_leadfield_destroy(field);
}

static void *second_thread(void *unused) {
    (void)unused;
    sample_rows(1, 7, ROWS_A + ROWS_B);
    return NULL;
}

Test(leadfield, threads_share_the_rows) {
    lam_leadfield *field = make();
    cr_assert_eq(lam_leadfield_start(field, STEPS, dt_ms, 1, 2), LAM_OK);
    pthread_t thread;
    pthread_create(&thread, NULL, second_thread, NULL);
    sample_rows(0, 0, 7);
    pthread_join(thread, NULL);
    cr_assert_eq(lam_leadfield_finish(field), LAM_OK);
    check_samples(field);
    lam_leadfield_destroy(field);
}

Test(leadfield, two_fields_take_turns_and_none_is_no_harm) {
    lam_leadfield_sample(0, dt_ms, 0, 1);
    lam_leadfield *a = make(), *b = make();
    cr_assert_eq(lam_leadfield_start(a, STEPS, dt_ms, 1, 1), LAM_OK);
    cr_assert_eq(lam_leadfield_start(b, STEPS, dt_ms, 1, 1), LAM_OK);
    cr_assert_eq(lam_leadfield_finish(a), LAM_ERR_STATE);
    sample_rows(0, 0, ROWS_A + ROWS_B);
    cr_assert_eq(lam_leadfield_finish(b), LAM_OK);
    check_samples(b);
    lam_leadfield_destroy(a);
    lam_leadfield_destroy(b);
}

Test(leadfield, the_wrong_order_and_wrong_numbers_are_refused) {
    lam_leadfield *field;
    double sample;
    size_t n, first, signal;
    lam_leadfield_create(&field);
    cr_assert_eq(lam_leadfield_samples(field, &n), LAM_ERR_STATE);
    cr_assert_eq(lam_leadfield_finish(field), LAM_ERR_STATE);
    cr_assert_eq(lam_leadfield_signal(field, 0, 1, &signal), LAM_ERR_INPUT);
    lam_leadfield_rows(field, 3, &first);
    cr_assert_eq(lam_leadfield_signal(field, 1, 3, &signal), LAM_ERR_INPUT);
    cr_assert_eq(lam_leadfield_signal(field, 4, 0, &signal), LAM_ERR_INPUT);
    lam_leadfield_signal(field, 0, 3, &signal);
    cr_assert_eq(lam_leadfield_set_weight(field, signal, 3, 1), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "no row 3; accepted: 0 or more, below 3"), "%s",
                       lam_error());
    cr_assert_eq(lam_leadfield_set_weight(field, signal + 1, 0, 1), LAM_ERR_INPUT);
    cr_assert_eq(lam_leadfield_set_weight(field, signal, 0, NAN), LAM_ERR_INPUT);
    cr_assert_eq(lam_leadfield_start(field, 1, 0, 1, 1), LAM_ERR_INPUT);
    cr_assert_eq(lam_leadfield_start(field, 1, dt_ms, 0, 1), LAM_ERR_INPUT);
    cr_assert_eq(lam_leadfield_start(field, 1, dt_ms, 1, 0), LAM_ERR_INPUT);
    cr_assert_eq(lam_leadfield_start(field, 1, dt_ms, 1, 1), LAM_OK);
    cr_assert_eq(lam_leadfield_rows(field, 1, &first), LAM_ERR_STATE);
    cr_assert_eq(lam_leadfield_signal(field, 0, 3, &signal), LAM_ERR_STATE);
    cr_assert_eq(lam_leadfield_set_weight(field, signal, 0, 1), LAM_ERR_STATE);
    cr_assert_eq(lam_leadfield_read(field, signal + 1, &sample), LAM_ERR_INPUT);
    lam_leadfield_destroy(field);
    lam_leadfield_destroy(NULL);
}

Test(leadfield, a_rank_without_cells_has_signals_of_zeros) {
    lam_leadfield *field;
    double samples[7] = {1, 1, 1, 1, 1, 1, 1};
    size_t n, signal;
    lam_leadfield_create(&field);
    lam_leadfield_signal(field, 0, 0, &signal);
    cr_assert_eq(lam_leadfield_start(field, 7, dt_ms, 1, 1), LAM_OK);
    cr_assert_eq(lam_leadfield_finish(field), LAM_OK);
    cr_assert_eq(lam_leadfield_samples(field, &n), LAM_OK);
    cr_assert_eq(n, 7);
    cr_assert_eq(lam_leadfield_read(field, signal, samples), LAM_OK);
    cr_assert(samples[0] == 0 && samples[6] == 0);
    lam_leadfield_destroy(field);
}

/* The run that has no end: samples can be read while it goes on. */
Test(leadfield, without_a_number_of_samples_there_are_as_many_as_steps) {
    enum { MANY = 5000 };
    lam_leadfield *field = make();
    double *samples = malloc(MANY * sizeof *samples);
    size_t n, last = 0;
    cr_assert_eq(lam_leadfield_start(field, 0, dt_ms, 1, 1), LAM_OK);
    for (size_t step = 0; step < MANY; step++) {
        for (size_t row = 0; row < ROWS_A + ROWS_B; row++) {
            lam_leadfield_sample(0, (double)step * dt_ms, (double)row, voltage_of(row, step));
        }
        if (step % 777 == 0 || step == MANY - 1) {
            cr_assert_eq(lam_leadfield_samples(field, &n), LAM_OK);
            cr_assert_eq(n, step + 1);
            cr_assert_eq(lam_leadfield_read(field, 2, samples), LAM_OK);
            for (size_t k = last; k < n; k++) {
                double sum = 0;
                for (size_t row = ROWS_A; row < ROWS_A + ROWS_B; row++) {
                    sum += weight_of(2, row) * voltage_of(row, k);
                }
                cr_assert_float_eq(samples[k], sum, 1e-12 * 70 * ROWS_B);
            }
            last = n;
        }
    }
    free(samples);
    lam_leadfield_destroy(field);
}

Test(leadfield, every_third_step_is_kept) {
    lam_leadfield *field = make();
    double samples[STEPS];
    size_t n;
    cr_assert_eq(lam_leadfield_start(field, 0, dt_ms, 3, 1), LAM_OK);
    lam_leadfield_sample(0, -100, 0, 1e9); /* before the run */
    sample_rows(0, 0, ROWS_A + ROWS_B);
    cr_assert_eq(lam_leadfield_samples(field, &n), LAM_OK);
    cr_assert_eq(n, (STEPS - 1) / 3 + 1);
    cr_assert_eq(lam_leadfield_read(field, 0, samples), LAM_OK);
    for (size_t k = 1; k < n; k++) {
        double sum = 0;
        for (size_t row = 0; row < ROWS_A; row++) {
            sum += weight_of(0, row) * voltage_of(row, 3 * k);
        }
        cr_assert_float_eq(samples[k], sum, 1e-12 * 70 * ROWS_A);
    }
    lam_leadfield_destroy(field);
}

Test(leadfield, wrong_samples_are_refused) {
    lam_leadfield *field = make();
    size_t n;
    cr_assert_eq(lam_leadfield_start(field, 0, dt_ms, 1, 1), LAM_OK);
    lam_leadfield_sample(0, 1.5 * dt_ms, 0, -65);
    cr_assert_eq(lam_leadfield_samples(field, &n), LAM_ERR_STATE);
    cr_assert_not_null(strstr(lam_error(), "which is not dt"), "%s", lam_error());
    cr_assert_eq(lam_leadfield_start(field, 0, dt_ms, 1, 1), LAM_OK);
    lam_leadfield_sample(1, dt_ms, 0, -65);
    cr_assert_eq(lam_leadfield_samples(field, &n), LAM_ERR_STATE);
    cr_assert_not_null(strstr(lam_error(), "more threads"), "%s", lam_error());
    lam_leadfield_destroy(field);
}
