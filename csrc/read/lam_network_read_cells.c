/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_cells.c - reading the cell types of a network file: sections, where they stand,
 * locations. */
#include "network/lam_network_impl.h"
#include "base/lam_number_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NSEG = 10001 };

/* ---- synapses and locations ---- */

/* Turns a list of names into indices of things whose first member is their name. */
static lam_status read_names(lam_network *network, const lam_json *at, const char *what,
                             const void *things, size_t n_things, size_t stride,
                             const size_t **indices_out, size_t *n_out) {
    static const lam_json_field name = {.kind = LAM_JSON_TEXT};
    size_t n = json_array_size(at->value);
    size_t *indices = lam_network_alloc(network, n, sizeof *indices);
    if (indices == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        lam_json place = lam_json_element(at, i);
        const char *text;
        LAM_TRY(lam_json_value(&place, &name, &text));
        LAM_TRY(lam_json_find(&place, what, text, things, n_things, stride, &indices[i]));
        for (size_t j = 0; j < i; j++) {
            if (indices[j] == indices[i]) {
                return lam_json_fail(&place, "twice in the list; accepted: each %s once", what);
            }
        }
    }
    *indices_out = indices;
    *n_out = n;
    return LAM_OK;
}

static lam_status read_receptors(lam_network *network, const lam_json *at, lam_cell_type *type) {
    lam_receptor *receptors =
        lam_network_alloc(network, lam_json_count(at->value), sizeof *receptors);
    if (receptors == NULL) {
        return LAM_ERR_MEMORY;
    }
    type->receptors = receptors;
    lam_json place;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        LAM_TRY(lam_network_read_synapse(network, &place, &receptors[type->n_receptors++]));
    }
    return LAM_OK;
}

/* The locations are those that the file names, then one for each section. */
static lam_status read_locations(lam_network *network, const lam_json *at, lam_cell_type *type) {
    size_t n_named = lam_json_count(at->value), n = 0;
    lam_location *locations =
        lam_network_alloc(network, n_named + type->n_sections, sizeof *locations);
    size_t *own = lam_network_alloc(network, type->n_sections, sizeof *own);
    if (locations == NULL || own == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_json place;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        LAM_TRY(lam_json_check_key(&place));
        if (!json_is_array(place.value)) {
            return lam_json_fail(&place, "accepted: a list of sections");
        }
        for (size_t s = 0; s < type->n_sections; s++) {
            if (strcmp(place.key, type->sections[s].name) == 0) {
                return lam_json_fail(&place, "is a section already; accepted: another name");
            }
        }
        locations[n].name = place.key;
        LAM_TRY(read_names(network, &place, "section", type->sections, type->n_sections,
                           sizeof *type->sections, &locations[n].sections,
                           &locations[n].n_sections));
        n++;
    }
    for (size_t s = 0; s < type->n_sections; s++) {
        own[s] = s;
        locations[n++] = (lam_location){type->sections[s].name, 1, &own[s]};
    }
    type->n_locations = n;
    type->locations = locations;
    return LAM_OK;
}

/* ---- sections ---- */

typedef struct section_entry {
    lam_section section;
    json_t *parent, *direction, *ends, *mechs, *synapses;
} section_entry;

/* Reads ["soma", 1], a section and a place along it. The section must stand above this one in the
 * file, so that there can be no loop. Only the first section has no parent. */
static lam_status read_parent(const lam_json *at, const lam_section *above, size_t n_above,
                              lam_section *section) {
    static const lam_json_field end = {.kind = LAM_JSON_COUNT, .max = 1};
    static const lam_json_field name = {.kind = LAM_JSON_TEXT};
    static const lam_json_field x = {.kind = LAM_JSON_NUMBER, .max = 1};
    section->parent = -1;
    if (n_above == 0) {
        return at->value == NULL ? LAM_OK
                                 : lam_json_fail(at, "accepted: no parent, the first section is "
                                                     "the root");
    }
    if (json_array_size(at->value) != 2 && json_array_size(at->value) != 3) {
        return lam_json_fail(at,
                             "%saccepted: [\"a section above\", place 0 to 1], perhaps with its "
                             "own end that is joined there, 0 or 1",
                             at->value == NULL ? "missing; " : "");
    }
    lam_json first = lam_json_element(at, 0), second = lam_json_element(at, 1);
    lam_json third = lam_json_element(at, 2);
    const char *text;
    size_t parent, joined_end = 0;
    LAM_TRY(lam_json_value(&first, &name, &text));
    LAM_TRY(lam_json_find(&first, "section above", text, above, n_above, sizeof *above, &parent));
    LAM_TRY(lam_json_value(&second, &x, &section->parent_x));
    if (third.value != NULL) {
        LAM_TRY(lam_json_value(&third, &end, &joined_end));
    }
    section->parent = (int)parent;
    section->joined_end = (int)joined_end;
    return LAM_OK;
}

/* Reads begin and end as the file states them. */
static lam_status read_ends(const lam_json *at, lam_section *section) {
    double *points = NULL;
    size_t n = 0;
    LAM_TRY(lam_json_numbers(at, "um", -1e6, 1e6, 3, &points, &n));
    for (size_t i = 0; i < 3 && n == 2; i++) {
        section->start_um[i] = points[i];
        section->end_um[i] = points[3 + i];
    }
    bool same = n == 2 && memcmp(points, points + 3, 3 * sizeof *points) == 0;
    free(points);
    return n == 2 && !same ? LAM_OK
                           : lam_json_fail(at, "accepted: [[[x, y, z], [x, y, z]], \"um\"], two "
                                               "places");
}

/* Without stated ends, a section begins where it leaves its parent and runs straight for its
 * length. */
static lam_status place_section(const lam_json *direction, const lam_section *sections,
                                lam_section *section) {
    static const lam_json_field component = {.kind = LAM_JSON_NUMBER, .min = -1e6, .max = 1e6};
    double vector[3], squares = 0;
    if (json_array_size(direction->value) != 3) {
        return lam_json_fail(direction, "accepted: [x, y, z]");
    }
    for (size_t i = 0; i < 3; i++) {
        lam_json place = lam_json_element(direction, i);
        LAM_TRY(lam_json_value(&place, &component, &vector[i]));
        squares += vector[i] * vector[i];
    }
    double length = sqrt(squares);
    if (!(length > 1e-6)) {
        return lam_json_fail(direction, "accepted: [x, y, z] that is not 0 long");
    }
    for (size_t i = 0; i < 3; i++) {
        double joined = 0, along = section->L_um * (vector[i] / length);
        if (section->parent >= 0) {
            const lam_section *parent = &sections[section->parent];
            joined = (1 - section->parent_x) * parent->start_um[i] +
                     section->parent_x * parent->end_um[i];
        }
        section->start_um[i] = section->joined_end == 0 ? joined : joined - along;
        section->end_um[i] = section->joined_end == 0 ? joined + along : joined;
    }
    return LAM_OK;
}

/* The default number of segments is odd, so that one of them is in the middle. */
static lam_status choose_nseg(const lam_network *network, const lam_json *at,
                              lam_section *section) {
    if (section->nseg == 0 && network->segment_length_um == 0) {
        return lam_json_fail(at, "neither nseg nor the file's `discretisation` is given; accepted: "
                                 "one of them");
    }
    if (section->nseg == 0 && section->L_um <= network->one_segment_up_to_um) {
        section->nseg = 1;
    } else if (section->nseg == 0) {
        size_t n = (size_t)(section->L_um / network->segment_length_um);
        section->nseg = n % 2 == 0 ? n + 1 : n;
    }
    return section->nseg <= MAX_NSEG
               ? LAM_OK
               : lam_json_fail(at, "%zu segments; accepted: at most %d", section->nseg, MAX_NSEG);
}

/* Reads a section of a template that makes its shape itself. The file says only which synapses it
 * carries. */
static lam_status read_bare_section(const lam_json *at, section_entry *entry) {
#define LAM_ENTRY section_entry
    static const lam_json_field fields[] = {
        LAM_LIST("synapses", LAM_JSON_OPTIONAL, synapses),
    };
#undef LAM_ENTRY
    entry->section.parent = -1;
    return json_object_size(at->value) == 0 && json_is_object(at->value)
               ? LAM_OK
               : lam_json_read(at, fields, LAM_COUNT_OF(fields), entry);
}

/* Reads a section with its shape. For each section above, `start_um` holds the distance along the
 * cable from the root's beginning to that end of the section which is joined to its parent. */
static lam_status read_full_section(const lam_network *network, const lam_json *at,
                                    const lam_cell_type *type, section_entry *entry,
                                    double *start_um) {
#define LAM_ENTRY section_entry
    static const lam_json_field fields[] = {
        LAM_QUANTITY("L", LAM_JSON_REQUIRED, section.L_um, "um", 1e-3, 1e5),
        LAM_QUANTITY("diam", LAM_JSON_REQUIRED, section.diam_um, "um", 1e-3, 1e4),
        LAM_QUANTITY("Ra", LAM_JSON_REQUIRED, section.Ra_ohm_cm, "ohm cm", 1e-3, 1e6),
        LAM_QUANTITY("cm", LAM_JSON_REQUIRED, section.cm_uF_cm2, "uF/cm2", 1e-6, 1e3),
        LAM_QUANTITY("v0", LAM_JSON_REQUIRED, section.v0_mV, "mV", -200, 200),
        LAM_COUNT("nseg", LAM_JSON_OPTIONAL, section.nseg, 1, MAX_NSEG),
        LAM_LIST("parent", LAM_JSON_OPTIONAL, parent),
        LAM_LIST("direction", LAM_JSON_OPTIONAL, direction),
        LAM_LIST("ends", LAM_JSON_OPTIONAL, ends),
        LAM_OBJECT("mechs", LAM_JSON_OPTIONAL, mechs),
        LAM_LIST("synapses", LAM_JSON_OPTIONAL, synapses),
    };
#undef LAM_ENTRY
    size_t n_above = type->n_sections;
    lam_section *section = &entry->section;
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), entry));
    lam_json parent = lam_json_member(at, "parent"), ends = lam_json_member(at, "ends");
    lam_json direction = lam_json_member(at, "direction");
    LAM_TRY(read_parent(&parent, type->sections, n_above, section));
    if (ends.value != NULL && direction.value != NULL) {
        return lam_json_fail(&ends, "accepted: left out, as the section has a direction");
    }
    LAM_TRY(ends.value != NULL ? read_ends(&ends, section)
                               : place_section(&direction, type->sections, section));
    LAM_TRY(choose_nseg(network, at, section));
    start_um[n_above] = 0;
    if (section->parent >= 0) {
        const lam_section *up = &type->sections[section->parent];
        double x = up->joined_end == 0 ? section->parent_x : 1 - section->parent_x;
        start_um[n_above] = start_um[section->parent] + x * up->L_um;
    }
    return LAM_OK;
}

static lam_status read_section(lam_network *network, const lam_json *at, const lam_cell_type *type,
                               double *start_um, lam_section *section) {
    section_entry entry = {.section.nseg = 0};
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(type->own_shape ? read_bare_section(at, &entry)
                            : read_full_section(network, at, type, &entry, start_um));
    entry.section.name = at->key;
    lam_json mechs = lam_json_member(at, "mechs"), synapses = lam_json_member(at, "synapses");
    LAM_TRY(
        lam_network_read_mechanisms(network, &mechs, start_um[type->n_sections], &entry.section));
    LAM_TRY(read_names(network, &synapses, "synapse", type->receptors, type->n_receptors,
                       sizeof *type->receptors, &entry.section.receptors,
                       &entry.section.n_receptors));
    *section = entry.section;
    return LAM_OK;
}

static lam_status read_sections(lam_network *network, const lam_json *at, lam_cell_type *type) {
    size_t n = lam_json_count(at->value);
    lam_section *sections = lam_network_alloc(network, n, sizeof *sections);
    double *start_um = lam_network_alloc(network, n, sizeof *start_um); /* from the origin */
    if (sections == NULL || start_um == NULL) {
        return LAM_ERR_MEMORY;
    }
    type->sections = sections;
    lam_json place;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        LAM_TRY(read_section(network, &place, type, start_um, &sections[type->n_sections]));
        type->n_sections++;
    }
    return LAM_OK;
}

/* ---- cell types ---- */

typedef struct cell_entry {
    lam_cell_type type;
    const char *dipole_section, *shape;
    bool excitatory;
    json_t *synapses, *locations, *defaults, *sections, *metadata;
} cell_entry;

/* Makes a label for heads of columns from a cell's name. Whatever is neither a letter nor a digit
 * becomes _. */
static lam_status make_label(lam_network *network, const char *name, const char **label_out) {
    char *label = lam_network_alloc(network, strlen(name) + 1, 1);
    if (label == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; name[i] != '\0'; i++) {
        bool is_kept =
            lam_is_letter(name[i]) || lam_is_digit(name[i]) || (unsigned char)name[i] >= 0x80;
        label[i] = is_kept ? name[i] : '_';
    }
    *label_out = label;
    return LAM_OK;
}

static lam_status read_cell(lam_network *network, const lam_json *at, lam_cell_type *type) {
#define LAM_ENTRY cell_entry
    static const lam_json_field fields[] = {
        LAM_SYMBOL("template", LAM_JSON_OPTIONAL, type.template_name),
        LAM_TEXT("shape", LAM_JSON_OPTIONAL, shape),
        LAM_TEXT("layer", LAM_JSON_OPTIONAL, type.layer),
        LAM_SYMBOL("label", LAM_JSON_OPTIONAL, type.label),
        LAM_FLAG("excitatory", LAM_JSON_OPTIONAL, excitatory),
        LAM_TEXT("dipole_section", LAM_JSON_OPTIONAL, dipole_section),
        LAM_OBJECT("synapses", LAM_JSON_REQUIRED, synapses),
        LAM_OBJECT("locations", LAM_JSON_OPTIONAL, locations),
        LAM_OBJECT("defaults", LAM_JSON_OPTIONAL, defaults),
        LAM_OBJECT("sections", LAM_JSON_REQUIRED, sections),
        LAM_OBJECT("metadata", LAM_JSON_OPTIONAL, metadata),
    };
#undef LAM_ENTRY
    static const char *const shapes[] = {"described", "template"};
    cell_entry entry = {.type = {.template_name = "DescribedCell", .layer = ""},
                        .shape = "described"};
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    lam_json shape = lam_json_member(at, "shape");
    size_t which;
    LAM_TRY(lam_json_find(&shape, "shape", entry.shape, shapes, LAM_COUNT_OF(shapes),
                          sizeof *shapes, &which));
    *type = entry.type;
    type->name = at->key;
    if (type->label == NULL) {
        LAM_TRY(make_label(network, at->key, &type->label));
    }
    type->own_shape = which == 1;
    type->excitatory = json_object_get(at->value, "excitatory") == NULL ? -1 : entry.excitatory;
    type->dipole_section = -1;
    lam_json synapses = lam_json_member(at, "synapses"), sections = lam_json_member(at, "sections");
    lam_json locations = lam_json_member(at, "locations");
    LAM_TRY(read_receptors(network, &synapses, type));
    LAM_TRY(read_sections(network, &sections, type));
    LAM_TRY(read_locations(network, &locations, type));
    if (entry.dipole_section != NULL) {
        lam_json along = lam_json_member(at, "dipole_section");
        size_t section;
        LAM_TRY(lam_json_find(&along, "section", entry.dipole_section, type->sections,
                              type->n_sections, sizeof *type->sections, &section));
        type->dipole_section = (int)section;
    }
    return LAM_OK;
}

lam_status lam_network_read_cells(lam_network *network, const lam_json *cells) {
    lam_cell_type *types = lam_network_alloc(network, lam_json_count(cells->value), sizeof *types);
    if (types == NULL) {
        return LAM_ERR_MEMORY;
    }
    network->model.cell_types = types;
    lam_json place;
    for (void *i = NULL; lam_json_next(cells, &i, &place);) {
        LAM_TRY(read_cell(network, &place, &types[network->model.n_cell_types++]));
    }
    return LAM_OK;
}
