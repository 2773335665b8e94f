/* SPDX-License-Identifier: BSD-3-Clause
 * t46x_head.h - places and directions at random, and the leads that LFPykit has. */
#ifndef LAM_T46X_HEAD_H
#define LAM_T46X_HEAD_H

#include "good.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static lam_mt19937 rng;

static inline double uniform(double from, double to) {
    return from + (to - from) * lam_mt19937_uniform(&rng);
}

static inline double dot(const double a[3], const double b[3]) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static inline double length(const double a[3]) {
    return sqrt(dot(a, a));
}

static inline void set_place(double xyz[3], double radius) {
    for (int k = 0; k < 3; k++) {
        xyz[k] = lam_mt19937_normal(&rng, 0, 1);
    }
    double factor = radius / length(xyz);
    for (int k = 0; k < 3; k++) {
        xyz[k] *= factor;
    }
}

/* Turned about the axis (2, -1, 2)/3 by 0.7 rad (Rodrigues), then moved. */
static inline void move(const double from[3], const double shift[3], double to_out[3]) {
    const double axis[3] = {2.0 / 3, -1.0 / 3, 2.0 / 3};
    double along = dot(axis, from);
    for (int k = 0; k < 3; k++) {
        int i = (k + 1) % 3, j = (k + 2) % 3;
        to_out[k] = from[k] * cos(0.7) + (axis[i] * from[j] - axis[j] * from[i]) * sin(0.7) +
                    axis[k] * along * (1 - cos(0.7)) + shift[k];
    }
}

static inline double difference(const double a[3], const double b[3]) {
    double d[3] = {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    return length(d);
}

/* A number that is odd in some way, now and then. */
static inline double odd(void) {
    static const double numbers[] = {0,      -0.0,  NAN,  INFINITY, -INFINITY, 1e308, -1e308,
                                     5e-324, 1e-30, 1e30, 79,       90,        1e6,   1};
    double which = uniform(0, 40);
    return which < 14 ? numbers[(size_t)which] : uniform(-100, 100);
}

/* Every line of tests/ref/head.txt for a model has n_before numbers, then the lead; `find` computes
 * it from them. Returns how many there were. */
static inline size_t compare_with_lfpykit(const char *model, int n_before,
                                          void (*find)(const double *before, double lead_out[3])) {
    FILE *file = fopen("tests/ref/head.txt", "r");
    cr_assert_not_null(file);
    char line[1024];
    size_t n = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        double numbers[12], lead[3];
        char *at = line + strlen(model);
        if (strncmp(line, model, strlen(model)) != 0 || *at != ' ') {
            continue;
        }
        for (int i = 0; i < n_before + 3; i++) {
            numbers[i] = strtod(at, &at);
        }
        cr_assert_eq(*at, '\n');
        find(numbers, lead);
        const double *expected = numbers + n_before;
        cr_assert(difference(lead, expected) <= 1e-13 * length(expected),
                  "(%.17g, %.17g, %.17g) and LFPykit's %s", lead[0], lead[1], lead[2], line);
        n++;
    }
    fclose(file);
    return n;
}

#endif
