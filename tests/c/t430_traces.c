/* SPDX-License-Identifier: BSD-3-Clause
 * t430_traces - samples of traces come back in their order, for any lengths, threads and steps. A
 * full disk gives one error. The memory for samples is bounded. */
#include "good.h"
#include "lam_kernel.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <hdf5.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

TestSuite(traces, .init = enter, .fini = leave);

#define FAILS(status, part_of_message, expression)                                                 \
    do {                                                                                           \
        cr_assert_eq((expression), (status), "%s", lam_error());                                   \
        cr_assert_not_null(strstr(lam_error(), (part_of_message)), "%s", lam_error());             \
    } while (0)

/* n traces: section s of cell 7 - s. */
static lam_traces *make_traces(size_t n) {
    lam_traces *traces;
    GOOD(lam_trace_create(5, &traces));
    for (size_t i = 0; i < n; i++) {
        char section[32];
        size_t slot = 99;
        snprintf(section, sizeof section, "section %zu", i);
        GOOD(lam_trace_add(traces, 7 - i % 8, section, "v_mV", "mV", &slot));
        cr_assert_eq(slot, i);
    }
    cr_assert_eq(lam_trace_count(traces), n);
    return traces;
}

static double value_at(size_t slot, size_t sample) {
    return (double)slot * 1e6 + (double)sample + 0.25;
}

/* As the mechanism does it: t is a sum of steps. */
static void run(size_t first, size_t end, size_t n_samples, double dt_ms) {
    double t_ms = 0;
    for (size_t i = 0; i < n_samples; i++, t_ms += dt_ms) {
        for (size_t slot = first; slot < end; slot++) {
            lam_trace_sample(t_ms, 5, (double)slot, value_at(slot, i));
        }
    }
}

static void check_traces(const lam_traces *traces, size_t n_samples, size_t every) {
    size_t n = 0;
    GOOD(lam_trace_samples(traces, &n));
    cr_assert_eq(n, (n_samples - 1) / every + 1);
    double *samples = malloc(n * sizeof *samples);
    for (size_t slot = 0; slot < lam_trace_count(traces); slot++) {
        GOOD(lam_trace_read(traces, slot, samples));
        for (size_t i = 0; i < n; i++) {
            cr_assert_eq(samples[i], value_at(slot, i * every), "trace %zu, sample %zu of %zu: %g",
                         slot, i, n, samples[i]);
        }
    }
    free(samples);
}

Test(traces, come_back_as_they_were) {
    /* one sample, less than a row, a row, rows, rows and a part; rows hold 64 to 4096 samples */
    size_t lengths[] = {1, 2, 63, 64, 65, 128, 200, 4095, 4096, 4097, 8192, 10000};
    lam_traces *traces = make_traces(3);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        for (size_t every = 1; every <= 3; every++) {
            GOOD(lam_trace_start(traces, i % 2 == 0 ? "spool" : NULL, lengths[i], 0.025, every));
            run(0, 3, lengths[i], 0.025);
            lam_trace_sample(0.025 * (double)lengths[i], 5, 0, NAN); /* beyond the end */
            lam_trace_sample(-0.025, 5, 0, NAN);
            lam_trace_sample(0, 5, 3, NAN);
            lam_trace_sample(0, 5, -1, NAN);
            lam_trace_sample(NAN, 5, 0, NAN);
            lam_trace_sample(0, 4, 0, NAN); /* of other traces */
            GOOD(lam_trace_finish(traces));
            check_traces(traces, lengths[i], every);
        }
    }
    lam_trace_destroy(traces);
    lam_trace_destroy(NULL);
}

/* t is summed up over many steps, and its error with it. */
Test(traces, many_steps) {
    lam_traces *traces = make_traces(1);
    GOOD(lam_trace_start(traces, NULL, 400001, 0.1, 40));
    run(0, 1, 400001, 0.1);
    GOOD(lam_trace_finish(traces));
    check_traces(traces, 400001, 40);
    lam_trace_destroy(traces);
}

Test(traces, none_at_all) {
    lam_traces *traces = make_traces(0);
    GOOD(lam_trace_start(traces, "spool", 100, 0.025, 1));
    lam_trace_sample(0, 5, 0, NAN);
    GOOD(lam_trace_finish(traces));
    check_traces(traces, 100, 1);
    lam_trace_destroy(traces);
}

/* Each has traces of its own, and they are not at the same step. */
static void *run_half(void *first) {
    run(*(size_t *)first, *(size_t *)first + 20, 9000, 0.025);
    return NULL;
}

Test(traces, threads_need_not_be_at_the_same_step) {
    lam_traces *traces = make_traces(60);
    size_t firsts[] = {0, 20, 40};
    pthread_t threads[3];
    GOOD(lam_trace_start(traces, "spool", 9000, 0.025, 1));
    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(pthread_create(&threads[i], NULL, run_half, &firsts[i]), 0);
    }
    for (size_t i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    GOOD(lam_trace_finish(traces));
    check_traces(traces, 9000, 1);
    lam_trace_destroy(traces);
}

Test(traces, have_names) {
    lam_traces *traces = make_traces(20);
    size_t slot = 99;
    GOOD(lam_trace_find(traces, 5, "section 10", "v_mV", &slot));
    cr_assert_eq(slot, 10);
    GOOD(lam_trace_add(traces, 5, "section 10", "v_mV", "mV", &slot)); /* is there already */
    cr_assert_eq(slot, 10);
    cr_assert_eq(lam_trace_count(traces), 20);
    FAILS(LAM_ERR_INPUT, "cells/4/section 10/v_mV",
          lam_trace_find(traces, 4, "section 10", "v_mV", &slot));
    FAILS(LAM_ERR_INPUT, "cells/5/section 10/ca_mM",
          lam_trace_find(traces, 5, "section 10", "ca_mM", &slot));
    FAILS(LAM_ERR_INPUT, "gid", lam_trace_add(traces, (size_t)1 << 40, "soma", "v", "mV", &slot));
    cr_assert_eq(slot, 10);
    lam_trace_destroy(traces);
}

Test(traces, calls_in_the_wrong_order_are_refused) {
    lam_traces *traces = make_traces(2);
    double sample;
    size_t n = 99;
    FAILS(LAM_ERR_STATE, "finish", lam_trace_finish(traces));
    FAILS(LAM_ERR_STATE, "read", lam_trace_samples(traces, &n));
    FAILS(LAM_ERR_STATE, "read", lam_trace_read(traces, 0, &sample));
    FAILS(LAM_ERR_INPUT, "above 0", lam_trace_start(traces, NULL, 0, 0.025, 1));
    FAILS(LAM_ERR_INPUT, "above 0", lam_trace_start(traces, NULL, 1, NAN, 1));
    FAILS(LAM_ERR_INPUT, "above 0", lam_trace_start(traces, NULL, 1, 0.025, 0));
    GOOD(lam_trace_start(traces, NULL, 1, 0.025, 1));
    FAILS(LAM_ERR_STATE, "before", lam_trace_add(traces, 0, "soma", "v_mV", "mV", &n));
    GOOD(lam_trace_finish(traces));
    FAILS(LAM_ERR_INPUT, "trace 2", lam_trace_read(traces, 2, &sample));
    GOOD(lam_trace_add(traces, 0, "soma", "v_mV", "mV", &n));
    cr_assert_eq(n, 2);
    FAILS(LAM_ERR_INPUT, "trace 2", lam_trace_read(traces, 2, &sample)); /* not yet sampled */
    lam_trace_destroy(traces);
}

/* ---- results ---- */

static double *read_trace(const char *file_name, const char *path, hsize_t *n_out) {
    hid_t file = H5Fopen(file_name, H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT);
    cr_assert_geq(dataset, 0, "no dataset %s", path);
    hid_t space = H5Dget_space(dataset);
    H5Sget_simple_extent_dims(space, n_out, NULL);
    double *values = malloc(*n_out * sizeof *values);
    cr_assert_geq(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), 0);
    H5Sclose(space);
    H5Dclose(dataset);
    H5Fclose(file);
    return values;
}

static void shell(const char *command) {
    cr_assert_eq(system(command), 0, "%s", command);
}

/* Two ranks write beside the results, and all of it gets into the file. */
static void write_results(bool float32, bool compress, size_t every) {
    lam_results *results;
    lam_traces *traces[2];
    char path[2][100];
    GOOD(lam_results_create("r", &results));
    for (size_t rank = 0; rank < 2; rank++) {
        traces[rank] = make_traces(5 * rank + 1); /* in one file each section has one cell */
        size_t slot;
        GOOD(lam_trace_add(traces[rank], 100 + rank, "soma", "i_ampa_nA", "nA", &slot));
        GOOD(lam_results_traces("r", rank, path[rank], sizeof path[rank]));
        GOOD(lam_trace_start(traces[rank], path[rank], 20000, 0.025, every));
        run(0, slot + 1, 20000, 0.025);
        GOOD(lam_trace_finish(traces[rank]));
    }
    GOOD(lam_results_write_traces(results, 0, path[0], float32, compress));
    GOOD(lam_results_write_traces(results, 1, path[1], float32, compress));
    FAILS(LAM_ERR_IO, "/trial/0/cells/", /* a trace is there already */
          lam_results_write_traces(results, 0, path[0], float32, compress));
    GOOD(lam_results_close(results, true));
    shell("test \"$(ls -A r)\" = results.h5"); /* nothing is left beside it */
    lam_trace_destroy(traces[0]);
    lam_trace_destroy(traces[1]);
}

static void check_results(float tolerance, size_t every) {
    const char *paths[] = {"/trial/0/cells/100/soma/i_ampa_nA", "/trial/1/cells/101/soma/i_ampa_nA",
                           "/trial/1/cells/2/section 5/v_mV"};
    size_t slots[] = {1, 6, 5};
    for (size_t k = 0; k < 3; k++) {
        hsize_t n;
        double *values = read_trace("r/results.h5", paths[k], &n);
        cr_assert_eq(n, 19999 / every + 1);
        for (size_t i = 0; i < n; i++) {
            double expected = value_at(slots[k], i * every);
            cr_assert_leq(fabs(values[i] - expected), (double)tolerance * expected);
        }
        free(values);
    }
}

Test(traces, get_into_the_results_as_they_were) {
    write_results(false, false, 1);
    check_results(0, 1);
    shell("! h5dump -A r/results.h5 | grep -q dt_ms");
    shell("test \"$(wc -c <r/results.h5)\" -gt 1200000");
    write_results(false, true, 4);
    check_results(0, 4);
    shell("h5dump -a /trial/1/cells/101/soma/i_ampa_nA/dt_ms r/results.h5 | grep -q '(0): 0.1$'");
    shell("h5dump -pH -d /trial/1/cells/101/soma/i_ampa_nA r/results.h5 | grep -q DEFLATE");
    shell("h5dump -a /trial/1/cells/101/soma/i_ampa_nA/units r/results.h5 | grep -q '\"nA\"'");
    write_results(true, false, 1);
    check_results(6e-8f, 1);
    shell("h5dump -H -d /trial/1/cells/101/soma/i_ampa_nA r/results.h5 | grep -q F32LE");
    shell("test \"$(wc -c <r/results.h5)\" -lt 800000");
    write_results(true, true, 1);
    check_results(6e-8f, 1);
    shell("test \"$(wc -c <r/results.h5)\" -lt 400000");
}

Test(traces, a_killed_runs_file_goes_with_the_next_run) {
    lam_results *results;
    GOOD(lam_results_create("r", &results));
    GOOD(lam_results_close(results, true));
    shell("touch r/.traces_0.part r/.traces_12.part");
    GOOD(lam_results_create("r", &results));
    shell("test ! -e r/.traces_0.part && test ! -e r/.traces_12.part");
    lam_results_abandon(results);
    shell("touch r/.traces_x.part");
    FAILS(LAM_ERR_INPUT, ".traces_x.part", lam_results_create("r", &results));
}

Test(traces, what_is_no_file_of_traces_is_refused) {
    lam_results *results;
    GOOD(lam_results_create("r", &results));
    FAILS(LAM_ERR_IO, "nowhere", lam_results_write_traces(results, 0, "nowhere", false, false));
    shell("head -c 10 /dev/zero >short; head -c 10000 /dev/zero >zeros");
    FAILS(LAM_ERR_IO, "short", lam_results_write_traces(results, 0, "short", false, false));
    FAILS(LAM_ERR_IO, "zeros", lam_results_write_traces(results, 0, "zeros", false, false));
    lam_traces *traces = make_traces(3);
    GOOD(lam_trace_start(traces, "cut", 1000, 0.025, 1));
    run(0, 3, 1000, 0.025);
    GOOD(lam_trace_finish(traces));
    shell("truncate -s 5000 cut");
    FAILS(LAM_ERR_IO, "cut", lam_results_write_traces(results, 0, "cut", false, false));
    lam_trace_destroy(traces);
    lam_results_abandon(results);
}

/* ---- a full disk; the limit of a file's size fails in the same places ---- */

static void limit_file_size(rlim_t n_bytes) {
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit;
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = n_bytes;
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

Test(traces, full_disk_is_met_before_the_run) {
    lam_traces *traces = make_traces(10);
    limit_file_size(100000);
    FAILS(LAM_ERR_IO, "spool", lam_trace_start(traces, "spool", 100000, 0.025, 1));
    cr_assert_not_null(strstr(lam_error(), strerror(EFBIG)), "%s", lam_error());
    lam_trace_sample(0, 5, 0, 1); /* not in use */
    FAILS(LAM_ERR_STATE, "finish", lam_trace_finish(traces));
    FAILS(LAM_ERR_IO, "full", lam_trace_start(traces, "/dev/full", 100, 0.025, 1));
    FAILS(LAM_ERR_IO, "no/such", lam_trace_start(traces, "no/such/folder", 100, 0.025, 1));
    setenv("TMPDIR", "no/such", 1);
    FAILS(LAM_ERR_IO, "cannot make", lam_trace_start(traces, NULL, 100, 0.025, 1));
    GOOD(lam_trace_start(traces, "spool", 100, 0.025, 1));
    run(0, 10, 100, 0.025);
    GOOD(lam_trace_finish(traces));
    check_traces(traces, 100, 1);
    lam_trace_destroy(traces);
}

/* Is a file of such a name open? */
static bool has_open(const char *begin) {
    char link[64], name[4096];
    for (int fd = 0; fd < 64; fd++) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t n = readlink(link, name, sizeof name);
        if (n >= (ssize_t)strlen(begin) && memcmp(name, begin, strlen(begin)) == 0) {
            return true;
        }
    }
    return false;
}

Test(traces, an_empty_tmpdir_is_none) {
    lam_traces *traces = make_traces(10);
    setenv("TMPDIR", "", 1);
    GOOD(lam_trace_start(traces, NULL, 100, 0.025, 1));
    char folder[PATH_MAX], begin[PATH_MAX + 16];
    cr_assert_not_null(realpath("/var/tmp", folder));
    snprintf(begin, sizeof begin, "%s/laminae.", folder);
    cr_assert(has_open(begin), "no %s...", begin);
    lam_trace_destroy(traces);
}

/* A write within the run fails: the run goes on, and its end says why it was in vain. */
Test(traces, failure_within_the_run_is_reported_at_its_end) {
    lam_traces *traces = make_traces(10);
    GOOD(lam_trace_start(traces, "spool", 9000, 0.025, 1));
    limit_file_size(100000);
    run(0, 10, 9000, 0.025);
    limit_file_size(RLIM_INFINITY);
    FAILS(LAM_ERR_IO, strerror(EFBIG), lam_trace_finish(traces));
    size_t n;
    FAILS(LAM_ERR_STATE, "read", lam_trace_samples(traces, &n));
    GOOD(lam_trace_start(traces, "spool", 9000, 0.025, 1)); /* the error is forgotten */
    run(0, 10, 9000, 0.025);
    GOOD(lam_trace_finish(traces));
    check_traces(traces, 9000, 1);
    lam_trace_destroy(traces);
}

/* 160 MB of samples. */
Test(traces, memory_is_bounded) {
    lam_traces *traces = make_traces(1000);
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    GOOD(lam_trace_start(traces, "spool", 20000, 0.025, 1));
    run(0, 1000, 20000, 0.025);
    GOOD(lam_trace_finish(traces));
    getrusage(RUSAGE_SELF, &after);
    cr_assert_lt(after.ru_maxrss - before.ru_maxrss, 80000, "%ld kB",
                 after.ru_maxrss - before.ru_maxrss);
    double *samples = malloc(20000 * sizeof *samples);
    GOOD(lam_trace_read(traces, 999, samples));
    cr_assert_eq(samples[19999], value_at(999, 19999));
    free(samples);
    lam_trace_destroy(traces);
}
