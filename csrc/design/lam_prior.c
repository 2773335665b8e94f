/* SPDX-License-Identifier: BSD-3-Clause
 * lam_prior.c - distributions of parameters: their quantiles, and the inverse. */
#include "laminae.h"

#include <math.h>

/* ---- the normal distribution of mean 0 and sd 1 ---- */

static double normal_below(double x) {
    return 0.5 * erfc(-x * 0.70710678118654752440); /* 1/sqrt(2) */
}

/* For p <= 1/2. Abramowitz & Stegun 1964, eq. 26.2.23, to 5e-4; then Halley's method, each step of
 * which has three times as many digits as the one before. */
static double lower_quantile(double p) {
    const double root_2pi = 2.50662827463100050242;
    if (!(p > 0)) {
        return -INFINITY;
    }
    double t = sqrt(-2 * log(p));
    double x = (2.515517 + t * (0.802853 + t * 0.010328)) /
                   (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) -
               t;
    for (int i = 0; i < 3; i++) {
        double step = (normal_below(x) - p) * root_2pi * exp(0.5 * x * x);
        x -= step / (1 + 0.5 * x * step);
    }
    return x;
}

static double normal_quantile(double p) {
    return p <= 0.5 ? lower_quantile(p) : -lower_quantile(1 - p);
}

static double lower_cut(double a, double b, double u) {
    double below = normal_below(a);
    return normal_quantile(below + u * (normal_below(b) - below));
}

/* Between a and b. Probabilities near 1 would have lost their digits: what is above the mean is
 * mirrored. */
static double cut_quantile(double a, double b, double u) {
    bool is_upper = a > 0 || (b > 0 && u > 0.5);
    return is_upper ? -lower_cut(-b, -a, 1 - u) : lower_cut(a, b, u);
}

static double cut_below(double a, double b, double x) {
    if (a > 0) {
        return 1 - cut_below(-b, -a, -x);
    }
    double below = normal_below(a);
    return (normal_below(x) - below) / (normal_below(b) - below);
}

/* ---- all kinds ---- */

static double clamp(double x, double low, double high) {
    return x < low ? low : x > high ? high : x;
}

static double from_mean(const lam_prior *prior, double x) {
    return (x - prior->mean) / prior->sd;
}

static double quantile(const lam_prior *prior, double u) {
    switch (prior->kind) {
    case LAM_PRIOR_UNIFORM:
        return prior->low + u * (prior->high - prior->low);
    case LAM_PRIOR_LOG_UNIFORM:
        return prior->low * exp(u * log(prior->high / prior->low));
    case LAM_PRIOR_NORMAL:
        return prior->mean + prior->sd * normal_quantile(u);
    case LAM_PRIOR_TRUNCATED_NORMAL:
        return prior->mean + prior->sd * cut_quantile(from_mean(prior, prior->low),
                                                      from_mean(prior, prior->high), u);
    }
    return NAN;
}

double lam_prior_quantile(const lam_prior *prior, double u) {
    return clamp(quantile(prior, u), prior->low, prior->high);
}

static double below(const lam_prior *prior, double x) {
    switch (prior->kind) {
    case LAM_PRIOR_UNIFORM:
        return (x - prior->low) / (prior->high - prior->low);
    case LAM_PRIOR_LOG_UNIFORM:
        return log(x / prior->low) / log(prior->high / prior->low);
    case LAM_PRIOR_NORMAL:
        return normal_below(from_mean(prior, x));
    case LAM_PRIOR_TRUNCATED_NORMAL:
        return cut_below(from_mean(prior, prior->low), from_mean(prior, prior->high),
                         from_mean(prior, x));
    }
    return NAN;
}

double lam_prior_below(const lam_prior *prior, double x) {
    return below(prior, clamp(x, prior->low, prior->high));
}
