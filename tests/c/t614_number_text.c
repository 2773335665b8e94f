/* SPDX-License-Identifier: BSD-3-Clause
 * t614_number_text - a number in 15 digits is, byte for byte, what printf writes: all sizes, powers
 * of ten and their neighbours, halves that are to be rounded, what no digits can say. */
#include "base/lam_number_impl.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect_printf(double number) {
    char ours[LAM_NUMBER_TEXT], printed[64];
    size_t n = lam_number_text(number, ours);
    snprintf(printed, sizeof printed, "%.15g", number);
    cr_assert_str_eq(ours, printed, "%a: '%s', printf '%s'", number, ours, printed);
    cr_assert_eq(n, strlen(printed), "%a: length %zu", number, n);
}

static void expect_neighbours(double number) {
    const double all[] = {number, nextafter(number, -INFINITY), nextafter(number, INFINITY)};
    for (size_t i = 0; i < 3; i++) {
        expect_printf(all[i]);
        expect_printf(-all[i]);
    }
}

Test(number_text, edges) {
    for (int i = -330; i <= 308; i++) {
        expect_neighbours(pow(10, i));
        expect_neighbours(pow(10, i) * (1 - 5e-16));
        expect_neighbours(9.999999999999995 * pow(10, i));
    }
    const double odd[] = {0, DBL_MIN, DBL_TRUE_MIN, DBL_MAX, INFINITY, NAN, 0.5, 999999999999999.5};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        expect_printf(odd[i]);
        expect_printf(-odd[i]);
    }
}

/* Half a unit of the 15th digit is a double between 2^49 and 1e15, and with whole halves below. */
Test(number_text, halves) {
    srand48(15);
    for (int i = 0; i < 300000; i++) {
        double digits = floor(1e14 + 9e14 * drand48());
        expect_printf(digits + 0.5);
        expect_printf((digits + 0.5) / (double)(1 << (i % 20)));
        expect_printf((digits + 0.5) * pow(10, -(i % 20)));
    }
}

Test(number_text, samples) {
    srand48(16);
    for (int i = 0; i < 300000; i++) {
        expect_printf((drand48() - 0.5) * pow(10, 25 * drand48() - 8));
        expect_printf(0.025 * floor(1e5 * drand48()));
    }
}
