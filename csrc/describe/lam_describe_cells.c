/* SPDX-License-Identifier: BSD-3-Clause
 * lam_describe_cells.c - cell types as tables: sections, what is the same in all of them and what
 * is not, synapses. */
#include "base/lam_text_impl.h"
#include "describe/lam_describe_impl.h"
#include "edit/lam_edit_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- lists of sections ---- */

/* Writes "all", "all but soma", or their names. */
static void add_sections(lam_text *rows, const lam_cell_type *type, const bool *is_listed) {
    size_t n = 0, n_done = 0;
    for (size_t s = 0; s < type->n_sections; s++) {
        n += is_listed[s];
    }
    bool by_others = n > 2 && n + 2 >= type->n_sections;
    lam_text_add(rows, "%s", !by_others ? "" : n == type->n_sections ? "all" : "all but ");
    for (size_t s = 0; s < type->n_sections; s++) {
        if (is_listed[s] != by_others) {
            lam_text_add(rows, "%s%s", n_done++ > 0 ? ", " : "", type->sections[s].name);
        }
    }
}

/* Writes a row for each value of a property, with the sections that have it. Sections whose value
 * is NULL have none. */
static void add_groups(lam_text *rows, const lam_cell_type *type, const char *mechanism,
                       const char *label, char *const *values, bool *is_listed) {
    for (size_t s = 0; s < type->n_sections; s++) {
        bool is_first = values[s] != NULL;
        for (size_t i = 0; i < type->n_sections; i++) {
            is_listed[i] =
                values[s] != NULL && values[i] != NULL && strcmp(values[s], values[i]) == 0;
            is_first &= i >= s || !is_listed[i];
        }
        if (is_first) {
            lam_text_add(rows, "%s\t", mechanism);
            lam_text_add_foreign(rows, label);
            lam_text_add(rows, "\t%s\t", values[s]);
            add_sections(rows, type, is_listed);
            lam_text_add(rows, "\n");
            mechanism = label = "";
        }
    }
}

/* ---- properties of sections ---- */

/* One cell type, and room for a property of each of its sections. */
typedef struct cell_tables {
    const lam_network *network;
    const lam_cell_type *type;
    lam_text rows;
    char **values; /* NULL: the section does not have it */
    bool *is_listed;
} cell_tables;

static void set_value(cell_tables *cell, size_t s, const double *values, size_t n) {
    lam_text text = {.bytes = NULL};
    double min = INFINITY, max = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        min = fmin(min, values[i]);
        max = fmax(max, values[i]);
    }
    if (n > 0) {
        lam_describe_range(&text, min, max);
    }
    lam_text_add(&text, "%s", n == 0 ? "its defaults" : max > min ? " along the section" : "");
    if (lam_text_take(&text, &cell->values[s]) != LAM_OK) {
        cell->rows.out_of_memory = true;
    }
}

static void add_property(cell_tables *cell, const char *mechanism, const char *name,
                         const char *unit) {
    char label[2 * LAM_JSON_MAX_NAME + 8] = "";
    lam_text_append(label, sizeof label, unit != NULL ? "%s (%s)" : "%s", name, unit);
    add_groups(&cell->rows, cell->type, mechanism, label, cell->values, cell->is_listed);
    for (size_t s = 0; s < cell->type->n_sections; s++) {
        free(cell->values[s]);
        cell->values[s] = NULL;
    }
}

static void add_cable(cell_tables *cell, const char *mechanism, const char *name, const char *unit,
                      size_t offset) {
    for (size_t s = 0; s < cell->type->n_sections; s++) {
        set_value(cell, s, (const double *)((const char *)&cell->type->sections[s] + offset), 1);
    }
    add_property(cell, mechanism, name, unit);
}

static const lam_mechanism *find_mechanism(const lam_section *section, const char *name) {
    for (size_t m = 0; m < section->n_mechanisms; m++) {
        if (strcmp(section->mechanisms[m].name, name) == 0) {
            return &section->mechanisms[m];
        }
    }
    return NULL;
}

static const lam_parameter *find_parameter(const lam_mechanism *mechanism, const char *name) {
    for (size_t p = 0; mechanism != NULL && p < mechanism->n_parameters; p++) {
        if (strcmp(mechanism->parameters[p].name, name) == 0) {
            return &mechanism->parameters[p];
        }
    }
    return NULL;
}

/* Returns the unit of a parameter. The model does not keep it, so it comes from the file. */
static const char *unit_of(const json_t *parameters, const char *name) {
    const json_t *quantity = lam_edit_quantity(json_object_get(parameters, name));
    return json_string_value(json_array_get(quantity, 1));
}

static const json_t *member(const json_t *object, const char *key) {
    return json_object_get(object, key);
}

/* Writes a parameter of a mechanism for all sections or, without a name, where the mechanism is. */
static void add_parameter(cell_tables *cell, const lam_section *first, const char *mechanism,
                          const char *name, bool is_first_row) {
    const lam_cell_type *type = cell->type;
    for (size_t s = 0; s < type->n_sections; s++) {
        const lam_mechanism *here = find_mechanism(&type->sections[s], mechanism);
        const lam_parameter *parameter = name != NULL ? find_parameter(here, name) : NULL;
        if (parameter != NULL || (name == NULL && here != NULL)) {
            set_value(cell, s, parameter != NULL ? parameter->values : NULL,
                      parameter != NULL ? parameter->n_values : 0);
        }
    }
    const json_t *sections =
        member(member(member(cell->network->document.merged, "cells"), type->name), "sections");
    const json_t *parameters = member(member(member(sections, first->name), "mechs"), mechanism);
    add_property(cell, is_first_row ? mechanism : "", name != NULL ? name : "-",
                 name != NULL ? unit_of(parameters, name) : NULL);
}

/* Does a section before this one have the mechanism and, if there is a name, the parameter? */
static bool is_above(const lam_cell_type *type, size_t s, const char *mechanism, const char *name) {
    for (size_t i = 0; i < s; i++) {
        const lam_mechanism *here = find_mechanism(&type->sections[i], mechanism);
        if (here != NULL && (name == NULL || find_parameter(here, name) != NULL)) {
            return true;
        }
    }
    return false;
}

static void add_mechanisms(cell_tables *cell) {
    const lam_cell_type *type = cell->type;
    for (size_t s = 0; s < type->n_sections; s++) {
        const lam_section *section = &type->sections[s];
        for (size_t m = 0; m < section->n_mechanisms; m++) {
            const lam_mechanism *mechanism = &section->mechanisms[m];
            bool is_new = !is_above(type, s, mechanism->name, NULL);
            if (is_new && mechanism->n_parameters == 0) {
                add_parameter(cell, section, mechanism->name, NULL, true);
            }
            for (size_t p = 0; p < mechanism->n_parameters; p++) {
                const char *name = mechanism->parameters[p].name;
                if (!is_above(type, s, mechanism->name, name)) {
                    add_parameter(cell, section, mechanism->name, name, is_new ? p == 0 : true);
                }
            }
        }
    }
}

/* ---- sections and synapses ---- */

/* Rounding errors near 0 become 0. */
static double cleaned(double um) {
    return fabs(um) < 1e-9 ? 0 : um;
}

static void add_point(lam_text *rows, const double xyz_um[3]) {
    lam_text_add(rows, "\t%.5g, %.5g, %.5g", cleaned(xyz_um[0]), cleaned(xyz_um[1]),
                 cleaned(xyz_um[2]));
}

static void add_shape(cell_tables *cell) {
    const lam_cell_type *type = cell->type;
    for (size_t s = 0; s < type->n_sections; s++) {
        const lam_section *section = &type->sections[s];
        lam_text_add(&cell->rows, "%s\t", section->name);
        if (section->parent < 0) {
            lam_text_add(&cell->rows, "-");
        } else {
            lam_text_add(&cell->rows, "%s %.4g%s", type->sections[section->parent].name,
                         section->parent_x, section->joined_end == 1 ? " by end 1" : "");
        }
        lam_text_add(&cell->rows, "\t%.8g\t%.8g\t%zu", section->L_um, section->diam_um,
                     section->nseg);
        add_point(&cell->rows, section->start_um);
        add_point(&cell->rows, section->end_um);
        lam_text_add(&cell->rows, "\n");
    }
}

static bool carries(const lam_section *section, size_t receptor) {
    for (size_t r = 0; r < section->n_receptors; r++) {
        if (section->receptors[r] == receptor) {
            return true;
        }
    }
    return false;
}

static void add_synapses(cell_tables *cell) {
    const lam_cell_type *type = cell->type;
    const json_t *cells = member(cell->network->document.merged, "cells");
    const json_t *synapses = member(member(cells, type->name), "synapses");
    for (size_t r = 0; r < type->n_receptors; r++) {
        const lam_receptor *receptor = &type->receptors[r];
        lam_text_add(&cell->rows, "%s\t%s\t", receptor->name, receptor->synapse.name);
        for (size_t p = 0; p < receptor->synapse.n_parameters; p++) {
            const lam_parameter *parameter = &receptor->synapse.parameters[p];
            const char *unit = unit_of(member(synapses, receptor->name), parameter->name);
            lam_text_add(&cell->rows, "%s%s %.8g ", p > 0 ? ", " : "", parameter->name,
                         parameter->values[0]);
            lam_text_add_foreign(&cell->rows, unit == NULL ? "" : unit);
        }
        lam_text_add(&cell->rows, "\t");
        for (size_t s = 0; s < type->n_sections; s++) {
            cell->is_listed[s] = carries(&type->sections[s], r);
        }
        add_sections(&cell->rows, type, cell->is_listed);
        lam_text_add(&cell->rows, "\n");
    }
}

static void add_locations(cell_tables *cell) {
    const lam_cell_type *type = cell->type;
    for (size_t l = 0; l + type->n_sections < type->n_locations; l++) {
        const lam_location *location = &type->locations[l];
        memset(cell->is_listed, 0, type->n_sections * sizeof *cell->is_listed);
        for (size_t s = 0; s < location->n_sections; s++) {
            cell->is_listed[location->sections[s]] = true;
        }
        lam_text_add(&cell->rows, "%s\t", location->name);
        add_sections(&cell->rows, type, cell->is_listed);
        lam_text_add(&cell->rows, "\n");
    }
}

/* ---- cell types ---- */

static void add_types(lam_text *text, const lam_model *model) {
    static const char *const classes[] = {"not said", "inhibitory", "excitatory"};
    lam_text rows = {.bytes = NULL};
    for (size_t c = 0; c < model->n_cell_types; c++) {
        const lam_cell_type *type = &model->cell_types[c];
        size_t n_segments = 0;
        for (size_t s = 0; s < type->n_sections; s++) {
            n_segments += type->sections[s].nseg;
        }
        lam_text_add(&rows, "%s\t%s\t", type->name, type->template_name);
        lam_text_add_foreign(&rows, lam_describe_layer(type));
        lam_text_add(&rows, "\t%s\t%s\t%s\t%zu\t", classes[type->excitatory + 1], type->label,
                     type->dipole_section < 0 ? "-" : type->sections[type->dipole_section].name,
                     type->n_sections);
        lam_text_add(&rows, type->own_shape ? "-\n" : "%zu\n", n_segments);
    }
    lam_describe_table(text, "Cell types",
                       "name\ttemplate\tlayer\tclass\tshort\tdipole along\tsections\tsegments",
                       &rows);
}

static void add_table(lam_text *text, cell_tables *cell, const char *what, const char *headings) {
    char title[2 * LAM_JSON_MAX_NAME] = "";
    lam_text_append(title, sizeof title, "%s: %s", cell->type->name, what);
    lam_describe_table(text, title, headings, &cell->rows);
}

static void add_type(lam_text *text, cell_tables *cell) {
    if (!cell->type->own_shape) {
        add_shape(cell);
        add_table(text, cell, "sections",
                  "section\tparent, place\tL (um)\tdiam (um)\tnseg\tbegins (um)\tends (um)");
        add_cable(cell, "cable", "Ra", "ohm cm", offsetof(lam_section, Ra_ohm_cm));
        add_cable(cell, "", "cm", "uF/cm2", offsetof(lam_section, cm_uF_cm2));
        add_cable(cell, "", "v0", "mV", offsetof(lam_section, v0_mV));
        add_mechanisms(cell);
        add_table(text, cell, "mechanisms", "mechanism\tparameter\tvalue\tsections");
    }
    add_synapses(cell);
    add_table(text, cell, "synapses", "kind\tmechanism\tparameters\tsections");
    add_locations(cell);
    add_table(text, cell, "locations", "name\tsections");
}

void lam_describe_cells(lam_text *text, const lam_network *network) {
    const lam_model *model = &network->model;
    add_types(text, model);
    for (size_t c = 0; c < model->n_cell_types; c++) {
        cell_tables cell = {.network = network, .type = &model->cell_types[c]};
        cell.values = lam_alloc(cell.type->n_sections, sizeof *cell.values);
        cell.is_listed = lam_alloc(cell.type->n_sections, sizeof *cell.is_listed);
        if (cell.values != NULL && cell.is_listed != NULL) {
            add_type(text, &cell);
        } else {
            text->out_of_memory = true;
        }
        free(cell.values);
        free(cell.is_listed);
    }
}
