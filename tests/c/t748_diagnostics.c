/* SPDX-License-Identifier: BSD-3-Clause
 * t748_diagnostics - weighted particles: moments, quantiles; recovery error, overlap and predictive
 * error of distributions for which they are known. */
#include "good.h"

#include <math.h>
#include <string.h>

enum { N = 1000 };

static double even_weights[N];

/* Quantiles of a distribution in the place of draws, two parameters which are the same. */
static lam_particles quantiles_of(const lam_prior *prior, double values[2 * N]) {
    for (size_t i = 0; i < N; i++) {
        values[2 * i] = values[2 * i + 1] = lam_prior_quantile(prior, ((double)i + 0.5) / N);
        even_weights[i] = 1.0 / N;
    }
    return (lam_particles){N, 2, values, even_weights};
}

static lam_prior gaussian(double mean, double sd) {
    return (lam_prior){LAM_PRIOR_NORMAL, -INFINITY, INFINITY, mean, sd};
}

Test(particles, moments) {
    static const double values[] = {3, -1, 1, 0, 2, 5}, weights[] = {0.5, 0.3, 0.2};
    lam_particles p = {3, 2, values, weights};
    cr_assert_float_eq(lam_particles_mean(&p, 0), 2.2, 1e-15);
    cr_assert_float_eq(lam_particles_mean(&p, 1), 0.5, 1e-15);
    cr_assert_float_eq(lam_particles_covariance(&p, 0, 0), 0.5 * 0.64 + 0.3 * 1.44 + 0.2 * 0.04,
                       1e-15);
    cr_assert_float_eq(lam_particles_covariance(&p, 0, 1),
                       0.5 * 0.8 * -1.5 + 0.3 * -1.2 * -0.5 + 0.2 * -0.2 * 4.5, 1e-15);
    cr_assert_float_eq(lam_particles_effective(&p), 1 / 0.38, 1e-14);
    double found[5];
    GOOD(lam_particles_quantiles(&p, 0, 5, (double[]){0, 0.3, 0.31, 0.51, 1}, found));
    cr_assert_arr_eq(found, ((double[]){1, 1, 2, 3, 3}), sizeof found);
}

/* Of a uniform posterior from 0 to 1 around u: (u^2 + (1 - u)^2) / 2; of a point the distance. */
Test(diagnostics, recovery) {
    static double values[2 * N];
    static const lam_varied parameters[] = {
        {"a", 0, NULL, {LAM_PRIOR_LOG_UNIFORM, 1, 100, NAN, NAN}, NAN},
        {"b", 0, NULL, {LAM_PRIOR_LOG_UNIFORM, 1, 100, NAN, NAN}, NAN},
    };
    lam_particles p = quantiles_of(&parameters[0].prior, values);
    double errors[2];
    lam_recovery_errors(&p, parameters, (double[]){10, 1}, errors);
    cr_assert_float_eq(errors[0], 0.25, 1e-6);
    cr_assert_float_eq(errors[1], 0.5, 1e-6);
    lam_particles one = {1, 2, (double[]){10, 100}, (double[]){1}};
    lam_recovery_errors(&one, parameters, (double[]){10, 1}, errors);
    cr_assert_float_eq(errors[0], 0, 1e-15);
    cr_assert_float_eq(errors[1], 1, 1e-15);
}

static double overlap_of(const lam_prior *one, const lam_prior *other) {
    static double values[2 * N], others[2 * N];
    double overlap, reverse;
    lam_particles p = quantiles_of(one, values), q = quantiles_of(other, others);
    GOOD(lam_overlap(&p, &q, 1, &overlap));
    GOOD(lam_overlap(&q, &p, 1, &reverse));
    cr_assert_float_eq(overlap, reverse, 1e-12);
    return overlap;
}

/* Gaussians that the width of each particle makes wider: of distance d and sd s, erfc(d / (s
 * sqrt(8))) (Inman & Bradley 1989). */
Test(diagnostics, overlap) {
    double wider = sqrt(1 + pow(N, -0.4));
    for (double d = 0; d < 6; d += 1.5) {
        lam_prior one = gaussian(2, 0.1), other = gaussian(2 + 0.1 * d, 0.1);
        double expected = erfc(d / (wider * sqrt(8)));
        cr_assert_float_eq(overlap_of(&one, &other), expected, 2e-3, "%g", d);
    }
    lam_prior near = gaussian(0, 1), far = gaussian(1e6, 1), narrow = gaussian(0.5, 0.01);
    cr_assert_eq(overlap_of(&near, &far), 0);
    double cut = overlap_of(&near, &narrow);
    cr_assert(cut > 0.01 && cut < 0.04, "%g", cut);
}

Test(diagnostics, overlap_refused) {
    double overlap = 7;
    lam_particles same = {2, 1, (double[]){3, 3}, (double[]){0.5, 0.5}};
    cr_assert_eq(lam_overlap(&same, &same, 0, &overlap), LAM_ERR_INPUT);
    cr_assert_eq(overlap, 7);
    cr_assert_not_null(strstr(lam_error(), "all particles are the same"));
}

Test(diagnostics, predictive) {
    static const double curves[] = {1, 2, 3, 1, 2, 5}, weights[] = {0.75, 0.25};
    cr_assert_float_eq(lam_predictive_error(2, weights, 3, curves, (double[]){1, 2, 3}),
                       sqrt(0.25 * 4 / 3), 1e-15);
    cr_assert_eq(lam_predictive_error(1, (double[]){1}, 3, curves, curves), 0);
}
