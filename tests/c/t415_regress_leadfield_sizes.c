/* SPDX-License-Identifier: BSD-3-Clause
 * t415_regress_leadfield_sizes - sizes whose products overflow, and rows beyond all integers, were
 * accepted; a row that had lost its segment kept the voltages of the run before. */
#include "laminae.h"
#include "lam_kernel.h"

#include <criterion/criterion.h>
#include <math.h>

/* A lead field of one row and n_signals signals of weight 1. */
static lam_leadfield *make(size_t n_signals) {
    lam_leadfield *field;
    size_t first, signal;
    cr_assert_eq(lam_leadfield_create(&field), LAM_OK);
    cr_assert_eq(lam_leadfield_rows(field, 1, &first), LAM_OK);
    for (size_t i = 0; i < n_signals; i++) {
        cr_assert_eq(lam_leadfield_signal(field, first, 1, &signal), LAM_OK);
        cr_assert_eq(lam_leadfield_set_weight(field, signal, 0, 1), LAM_OK);
    }
    return field;
}

Test(leadfield_sizes, overflowing_products_are_refused) {
    lam_leadfield *field = make(2048);
    cr_assert_eq(lam_leadfield_start(field, (size_t)1 << 53, 0.025, 1, 1), LAM_ERR_MEMORY);
    cr_assert_eq(lam_leadfield_start(field, 32, 0.025, 1, (size_t)1 << 48), LAM_ERR_MEMORY);
    cr_assert_eq(lam_leadfield_start(field, SIZE_MAX, 0.025, 1, SIZE_MAX), LAM_ERR_MEMORY);
    lam_leadfield_destroy(field);
}

Test(leadfield_sizes, rows_cannot_wrap_around) {
    lam_leadfield *field = make(1);
    size_t first = 7;
    cr_assert_eq(lam_leadfield_rows(field, SIZE_MAX, &first), LAM_ERR_INPUT);
    cr_assert_eq(first, 7);
    cr_assert_eq(lam_leadfield_rows(field, 1, &first), LAM_OK);
    cr_assert_eq(first, 1);
    lam_leadfield_destroy(field);
}

Test(leadfield_sizes, only_the_rows_of_this_run_count) {
    const double foreign[] = {-1, -0.5, 1, 1e18, 1e300, -1e300, INFINITY, NAN};
    double samples[2];
    lam_leadfield *field = make(1);
    cr_assert_eq(lam_leadfield_start(field, 2, 0.025, 1, 1), LAM_OK);
    lam_leadfield_sample(0, 0.025, 0, -65);
    cr_assert_eq(lam_leadfield_finish(field), LAM_OK);
    cr_assert_eq(lam_leadfield_start(field, 2, 0.025, 1, 1), LAM_OK);
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        lam_leadfield_sample(0, 0.025, foreign[i], -65);
    }
    cr_assert_eq(lam_leadfield_finish(field), LAM_OK);
    cr_assert_eq(lam_leadfield_read(field, 0, samples), LAM_OK);
    cr_assert_eq(samples[1], 0);
    lam_leadfield_destroy(field);
}
