/* SPDX-License-Identifier: BSD-3-Clause
 * t737_fit_history - the evaluations of a fit on disk: found again to the last bit, whatever a kill
 * has left; another fit's are refused, as is a second fit at the same time. */
#include "good.h"
#include "scratch_folder.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

TestSuite(fit_history, .init = enter, .fini = leave);

enum { N = 2, M = 3, ROWS = 5 };
static const char *const names[N] = {"drives.a.mu", "connections[\"x>y\"],weight"};

static void point_of(size_t k, double point[N]) {
    point[0] = 1.0 / (double)(k + 3);
    point[1] = sqrt((double)k + 2);
}

static void add(lam_history *history, size_t k) {
    double point[N], residuals[M] = {(double)k / 7, -1, 1e-300};
    point_of(k, point);
    GOOD(lam_history_add(history, point, k == 2 ? NAN : 0.1 * (double)k, residuals, 0.25));
}

static void write_some(size_t n) {
    lam_history *history;
    GOOD(lam_history_open(".", N, names, M, false, 42, &history));
    for (size_t k = 0; k < n; k++) {
        add(history, k);
    }
    lam_history_close(history);
}

static void check_found(size_t n) {
    lam_history *history;
    GOOD(lam_history_open(".", N, names, M, false, 42, &history));
    cr_assert_eq(lam_history_known(history), n);
    for (size_t k = 0; k <= n; k++) {
        bool is_known;
        double point[N], value, residuals[M];
        point_of(k, point);
        GOOD(lam_history_next(history, point, &value, residuals, &is_known));
        cr_assert_eq(is_known, k < n);
        if (k < n) {
            cr_assert(k == 2 ? isnan(value) : value == 0.1 * (double)k);
            cr_assert_eq(residuals[0], (double)k / 7);
            cr_assert_eq(residuals[2], 1e-300);
        }
    }
    for (size_t k = n; k < ROWS; k++) { /* goes on */
        add(history, k);
    }
    lam_history_close(history);
}

/* Wherever they were. */
static void check_recalled(size_t n) {
    lam_history *history;
    GOOD(lam_history_open(".", N, names, M, false, 42, &history));
    for (size_t k = 0; k <= n; k++) {
        bool is_known;
        double point[N], found[N], value;
        point_of(k, point);
        GOOD(lam_history_recall(history, true, found, &value, &is_known));
        cr_assert_eq(is_known, k < n);
        if (k < n) {
            cr_assert_arr_eq(found, point, sizeof point);
            cr_assert(k == 2 ? isnan(value) : value == 0.1 * (double)k);
        }
    }
    lam_history_close(history);
}

static size_t read_all(const char *path, char *bytes, size_t size) {
    FILE *file = fopen(path, "r");
    cr_assert(file != NULL);
    size_t n = fread(bytes, 1, size, file);
    fclose(file);
    return n;
}

Test(fit_history, found_again) {
    write_some(ROWS);
    check_found(ROWS);
    check_recalled(ROWS);
}

/* Cut anywhere, as by a kill or a full disk, it goes on to the same bytes. */
Test(fit_history, cut_anywhere) {
    static char whole[2000], again[2000], table[2000], table_again[2000];
    write_some(ROWS);
    size_t n = read_all("history.bin", whole, sizeof whole);
    size_t n_table = read_all("history.csv", table, sizeof table);
    size_t record = (N + 2 + M) * sizeof(double), head = n - ROWS * record;
    for (size_t cut = 0; cut < n; cut += 13) {
        cr_assert_eq(truncate("history.bin", (off_t)cut), 0);
        cr_assert_eq(truncate("history.csv", (off_t)(n_table * cut / n)), 0);
        check_found(cut < head ? 0 : (cut - head) / record);
        cr_assert_eq(read_all("history.bin", again, sizeof again), n);
        cr_assert_eq(memcmp(whole, again, n), 0);
        cr_assert_eq(read_all("history.csv", table_again, sizeof table_again), n_table);
        cr_assert_eq(memcmp(table, table_again, n_table), 0);
    }
}

Test(fit_history, table) {
    char text[2000];
    write_some(3);
    text[read_all("history.csv", text, sizeof text - 1)] = '\0';
    cr_assert_str_eq(
        text, "evaluation,objective,drives.a.mu,\"connections[\"\"x>y\"\"],weight\",seconds\n"
              "1,0,0.3333333333333333,1.4142135623730951,0.25\n"
              "2,0.1,0.25,1.7320508075688772,0.25\n"
              "3,nan,0.2,2,0.25\n");
}

/* With a stage for each. */
Test(fit_history, stages) {
    char text[2000];
    for (int again = 0; again < 2; again++) {
        lam_history *history;
        GOOD(lam_history_open(".", N, names, M, true, 42, &history));
        cr_assert_eq(lam_history_known(history), (size_t)(2 * again));
        for (size_t k = 0; k < 2 && again == 0; k++) {
            lam_history_stage(history, 3 * k);
            add(history, k);
        }
        lam_history_close(history);
        text[read_all("history.csv", text, sizeof text - 1)] = '\0';
        cr_assert_str_eq(strchr(text, '\n') + 1,
                         "1,0,0.3333333333333333,1.4142135623730951,0.25,1\n"
                         "2,0.1,0.25,1.7320508075688772,0.25,4\n");
        cr_assert(strstr(text, ",seconds,stage\n1,") != NULL, "%s", text);
    }
}

Test(fit_history, of_another_fit) {
    lam_history *history, *second;
    bool is_known;
    double value, other[N] = {1, 1};
    write_some(2);
    cr_assert_eq(lam_history_open(".", N, names, M, false, 43, &history), LAM_ERR_INPUT);
    cr_assert(strstr(lam_error(), "of another fit") != NULL, "%s", lam_error());
    cr_assert_eq(lam_history_open(".", N, names, M + 1, false, 42, &history), LAM_ERR_INPUT);
    cr_assert_eq(lam_history_open(".", N, names, M, true, 42, &history), LAM_ERR_INPUT);
    GOOD(lam_history_open(".", N, names, M, false, 42, &history));
    cr_assert_eq(lam_history_open(".", N, names, M, false, 42, &second), LAM_ERR_INPUT);
    cr_assert(strstr(lam_error(), "another fit is writing it") != NULL, "%s", lam_error());
    cr_assert_eq(lam_history_next(history, other, &value, NULL, &is_known), LAM_ERR_INPUT);
    cr_assert(strstr(lam_error(), "evaluation 1 was at another point") != NULL, "%s", lam_error());
    lam_history_close(history);
    cr_assert_neq(lam_history_open("nowhere", N, names, M, false, 42, &history), LAM_OK);
}

/* Of one that follows from another, what was behind a point that is elsewhere now is forgotten. */
Test(fit_history, follows) {
    lam_history *history;
    bool is_known;
    double value, point[N], other[N] = {1, 1};
    char text[2000];
    write_some(3);
    GOOD(lam_history_open(".", N, names, M, false, 42, &history));
    GOOD(lam_history_recall(history, true, point, &value, &is_known));
    lam_history_follow(history);
    GOOD(lam_history_next(history, other, &value, NULL, &is_known));
    cr_assert(!is_known);
    GOOD(lam_history_add(history, other, 7, NULL, 0.5));
    lam_history_close(history);
    text[read_all("history.csv", text, sizeof text - 1)] = '\0';
    const char *row = strchr(strchr(text, '\n') + 1, '\n') + 1;
    cr_assert_str_eq(row, "2,7,1,1,0.5\n", "%s", text);
    GOOD(lam_history_open(".", N, names, M, false, 42, &history));
    cr_assert_eq(lam_history_known(history), 2U);
    lam_history_close(history);
}

/* What is aside is no part of the search: that goes on behind it, as if it were not there. */
Test(fit_history, aside) {
    lam_history *history;
    bool is_known;
    double value, point[N], lower[N] = {1, 1}, found[N];
    for (size_t n = 2; n <= 4; n++) { /* two, one aside, then one more each time */
        GOOD(lam_history_open(".", N, names, M, false, 42, &history));
        for (size_t k = 0; k < n; k++) {
            point_of(k, point);
            GOOD(lam_history_next(history, point, &value, NULL, &is_known));
            cr_assert_eq(is_known, n > 2 && k + 1 < n);
            if (!is_known) {
                GOOD(lam_history_add(history, point, 0.1 * (double)k, NULL, 0));
            }
        }
        GOOD(lam_history_recall(history, false, found, &value, &is_known));
        cr_assert_eq(is_known, n > 2);
        cr_assert(n == 2 || (found[0] == 1 && value == 7));
        GOOD(lam_history_recall(history, false, found, &value, &is_known));
        cr_assert_not(is_known);
        if (n == 2) {
            lam_history_aside(history, true);
            GOOD(lam_history_next(history, lower, &value, NULL, &is_known));
            cr_assert_not(is_known);
            GOOD(lam_history_add(history, lower, 7, NULL, 0));
        }
        lam_history_close(history);
    }
    GOOD(lam_history_open(".", N, names, M, false, 42, &history));
    lam_history_aside(history, true);
    GOOD(lam_history_next(history, lower, &value, NULL, &is_known));
    cr_assert(is_known && value == 7);
    lam_history_close(history);
}
