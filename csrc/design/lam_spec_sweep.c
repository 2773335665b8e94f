/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spec_sweep.c - reads the file of a sweep: which points there are, and what is kept of each.
 */
#include "base/lam_number_impl.h"
#include "design/lam_spec_impl.h"

#include <math.h>
#include <string.h>

enum { MOST_POINTS = 100000000 };

typedef struct sweep_keys {
    const char *design, *events, *target, *units, *data;
    size_t n;
    json_t *keep, *points;
} sweep_keys;

#define LAM_ENTRY sweep_keys
static const lam_json_field sweep_fields[] = {
    LAM_TEXT("design", LAM_JSON_OPTIONAL, design),
    LAM_COUNT("n", LAM_JSON_OPTIONAL, n, 1, MOST_POINTS),
    LAM_LIST("points", LAM_JSON_OPTIONAL, points),
    LAM_TEXT("events", LAM_JSON_OPTIONAL, events),
    LAM_LIST("keep", LAM_JSON_OPTIONAL, keep),
    LAM_TEXT("target", LAM_JSON_OPTIONAL, target),
    LAM_TEXT("units", LAM_JSON_OPTIONAL, units),
    LAM_TEXT("data", LAM_JSON_OPTIONAL, data),
};
#undef LAM_ENTRY

static const struct kind {
    const char *name;
    bool needs_values; /* of each parameter */
    bool needs_n;
} kinds[] = {
    [LAM_DESIGN_GRID] = {"grid", true, false},
    [LAM_DESIGN_ZIP] = {"zip", true, false},
    [LAM_DESIGN_LIST] = {"list", true, false},
    [LAM_DESIGN_LHS] = {"lhs", false, true},
    [LAM_DESIGN_SOBOL] = {"sobol", false, true},
    [LAM_DESIGN_PRIOR] = {"prior", false, true},
    [LAM_DESIGN_SALTELLI] = {"saltelli", false, true},
    [LAM_DESIGN_DIFFERENCES] = {"differences", false, false},
};

/* ---- points ---- */

/* A middle that has 1 % to either side, of each parameter. */
static lam_status count_differences(lam_spec *spec, const lam_json *parameters) {
    size_t n = spec->design.n_parameters;
    double value[1];
    spec->design.n_points = 2 * n + 1;
    for (size_t k = 0; k < n; k++) {
        const lam_varied *parameter = &spec->parameters_owned[k];
        lam_json at = lam_json_member(parameters, parameter->path);
        if (parameter->n_values > 0) {
            return lam_json_fail(&at, "accepted for differences: low and high, or a prior");
        }
        lam_design alone = {
            .kind = LAM_DESIGN_DIFFERENCES, .n_parameters = 1, .parameters = parameter};
        lam_design_point(&alone, 0, value);
        if (value[0] == 0) {
            return lam_json_fail(&at, "is 0, of which 1 %% is nothing; accepted for differences: "
                                      "another start");
        }
    }
    return LAM_OK;
}

static lam_status refuse_twice(const lam_json *values, size_t i) {
    lam_json element = lam_json_element(values, i);
    return lam_json_fail(&element, "is there twice; accepted: each value once");
}

/* So many points as there are combinations of values, or values of each parameter. */
static lam_status count_points(lam_spec *spec, const lam_json *parameters) {
    size_t n = spec->design.kind == LAM_DESIGN_GRID ? 1 : spec->parameters_owned[0].n_values;
    for (size_t k = 0; k < spec->design.n_parameters; k++) {
        const lam_varied *parameter = &spec->parameters_owned[k];
        lam_json at = lam_json_member(parameters, parameter->path);
        lam_json values = lam_json_member(&at, "values");
        if (parameter->n_values == 0) {
            return lam_json_fail(&at, "accepted for a %s: values", kinds[spec->design.kind].name);
        }
        if (spec->design.kind != LAM_DESIGN_GRID && parameter->n_values != n) {
            return lam_json_fail(&at, "%zu values; accepted: %zu, as of the first parameter",
                                 parameter->n_values, n);
        }
        for (size_t i = 0; spec->design.kind == LAM_DESIGN_GRID && i < parameter->n_values; i++) {
            for (size_t j = 0; j < i; j++) {
                if (parameter->values[j] == parameter->values[i]) {
                    return refuse_twice(&values, i);
                }
            }
        }
        n *= spec->design.kind == LAM_DESIGN_GRID ? parameter->n_values : 1;
        if (n > MOST_POINTS) {
            return lam_json_fail(parameters, "over %d points; accepted: fewer values", MOST_POINTS);
        }
    }
    spec->design.n_points = n;
    return LAM_OK;
}

static lam_status read_design(lam_spec *spec, const sweep_keys *stated) {
    size_t kind;
    lam_json root = lam_spec_root(spec), at = lam_json_member(&root, "design");
    lam_json n_at = lam_json_member(&root, "n"), points = lam_json_member(&root, "points");
    lam_json parameters = lam_json_member(&root, "parameters");
    LAM_TRY(lam_json_find(&at, "design", stated->design == NULL ? "" : stated->design, kinds,
                          LAM_COUNT_OF(kinds), sizeof kinds[0], &kind));
    spec->design.kind = (lam_design_kind)kind;
    bool is_list = kind == LAM_DESIGN_LIST;
    const lam_json *needed = is_list ? &points : &parameters;
    const lam_json *other = is_list ? &parameters : &points;
    if (needed->value == NULL || other->value != NULL) {
        return lam_json_fail(needed, "accepted for %s: %s, and no %s", kinds[kind].name,
                             needed->key, other->key);
    }
    if ((stated->n > 0) != kinds[kind].needs_n) {
        return lam_json_fail(&n_at, "accepted for %s: %s", kinds[kind].name,
                             kinds[kind].needs_n        ? "n, how many points"
                             : kinds[kind].needs_values ? "no n, as the values are counted"
                                                        : "no n, as the parameters are counted");
    }
    size_t n_points = stated->n * (kind == LAM_DESIGN_SALTELLI ? spec->design.n_parameters + 2 : 1);
    size_t most = kind == LAM_DESIGN_SOBOL      ? LAM_SOBOL_MOST
                  : kind == LAM_DESIGN_SALTELLI ? LAM_SOBOL_MOST / 2
                                                : SIZE_MAX;
    if (spec->design.n_parameters > most) {
        return lam_json_fail(&parameters, "%zu; accepted for %s: at most %zu",
                             spec->design.n_parameters, kinds[kind].name, most);
    }
    if (n_points > MOST_POINTS) {
        return lam_json_fail(&n_at, "%zu points; accepted: at most %d", n_points, MOST_POINTS);
    }
    spec->design.n_points = n_points;
    LAM_TRY(is_list ? lam_spec_take_points(spec, &points) : LAM_OK);
    return kinds[kind].needs_values         ? count_points(spec, &parameters)
           : kind == LAM_DESIGN_DIFFERENCES ? count_differences(spec, &parameters)
                                            : LAM_OK;
}

/* ---- what is kept ---- */

/* What may stand behind a name: @SIGNAL, and a window, :FROM:TO. */
static const struct kept_kind {
    const char *name;
    bool has_signal;
    const char *window; /* NULL: none */
    bool needs_window;
} kept_kinds[LAM_KEPT_N_KINDS] = {
    [LAM_KEPT_DIPOLE] = {"dipole", false, NULL, false},
    [LAM_KEPT_LAYERS] = {"layers", false, NULL, false},
    [LAM_KEPT_SPIKES] = {"spikes", false, NULL, false},
    [LAM_KEPT_LFP] = {"lfp", false, NULL, false},
    [LAM_KEPT_CSD] = {"csd", false, NULL, false},
    [LAM_KEPT_EEG] = {"eeg", false, NULL, false},
    [LAM_KEPT_MEG] = {"meg", false, NULL, false},
    [LAM_KEPT_PEAKS] = {"peaks", true, ":FROM:TO", false},
    [LAM_KEPT_BAND] = {"band", true, ":LOW:HIGH", true},
    [LAM_KEPT_RELATIVE] = {"relative", true, ":LOW:HIGH", true},
    [LAM_KEPT_EVENTS] = {"events", true, ":LOW:HIGH", false},
    [LAM_KEPT_RMSE] = {"rmse", true, ":FROM:TO", false},
    [LAM_KEPT_SHARES] = {"shares", false, ":FROM:TO", false},
    [LAM_KEPT_RATES] = {"rates", false, ":FROM:TO", false},
    [LAM_KEPT_CV] = {"cv", false, ":FROM:TO", false},
    [LAM_KEPT_INTERVALS] = {"intervals", false, ":FROM:TO", false},
    [LAM_KEPT_SYNCHRONY] = {"synchrony", false, ":FROM:TO", false},
};

/* Up to one of `ends`, or to the end of the text; false: it is empty, or too long. */
static bool take_word(const char **at, const char *ends, char *word, size_t size) {
    size_t n = strcspn(*at, ends);
    lam_format(word, size, "%.*s", (int)n, *at);
    *at += n;
    return n > 0 && n < size;
}

/* NAME, NAME:FROM:TO, NAME@SIGNAL or NAME@SIGNAL:FROM:TO. */
static lam_status read_kept(const lam_json *at, lam_kept_item *item) {
    size_t found;
    char name[LAM_JSON_MAX_NAME + 1];
    const char *text = json_string_value(at->value), *end = text;
    if (text == NULL) {
        return lam_json_fail(at, "accepted: a text in quotes");
    }
    *item = (lam_kept_item){.text = text, .signal = "agg", .from = NAN, .to = NAN};
    take_word(&end, "@:", name, sizeof name);
    LAM_TRY(lam_json_find(at, "thing to keep", name, kept_kinds, LAM_COUNT_OF(kept_kinds),
                          sizeof kept_kinds[0], &found));
    const struct kept_kind *kind = &kept_kinds[found];
    item->kind = (lam_kept_kind)found;
    bool has_signal = *end == '@', is_good = !has_signal || kind->has_signal;
    if (has_signal) {
        end++;
        is_good = take_word(&end, ":", item->signal, sizeof item->signal) && is_good;
    }
    bool has_window = *end == ':';
    if (has_window && is_good) {
        is_good = lam_number_read(end + 1, ":", &item->from, &end) && *end == ':' &&
                  lam_number_read(end + 1, "", &item->to, NULL) && item->from < item->to;
    }
    if (is_good && (has_window ? kind->window != NULL : !kind->needs_window)) {
        return LAM_OK;
    }
    const char *open = kind->needs_window ? "" : "[", *close = kind->needs_window ? "" : "]";
    return lam_json_fail(at, "accepted: %s%s%s%s%s", name, kind->has_signal ? "[@SIGNAL]" : "",
                         kind->window == NULL ? "" : open, kind->window == NULL ? "" : kind->window,
                         kind->window == NULL ? "" : close);
}

static lam_status read_keep(lam_spec *spec) {
    static const lam_kept_item usual = {LAM_KEPT_DIPOLE, "dipole", "agg", NAN, NAN};
    lam_json root = lam_spec_root(spec), keep = lam_json_member(&root, "keep");
    size_t n = json_array_size(keep.value);
    spec->kept_owned = lam_alloc(n + 1, sizeof *spec->kept_owned);
    if (spec->kept_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    spec->kept_owned[0] = usual;
    spec->n_kept = n > 0 ? n : 1;
    for (size_t i = 0; i < n; i++) {
        lam_json element = lam_json_element(&keep, i);
        LAM_TRY(read_kept(&element, &spec->kept_owned[i]));
        for (size_t j = 0; j < i; j++) {
            if (strcmp(spec->kept_owned[i].text, spec->kept_owned[j].text) == 0) {
                return refuse_twice(&keep, i);
            }
        }
    }
    return LAM_OK;
}

/* Data are there if, and only if, something is compared with them. */
static lam_status read_target(lam_spec *spec, const sweep_keys *stated) {
    lam_json root = lam_spec_root(spec), keep = lam_json_member(&root, "keep");
    const struct {
        const char *key, *value;
    } words[] = {{"target", stated->target}, {"units", stated->units}, {"data", stated->data}};
    bool is_compared = false;
    for (size_t i = 0; i < spec->n_kept; i++) {
        is_compared = is_compared || spec->kept_owned[i].kind == LAM_KEPT_RMSE;
    }
    for (size_t i = 0; i < LAM_COUNT_OF(words) && !is_compared; i++) {
        if (words[i].value != NULL) {
            lam_json at = lam_json_member(&root, words[i].key);
            return lam_json_fail(&at, "accepted: left out, as rmse is not kept");
        }
    }
    if (is_compared && stated->target == NULL) {
        return lam_json_fail(&keep, "accepted for rmse: \"target\": FILE");
    }
    spec->units = stated->units;
    spec->data_words = stated->data;
    spec->target_owned =
        is_compared ? lam_spec_beside(spec->document.names[0], stated->target) : NULL;
    return is_compared && spec->target_owned == NULL ? LAM_ERR_MEMORY : LAM_OK;
}

static lam_status read_events(lam_spec *spec, const sweep_keys *stated) {
    static const char *const choices[] = {"same", "own"};
    size_t choice = 0;
    lam_json root = lam_spec_root(spec), at = lam_json_member(&root, "events");
    if (stated->events != NULL) {
        LAM_TRY(lam_json_find(&at, "choice", stated->events, choices, LAM_COUNT_OF(choices),
                              sizeof choices[0], &choice));
    }
    spec->has_own_events = choice == 1;
    return LAM_OK;
}

lam_status lam_spec_read_sweep(const char *path, lam_spec **spec_out) {
    return lam_spec_parse_sweep(path, NULL, spec_out);
}

lam_status lam_spec_parse_sweep(const char *path, const char *text, lam_spec **spec_out) {
    lam_spec *spec = NULL;
    sweep_keys stated = {.design = NULL};
    LAM_TRY(lam_spec_parse(path, text, sweep_fields, LAM_COUNT_OF(sweep_fields), &stated, &spec));
    lam_status status = read_design(spec, &stated);
    if (status == LAM_OK) {
        status = read_events(spec, &stated);
    }
    if (status == LAM_OK) {
        status = read_keep(spec);
    }
    if (status == LAM_OK) {
        status = read_target(spec, &stated);
    }
    if (status != LAM_OK) {
        lam_spec_destroy(spec);
        return status;
    }
    *spec_out = spec;
    return LAM_OK;
}

/* ---- what it says ---- */

bool lam_spec_has_own_events(const lam_spec *spec) {
    return spec->has_own_events;
}

const lam_kept_item *lam_spec_kept(const lam_spec *spec, size_t *n_out) {
    *n_out = spec->n_kept;
    return spec->kept_owned;
}

const char *lam_spec_target(const lam_spec *spec, const char **units_out, const char **data_out) {
    *units_out = spec->units;
    *data_out = spec->data_words;
    return spec->target_owned;
}
