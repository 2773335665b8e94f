/* SPDX-License-Identifier: BSD-3-Clause
 * t193_spikes_read - spikes of a results.h5 and of text files, ours and HNN-core's, of all cells or
 * one population; other files are refused by one line that names what is wrong. */
#include "open/lam_spikes_impl.h"
#include "scratch_folder.h"
#include "t1xx_file.h"

#include <unistd.h>

#define RESULTS "run/results.h5"

TestSuite(spikes_read, .init = enter, .fini = leave);

/* A run of two trials, without spikes in the second. */
static const double time_ms[] = {0.5, 1, 1, 2.25, 3}, gids[] = {7, 3, 2, 3, 2};
enum { N = sizeof gids / sizeof gids[0] };

static void write_results(void) {
    static const double ranges[][2] = {{0, 3}, {3, 5}, {5, 8}};
    lam_results *results = NULL;
    GOOD(lam_results_create("run", &results));
    GOOD(lam_results_write_integers(results, "/network/gid_ranges/A", 2, ranges[0], "gid"));
    GOOD(lam_results_write_integers(results, "/network/gid_ranges/B", 2, ranges[1], "gid"));
    GOOD(lam_results_write_integers(results, "/network/gid_ranges/drive C", 2, ranges[2], "gid"));
    GOOD(lam_results_write(results, "/trial/0/spikes/time_ms", 0, N, time_ms, "ms"));
    GOOD(lam_results_write_integers(results, "/trial/0/spikes/gid", N, gids, "gid"));
    GOOD(lam_results_write(results, "/trial/1/spikes/time_ms", 0, 0, NULL, "ms"));
    GOOD(lam_results_write_integers(results, "/trial/1/spikes/gid", 0, NULL, "gid"));
    GOOD(lam_results_close(results, true));
}

/* By gid, then time: pairs of both. */
static void expect(const char *path, size_t trial, const char *population, size_t n,
                   const double (*expected)[2], size_t first_gid, size_t end_gid) {
    lam_spikes spikes;
    GOOD(lam_spikes_read(path, trial, population, &spikes));
    cr_assert_eq(spikes.n, n, "%s: %zu spikes", path, spikes.n);
    for (size_t i = 0; i < n; i++) {
        cr_assert_eq(spikes.gid[i], expected[i][0], "%s: %zu", path, i);
        cr_assert_eq(spikes.time_ms[i], expected[i][1], "%s: %zu", path, i);
    }
    cr_assert(spikes.first_gid == first_gid && spikes.end_gid == end_gid);
    lam_spikes_free(&spikes);
}

static void refused(const char *path, size_t trial, const char *population, const char *line) {
    lam_spikes spikes;
    cr_assert_eq(lam_spikes_read(path, trial, population, &spikes), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), line), "%s", lam_error());
    cr_assert_null(strpbrk(lam_error(), "\n\r"));
    lam_spikes_free(&spikes);
}

static const double all[][2] = {{2, 1}, {2, 3}, {3, 1}, {3, 2.25}, {7, 0.5}};

Test(spikes_read, results) {
    write_results();
    expect(RESULTS, 0, NULL, 5, all, 0, 0);
    expect(RESULTS, 0, "A", 2, all, 0, 3);
    expect(RESULTS, 0, "B", 2, all + 2, 3, 5);
    expect(RESULTS, 0, "drive C", 1, all + 4, 5, 8);
    expect(RESULTS, 1, NULL, 0, all, 0, 0);
    expect(RESULTS, 1, "B", 0, all, 3, 5);
    refused(RESULTS, 0, "D", RESULTS ": /network/gid_ranges/D: not there; accepted: A, B, drive C");
    refused(RESULTS, 2, NULL, RESULTS ": /trial/2: not there; accepted: 0, 1");
}

/* Other files of the same format. */
Test(spikes_read, other_results) {
    static const double matrix[2][2] = {{1, 2}, {3, 4}}, negative[] = {-1, 2},
                        fraction[] = {1, 1.5}, ranges[] = {3, 3};
    lam_results *results = NULL;
    GOOD(lam_results_create("run", &results));
    GOOD(lam_results_write(results, "/trial/0/spikes/time_ms", 2, 2, matrix[0], "ms"));
    GOOD(lam_results_write(results, "/trial/1/spikes/time_ms", 0, 2, matrix[0], "ms"));
    GOOD(lam_results_write(results, "/trial/1/spikes/gid", 0, 2, negative, "gid"));
    GOOD(lam_results_write(results, "/trial/2/spikes/time_ms", 0, 2, matrix[0], "ms"));
    GOOD(lam_results_write(results, "/trial/2/spikes/gid", 0, 2, fraction, "gid"));
    GOOD(lam_results_write(results, "/trial/3/spikes/time_ms", 0, 2, matrix[0], "ms"));
    GOOD(lam_results_write(results, "/trial/3/spikes/gid", 0, 1, matrix[0], "gid"));
    GOOD(lam_results_write_text(results, "/trial/4/spikes/time_ms", "soon"));
    GOOD(lam_results_write(results, "/trial/5/time_ms", 0, 2, matrix[0], "ms"));
    GOOD(lam_results_write(results, "/network/gid_ranges/A", 0, 2, ranges, "gid"));
    GOOD(lam_results_write(results, "/network/gid_ranges/B", 2, 2, matrix[0], "gid"));
    GOOD(lam_results_close(results, true));
    refused(RESULTS, 0, NULL, "/trial/0/spikes/time_ms: accepted: a list");
    refused(RESULTS, 1, NULL, "/trial/1/spikes: spike 0: 1 ms of gid -1: accepted: a time");
    refused(RESULTS, 2, NULL, "/trial/2/spikes: spike 1: 2 ms of gid 1.5: accepted: a time");
    refused(RESULTS, 3, NULL, "/trial/3/spikes/gid: 1 values; accepted: 2");
    refused(RESULTS, 4, NULL, "/trial/4/spikes/time_ms: accepted: a list");
    refused(RESULTS, 5, NULL, "/trial/5/spikes/time_ms: accepted: a list");
    refused(RESULTS, 1, "A", "/network/gid_ranges/A: accepted: the first gid and one after");
    refused(RESULTS, 1, "B", "/network/gid_ranges/B: accepted: a list");
    refused(RESULTS, 1, "", "not there; accepted: A, B");
    char *bytes = read_file(RESULTS);
    write_file("cut.h5", bytes, 700);
    refused("cut.h5", 0, NULL, "cut.h5: cannot be opened; accepted: a results.h5");
    free(bytes);
}

Test(spikes_read, no_network) {
    lam_results *results = NULL;
    GOOD(lam_results_create("run", &results));
    GOOD(lam_results_write(results, "/trial", 0, N, time_ms, "ms"));
    GOOD(lam_results_close(results, true));
    refused(RESULTS, 0, NULL, "/trial/0: not there; accepted: a results.h5");
}

static void write_text(const char *path, const char *text) {
    write_file(path, text, strlen(text));
}

/* Our own text, HNN-core's, and two columns. */
Test(spikes_read, text) {
    static const char *const texts[] = {
        "# time_ms gid population\n0.5\t7\tdrive C\n1\t3\tB\n1\t2\tA\n2.25\t3\tB\n3\t2\tA\n",
        "0.500\t7\tdrive C\n1.000\t3\tB\n1.000\t2\tA\n2.250\t3\tB\n3.000\t2\tA",
    };
    for (size_t i = 0; i < 2; i++) {
        write_text("spikes_0.txt", texts[i]);
        expect("spikes_0.txt", 0, NULL, 5, all, 0, 0);
        expect("spikes_0.txt", 0, "B", 2, all + 2, 0, 0);
        expect("spikes_0.txt", 0, "drive C", 1, all + 4, 0, 0);
        refused("spikes_0.txt", 0, "C", "spikes_0.txt: no spike of C; accepted: a population");
        refused("spikes_0.txt", 1, NULL, "spikes_0.txt: trial 1; accepted: 0");
    }
    write_text("two.txt", "\n0.5 7\r\n 1 3\n# more\n1 2.0\n\n2.25e0 3 \n3\t2\n");
    expect("two.txt", 0, NULL, 5, all, 0, 0);
    refused("two.txt", 0, "B", "two.txt: line 2: \"0.5 7  \": accepted: the population too");
    write_text("none.txt", "");
    expect("none.txt", 0, NULL, 0, all, 0, 0);
}

Test(spikes_read, text_refused) {
    static const char *const bad[][2] = {
        {"1 2\none 3\n", "bad.txt: line 2: \"one 3 \": accepted: a time in ms and a gid"},
        {"1 2\n\n3\n", "line 3: \"3 \""},
        {"1, 2\n", "line 1"},
        {"1 2x\n", "line 1"},
        {"1 -2\n", "line 1"},
        {"1 2.5\n", "line 1"},
        {"nan 2\n", "line 1"},
        {"1 inf\n", "line 1"},
        {"1e10 2\n", "line 1"},
        {"time gid\n", "line 1"},
        {"1 99999999999999999999\n", "line 1"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        write_text("bad.txt", bad[i][0]);
        refused("bad.txt", 0, NULL, bad[i][1]);
    }
    char longer[3000];
    memset(longer, ' ', sizeof longer);
    write_file("bad.txt", longer, sizeof longer);
    refused("bad.txt", 0, NULL, "line 1: accepted: text of at most 1022 bytes");
    memset(longer, 0, sizeof longer);
    write_file("bad.txt", longer, sizeof longer);
    refused("bad.txt", 0, NULL, "line 1: accepted: text of at most");
    refused("no_such_file", 0, NULL, "no_such_file: No such file or directory; accepted");
    refused(".", 0, NULL, ".: is a folder; accepted: a results.h5 or a text file");
}

/* Many, in no order. */
Test(spikes_read, many) {
    lam_mt19937 rng;
    lam_mt19937_seed(&rng, 193);
    FILE *file = fopen("many.txt", "w");
    for (size_t i = 0; i < 20000; i++) {
        double t_ms = lam_mt19937_uniform(&rng) * 1000;
        fprintf(file, "%.15g\t%d\tX\n", t_ms, (int)(lam_mt19937_uniform(&rng) * 50));
    }
    fclose(file);
    lam_spikes spikes;
    GOOD(lam_spikes_read("many.txt", 0, "X", &spikes));
    cr_assert_eq(spikes.n, 20000);
    for (size_t i = 1; i < spikes.n; i++) {
        cr_assert(
            spikes.gid[i] > spikes.gid[i - 1] ||
            (spikes.gid[i] == spikes.gid[i - 1] && spikes.time_ms[i] >= spikes.time_ms[i - 1]));
    }
    lam_spikes_free(&spikes);
}
