/* SPDX-License-Identifier: BSD-3-Clause
 * t735_fit_solvers - each solver finds the least value of functions whose least value is known,
 * within bounds or at one, and stops when it is told to. */
#include "good.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 12 };

typedef struct func {
    double (*of)(size_t n, const double *x);
    void (*residuals)(size_t n, const double *x, double *r);
    size_t n, n_residuals;
    lam_fit_parameter parameters[MOST];
    size_t n_evaluations, n_batches;
    double path[1 << 14]; /* all points in their order */
} func;

static double sphere(size_t n, const double *x) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (x[i] - 0.3 * (double)i) * (x[i] - 0.3 * (double)i);
    }
    return sqrt(sum);
}

static void sphere_residuals(size_t n, const double *x, double *r) {
    for (size_t i = 0; i < n; i++) {
        r[i] = x[i] - 0.3 * (double)i;
    }
}

static void rosenbrock_residuals(size_t n, const double *x, double *r) {
    for (size_t i = 0; i + 1 < n; i++) {
        r[2 * i] = 10 * (x[i + 1] - x[i] * x[i]);
        r[2 * i + 1] = 1 - x[i];
    }
}

static double rosenbrock(size_t n, const double *x) {
    double r[2 * MOST], sum = 0;
    rosenbrock_residuals(n, x, r);
    for (size_t i = 0; i < 2 * n - 2; i++) {
        sum += r[i] * r[i];
    }
    return sqrt(sum);
}

static double ackley(size_t n, const double *x) {
    double squares = 0, cosines = 0;
    for (size_t i = 0; i < n; i++) {
        squares += x[i] * x[i] / (double)n;
        cosines += cos(6.283185307179586 * x[i]) / (double)n;
    }
    return 20 + exp(1) - 20 * exp(-0.2 * sqrt(squares)) - exp(cosines);
}

static lam_status evaluate(void *user, size_t n_points, size_t n, const double *points,
                           double *values_out, double *residuals_out) {
    func *f = user;
    f->n_batches++;
    for (size_t k = 0; k < n_points; k++) {
        const double *x = points + k * n;
        for (size_t i = 0; i < n; i++) {
            cr_assert(x[i] >= f->parameters[i].low && x[i] <= f->parameters[i].high, "%zu: %.17g",
                      i, x[i]);
            f->path[(f->n_evaluations * n + i) % (1 << 14)] = x[i];
        }
        values_out[k] = f->of(n, x);
        f->n_evaluations++;
        if (residuals_out != NULL) {
            f->residuals(n, x, residuals_out + k * f->n_residuals);
        }
    }
    return LAM_OK;
}

static func make(double (*of)(size_t, const double *),
                 void (*residuals)(size_t, const double *, double *), size_t n, double low,
                 double high, double start) {
    func f = {.of = of, .residuals = residuals, .n = n};
    f.n_residuals = residuals == NULL ? 0 : residuals == sphere_residuals ? n : 2 * n - 2;
    for (size_t i = 0; i < n; i++) {
        f.parameters[i] = (lam_fit_parameter){low, high, start, false};
    }
    return f;
}

static lam_fit_result fit(func *f, const lam_fit_options *options, double *best) {
    lam_fit_problem problem = {f->n, f->n_residuals, f->parameters, evaluate, f, 0, NULL};
    lam_fit_result result;
    GOOD(lam_fit(&problem, options, best, &result));
    cr_assert_eq(result.n_evaluations, f->n_evaluations);
    cr_assert_leq(result.n_evaluations, options->max_evaluations);
    cr_assert(!isfinite(result.value) || fabs(f->of(f->n, best) - result.value) < 1e-12, "%.17g",
              result.value);
    return result;
}

static lam_fit_options options_of(lam_fit_solver solver, size_t most) {
    return (lam_fit_options){.solver = solver,
                             .max_evaluations = most,
                             .max_seconds = INFINITY,
                             .tolerance = 1e-9,
                             .target = -INFINITY,
                             .seed = 1};
}

/* In how many evaluations each solver comes how near. */
static const struct goal {
    lam_fit_solver solver;
    double near;
    size_t sphere, rosenbrock, ackley; /* evaluations; 0: not asked for */
} goals[] = {
    {LAM_FIT_COBYLA, 0.03, 60, 0, 0},         {LAM_FIT_BOBYQA, 0.03, 60, 200, 0},
    {LAM_FIT_SUBPLEX, 0.03, 200, 160, 0},     {LAM_FIT_DIRECT, 0.03, 200, 0, 0},
    {LAM_FIT_CRS, 0.03, 900, 700, 500},       {LAM_FIT_CMA, 0.03, 600, 800, 250},
    {LAM_FIT_BAYESIAN, 0.2, 60, 0, 120},      {LAM_FIT_KRIGING, 0.03, 40, 40, 0},
    {LAM_FIT_LEAST_SQUARES, 0.03, 12, 40, 0},
};

static void reach(const char *what, func f, lam_fit_solver solver, size_t most, double target) {
    double best[MOST];
    lam_fit_options options = options_of(solver, most);
    options.target = target;
    lam_fit_result result = fit(&f, &options, best);
    cr_assert_eq(result.end, LAM_FIT_END_TARGET, "%s by %s: %g in %zu", what,
                 lam_fit_solver_names[solver], result.value, result.n_evaluations);
}

Test(fit_solvers, known_functions) {
    for (size_t i = 0; i < sizeof goals / sizeof *goals; i++) {
        const struct goal *g = &goals[i];
        reach("sphere", make(sphere, sphere_residuals, 4, -3, 2, -2.5), g->solver, g->sphere,
              g->near);
        if (g->rosenbrock > 0) {
            reach("rosenbrock", make(rosenbrock, rosenbrock_residuals, 2, -2, 2.5, -1.2), g->solver,
                  g->rosenbrock, 0.02);
        }
        if (g->ackley > 0) {
            reach("ackley", make(ackley, NULL, 2, -5, 6, 4), g->solver, g->ackley, 0.1);
        }
    }
}

/* The least value is where two parameters are at their bounds. */
Test(fit_solvers, at_bounds) {
    for (size_t i = 0; i < sizeof goals / sizeof *goals; i++) {
        const struct goal *g = &goals[i];
        func f = make(sphere, sphere_residuals, 4, 0, 2, 1.7);
        f.parameters[0] = (lam_fit_parameter){0.5, 2, 0.9, false};
        f.parameters[3] = (lam_fit_parameter){-1, 0.2, 0, false};
        reach("bounded sphere", f, g->solver, g->sphere, sqrt(0.25 + 0.49) + 0.03);
    }
}

Test(fit_solvers, the_same_seed_is_the_same_path) {
    static func f, g;
    for (int solver = 0; solver < LAM_FIT_N_SOLVERS; solver++) {
        double best[MOST], other[MOST];
        lam_fit_options options = options_of((lam_fit_solver)solver, 40);
        f = make(sphere, sphere_residuals, 3, -1, 2, 1);
        g = f;
        fit(&f, &options, best);
        fit(&g, &options, other);
        cr_assert_eq(memcmp(f.path, g.path, sizeof f.path), 0, "%s", lam_fit_solver_names[solver]);
        cr_assert_eq(memcmp(best, other, 3 * sizeof *best), 0);
    }
}

/* A model that cannot be run at some points. */
static double holes(size_t n, const double *x) {
    return x[0] > 0.5 && x[1] > 0 ? NAN : sphere(n, x);
}
static void holes_residuals(size_t n, const double *x, double *r) {
    sphere_residuals(n, x, r);
    r[0] = x[0] > 0.5 && x[1] > 0 ? NAN : r[0];
}

Test(fit_solvers, what_has_no_value_is_worse_than_all) {
    for (int solver = 0; solver < LAM_FIT_N_SOLVERS; solver++) {
        double best[MOST];
        lam_fit_options options = options_of((lam_fit_solver)solver, 300);
        func f = make(holes, holes_residuals, 2, -1, 2, 0.4);
        f.n_residuals = 2;
        options.max_evaluations = solver == LAM_FIT_BAYESIAN ? 40 : 300;
        lam_fit_result result = fit(&f, &options, best);
        cr_assert_lt(result.value, 0.12, "%s: %g", lam_fit_solver_names[solver], result.value);
    }
}

/* A wide minimum of 0.2 around the start, and a narrow one of 0. */
static void trap_residuals(size_t n, const double *x, double *r) {
    double narrow = 0;
    for (size_t i = 0; i < n; i++) {
        narrow += (x[i] - 0.8) * (x[i] - 0.8) / 0.0064;
    }
    double far = 1 - exp(-narrow / 2);
    r[0] = 0.2 * far;
    r[1] = (x[0] - 0.3) * far;
    r[2] = (x[1] - 0.3) * far;
}

static double trap(size_t n, const double *x) {
    double r[3];
    trap_residuals(n, x, r);
    return sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
}

static double half_holes(size_t n, const double *x) {
    return x[0] < -0.9 ? (double)NAN : trap(n, x);
}

/* So is a start without one: what is poor is told by the first run that has a value. */
Test(fit_solvers, a_start_without_a_value) {
    const lam_fit_solver solvers[] = {LAM_FIT_LEAST_SQUARES, LAM_FIT_KRIGING};
    for (size_t i = 0; i < 2; i++) {
        double best[MOST];
        func f = make(half_holes, trap_residuals, 2, -1, 1.5, -1);
        f.n_residuals = 3;
        lam_fit_options options = options_of(solvers[i], 400);
        options.tolerance = 1e-4;
        options.target = 0.01;
        lam_fit_result result = fit(&f, &options, best);
        cr_assert_eq(result.end, LAM_FIT_END_TARGET, "%s: %g in %zu",
                     lam_fit_solver_names[solvers[i]], result.value, result.n_evaluations);
    }
}

/* More parameters than points of a generation: the probe, one more than parameters, has room. */
Test(fit_solvers, cma_of_many_parameters) {
    for (size_t n = 4; n <= 12; n += 4) {
        double best[MOST];
        func f = make(sphere, NULL, n, -3, 5, -2);
        lam_fit_options options = options_of(LAM_FIT_CMA, 6000);
        options.batch = 4;
        options.tolerance = 1e-6;
        lam_fit_result result = fit(&f, &options, best);
        cr_assert_lt(result.value, 1e-3, "%zu parameters: %g in %zu", n, result.value,
                     result.n_evaluations);
    }
}

/* Also where NLopt would move it. */
Test(fit_solvers, the_start_comes_first) {
    for (int solver = 0; solver < LAM_FIT_N_SOLVERS; solver++) {
        double best[MOST];
        func f = make(sphere, sphere_residuals, 2, 0, 10, 0.5);
        lam_fit_options options = options_of((lam_fit_solver)solver, 5);
        fit(&f, &options, best);
        cr_assert(f.path[0] == 0.5 && f.path[1] == 0.5, "%s: %g %g", lam_fit_solver_names[solver],
                  f.path[0], f.path[1]);
    }
}

/* Evaluations that are left are used where the minimum that was found is poor. */
Test(fit_solvers, other_minima_are_sought) {
    const lam_fit_solver solvers[] = {LAM_FIT_LEAST_SQUARES, LAM_FIT_KRIGING};
    for (size_t i = 0; i < 2; i++) {
        double best[MOST];
        lam_fit_options options = options_of(solvers[i], 600);
        options.tolerance = 1e-4;
        options.target = 1e-3;
        options.seed = 6;
        func f = make(trap, trap_residuals, 2, 0, 1, 0.5);
        f.n_residuals = 3;
        lam_fit_result result = fit(&f, &options, best);
        cr_assert_eq(result.end, LAM_FIT_END_TARGET, "%s: %g in %zu",
                     lam_fit_solver_names[solvers[i]], result.value, result.n_evaluations);
    }
}

static int n_looks;
static int interrupted(void) {
    return ++n_looks > 5;
}

Test(fit_solvers, ends) {
    for (int solver = 0; solver < LAM_FIT_N_SOLVERS; solver++) {
        double best[MOST];
        lam_fit_options options = options_of((lam_fit_solver)solver, 23);
        func f = make(sphere, sphere_residuals, 2, -1, 2, 1);
        options.tolerance = 1e-300;
        f.parameters[0].is_log = true;
        f.parameters[0].low = 1e-5;
        f.of = rosenbrock;
        f.residuals = rosenbrock_residuals;
        func g = f, h = f;
        cr_assert_eq(fit(&f, &options, best).end, LAM_FIT_END_EVALUATIONS, "%d", solver);
        cr_assert_eq(f.n_evaluations, 23);
        n_looks = 0;
        options.interrupted = interrupted;
        cr_assert_eq(fit(&g, &options, best).end, LAM_FIT_END_INTERRUPT, "%d", solver);
        options.interrupted = NULL;
        options.max_seconds = 1e-9;
        cr_assert_eq(fit(&h, &options, best).end, LAM_FIT_END_SECONDS, "%d", solver);
    }
}

Test(fit_solvers, logarithmic_steps) {
    lam_fit_parameter p = {1e-5, 1e-1, 1e-3, true};
    cr_assert_float_eq(lam_fit_scaled(&p, 1e-3), 0.5, 1e-15);
    cr_assert_float_eq(lam_fit_unscaled(&p, 0.25), 1e-4, 1e-18);
    cr_assert_eq(lam_fit_unscaled(&p, 1), 1e-1);
    cr_assert_eq(lam_fit_unscaled(&p, 0), 1e-5);
}

static void refused(const char *why, lam_fit_parameter p, const lam_fit_options *options,
                    size_t n_residuals) {
    double best;
    lam_fit_result result;
    lam_fit_problem problem = {1, n_residuals, &p, evaluate, NULL, 0, NULL};
    cr_assert_eq(lam_fit(&problem, options, &best, &result), LAM_ERR_INPUT, "%s", why);
    cr_assert(strstr(lam_error(), why) != NULL, "%s: %s", why, lam_error());
}

Test(fit_solvers, wrong_problems) {
    lam_fit_options good = options_of(LAM_FIT_CMA, 10), bad = good;
    refused("parameter 0", (lam_fit_parameter){0, 1, 1.5, false}, &good, 0);
    refused("parameter 0", (lam_fit_parameter){1, 0, 0.5, false}, &good, 0);
    refused("parameter 0", (lam_fit_parameter){0, 0, 0, false}, &good, 0);
    refused("above 0", (lam_fit_parameter){0, 1, 0.5, true}, &good, 0);
    refused("parameter 0", (lam_fit_parameter){0, NAN, 0.5, false}, &good, 0);
    bad.max_evaluations = 0;
    refused("0 evaluations", (lam_fit_parameter){0, 1, 0.5, false}, &bad, 0);
    bad = good;
    bad.solver = LAM_FIT_LEAST_SQUARES;
    refused("no residuals", (lam_fit_parameter){0, 1, 0.5, false}, &bad, 0);
    lam_fit_solver solver;
    cr_assert_eq(lam_fit_solver_of("bobyka", &solver), LAM_ERR_INPUT);
    cr_assert(strstr(lam_error(), "did you mean bobyqa?") != NULL, "%s", lam_error());
    GOOD(lam_fit_solver_of("bayesian", &solver));
    cr_assert_eq(solver, LAM_FIT_BAYESIAN);
}

/* Two parameters of which only the sum counts, and one that counts for nothing. */
Test(fit_solvers, certainty) {
    enum { N = 3 };
    const double curvature[N * N] = {25, 25, 0, 25, 25, 0, 0, 0, 0};
    double deviation[N], correlation[N * N], values[N], vectors[N * N];
    lam_fit_certainty c = {deviation, correlation, values, vectors};
    GOOD(lam_fit_certain(N, curvature, 0.1, &c));
    cr_assert_float_eq(values[2], 50, 1e-12);
    cr_assert_float_eq(fabs(vectors[6] + vectors[7]), sqrt(2), 1e-12);
    for (int i = 0; i < N; i++) {
        cr_assert_eq(deviation[i], (double)INFINITY, "%d: %g", i, deviation[i]);
    }
    cr_assert_float_eq(correlation[1], -1, 1e-12, "%g", correlation[1]);
    cr_assert_float_eq(correlation[2], 0, 1e-12, "%g", correlation[2]);
    const double apart[] = {0, 0, 0, 0, 4, 10, 0, 10, 30}; /* none of the first, else the line */
    GOOD(lam_fit_certain(N, apart, 2, &c));
    cr_assert_eq(deviation[0], (double)INFINITY);
    cr_assert(correlation[0] == 1 && correlation[1] == 0 && correlation[6] == 0);
    cr_assert_float_eq(correlation[5], -0.5 / sqrt(1.5 * 0.2), 1e-12);
    const double line[] = {4, 10, 10, 30}; /* a straight line's at 1, 2, 3, 4, by hand */
    lam_fit_certainty d = {deviation, correlation, values, vectors};
    GOOD(lam_fit_certain(2, line, 2, &d));
    cr_assert_float_eq(deviation[0], 2 * sqrt(1.5), 1e-12);
    cr_assert_float_eq(deviation[1], 2 * sqrt(0.2), 1e-12);
    cr_assert_float_eq(correlation[1], -0.5 / sqrt(1.5 * 0.2), 1e-12);
}
