/* SPDX-License-Identifier: BSD-3-Clause
 * t746_sensitivity - Sobol's indices of functions that have closed ones (Ishigami & Homma 1990;
 * Saltelli & Sobol 1995) to 0.02, their intervals, from the points of a design; what is refused. */
#include "good.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 8, N_BASE = 4096, N_RESAMPLES = 200 };

static const double pi = 3.14159265358979323846;

static double ishigami(const double *x) {
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

static const double importance[MOST] = {0, 1, 4.5, 9, 99, 99, 99, 99};

static double g_function(const double *x) {
    double product = 1;
    for (size_t k = 0; k < MOST; k++) {
        product *= (fabs(4 * x[k] - 2) + importance[k]) / (1 + importance[k]);
    }
    return product;
}

/* The values of a function of parameters from low to high, at the points of a design. */
static double *evaluate(size_t n, double low, double high, size_t n_base, uint64_t seed,
                        double (*function)(const double *)) {
    lam_varied parameters[MOST];
    for (size_t k = 0; k < n; k++) {
        parameters[k] = (lam_varied){"a", 0, NULL, {LAM_PRIOR_UNIFORM, low, high, NAN, NAN}, NAN};
    }
    lam_design design = {LAM_DESIGN_SALTELLI, n_base * (n + 2), seed, n, parameters};
    double *values = calloc(design.n_points, sizeof *values), point[MOST];
    for (size_t i = 0; i < design.n_points; i++) {
        lam_design_point(&design, i, point);
        values[i] = function(point);
    }
    return values;
}

static void check(const char *what, size_t k, const lam_sobol_share *found, double expected) {
    cr_assert_float_eq(found->share, expected, 0.02, "%s of %zu: %g, not %g", what, k, found->share,
                       expected);
    cr_assert(found->low <= found->share && found->share <= found->high);
    cr_assert(found->low - 0.02 <= expected && expected <= found->high + 0.02);
    cr_assert(found->high - found->low < 0.15 + 0.15 * expected);
}

Test(sensitivity, ishigami) {
    double first[3], total[3], a = 7, b = 0.1;
    double one = 0.5 * pow(1 + b * pow(pi, 4) / 5, 2), two = a * a / 8;
    double both = b * b * pow(pi, 8) * 8 / 225, all = one + two + both;
    memcpy(first, (double[]){one / all, two / all, 0}, sizeof first);
    memcpy(total, (double[]){(one + both) / all, two / all, both / all}, sizeof total);
    for (uint64_t seed = 0; seed < 3; seed++) {
        lam_sensitivity found[3];
        size_t n_used;
        double *values = evaluate(3, -pi, pi, N_BASE, seed, ishigami);
        GOOD(lam_sobol_indices(N_BASE, 3, values, N_RESAMPLES, 1, found, &n_used));
        cr_assert_eq(n_used, (size_t)N_BASE);
        for (size_t k = 0; k < 3; k++) {
            check("first", k, &found[k].first, first[k]);
            check("total", k, &found[k].total, total[k]);
        }
        free(values);
    }
}

Test(sensitivity, g_function) {
    double alone[MOST], all = 1;
    lam_sensitivity found[MOST];
    size_t n_used;
    for (size_t k = 0; k < MOST; k++) {
        alone[k] = 1.0 / 3 / pow(1 + importance[k], 2);
        all *= 1 + alone[k];
    }
    double *values = evaluate(MOST, 0, 1, N_BASE, 0, g_function);
    GOOD(lam_sobol_indices(N_BASE, MOST, values, N_RESAMPLES, 1, found, &n_used));
    for (size_t k = 0; k < MOST; k++) {
        check("first", k, &found[k].first, alone[k] / (all - 1));
        check("total", k, &found[k].total, alone[k] * all / (1 + alone[k]) / (all - 1));
    }
    free(values);
}

/* Those of SALib 1.6.0 (its sobol.analyze, calc_second_order=False) from the same values, which
 * come in its order: sin(i) of the i-th. */
Test(sensitivity, as_salib) {
    static const double first[] = {0.5709875478081073, 1.5256127707882456},
                        total[] = {0.5062558032716278, 1.4513052814777263};
    double values[16 * 4];
    lam_sensitivity found[2];
    size_t n_used;
    for (size_t i = 0; i < 64; i++) {
        values[i] = sin((double)i);
    }
    GOOD(lam_sobol_indices(16, 2, values, 0, 0, found, &n_used));
    for (size_t k = 0; k < 2; k++) {
        cr_assert_float_eq(found[k].first.share, first[k], 1e-12);
        cr_assert_float_eq(found[k].total.share, total[k], 1e-12);
        cr_assert(isnan(found[k].first.low) && isnan(found[k].total.high));
    }
}

/* The intervals hold the truth as often as they say, and are the same for a seed. */
Test(sensitivity, intervals) {
    size_t n_inside = 0, n_used;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        lam_sensitivity found[MOST], again[MOST];
        double *values = evaluate(3, -pi, pi, 256, seed, ishigami);
        GOOD(lam_sobol_indices(256, 3, values, N_RESAMPLES, seed, found, &n_used));
        GOOD(lam_sobol_indices(256, 3, values, N_RESAMPLES, seed, again, &n_used));
        cr_assert_arr_eq(found, again, 3 * sizeof *found);
        n_inside += found[1].total.low <= 0.4424 && 0.4424 <= found[1].total.high;
        free(values);
    }
    cr_assert_geq(n_inside, (size_t)34); /* of 40; Sobol's points are better than draws */
}

/* A base point that failed is left out, and nothing else. */
Test(sensitivity, failed_points) {
    lam_sensitivity whole[3], less[3];
    size_t n_used;
    double *values = evaluate(3, -pi, pi, 300, 0, ishigami);
    GOOD(lam_sobol_indices(299, 3, values + 5, 0, 0, whole, &n_used));
    values[2] = NAN;
    GOOD(lam_sobol_indices(300, 3, values, 0, 0, less, &n_used));
    cr_assert_eq(n_used, (size_t)299);
    for (size_t k = 0; k < 3; k++) {
        cr_assert_eq(whole[k].first.share, less[k].first.share);
        cr_assert_eq(whole[k].total.share, less[k].total.share);
    }
    free(values);
}

Test(sensitivity, refused) {
    double values[40];
    lam_sensitivity found[2];
    size_t n_used = 7;
    for (size_t i = 0; i < 40; i++) {
        values[i] = 0.1;
    }
    cr_assert_eq(lam_sobol_indices(10, 2, values, 9, 0, found, &n_used), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "accepted: one that varies"));
    for (size_t i = 1; i < 10; i++) {
        values[4 * i] = INFINITY;
    }
    cr_assert_eq(lam_sobol_indices(10, 2, values, 9, 0, found, &n_used), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "1 of 10 base points"));
    cr_assert_eq(n_used, (size_t)7);
}
