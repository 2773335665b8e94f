/* SPDX-License-Identifier: BSD-3-Clause
 * t760_fit_spikes - least squares and kriging recover the parameters of a response of few cells,
 * each of which spikes or does not, so that residuals jump from one point to the next: 10 to 30 %
 * off, 4 within 150 evaluations, 8 within 500, by 1 % of the peak and 2 % of each. */
#include "good.h"

#include <math.h>

enum { MOST = 8, SAMPLES = 400, CELLS = 15 };

typedef struct response {
    double truth[SAMPLES], peak;
} response;

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

static void recover(lam_fit_solver solver, size_t n, size_t most, uint32_t seed) {
    static const size_t curve = SAMPLES;
    response r = {.peak = 0};
    lam_fit_parameter parameters[MOST];
    lam_mt19937 random;
    lam_fit_result result;
    double truth[MOST], best[MOST];
    lam_mt19937_seed(&random, seed);
    for (size_t i = 0; i < n; i++) {
        double off = 0.1 + 0.2 * lam_mt19937_uniform(&random);
        truth[i] = lam_mt19937_uniform(&random) < 0.5 ? 1 - off : 1 + off;
        parameters[i] = (lam_fit_parameter){0.5, 1.5, 1, false};
    }
    run(n, truth, r.truth);
    for (int i = 0; i < SAMPLES; i++) {
        r.peak = fmax(r.peak, fabs(r.truth[i]));
    }
    lam_fit_problem problem = {n, SAMPLES, parameters, evaluate, &r, 1, &curve};
    lam_fit_options options = {.solver = solver,
                               .max_evaluations = most,
                               .max_seconds = INFINITY,
                               .tolerance = 1e-4,
                               .target = 1e-4 * r.peak,
                               .seed = seed};
    GOOD(lam_fit(&problem, &options, best, &result));
    cr_expect_lt(result.value, 1e-2 * r.peak, "%s, %u: %g of %g", lam_fit_solver_names[solver],
                 seed, result.value, r.peak);
    for (size_t i = 0; i < n && n == 4; i++) {
        cr_expect_float_eq(best[i] / truth[i], 1, 0.02, "%s, %u: parameter %zu: %g, not %g",
                           lam_fit_solver_names[solver], seed, i, best[i], truth[i]);
    }
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
