/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_cells.c - reading the cell types of a network file: sections, mechanisms,
 * synapses, locations. */
#include "lam_network_impl.h"

#include <math.h>
#include <string.h>

enum { MAX_NSEG = 10001 };

/* ---- mechanisms ---- */

/* The parameters that a segment can have, by NEURON's names. Units as the mechanisms declare them:
 * km, ca and kca count in pS/um2 (kca with HNN's values, which were published as S/cm2). */
#define PARAMETER(name, unit, min, max)                                                            \
    { name, LAM_JSON_QUANTITY, LAM_JSON_OPTIONAL, 0, unit, min, max }
static const lam_json_field hh2[] = {
    PARAMETER("gkbar_hh2", "S/cm2", 0, 1e6),
    PARAMETER("gnabar_hh2", "S/cm2", 0, 1e6),
    PARAMETER("gl_hh2", "S/cm2", 0, 1e6),
    PARAMETER("el_hh2", "mV", -200, 200),
};
static const lam_json_field ca[] = {PARAMETER("gbar_ca", "pS/um2", 0, 1e9)};
static const lam_json_field cad[] = {PARAMETER("taur_cad", "ms", 1e-3, 1e9)};
static const lam_json_field kca[] = {PARAMETER("gbar_kca", "pS/um2", 0, 1e9)};
static const lam_json_field km[] = {PARAMETER("gbar_km", "pS/um2", 0, 1e9)};
static const lam_json_field cat[] = {PARAMETER("gbar_cat", "S/cm2", 0, 1e6)};
static const lam_json_field ar[] = {PARAMETER("gbar_ar", "S/cm2", 0, 1e6)};

static const struct mechanism_kind {
    const char *name;
    const lam_json_field *fields;
    size_t n_fields;
} mechanism_kinds[] = {
    {"hh2", hh2, LAM_COUNT_OF(hh2)}, {"ca", ca, LAM_COUNT_OF(ca)}, {"cad", cad, LAM_COUNT_OF(cad)},
    {"kca", kca, LAM_COUNT_OF(kca)}, {"km", km, LAM_COUNT_OF(km)}, {"cat", cat, LAM_COUNT_OF(cat)},
    {"ar", ar, LAM_COUNT_OF(ar)},
};

/* at_zero exp(per_um x) at the middle of each segment; x: distance from the cell's origin along the
 * cable. */
static lam_status fill_exponential(const lam_json *at, const lam_json_field *field,
                                   const lam_section *section, double start_um, double *values) {
    struct {
        double at_zero, per_um;
    } rule;
    const lam_json_field fields[] = {
        {"at_zero", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, 0, field->unit, field->min, field->max},
        {"per_um", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, sizeof(double), "1/um", -1, 1},
    };
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &rule));
    double half_segment = 1.0 / (double)(2 * section->nseg);
    for (size_t k = 0; k < section->nseg; k++) {
        double x_um = start_um + (double)(2 * k + 1) * half_segment * section->L_um;
        values[k] = rule.at_zero * exp(rule.per_um * x_um);
        if (!(values[k] >= field->min && values[k] <= field->max)) {
            return lam_json_fail(at, "gives %g %s at %g um; accepted: %g to %g", values[k],
                                 field->unit, x_um, field->min, field->max);
        }
    }
    return LAM_OK;
}

/* One value, or a rule {"exponential": ...} that gives one for each segment. */
static lam_status read_parameter(lam_network *network, const lam_json *at,
                                 const lam_json_field *field, const lam_section *section,
                                 double start_um, lam_parameter *parameter) {
    static const lam_json_field rules[] = {
        {"exponential", LAM_JSON_OBJECT, LAM_JSON_REQUIRED, 0, NULL, 0, 0},
    };
    bool by_rule = json_is_object(at->value);
    size_t n_values = by_rule ? section->nseg : 1;
    double *values = lam_network_alloc(network, n_values, sizeof *values);
    if (values == NULL) {
        return LAM_ERR_MEMORY;
    }
    *parameter = (lam_parameter){.name = at->key, .n_values = n_values, .values = values};
    if (!by_rule) {
        return lam_json_value(at, field, values);
    }
    json_t *unused;
    LAM_TRY(lam_json_read(at, rules, LAM_COUNT_OF(rules), &unused));
    lam_json exponential = lam_json_member(at, "exponential");
    return fill_exponential(&exponential, field, section, start_um, values);
}

static lam_status read_mechanism(lam_network *network, const lam_json *at,
                                 const lam_section *section, double start_um,
                                 lam_mechanism *mechanism) {
    size_t kind, index, n = 0;
    LAM_TRY(lam_json_find(at, "mechanism", at->key, mechanism_kinds, LAM_COUNT_OF(mechanism_kinds),
                          sizeof *mechanism_kinds, &kind));
    if (!json_is_object(at->value)) {
        return lam_json_fail(at, "accepted: an object of parameters");
    }
    const struct mechanism_kind *known = &mechanism_kinds[kind];
    lam_parameter *parameters =
        lam_network_alloc(network, json_object_size(at->value), sizeof *parameters);
    if (parameters == NULL) {
        return LAM_ERR_MEMORY;
    }
    const char *name;
    json_t *value;
    json_object_foreach(at->value, name, value) {
        lam_json place = lam_json_member(at, name);
        if (lam_json_is_source(&place)) {
            continue;
        }
        LAM_TRY(lam_json_find(&place, "parameter", name, known->fields, known->n_fields,
                              sizeof *known->fields, &index));
        LAM_TRY(read_parameter(network, &place, &known->fields[index], section, start_um,
                               &parameters[n++]));
    }
    *mechanism = (lam_mechanism){.name = known->name, .n_parameters = n, .parameters = parameters};
    return LAM_OK;
}

static lam_status read_mechanisms(lam_network *network, const lam_json *at, double start_um,
                                  lam_section *section) {
    lam_mechanism *mechanisms =
        lam_network_alloc(network, json_object_size(at->value), sizeof *mechanisms);
    if (mechanisms == NULL) {
        return LAM_ERR_MEMORY;
    }
    const char *name;
    json_t *value;
    size_t n = 0;
    json_object_foreach(at->value, name, value) {
        lam_json place = lam_json_member(at, name);
        if (!lam_json_is_source(&place)) {
            LAM_TRY(read_mechanism(network, &place, section, start_um, &mechanisms[n++]));
        }
    }
    section->n_mechanisms = n;
    section->mechanisms = mechanisms;
    return LAM_OK;
}

/* ---- synapses and locations ---- */

/* A list of names as indices into things that begin with their name. */
static lam_status read_names(lam_network *network, const lam_json *at, const char *what,
                             const void *things, size_t n_things, size_t stride,
                             const size_t **indices_out, size_t *n_out) {
    static const lam_json_field name = {"", LAM_JSON_TEXT, LAM_JSON_REQUIRED, 0, NULL, 0, 0};
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

static lam_status read_receptor(lam_network *network, const lam_json *at, lam_receptor *receptor) {
    static const lam_json_field fields[] = {
        {"e", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, 0, "mV", -200, 200},
        {"tau1", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, sizeof(double), "ms", 1e-6, 1e6},
        {"tau2", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, 2 * sizeof(double), "ms", 1e-6, 1e6},
    };
    enum { N = LAM_COUNT_OF(fields) };
    double *values = lam_network_alloc(network, N, sizeof *values);
    lam_parameter *parameters = lam_network_alloc(network, N, sizeof *parameters);
    if (values == NULL || parameters == NULL) {
        return LAM_ERR_MEMORY;
    }
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(lam_json_read(at, fields, N, values));
    if (!(values[1] < values[2])) {
        lam_json tau1 = lam_json_member(at, "tau1");
        return lam_json_fail(&tau1, "accepted: the rise, below the decay tau2 of %g ms", values[2]);
    }
    for (size_t i = 0; i < N; i++) {
        parameters[i] = (lam_parameter){fields[i].key, 1, &values[i]};
    }
    receptor->name = at->key;
    receptor->synapse = (lam_mechanism){"Exp2Syn", N, parameters};
    return LAM_OK;
}

static lam_status read_receptors(lam_network *network, const lam_json *at, lam_cell_type *type) {
    lam_receptor *receptors =
        lam_network_alloc(network, json_object_size(at->value), sizeof *receptors);
    if (receptors == NULL) {
        return LAM_ERR_MEMORY;
    }
    type->receptors = receptors;
    const char *name;
    json_t *value;
    json_object_foreach(at->value, name, value) {
        lam_json place = lam_json_member(at, name);
        LAM_TRY(read_receptor(network, &place, &receptors[type->n_receptors++]));
    }
    return LAM_OK;
}

/* The locations that the file names, then each section as one. */
static lam_status read_locations(lam_network *network, const lam_json *at, lam_cell_type *type) {
    static const lam_json_field list = {"", LAM_JSON_LIST, LAM_JSON_REQUIRED, 0, NULL, 0, 0};
    size_t n_named = json_object_size(at->value), n = 0;
    lam_location *locations =
        lam_network_alloc(network, n_named + type->n_sections, sizeof *locations);
    size_t *own = lam_network_alloc(network, type->n_sections, sizeof *own);
    if (locations == NULL || own == NULL) {
        return LAM_ERR_MEMORY;
    }
    const char *name;
    json_t *value;
    json_object_foreach(at->value, name, value) {
        lam_json place = lam_json_member(at, name);
        json_t *unused;
        LAM_TRY(lam_json_check_key(&place));
        LAM_TRY(lam_json_value(&place, &list, &unused));
        for (size_t s = 0; s < type->n_sections; s++) {
            if (strcmp(name, type->sections[s].name) == 0) {
                return lam_json_fail(&place, "is a section already; accepted: another name");
            }
        }
        locations[n].name = name;
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
    json_t *parent, *direction, *mechs, *synapses;
} section_entry;

/* ["soma", 1]: a section that stands above in the file, so that there can be no loop, and a place
 * along it. Only the first section is without. */
static lam_status read_parent(const lam_json *at, const lam_section *above, size_t n_above,
                              lam_section *section) {
    static const lam_json_field name = {"", LAM_JSON_TEXT, LAM_JSON_REQUIRED, 0, NULL, 0, 0};
    static const lam_json_field x = {"", LAM_JSON_NUMBER, LAM_JSON_REQUIRED, 0, NULL, 0, 1};
    section->parent = -1;
    if (n_above == 0) {
        return at->value == NULL ? LAM_OK
                                 : lam_json_fail(at, "accepted: no parent, the first section is "
                                                     "the root");
    }
    if (json_array_size(at->value) != 2) {
        return lam_json_fail(at, "%saccepted: [\"a section above\", place 0 to 1]",
                             at->value == NULL ? "missing; " : "");
    }
    lam_json first = lam_json_element(at, 0), second = lam_json_element(at, 1);
    const char *text;
    size_t parent;
    LAM_TRY(lam_json_value(&first, &name, &text));
    LAM_TRY(lam_json_find(&first, "section above", text, above, n_above, sizeof *above, &parent));
    LAM_TRY(lam_json_value(&second, &x, &section->parent_x));
    section->parent = (int)parent;
    return LAM_OK;
}

/* A section begins where it leaves its parent and runs straight for its length. */
static lam_status place_section(const lam_json *direction, const lam_section *sections,
                                lam_section *section) {
    static const lam_json_field component = {"", LAM_JSON_NUMBER, LAM_JSON_REQUIRED, 0, NULL, -1e6,
                                             1e6};
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
        if (section->parent >= 0) {
            const lam_section *parent = &sections[section->parent];
            section->start_um[i] = (1 - section->parent_x) * parent->start_um[i] +
                                   section->parent_x * parent->end_um[i];
        }
        section->end_um[i] = section->start_um[i] + section->L_um * (vector[i] / length);
    }
    return LAM_OK;
}

/* Unless the section states it: an odd number, so that there is a segment in the middle. */
static lam_status choose_nseg(const lam_network *network, const lam_json *at,
                              lam_section *section) {
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

static lam_status read_section(lam_network *network, const lam_json *at, const lam_cell_type *type,
                               size_t n_above, double *start_um, lam_section *section) {
#define AT(member) offsetof(section_entry, member)
    static const lam_json_field fields[] = {
        {"L", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(section.L_um), "um", 1e-3, 1e5},
        {"diam", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(section.diam_um), "um", 1e-3, 1e4},
        {"Ra", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(section.Ra_ohm_cm), "ohm cm", 1e-3, 1e6},
        {"cm", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(section.cm_uF_cm2), "uF/cm2", 1e-6, 1e3},
        {"v0", LAM_JSON_QUANTITY, LAM_JSON_REQUIRED, AT(section.v0_mV), "mV", -200, 200},
        {"nseg", LAM_JSON_COUNT, LAM_JSON_OPTIONAL, AT(section.nseg), NULL, 1, MAX_NSEG},
        {"parent", LAM_JSON_LIST, LAM_JSON_OPTIONAL, AT(parent), NULL, 0, 0},
        {"direction", LAM_JSON_LIST, LAM_JSON_REQUIRED, AT(direction), NULL, 0, 0},
        {"mechs", LAM_JSON_OBJECT, LAM_JSON_OPTIONAL, AT(mechs), NULL, 0, 0},
        {"synapses", LAM_JSON_LIST, LAM_JSON_OPTIONAL, AT(synapses), NULL, 0, 0},
    };
#undef AT
    section_entry entry = {.section.nseg = 0};
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    entry.section.name = at->key;
    lam_json parent = lam_json_member(at, "parent"), mechs = lam_json_member(at, "mechs");
    lam_json direction = lam_json_member(at, "direction"),
             synapses = lam_json_member(at, "synapses");
    LAM_TRY(read_parent(&parent, type->sections, n_above, &entry.section));
    LAM_TRY(place_section(&direction, type->sections, &entry.section));
    LAM_TRY(choose_nseg(network, at, &entry.section));
    int up = entry.section.parent;
    start_um[n_above] =
        up < 0 ? 0 : start_um[up] + entry.section.parent_x * type->sections[up].L_um;
    LAM_TRY(read_mechanisms(network, &mechs, start_um[n_above], &entry.section));
    LAM_TRY(read_names(network, &synapses, "synapse", type->receptors, type->n_receptors,
                       sizeof *type->receptors, &entry.section.receptors,
                       &entry.section.n_receptors));
    *section = entry.section;
    return LAM_OK;
}

static lam_status read_sections(lam_network *network, const lam_json *at, lam_cell_type *type) {
    size_t n = json_object_size(at->value);
    lam_section *sections = lam_network_alloc(network, n, sizeof *sections);
    double *start_um = lam_network_alloc(network, n, sizeof *start_um); /* from the origin */
    if (sections == NULL || start_um == NULL) {
        return LAM_ERR_MEMORY;
    }
    type->sections = sections;
    const char *name;
    json_t *value;
    json_object_foreach(at->value, name, value) {
        lam_json place = lam_json_member(at, name);
        LAM_TRY(read_section(network, &place, type, type->n_sections, start_um,
                             &sections[type->n_sections]));
        type->n_sections++;
    }
    return LAM_OK;
}

/* ---- cell types ---- */

typedef struct cell_entry {
    lam_cell_type type;
    const char *dipole_section;
    json_t *synapses, *locations, *defaults, *sections;
} cell_entry;

static lam_status read_cell(lam_network *network, const lam_json *at, lam_cell_type *type) {
#define AT(member) offsetof(cell_entry, member)
    static const lam_json_field fields[] = {
        {"template", LAM_JSON_NAME, LAM_JSON_REQUIRED, AT(type.template_name), NULL, 0, 0},
        {"layer", LAM_JSON_TEXT, LAM_JSON_REQUIRED, AT(type.layer), NULL, 0, 0},
        {"label", LAM_JSON_NAME, LAM_JSON_REQUIRED, AT(type.label), NULL, 0, 0},
        {"excitatory", LAM_JSON_FLAG, LAM_JSON_REQUIRED, AT(type.excitatory), NULL, 0, 0},
        {"dipole_section", LAM_JSON_TEXT, LAM_JSON_OPTIONAL, AT(dipole_section), NULL, 0, 0},
        {"synapses", LAM_JSON_OBJECT, LAM_JSON_REQUIRED, AT(synapses), NULL, 0, 0},
        {"locations", LAM_JSON_OBJECT, LAM_JSON_OPTIONAL, AT(locations), NULL, 0, 0},
        {"defaults", LAM_JSON_OBJECT, LAM_JSON_OPTIONAL, AT(defaults), NULL, 0, 0},
        {"sections", LAM_JSON_OBJECT, LAM_JSON_REQUIRED, AT(sections), NULL, 0, 0},
    };
#undef AT
    cell_entry entry = {.dipole_section = NULL};
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    *type = entry.type;
    type->name = at->key;
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
    lam_cell_type *types =
        lam_network_alloc(network, json_object_size(cells->value), sizeof *types);
    if (types == NULL) {
        return LAM_ERR_MEMORY;
    }
    network->model.cell_types = types;
    const char *name;
    json_t *value;
    json_object_foreach(cells->value, name, value) {
        lam_json place = lam_json_member(cells, name);
        LAM_TRY(read_cell(network, &place, &types[network->model.n_cell_types++]));
    }
    return LAM_OK;
}
