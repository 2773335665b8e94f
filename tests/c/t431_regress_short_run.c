/* SPDX-License-Identifier: BSD-3-Clause
 * t431_regress_short_run - a run that ends early leaves all samples in their places, and 0 behind
 * them. The last block was put at the end of the whole run, which was not reached. */
#include "good.h"
#include "lam_kernel.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <stdlib.h>

TestSuite(short_run, .init = enter, .fini = leave);

enum { N_TRACES = 3, N_SAMPLES = 10000, NUMBER = 5 };

/* Trace k ends k samples before the others: threads need not be at the same step. */
static void run(lam_traces *traces, size_t n) {
    GOOD(lam_trace_start(traces, NULL, N_SAMPLES, 0.025, 1));
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < N_TRACES; k++) {
            if (i + k < n) {
                lam_trace_sample(0.025 * (double)i, NUMBER, (double)k, (double)(i + k + 1));
            }
        }
    }
    GOOD(lam_trace_finish(traces));
}

static void check(const lam_traces *traces, size_t n) {
    static double samples[N_SAMPLES];
    for (size_t k = 0; k < N_TRACES; k++) {
        size_t n_there = 0;
        GOOD(lam_trace_samples(traces, &n_there));
        cr_assert_eq(n_there, N_SAMPLES);
        GOOD(lam_trace_read(traces, k, samples));
        for (size_t i = 0; i < N_SAMPLES; i++) {
            double expected = i + k < n ? (double)(i + k + 1) : 0;
            cr_assert_eq(samples[i], expected, "%zu samples: trace %zu, sample %zu: %g", n, k, i,
                         samples[i]);
        }
    }
}

Test(short_run, leaves_all_in_place) {
    static const size_t lengths[] = {0, 1, 2, 64, 4095, 4096, 4097, 5000, 8192, 8194, 9999, 10000};
    lam_traces *traces;
    size_t slot;
    GOOD(lam_trace_create(NUMBER, &traces));
    for (size_t k = 0; k < N_TRACES; k++) {
        GOOD(lam_trace_add(traces, k, "soma", "v_mV", "mV", &slot));
    }
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        run(traces, lengths[i]);
        check(traces, lengths[i]);
    }
    lam_trace_destroy(traces);
}
