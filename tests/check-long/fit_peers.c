/* SPDX-License-Identifier: BSD-3-Clause
 * fit_peers.c - how many evaluations CMA-ES and the Gaussian process need on standard functions:
 * lines of a solver, a function, a seed and evaluations; the limit, where the target is not
 * reached. */
#include "laminae.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 8 };

typedef struct standard {
    const char *name;
    double (*of)(size_t n, const double *x);
    size_t n;
    double low, high, start, target;
} standard;

static double sphere(size_t n, const double *x) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (x[i] - 0.3) * (x[i] - 0.3);
    }
    return sum;
}

static double rosenbrock(size_t n, const double *x) {
    double sum = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        sum += 100 * pow(x[i + 1] - x[i] * x[i], 2) + pow(1 - x[i], 2);
    }
    return sum;
}

static double ackley(size_t n, const double *x) {
    double squares = 0, cosines = 0;
    for (size_t i = 0; i < n; i++) {
        squares += x[i] * x[i] / (double)n;
        cosines += cos(6.283185307179586 * x[i]) / (double)n;
    }
    return 20 + exp(1) - 20 * exp(-0.2 * sqrt(squares)) - exp(cosines);
}

/* The same table is in fit_peers.py. `edge`: the least value is at bounds. */
static const standard cma[] = {{"sphere", sphere, 4, -3, 2, -2.5, 1e-6},
                               {"rosenbrock", rosenbrock, 4, -2, 2.5, -1.2, 1e-3},
                               {"ackley", ackley, 3, -5, 6, 4, 1e-2},
                               {"edge", sphere, 4, 0.5, 2, 1.7, 0.16 + 1e-4}},
                      gp[] = {{"sphere", sphere, 3, -3, 2, -2.5, 1e-2},
                              {"rosenbrock", rosenbrock, 2, -2, 2.5, -1.2, 0.1},
                              {"edge", sphere, 3, 0.5, 2, 1.7, 0.12 + 1e-3}};

static lam_status evaluate(void *user, size_t n_points, size_t n, const double *points,
                           double *values_out, double *residuals_out) {
    (void)residuals_out;
    const standard *f = user;
    for (size_t k = 0; k < n_points; k++) {
        values_out[k] = f->of(n, points + k * n);
    }
    return LAM_OK;
}

static int run(lam_fit_solver solver, const standard *f, size_t most, uint32_t seed) {
    lam_fit_parameter parameters[MOST];
    double best[MOST];
    standard copy = *f;
    for (size_t i = 0; i < f->n; i++) {
        parameters[i] = (lam_fit_parameter){f->low, f->high, f->start, false};
    }
    lam_fit_problem problem = {f->n, 0, parameters, evaluate, &copy, 0, NULL};
    lam_fit_options options = {.solver = solver,
                               .max_evaluations = most,
                               .max_seconds = INFINITY,
                               .tolerance = 1e-12,
                               .target = f->target,
                               .seed = seed};
    lam_fit_result result;
    if (lam_fit(&problem, &options, best, &result) != LAM_OK) {
        fprintf(stderr, "%s\n", lam_error());
        return 1;
    }
    printf("%s %s %u %zu\n", lam_fit_solver_names[solver], f->name, seed,
           result.end == LAM_FIT_END_TARGET ? result.n_evaluations : most);
    return 0;
}

int main(void) {
    int failed = 0;
    for (uint32_t seed = 1; seed <= 11; seed++) {
        for (size_t i = 0; i < sizeof cma / sizeof *cma; i++) {
            failed |= run(LAM_FIT_CMA, &cma[i], 5000, seed);
        }
        for (size_t i = 0; i < sizeof gp / sizeof *gp && seed <= 5; i++) {
            failed |= run(LAM_FIT_BAYESIAN, &gp[i], 100, seed);
        }
    }
    return failed;
}
