/* SPDX-License-Identifier: BSD-3-Clause
 * field.h - electric fields from outside: their course in time, and what they do to a cell. */
#ifndef LAMINAE_FIELD_H
#define LAMINAE_FIELD_H

#include "laminae/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lam_waveform {
    LAM_WAVE_CONSTANT,
    LAM_WAVE_SINE,
    LAM_WAVE_PULSES,
    LAM_WAVE_RINGING,
    LAM_WAVE_SAMPLES,
    LAM_N_WAVEFORMS
} lam_waveform;
extern const char *const lam_waveform_names[LAM_N_WAVEFORMS];

/* A field that is the same everywhere in the tissue (quasi-uniform: it hardly changes over a cell).
 * Before tstart_ms and from tstop_ms on it is 0. */
typedef struct lam_electric_field {
    const char *name;
    const char *waveform;           /* "constant", "sine", "pulses", "ringing", "samples" */
    double amplitude_V_m;           /* the greatest; of samples: their unit */
    double direction[3];            /* of length 1 */
    double tstart_ms, tstop_ms;     /* tstop_ms infinite: the end of the run */
    double ramp_ms;                 /* from 0 to the amplitude, and back before tstop_ms */
    double frequency_Hz, phase_deg; /* of a sine; of a ringing */
    double width_ms, rate_Hz;       /* of a pulse; of pulses and ringings, 0: there is one */
    bool biphasic;                  /* a pulse of the other sign follows at once */
    double decay_ms;                /* of a ringing */
    size_t n_samples;
    const double *times_ms, *values; /* growing times; straight lines between */
} lam_electric_field;

/* What a field's course is at a time, as a part of its amplitude:
 *  constant  1
 *  sine      sin(2 pi frequency t + phase)
 *  pulses    1 for width_ms, then, if biphasic, -1 as long; again 1000/rate_Hz ms after its begin
 *  ringing   exp(-t/decay) cos(2 pi frequency t + phase): what a coil induces into which a
 *            capacitor discharges (TMS)
 *  samples   as given
 * t counts from tstart_ms. ran_until_ms: the end of the run, where a field of no end falls. */
double lam_field_wave(const lam_electric_field *field, double t_ms, double ran_until_ms);

/* Make the sum of n fields that of the coming run of tstop_ms, in steps of dt_ms: sampled every
 * half step, which is where the engines ask for it, and straight between. The fields are not needed
 * any longer. LAM_ERR_INPUT names a field whose course dt_ms is too long for. n 0: there is no
 * field. */
lam_status lam_field_use(size_t n, const lam_electric_field *fields, double tstop_ms, double dt_ms);
/* The same for a field that is given: [n][3] along x, y, z (V/m) at 0, dt/2, dt, ... It is the last
 * one from then on. It is copied. */
lam_status lam_field_use_samples(size_t n, const double *xyz_V_m, double dt_ms);
/* The field in use at a time (V/m); 0 if there is none. */
void lam_field_now(double t_ms, double xyz_V_m_out[3]);

/* The potential outside (mV) of a field of 1 V/m along an axis, at a place on it. */
static inline double lam_field_phi_mV(double place_um) {
    return -1e-3 * place_um;
}

#ifdef __cplusplus
}
#endif

#endif
