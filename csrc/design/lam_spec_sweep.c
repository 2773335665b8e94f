/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spec_sweep.c - reads the file of a sweep: which points there are, and what is kept of each.
 */
#include "base/lam_number_impl.h"
#include "design/lam_spec_impl.h"

#include <math.h>
#include <string.h>

enum { MOST_POINTS = 100000000 };

typedef struct sweep_keys {
    const char *design, *events;
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
};
#undef LAM_ENTRY

static const struct kind {
    const char *name;
    bool needs_values; /* of each parameter; else n */
} kinds[] = {
    [LAM_DESIGN_GRID] = {"grid", true},          [LAM_DESIGN_ZIP] = {"zip", true},
    [LAM_DESIGN_LIST] = {"list", true},          [LAM_DESIGN_LHS] = {"lhs", false},
    [LAM_DESIGN_SOBOL] = {"sobol", false},       [LAM_DESIGN_PRIOR] = {"prior", false},
    [LAM_DESIGN_SALTELLI] = {"saltelli", false},
};

/* ---- points ---- */

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
    if ((stated->n == 0) != kinds[kind].needs_values) {
        return lam_json_fail(&n_at, "accepted for %s: %s", kinds[kind].name,
                             kinds[kind].needs_values ? "no n, as the values are counted"
                                                      : "n, how many points");
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
    return kinds[kind].needs_values ? count_points(spec, &parameters) : LAM_OK;
}

/* ---- what is kept ---- */

static const struct kept_kind {
    const char *name;
    int window; /* -1: none, 0: may have one, 1: has to */
} kept_kinds[] = {{"dipole", -1}, {"layers", -1}, {"spikes", -1}, {"lfp", -1},      {"csd", -1},
                  {"peaks", 0},   {"rates", 0},   {"cv", 0},      {"synchrony", 0}, {"band", 1}};

static lam_status read_kept(const lam_json *at, lam_kept_item *item) {
    size_t kind;
    char name[LAM_JSON_MAX_NAME + 1];
    const char *text = json_string_value(at->value);
    if (text == NULL) {
        return lam_json_fail(at, "accepted: a text in quotes");
    }
    *item = (lam_kept_item){text, strcspn(text, ":"), NAN, NAN};
    size_t length = item->length < sizeof name ? item->length : sizeof name - 1;
    memcpy(name, text, length);
    name[length] = '\0';
    LAM_TRY(lam_json_find(at, "thing to keep", name, kept_kinds, LAM_COUNT_OF(kept_kinds),
                          sizeof kept_kinds[0], &kind));
    const char *end = text + item->length;
    bool has_window = *end == ':', is_good = true;
    if (has_window) {
        is_good = lam_number_read(end + 1, ":", &item->from, &end) && *end == ':' &&
                  lam_number_read(end + 1, "", &item->to, NULL) && item->from < item->to;
    }
    if (!is_good || (has_window ? kept_kinds[kind].window < 0 : kept_kinds[kind].window > 0)) {
        return lam_json_fail(at, "accepted: %s%s", name,
                             kept_kinds[kind].window < 0    ? ""
                             : kept_kinds[kind].window == 0 ? " or the same with :FROM:TO (ms)"
                                                            : ":LOW:HIGH (Hz)");
    }
    return LAM_OK;
}

static lam_status read_keep(lam_spec *spec) {
    static const lam_kept_item usual = {"dipole", 6, NAN, NAN};
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
