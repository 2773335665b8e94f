/* SPDX-License-Identifier: BSD-3-Clause
 * t340_groups - how many groups of ranks run trials. */
#include "laminae.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(groups);

static size_t groups(size_t wanted, size_t n_ranks, size_t n_trials, size_t n_cells) {
    size_t n = 0;
    cr_assert_eq(lam_groups(wanted, n_ranks, n_trials, n_cells, &n), LAM_OK, "%s", lam_error());
    return n;
}

static void refused(size_t wanted, size_t n_ranks, const char *line) {
    size_t n = 77;
    cr_assert_eq(lam_groups(wanted, n_ranks, 100, 270, &n), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), line);
    cr_assert_eq(n, 77);
}

Test(groups, a_trial_a_rank_when_there_are_many) {
    cr_assert_eq(groups(0, 1, 20, 270), 1);
    cr_assert_eq(groups(0, 2, 20, 270), 2);
    cr_assert_eq(groups(0, 7, 70, 270), 7);
    cr_assert_eq(groups(0, 48, 1000, 270), 48);
}

Test(groups, all_ranks_on_each_when_there_are_few) {
    cr_assert_eq(groups(0, 2, 1, 270), 1);
    cr_assert_eq(groups(0, 48, 1, 270), 1);
    cr_assert_eq(groups(0, 7, 2, 270), 1); /* two groups would leave out a rank */
    cr_assert_eq(groups(0, 4, 2, 270), 2);
    cr_assert_eq(groups(0, 12, 3, 270), 3);
    cr_assert_eq(groups(0, 2, 3, 270), 1); /* else the last trial has one rank, the other none */
}

Test(groups, ranks_without_cells_are_of_no_use) {
    cr_assert_eq(groups(0, 16, 4, 1), 4);
    cr_assert_eq(groups(0, 2, 3, 1), 2);
    cr_assert_eq(groups(0, 2, 0, 0), 1);
}

Test(groups, what_is_wanted) {
    cr_assert_eq(groups(1, 4, 20, 270), 1);
    cr_assert_eq(groups(2, 4, 20, 270), 2);
    cr_assert_eq(groups(4, 4, 20, 270), 4);
    cr_assert_eq(groups(4, 4, 3, 270), 2); /* no more than trials */
    cr_assert_eq(groups(4, 4, 1, 270), 1);
    refused(3, 4, "groups: 3; accepted: a number that divides the 4 ranks, or 0: as is fastest");
    refused(2, 1, "groups: 2; accepted: a number that divides the 1 rank, or 0: as is fastest");
    refused(8, 4, "groups: 8; accepted: a number that divides the 4 ranks, or 0: as is fastest");
}
