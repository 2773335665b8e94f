/* SPDX-License-Identifier: BSD-3-Clause
 * t321_regress_text_times - in text files the times of samples and of cells' spikes are multiples
 * of dt, without the rounding errors of the engine's sum of steps. The times of drives are as they
 * are, to 15 digits. One line stands before the numbers, whatever is shown. */
#include "good.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 8001 };

/* As NEURON sums them up. */
static void sum_up(double dt_ms, double *time_ms) {
    double t = 0;
    for (size_t i = 0; i < N; i++) {
        time_ms[i] = t;
        t += 0.5 * dt_ms;
        t += 0.5 * dt_ms;
    }
}

/* The number before the first tab of line i, 0 being the header. */
static void read_times(const char *path, size_t n_lines, char (*words)[32]) {
    char line[256];
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file);
    size_t n = 0;
    for (; fgets(line, sizeof line, file) != NULL; n++) {
        cr_assert_lt(n, n_lines, "%s has more lines", path);
        cr_assert_eq(line[0] == '#', n == 0, "%s: line %zu: %s", path, n, line);
        snprintf(words[n], 32, "%.*s", (int)strcspn(line, "\t"), line);
    }
    cr_assert_eq(n, n_lines, "%s: %zu lines", path, n);
    fclose(file);
}

static lam_network *network;

static void enter_with_network(void) {
    GOOD(lam_network_read("params/erp.json", &network));
    enter();
}

static void leave_with_network(void) {
    lam_network_destroy(network);
    leave();
}

TestSuite(text_times, .init = enter_with_network, .fini = leave_with_network);

static void check_steps(double dt_ms, int n_digits) {
    static double time_ms[N], late_ms[N], signal[N];
    static char words[N + 1][32];
    double gid[N] = {0};
    lam_results *results = NULL;
    char expected[32];
    sum_up(dt_ms, time_ms);
    for (size_t i = 0; i < N; i++) {
        late_ms[i] = time_ms[i] + 1e-10; /* when NEURON says that a cell has fired */
    }
    GOOD(lam_results_create("out", &results));
    lam_results_show(results, 3000, 30);
    GOOD(lam_results_text_dipole(results, 0, N, time_ms, signal, 0, NULL, NULL));
    GOOD(lam_results_text_spikes(results, 0, N, late_ms, gid, dt_ms, network));
    GOOD(lam_results_close(results, true));
    for (int k = 0; k < 2; k++) {
        const char *path = k == 0 ? "out/dipole_0.txt" : "out/spikes_0.txt";
        read_times(path, N + 1, words);
        for (size_t i = 0; i < N; i++) {
            snprintf(expected, sizeof expected, "%.*f", n_digits, (double)i * dt_ms);
            cr_assert_eq(atof(words[i + 1]), atof(expected), "%s: %s, not %s", path, words[i + 1],
                         expected);
            cr_assert_leq(strlen(words[i + 1]), strlen(expected), "%s", words[i + 1]);
        }
    }
}

Test(text_times, steps_of_0_025) {
    check_steps(0.025, 3);
}

Test(text_times, steps_of_0_1) {
    check_steps(0.1, 1);
}

Test(text_times, steps_of_0_0125) {
    check_steps(0.0125, 4);
}

Test(text_times, of_drives_as_they_are) {
    static const char *const expected[] = {"# time_ms gid population", "21.3267227258103",
                                           "64.525000001", "64.5250003"};
    const double time_ms[] = {21.3267227258103, 64.525000001, 64.5250003}, gid[3] = {0};
    static char words[4][32];
    lam_results *results = NULL;
    GOOD(lam_results_create("out", &results));
    GOOD(lam_results_text_spikes(results, 0, 3, time_ms, gid, 0.025, network));
    GOOD(lam_results_close(results, true));
    read_times("out/spikes_0.txt", 4, words);
    for (size_t i = 1; i < 4; i++) {
        cr_assert_str_eq(words[i], expected[i]);
    }
}
