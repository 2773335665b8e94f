/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_fields.c - reading what a network file says of electric fields from outside. */
#include "network/lam_network_impl.h"

#include <math.h>
#include <stdlib.h>

typedef struct field_entry {
    lam_electric_field field;
    json_t *direction, *times, *values;
} field_entry;

static lam_status check_keys(const lam_json *at, const char *waveform, size_t kind) {
    enum {
        SINE = 1 << LAM_WAVE_SINE,
        PULSES = 1 << LAM_WAVE_PULSES,
        RINGING = 1 << LAM_WAVE_RINGING,
        SAMPLES = 1 << LAM_WAVE_SAMPLES
    };
    static const lam_key_use uses[] = {
        {"frequency", SINE | RINGING, SINE | RINGING},
        {"phase", SINE | RINGING, 0},
        {"width", PULSES, PULSES},
        {"biphasic", PULSES, 0},
        {"rate", PULSES | RINGING, 0},
        {"decay", RINGING, RINGING},
        {"times", SAMPLES, SAMPLES},
        {"values", SAMPLES, SAMPLES},
    };
    return lam_network_check_keys(at, uses, LAM_COUNT_OF(uses), (unsigned)kind, waveform);
}

/* A list of numbers, which the network owns; missing: none. */
static lam_status read_list(lam_network *network, const lam_json *at, const char *unit,
                            size_t *n_out, const double **numbers_out) {
    double *read = NULL;
    *n_out = 0;
    if (at->value == NULL) {
        return LAM_OK;
    }
    LAM_TRY(lam_json_numbers(at, unit, -1e9, 1e9, 1, &read, n_out));
    double *kept = lam_network_alloc(network, *n_out, sizeof *kept);
    for (size_t i = 0; i < *n_out && kept != NULL; i++) {
        kept[i] = read[i];
    }
    free(read);
    *numbers_out = kept;
    return kept != NULL ? LAM_OK : LAM_ERR_MEMORY;
}

static lam_status read_samples(lam_network *network, const lam_json *at,
                               lam_electric_field *field) {
    lam_json times = lam_json_member(at, "times"), values = lam_json_member(at, "values");
    size_t n_values;
    LAM_TRY(read_list(network, &times, "ms", &field->n_samples, &field->times_ms));
    LAM_TRY(read_list(network, &values, "amplitude", &n_values, &field->values));
    if (times.value != NULL && field->n_samples == 0) {
        return lam_json_fail(&times, "no times; accepted: one or more");
    }
    if (n_values != field->n_samples) {
        return lam_json_fail(&values, "%zu values; accepted: one for each of %zu times", n_values,
                             field->n_samples);
    }
    for (size_t i = 1; i < field->n_samples; i++) {
        if (!(field->times_ms[i] > field->times_ms[i - 1])) {
            return lam_json_fail(&times, "%g ms after %g ms; accepted: times that grow",
                                 field->times_ms[i], field->times_ms[i - 1]);
        }
    }
    return LAM_OK;
}

static lam_status check_times(const lam_json *at, const lam_electric_field *field) {
    lam_json tstop = lam_json_member(at, "tstop"), ramp = lam_json_member(at, "ramp");
    lam_json rate = lam_json_member(at, "rate");
    double pulse_ms = field->width_ms * (field->biphasic ? 2 : 1);
    if (!(field->tstop_ms > field->tstart_ms)) {
        return lam_json_fail(&tstop, "accepted: after tstart (%g ms)", field->tstart_ms);
    }
    if (2 * field->ramp_ms > field->tstop_ms - field->tstart_ms) {
        return lam_json_fail(&ramp, "accepted: at most half of the %g ms from tstart to tstop",
                             field->tstop_ms - field->tstart_ms);
    }
    if (field->rate_Hz > 0 && pulse_ms > 1000 / field->rate_Hz) {
        return lam_json_fail(&rate, "accepted: at most %g Hz, as a pulse takes %g ms",
                             1000 / pulse_ms, pulse_ms);
    }
    return LAM_OK;
}

static lam_status read_field(lam_network *network, const lam_json *at, lam_electric_field *field) {
#define LAM_ENTRY field_entry
    static const lam_json_field fields[] = {
        LAM_TEXT("waveform", LAM_JSON_REQUIRED, field.waveform),
        LAM_QUANTITY("amplitude", LAM_JSON_REQUIRED, field.amplitude_V_m, "V/m", -1e6, 1e6),
        LAM_LIST("direction", LAM_JSON_OPTIONAL, direction),
        LAM_QUANTITY("tstart", LAM_JSON_OPTIONAL, field.tstart_ms, "ms", 0, 1e9),
        LAM_QUANTITY("tstop", LAM_JSON_OPTIONAL, field.tstop_ms, "ms", 0, 1e9),
        LAM_QUANTITY("ramp", LAM_JSON_OPTIONAL, field.ramp_ms, "ms", 0, 1e9),
        LAM_QUANTITY("frequency", LAM_JSON_OPTIONAL, field.frequency_Hz, "Hz", 1e-6, 1e6),
        LAM_QUANTITY("phase", LAM_JSON_OPTIONAL, field.phase_deg, "deg", -360, 360),
        LAM_QUANTITY("width", LAM_JSON_OPTIONAL, field.width_ms, "ms", 1e-3, 1e9),
        LAM_QUANTITY("rate", LAM_JSON_OPTIONAL, field.rate_Hz, "Hz", 1e-6, 1e6),
        LAM_FLAG("biphasic", LAM_JSON_OPTIONAL, field.biphasic),
        LAM_QUANTITY("decay", LAM_JSON_OPTIONAL, field.decay_ms, "ms", 1e-3, 1e9),
        LAM_LIST("times", LAM_JSON_OPTIONAL, times),
        LAM_LIST("values", LAM_JSON_OPTIONAL, values),
    };
#undef LAM_ENTRY
    field_entry entry = {.field = {.name = at->key, .tstop_ms = INFINITY, .direction = {0, 0, 1}}};
    size_t kind;
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    lam_json place = lam_json_member(at, "waveform");
    LAM_TRY(lam_json_find(&place, "waveform", entry.field.waveform, lam_waveform_names,
                          LAM_N_WAVEFORMS, sizeof *lam_waveform_names, &kind));
    LAM_TRY(check_keys(at, entry.field.waveform, kind));
    place = lam_json_member(at, "direction");
    if (place.value != NULL) {
        LAM_TRY(
            lam_network_direction(&place, "accepted: [x, y, z], not all 0", entry.field.direction));
    }
    LAM_TRY(read_samples(network, at, &entry.field));
    LAM_TRY(check_times(at, &entry.field));
    *field = entry.field;
    return LAM_OK;
}

lam_status lam_network_read_fields(lam_network *network, const lam_json *at) {
    lam_electric_field *fields =
        lam_network_alloc(network, lam_json_count(at->value), sizeof *fields);
    if (fields == NULL) {
        return LAM_ERR_MEMORY;
    }
    network->model.electric_fields = fields;
    lam_json place;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        LAM_TRY(read_field(network, &place, &fields[network->model.n_electric_fields]));
        network->model.n_electric_fields++;
    }
    return LAM_OK;
}
