/* SPDX-License-Identifier: BSD-3-Clause
 * t740_design - points of a sweep: Sobol's sequence and quantiles are SciPy's
 * (tests/ref/design.txt), a Latin hypercube has one value of each stratum, grids and lists are in
 * order, and each point is the same wherever a sweep begins. */
#include "good.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"uniform", "log_uniform", "normal", "truncated_normal"};

static void check_sobol(FILE *file) {
    size_t i, n;
    double u[LAM_SOBOL_MOST], expected;
    cr_assert_eq(fscanf(file, "%zu %zu", &i, &n), 2);
    lam_sobol_point(i, n, u);
    for (size_t k = 0; k < n; k++) {
        cr_assert_eq(fscanf(file, "%lf", &expected), 1);
        cr_assert(u[k] == expected, "point %zu, dimension %zu: %g, not %g", i, k, u[k], expected);
    }
}

/* In units of the largest that matters: the value, or sd. */
static void check_quantile(FILE *file, const char *kind) {
    lam_prior prior;
    double u, expected;
    for (prior.kind = 0; strcmp(kind, names[prior.kind]) != 0; prior.kind++) {
    }
    cr_assert_eq(fscanf(file, "%lf %lf %lf %lf %lf %lf", &prior.low, &prior.high, &prior.mean,
                        &prior.sd, &u, &expected),
                 6);
    double value = lam_prior_quantile(&prior, u);
    bool is_cut = prior.kind == LAM_PRIOR_TRUNCATED_NORMAL;
    double size = prior.kind == LAM_PRIOR_NORMAL || is_cut ? prior.sd : fabs(expected);
    double limit = is_cut ? 1e-8 : 1e-13; /* SciPy's own, at the ends */
    cr_assert(value == expected || fabs(value - expected) <= limit * size,
              "%s, %g to %g, u %g: %.17g, not %.17g", kind, prior.low, prior.high, u, value,
              expected);
    if (u > 1e-6 && u < 1 - 1e-6) {
        cr_assert_float_eq(lam_prior_below(&prior, value), u, 1e-12, "%s %g", kind, u);
    }
}

Test(design, scipy) {
    char kind[32], line[200];
    size_t n = 0;
    FILE *file = fopen("tests/ref/design.txt", "r");
    cr_assert_not_null(file);
    cr_assert_not_null(fgets(line, sizeof line, file));
    for (; fscanf(file, " %31s", kind) == 1; n++) {
        if (strcmp(kind, "sobol") == 0) {
            check_sobol(file);
        } else {
            check_quantile(file, kind);
        }
    }
    fclose(file);
    cr_assert_gt(n, (size_t)100);
}

static const double weights[] = {0.1, 0.2, 0.3}, rates[] = {5, 6};
static const lam_varied two_lists[] = {{"a", 3, weights, {0}, NAN}, {"b", 2, rates, {0}, NAN}};
static const lam_varied mixed[] = {
    {"a", 0, NULL, {LAM_PRIOR_UNIFORM, -1, 1, NAN, NAN}, NAN},
    {"b", 0, NULL, {LAM_PRIOR_NORMAL, -INFINITY, INFINITY, 10, 2}, NAN},
    {"c", 3, weights, {0}, NAN},
};

Test(design, grid) {
    lam_design grid = {LAM_DESIGN_GRID, 6, 0, 2, two_lists};
    for (size_t i = 0; i < 6; i++) {
        double values[2];
        lam_design_point(&grid, i, values);
        cr_assert(values[0] == weights[i / 2] && values[1] == rates[i % 2]);
    }
}

Test(design, zip) {
    lam_design zip = {LAM_DESIGN_ZIP, 2, 0, 2, two_lists};
    for (size_t i = 0; i < 2; i++) {
        double values[2];
        lam_design_point(&zip, i, values);
        cr_assert(values[0] == weights[i] && values[1] == rates[i]);
    }
}

/* One value in each of n equally likely strata, whatever n and seed; two seeds differ. */
Test(design, latin_hypercube) {
    for (size_t n = 1; n < 2000; n = 2 * n + 3) {
        lam_design lhs = {LAM_DESIGN_LHS, n, n, 3, mixed};
        bool *is_there = calloc(2 * n, sizeof *is_there);
        size_t of_weight[3] = {0};
        for (size_t i = 0; i < n; i++) {
            double values[3];
            lam_design_point(&lhs, i, values);
            for (size_t k = 0; k < 2; k++) {
                size_t stratum = (size_t)(lam_prior_below(&mixed[k].prior, values[k]) * (double)n);
                cr_assert(stratum < n && !is_there[k * n + stratum], "%zu of %zu", stratum, n);
                is_there[k * n + stratum] = true;
            }
            of_weight[(size_t)lround(values[2] * 10) - 1]++;
        }
        for (size_t k = 0; k < 3; k++) {
            cr_assert(of_weight[k] + 1 >= n / 3 && of_weight[k] <= n / 3 + 1);
        }
        free(is_there);
    }
}

/* Mean and variance of independent draws, within four standard errors; parameters and seeds are not
 * correlated. */
Test(design, draws) {
    enum { N = 20000 };
    lam_design prior = {LAM_DESIGN_PRIOR, N, 3, 2, mixed}, other = prior;
    other.seed = 4;
    double sum[2] = {0}, square[2] = {0}, both = 0, seeds = 0;
    for (size_t i = 0; i < N; i++) {
        double x[2], y[2];
        lam_design_point(&prior, i, x);
        lam_design_point(&other, i, y);
        x[1] = (x[1] - 10) / 2;
        for (size_t k = 0; k < 2; k++) {
            sum[k] += x[k];
            square[k] += x[k] * x[k];
        }
        both += x[0] * x[1];
        seeds += x[0] * y[0];
    }
    double error = 4 / sqrt(N);
    cr_assert_float_eq(sum[0] / N, 0, error * sqrt(1.0 / 3));
    cr_assert_float_eq(square[0] / N, 1.0 / 3, error * sqrt(4.0 / 45));
    cr_assert_float_eq(sum[1] / N, 0, error);
    cr_assert_float_eq(square[1] / N, 1, error * sqrt(2));
    cr_assert_float_eq(both / N, 0, error * sqrt(1.0 / 3));
    cr_assert_float_eq(seeds / N, 0, error / 3);
}

/* With a seed 2^k points still have one in each of 2^k strata, and normal priors are finite. */
Test(design, sobol) {
    enum { N = 256 };
    for (uint64_t seed = 0; seed < 4; seed++) {
        lam_design sobol = {LAM_DESIGN_SOBOL, N, seed, 3, mixed};
        size_t n_there[2][N] = {{0}};
        for (size_t i = 0; i < N; i++) {
            double values[3];
            lam_design_point(&sobol, i, values);
            cr_assert(isfinite(values[1]));
            for (size_t k = 0; k < 2; k++) {
                double u = lam_prior_below(&mixed[k].prior, values[k]) + 1e-9;
                n_there[k][(size_t)(u * N) % N]++;
            }
        }
        for (size_t i = 0; i < N && seed > 0; i++) {
            cr_assert(n_there[0][i] == 1 && n_there[1][i] == 1, "seed %zu", (size_t)seed);
        }
    }
}

/* A, then A with one parameter of B, of each, then B; A and B are a point of twice as many. */
Test(design, saltelli) {
    const lam_varied twice[] = {mixed[0], mixed[1], mixed[2], mixed[0], mixed[1], mixed[2]};
    for (uint64_t seed = 0; seed < 3; seed++) {
        lam_design saltelli = {LAM_DESIGN_SALTELLI, 20, seed, 3, mixed};
        lam_design sobol = {LAM_DESIGN_SOBOL, 4, seed, 6, twice};
        for (size_t i = 0; i < 20; i++) {
            double values[3], both[6];
            lam_design_point(&saltelli, i, values);
            lam_design_point(&sobol, i / 5, both);
            for (size_t k = 0; k < 3; k++) {
                bool is_b = i % 5 == 4 || i % 5 == k + 1;
                cr_assert_eq(values[k], both[is_b ? 3 + k : k]);
            }
        }
    }
}

/* All of n, each once. */
Test(design, shuffled) {
    for (uint64_t n = 1; n < 300; n = n * 3 / 2 + 1) {
        bool is_there[300] = {false};
        for (uint64_t i = 0; i < n; i++) {
            uint64_t at = lam_shuffled_at(7, 0, n, i);
            cr_assert(at < n && !is_there[at]);
            is_there[at] = true;
        }
    }
}

Test(design, lines) {
    char *lines = NULL;
    lam_design grid = {LAM_DESIGN_GRID, 6, 0, 2, two_lists};
    GOOD(lam_design_lines(&grid, (double[]){0.1, 1e-20}, &lines));
    cr_assert_str_eq(lines, "a=0.1\nb=1e-20\n");
    free(lines);
}
