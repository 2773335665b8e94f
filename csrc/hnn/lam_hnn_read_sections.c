/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_read_sections.c - the sections of a cell type in HNN-core's network file, and their
 * tree. */
#include "hnn/lam_hnn_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the tree of sections ---- */

/* "soma,1": a section and one of its ends. */
static lam_status read_node(const lam_json *at, const char *text, const lam_json *sections,
                            char name_out[LAM_JSON_MAX_NAME + 1], int *end_out) {
    const char *comma = text == NULL ? NULL : strrchr(text, ',');
    size_t n = comma == NULL ? 0 : (size_t)(comma - text);
    if (n > 0 && n <= LAM_JSON_MAX_NAME) {
        snprintf(name_out, LAM_JSON_MAX_NAME + 1, "%.*s", (int)n, text);
        if ((strcmp(comma, ",0") == 0 || strcmp(comma, ",1") == 0) &&
            json_object_get(sections->value, name_out) != NULL) {
            *end_out = comma[1] - '0';
            return LAM_OK;
        }
    }
    return lam_json_fail(at,
                         "%saccepted: \"SECTION,0\" or \"SECTION,1\", SECTION a key of sections",
                         at->key != NULL ? "the key names no end of a section; " : "");
}

/* Reads an end of a section and the ends that are joined to it. The other end of the same section
 * is among them, and says nothing. */
static lam_status read_branch(lam_hnn *hnn, const lam_json *at, const lam_json *sections,
                              json_t *parents) {
    char parent[LAM_JSON_MAX_NAME + 1], child[LAM_JSON_MAX_NAME + 1];
    int parent_end, child_end;
    LAM_TRY(read_node(at, at->key, sections, parent, &parent_end));
    LAM_TRY(lam_hnn_check_kind(at, JSON_ARRAY));
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        lam_json place = lam_json_element(at, i);
        LAM_TRY(read_node(&place, json_string_value(place.value), sections, child, &child_end));
        if (strcmp(child, parent) == 0) {
            continue;
        }
        if (strcmp(child, LAM_HNN_ROOT) == 0 || json_object_get(parents, child) != NULL) {
            return lam_json_fail(&place, "%s; accepted: a tree that begins with " LAM_HNN_ROOT,
                                 strcmp(child, LAM_HNN_ROOT) == 0 ? LAM_HNN_ROOT
                                     " is joined to another section"
                                                                  : "the section is joined twice");
        }
        json_t *joint = child_end == 0 ? json_pack("[s,i]", parent, parent_end)
                                       : json_pack("[s,i,i]", parent, parent_end, child_end);
        LAM_TRY(lam_hnn_add(hnn, parents, child, joint, place.value));
    }
    return LAM_OK;
}

static lam_status read_tree(lam_hnn *hnn, const lam_json *at, const lam_json *sections,
                            json_t *parents) {
    const char *node;
    json_t *value;
    LAM_TRY(lam_hnn_check_kind(at, JSON_OBJECT));
    json_object_foreach(at->value, node, value) {
        lam_json place = lam_json_member(at, node);
        LAM_TRY(read_branch(hnn, &place, sections, parents));
    }
    return LAM_OK;
}

/* ---- sections ---- */

typedef struct section_entry {
    json_t *ignored, *number, *ends, *mechs, *synapses;
    size_t nseg;
} section_entry;

/* HNN-core's rule holds if the file does not say how many. */
static size_t nseg_of(double L_um) {
    size_t n = L_um > 100 && L_um < 1e6 ? (size_t)(L_um / 50) : 1;
    return n % 2 == 0 ? n + 1 : n;
}

static lam_status read_section_fields(const lam_json *at, section_entry *entry) {
    enum { MAX_NSEG = 10001 };
#define LAM_ENTRY section_entry
    static const lam_json_field fields[] = {
        LAM_ANY("L", LAM_JSON_OPTIONAL, number),
        LAM_ANY("diam", LAM_JSON_OPTIONAL, number),
        LAM_ANY("Ra", LAM_JSON_OPTIONAL, number),
        LAM_ANY("cm", LAM_JSON_OPTIONAL, number),
        LAM_ANY("v0", LAM_JSON_OPTIONAL, number),
        LAM_COUNT("nseg", LAM_JSON_OPTIONAL, nseg, 1, MAX_NSEG),
        LAM_LIST("end_pts", LAM_JSON_REQUIRED, ends),
        LAM_ANY("mechs", LAM_JSON_OPTIONAL, mechs),
        LAM_ANY("syns", LAM_JSON_OPTIONAL, synapses),
    };
#undef LAM_ENTRY
    return lam_hnn_read_fields(at, fields, LAM_COUNT_OF(fields), entry);
}

static lam_status read_section(lam_hnn *hnn, const lam_json *at, json_t *parents, json_t *to) {
    static const lam_hnn_number numbers[] = {
        {"L", "L", "um", LAM_JSON_REQUIRED},       {"diam", "diam", "um", LAM_JSON_REQUIRED},
        {"Ra", "Ra", "ohm cm", LAM_JSON_REQUIRED}, {"cm", "cm", "uF/cm2", LAM_JSON_REQUIRED},
        {"v0", "v0", "mV", LAM_JSON_OPTIONAL},
    };
    section_entry entry = {.nseg = 0};
    json_t *made = json_object(), *joint = json_object_get(parents, at->key);
    LAM_TRY(lam_hnn_add(hnn, to, at->key, made, at->value));
    LAM_TRY(read_section_fields(at, &entry));
    LAM_TRY(lam_hnn_add_numbers(hnn, at, numbers, LAM_COUNT_OF(numbers), made));
    if (json_object_get(made, "v0") == NULL) { /* files of early versions */
        LAM_TRY(lam_hnn_add(hnn, made, "v0", json_pack("[i,s]", -65, "mV"), NULL));
        hnn->n_without_v0++;
    }
    if (entry.nseg > 0) {
        LAM_TRY(lam_hnn_share(hnn, made, "nseg", json_object_get(at->value, "nseg")));
    } else {
        entry.nseg = nseg_of(json_number_value(json_object_get(at->value, "L")));
    }
    if (joint != NULL) { /* it knows from where it was made */
        LAM_TRY(lam_hnn_add(hnn, made, "parent", json_incref(joint), NULL));
    }
    LAM_TRY(lam_hnn_add_quantity(hnn, made, "ends", entry.ends, "um"));
    lam_json mechs = lam_hnn_member(at, "mechs"), synapses = lam_hnn_member(at, "syns");
    LAM_TRY(lam_hnn_read_mechanisms(hnn, &mechs, entry.nseg, made));
    LAM_TRY(lam_hnn_check_kind(&synapses, JSON_ARRAY));
    return json_array_size(synapses.value) == 0
               ? LAM_OK
               : lam_hnn_share(hnn, made, "synapses", synapses.value);
}

/* Writes a section, and before it those above it that are not written yet. `chain` has room for as
 * many names as there are sections; it holds those on the way up. */
static lam_status write_section(lam_hnn *hnn, const lam_json *sections, const char *name,
                                json_t *parents, const char **chain, json_t *to) {
    size_t n = 0;
    for (const char *up = name; up != NULL && json_object_get(to, up) == NULL;
         up = json_string_value(json_array_get(json_object_get(parents, up), 0))) {
        if (n == json_object_size(sections->value)) {
            lam_json at = lam_json_member(sections, name);
            return lam_json_fail(&at, "its tree runs in a circle; accepted: a tree that begins "
                                      "with " LAM_HNN_ROOT);
        }
        chain[n++] = up;
    }
    if (n > 0 && json_object_get(parents, chain[n - 1]) == NULL &&
        strcmp(chain[n - 1], LAM_HNN_ROOT) != 0) {
        lam_json at = lam_json_member(sections, chain[n - 1]);
        return lam_json_fail(&at, "is not joined to anything by cell_tree; accepted: a tree that "
                                  "begins with " LAM_HNN_ROOT);
    }
    while (n > 0) {
        lam_json at = lam_json_member(sections, chain[--n]);
        LAM_TRY(read_section(hnn, &at, parents, to));
    }
    return LAM_OK;
}

static lam_status write_sections(lam_hnn *hnn, const lam_json *sections, json_t *parents,
                                 const char **chain, json_t *to) {
    const char *name;
    json_t *value;
    LAM_TRY(write_section(hnn, sections, LAM_HNN_ROOT, parents, chain, to));
    json_object_foreach(sections->value, name, value) {
        LAM_TRY(write_section(hnn, sections, name, parents, chain, to));
    }
    return LAM_OK;
}

/* The root comes first. The others keep the order of the file, except that a parent comes before
 * its children. */
lam_status lam_hnn_read_sections(lam_hnn *hnn, const lam_json *cell, json_t *to) {
    lam_json sections = lam_json_member(cell, "sections"),
             root = lam_json_member(&sections, LAM_HNN_ROOT);
    lam_json tree = lam_hnn_member(cell, "cell_tree");
    if (root.value == NULL) {
        return lam_json_fail(&root, "missing; accepted: a section, the root");
    }
    json_t *made = json_object(), *parents = json_object();
    const char **chain = lam_alloc(json_object_size(sections.value), sizeof *chain);
    lam_status status = lam_hnn_add(hnn, to, "sections", made, sections.value);
    if (status == LAM_OK && (parents == NULL || chain == NULL)) {
        status = lam_fail(LAM_ERR_MEMORY, "%s: out of memory", hnn->document->names[0]);
    }
    if (status == LAM_OK) {
        status = read_tree(hnn, &tree, &sections, parents);
    }
    if (status == LAM_OK) {
        status = write_sections(hnn, &sections, parents, chain, made);
    }
    free(chain);
    json_decref(parents);
    return status;
}
