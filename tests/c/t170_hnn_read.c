/* SPDX-License-Identifier: BSD-3-Clause
 * t170_hnn_read - a network has what HNN-core's network file says: gids, places, shapes, pairs of
 * cells, drives, currents, electrodes. */
#include "t17x_hnn.h"

#include <math.h>

static lam_network *network;
static const lam_model *model;

static void read_small(void) {
    network = hnn_network("", "");
    model = lam_network_model(network);
}

static void destroy(void) {
    lam_network_destroy(network);
}

TestSuite(hnn_read, .init = read_small, .fini = destroy);

Test(hnn_read, whole) {
    cr_assert_str_eq(model->name, "hnn_small", "the folder's name, as far as it is one");
    cr_assert_str_eq(model->baseline, "none", "HNN has a dipole where two types are measured");
    cr_assert(model->celsius == 36.5 && model->threshold_mV == 0);
    cr_assert(model->nx == 2 && model->ny == 3 && model->inplane_distance_um == 30);
    cr_assert(model->n_cells == 7 && model->n_gids == 16);
    cr_assert_not_null(strstr(lam_network_warnings(network), "in-plane distance of 30 um"));
    cr_assert_null(strstr(lam_network_warnings(network), "v0"));
}

/* In the order of their gids, whatever that of the file. */
Test(hnn_read, populations) {
    static const struct {
        const char *name;
        size_t first, end;
        double first_um[3];
    } hnn[] = {{"P", 0, 6, {0, 0, 0}},
               {"I", 6, 7, {10, 10, 200}},
               {"own", 7, 14, {0, 30, 653}},
               {"shared", 14, 16, {5, 5, 5}}};
    double xyz_um[3];
    cr_assert_eq(model->n_populations, 4);
    for (size_t p = 0; p < 4; p++) {
        const lam_population *population = &model->populations[p];
        cr_assert_str_eq(population->name, hnn[p].name);
        cr_assert(population->first_gid == hnn[p].first && population->end_gid == hnn[p].end);
        GOOD(lam_network_position(network, hnn[p].first, xyz_um));
        cr_assert_arr_eq(xyz_um, hnn[p].first_um, sizeof xyz_um);
    }
    GOOD(lam_network_position(network, 5, xyz_um));
    cr_assert(xyz_um[0] == 30 && xyz_um[1] == 60 && xyz_um[2] == 0);
}

static const lam_cell_type *type_called(const char *name) {
    size_t t = 0;
    while (strcmp(model->cell_types[t].name, name) != 0) {
        t++;
    }
    return &model->cell_types[t];
}

/* The root first, no section before its parent. */
Test(hnn_read, sections) {
    const lam_cell_type *type = type_called("P");
    cr_assert(type->n_sections == 3 && type->excitatory == 1 && type->dipole_section == 1);
    cr_assert_str_eq(type->layer, "5");
    cr_assert_str_eq(type->label, "L5");
    static const char *const names[] = {"soma", "apical_trunk", "basal"};
    static const double parent_x[] = {0, 1, 0};
    for (size_t s = 0; s < 3; s++) {
        cr_assert_str_eq(type->sections[s].name, names[s]);
        cr_assert(type->sections[s].parent == (s == 0 ? -1 : 0));
        cr_assert(type->sections[s].parent_x == parent_x[s] && type->sections[s].joined_end == 0);
    }
    const lam_section *trunk = &type->sections[1];
    cr_assert(trunk->L_um == 102 && trunk->diam_um == 10.2 && trunk->Ra_ohm_cm == 200);
    cr_assert(trunk->cm_uF_cm2 == 0.85 && trunk->v0_mV == -70.5 && trunk->nseg == 3);
    cr_assert(trunk->start_um[2] == 39 && trunk->end_um[2] == 141);
    cr_assert(trunk->n_receptors == 2 && type->sections[0].n_receptors == 1);
    const lam_cell_type *basket = type_called("I");
    cr_assert(basket->excitatory == 0 && basket->dipole_section == -1 && basket->n_sections == 1);
    cr_assert_str_eq(basket->label, "I");
}

Test(hnn_read, mechanisms) {
    const lam_cell_type *type = type_called("P");
    const lam_section *trunk = &type->sections[1];
    cr_assert(trunk->n_mechanisms == 3 && type->sections[2].n_mechanisms == 0);
    cr_assert_str_eq(trunk->mechanisms[0].name, "km");
    cr_assert(trunk->mechanisms[0].parameters[0].values[0] == 200);
    const lam_parameter *along = &trunk->mechanisms[1].parameters[0];
    cr_assert_str_eq(along->name, "gbar_ar");
    cr_assert(along->n_values == 3 && along->values[0] == 1e-6 && along->values[2] == 3e-6);
    cr_assert_str_eq(trunk->mechanisms[2].name, "mine", "a mechanism of the user's");
    cr_assert(trunk->mechanisms[2].parameters[0].values[0] == 7);
    const lam_mechanism *gabaa = &type->receptors[2].synapse;
    cr_assert_str_eq(gabaa->name, "Exp2Syn");
    cr_assert(gabaa->parameters[0].values[0] == -80 && gabaa->parameters[2].values[0] == 5);
    cr_assert_eq(type_called("I")->sections[0].mechanisms[0].n_parameters, 0);
}

/* The sources of a target, from HNN's gid_pairs; of distance nothing is said here. */
static void check_sources(size_t connection, size_t target, size_t n, const double *sources) {
    size_t n_found;
    double gids[16], weight_uS[16], delay_ms[16];
    GOOD(lam_network_sources(network, connection, target, INFINITY, &n_found, gids, weight_uS,
                             delay_ms));
    cr_assert_eq(n_found, n, "connection %zu, target %zu: %zu", connection, target, n_found);
    cr_assert_arr_eq(gids, sources, n * sizeof *sources);
}

Test(hnn_read, drive_connections) {
    cr_assert_eq(model->n_connections, 6);
    cr_assert_str_eq(model->drives[0].location, "proximal");
    cr_assert_str_eq(model->drives[1].location, "distal");
    const lam_connection *own = &model->connections[0], *shared = &model->connections[2];
    cr_assert(own->weight_uS == 0.02 && own->delay_ms == 0.1 && own->lamtha == 4);
    cr_assert(model->connections[1].weight_uS == 0.03 && model->connections[1].delay_ms == 1);
    cr_assert(shared->weight_uS == 0.01 && shared->lamtha == 100 && shared->n_pairs == 6);
    check_sources(0, 0, 1, (double[]){7});
    check_sources(0, 5, 1, (double[]){12});
    check_sources(1, 6, 1, (double[]){13});
    check_sources(2, 2, 1, (double[]){14});
    check_sources(2, 4, 1, (double[]){15});
}

Test(hnn_read, connections) {
    const lam_connection *all = &model->connections[3], *twice = &model->connections[5];
    cr_assert(all->weight_uS == 0.0005 && all->delay_ms == 1 && all->lamtha == 3);
    cr_assert(all->gain == 1.5 && all->n_sections == 2 && all->n_pairs == 30);
    cr_assert(model->connections[4].gain == 1 && model->connections[4].n_pairs == 6);
    cr_assert(all->pairs == NULL && !all->autapses, "pairs that need no list");
    check_sources(3, 2, 5, (double[]){0, 1, 3, 4, 5});
    check_sources(4, 6, 6, (double[]){0, 1, 2, 3, 4, 5});
    cr_assert_eq(twice->n_pairs, 3, "a pair that is listed twice has two synapses");
    check_sources(5, 4, 2, (double[]){6, 6});
    check_sources(5, 0, 1, (double[]){6});
    check_sources(5, 1, 0, (double[]){0});
    cr_assert(all->threshold_mV == -10 && model->connections[4].threshold_mV == 0);
}

Test(hnn_read, drives) {
    const lam_drive *own = &model->drives[0], *shared = &model->drives[1];
    cr_assert_str_eq(own->kind, "evoked");
    cr_assert(own->mu_ms == 10.5 && own->sigma_ms == 2 && own->n_spikes == 2);
    cr_assert(own->cell_specific && own->n_cells == 7 && own->event_seed == 11);
    cr_assert_str_eq(shared->kind, "bursty");
    cr_assert(!shared->cell_specific && shared->n_cells == 2 && shared->event_seed == 2);
    cr_assert(shared->tstart_ms == 5 && isinf(shared->tstop_ms) && shared->burst_rate_Hz == 20);
    cr_assert(shared->burst_std_ms == 1 && shared->spike_isi_ms == 5 && shared->n_spikes == 2);
}

Test(hnn_read, bias_and_electrodes) {
    cr_assert(model->n_biases == 1 && model->n_arrays == 1);
    const lam_bias *bias = &model->biases[0];
    cr_assert(bias->amplitude_nA == 0.5 && bias->tstart_ms == 1 && isinf(bias->tstop_ms));
    cr_assert(bias->population == 0 && bias->section == 2 && bias->n_cells == 6);
    const lam_electrode_array *array = &model->arrays[0];
    cr_assert(array->n_contacts == 2 && array->positions_um[5] == 103.5);
    cr_assert(array->conductivity_S_m[2] == 0.25 && array->min_distance_um == 0.5);
    cr_assert_str_eq(array->method, "none");
}

/* One number of a drive stands for all of its connections. */
Test(hnn_read, drive_is_changed) {
    GOOD(lam_network_set(network, "drives.own.weights_ampa.P", "0.5"));
    cr_assert_eq(lam_network_model(network)->connections[0].weight_uS, 0.5);
}

/* ---- other files ---- */

/* Where the listed connections are not those that the drive would make, they are left as listed. */
Test(hnn_files, listed) {
    static const char *const changes[][2] = {
        {"\"A_weight\": 0.02,", "\"A_weight\": 0.021,"},
        {"\"P\": 0.02,", "\"P\": 0.021,"},
        {"\"P\": 0.02, \"I\": 0.03}", "\"P\": 0.02, \"I\": 0.03, \"X\": 1}"},
        {"\"synaptic_delays\": {\"P\": 0.1,", "\"synaptic_delays\": {\"P\": 0.2,"},
        {"\"A_weight\": 0.03, \"lamtha\": 4.0", "\"A_weight\": 0.03, \"lamtha\": 4.5"},
        {"\"12\": [5]}", "\"13\": [5]}"},
        {", \"12\": [5]}", "}"},
        {"\"12\": [5]}", "\"12\": [5, 5]}"},
        {"\"13\": [6]}", "\"12\": [6]}"},
        {"\"weights_ampa\": {\"P\": 0.02, \"I\": 0.03}", "\"weights_ampa\": null"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        network = hnn_network(changes[i][0], changes[i][1]);
        model = lam_network_model(network);
        cr_assert_null(model->drives[0].location, "%s", changes[i][1]);
        cr_assert_not_null(model->drives[1].location);
        cr_assert(model->drives[0].n_cells == 7 && model->n_connections == 6);
        cr_assert_eq(model->populations[model->connections[4].source].drive, 0);
        lam_network_destroy(network);
    }
}

/* Of a sparse drive: another seed, another share, another pair. */
Test(hnn_files, listed_sparse) {
    static const char *const changes[][2] = {
        {"\"conn_seed\": 3", "\"conn_seed\": 2"},
        {"\"probability\": 0.5, \"name\"", "\"probability\": 0.4, \"name\""},
        {"\"15\": [3, 4]", "\"15\": [3, 5]"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        network = hnn_network(changes[i][0], changes[i][1]);
        model = lam_network_model(network);
        cr_assert_null(model->drives[1].location, "%s", changes[i][1]);
        cr_assert(model->drives[1].n_cells == 2 && model->n_connections == 6);
        check_sources(5, 2, 1, (double[]){14});
        lam_network_destroy(network);
    }
}

static double distance_of(const char *text, double stated_um) {
    GOOD(open_hnn(text, stated_um, &network));
    double distance_um = lam_network_model(network)->inplane_distance_um;
    lam_network_destroy(network);
    return distance_um;
}

static char *with_own(const char *own) {
    char added[256];
    snprintf(added, sizeof added, "{\"laminae\": %s, ", own);
    return replaced(hnn_small, "{", added);
}

/* Later versions say which cells get a current: all, one or several. */
Test(hnn_files, gids_of_a_current) {
    static const char *const said[] = {"null", "2", "[3, 2]"};
    for (size_t i = 0; i < 3; i++) {
        char gid[64];
        snprintf(gid, sizeof gid, "\"gid\": %s, \"section\": \"basal\"", said[i]);
        char *text = replaced(hnn_small, "\"section\": \"basal\"", gid);
        GOOD(open_hnn(text, 0, &network));
        const lam_bias *bias = &lam_network_model(network)->biases[0];
        cr_assert_eq(bias->n_cells, i == 0 ? 6 : i);
        cr_assert_eq(bias->gids[0], i == 0 ? 0 : 2);
        lam_network_destroy(network);
        free(text);
    }
    hnn_refused("\"section\": \"basal\"", "\"gid\": 6, \"section\": \"basal\"",
                "external_biases.tonic.P.gid: 6: accepted: a whole number, 0 to 5");
}

/* Asked for, said by the file for us, or from the places of the cells. */
Test(hnn_files, inplane_distance) {
    char *own = with_own("{\"grid\": {\"inplane_distance\": [2, \"um\"]}}");
    cr_assert_eq(distance_of(hnn_small, 0), 30);
    cr_assert_eq(distance_of(own, 0), 2);
    cr_assert_eq(distance_of(hnn_small, 7), 7);
    cr_assert_eq(distance_of(own, 7), 7);
    free(own);
    hnn_refused("[0, 60.0, 0]", "[0, 61.0, 0]", "pos_dict: ");
    hnn_refused("[0, 60.0, 0]", "[0, 61.0, 0]",
                "no population fills the 2 x 3 points of a grid; accepted: --inplane-distance UM");
    hnn_refused("\"N_pyr_x\": 2, \"N_pyr_y\": 3", "\"N_pyr_x\": 3, \"N_pyr_y\": 2",
                "does not follow from these places");
}

/* An exported network has space constants in um, as HNN-core multiplies them by 1. */
Test(hnn_files, lamtha_in_um) {
    char *own = with_own("{\"lamtha\": \"um\", \"grid\": {\"inplane_distance\": [33.3, \"um\"]}}");
    char *text = replaced(own, "\"lamtha\": 3.0, \"threshold\": -10.0",
                          "\"lamtha\": 99.89999999999999, \"threshold\": -10.0");
    GOOD(open_hnn(text, 0, &network));
    model = lam_network_model(network);
    cr_assert_eq(model->connections[3].lamtha, 3);
    cr_assert_eq(model->connections[2].lamtha * 33.3, 100);
    lam_network_destroy(network);
    free(text);
    free(own);
}

/* Other keys of a network file, for what HNN-core's has no place. */
Test(hnn_files, own_keys) {
    char *text = with_own("{\"name\": \"mine\", \"tstop\": [50, \"ms\"], \"cells\": {\"P\": "
                          "{\"label\": \"Q\"}}}");
    GOOD(open_hnn(text, 0, &network));
    model = lam_network_model(network);
    cr_assert_str_eq(model->name, "mine");
    cr_assert(model->tstop_ms == 50);
    cr_assert_str_eq(type_called("P")->label, "Q");
    lam_network_destroy(network);
    free(text);
}

/* HNN-core before 0.5 had no metadata; before that no initial potentials and no gains. */
Test(hnn_files, early_layout) {
    static const char file[] =
        "{\"object_type\": \"Network\", \"N_pyr_x\": 1, \"N_pyr_y\": 1, \"celsius\": 37, "
        "\"threshold\": 0, \"cell_types\": {\"L5_pyramidal\": {\"name\": \"L5Pyr\", \"sections\": "
        "{\"soma\": {\"L\": 39, \"diam\": 20, \"cm\": 1, \"Ra\": 200, \"end_pts\": [[0, 0, 0], [0, "
        "0, 39]], \"syns\": [\"ampa\"]}, \"apical_trunk\": {\"L\": 240, \"diam\": 2, \"cm\": 1, "
        "\"Ra\": 200, \"end_pts\": [[0, 0, 39], [0, 0, 279]], \"mechs\": {\"km\": {\"gbar_km\": "
        "[[0.1, 0.3, 0.5, 0.7, 0.9], [1, 2, 3, 4, 5]]}}}}, \"synapses\": {\"ampa\": {\"e\": 0, "
        "\"tau1\": 5, \"tau2\": 5}}, \"cell_tree\": {\"soma,1\": [\"apical_trunk,1\"], "
        "\"apical_trunk,1\": [\"apical_trunk,0\"]}, \"sect_loc\": {\"soma\": [\"soma\"]}}}, "
        "\"gid_ranges\": {\"L5_pyramidal\": {\"start\": 0, \"stop\": 1}}, \"pos_dict\": "
        "{\"L5_pyramidal\": [[3, 4, 5]]}, \"external_drives\": {}, \"external_biases\": {}, "
        "\"connectivity\": [], \"rec_arrays\": {}}";
    GOOD(open_hnn(file, 0, &network));
    model = lam_network_model(network);
    const lam_cell_type *type = type_called("L5_pyramidal");
    cr_assert(type->excitatory == 1 && type->dipole_section == 1);
    cr_assert_str_eq(type->label, "L5");
    cr_assert_eq(type->sections[0].v0_mV, -65);
    cr_assert_not_null(strstr(lam_network_warnings(network), "2 sections without v0"));
    cr_assert_eq(type->sections[1].nseg, 5, "by HNN's rule");
    cr_assert_eq(type->sections[1].joined_end, 1);
    cr_assert_eq(type->receptors[0].synapse.parameters[1].values[0], 0.9999 * 5,
                 "as NEURON's Exp2Syn has it");
    lam_network_destroy(network);
}

/* More values than segments, and fewer: in their order, the others are the mechanism's own. */
Test(hnn_files, other_numbers_of_values) {
    static const char *const nseg[] = {"\"nseg\": 2, \"v0\": -70.5", "\"nseg\": 4, \"v0\": -70.5"};
    for (size_t i = 0; i < 2; i++) {
        network = hnn_network("\"nseg\": 3, \"v0\": -70.5", nseg[i]);
        model = lam_network_model(network);
        const lam_parameter *along = &type_called("P")->sections[1].mechanisms[1].parameters[0];
        cr_assert(along->n_values == 2 + 2 * i && along->values[0] == 1e-6);
        cr_assert(i == 0 ? along->values[1] == 2e-6 : isinf(along->values[3]));
        cr_assert_not_null(strstr(lam_network_warnings(network), "3 values of gbar_ar for the"));
        lam_network_destroy(network);
    }
}

/* Spikes by cell; a cell may have none. */
Test(hnn_files, spike_train) {
    char *text = replaced(hnn_small, "\"type\": \"bursty\"", "\"type\": \"spike_train\"");
    char *spikes = replaced(text,
                            "{\"tstart\": 5.0, \"tstart_std\": 0, \"tstop\": null, "
                            "\"burst_rate\": 20.0, \"burst_std\": 1.0, \"numspikes\": 2, "
                            "\"spike_isi\": 5.0}",
                            "{\"times\": [5, 3.5, 5], \"gids\": [1, 1, 1]}");
    GOOD(open_hnn(spikes, 0, &network));
    const lam_drive *drive = &lam_network_model(network)->drives[1];
    cr_assert_str_eq(drive->kind, "spike_train");
    cr_assert(drive->n_cells == 2 && drive->first_spike[1] == 0 && drive->first_spike[2] == 3);
    cr_assert(drive->spike_ms[0] == 3.5 && drive->spike_ms[2] == 5);
    lam_network_destroy(network);
    free(text);
    free(spikes);
}
