/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_open.c - opens a network from any file that describes one: finds out the format,
 * reads what the file extends, and changes what is to be changed. */
#include "edit/lam_edit_impl.h"
#include "hnn/lam_hnn_impl.h"
#include "network/lam_network_impl.h"
#include "base/lam_number_impl.h"
#include "hnn/lam_params_impl.h"
#include "base/lam_file_impl.h"
#include "results/lam_results_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Gives each section what its cell states for all of them under `defaults`. */
static lam_status expand_defaults(json_t *merged) {
    json_t *cells = json_object_get(merged, "cells"), *cell;
    const char *name;
    json_object_foreach(cells, name, cell) {
        json_t *defaults = json_object_get(cell, "defaults");
        json_t *sections = json_object_get(cell, "sections");
        if (!json_is_object(defaults)) {
            continue; /* none, or else the reader refuses it */
        }
        for (void *at = json_object_iter(sections); at != NULL;
             at = json_object_iter_next(sections, at)) {
            json_t *section = json_object_iter_value(at);
            if (!json_is_object(section)) {
                continue; /* the reader refuses it */
            }
            json_t *full = lam_json_deep_copy(defaults);
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

/* Removes what a file sets to null, whichever file has stated it. */
void lam_network_remove_nulls(json_t *json) {
    const char *key;
    json_t *value;
    void *next;
    json_object_foreach_safe(json, next, key, value) {
        if (json_is_null(value)) {
            json_object_del(json, key);
        } else {
            lam_network_remove_nulls(value);
        }
    }
    for (size_t i = 0; i < json_array_size(json); i++) {
        lam_network_remove_nulls(json_array_get(json, i));
    }
}

static lam_status apply(lam_json_document *document, const lam_network_options *options) {
    if (options->drives != NULL) {
        LAM_TRY(lam_network_add_drives(document, options->drives));
    }
    if (options->sensors != NULL) {
        LAM_TRY(lam_network_add_sensors(document, options->sensors));
    }
    for (size_t i = 0; i < options->n_probes; i++) {
        LAM_TRY(lam_network_add_probe(document, options->probes[i]));
    }
    if (options->config != NULL) {
        LAM_TRY(lam_edit_config(document, options->config));
    }
    for (size_t i = 0; i < options->n_changes; i++) {
        LAM_TRY(lam_edit_change(document, options->changes[i]));
    }
    if (!(options->inplane_distance_um > 0)) {
        return LAM_OK;
    }
    char value[32];
    lam_format(value, sizeof value, "%.17g", options->inplane_distance_um);
    return lam_edit_set(document, "grid.inplane_distance", value);
}

/* ---- formats ---- */

/* HNN's file does not say how far apart neighbours are. */
static lam_status read_hnn(const lam_network_options *options, lam_json_document *document) {
    json_t *network = NULL;
    bool given = options->inplane_distance_um > 0;
    document->merged = json_incref(document->roots[0]);
    lam_status status =
        lam_hnn_read(document, given ? options->inplane_distance_um : NAN, &network);
    json_decref(document->merged);
    document->merged = network;
    return status;
}

/* Does the text end so? The ending has small letters, the text any. */
static bool ends_with(const char *text, const char *ending) {
    size_t n = strlen(text), m = strlen(ending);
    bool ends = n >= m;
    for (size_t i = 0; i < m && ends; i++) {
        char c = text[n - m + i];
        ends = (c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) == ending[i];
    }
    return ends;
}

static lam_status read_results(const char *path, lam_json_document *document) {
    char *text = NULL;
    LAM_TRY(lam_results_network(path, &text));
    lam_status status = lam_json_parse(path, text, document);
    free(text);
    return status;
}

/* Reads the description in the file, as JSON of a network file, into document->merged. */
static lam_status read_description(const char *path, const lam_network_options *options,
                                   lam_json_document *document) {
    bool is_lines = ends_with(path, ".param");
    LAM_TRY(lam_file_is_hdf5(path) ? read_results(path, document)
            : is_lines             ? lam_params_load(path, document)
                                   : lam_json_load(path, document));
    const json_t *root = document->roots[0];
    if (json_object_get(root, "object_type") != NULL) {
        return read_hnn(options, document);
    }
    if (lam_params_is(root) || is_lines) {
        return lam_params_build(document, options->models_directory);
    }
    return lam_json_build(document, options->models_directory);
}

/* Makes the model of the description, if there is one so far; else the network is destroyed. */
static lam_status hand_over(lam_network *network, lam_status status, lam_network **network_out) {
    if (status == LAM_OK) {
        status = lam_network_replay(&network->document);
    }
    if (status == LAM_OK) {
        status = lam_network_take_tables(&network->document);
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

static lam_status open_column(const char *path, const lam_network_options *options,
                              lam_network **network_out);

static lam_status join_columns(lam_json_document *document, const lam_network_options *options,
                               bool is_column) {
    lam_json root = lam_json_root(document), columns = lam_json_member(&root, "columns");
    return columns.value != NULL && is_column
               ? lam_json_fail(&columns, "of a column; accepted: a network without columns")
               : lam_network_join(document, options->models_directory, open_column);
}

static lam_status open_any(const char *path, const lam_network_options *options, bool is_column,
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
        lam_network_remove_nulls(document->merged);
        status = join_columns(document, options, is_column);
    }
    if (status == LAM_OK) {
        status = apply(document, options);
    }
    return hand_over(network, status, network_out);
}

static lam_status open_column(const char *path, const lam_network_options *options,
                              lam_network **network_out) {
    return open_any(path, options, true, network_out);
}

lam_status lam_network_open(const char *path, const lam_network_options *options,
                            lam_network **network_out) {
    return open_any(path, options, false, network_out);
}

lam_status lam_network_copy(const lam_network *network, lam_network **copy_out) {
    const char *text = lam_network_json(network);
    lam_network *copy = lam_alloc(1, sizeof *copy);
    if (text == NULL || copy == NULL) {
        free(copy);
        return lam_fail(LAM_ERR_MEMORY, "network: out of memory for a copy");
    }
    lam_status status = lam_json_parse(network->document.names[0], text, &copy->document);
    if (status == LAM_OK) {
        status = lam_json_build(&copy->document, NULL);
    }
    return hand_over(copy, status, copy_out);
}

lam_status lam_network_read(const char *path, lam_network **network_out) {
    return lam_network_open(path, NULL, network_out);
}
