/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective_read.c - the terms of an objective, as a specification of a fit has them. */
#include "fit/lam_objective_impl.h"

#include "base/lam_number_impl.h"

#include <math.h>
#include <string.h>

const lam_term_about lam_term_kinds[LAM_TERM_N_KINDS] = {
    [LAM_TERM_DIPOLE_RMSE] = {"dipole_rmse", "dipole/", "nAm", false},
    [LAM_TERM_DIPOLE_CORRELATION] = {"dipole_correlation", "dipole/", "nAm", true},
    [LAM_TERM_BAND_POWER] = {"band_power", "dipole/", NULL, false},
    [LAM_TERM_BAND_RATIO] = {"band_ratio", "dipole/", NULL, false},
    [LAM_TERM_RATES] = {"rates", "rate/", NULL, false},
    [LAM_TERM_LFP_RMSE] = {"lfp_rmse", "extracellular/", "uV", false},
    [LAM_TERM_CSD_RMSE] = {"csd_rmse", "csd/", "uA/mm3", false},
    [LAM_TERM_EEG_RMSE] = {"eeg_rmse", "eeg/", "uV", false},
    [LAM_TERM_EEG_CORRELATION] = {"eeg_correlation", "eeg/", "uV", true},
    [LAM_TERM_MEG_RMSE] = {"meg_rmse", "meg/", "fT", false},
    [LAM_TERM_MEG_CORRELATION] = {"meg_correlation", "meg/", "fT", true},
    [LAM_TERM_HOC] = {"hoc", "hoc/", NULL, false},
};

/* ---- the keys of each kind ---- */

enum {
    BANDS = 1 << LAM_TERM_BAND_POWER | 1 << LAM_TERM_BAND_RATIO,
    DIPOLE_CURVES = 1 << LAM_TERM_DIPOLE_RMSE | 1 << LAM_TERM_DIPOLE_CORRELATION,
    DIPOLES = DIPOLE_CURVES | BANDS,
    ARRAYS = 1 << LAM_TERM_LFP_RMSE | 1 << LAM_TERM_CSD_RMSE,
    SENSORS = 1 << LAM_TERM_EEG_RMSE | 1 << LAM_TERM_EEG_CORRELATION | 1 << LAM_TERM_MEG_RMSE |
              1 << LAM_TERM_MEG_CORRELATION,
    RATES = 1 << LAM_TERM_RATES,
    HOC = 1 << LAM_TERM_HOC,
    CURVES = DIPOLE_CURVES | ARRAYS | SENSORS,
    TIMES = DIPOLES | ARRAYS | SENSORS
};

static const struct key_use {
    const char *key;
    unsigned used, needed; /* by which kinds */
} uses[] = {{"signal", DIPOLES, 0},  {"from_ms", TIMES, 0},         {"to_ms", TIMES, 0},
            {"bands", BANDS, BANDS}, {"hz", RATES, RATES},          {"array", ARRAYS, ARRAYS},
            {"function", HOC, HOC},  {"sensors", SENSORS, SENSORS}, {"channels", SENSORS, 0},
            {"weights", CURVES, 0}};

static lam_status check_keys(const lam_json *at, lam_term_kind kind) {
    for (size_t i = 0; i < LAM_COUNT_OF(uses); i++) {
        lam_json place = lam_json_member(at, uses[i].key);
        if (place.value != NULL && (uses[i].used >> kind & 1) == 0) {
            return lam_json_fail(&place, "accepted: left out, as kind is \"%s\"",
                                 lam_term_kinds[kind].name);
        }
        if (place.value == NULL && (uses[i].needed >> kind & 1) != 0) {
            return lam_json_fail(&place, "is missing; accepted: what kind \"%s\" needs",
                                 lam_term_kinds[kind].name);
        }
    }
    return LAM_OK;
}

typedef struct term_entry {
    const char *kind, *signal, *array, *sensors, *function;
    double weight, from_ms, to_ms;
    json_t *bands, *hz, *channels, *weights;
} term_entry;

static const lam_json_field fields[] = {
#define LAM_ENTRY term_entry
    LAM_TEXT("kind", LAM_JSON_REQUIRED, kind),
    LAM_NUMBER("weight", LAM_JSON_OPTIONAL, weight, 1e-300, 1e300),
    LAM_TEXT("signal", LAM_JSON_OPTIONAL, signal),
    LAM_NUMBER("from_ms", LAM_JSON_OPTIONAL, from_ms, 0, 1e9),
    LAM_NUMBER("to_ms", LAM_JSON_OPTIONAL, to_ms, 0, 1e9),
    LAM_LIST("bands", LAM_JSON_OPTIONAL, bands),
    LAM_OBJECT("hz", LAM_JSON_OPTIONAL, hz),
    LAM_NAME("array", LAM_JSON_OPTIONAL, array),
    LAM_NAME("sensors", LAM_JSON_OPTIONAL, sensors),
    LAM_LIST("channels", LAM_JSON_OPTIONAL, channels),
    LAM_ANY("weights", LAM_JSON_OPTIONAL, weights),
    LAM_SYMBOL("function", LAM_JSON_OPTIONAL, function),
#undef LAM_ENTRY
};

/* ---- terms ---- */

static lam_status add_term(lam_objective *objective, const lam_term *term, const char *name) {
    LAM_GROW(objective->terms, objective->n_terms + 1, &objective->n_held);
    lam_term *added = &objective->terms[objective->n_terms++];
    *added = *term;
    lam_format(added->signal, sizeof added->signal, "%s%.100s",
               strchr(name, '/') == NULL ? lam_term_kinds[term->kind].folder : "", name);
    return LAM_OK;
}

static lam_status read_bands(const lam_json *at, lam_term *term) {
#define LAM_ENTRY lam_term_band
    static const lam_json_field band_fields[] = {
        LAM_NUMBER("low_hz", LAM_JSON_REQUIRED, low_hz, 0, 1e6),
        LAM_NUMBER("high_hz", LAM_JSON_REQUIRED, high_hz, 0, 1e6),
        LAM_NUMBER("weight", LAM_JSON_OPTIONAL, weight, 1e-300, 1e300),
    };
#undef LAM_ENTRY
    term->n_bands = json_array_size(at->value);
    term->bands = lam_alloc(term->n_bands, sizeof *term->bands);
    if (term->bands == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < term->n_bands; i++) {
        lam_json place = lam_json_element(at, i);
        term->bands[i].weight = 1;
        LAM_TRY(lam_json_read(&place, band_fields, LAM_COUNT_OF(band_fields), &term->bands[i]));
        if (term->bands[i].low_hz >= term->bands[i].high_hz) {
            return lam_json_fail(&place, "accepted: low_hz below high_hz");
        }
    }
    return LAM_OK;
}

/* Each population is a term. */
static lam_status read_rates(lam_objective *objective, const lam_json *at, lam_term *term) {
    static const lam_json_field rate = {.key = "", .kind = LAM_JSON_NUMBER, .min = 0, .max = 1e4};
    void *iterator = NULL;
    lam_json place;
    while (lam_json_next(at, &iterator, &place)) {
        LAM_TRY(lam_json_value(&place, &rate, &term->hz));
        LAM_TRY(add_term(objective, term, place.key));
    }
    return LAM_OK;
}

/* The names of channels are compared with those of the sensors once these are known. */
static lam_status check_channels(const lam_json *at) {
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        lam_json place = lam_json_element(at, i);
        if (!json_is_string(place.value)) {
            return lam_json_fail(&place, "accepted: the name of a sensor, in quotes");
        }
    }
    return LAM_OK;
}

/* What the term, which has just been added, has besides its signal. */
static lam_status read_rest(lam_objective *objective, const lam_json *at) {
    lam_term *term = &objective->terms[objective->n_terms - 1];
    lam_json bands = lam_json_member(at, "bands"), weights = lam_json_member(at, "weights");
    lam_json channels = lam_json_member(at, "channels");
    LAM_TRY(bands.value == NULL ? LAM_OK : read_bands(&bands, term));
    LAM_TRY(check_channels(&channels));
    return weights.value == NULL ? LAM_OK : lam_term_read_weights(objective, &weights, term);
}

static lam_status read_term(lam_objective *objective, const lam_json *at, size_t place) {
    term_entry entry = {.weight = 1, .from_ms = NAN, .to_ms = NAN, .signal = "agg"};
    size_t kind;
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    lam_json key = lam_json_member(at, "kind"), hz = lam_json_member(at, "hz");
    LAM_TRY(lam_json_find(&key, "kind", entry.kind, lam_term_kinds, LAM_TERM_N_KINDS,
                          sizeof *lam_term_kinds, &kind));
    LAM_TRY(check_keys(at, (lam_term_kind)kind));
    if (entry.from_ms >= entry.to_ms) {
        key = lam_json_member(at, "to_ms");
        return lam_json_fail(&key, "accepted: above from_ms, %g", entry.from_ms);
    }
    lam_term term = {.kind = (lam_term_kind)kind,
                     .place = place,
                     .weight = entry.weight,
                     .from_ms = entry.from_ms,
                     .to_ms = entry.to_ms};
    if (term.kind == LAM_TERM_RATES) {
        return read_rates(objective, &hz, &term);
    }
    LAM_TRY(add_term(objective, &term,
                     entry.array != NULL      ? entry.array
                     : entry.sensors != NULL  ? entry.sensors
                     : entry.function != NULL ? entry.function
                                              : entry.signal));
    return read_rest(objective, at);
}

/* A name alone is that of a kind which needs no more. */
static lam_status read_name(lam_objective *objective, const lam_json *at) {
    size_t kind;
    LAM_TRY(lam_json_find(at, "objective", json_string_value(at->value), lam_term_kinds,
                          LAM_TERM_N_KINDS, sizeof *lam_term_kinds, &kind));
    for (size_t i = 0; i < LAM_COUNT_OF(uses); i++) {
        if ((uses[i].needed >> kind & 1) != 0) {
            return lam_json_fail(at, "accepted: {\"kind\": \"%s\", \"%s\": ...}",
                                 lam_term_kinds[kind].name, uses[i].key);
        }
    }
    lam_term term = {
        .kind = (lam_term_kind)kind, .place = SIZE_MAX, .weight = 1, .from_ms = NAN, .to_ms = NAN};
    return add_term(objective, &term, "agg");
}

lam_status lam_objective_read(lam_objective *objective) {
    LAM_TRY(lam_json_open(objective->path, NULL, &objective->document));
    lam_json root = lam_json_root(&objective->document), at = lam_json_member(&root, "objective");
    if (json_is_string(at.value)) {
        return read_name(objective, &at);
    }
    if (json_is_object(at.value)) {
        return read_term(objective, &at, SIZE_MAX);
    }
    if (json_array_size(at.value) == 0) {
        return lam_json_fail(&at, "accepted: a kind, {\"kind\": ...}, or a list of such");
    }
    for (size_t i = 0; i < json_array_size(at.value); i++) {
        lam_json place = lam_json_element(&at, i);
        LAM_TRY(read_term(objective, &place, i));
    }
    return LAM_OK;
}
