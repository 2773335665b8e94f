/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_open.c - opening a network from any file that describes one: which format it is, what
 * it builds upon, what is changed in it. */
#include "lam_network_impl.h"
#include "lam_params_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sections take over what their cell states for all of them under `defaults`. */
static lam_status expand_defaults(json_t *merged) {
    json_t *cells = json_object_get(merged, "cells"), *cell;
    const char *name;
    json_object_foreach(cells, name, cell) {
        json_t *defaults = json_object_get(cell, "defaults");
        json_t *sections = json_object_get(cell, "sections");
        if (!json_is_object(defaults)) {
            continue; /* none, or refused when the cell is read */
        }
        for (void *at = json_object_iter(sections); at != NULL;
             at = json_object_iter_next(sections, at)) {
            json_t *section = json_object_iter_value(at);
            if (!json_is_object(section)) {
                continue; /* refused when the cell is read */
            }
            json_t *full = json_deep_copy(defaults);
            if (json_object_update_recursive(full, section) != 0) {
                json_decref(full);
                return lam_fail(LAM_ERR_MEMORY, "cells.%s: out of memory", name);
            }
            json_object_iter_set_new(sections, at, full);
        }
        json_object_del(cell, "defaults");
    }
    return LAM_OK;
}

/* What a file sets to null is taken out, wherever it came from. */
static void remove_nulls(json_t *json) {
    const char *key;
    json_t *value;
    void *next;
    json_object_foreach_safe(json, next, key, value) {
        if (json_is_null(value)) {
            json_object_del(json, key);
        } else {
            remove_nulls(value);
        }
    }
    for (size_t i = 0; i < json_array_size(json); i++) {
        remove_nulls(json_array_get(json, i));
    }
}

/* A file's drives, added to those of the network. */
static lam_status add_drives(lam_json_document *document, const char *path) {
    lam_json_document added = {.n_files = 0};
    lam_status status = lam_json_open(path, NULL, &added);
    json_t *drives = json_object_get(added.merged, "drives");
    if (status == LAM_OK && !json_is_object(drives)) {
        status =
            lam_fail(LAM_ERR_INPUT, "%s: drives: missing; accepted: an object of drives", path);
    }
    if (status == LAM_OK) {
        json_t *with = json_pack("{s:O}", "drives", drives);
        if (with == NULL || json_object_update_recursive(document->merged, with) != 0) {
            status = lam_fail(LAM_ERR_MEMORY, "%s: out of memory", path);
        }
        json_decref(with);
    }
    lam_json_close(&added);
    return status;
}

static lam_status apply(lam_json_document *document, const lam_network_options *options) {
    if (options->drives != NULL) {
        LAM_TRY(add_drives(document, options->drives));
    }
    return LAM_OK;
}

/* The description in the file, as JSON of a network file. */
static lam_status read_description(const char *path, const lam_network_options *options,
                                   lam_json_document *document) {
    const char *ending = strrchr(path, '.');
    if (ending != NULL && strcmp(ending, ".param") == 0) {
        LAM_TRY(lam_params_load(path, document));
        return lam_params_build(document, options->models_directory);
    }
    LAM_TRY(lam_json_load(path, document));
    return lam_params_is(document->roots[0]) ? lam_params_build(document, options->models_directory)
                                             : lam_json_build(document, options->models_directory);
}

lam_status lam_network_open(const char *path, const lam_network_options *options,
                            lam_network **network_out) {
    static const lam_network_options none = {.models_directory = NULL};
    lam_network *network = lam_alloc(1, sizeof *network);
    if (network == NULL) {
        return LAM_ERR_MEMORY;
    }
    options = options == NULL ? &none : options;
    lam_json_document *document = &network->document;
    lam_status status = read_description(path, options, document);
    if (status == LAM_OK) {
        status = expand_defaults(document->merged);
    }
    if (status == LAM_OK) {
        remove_nulls(document->merged);
        status = apply(document, options);
    }
    if (status == LAM_OK) {
        status = lam_network_read_model(network);
    }
    if (status != LAM_OK) {
        lam_network_destroy(network);
        return status;
    }
    *network_out = network;
    return LAM_OK;
}

lam_status lam_network_read(const char *path, lam_network **network_out) {
    return lam_network_open(path, NULL, network_out);
}
