TITLE HOC's view of a network description: laminae_network_*

COMMENT
Each function unpacks its arguments and calls one function of liblaminae; laminae.h says what the
numbers mean and in which units they are. A network is held as a number, its handle; indices count
from 0; texts are returned in strdef arguments, lists in Vector arguments, which are resized.
  laminae_network_read(path)                          returns the handle
  laminae_network_free(handle)
  laminae_model(handle, name, baseline, vector)       celsius threshold_mV tstop_ms dt_ms inplane_um
                                                      n_cells n_gids n_types n_populations
                                                      n_connections n_drives
  laminae_cell_type(handle, i, name, template, layer, label, vector)
                                                      excitatory dipole_section n_sections
                                                      n_receptors
  laminae_section(handle, type, i, name, vector, receptors)
                                                      L diam Ra cm v0 nseg parent parent_x
                                                      start xyz end xyz n_mechanisms
  laminae_mechanism(handle, type, section, i, name)                returns its number of parameters
  laminae_mechanism_parameter(handle, type, section, mechanism, i, name, values)
  laminae_receptor(handle, type, i, name, mechanism)               returns its number of parameters
  laminae_receptor_parameter(handle, type, receptor, i, name)      returns the value
  laminae_population(handle, i, name, vector)         cell_type drive first_gid end_gid
  laminae_connection(handle, i, location, vector, sections)
                                                      source target receptor weight_uS delay_ms gain
                                                      lamtha
  laminae_sources(handle, connection, target_gid, max_delay_ms, gids, weights_uS, delays_ms)
  laminae_position(handle, gid, vector)               x y z (um)
  laminae_drive_events(handle, drive, cell, trial, seed, tstop_ms, vector)    event times (ms)
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_calls.h"
ENDVERBATIM

FUNCTION laminae_network_read() {
VERBATIM
    lam_network* network = nullptr;
    lam_bridge_check(lam_network_read(hoc_gargstr(1), &network));
    lam_bridge.networks.push_back(network);
    return static_cast<double>(lam_bridge.networks.size());
ENDVERBATIM
}

PROCEDURE laminae_network_free() {
VERBATIM
    lam_network_destroy(lam_bridge_network(1));
    lam_bridge.networks[static_cast<size_t>(*getarg(1)) - 1] = nullptr;
ENDVERBATIM
}

PROCEDURE laminae_model() {
VERBATIM
    const lam_model* model = lam_network_model(lam_bridge_network(1));
    double n[] = {model->celsius, model->threshold_mV, model->tstop_ms, model->dt_ms,
                  model->inplane_distance_um, (double) model->n_cells, (double) model->n_gids,
                  (double) model->n_cell_types, (double) model->n_populations,
                  (double) model->n_connections, (double) model->n_drives};
    lam_bridge_set_text(2, model->name);
    lam_bridge_set_text(3, model->baseline);
    lam_bridge_set_vector(4, sizeof n / sizeof *n, n);
ENDVERBATIM
}

VERBATIM
static const lam_cell_type* type_argument(int i) {
    const lam_model* model = lam_network_model(lam_bridge_network(1));
    return &model->cell_types[lam_bridge_index(i, model->n_cell_types, "cell type")];
}

static const lam_section* section_argument(int i) {
    const lam_cell_type* type = type_argument(i - 1);
    return &type->sections[lam_bridge_index(i, type->n_sections, "section")];
}
ENDVERBATIM

PROCEDURE laminae_cell_type() {
VERBATIM
    const lam_cell_type* type = type_argument(2);
    double n[] = {(double) type->excitatory, (double) type->dipole_section,
                  (double) type->n_sections, (double) type->n_receptors};
    lam_bridge_set_text(3, type->name);
    lam_bridge_set_text(4, type->template_name);
    lam_bridge_set_text(5, type->layer);
    lam_bridge_set_text(6, type->label);
    lam_bridge_set_vector(7, 4, n);
ENDVERBATIM
}

PROCEDURE laminae_section() {
VERBATIM
    const lam_section* s = section_argument(3);
    double n[] = {s->L_um, s->diam_um, s->Ra_ohm_cm, s->cm_uF_cm2, s->v0_mV, (double) s->nseg,
                  (double) s->parent, s->parent_x, s->start_um[0], s->start_um[1], s->start_um[2],
                  s->end_um[0], s->end_um[1], s->end_um[2], (double) s->n_mechanisms};
    lam_bridge_set_text(4, s->name);
    lam_bridge_set_vector(5, sizeof n / sizeof *n, n);
    lam_bridge_set_vector(6, s->n_receptors, s->receptors);
ENDVERBATIM
}

FUNCTION laminae_mechanism() {
VERBATIM
    const lam_section* section = section_argument(3);
    size_t i = lam_bridge_index(4, section->n_mechanisms, "mechanism");
    lam_bridge_set_text(5, section->mechanisms[i].name);
    return static_cast<double>(section->mechanisms[i].n_parameters);
ENDVERBATIM
}

PROCEDURE laminae_mechanism_parameter() {
VERBATIM
    const lam_section* section = section_argument(3);
    size_t m = lam_bridge_index(4, section->n_mechanisms, "mechanism");
    const lam_mechanism* mechanism = &section->mechanisms[m];
    size_t i = lam_bridge_index(5, mechanism->n_parameters, "parameter");
    lam_bridge_set_text(6, mechanism->parameters[i].name);
    lam_bridge_set_vector(7, mechanism->parameters[i].n_values, mechanism->parameters[i].values);
ENDVERBATIM
}

FUNCTION laminae_receptor() {
VERBATIM
    const lam_cell_type* type = type_argument(2);
    size_t i = lam_bridge_index(3, type->n_receptors, "receptor");
    lam_bridge_set_text(4, type->receptors[i].name);
    lam_bridge_set_text(5, type->receptors[i].synapse.name);
    return static_cast<double>(type->receptors[i].synapse.n_parameters);
ENDVERBATIM
}

FUNCTION laminae_receptor_parameter() {
VERBATIM
    const lam_cell_type* type = type_argument(2);
    size_t r = lam_bridge_index(3, type->n_receptors, "receptor");
    const lam_mechanism* synapse = &type->receptors[r].synapse;
    size_t i = lam_bridge_index(4, synapse->n_parameters, "parameter");
    lam_bridge_set_text(5, synapse->parameters[i].name);
    return synapse->parameters[i].values[0];
ENDVERBATIM
}

PROCEDURE laminae_population() {
VERBATIM
    const lam_model* model = lam_network_model(lam_bridge_network(1));
    const lam_population* p =
        &model->populations[lam_bridge_index(2, model->n_populations, "population")];
    double n[] = {(double) p->cell_type, (double) p->drive, (double) p->first_gid,
                  (double) p->end_gid};
    lam_bridge_set_text(3, p->name);
    lam_bridge_set_vector(4, 4, n);
ENDVERBATIM
}

PROCEDURE laminae_connection() {
VERBATIM
    const lam_model* model = lam_network_model(lam_bridge_network(1));
    const lam_connection* c =
        &model->connections[lam_bridge_index(2, model->n_connections, "connection")];
    double n[] = {(double) c->source, (double) c->target, (double) c->receptor, c->weight_uS,
                  c->delay_ms, c->gain, c->lamtha};
    lam_bridge_set_text(3, c->location);
    lam_bridge_set_vector(4, sizeof n / sizeof *n, n);
    lam_bridge_set_vector(5, c->n_sections, c->sections);
ENDVERBATIM
}

PROCEDURE laminae_sources() {
VERBATIM
    const lam_network* network = lam_bridge_network(1);
    size_t n_connections = lam_network_model(network)->n_connections;
    lam_bridge_sources(network, lam_bridge_index(2, n_connections, "connection"));
ENDVERBATIM
}

PROCEDURE laminae_position() {
VERBATIM
    const lam_network* network = lam_bridge_network(1);
    double xyz[3];
    size_t gid = lam_bridge_index(2, lam_network_model(network)->n_gids, "gid");
    lam_bridge_check(lam_network_position(network, gid, xyz));
    lam_bridge_set_vector(3, 3, xyz);
ENDVERBATIM
}

PROCEDURE laminae_drive_events() {
VERBATIM
    const lam_network* network = lam_bridge_network(1);
    size_t drive = lam_bridge_index(2, lam_network_model(network)->n_drives, "drive"), n;
    double* times_ms;
    lam_bridge_check(lam_drive_events(network, drive, lam_bridge_count(3, "cell"),
                                      lam_bridge_count(4, "trial"), lam_bridge_integer(5, "seed"),
                                      *getarg(6), &n, &times_ms));
    lam_bridge_set_vector(7, n, times_ms);
    free(times_ms);
ENDVERBATIM
}
