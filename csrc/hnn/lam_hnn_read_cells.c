/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_read_cells.c - the cell types of HNN-core's network file: synapses and where they are,
 * and what else is known of a cell. */
#include "hnn/lam_hnn_impl.h"

#include <string.h>

/* HNN-core measures dipoles along this section (network_builder.py). */
#define DIPOLE "apical_trunk"

/* ---- synapses and locations ---- */

static lam_status read_synapses(lam_hnn *hnn, const lam_json *at, json_t *to) {
    json_t *made = json_object();
    const char *name;
    json_t *value;
    LAM_TRY(lam_hnn_add(hnn, to, "synapses", made, at->value));
    json_object_foreach(at->value, name, value) {
        lam_json place = lam_json_member(at, name);
        LAM_TRY(lam_hnn_read_synapse(hnn, &place, made));
    }
    return LAM_OK;
}

/* Reads named lists of sections. An empty list has no use. A list that has the name of its only
 * section says nothing new. */
static lam_status read_locations(lam_hnn *hnn, const lam_json *at, json_t *to) {
    LAM_TRY(lam_hnn_check_kind(at, JSON_OBJECT));
    json_t *made = NULL, *list;
    const char *name;
    json_object_foreach(at->value, name, list) {
        lam_json place = lam_json_member(at, name);
        const char *first = json_string_value(json_array_get(list, 0));
        LAM_TRY(lam_hnn_check_kind(&place, JSON_ARRAY));
        bool is_own_name = json_array_size(list) == 1 && first != NULL && strcmp(first, name) == 0;
        if (is_own_name) {
            continue;
        }
        if (made == NULL) {
            made = json_object();
            LAM_TRY(lam_hnn_add(hnn, to, "locations", made, at->value));
        }
        LAM_TRY(lam_hnn_share(hnn, made, name, list));
    }
    return LAM_OK;
}

/* ---- cell types ---- */

typedef struct cell_entry {
    json_t *ignored, *sections, *synapses, *tree, *locations;
    const char *name;
} cell_entry;

static lam_status read_cell_object(lam_hnn *hnn, const lam_json *at, json_t *to) {
#define LAM_ENTRY cell_entry
    static const lam_json_field fields[] = {
        LAM_TEXT("name", LAM_JSON_OPTIONAL, name),
        LAM_OBJECT("sections", LAM_JSON_REQUIRED, sections),
        LAM_OBJECT("synapses", LAM_JSON_REQUIRED, synapses),
        LAM_ANY("cell_tree", LAM_JSON_OPTIONAL, tree),
        LAM_ANY("sect_loc", LAM_JSON_OPTIONAL, locations),
    };
#undef LAM_ENTRY
    cell_entry entry;
    LAM_TRY(lam_hnn_read_fields(at, fields, LAM_COUNT_OF(fields), &entry));
    lam_json synapses = lam_json_member(at, "synapses");
    lam_json locations = lam_hnn_member(at, "sect_loc");
    LAM_TRY(read_synapses(hnn, &synapses, to));
    LAM_TRY(read_locations(hnn, &locations, to));
    return lam_hnn_read_sections(hnn, at, to);
}

/* Files of early versions do not say what a cell is. HNN-core then goes by these names (hnn_io.py,
 * _read_cell_types). */
static json_t *known_metadata(const char *name) {
    static const struct {
        const char *name, *shape, *effect, *layer;
    } known[] = {
        {"L2_basket", "basket", "inhibitory", "2"},
        {"L2_pyramidal", "pyramidal", "excitatory", "2"},
        {"L5_basket", "basket", "inhibitory", "5"},
        {"L5_pyramidal", "pyramidal", "excitatory", "5"},
    };
    for (size_t i = 0; i < LAM_COUNT_OF(known); i++) {
        if (strcmp(known[i].name, name) == 0) {
            return json_pack("{s:s, s:s, s:s, s:b, s:s}", "morpho_type", known[i].shape,
                             "electro_type", known[i].effect, "layer", known[i].layer,
                             "measure_dipole", strcmp(known[i].shape, "pyramidal") == 0,
                             "reference", "https://doi.org/10.7554/eLife.51214");
        }
    }
    return NULL;
}

static lam_status read_dipole(lam_hnn *hnn, const lam_json *metadata, json_t *to) {
    lam_json measure = lam_hnn_member(metadata, "measure_dipole");
    if (measure.value != NULL && !json_is_boolean(measure.value)) {
        return lam_json_fail(&measure, "accepted: true or false");
    }
    if (!json_is_true(measure.value)) {
        return LAM_OK;
    }
    if (json_object_get(json_object_get(to, "sections"), DIPOLE) == NULL) {
        return lam_json_fail(&measure, "accepted: false, as there is no section " DIPOLE
                                       " along which the dipole could be measured");
    }
    return lam_hnn_add(hnn, to, "dipole_section", json_string(DIPOLE), metadata->value);
}

/* Reads what a cell is besides its shape. What we know becomes keys of ours; all short values are
 * kept for the way back. */
static lam_status read_metadata(lam_hnn *hnn, const lam_json *at, const json_t *name, json_t *to) {
    lam_json kind = lam_json_member(at, "electro_type"), layer = lam_json_member(at, "layer");
    lam_json reference = lam_json_member(at, "reference");
    const char *effect = json_string_value(kind.value), *key;
    LAM_TRY(lam_hnn_check_kind(at, JSON_OBJECT));
    LAM_TRY(read_dipole(hnn, at, to));
    if (effect != NULL &&
        (strcmp(effect, "excitatory") == 0 || strcmp(effect, "inhibitory") == 0)) {
        json_t *flag = json_boolean(strcmp(effect, "excitatory") == 0);
        LAM_TRY(lam_hnn_add(hnn, to, "excitatory", flag, kind.value));
    }
    if (json_string_length(layer.value) > 0) {
        LAM_TRY(lam_hnn_share(hnn, to, "layer", layer.value));
    } else if (json_is_integer(layer.value)) {
        json_t *text = json_sprintf("%lld", (long long)json_integer_value(layer.value));
        LAM_TRY(lam_hnn_add(hnn, to, "layer", text, layer.value));
    }
    if (json_string_length(reference.value) > 0) {
        LAM_TRY(lam_hnn_share(hnn, to, "source", reference.value));
    }
    json_t *made = json_object(), *value;
    LAM_TRY(lam_hnn_add(hnn, to, "metadata", made, at->value));
    if (name != NULL) {
        LAM_TRY(lam_hnn_add(hnn, made, "name", json_incref((json_t *)name), name));
    }
    json_object_foreach(at->value, key, value) {
        if (!json_is_object(value) && !json_is_array(value) && !json_is_null(value)) {
            LAM_TRY(lam_hnn_share(hnn, made, key, value));
        }
    }
    return LAM_OK;
}

static lam_status read_cell_type(lam_hnn *hnn, const lam_json *at, json_t *to) {
    json_t *made = json_object();
    LAM_TRY(lam_hnn_add(hnn, to, at->key, made, at->value));
    lam_json cell = lam_json_member(at, "cell_object");
    lam_json metadata = lam_json_member(at, "cell_metadata");
    json_t *known = NULL;
    if (cell.value == NULL || metadata.value == NULL) {
        known = known_metadata(at->key);
        cell = *at;
        metadata.value = known;
    }
    if (metadata.value == NULL) {
        return lam_json_fail(&metadata, "missing; accepted: an object with measure_dipole, "
                                        "electro_type, layer, beside cell_object");
    }
    lam_status status = read_cell_object(hnn, &cell, made);
    if (status == LAM_OK) {
        const json_t *name = json_object_get(cell.value, "name");
        bool is_same = name == NULL || strcmp(json_string_value(name), at->key) == 0;
        status = read_metadata(hnn, &metadata, is_same ? NULL : name, made);
    }
    json_decref(known);
    return status;
}

/* ---- who has a part in the dipole ---- */

static bool is_measured(const json_t *cell) {
    return json_object_get(cell, "dipole_section") != NULL;
}

/* The label of a column of dipoles is the layer, if only one measured cell type is in it. */
static lam_status add_label(lam_hnn *hnn, const json_t *cells, json_t *cell) {
    const json_t *layer = json_object_get(cell, "layer"), *other;
    const char *text = json_string_value(layer), *name;
    size_t n_same = 0;
    json_object_foreach((json_t *)cells, name, other) {
        n_same += is_measured(other) && json_equal(json_object_get(other, "layer"), layer);
    }
    bool is_digit = text != NULL && text[0] >= '0' && text[0] <= '9' && text[1] == '\0';
    return n_same != 1 || !is_digit
               ? LAM_OK
               : lam_hnn_add(hnn, cell, "label", json_sprintf("L%s", text), layer);
}

/* HNN-core takes the first two cell types that it measures for pyramids of layers 2 and 5. It has a
 * dipole only if there are exactly two (dipole.py, _baseline_renormalize). */
static lam_status read_measured(lam_hnn *hnn, const json_t *cells) {
    static const char *const parts[] = {"L2_pyramidal", "L5_pyramidal"};
    json_t *populations = json_object_get(hnn->network, "populations"), *cell;
    const char *name;
    size_t n = 0, k = 0;
    json_object_foreach((json_t *)cells, name, cell) {
        n += is_measured(cell);
    }
    json_object_foreach((json_t *)cells, name, cell) {
        if (!is_measured(cell)) {
            continue;
        }
        LAM_TRY(add_label(hnn, cells, cell));
        if (n == LAM_COUNT_OF(parts) && strcmp(name, parts[k++]) != 0) {
            json_t *population = json_object_get(populations, name);
            LAM_TRY(lam_hnn_add(hnn, population, "baseline", json_string(parts[k - 1]), NULL));
        }
    }
    const char *baseline = n == LAM_COUNT_OF(parts) ? "hnn" : "none";
    return lam_hnn_add(hnn, hnn->network, "baseline", json_string(baseline), NULL);
}

lam_status lam_hnn_read_cell_types(lam_hnn *hnn, const lam_json *cell_types) {
    json_t *made = json_object(), *value;
    const char *name;
    LAM_TRY(lam_hnn_add(hnn, hnn->network, "cells", made, cell_types->value));
    json_object_foreach(cell_types->value, name, value) {
        lam_json at = lam_json_member(cell_types, name);
        LAM_TRY(read_cell_type(hnn, &at, made));
    }
    if (hnn->n_without_v0 > 0) {
        LAM_TRY(lam_json_warn(hnn->document,
                              "%s: %zu sections without v0: as in HNN-core 0.6.1, they start from "
                              "-65 mV, which is not their rest",
                              hnn->document->names[0], hnn->n_without_v0));
    }
    return read_measured(hnn, made);
}
