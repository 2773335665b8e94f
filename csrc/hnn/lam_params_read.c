/* SPDX-License-Identifier: BSD-3-Clause
 * lam_params_read.c - what HNN's flat parameters make of the default column. The templates of
 * params/legacy/format.json are filled with the file's values. Rules of HNN-core 0.6.1 that no
 * template can state stand here (params.py, drives.py). */
#include "base/lam_number_impl.h"
#include "hnn/lam_params_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SIZE = 96, MAX_EVOKED = 1000 };

typedef struct params {
    lam_json_document *document;
    lam_json root;         /* the file's values */
    json_t *keys;          /* the keys that have an effect, with their defaults; # is replaced */
    size_t n_prox, n_dist; /* evoked inputs */
    double tstop_ms;
} params;

static lam_status set(json_t *object, const char *key, json_t *value) {
    return json_object_set_new(object, key, value) == 0 ? LAM_OK
                                                        : lam_fail(LAM_ERR_MEMORY, "out of memory");
}

static double quantity(const json_t *object, const char *key) {
    return json_number_value(json_array_get(json_object_get(object, key), 0));
}

static lam_status set_quantity(json_t *object, const char *key, double value) {
    return json_array_set_new(json_object_get(object, key), 0, json_real(value)) == 0
               ? LAM_OK
               : lam_fail(LAM_ERR_MEMORY, "out of memory");
}

static bool is(const json_t *text, const char *expected) {
    return json_is_string(text) && strcmp(json_string_value(text), expected) == 0;
}

/* ---- keys ---- */

/* Puts the number of an input into "t_evprox_#". Keys without # stay as they are. */
static const char *numbered(const char *pattern, size_t number, char key[KEY_SIZE]) {
    const char *mark = strchr(pattern, '#');
    if (mark == NULL) {
        return pattern;
    }
    snprintf(key, KEY_SIZE, "%.*s%zu%s", (int)(mark - pattern), pattern, number, mark + 1);
    return key;
}

/* Returns how many times a template is used. HNN counts the keys that begin with t_evprox, however
 * they go on. */
static size_t repetitions(const params *p, const char *pattern) {
    if (strchr(pattern, '#') == NULL) {
        return 1;
    }
    return strstr(pattern, "evprox") != NULL ? p->n_prox : p->n_dist;
}

static lam_status count_evoked(params *p) {
    const char *key;
    json_t *value;
    json_object_foreach(p->root.value, key, value) {
        if (strncmp(key, "t_", 2) == 0) {
            bool prox = strstr(key, "evprox") != NULL;
            p->n_prox += prox;
            p->n_dist += !prox && strstr(key, "evdist") != NULL;
        }
        if (p->n_prox > MAX_EVOKED || p->n_dist > MAX_EVOKED) {
            lam_json at = lam_json_member(&p->root, key);
            return lam_json_fail(&at, "one evoked input too many; accepted: %d", MAX_EVOKED);
        }
    }
    return LAM_OK;
}

static lam_status list_keys(params *p, const json_t *format) {
    p->keys = json_object();
    const char *pattern;
    json_t *preset;
    json_object_foreach(json_object_get(format, "keys"), pattern, preset) {
        for (size_t i = 1; i <= repetitions(p, pattern); i++) {
            char key[KEY_SIZE];
            LAM_TRY(set(p->keys, numbered(pattern, i, key), json_incref(preset)));
        }
    }
    return LAM_OK;
}

/* ---- templates ---- */

/* Reads the file's number for a key. If the default is whole, so is the number (true and false are
 * 1 and 0). */
static lam_status read_number(const lam_json *at, bool whole, json_t **number_out) {
    double value = json_number_value(at->value);
    if (whole && json_is_boolean(at->value)) {
        value = json_is_true(at->value);
    } else if (!json_is_number(at->value)) {
        return lam_json_fail(at, "accepted: a number");
    } else if (whole && !(value == trunc(value) && fabs(value) <= UINT32_MAX)) {
        return lam_json_fail(at, "accepted: a whole number");
    }
    *number_out = whole ? json_integer((json_int_t)value) : json_incref(at->value);
    return LAM_OK;
}

/* Returns the value of a key, from the file or else the default: [number, "unit"], or a number. */
static lam_status value_of(params *p, const char *key, json_t **value_out) {
    const json_t *preset = json_object_get(p->keys, key);
    lam_json at = lam_json_member(&p->root, key);
    if (at.value == NULL) {
        *value_out = lam_json_deep_copy(preset);
        return *value_out != NULL ? LAM_OK : lam_fail(LAM_ERR_MEMORY, "out of memory");
    }
    json_t *number = NULL;
    LAM_TRY(read_number(&at, json_is_integer(preset), &number));
    json_t *value =
        json_is_array(preset) ? json_pack("[oO]", number, json_array_get(preset, 1)) : number;
    lam_status status = value != NULL ? lam_json_made_from(p->document, value, at.value)
                                      : lam_fail(LAM_ERR_MEMORY, "out of memory");
    if (status != LAM_OK) {
        json_decref(value);
        return status;
    }
    *value_out = value;
    return LAM_OK;
}

/* Copies a template and replaces its keys by their values, with `number` in the place of #. */
static lam_status fill(params *p, const json_t *template, size_t number, json_t **filled_out) {
    const char *name;
    char key[KEY_SIZE];
    json_t *part;
    if (json_is_string(template)) {
        const char *text = numbered(json_string_value(template), number, key);
        if (json_object_get(p->keys, text) != NULL) {
            return value_of(p, text, filled_out);
        }
    }
    if (!json_is_object(template)) {
        *filled_out = lam_json_deep_copy(template);
        return LAM_OK;
    }
    json_t *filled = json_object();
    json_object_foreach((json_t *)template, name, part) {
        json_t *value = NULL;
        lam_status status = fill(p, part, number, &value);
        if (status == LAM_OK) {
            status = set(filled, name, value);
        }
        if (status != LAM_OK) {
            json_decref(filled);
            return status;
        }
    }
    *filled_out = filled;
    return LAM_OK;
}

/* ---- drives ---- */

/* A rhythm ends with the run at the latest. If no time is left, it is left out. */
static lam_status adapt_bursty(const params *p, const lam_json *at, bool *used_out) {
    if (quantity(at->value, "tstop") > p->tstop_ms) {
        LAM_TRY(set_quantity(at->value, "tstop", p->tstop_ms));
    }
    *used_out = quantity(at->value, "tstop") >= quantity(at->value, "tstart");
    return LAM_OK;
}

/* The file says whether all cells share the times of an evoked input. In extgauss each cell has its
 * own. It is left out if its mean time comes after the run. */
static lam_status adapt_evoked(params *p, const lam_json *at, bool *used_out) {
    *used_out = true;
    if (json_object_get(at->value, "cell_specific") != NULL) { /* extgauss */
        *used_out = quantity(at->value, "mu") <= p->tstop_ms;
        return LAM_OK;
    }
    json_t *synchronous = NULL;
    LAM_TRY(value_of(p, "sync_evinput", &synchronous));
    bool shared = json_number_value(synchronous) != 0;
    json_decref(synchronous);
    if (json_number_value(json_object_get(at->value, "numspikes")) == 0) {
        LAM_TRY(lam_json_warn(p->document, "%s: %s is off: it has 0 spikes (numspikes)",
                              p->document->names[0], at->key));
    }
    LAM_TRY(set(at->value, "cell_specific", json_boolean(!shared)));
    return shared ? set(at->value, "n_drive_cells", json_integer(1)) : LAM_OK;
}

/* A drive that ends before it begins is left out. Times below 0 become 0, and rates that are not
 * above 0 become 1 Hz. */
static lam_status adapt_poisson(const lam_json *at, bool *used_out) {
    double tstart_ms = quantity(at->value, "tstart"), tstop_ms = quantity(at->value, "tstop");
    *used_out = tstop_ms >= tstart_ms;
    LAM_TRY(set_quantity(at->value, "tstart", fmax(0, tstart_ms)));
    LAM_TRY(set_quantity(at->value, "tstop", fmax(0, tstop_ms)));
    json_t *rates = json_object_get(at->value, "rate_constant"), *rate;
    const char *name;
    json_object_foreach(rates, name, rate) {
        if (!(quantity(rates, name) > 0)) {
            LAM_TRY(set_quantity(rates, name, 1));
        }
    }
    return LAM_OK;
}

static lam_status add_drive(params *p, const char *pattern, const json_t *template, size_t number,
                            json_t *drives) {
    char name[KEY_SIZE];
    json_t *drive = NULL;
    bool used = false;
    LAM_TRY(fill(p, template, number, &drive));
    lam_json at = {.document = p->document,
                   .parent = &p->root,
                   .key = numbered(pattern, number, name),
                   .value = drive};
    const json_t *type = json_object_get(drive, "type");
    lam_status status = LAM_OK;
    if (is(type, "bursty")) {
        status = adapt_bursty(p, &at, &used);
    } else if (is(type, "evoked")) {
        status = adapt_evoked(p, &at, &used);
    } else {
        status = adapt_poisson(&at, &used);
    }
    if (status == LAM_OK && used) {
        return set(drives, at.key, drive);
    }
    json_decref(drive);
    return status;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* HNN orders the drives by name, so evdist10 stands before evdist2. */
static lam_status sort(json_t *drives, json_t *sorted) {
    size_t n = 0;
    const char **names = lam_alloc(json_object_size(drives), sizeof *names), *name;
    if (names == NULL) {
        return LAM_ERR_MEMORY;
    }
    json_t *drive;
    json_object_foreach(drives, name, drive) {
        names[n++] = name;
    }
    qsort(names, n, sizeof *names, by_name);
    lam_status status = LAM_OK;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        status = set(sorted, names[i], json_incref(json_object_get(drives, names[i])));
    }
    free(names);
    return status;
}

static lam_status make_drives(params *p, const json_t *format, json_t *network) {
    json_t *drives = json_object(), *sorted = json_object(), *template;
    const char *pattern;
    lam_status status = set(network, "drives", sorted);
    json_object_foreach(json_object_get(format, "drives"), pattern, template) {
        for (size_t i = 1; i <= repetitions(p, pattern) && status == LAM_OK; i++) {
            status = add_drive(p, pattern, template, i, drives);
        }
    }
    if (status == LAM_OK) {
        status = sort(drives, sorted);
    }
    json_decref(drives);
    if (status == LAM_OK && json_object_size(sorted) == 0) {
        json_object_del(network, "drives");
    }
    return status;
}

/* ---- connections, biases, the rest ---- */

static lam_status make_connections(params *p, const json_t *format, json_t *network) {
    json_t *connection;
    size_t i;
    json_array_foreach(json_object_get(network, "connections"), i, connection) {
        char name[4 * KEY_SIZE];
        const char *from = json_string_value(json_object_get(connection, "from"));
        const char *to = json_string_value(json_object_get(connection, "to"));
        const char *receptor = json_string_value(json_object_get(connection, "receptor"));
        json_t *weight = NULL;
        if (from == NULL || to == NULL || receptor == NULL) {
            continue; /* the reader refuses it */
        }
        snprintf(name, sizeof name, "%s>%s:%s", from, to, receptor);
        const json_t *key = json_object_get(json_object_get(format, "connections"), name);
        if (key != NULL) {
            LAM_TRY(fill(p, key, 0, &weight));
            LAM_TRY(set(connection, "weight", weight));
        }
    }
    return LAM_OK;
}

/* Adds the currents that are not 0. As in HNN before HNN-core, an end of -1 means the end of the
 * run. */
static lam_status make_biases(params *p, const json_t *format, json_t *network) {
    json_t *biases = NULL, *targets, *bias;
    const char *name, *target;
    void *next, *next_target;
    LAM_TRY(fill(p, json_object_get(format, "biases"), 0, &biases));
    json_object_foreach_safe(biases, next, name, targets) {
        json_object_foreach_safe(targets, next_target, target, bias) {
            if (quantity(bias, "amplitude") == 0) {
                json_object_del(targets, target);
            } else if (quantity(bias, "tstop") == -1) {
                json_object_del(bias, "tstop");
            }
        }
        if (json_object_size(targets) == 0) {
            json_object_del(biases, name);
        }
    }
    if (json_object_size(biases) == 0) {
        json_decref(biases);
        return LAM_OK;
    }
    LAM_TRY(set(network, "biases", biases));
    return lam_json_warn(p->document,
                         "%s: tonic inputs (Itonic_...) are injected; HNN-core 0.6.1 drops them "
                         "when it reads a file",
                         p->document->names[0]);
}

/* Makes a name of the file's name, without its folder and ending. */
static void name_of(const char *path, char name[KEY_SIZE]) {
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    const char *begin = slash == NULL ? path : slash + 1;
    size_t n = dot == NULL || dot <= begin ? strlen(begin) : (size_t)(dot - begin);
    snprintf(name, KEY_SIZE, "%.*s", (int)(n < 63 ? n : 63), begin);
    for (char *c = name; *c != '\0'; c++) {
        if (!lam_is_letter(*c) && !lam_is_digit(*c) && strchr("_-+", *c) == NULL) {
            *c = '_';
        }
    }
}

static lam_status make_head(params *p, const json_t *format, json_t *network) {
    json_t *head = NULL;
    LAM_TRY(fill(p, json_object_get(format, "network"), 0, &head));
    int failed = json_object_update(network, head);
    json_decref(head);
    if (failed) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory");
    }
    p->tstop_ms = quantity(network, "tstop");
    LAM_TRY(set_quantity(network, "smooth", fmax(0, quantity(network, "smooth"))));
    char name[KEY_SIZE];
    name_of(p->document->names[0], name);
    const char *title = json_string_value(json_object_get(p->root.value, "title"));
    const char *source = json_string_value(json_object_get(p->root.value, "source"));
    const char *base = json_string_value(json_object_get(network, "source"));
    LAM_TRY(set(network, "name", json_string(name)));
    LAM_TRY(
        set(network, "title",
            title != NULL && title[0] != '\0'
                ? json_string(title)
                : json_sprintf("The column with the weights and inputs of HNN's parameter file %s",
                               name)));
    return set(network, "source",
               json_sprintf("weights and inputs: HNN's parameter file %s%s%s, by the rules of "
                            "HNN-core 0.6.1; all else: %s",
                            name, source != NULL ? ", " : "", source != NULL ? source : "",
                            base != NULL ? base : "the model"));
}

/* ---- the whole ---- */

/* HNN-core marks the files of its column of human cells, whose keys are others, by this prefix. */
static lam_status check_column(const params *p) {
    lam_json prefix = lam_json_member(&p->root, "sim_prefix");
    return is(prefix.value, "duecker_ET_model")
               ? lam_json_fail(&prefix, "accepted: parameters of HNN's default column; human cells "
                                        "are the model duecker_et")
               : LAM_OK;
}

static lam_status change(params *p, const json_t *format, json_t *network) {
    LAM_TRY(check_column(p));
    LAM_TRY(count_evoked(p));
    LAM_TRY(list_keys(p, format));
    LAM_TRY(make_head(p, format, network));
    LAM_TRY(make_connections(p, format, network));
    LAM_TRY(make_drives(p, format, network));
    LAM_TRY(make_biases(p, format, network));
    return lam_params_warn(p->document, p->keys, format);
}

/* Opens a file of the models directory. */
static lam_status open_model(const char *models_directory, const char *name,
                             lam_json_document *document) {
    size_t size = strlen(models_directory) + strlen(name) + 2;
    char *path = lam_alloc(size, 1);
    if (path == NULL) {
        return LAM_ERR_MEMORY;
    }
    snprintf(path, size, "%s/%s", models_directory, name);
    lam_status status = lam_json_open(path, models_directory, document);
    free(path);
    return status;
}

lam_status lam_params_build(lam_json_document *document, const char *models_directory) {
    lam_json_document model = {.n_files = 0}, format = {.n_files = 0};
    params p = {.document = document, .root = {.document = document, .value = document->roots[0]}};
    if (models_directory == NULL || !lam_params_is(document->roots[0])) {
        return lam_fail(LAM_ERR_INPUT, "%s: %s", document->names[0],
                        models_directory == NULL
                            ? "its model is not there; accepted: with the folder of the models"
                            : "holds nothing of HNN's; accepted: a parameter file");
    }
    lam_status status = open_model(models_directory, "neymotin_2020.json", &model);
    if (status == LAM_OK) {
        status = open_model(models_directory, "legacy/format.json", &format);
    }
    if (status == LAM_OK) {
        status = change(&p, format.merged, model.merged);
    }
    if (status == LAM_OK) {
        json_decref(document->merged);
        document->merged = json_incref(model.merged);
    }
    json_decref(p.keys);
    lam_json_close(&model);
    lam_json_close(&format);
    return status;
}
