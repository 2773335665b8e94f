/* SPDX-License-Identifier: BSD-3-Clause
 * t738_fit_curves - least squares recover the parameters of curves whose deflections come too early
 * or too late by more than they last, as evoked responses 30 % off do, in few evaluations: 4 within
 * 150, 8 within 500, from whichever corner. */
#include "good.h"

#include <math.h>
#include <stdlib.h>

enum { N = 800, MOST = 8 };

typedef struct response {
    double truth[N], peak;
    size_t n_evaluations;
} response;

/* A deflection and its rebound. */
static double wave(double t_ms, double width_ms) {
    double x = t_ms / width_ms;
    return t_ms < 0 ? 0 : 3 * (1 - x) * x * exp(-x);
}

/* A cell spikes, or hardly. */
static double spikes(double drive) {
    return pow(drive, 8) / (pow(drive, 8) + 0.5);
}

/* 80 ms of two drives and of what they cause, the second depending on how long ago the first was.
 * p: factors of the true times, weights, widths. */
static void run(size_t n, const double *p, double *y) {
    double q[MOST];
    for (size_t i = 0; i < MOST; i++) {
        q[i] = i < n ? p[i] : 1;
    }
    double first = 26.6 * q[0], second = 63.5 * q[1];
    double rested = 0.4 + 0.6 * (1 - exp(-fabs(second - first) / 15));
    double one = spikes(q[2]), two = spikes(q[3] * rested);
    for (int i = 0; i < N; i++) {
        double t = 0.1 * i;
        y[i] = 0.3 * q[2] * wave(t - first, 2 * q[4]) + 2 * one * wave(t - first - 3 / q[2], 1.5) -
               one * q[6] * wave(t - first - 8, 4 * q[6]) - q[3] * wave(t - second, 3 * q[5]) -
               2 * two * wave(t - second - 4 / q[3], 2) + 0.5 * q[7] * wave(t - second - 10, 5);
    }
}

static lam_status evaluate(void *user, size_t n_points, size_t n, const double *points,
                           double *values_out, double *residuals_out) {
    response *r = user;
    for (size_t k = 0; k < n_points; k++) {
        double y[N], sum = 0;
        run(n, points + k * n, y);
        for (int i = 0; i < N; i++) {
            residuals_out[k * N + i] = (y[i] - r->truth[i]) / sqrt(N);
            sum += residuals_out[k * N + i] * residuals_out[k * N + i];
        }
        values_out[k] = sqrt(sum);
        r->n_evaluations++;
    }
    return LAM_OK;
}

static void recover(size_t n, size_t most, uint32_t seed) {
    static response r;
    static const size_t curve = N;
    const double truth[MOST] = {1, 1, 1, 1, 1, 1, 1, 1};
    lam_fit_parameter parameters[MOST];
    lam_mt19937 random;
    lam_fit_result result;
    double best[MOST];
    r = (response){.n_evaluations = 0};
    run(n, truth, r.truth);
    for (int i = 0; i < N; i++) {
        r.peak = fmax(r.peak, fabs(r.truth[i]));
    }
    lam_mt19937_seed(&random, seed);
    for (size_t i = 0; i < n; i++) {
        double start = lam_mt19937_uniform(&random) < 0.5 ? 0.7 : 1.3;
        parameters[i] = (lam_fit_parameter){0.5, 1.5, start, false};
    }
    lam_fit_problem problem = {n, N, parameters, evaluate, &r, 1, &curve};
    lam_fit_options options = {.solver = LAM_FIT_LEAST_SQUARES,
                               .max_evaluations = most,
                               .max_seconds = INFINITY,
                               .tolerance = 1e-4,
                               .target = 1e-4 * r.peak,
                               .seed = seed};
    GOOD(lam_fit(&problem, &options, best, &result));
    cr_assert_lt(result.value, 1e-2 * r.peak, "%zu, %u: %g", n, seed, result.value);
    for (size_t i = 0; i < n; i++) {
        cr_assert_float_eq(best[i], 1, 0.05, "%zu, %u: parameter %zu: %g", n, seed, i, best[i]);
    }
}

Test(fit_curves, four_parameters) {
    for (uint32_t seed = 100; seed < 120; seed++) {
        recover(4, 150, seed);
    }
}

Test(fit_curves, eight_parameters) {
    for (uint32_t seed = 100; seed < 110; seed++) {
        recover(8, 500, seed);
    }
}
