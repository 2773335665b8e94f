/* SPDX-License-Identifier: BSD-3-Clause
 * lam_field.c - electric fields from outside: their course in time, the one in use, and the
 * currents that stand for it. */
#include "base/lam_status_impl.h"
#include "lam_kernel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

lam_field_course lam_field_in_use = {.lam_xyz = NULL};
static double (*samples_owned)[3] = NULL;

const char *const lam_waveform_names[LAM_N_WAVEFORMS] = {
    [LAM_WAVE_CONSTANT] = "constant", [LAM_WAVE_SINE] = "sine",       [LAM_WAVE_PULSES] = "pulses",
    [LAM_WAVE_RINGING] = "ringing",   [LAM_WAVE_SAMPLES] = "samples",
};

/* ---- courses ---- */

static lam_waveform waveform_of(const lam_electric_field *field) {
    lam_waveform k = LAM_WAVE_CONSTANT;
    while (k < LAM_WAVE_SAMPLES && strcmp(field->waveform, lam_waveform_names[k]) != 0) {
        k++;
    }
    return k;
}

static double ramp_at(const lam_electric_field *field, double since_ms, double left_ms) {
    double nearest_ms = fmin(since_ms, left_ms);
    return nearest_ms < field->ramp_ms ? nearest_ms / field->ramp_ms : 1;
}

static double sine_at(const lam_electric_field *field, double t_ms, double phase_deg) {
    static const double pi = 3.14159265358979323846;
    return sin(2 * pi * (field->frequency_Hz * t_ms / 1000 + phase_deg / 360));
}

static double pulse_at(const lam_electric_field *field, double t_ms) {
    if (t_ms < field->width_ms) {
        return 1;
    }
    return field->biphasic && t_ms < 2 * field->width_ms ? -1 : 0;
}

static double sample_at(const lam_electric_field *field, double t_ms) {
    size_t n = field->n_samples, k = 0;
    if (n == 0 || t_ms < field->times_ms[0] || t_ms > field->times_ms[n - 1]) {
        return 0;
    }
    while (k + 2 < n && field->times_ms[k + 1] <= t_ms) {
        k++;
    }
    if (n == 1) {
        return field->values[0];
    }
    double part = (t_ms - field->times_ms[k]) / (field->times_ms[k + 1] - field->times_ms[k]);
    return field->values[k] + part * (field->values[k + 1] - field->values[k]);
}

double lam_field_wave(const lam_electric_field *field, double t_ms, double ran_until_ms) {
    double end_ms = isfinite(field->tstop_ms) ? field->tstop_ms : ran_until_ms;
    double since_ms = t_ms - field->tstart_ms, left_ms = end_ms - t_ms;
    if (since_ms < 0 || left_ms <= 0) {
        return 0;
    }
    double turn_ms = field->rate_Hz > 0 ? fmod(since_ms, 1000 / field->rate_Hz) : since_ms;
    double value = 1;
    switch (waveform_of(field)) {
    case LAM_WAVE_SINE:
        value = sine_at(field, since_ms, field->phase_deg);
        break;
    case LAM_WAVE_PULSES:
        value = pulse_at(field, turn_ms);
        break;
    case LAM_WAVE_RINGING:
        value = exp(-turn_ms / field->decay_ms) * sine_at(field, turn_ms, 90 + field->phase_deg);
        break;
    case LAM_WAVE_SAMPLES:
        value = sample_at(field, since_ms);
        break;
    default:
        break;
    }
    return value * ramp_at(field, since_ms, left_ms);
}

/* ---- the field in use ---- */

static void forget(void) {
    lam_field_in_use = (lam_field_course){.lam_xyz = NULL};
    free(samples_owned);
    samples_owned = NULL;
}

/* Room for n samples and one more, all 0. */
static lam_status make_room(size_t n) {
    forget();
    samples_owned = lam_alloc(n + 1, sizeof *samples_owned);
    return samples_owned != NULL ? LAM_OK : LAM_ERR_MEMORY;
}

static void put_to_use(size_t n, double dt_ms) {
    memcpy(samples_owned[n], samples_owned[n - 1], sizeof *samples_owned);
    lam_field_in_use = (lam_field_course){.lam_per_ms = 2 / dt_ms,
                                          .lam_last = (double)(n - 1),
                                          .lam_xyz = (const double(*)[3])samples_owned};
}

/* The shortest that a course does, of which 4 steps are the least that is still its shape. */
static lam_status check_step(const lam_electric_field *field, double dt_ms) {
    lam_waveform waveform = waveform_of(field);
    double shortest_ms = INFINITY;
    if (waveform == LAM_WAVE_SINE || waveform == LAM_WAVE_RINGING) {
        shortest_ms = 1000 / field->frequency_Hz / 4;
    } else if (waveform == LAM_WAVE_PULSES) {
        shortest_ms = field->width_ms;
    }
    if (shortest_ms < dt_ms * (1 - 1e-9)) {
        return lam_fail(
            LAM_ERR_INPUT, "electric_fields.%s: a %s of %g ms; accepted: at least dt, %g ms",
            field->name, waveform == LAM_WAVE_PULSES ? "pulse" : "quarter of its period",
            shortest_ms, dt_ms);
    }
    return LAM_OK;
}

lam_status lam_field_use(size_t n, const lam_electric_field *fields, double tstop_ms,
                         double dt_ms) {
    if (n == 0) {
        forget();
        return LAM_OK;
    }
    if (!(dt_ms > 0) || !(tstop_ms > 0) || !(tstop_ms / dt_ms < 1e12)) {
        return lam_fail(LAM_ERR_INPUT, "electric field: %g ms in steps of %g ms; accepted: above 0",
                        tstop_ms, dt_ms);
    }
    for (size_t i = 0; i < n; i++) {
        LAM_TRY(check_step(&fields[i], dt_ms));
    }
    size_t n_samples = 2 * (size_t)ceil(tstop_ms / dt_ms) + 2;
    LAM_TRY(make_room(n_samples));
    for (size_t k = 0; k < n_samples; k++) {
        for (size_t i = 0; i < n; i++) {
            double E_V_m = fields[i].amplitude_V_m *
                           lam_field_wave(&fields[i], 0.5 * (double)k * dt_ms, tstop_ms);
            for (size_t axis = 0; axis < 3; axis++) {
                samples_owned[k][axis] += E_V_m * fields[i].direction[axis];
            }
        }
    }
    put_to_use(n_samples, dt_ms);
    return LAM_OK;
}

lam_status lam_field_use_samples(size_t n, const double *xyz_V_m, double dt_ms) {
    if (n == 0) {
        forget();
        return LAM_OK;
    }
    for (size_t i = 0; i < 3 * n; i++) {
        if (!isfinite(xyz_V_m[i])) {
            return lam_fail(LAM_ERR_INPUT, "electric field: %g V/m in sample %zu; accepted: finite",
                            xyz_V_m[i], i / 3);
        }
    }
    if (!(dt_ms > 0)) {
        return lam_fail(LAM_ERR_INPUT, "electric field: dt = %g ms; accepted: above 0", dt_ms);
    }
    LAM_TRY(make_room(n));
    memcpy(samples_owned, xyz_V_m, n * sizeof *samples_owned);
    put_to_use(n, dt_ms);
    return LAM_OK;
}

void lam_field_now(double t_ms, double xyz_V_m_out[3]) {
    for (int axis = 0; axis < 3; axis++) {
        xyz_V_m_out[axis] = lam_field_times(t_ms, axis == 0, axis == 1, axis == 2);
    }
}
