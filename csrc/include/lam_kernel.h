/* SPDX-License-Identifier: BSD-3-Clause
 * lam_kernel.h - what is inlined into the mechanisms: tabulated channel rates and their
 * interpolation, where voltages go, the electric field.
 *
 * The state loops of the mechanisms must vectorise, so there is no branch and no call here. Names
 * are long because a translated mechanism makes a macro of each of its variables (v, m, h, tadj).
 */
#ifndef LAM_KERNEL_H
#define LAM_KERNEL_H

#include "lam_math.h"

/* Grids in mV, both ends included. */
enum { LAM_HH2_FIRST_MV = -100, LAM_HH2_LAST_MV = 100, LAM_HH2_INTERVALS = 200 };
enum { LAM_CA_FIRST_MV = -120, LAM_CA_LAST_MV = 100, LAM_CA_INTERVALS = 199 };
enum { LAM_KM_FIRST_MV = -120, LAM_KM_LAST_MV = 100, LAM_KM_INTERVALS = 199 };
enum { LAM_CAT_FIRST_MV = -120, LAM_CAT_LAST_MV = 40, LAM_CAT_INTERVALS = 641 };
enum { LAM_AR_FIRST_MV = -120, LAM_AR_LAST_MV = 40, LAM_AR_INTERVALS = 641 };
enum { LAM_NMDA_FIRST_MV = -140, LAM_NMDA_LAST_MV = 80, LAM_NMDA_INTERVALS = 1000 };

/* Steady states (1) and time constants (ms); of the receptor the share that magnesium leaves open.
 */
enum {
    LAM_HH2_M_INF,
    LAM_HH2_M_TAU,
    LAM_HH2_H_INF,
    LAM_HH2_H_TAU,
    LAM_HH2_N_INF,
    LAM_HH2_N_TAU,
    LAM_HH2_N_RATES
};
enum { LAM_CA_M_INF, LAM_CA_M_TAU, LAM_CA_H_INF, LAM_CA_H_TAU, LAM_CA_N_RATES };
enum { LAM_KM_N_INF, LAM_KM_N_TAU, LAM_KM_N_RATES };
enum { LAM_CAT_M_INF, LAM_CAT_M_TAU, LAM_CAT_H_INF, LAM_CAT_H_TAU, LAM_CAT_N_RATES };
enum { LAM_AR_M_INF, LAM_AR_M_TAU, LAM_AR_N_RATES };
enum { LAM_NMDA_OPEN, LAM_NMDA_N_RATES };

#ifdef __cplusplus
extern "C" {
#endif

/* All rates at one voltage stand together. There is one more point after the last, which is 0 (see
 * lam_rate). */
extern double lam_hh2_rates[LAM_HH2_INTERVALS + 2][LAM_HH2_N_RATES];
extern double lam_ca_rates[LAM_CA_INTERVALS + 2][LAM_CA_N_RATES];
extern double lam_km_rates[LAM_KM_INTERVALS + 2][LAM_KM_N_RATES];
extern double lam_cat_rates[LAM_CAT_INTERVALS + 2][LAM_CAT_N_RATES];
extern double lam_ar_rates[LAM_AR_INTERVALS + 2][LAM_AR_N_RATES];
extern double lam_nmda_rates[LAM_NMDA_INTERVALS + 2][LAM_NMDA_N_RATES];

/* Fill the table of a channel; return at once if nothing has changed. All time constants are
 * divided by lam_speed, the effect of temperature. lam_ra and lam_rb are in 1/(ms mV). lam_rates.c
 * has the formulae and their sources. Do not call this while another thread integrates. */
void lam_hh2_tables(double lam_speed);
void lam_ca_tables(double lam_speed);
void lam_km_tables(double lam_speed, double lam_ra, double lam_rb, double lam_tha_mV,
                   double lam_qa_mV);
void lam_cat_tables(void);
void lam_ar_tables(void);
void lam_nmda_tables(double lam_magnesium_mM);

/* Where a thread puts the voltages of its step at lam_t_ms: lam_column[row]. If the step is not
 * kept, lam_n_rows is 0. There is one for each thread of the run, if a lead field is in use. */
typedef struct {
    double lam_t_ms, lam_n_rows;
    double *lam_column;
} lam_leadfield_place;
extern lam_leadfield_place *lam_leadfield_places;
extern int lam_leadfield_n_places;

/* Begin a thread's step: fill its place. This does nothing if no lead field is in use. */
void lam_leadfield_step(int lam_thread, double lam_t_ms);

/* Tell the lead field in use the current of an electrode, as lam_leadfield_sample tells voltages.
 */
void lam_leadfield_sample_current(int lam_thread, double lam_t_ms, double lam_current,
                                  double lam_i_nA);

/* Tell the traces in use the value of one of them, before the first step and after every step.
 * Other traces than those of lam_number ignore it. Several threads may call at once, and may be at
 * different steps, but each trace is always told by the same thread. */
void lam_trace_sample(double lam_t_ms, double lam_number, double lam_slot, double lam_value);

/* The electric field from outside that is in use (laminae/field.h): x, y, z (V/m) of lam_per_ms
 * samples a ms, from 0 to the last, after which there is one more. NULL: there is none. */
typedef struct {
    double lam_per_ms, lam_last;
    const double (*lam_xyz)[3];
} lam_field_course;
extern lam_field_course lam_field_in_use;

#ifdef __cplusplus
}
#endif

/* Where a thread puts the voltages of its step at lam_t_ms, which begins with the first call; NULL
 * when no lead field is in use. */
LAM_INLINE const lam_leadfield_place *lam_leadfield_at(int lam_thread, double lam_t_ms) {
    if (lam_thread >= lam_leadfield_n_places ||
        lam_t_ms != lam_leadfield_places[lam_thread].lam_t_ms) {
        lam_leadfield_step(lam_thread, lam_t_ms);
    }
    return lam_thread < lam_leadfield_n_places ? &lam_leadfield_places[lam_thread] : 0;
}

/* Tell the lead field in use the voltage of a row's segment after a step. The thread of the step
 * calls; several threads may call at once, but each row is always told by the same thread. This
 * does nothing if no lead field is in use, or if it does not have the row. */
LAM_INLINE void lam_leadfield_sample(int lam_thread, double lam_t_ms, double lam_row,
                                     double lam_v_mV) {
    const lam_leadfield_place *lam_place = lam_leadfield_at(lam_thread, lam_t_ms);
    if (lam_place && lam_row >= 0 && lam_row < lam_place->lam_n_rows) {
        lam_place->lam_column[(int64_t)lam_row] = lam_v_mV;
    }
}

/* The field at a time, times a factor for each of x, y, z; straight between samples. */
LAM_INLINE double lam_field_times(double lam_t_ms, double lam_x, double lam_y, double lam_z) {
    if (!lam_field_in_use.lam_xyz) {
        return 0;
    }
    double lam_place = lam_t_ms * lam_field_in_use.lam_per_ms;
    lam_place = lam_place > 0 ? lam_place : 0;
    lam_place = lam_place < lam_field_in_use.lam_last ? lam_place : lam_field_in_use.lam_last;
    const int64_t lam_k = (int64_t)lam_place;
    const double *lam_before = lam_field_in_use.lam_xyz[lam_k];
    const double *lam_after = lam_field_in_use.lam_xyz[lam_k + 1];
    const double lam_part = lam_place - (double)lam_k;
    return lam_x * (lam_before[0] + lam_part * (lam_after[0] - lam_before[0])) +
           lam_y * (lam_before[1] + lam_part * (lam_after[1] - lam_before[1])) +
           lam_z * (lam_before[2] + lam_part * (lam_after[2] - lam_before[2]));
}

/* Where in a grid a voltage lies, in steps from its first point and inside it; the place is kept
 * there as an integer: doubles that are not negative are ordered as their bits are, negative ones
 * are negative there, too. A choice between doubles would make the compiler choose between
 * addresses for each rate. NaN gives one of the ends. */
LAM_INLINE double lam_rate_place(int lam_first_mV, int lam_last_mV, int lam_intervals,
                                 double lam_v_mV) {
    const double lam_step_mV = (double)(lam_last_mV - lam_first_mV) / lam_intervals;
    const int64_t lam_last = (int64_t)lam_to_bits((double)lam_intervals);
    int64_t lam_bits = (int64_t)lam_to_bits((1.0 / lam_step_mV) * (lam_v_mV - lam_first_mV));
    lam_bits = lam_bits > 0 ? lam_bits : 0;
    lam_bits = lam_bits < lam_last ? lam_bits : lam_last;
    return lam_from_bits((uint64_t)lam_bits);
}

/* Linear interpolation, constant outside the grid, as NEURON's TABLE computes it. At the upper end
 * the fraction is 0, and the point above is only there to be read. */
LAM_INLINE double lam_rate(const double *lam_points, int lam_n_rates, int lam_first_mV,
                           int lam_last_mV, int lam_intervals, double lam_v_mV) {
    const double lam_x = lam_rate_place(lam_first_mV, lam_last_mV, lam_intervals, lam_v_mV);
    const int lam_at = (int)lam_x * lam_n_rates;
    const double lam_below = lam_points[lam_at];
    const double lam_above = (lam_points + lam_n_rates)[lam_at];
    return lam_below + (lam_x - (int)lam_x) * (lam_above - lam_below);
}

LAM_INLINE double lam_hh2_rate(int lam_which, double lam_v_mV) {
    return lam_rate(&lam_hh2_rates[0][lam_which], LAM_HH2_N_RATES, LAM_HH2_FIRST_MV,
                    LAM_HH2_LAST_MV, LAM_HH2_INTERVALS, lam_v_mV);
}

LAM_INLINE double lam_ca_rate(int lam_which, double lam_v_mV) {
    return lam_rate(&lam_ca_rates[0][lam_which], LAM_CA_N_RATES, LAM_CA_FIRST_MV, LAM_CA_LAST_MV,
                    LAM_CA_INTERVALS, lam_v_mV);
}

LAM_INLINE double lam_km_rate(int lam_which, double lam_v_mV) {
    return lam_rate(&lam_km_rates[0][lam_which], LAM_KM_N_RATES, LAM_KM_FIRST_MV, LAM_KM_LAST_MV,
                    LAM_KM_INTERVALS, lam_v_mV);
}

LAM_INLINE double lam_cat_rate(int lam_which, double lam_v_mV) {
    return lam_rate(&lam_cat_rates[0][lam_which], LAM_CAT_N_RATES, LAM_CAT_FIRST_MV,
                    LAM_CAT_LAST_MV, LAM_CAT_INTERVALS, lam_v_mV);
}

LAM_INLINE double lam_ar_rate(int lam_which, double lam_v_mV) {
    return lam_rate(&lam_ar_rates[0][lam_which], LAM_AR_N_RATES, LAM_AR_FIRST_MV, LAM_AR_LAST_MV,
                    LAM_AR_INTERVALS, lam_v_mV);
}

LAM_INLINE double lam_nmda_rate(int lam_which, double lam_v_mV) {
    return lam_rate(&lam_nmda_rates[0][lam_which], LAM_NMDA_N_RATES, LAM_NMDA_FIRST_MV,
                    LAM_NMDA_LAST_MV, LAM_NMDA_INTERVALS, lam_v_mV);
}

#endif
