/* SPDX-License-Identifier: BSD-3-Clause
 * lam_rates.c - steady states and time constants of the channels, tabulated over the voltage.
 *
 * The model's channels are these tables: its published results were computed with linear
 * interpolation on the grids of lam_kernel.h, which is why a finer one would change them. */
#include "lam_kernel.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

double lam_hh2_rates[LAM_HH2_INTERVALS + 2][LAM_HH2_N_RATES];
double lam_ca_rates[LAM_CA_INTERVALS + 2][LAM_CA_N_RATES];
double lam_km_rates[LAM_KM_INTERVALS + 2][LAM_KM_N_RATES];
double lam_cat_rates[LAM_CAT_INTERVALS + 2][LAM_CAT_N_RATES];
double lam_ar_rates[LAM_AR_INTERVALS + 2][LAM_AR_N_RATES];
double lam_nmda_rates[LAM_NMDA_INTERVALS + 2][LAM_NMDA_N_RATES];

/* All rates of a channel at one voltage, for the parameters that its table depends on. */
typedef void channel_rates(double v_mV, const double *parameters, double *rates_out);

typedef struct rate_table {
    double *points;
    int n_rates, first_mV, last_mV, intervals;
    channel_rates *rates;
    bool built;
    double built_for[5];
} rate_table;

static void update(rate_table *table, size_t n_parameters, const double *parameters) {
    const size_t parameters_size = n_parameters * sizeof *parameters;
    if (table->built && memcmp(table->built_for, parameters, parameters_size) == 0) {
        return;
    }
    const double step_mV = (double)(table->last_mV - table->first_mV) / table->intervals;
    double *point = table->points;
    double v_mV = table->first_mV;
    for (int i = 0; i <= table->intervals; i++) {
        table->rates(v_mV, parameters, point);
        point += table->n_rates;
        v_mV += step_mV; /* summed up as NEURON's TABLE does: i * step differs in the last bits */
    }
    memcpy(table->built_for, parameters, parameters_size);
    table->built = true;
}

/* x/(exp(x) - 1), which is 1 at 0. */
static double linear_over_exp(double x) {
    return x == 0.0 ? 1.0 : x / expm1(x);
}

/* A gate that opens with rate a and closes with rate b (1/ms), faster by the factor speed. */
static void gate(double a, double b, double speed, double *inf_out, double *tau_out) {
    *inf_out = a / (a + b);
    *tau_out = 1.0 / (speed * (a + b));
}

/* Hodgkin & Huxley 1952 (doi 10.1113/jphysiol.1952.sp004764), equations 12, 13 (n), 20, 21 (m) and
 * 23, 24 (h), with depolarisation positive and rest at -65 mV. */
static void hh2_rates(double v_mV, const double *speed, double *out) {
    gate(linear_over_exp(-(v_mV + 40.0) / 10.0), 4.0 * exp(-(v_mV + 65.0) / 18.0), *speed,
         &out[LAM_HH2_M_INF], &out[LAM_HH2_M_TAU]);
    gate(0.07 * exp(-(v_mV + 65.0) / 20.0), 1.0 / (exp(-(v_mV + 35.0) / 10.0) + 1.0), *speed,
         &out[LAM_HH2_H_INF], &out[LAM_HH2_H_TAU]);
    gate(0.1 * linear_over_exp(-(v_mV + 55.0) / 10.0), 0.125 * exp(-(v_mV + 65.0) / 80.0), *speed,
         &out[LAM_HH2_N_INF], &out[LAM_HH2_N_TAU]);
}

/* Reuveni et al. 1993 (doi 10.1523/JNEUROSCI.13-11-04609.1993), as used by Mainen & Sejnowski 1996
 * (doi 10.1038/382363a0). */
static void ca_rates(double v_mV, const double *speed, double *out) {
    gate(0.055 * 3.8 * linear_over_exp((-27.0 - v_mV) / 3.8), 0.94 * exp((-75.0 - v_mV) / 17.0),
         *speed, &out[LAM_CA_M_INF], &out[LAM_CA_M_TAU]);
    gate(0.000457 * exp((-13.0 - v_mV) / 50.0), 0.0065 / (exp((-15.0 - v_mV) / 28.0) + 1.0), *speed,
         &out[LAM_CA_H_INF], &out[LAM_CA_H_TAU]);
}

/* Mainen & Sejnowski 1996 (doi 10.1038/382363a0), the muscarinic current. */
enum { KM_SPEED, KM_RA, KM_RB, KM_THA_MV, KM_QA_MV, KM_N_PARAMETERS };

static void km_rates(double v_mV, const double *p, double *out) {
    const double x = (v_mV - p[KM_THA_MV]) / p[KM_QA_MV];
    gate(p[KM_RA] * p[KM_QA_MV] * linear_over_exp(-x), p[KM_RB] * p[KM_QA_MV] * linear_over_exp(x),
         p[KM_SPEED], &out[LAM_KM_N_INF], &out[LAM_KM_N_TAU]);
}

/* Traub et al. 2003 (doi 10.1152/jn.00573.2002), the low-threshold calcium current. The time
 * constant of h has a step at -81 mV. */
static void cat_rates(double v_mV, const double *none, double *out) {
    (void)none;
    out[LAM_CAT_M_INF] = 1.0 / (1.0 + exp((-v_mV - 56.0) / 6.2));
    out[LAM_CAT_M_TAU] = 0.204 + 0.333 / (exp((v_mV + 15.8) / 18.2) + exp((-v_mV - 131.0) / 16.7));
    out[LAM_CAT_H_INF] = 1.0 / (1.0 + exp((v_mV + 80.0) / 4.0));
    out[LAM_CAT_H_TAU] = v_mV < -81.0 ? 0.333 * exp((v_mV + 466.0) / 66.6)
                                      : 9.32 + 0.333 * exp((-v_mV - 21.0) / 10.5);
}

/* Traub et al. 2003 (doi 10.1152/jn.00573.2002), the anomalous rectifier. */
static void ar_rates(double v_mV, const double *none, double *out) {
    (void)none;
    out[LAM_AR_M_INF] = 1.0 / (1.0 + exp((v_mV + 75.0) / 5.5));
    out[LAM_AR_M_TAU] = 1.0 / (exp(-14.6 - 0.086 * v_mV) + exp(-1.87 + 0.07 * v_mV));
}

/* Jahr & Stevens 1990 (doi 10.1523/JNEUROSCI.10-09-03178.1990), as steep as in Gao et al. 2021 (doi
 * 10.1152/jn.00734.2019). */
static void nmda_rates(double v_mV, const double *magnesium_mM, double *out) {
    out[LAM_NMDA_OPEN] = 1.0 / (1.0 + exp(-0.072 * v_mV) * (*magnesium_mM / 3.57));
}

static const double no_parameters[1]; /* of cat and ar: nothing changes them */

#define RATE_TABLE(name, NAME)                                                                     \
    {                                                                                              \
        .points = lam_##name##_rates[0], .n_rates = LAM_##NAME##_N_RATES,                          \
        .first_mV = LAM_##NAME##_FIRST_MV, .last_mV = LAM_##NAME##_LAST_MV,                        \
        .intervals = LAM_##NAME##_INTERVALS, .rates = name##_rates                                 \
    }

void lam_hh2_tables(double speed) {
    static rate_table table = RATE_TABLE(hh2, HH2);
    update(&table, 1, &speed);
}

void lam_ca_tables(double speed) {
    static rate_table table = RATE_TABLE(ca, CA);
    update(&table, 1, &speed);
}

void lam_km_tables(double speed, double ra, double rb, double tha_mV, double qa_mV) {
    static rate_table table = RATE_TABLE(km, KM);
    const double parameters[KM_N_PARAMETERS] = {speed, ra, rb, tha_mV, qa_mV};
    update(&table, KM_N_PARAMETERS, parameters);
}

void lam_cat_tables(void) {
    static rate_table table = RATE_TABLE(cat, CAT);
    update(&table, 0, no_parameters);
}

void lam_ar_tables(void) {
    static rate_table table = RATE_TABLE(ar, AR);
    update(&table, 0, no_parameters);
}

void lam_nmda_tables(double magnesium_mM) {
    static rate_table table = RATE_TABLE(nmda, NMDA);
    update(&table, 1, &magnesium_mM);
}
