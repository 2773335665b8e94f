/* SPDX-License-Identifier: BSD-3-Clause
 * t202_fast_math.c - exp and log of lam_math.h where mechanisms are compiled with -ffast-math,
 * which would spoil the reductions of their arguments: within the 4 units that libm promises for
 * vectors.
 */
#pragma GCC push_options
#pragma GCC optimize("O3", "fast-math")
#include "lam_math.h"

enum { N = 64 };

static __attribute__((noinline)) void fast(const double *x, double *exp_out, double *log_out) {
    for (int i = 0; i < N; i++) {
        exp_out[i] = lam_exp(x[i]);
        log_out[i] = lam_log(x[i] > 0.0 ? x[i] : -x[i]);
    }
}
#pragma GCC pop_options

#include <criterion/criterion.h>
#include <math.h>

static double error_of(double value, long double expected) {
    const double rounded = fabs((double)expected);
    const double unit = nextafter(rounded, INFINITY) - rounded;
    return (double)(fabsl((long double)value - expected) / unit);
}

Test(fast_math, exp_and_log) {
    double x[N], exp_x[N], log_x[N];
    double largest_exp = 0, largest_log = 0;
    for (double first = -700; first < 700; first += 0.16180339887) {
        for (int i = 0; i < N; i++) {
            x[i] = first + i * 0.0027182818;
        }
        fast(x, exp_x, log_x);
        for (int i = 0; i < N; i++) {
            largest_exp = fmax(largest_exp, error_of(exp_x[i], expl(x[i])));
            largest_log = fmax(largest_log, error_of(log_x[i], logl(fabsl((long double)x[i]))));
        }
    }
    cr_expect(largest_exp < 4, "exp is wrong by %g units in the last place", largest_exp);
    cr_expect(largest_log < 4, "log is wrong by %g units in the last place", largest_log);
}
