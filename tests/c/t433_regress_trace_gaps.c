/* SPDX-License-Identifier: BSD-3-Clause
 * t433_regress_trace_gaps - a dt raised in mid-run is refused; whole blocks of samples were lost.
 */
#include "laminae.h"
#include "lam_kernel.h"

#include <criterion/criterion.h>
#include <string.h>

#define GOOD(expression) cr_assert_eq((expression), LAM_OK, "%s", lam_error())

enum { NUMBER = 5 };
static const double dt_ms = 0.025;

/* Samples first to middle, then each by-th of those to the end, 10000 in all. */
static lam_status run(size_t first, size_t middle, size_t by, size_t every) {
    lam_traces *traces;
    size_t slot;
    GOOD(lam_trace_create(NUMBER, &traces));
    GOOD(lam_trace_add(traces, 3, "soma", "v_mV", "mV", &slot));
    GOOD(lam_trace_start(traces, NULL, 10000, dt_ms, every));
    for (size_t i = first; i < 10000; i += i < middle ? 1 : by) {
        lam_trace_sample((double)i * dt_ms, NUMBER, (double)slot, 1);
    }
    lam_status status = lam_trace_finish(traces);
    lam_trace_destroy(traces);
    return status;
}

Test(trace_gaps, are_refused) {
    cr_assert_eq(run(0, 4000, 2, 1), LAM_ERR_STATE);
    cr_assert_not_null(strstr(lam_error(), "t = 100.05 ms"), "%s", lam_error());
    cr_assert_eq(run(0, 5000, 7, 2), LAM_ERR_STATE);
    cr_assert_eq(run(2, 5000, 1, 1), LAM_ERR_STATE);
}

/* Each second sample is asked for. */
Test(trace_gaps, are_none_where_each_sample_comes) {
    GOOD(run(0, 10000, 1, 1));
    GOOD(run(1, 10000, 1, 1));
    GOOD(run(0, 4000, 2, 2));
}
