/* SPDX-License-Identifier: BSD-3-Clause
 * t200_rates.c - the channels' tables against their closed forms, and their interpolation.
 *
 * The closed forms are written down once more, in long double. */
#include "lam_kernel.h"

#include <criterion/criterion.h>
#include <math.h>

typedef long double real;

/* Rounding of an argument of exp of up to 17 is what limits the tables' accuracy. */
static const double TABLE_ERROR = 5e-15;

static void expect_near(const char *what, double v_mV, double value, real expected, double error) {
    cr_expect(fabsl((real)value - expected) <= error * fabsl(expected),
              "%s at %g mV is %.17g, expected %.17Lg", what, v_mV, value, expected);
}

/* x/(exp(x) - 1) */
static real linear_over_exp(real x) {
    return x == 0 ? 1 : x / expm1l(x);
}

static void expect_gate(const char *what, const double *inf_tau, double v_mV, real opens,
                        real closes, double speed) {
    expect_near(what, v_mV, inf_tau[0], opens / (opens + closes), TABLE_ERROR);
    expect_near(what, v_mV, inf_tau[1], 1 / ((opens + closes) * (real)speed), TABLE_ERROR);
}

static void expect_hh2(double speed) {
    double v_mV = -100;
    for (int i = 0; i <= 200; i++, v_mV += 1) {
        const real v = v_mV;
        const double *rates = lam_hh2_rates[i];
        expect_gate("m_hh2", rates, v_mV, linear_over_exp(-(v + 40) / 10), 4 * expl(-(v + 65) / 18),
                    speed);
        expect_gate("h_hh2", rates + LAM_HH2_H_INF, v_mV, 0.07L * expl(-(v + 65) / 20),
                    1 / (expl(-(v + 35) / 10) + 1), speed);
        expect_gate("n_hh2", rates + LAM_HH2_N_INF, v_mV, linear_over_exp(-(v + 55) / 10) / 10,
                    0.125L * expl(-(v + 65) / 80), speed);
    }
}

static void expect_ca(double speed) {
    double v_mV = -120;
    for (int i = 0; i <= 199; i++, v_mV += 220.0 / 199) {
        const real v = v_mV;
        const double *rates = lam_ca_rates[i];
        expect_gate("m_ca", rates, v_mV, 0.209L * linear_over_exp((-27 - v) / 3.8L),
                    0.94L * expl((-75 - v) / 17), speed);
        expect_gate("h_ca", rates + LAM_CA_H_INF, v_mV, 0.000457L * expl((-13 - v) / 50),
                    0.0065L / (expl((-15 - v) / 28) + 1), speed);
    }
}

static void expect_km(double speed, double ra, double rb, double tha, double qa) {
    double v_mV = -120;
    for (int i = 0; i <= 199; i++, v_mV += 220.0 / 199) {
        const real x = ((real)v_mV - tha) / qa;
        expect_gate("n_km", lam_km_rates[i], v_mV, (real)ra * qa * linear_over_exp(-x),
                    (real)rb * qa * linear_over_exp(x), speed);
    }
}

Test(rates, tables_hold_the_closed_forms) {
    lam_hh2_tables(1.0);
    expect_hh2(1.0);
    lam_ca_tables(0.25);
    expect_ca(0.25);
    lam_km_tables(0.25, 0.001, 0.001, -30, 9);
    expect_km(0.25, 0.001, 0.001, -30, 9);
    lam_cat_tables();
    lam_ar_tables();
    double v_mV = -120;
    for (int i = 0; i <= 641; i++, v_mV += 160.0 / 641) {
        const real v = v_mV;
        const double *cat = lam_cat_rates[i], *ar = lam_ar_rates[i];
        const real tau_h =
            v < -81 ? 0.333L * expl((v + 466) / 66.6L) : 9.32L + 0.333L * expl((-v - 21) / 10.5L);
        expect_near("m_inf_cat", v_mV, cat[LAM_CAT_M_INF], 1 / (1 + expl((-v - 56) / 6.2L)),
                    TABLE_ERROR);
        expect_near("m_tau_cat", v_mV, cat[LAM_CAT_M_TAU],
                    0.204L + 0.333L / (expl((v + 15.8L) / 18.2L) + expl((-v - 131) / 16.7L)),
                    TABLE_ERROR);
        expect_near("h_inf_cat", v_mV, cat[LAM_CAT_H_INF], 1 / (1 + expl((v + 80) / 4)),
                    TABLE_ERROR);
        expect_near("h_tau_cat", v_mV, cat[LAM_CAT_H_TAU], tau_h, TABLE_ERROR);
        expect_near("m_inf_ar", v_mV, ar[LAM_AR_M_INF], 1 / (1 + expl((v + 75) / 5.5L)),
                    TABLE_ERROR);
        expect_near("m_tau_ar", v_mV, ar[LAM_AR_M_TAU],
                    1 / (expl(-14.6L - 0.086L * v) + expl(-1.87L + 0.07L * v)), TABLE_ERROR);
    }
}

Test(rates, removable_singularities) {
    lam_hh2_tables(1.0);
    const real m_closes = 4 * expl(-25 / 18.0L), n_closes = 0.125L * expl(-10 / 80.0L);
    expect_near("m_hh2", -40, lam_hh2_rate(LAM_HH2_M_INF, -40), 1 / (1 + m_closes), TABLE_ERROR);
    expect_near("n_hh2", -55, lam_hh2_rate(LAM_HH2_N_INF, -55), 0.1L / (0.1L + n_closes),
                TABLE_ERROR);

    /* -27 and -30 mV are no points of these grids; half a step from one, a parabola is missed */
    lam_ca_tables(1.0);
    const real ca_closes = 0.94L * expl(-48 / 17.0L);
    expect_near("m_ca", -27, lam_ca_rate(LAM_CA_M_INF, -27), 0.209L / (0.209L + ca_closes), 5e-4);
    lam_km_tables(1.0, 0.001, 0.001, -30, 9);
    expect_near("n_km", -30, lam_km_rate(LAM_KM_N_INF, -30), 0.5L, 1e-5);
    expect_near("n_km", -30, lam_km_rate(LAM_KM_N_TAU, -30), 1 / 0.018L, 5e-4);

    /* with its threshold at a point, exactly there */
    lam_km_tables(1.0, 0.001, 0.003, -120, 9);
    expect_near("n_km", -120, lam_km_rates[0][LAM_KM_N_INF], 0.25L, TABLE_ERROR);
    expect_near("n_km", -120, lam_km_rates[0][LAM_KM_N_TAU], 1 / 0.036L, TABLE_ERROR);
}

Test(rates, change_with_parameters) {
    lam_hh2_tables(1.0);
    lam_hh2_tables(0.5);
    expect_hh2(0.5);
    lam_ca_tables(0.25);
    lam_ca_tables(0.75);
    expect_ca(0.75);
    lam_km_tables(0.25, 0.001, 0.001, -30, 9);
    lam_km_tables(0.5, 0.001, 0.001, -30, 9);
    expect_km(0.5, 0.001, 0.001, -30, 9);
    lam_km_tables(0.5, 0.002, 0.001, -30, 9);
    expect_km(0.5, 0.002, 0.001, -30, 9);
    lam_km_tables(0.5, 0.002, 0.003, -30, 9);
    expect_km(0.5, 0.002, 0.003, -30, 9);
    lam_km_tables(0.5, 0.002, 0.003, -40, 9);
    expect_km(0.5, 0.002, 0.003, -40, 9);
    lam_km_tables(0.5, 0.002, 0.003, -40, 7);
    expect_km(0.5, 0.002, 0.003, -40, 7);
}

/* A table that is filled again loses the mark that was put into it. */
Test(rates, are_not_computed_again) {
    lam_hh2_tables(1.0);
    lam_ca_tables(1.0);
    lam_km_tables(1.0, 0.001, 0.001, -30, 9);
    lam_cat_tables();
    lam_ar_tables();
    double *first[] = {lam_hh2_rates[0], lam_ca_rates[0], lam_km_rates[0], lam_cat_rates[0],
                       lam_ar_rates[0]};
    for (int i = 0; i < 5; i++) {
        *first[i] = -1;
    }
    lam_hh2_tables(1.0);
    lam_ca_tables(1.0);
    lam_km_tables(1.0, 0.001, 0.001, -30, 9);
    lam_cat_tables();
    lam_ar_tables();
    for (int i = 0; i < 5; i++) {
        cr_expect_eq(*first[i], -1);
    }
    lam_hh2_tables(2.0);
    cr_expect_neq(*first[0], -1);
}

/* Linear between the points, equal to them there, constant outside; one channel stands for each
 * grid, the last rate of each for its place among the others. */
static void expect_interpolation(double (*rate)(double), const double *rates, int n_rates,
                                 int intervals, double first_mV, double last_mV) {
    const double step_mV = (last_mV - first_mV) / intervals;
    for (int i = 0; i < intervals; i++) {
        const double below = rates[i * n_rates], above = rates[(i + 1) * n_rates];
        for (int k = 0; k < 4; k++) {
            const double fraction = k / 4.0, v_mV = first_mV + (i + fraction) * step_mV;
            const real expected = below + (real)fraction * ((real)above - below);
            expect_near("interpolated", v_mV, rate(v_mV), expected, 1e-12);
        }
    }
    const double last = rates[intervals * n_rates];
    const double below[] = {first_mV, nextafter(first_mV, -INFINITY), -1000, -1e300, -INFINITY};
    const double above[] = {last_mV, nextafter(last_mV, INFINITY), 1000, 1e300, INFINITY};
    for (int i = 0; i < 5; i++) {
        cr_expect_eq(rate(below[i]), rates[0], "%g mV", below[i]);
        cr_expect_eq(rate(above[i]), last, "%g mV", above[i]);
    }
    cr_expect(rate(NAN) == rates[0] || rate(NAN) == last, "NaN must stay inside the table");
}

static double n_tau_hh2(double v_mV) {
    return lam_hh2_rate(LAM_HH2_N_TAU, v_mV);
}
static double h_tau_ca(double v_mV) {
    return lam_ca_rate(LAM_CA_H_TAU, v_mV);
}
static double n_tau_km(double v_mV) {
    return lam_km_rate(LAM_KM_N_TAU, v_mV);
}
static double h_tau_cat(double v_mV) {
    return lam_cat_rate(LAM_CAT_H_TAU, v_mV);
}
static double m_tau_ar(double v_mV) {
    return lam_ar_rate(LAM_AR_M_TAU, v_mV);
}

Test(rates, interpolation) {
    lam_hh2_tables(1.0);
    lam_ca_tables(1.0);
    lam_km_tables(1.0, 0.001, 0.001, -30, 9);
    lam_cat_tables();
    lam_ar_tables();
    expect_interpolation(n_tau_hh2, &lam_hh2_rates[0][LAM_HH2_N_TAU], 6, 200, -100, 100);
    expect_interpolation(h_tau_ca, &lam_ca_rates[0][LAM_CA_H_TAU], 4, 199, -120, 100);
    expect_interpolation(n_tau_km, &lam_km_rates[0][LAM_KM_N_TAU], 2, 199, -120, 100);
    expect_interpolation(h_tau_cat, &lam_cat_rates[0][LAM_CAT_H_TAU], 4, 641, -120, 40);
    expect_interpolation(m_tau_ar, &lam_ar_rates[0][LAM_AR_M_TAU], 2, 641, -120, 40);
}
