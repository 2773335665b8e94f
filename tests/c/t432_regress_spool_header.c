/* SPDX-License-Identifier: BSD-3-Clause
 * t432_regress_spool_header - a file of traces with an impossible header is refused. Rows of 0
 * samples led to a division by 0, and the length of a text to a request for as much memory. */
#include "good.h"
#include "lam_kernel.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(spool_header, .init = enter, .fini = leave);

/* Where the header holds traces, samples, samples in a row and bytes of texts. */
enum { N_TRACES = 8, N_SAMPLES = 16, ROW_LENGTH = 24, TEXTS_SIZE = 32 };

static void write_traces(const char *path) {
    lam_traces *traces;
    size_t slot;
    GOOD(lam_trace_create(1, &traces));
    GOOD(lam_trace_add(traces, 0, "soma", "v_mV", "mV", &slot));
    GOOD(lam_trace_start(traces, path, 1000, 0.025, 1));
    GOOD(lam_trace_finish(traces));
    lam_trace_destroy(traces);
}

static void check_refused(lam_results *results, long offset, uint64_t value) {
    write_traces("traces");
    FILE *file = fopen("traces", "r+");
    cr_assert_not_null(file);
    cr_assert_eq(fseek(file, offset, SEEK_SET), 0);
    cr_assert_eq(fwrite(&value, sizeof value, 1, file), 1);
    cr_assert_eq(fclose(file), 0);
    cr_assert_eq(lam_results_write_traces(results, 0, "traces", false, false), LAM_ERR_IO);
    cr_assert_not_null(strstr(lam_error(), "traces"), "%s", lam_error());
}

Test(spool_header, is_checked) {
    lam_results *results;
    GOOD(lam_results_create("r", &results));
    check_refused(results, ROW_LENGTH, 0);
    check_refused(results, ROW_LENGTH, 4096);
    check_refused(results, N_TRACES, 2);
    check_refused(results, N_SAMPLES, 1 << 20);
    check_refused(results, TEXTS_SIZE, (uint64_t)1 << 50);
    write_traces("traces");
    GOOD(lam_results_write_traces(results, 0, "traces", false, false));
    lam_results_abandon(results);
}
