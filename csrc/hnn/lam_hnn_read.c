/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_read.c - translates HNN-core's network file: the whole, its name, and what it holds for
 * us alone. */
#include "hnn/lam_hnn_impl.h"
#include "base/lam_number_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- name and title ---- */

/* The name is that of the folder of a network.json, else that of the file. Characters that no name
 * may have are replaced. */
static void choose_name(const char *path, char name_out[LAM_JSON_MAX_NAME + 1]) {
    char stem[LAM_JSON_MAX_NAME + 1], name[4096];
    const char *slash = strrchr(path, '/'), *file = slash == NULL ? path : slash + 1;
    const char *dot = strrchr(file, '.');
    size_t n = dot == NULL || dot == file ? strlen(file) : (size_t)(dot - file);
    snprintf(stem, sizeof stem, "%.*s", (int)(n < sizeof stem ? n : sizeof stem), file);
    if (lam_run_name(path, stem, name, sizeof name) != LAM_OK) {
        strcpy(name, stem);
    }
    snprintf(name_out, LAM_JSON_MAX_NAME + 1, "%.*s", LAM_JSON_MAX_NAME, name);
    for (char *c = name_out; *c != '\0'; c++) {
        if (!lam_is_letter(*c) && !lam_is_digit(*c) && strchr("_-+", *c) == NULL) {
            *c = '_';
        }
    }
    if (name_out[0] == '\0') {
        strcpy(name_out, "network");
    }
}

static lam_status add_texts(lam_hnn *hnn) {
    char name[LAM_JSON_MAX_NAME + 1];
    choose_name(hnn->document->names[0], name);
    LAM_TRY(lam_hnn_add(hnn, hnn->network, "laminae_network", json_integer(1), NULL));
    LAM_TRY(lam_hnn_add(hnn, hnn->network, "name", json_string(name), NULL));
    LAM_TRY(lam_hnn_add(hnn, hnn->network, "title",
                        json_sprintf("%s, a network of HNN-core's", name), NULL));
    return lam_hnn_add(hnn, hnn->network, "source",
                       json_string("network file of HNN-core (doi 10.21105/joss.05848)"), NULL);
}

/* ---- what HNN-core passes over ---- */

/* Errors about these values name their places in the file. */
static lam_status note_own(lam_hnn *hnn, json_t *own) {
    const char *key;
    json_t *value;
    if (!json_is_boolean(own) && !json_is_null(own)) {
        LAM_TRY(lam_json_made_from(hnn->document, own, own));
    }
    json_object_foreach(own, key, value) {
        LAM_TRY(note_own(hnn, value));
    }
    return LAM_OK;
}

/* Under our key stand parts of a network file. They replace what was made from HNN's. */
static lam_status merge_own(lam_hnn *hnn, const lam_json *root, bool keeps_distance) {
    lam_json own = lam_json_member(root, LAM_HNN_OWN_KEY);
    if (own.value == NULL) {
        return LAM_OK;
    }
    LAM_TRY(note_own(hnn, own.value));
    json_t *parts = lam_json_copy(own.value);
    json_object_del(parts, "lamtha");
    int failed = parts == NULL || json_object_update_recursive(hnn->network, parts);
    json_decref(parts);
    if (failed) {
        return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", hnn->document->names[0]);
    }
    json_t *grid = json_object_get(hnn->network, "grid");
    return !keeps_distance || !json_is_object(grid) /* else the reader refuses it */
               ? LAM_OK
               : lam_hnn_add(hnn, grid, "inplane_distance",
                             json_pack("[f,s]", hnn->inplane_distance_um, "um"), NULL);
}

/* "lamtha": "um" says that space constants are in micrometres. Exported networks have this key,
 * because HNN-core takes the in-plane distance of a file for 1 um. */
static lam_status read_own(lam_hnn *hnn, const lam_json *root) {
    lam_json own = lam_json_member(root, LAM_HNN_OWN_KEY), unit = lam_json_member(&own, "lamtha");
    LAM_TRY(lam_hnn_check_kind(&own, JSON_OBJECT));
    const char *text = json_string_value(unit.value);
    if (unit.value != NULL && (text == NULL || strcmp(text, "um") != 0)) {
        return lam_json_fail(&unit, "accepted: \"um\", or left out for in-plane distances");
    }
    hnn->lamtha_in_um = unit.value != NULL;
    return LAM_OK;
}

/* ---- the whole ---- */

typedef struct root_entry {
    json_t *ignored, *cell_types, *gid_ranges, *pos_dict, *any;
    const char *type;
    size_t nx, ny;
} root_entry;

static lam_status read_root(lam_hnn *hnn, const lam_json *root) {
#define LAM_ENTRY root_entry
    static const lam_json_field fields[] = {
        LAM_TEXT("object_type", LAM_JSON_REQUIRED, type),
        LAM_COUNT("N_pyr_x", LAM_JSON_REQUIRED, nx, 1, 1000),
        LAM_COUNT("N_pyr_y", LAM_JSON_REQUIRED, ny, 1, 1000),
        LAM_ANY("celsius", LAM_JSON_REQUIRED, any),
        LAM_ANY("threshold", LAM_JSON_REQUIRED, any),
        LAM_OBJECT("cell_types", LAM_JSON_REQUIRED, cell_types),
        LAM_OBJECT("gid_ranges", LAM_JSON_REQUIRED, gid_ranges),
        LAM_OBJECT("pos_dict", LAM_JSON_REQUIRED, pos_dict),
        LAM_ANY("external_drives", LAM_JSON_OPTIONAL, any),
        LAM_ANY("external_biases", LAM_JSON_OPTIONAL, any),
        LAM_ANY("connectivity", LAM_JSON_OPTIONAL, any),
        LAM_ANY("rec_arrays", LAM_JSON_OPTIONAL, any),
        LAM_ANY(LAM_HNN_OWN_KEY, LAM_JSON_OPTIONAL, any),
    };
#undef LAM_ENTRY
    static const lam_hnn_number numbers[] = {
        {"celsius", "celsius", "degC", LAM_JSON_REQUIRED},
        {"threshold", "threshold", "mV", LAM_JSON_REQUIRED},
    };
    root_entry entry;
    LAM_TRY(lam_hnn_read_fields(root, fields, LAM_COUNT_OF(fields), &entry));
    lam_json type = lam_json_member(root, "object_type");
    lam_json drives = lam_json_member(root, "external_drives");
    if (strcmp(entry.type, "Network") != 0) {
        return lam_json_fail(&type, "accepted: \"Network\"");
    }
    LAM_TRY(lam_hnn_check_kind(&drives, JSON_OBJECT));
    hnn->nx = entry.nx;
    hnn->ny = entry.ny;
    LAM_TRY(lam_hnn_add_numbers(hnn, root, numbers, LAM_COUNT_OF(numbers), hnn->network));
    hnn->threshold_mV = json_number_value(json_object_get(root->value, "threshold"));
    return lam_hnn_add(hnn, hnn->network, "discretisation", /* where a section has no nseg */
                       json_pack("{s:[f,s], s:[f,s]}", "one_segment_up_to", 100.0, "um",
                                 "segment_length", 50.0, "um"),
                       NULL);
}

static lam_status translate(lam_hnn *hnn, double inplane_distance_um) {
    lam_json root = lam_json_root(hnn->document);
    lam_json cell_types = lam_json_member(&root, "cell_types");
    lam_json biases = lam_hnn_member(&root, "external_biases");
    lam_json arrays = lam_hnn_member(&root, "rec_arrays");
    LAM_TRY(lam_json_made_from(hnn->document, hnn->network, root.value));
    LAM_TRY(add_texts(hnn));
    LAM_TRY(read_root(hnn, &root));
    LAM_TRY(read_own(hnn, &root));
    LAM_TRY(lam_hnn_read_populations(hnn, &root));
    LAM_TRY(lam_hnn_read_grid(hnn, &root, inplane_distance_um));
    LAM_TRY(lam_hnn_read_cell_types(hnn, &cell_types));
    LAM_TRY(lam_hnn_read_connections(hnn, &root));
    LAM_TRY(lam_hnn_read_drives(hnn, &root));
    LAM_TRY(lam_hnn_write_connections(hnn));
    LAM_TRY(lam_hnn_read_biases(hnn, &biases));
    LAM_TRY(lam_hnn_read_arrays(hnn, &arrays));
    return merge_own(hnn, &root, inplane_distance_um > 0);
}

lam_status lam_hnn_read(lam_json_document *document, double inplane_distance_um,
                        json_t **network_out) {
    lam_hnn hnn = {.document = document, .network = json_object()};
    lam_status status = hnn.network == NULL
                            ? lam_fail(LAM_ERR_MEMORY, "%s: out of memory", document->names[0])
                            : translate(&hnn, inplane_distance_um);
    free(hnn.populations);
    free(hnn.connections);
    free(hnn.seen);
    if (status != LAM_OK) {
        json_decref(hnn.network);
        return status;
    }
    *network_out = hnn.network;
    return LAM_OK;
}
