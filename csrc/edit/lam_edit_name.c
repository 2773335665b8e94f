/* SPDX-License-Identifier: BSD-3-Clause
 * lam_edit_name.c - gives populations, drives and other named things another name, wherever the
 * network names them. */
#include "edit/lam_edit_impl.h"
#include "base/lam_names_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static lam_status out_of_memory(void) {
    return lam_fail(LAM_ERR_MEMORY, "out of memory: names");
}

/* Renames a member of an object. The members keep their order, which is that of the gids. */
static lam_status rename_key(json_t *object, const char *from, const char *to) {
    if (json_object_get(object, from) == NULL) {
        return LAM_OK;
    }
    json_t *renamed = json_object(), *value;
    const char *key;
    int failed = renamed == NULL;
    json_object_foreach(object, key, value) {
        failed |= json_object_set(renamed, strcmp(key, from) == 0 ? to : key, value);
    }
    failed = failed || json_object_clear(object) || json_object_update(object, renamed);
    json_decref(renamed);
    return failed ? out_of_memory() : LAM_OK;
}

static lam_status rename_value(json_t *object, const char *key, const char *from, const char *to) {
    const char *name = json_string_value(json_object_get(object, key));
    return name != NULL && strcmp(name, from) == 0 &&
                   json_object_set_new(object, key, json_string(to)) != 0
               ? out_of_memory()
               : LAM_OK;
}

/* States what the population has had by its old name: its cell type and its baseline. */
static lam_status keep_defaults(json_t *population, const char *name) {
    static const char *const keys[] = {"cell", "baseline"};
    for (size_t i = 0; i < LAM_COUNT_OF(keys) && population != NULL; i++) {
        if (json_object_get(population, keys[i]) == NULL &&
            json_object_set_new(population, keys[i], json_string(name)) != 0) {
            return out_of_memory();
        }
    }
    return LAM_OK;
}

static lam_status rename_in_drive(json_t *drive, const char *from, const char *to) {
    const char *key;
    json_t *value;
    json_object_foreach(drive, key, value) {   /* weights, delays, rates ... by population */
        if (strcmp(key, "spikes_from") != 0) { /* names what another run had */
            LAM_TRY(rename_key(value, from, to));
        }
    }
    return LAM_OK;
}

/* The populations that an array, or slabs of current density, are of. */
static lam_status rename_in_probes(json_t *probes, const char *from, const char *to) {
    const char *key;
    json_t *probe;
    json_object_foreach(probes, key, probe) {
        json_t *list = json_object_get(probe, "populations");
        for (size_t i = 0; i < json_array_size(list); i++) {
            const char *name = json_string_value(json_array_get(list, i));
            if (name != NULL && strcmp(name, from) == 0 &&
                json_array_set_new(list, i, json_string(to)) != 0) {
                return out_of_memory();
            }
        }
    }
    return LAM_OK;
}

static lam_status rename_all(json_t *network, const char *from, const char *to) {
    json_t *populations = json_object_get(network, "populations");
    json_t *drives = json_object_get(network, "drives"),
           *biases = json_object_get(network, "biases");
    json_t *list = json_object_get(network, "connections"), *value;
    const char *key;
    LAM_TRY(keep_defaults(json_object_get(populations, from), from));
    LAM_TRY(rename_key(populations, from, to));
    LAM_TRY(rename_key(drives, from, to));
    json_object_foreach(drives, key, value) {
        LAM_TRY(rename_in_drive(value, from, to));
    }
    json_object_foreach(biases, key, value) {
        LAM_TRY(rename_key(value, from, to));
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        LAM_TRY(rename_value(json_array_get(list, i), "from", from, to));
        LAM_TRY(rename_value(json_array_get(list, i), "to", from, to));
    }
    LAM_TRY(rename_in_probes(json_object_get(network, "electrode_arrays"), from, to));
    return rename_in_probes(json_object_get(network, "current_density"), from, to);
}

static lam_status check_population(const json_t *network, const char *name) {
    lam_text text = {.bytes = NULL};
    lam_edit_places places = {.n = 0};
    lam_edit_path path;
    char *bytes = NULL;
    lam_text_add(&text, "populations.");
    lam_edit_add_key(&text, name);
    LAM_TRY(lam_text_take(&text, &bytes));
    lam_status status = lam_edit_parse(bytes, &path);
    if (status == LAM_OK) {
        status = lam_edit_find((json_t *)network, name, &path, false, &places);
    }
    free(places.places);
    free(bytes);
    return status;
}

lam_status lam_edit_rename_population(json_t *network, const char *from, const char *to) {
    const json_t *populations = json_object_get(network, "populations");
    const json_t *drives = json_object_get(network, "drives");
    if (json_object_get(drives, from) == NULL) {
        LAM_TRY(check_population(network, from));
    }
    if (json_object_get(populations, to) != NULL || json_object_get(drives, to) != NULL) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: there is a population or drive of that name; accepted: "
                        "another name",
                        to);
    }
    return rename_all(network, from, to);
}

/* ---- by path ---- */

/* Things that have names, and that a network may be without. */
static const char *const kinds[] = {
    "drives", "biases", "electric_fields", "electrode_arrays", "current_density", "eeg", "meg"};

static bool is_kind(const char *key) {
    for (size_t i = 0; i < LAM_COUNT_OF(kinds); i++) {
        if (strcmp(key, kinds[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool are_keys(const lam_edit_path *path, size_t n) {
    for (size_t i = 0; i < path->n; i++) {
        if (path->steps[i].kind != LAM_EDIT_KEY) {
            return false;
        }
    }
    return path->n == n;
}

lam_status lam_edit_make_kind(json_t *network, const lam_edit_path *path) {
    const char *kind = path->steps[0].key;
    if (!are_keys(path, 2) || !is_kind(kind) || json_object_get(network, kind) != NULL) {
        return LAM_OK;
    }
    return json_object_set_new(network, kind, json_object()) == 0 ? LAM_OK : out_of_memory();
}

bool lam_edit_is_name(const json_t *network, const lam_edit_path *path) {
    if (!are_keys(path, 3) || strcmp(path->steps[2].key, "name") != 0) {
        return false;
    }
    const char *kind = path->steps[0].key, *name = path->steps[1].key;
    const json_t *thing = json_object_get(json_object_get(network, kind), name);
    return (is_kind(kind) || strcmp(kind, "populations") == 0) &&
           json_object_get(thing, "name") == NULL; /* no bias on a population "name" */
}

static lam_status rename_one(json_t *network, const char *who, const lam_edit_place *place,
                             const char *kind, const char *to) {
    char from[LAM_NAMES_MAX_EDITED + 1];
    snprintf(from, sizeof from, "%s", place->key);
    if (strcmp(from, to) == 0) {
        return LAM_OK;
    }
    if (strcmp(kind, "populations") == 0 || strcmp(kind, "drives") == 0) {
        return lam_edit_rename_population(network, from, to);
    }
    return json_object_get(place->parent, to) == NULL
               ? rename_key(place->parent, from, to)
               : lam_fail(LAM_ERR_INPUT, "%s: there is one of that name; accepted: another name",
                          who);
}

lam_status lam_edit_rename(json_t *network, const char *who, const lam_edit_path *path,
                           const char *to) {
    lam_edit_path thing = *path;
    lam_edit_places places = {.n = 0};
    json_t *old = json_string(""), *name = NULL;
    thing.n = 2;
    lam_status status = old == NULL ? out_of_memory() : lam_edit_value(who, old, to, &name);
    if (status == LAM_OK && !json_is_string(name)) {
        status = lam_fail(LAM_ERR_INPUT, "%s: accepted: a name", who);
    }
    if (status == LAM_OK) {
        status = lam_edit_find(network, who, &thing, false, &places);
    }
    if (status == LAM_OK && places.n > 1) {
        status =
            lam_fail(LAM_ERR_INPUT, "%s: %zu have a name like this; accepted: one", who, places.n);
    }
    if (status == LAM_OK) {
        status =
            rename_one(network, who, places.places, path->steps[0].key, json_string_value(name));
    }
    free(places.places);
    json_decref(old);
    json_decref(name);
    return status;
}
