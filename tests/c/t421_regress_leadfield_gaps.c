/* SPDX-License-Identifier: BSD-3-Clause
 * t421_regress_leadfield_gaps - steps that leave gaps are refused, and so is a model that its guard
 * reports as changed. The first step may come twice. */
#include "lam_kernel.h"
#include "laminae.h"

#include <criterion/criterion.h>
#include <string.h>

static const double dt_ms = 0.025;
static const char *changed = NULL;

static const char *guard(void) {
    return changed;
}

static lam_leadfield *make(void) {
    lam_leadfield *field;
    size_t row, signal;
    cr_assert_eq(lam_leadfield_create(&field), LAM_OK);
    cr_assert_eq(lam_leadfield_rows(field, 1, &row), LAM_OK);
    cr_assert_eq(lam_leadfield_signal(field, 0, 1, &signal), LAM_OK);
    cr_assert_eq(lam_leadfield_set_weight(field, 0, 0, 1), LAM_OK);
    cr_assert_eq(lam_leadfield_start(field, 0, dt_ms, 1, 1), LAM_OK);
    return field;
}

static void step(size_t from, size_t to, size_t by) {
    for (size_t i = from; i <= to; i += by) {
        lam_leadfield_sample(0, (double)i * dt_ms, 0, (double)i);
    }
}

Test(gaps, of_a_larger_step_are_refused) {
    lam_leadfield *field = make();
    size_t n;
    step(0, 10, 1);
    cr_assert_eq(lam_leadfield_samples(field, &n), LAM_OK);
    step(12, 20, 2);
    cr_assert_eq(lam_leadfield_samples(field, &n), LAM_ERR_STATE);
    cr_assert_not_null(strstr(lam_error(), "t = 0.5 ms"), "%s", lam_error());
    lam_leadfield_destroy(field);
}

Test(gaps, are_none_where_the_first_step_comes_again) {
    lam_leadfield *field = make();
    double samples[100];
    size_t n;
    step(0, 90, 1);
    step(1, 7, 1);
    cr_assert_eq(lam_leadfield_samples(field, &n), LAM_OK);
    cr_assert_eq(n, 8);
    cr_assert_eq(lam_leadfield_read(field, 0, samples), LAM_OK);
    cr_assert_eq(samples[7], 7);
    lam_leadfield_destroy(field);
}

Test(gaps, a_changed_model_is_refused) {
    lam_leadfield *field = make();
    size_t n;
    lam_leadfield_guard(field, guard);
    step(0, 10, 1);
    cr_assert_eq(lam_leadfield_samples(field, &n), LAM_OK);
    changed = "nseg";
    step(11, 12, 1);
    changed = NULL;
    cr_assert_eq(lam_leadfield_samples(field, &n), LAM_ERR_STATE);
    cr_assert_not_null(strstr(lam_error(), "nseg changed"), "%s", lam_error());
    cr_assert_not_null(strstr(lam_error(), "t = 0.275 ms"), "%s", lam_error());
    lam_leadfield_destroy(field);
}
