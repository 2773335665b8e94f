/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_write_cells.c - the cell types of HNN-core's network file, one for each population. */
#include "hnn/lam_hnn_write_impl.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DIPOLE "apical_trunk" /* network_builder.py, _create_cells_and_drives */

/* ---- names ---- */

static bool has_section(const lam_cell_type *type, const char *name) {
    for (size_t s = 0; s < type->n_sections; s++) {
        if (strcmp(type->sections[s].name, name) == 0) {
            return true;
        }
    }
    return false;
}

const char *lam_hnn_section_name(const lam_cell_type *type, size_t section) {
    return section == 0 && !has_section(type, LAM_HNN_ROOT) ? LAM_HNN_ROOT
                                                            : type->sections[section].name;
}

const char *lam_hnn_location_name(const lam_cell_type *type, const char *location) {
    return strcmp(location, type->sections[0].name) == 0 ? lam_hnn_section_name(type, 0) : location;
}

/* ---- mechanisms ---- */

/* Writes values along a section: the middles of its segments, and the values there. The last values
 * may be left out; the mechanism's default holds there. */
static json_t *values_of(lam_hnn_writer *writer, const lam_parameter *parameter, size_t nseg,
                         const char *where) {
    size_t n = nseg;
    while (n > 0 && isinf(parameter->values[n - 1])) {
        n--;
    }
    json_t *xs = json_array(), *values = json_array();
    for (size_t k = 0; k < n; k++) {
        if (isinf(parameter->values[k])) {
            lam_hnn_lose(writer, "%s: %s of segment %zu is left to the mechanism", where,
                         parameter->name, k);
        }
        lam_hnn_put(writer, xs, NULL, json_real((double)(2 * k + 1) / (double)(2 * n)));
        lam_hnn_put(writer, values, NULL,
                    json_real(isinf(parameter->values[k]) ? 0 : parameter->values[k]));
    }
    return json_pack("[o,o]", xs, values);
}

static void write_mechanisms(lam_hnn_writer *writer, const lam_section *section, const char *where,
                             json_t *to) {
    json_t *made = lam_hnn_put_new(writer, to, "mechs", JSON_OBJECT);
    for (size_t m = 0; m < section->n_mechanisms; m++) {
        const lam_mechanism *mechanism = &section->mechanisms[m];
        json_t *of_one = lam_hnn_put_new(writer, made, mechanism->name, JSON_OBJECT);
        for (size_t p = 0; p < mechanism->n_parameters; p++) {
            const lam_parameter *parameter = &mechanism->parameters[p];
            bool is_one = parameter->n_values == 1 && !isinf(parameter->values[0]);
            json_t *value = is_one ? json_real(parameter->values[0])
                                   : values_of(writer, parameter, parameter->n_values, where);
            if (!is_one && value != NULL && json_array_size(json_array_get(value, 0)) == 0) {
                json_decref(value); /* the default holds everywhere */
            } else {
                lam_hnn_put(writer, of_one, parameter->name, value);
            }
        }
    }
}

static void write_synapses(lam_hnn_writer *writer, const lam_cell_type *type, json_t *to) {
    json_t *made = lam_hnn_put_new(writer, to, "synapses", JSON_OBJECT);
    for (size_t r = 0; r < type->n_receptors; r++) {
        const lam_mechanism *synapse = &type->receptors[r].synapse;
        json_t *of_one = lam_hnn_put_new(writer, made, type->receptors[r].name, JSON_OBJECT);
        if (strcmp(synapse->name, "Exp2Syn") != 0) { /* later versions of HNN-core have this key */
            lam_hnn_lose(writer, "cells.%s.synapses.%s: a synapse of mechanism %s", type->name,
                         type->receptors[r].name, synapse->name);
            lam_hnn_put(writer, of_one, "mechname", json_string(synapse->name));
        }
        for (size_t p = 0; p < synapse->n_parameters; p++) {
            lam_hnn_put(writer, of_one, synapse->parameters[p].name,
                        json_real(synapse->parameters[p].values[0]));
        }
    }
}

static void write_locations(lam_hnn_writer *writer, const lam_cell_type *type, json_t *to) {
    json_t *made = lam_hnn_put_new(writer, to, "sect_loc", JSON_OBJECT);
    for (size_t i = 0; i + type->n_sections < type->n_locations; i++) { /* then the sections */
        const lam_location *location = &type->locations[i];
        json_t *list = lam_hnn_put_new(writer, made, location->name, JSON_ARRAY);
        for (size_t k = 0; k < location->n_sections; k++) {
            lam_hnn_put(writer, list, NULL,
                        json_string(lam_hnn_section_name(type, location->sections[k])));
        }
    }
}

/* ---- sections ---- */

/* HNN-core's number of segments: cell.py, _get_nseg */
static size_t nseg_of(double L_um) {
    size_t n = L_um > 100 ? (size_t)(L_um / 50) : 1;
    return n % 2 == 0 ? n + 1 : n;
}

/* HNN-core's loader cuts or stretches a section so that its ends are its length apart (cell.py,
 * _update_end_pts). */
static void check_section(lam_hnn_writer *writer, const lam_cell_type *type,
                          const lam_section *section, const char *where) {
    double squares = 0;
    for (size_t i = 0; i < 3; i++) {
        squares += pow(section->end_um[i] - section->start_um[i], 2);
    }
    if (section->nseg != nseg_of(section->L_um)) {
        lam_hnn_lose(writer, "%s: %zu segments, where HNN-core makes %zu of %g um", where,
                     section->nseg, nseg_of(section->L_um), section->L_um);
    }
    if (type->n_sections > 1 && !(fabs(sqrt(squares) - section->L_um) <= 1e-6 * section->L_um)) {
        lam_hnn_lose(writer, "%s: ends %g um apart at a length of %g um", where, sqrt(squares),
                     section->L_um);
    }
}

static void write_section(lam_hnn_writer *writer, const lam_cell_type *type, size_t index,
                          json_t *to) {
    const lam_section *section = &type->sections[index];
    char where[160];
    snprintf(where, sizeof where, "cells.%s.sections.%s", type->name, section->name);
    check_section(writer, type, section, where);
    json_t *made = lam_hnn_put_new(writer, to, lam_hnn_section_name(type, index), JSON_OBJECT);
    lam_hnn_put(writer, made, "L", json_real(section->L_um));
    lam_hnn_put(writer, made, "diam", json_real(section->diam_um));
    lam_hnn_put(writer, made, "cm", json_real(section->cm_uF_cm2));
    lam_hnn_put(writer, made, "Ra", json_real(section->Ra_ohm_cm));
    json_t *ends = lam_hnn_put_new(writer, made, "end_pts", JSON_ARRAY);
    lam_hnn_put(writer, ends, NULL, lam_hnn_point(section->start_um));
    lam_hnn_put(writer, ends, NULL, lam_hnn_point(section->end_um));
    lam_hnn_put(writer, made, "nseg", json_integer((json_int_t)section->nseg));
    lam_hnn_put(writer, made, "v0", json_real(section->v0_mV));
    write_mechanisms(writer, section, where, made);
    json_t *synapses = lam_hnn_put_new(writer, made, "syns", JSON_ARRAY);
    for (size_t r = 0; r < section->n_receptors; r++) {
        lam_hnn_put(writer, synapses, NULL,
                    json_string(type->receptors[section->receptors[r]].name));
    }
}

/* Writes an end of a section and what is joined to it: first the section's other end, then other
 * sections. */
static void join(lam_hnn_writer *writer, const lam_cell_type *type, json_t *tree, size_t section,
                 int end, size_t other, int other_end) {
    char node[LAM_JSON_MAX_NAME + 8];
    snprintf(node, sizeof node, "%s,%d", lam_hnn_section_name(type, section), end);
    json_t *list = json_object_get(tree, node);
    if (list == NULL) {
        list = lam_hnn_put_new(writer, tree, node, JSON_ARRAY);
    }
    snprintf(node, sizeof node, "%s,%d", lam_hnn_section_name(type, other), other_end);
    lam_hnn_put(writer, list, NULL, json_string(node));
}

static json_t *tree_of(lam_hnn_writer *writer, const lam_cell_type *type) {
    if (type->n_sections == 1) {
        return json_null();
    }
    json_t *tree = json_object();
    for (size_t s = 0; s < type->n_sections; s++) {
        const lam_section *section = &type->sections[s];
        int end = s == 0 ? 0 : section->joined_end;
        join(writer, type, tree, s, end, s, 1 - end);
        if (s > 0) {
            if (section->parent_x != 0 && section->parent_x != 1) {
                lam_hnn_lose(writer,
                             "cells.%s.sections.%s: joined at %g of its parent, where "
                             "HNN-core knows ends alone",
                             type->name, section->name, section->parent_x);
            }
            join(writer, type, tree, (size_t)section->parent, section->parent_x < 0.5 ? 0 : 1, s,
                 end);
        }
    }
    return tree;
}

/* ---- cell types ---- */

static bool is_measured(lam_hnn_writer *writer, const lam_cell_type *type) {
    if (type->dipole_section < 0) {
        return false;
    }
    const char *along = lam_hnn_section_name(type, (size_t)type->dipole_section);
    if (strcmp(along, DIPOLE) != 0) {
        lam_hnn_lose(writer, "cells.%s: a dipole along %s, where HNN-core measures along " DIPOLE,
                     type->name, along);
    }
    return has_section(type, DIPOLE);
}

/* The metadata are those that HNN-core's file had, completed by what we know. */
static json_t *metadata_of(lam_hnn_writer *writer, const lam_cell_type *type, const json_t *cell) {
    const json_t *stated = json_object_get(cell, "metadata");
    json_t *metadata = stated == NULL ? json_object() : lam_json_deep_copy(stated);
    json_t *source = json_object_get(cell, "source");
    json_object_del(metadata, "name");
    if (type->excitatory >= 0) {
        lam_hnn_put(writer, metadata, "electro_type",
                    json_string(type->excitatory ? "excitatory" : "inhibitory"));
    }
    if (type->layer[0] != '\0') {
        lam_hnn_put(writer, metadata, "layer", json_string(type->layer));
    }
    lam_hnn_put(writer, metadata, "measure_dipole", json_boolean(is_measured(writer, type)));
    if (source != NULL && json_object_get(metadata, "reference") == NULL) {
        lam_hnn_put(writer, metadata, "reference", json_incref(source));
    }
    return metadata;
}

static void write_cell(lam_hnn_writer *writer, const lam_cell_type *type, const json_t *json,
                       json_t *to) {
    const json_t *name = json_object_get(json_object_get(json, "metadata"), "name");
    json_t *cell = lam_hnn_put_new(writer, to, "cell_object", JSON_OBJECT);
    if (!has_section(type, LAM_HNN_ROOT) || strcmp(type->sections[0].name, LAM_HNN_ROOT) != 0) {
        lam_hnn_lose(writer, "cells.%s: the root %s, where HNN-core has a " LAM_HNN_ROOT,
                     type->name, type->sections[0].name);
    }
    lam_hnn_put(writer, cell, "name",
                json_string(json_is_string(name) ? json_string_value(name) : type->name));
    lam_hnn_put(writer, cell, "pos", lam_hnn_point(type->sections[0].start_um));
    json_t *sections = lam_hnn_put_new(writer, cell, "sections", JSON_OBJECT);
    for (size_t s = 0; s < type->n_sections; s++) {
        write_section(writer, type, s, sections);
    }
    write_synapses(writer, type, cell);
    lam_hnn_put(writer, cell, "cell_tree", tree_of(writer, type));
    write_locations(writer, type, cell);
    lam_hnn_put(writer, cell, "gid", json_null());
    lam_hnn_put(writer, cell, "dipole_pp", json_array());
    lam_hnn_put(writer, cell, "vsec", json_object());
    lam_hnn_put(writer, cell, "isec", json_object());
    lam_hnn_put(writer, cell, "ca", json_object());
    lam_hnn_put(writer, cell, "tonic_biases", json_array());
    lam_hnn_put(writer, to, "cell_metadata", metadata_of(writer, type, json));
}

/* Writes the template and the label, unless the reader finds the same ones without. */
static void put_own(lam_hnn_writer *writer, const lam_cell_type *type, const char *population,
                    json_t *to) {
    json_t *own = json_object();
    if (strcmp(type->template_name, "DescribedCell") != 0) {
        lam_hnn_put(writer, own, "template", json_string(type->template_name));
    }
    if (type->dipole_section >= 0 || strcmp(type->label, population) != 0) {
        lam_hnn_put(writer, own, "label", json_string(type->label));
    }
    if (json_object_size(own) > 0) {
        lam_hnn_put(writer, to, population, json_incref(own));
    }
    json_decref(own);
}

void lam_hnn_write_cells(lam_hnn_writer *writer) {
    const lam_model *model = writer->model;
    const json_t *cells = json_object_get(writer->network->document.merged, "cells");
    json_t *made = lam_hnn_put_new(writer, writer->root, "cell_types", JSON_OBJECT);
    json_t *own = lam_hnn_put_new(writer, writer->own, "cells", JSON_OBJECT);
    for (size_t p = 0; p < model->n_populations; p++) {
        const lam_population *population = &model->populations[p];
        if (population->cell_type < 0 || writer->is_left_out[p]) {
            continue;
        }
        const lam_cell_type *type = &model->cell_types[population->cell_type];
        json_t *of_one = lam_hnn_put_new(writer, made, population->name, JSON_OBJECT);
        write_cell(writer, type, json_object_get(cells, type->name), of_one);
        put_own(writer, type, population->name, own);
    }
}
