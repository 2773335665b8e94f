/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective_read.c - the terms of an objective, as a specification of a fit has them. */
#include "fit/lam_objective_impl.h"

#include "base/lam_number_impl.h"
#include "json/lam_json_impl.h"

#include <math.h>
#include <string.h>

const char *const lam_term_names[LAM_TERM_N_KINDS] = {
    "dipole_rmse", "dipole_correlation", "band_power", "rates", "lfp_rmse", "csd_rmse", "hoc"};

/* ---- the keys of each kind ---- */

enum {
    DIPOLES =
        1 << LAM_TERM_DIPOLE_RMSE | 1 << LAM_TERM_DIPOLE_CORRELATION | 1 << LAM_TERM_BAND_POWER,
    ARRAYS = 1 << LAM_TERM_LFP_RMSE | 1 << LAM_TERM_CSD_RMSE,
    BANDS = 1 << LAM_TERM_BAND_POWER,
    RATES = 1 << LAM_TERM_RATES,
    HOC = 1 << LAM_TERM_HOC,
    TIMES = DIPOLES | ARRAYS
};

static const struct key_use {
    const char *key;
    unsigned used, needed; /* by which kinds */
} uses[] = {{"signal", DIPOLES, 0},  {"from_ms", TIMES, 0}, {"to_ms", TIMES, 0},
            {"bands", BANDS, BANDS}, {"hz", RATES, RATES},  {"array", ARRAYS, ARRAYS},
            {"function", HOC, HOC}};

static lam_status check_keys(const lam_json *at, lam_term_kind kind) {
    for (size_t i = 0; i < LAM_COUNT_OF(uses); i++) {
        lam_json place = lam_json_member(at, uses[i].key);
        if (place.value != NULL && (uses[i].used >> kind & 1) == 0) {
            return lam_json_fail(&place, "accepted: left out, as kind is \"%s\"",
                                 lam_term_names[kind]);
        }
        if (place.value == NULL && (uses[i].needed >> kind & 1) != 0) {
            return lam_json_fail(&place, "is missing; accepted: what kind \"%s\" needs",
                                 lam_term_names[kind]);
        }
    }
    return LAM_OK;
}

typedef struct term_entry {
    const char *kind, *signal, *array, *function;
    double weight, from_ms, to_ms;
    json_t *bands, *hz;
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
    LAM_SYMBOL("function", LAM_JSON_OPTIONAL, function),
#undef LAM_ENTRY
};

/* ---- terms ---- */

static lam_status add_term(lam_objective *objective, const lam_term *term, const char *folder,
                           const char *name) {
    LAM_GROW(objective->terms, objective->n_terms + 1, &objective->n_held);
    lam_term *added = &objective->terms[objective->n_terms++];
    *added = *term;
    lam_format(added->signal, sizeof added->signal, "%s%.100s",
               strchr(name, '/') == NULL ? folder : "", name);
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
        LAM_TRY(add_term(objective, term, "rate/", place.key));
    }
    return LAM_OK;
}

static lam_status read_term(lam_objective *objective, const lam_json *at) {
    term_entry entry = {.weight = 1, .from_ms = NAN, .to_ms = NAN, .signal = "agg"};
    size_t kind;
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    lam_json place = lam_json_member(at, "kind");
    LAM_TRY(lam_json_find(&place, "kind", entry.kind, lam_term_names, LAM_TERM_N_KINDS,
                          sizeof *lam_term_names, &kind));
    LAM_TRY(check_keys(at, (lam_term_kind)kind));
    if (entry.from_ms >= entry.to_ms) {
        place = lam_json_member(at, "to_ms");
        return lam_json_fail(&place, "accepted: above from_ms, %g", entry.from_ms);
    }
    lam_term term = {.kind = (lam_term_kind)kind,
                     .weight = entry.weight,
                     .from_ms = entry.from_ms,
                     .to_ms = entry.to_ms};
    switch (term.kind) {
    case LAM_TERM_RATES:
        place = lam_json_member(at, "hz");
        return read_rates(objective, &place, &term);
    case LAM_TERM_LFP_RMSE:
        return add_term(objective, &term, "extracellular/", entry.array);
    case LAM_TERM_CSD_RMSE:
        return add_term(objective, &term, "csd/", entry.array);
    case LAM_TERM_HOC:
        return add_term(objective, &term, "hoc/", entry.function);
    default:
        LAM_TRY(add_term(objective, &term, "dipole/", entry.signal));
        place = lam_json_member(at, "bands");
        return term.kind != LAM_TERM_BAND_POWER
                   ? LAM_OK
                   : read_bands(&place, &objective->terms[objective->n_terms - 1]);
    }
}

/* A name alone is that of a kind which needs no more. */
static lam_status read_name(lam_objective *objective, const lam_json *at) {
    size_t kind;
    LAM_TRY(lam_json_find(at, "objective", json_string_value(at->value), lam_term_names,
                          LAM_TERM_N_KINDS, sizeof *lam_term_names, &kind));
    for (size_t i = 0; i < LAM_COUNT_OF(uses); i++) {
        if ((uses[i].needed >> kind & 1) != 0) {
            return lam_json_fail(at, "accepted: {\"kind\": \"%s\", \"%s\": ...}",
                                 lam_term_names[kind], uses[i].key);
        }
    }
    lam_term term = {.kind = (lam_term_kind)kind, .weight = 1, .from_ms = NAN, .to_ms = NAN};
    return add_term(objective, &term, "dipole/", "agg");
}

static lam_status read_terms(lam_objective *objective, const lam_json *at) {
    if (json_is_string(at->value)) {
        return read_name(objective, at);
    }
    if (json_is_object(at->value)) {
        return read_term(objective, at);
    }
    if (json_array_size(at->value) == 0) {
        return lam_json_fail(at, "accepted: a kind, {\"kind\": ...}, or a list of such");
    }
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        lam_json place = lam_json_element(at, i);
        LAM_TRY(read_term(objective, &place));
    }
    return LAM_OK;
}

lam_status lam_objective_read(const char *spec, lam_objective *objective) {
    lam_json_document document = {.n_files = 0};
    lam_status status = lam_json_open(spec, NULL, &document);
    if (status == LAM_OK) {
        lam_json root = lam_json_root(&document), at = lam_json_member(&root, "objective");
        status = read_terms(objective, &at);
    }
    lam_json_close(&document);
    return status;
}
