/* SPDX-License-Identifier: BSD-3-Clause
 * t201_math.c - exp, log and power of lam_math.h against libm's in long double, over all doubles.
 */
#include "lam_math.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>

static const double LARGEST_ERROR = 1.2; /* units in the last place */

/* |value - expected| in units of the last place of a double near expected. */
static double error_of(double value, long double expected) {
    const double rounded = fabs((double)expected);
    const double unit = nextafter(rounded, INFINITY) - rounded;
    return (double)(fabsl((long double)value - expected) / unit);
}

static void expect_exp(double x) {
    cr_expect(error_of(lam_exp(x), expl(x)) <= LARGEST_ERROR, "exp(%a) is %a", x, lam_exp(x));
}

static void expect_log(double x) {
    cr_expect(error_of(lam_log(x), logl(x)) <= LARGEST_ERROR, "log(%a) is %a", x, lam_log(x));
}

/* The steps are no simple fractions, so that all parts of a reduced argument are met. */
Test(math, exp_over_its_range) {
    for (double x = -708.38; x < 709.78; x += 0.0016180339887) {
        expect_exp(x);
    }
    for (double x = -1; x < 1; x += 0.0000271828183) {
        expect_exp(x);
    }
    for (double x = DBL_MAX; x > 0; x /= 3) { /* tiny arguments, down to the denormals */
        if (x < 1) {
            expect_exp(x);
            expect_exp(-x);
        }
    }
}

Test(math, log_over_its_range) {
    for (double x = DBL_MAX; x >= DBL_MIN; x *= 0.99816180339887) {
        expect_log(x);
    }
    for (double x = 0.4; x < 2.1; x += 0.00000271828183) {
        expect_log(x);
    }
    expect_log(0x1p-1022);
}

Test(math, ends_and_special_values) {
    cr_expect_eq(lam_exp(0.0), 1.0);
    cr_expect_eq(lam_exp(-0.0), 1.0);
    cr_expect_eq(lam_exp(709.79), INFINITY);
    cr_expect_eq(lam_exp(1e300), INFINITY);
    cr_expect_eq(lam_exp(INFINITY), INFINITY);
    cr_expect_eq(lam_exp(-708.4), 0.0); /* no denormals */
    cr_expect_eq(lam_exp(-745.2), 0.0);
    cr_expect_eq(lam_exp(-1e300), 0.0);
    cr_expect_eq(lam_exp(-INFINITY), 0.0);
    cr_expect(isnan(lam_exp(NAN)));

    cr_expect_eq(lam_log(1.0), 0.0);
    cr_expect_eq(lam_log(0.0), -INFINITY);
    cr_expect_eq(lam_log(-0.0), -INFINITY);
    cr_expect_eq(lam_log(nextafter(0x1p-1022, 0)), -INFINITY);
    cr_expect_eq(lam_log(INFINITY), INFINITY);
    cr_expect(isnan(lam_log(-1.0)));
    cr_expect(isnan(lam_log(-INFINITY)));
    cr_expect(isnan(lam_log(NAN)));
}

Test(math, power) {
    for (double x = 1e-6; x < 100; x *= 1.1) {
        cr_expect_eq(lam_power(x, 1.0), x);
        for (double y = 0.5; y < 5; y += 0.25) {
            /* log is wrong by 1.2 units in the last place, its product with y - 1 by 1/2 more; a
             * unit is at most 2^-52 of a value, and at least 2^-53 of the result */
            const double bound = 2 * 1.7 * fabs((y - 1) * log(x)) + LARGEST_ERROR + 0.5;
            cr_expect(error_of(lam_power(x, y), powl(x, y)) <= bound, "%a^%a", x, y);
        }
    }
    cr_expect_eq(lam_power(0.0, 1.0), 0.0);
    cr_expect_eq(lam_power(0.0, 4.0), 0.0);
    cr_expect_eq(lam_power(0.0, 0.5), 0.0);
    cr_expect_eq(lam_power(-1e-9, 1.0), -1e-9); /* an overshooting concentration */
}
