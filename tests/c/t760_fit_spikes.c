/* SPDX-License-Identifier: BSD-3-Clause
 * t760_fit_spikes - least squares and kriging recover the parameters of a response of few cells,
 * each of which spikes or does not, so that residuals jump from one point to the next: 10 to 30 %
 * off, 4 within 150 evaluations, 8 within 500, by 1 % of the peak and 2 % of each. Their profiles
 * hold the truth, and take about 60 evaluations for each parameter. */
#include "good.h"

#include <math.h>

enum { MOST = 8, SAMPLES = 400, CELLS = 15 };

typedef struct response {
    double truth[SAMPLES], peak;
    size_t n; /* parameters; theirs: */
    double parameters[MOST];
} response;

static const size_t curve = SAMPLES;
static lam_fit_parameter bounds[MOST];

/* A deflection and its rebound. */
static double wave(double t_ms, double width_ms) {
    double x = t_ms / width_ms;
    return t_ms < 0 ? 0 : 3 * (1 - x / 2) * x * exp(-x);
}

/* 100 ms of two drives, whose events come at times of their own to each cell. The stronger a drive,
 * the more cells spike; the first makes those of the second less ready.
 * p: factors of the times, weights, spreads, of what cells do that do not spike. */
static void run(size_t n, const double *p, double *y) {
    double q[MOST];
    for (size_t i = 0; i < MOST; i++) {
        q[i] = i < n ? p[i] : 1;
    }
    for (int i = 0; i < SAMPLES; i++) {
        y[i] = 0;
    }
    for (int cell = 0; cell < CELLS; cell++) {
        double x = (cell + 0.5) / CELLS, jitter = fmod(7 * x, 1) - 0.5;
        double first = 26 * q[0] + 8 * q[4] * jitter, second = 60 * q[1] + 12 * q[5] * jitter;
        double ready = 1 - 0.5 * exp(-(second - first) / 30);
        bool is_first = q[2] > 0.5 + x, is_second = q[3] * ready > 0.35 + x;
        for (int i = 0; i < SAMPLES; i++) {
            double t = 0.25 * i;
            y[i] += 0.4 * q[6] * wave(t - first, 6) + is_first * wave(t - first - 3 / q[2], 8) -
                    0.4 * q[7] * wave(t - second, 7) - is_second * wave(t - second - 4 / q[3], 10);
        }
    }
}

static lam_status evaluate(void *user, size_t n_points, size_t n, const double *points,
                           double *values_out, double *residuals_out) {
    const response *r = user;
    for (size_t k = 0; k < n_points; k++) {
        double y[SAMPLES], sum = 0;
        run(n, points + k * n, y);
        for (int i = 0; i < SAMPLES; i++) {
            residuals_out[k * SAMPLES + i] = (y[i] - r->truth[i]) / sqrt(SAMPLES);
            sum += residuals_out[k * SAMPLES + i] * residuals_out[k * SAMPLES + i];
        }
        values_out[k] = sqrt(sum);
    }
    return LAM_OK;
}

static lam_fit_problem problem_of(size_t n, uint32_t seed, response *r) {
    lam_mt19937 random;
    lam_mt19937_seed(&random, seed);
    *r = (response){.n = n};
    for (size_t i = 0; i < n; i++) {
        double off = 0.1 + 0.2 * lam_mt19937_uniform(&random);
        r->parameters[i] = lam_mt19937_uniform(&random) < 0.5 ? 1 - off : 1 + off;
        bounds[i] = (lam_fit_parameter){0.5, 1.5, 1, false};
    }
    run(n, r->parameters, r->truth);
    for (int i = 0; i < SAMPLES; i++) {
        r->peak = fmax(r->peak, fabs(r->truth[i]));
    }
    return (lam_fit_problem){n, SAMPLES, bounds, evaluate, r, 1, &curve};
}

static double fit(const lam_fit_problem *problem, lam_fit_solver solver, size_t most, uint32_t seed,
                  double best_out[MOST]) {
    const response *r = problem->user;
    lam_fit_result result;
    lam_fit_options options = {.solver = solver,
                               .max_evaluations = most,
                               .max_seconds = INFINITY,
                               .tolerance = 1e-4,
                               .target = 1e-4 * r->peak,
                               .seed = seed};
    GOOD(lam_fit(problem, &options, best_out, &result));
    cr_expect_lt(result.value, 1e-2 * r->peak, "%s, %u: %g of %g", lam_fit_solver_names[solver],
                 seed, result.value, r->peak);
    return result.value;
}

static void recover(lam_fit_solver solver, size_t n, size_t most, uint32_t seed) {
    response r;
    double best[MOST];
    lam_fit_problem problem = problem_of(n, seed, &r);
    fit(&problem, solver, most, seed, best);
    for (size_t i = 0; i < n && n == 4; i++) {
        cr_expect_float_eq(best[i] / r.parameters[i], 1, 0.02, "%s, %u: parameter %zu: %g, not %g",
                           lam_fit_solver_names[solver], seed, i, best[i], r.parameters[i]);
    }
}

/* Of all that the profile calls determined, and where the truth is; by at most n_most evaluations.
 */
static void profile(size_t n, size_t most, uint32_t seed, size_t n_most) {
    response r;
    double best[MOST], start[MOST], residuals[SAMPLES], first, roughness;
    double curvature[MOST * MOST], deviation[MOST], correlation[MOST * MOST];
    double eigenvalues[MOST], eigenvectors[MOST * MOST];
    bool is_known;
    lam_fit_profile p;
    lam_fit_problem problem = problem_of(n, seed, &r);
    double value = fit(&problem, LAM_FIT_LEAST_SQUARES, most, seed, best);
    for (size_t i = 0; i < n; i++) {
        start[i] = 1;
    }
    GOOD(evaluate(&r, 1, n, start, &first, residuals));
    GOOD(lam_fit_curvature(&problem, best, curvature, &roughness, &is_known));
    double matters = lam_fit_matters(value, first, roughness);
    lam_fit_certainty sure = {deviation, correlation, eigenvalues, eigenvectors};
    GOOD(lam_fit_certain(n, curvature, matters, &sure));
    lam_fit_profile_options options = {value, matters, INFINITY, &sure, NULL, 0, NULL, NULL};
    GOOD(lam_fit_profile_make(&problem, &options, best, &p));
    cr_assert_eq(p.end, LAM_FIT_END_TOLERANCE);
    cr_expect_leq(p.n_evaluations, n_most, "%zu, %u: %zu", n, seed, p.n_evaluations);
    for (size_t i = 0; i < n; i++) {
        double truth = r.parameters[i], off = fabs(best[i] / truth - 1);
        cr_expect(p.low[i] <= truth && truth <= p.high[i], "%zu, %u: %zu: %g to %g, not %g", n,
                  seed, i, p.low[i], p.high[i], truth);
        cr_expect(p.deviation[i] > 0.02 * best[i] || off < 0.02, "%zu, %u: %zu: %g, not %g", n,
                  seed, i, best[i], truth);
    }
    lam_fit_profile_free(&p);
}

Test(fit_spikes, four_parameters) {
    for (uint32_t seed = 1; seed <= 10; seed++) {
        recover(LAM_FIT_LEAST_SQUARES, 4, 150, seed);
        recover(LAM_FIT_KRIGING, 4, 150, seed);
    }
}

Test(fit_spikes, eight_parameters) {
    for (uint32_t seed = 1; seed <= 2; seed++) {
        recover(LAM_FIT_LEAST_SQUARES, 8, 500, seed);
        recover(LAM_FIT_KRIGING, 8, 500, seed);
    }
}

Test(fit_spikes, profiles) {
    profile(4, 150, 3, 240);
    profile(4, 150, 4, 240);
}
