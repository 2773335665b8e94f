/* SPDX-License-Identifier: BSD-3-Clause
 * gui_shape.c - where cells stand and what they look like. */
#include "gui.h"

static json_t *place_of(const double xyz_um[3]) {
    return json_pack("[fff]", xyz_um[0], xyz_um[1], xyz_um[2]);
}

static json_t *type_of(const lam_cell_type *type) {
    json_t *sections = json_array();
    for (size_t i = 0; i < type->n_sections; i++) {
        const lam_section *s = &type->sections[i];
        json_array_append_new(sections,
                              json_pack("[ffffffs]", s->start_um[0], s->start_um[1], s->start_um[2],
                                        s->end_um[0], s->end_um[1], s->end_um[2], s->name));
        json_array_insert_new(json_array_get(sections, i), 6, json_real(s->diam_um));
    }
    return sections;
}

static lam_status add_population(const lam_network *network, size_t i, json_t *populations) {
    const lam_model *model = lam_network_model(network);
    const lam_population *p = &model->populations[i];
    if (p->cell_type < 0) {
        return LAM_OK;
    }
    const lam_cell_type *type = &model->cell_types[p->cell_type];
    json_t *places = json_array(), *about = json_object();
    json_object_set_new(about, "name", json_string(p->name));
    json_object_set_new(about, "type", json_string(type->name));
    json_object_set_new(about, "layer",
                        type->layer == NULL ? json_null() : json_string(type->layer));
    json_object_set_new(about, "excitatory",
                        type->excitatory < 0 ? json_null() : json_boolean(type->excitatory));
    json_object_set_new(about, "first_gid", json_integer((json_int_t)p->first_gid));
    json_object_set_new(about, "places_um", places);
    json_array_append_new(populations, about);
    for (size_t gid = p->first_gid; gid < p->end_gid; gid++) {
        double xyz_um[3];
        LAM_TRY(lam_network_position(network, gid, xyz_um));
        json_array_append_new(places, place_of(xyz_um));
    }
    return LAM_OK;
}

static json_t *array_of(const lam_electrode_array *array) {
    json_t *places = json_array();
    for (size_t i = 0; i < array->n_contacts; i++) {
        json_array_append_new(places, place_of(array->positions_um + 3 * i));
    }
    return json_pack("{s:s, s:o}", "name", array->name, "places_um", places);
}

void gui_shape(gui *g, const gui_request *request, gui_answer *answer) {
    lam_network *network = NULL;
    json_t *types = json_object(), *populations = json_array(), *arrays = json_array();
    lam_status status = gui_spec_open(g, request->json, &network);
    const lam_model *model = status == LAM_OK ? lam_network_model(network) : NULL;
    for (size_t i = 0; status == LAM_OK && i < model->n_cell_types; i++) {
        json_object_set_new(types, model->cell_types[i].name, type_of(&model->cell_types[i]));
    }
    for (size_t i = 0; status == LAM_OK && i < model->n_populations; i++) {
        status = add_population(network, i, populations);
    }
    for (size_t i = 0; status == LAM_OK && i < model->n_arrays; i++) {
        json_array_append_new(arrays, array_of(&model->arrays[i]));
    }
    if (status == LAM_OK) {
        gui_say(answer, json_pack("{s:O, s:O, s:O}", "types", types, "populations", populations,
                                  "arrays", arrays));
    } else {
        gui_refuse_status(answer, status);
    }
    json_decref(types);
    json_decref(populations);
    json_decref(arrays);
    lam_network_destroy(network);
}
