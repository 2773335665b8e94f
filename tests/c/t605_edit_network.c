/* SPDX-License-Identifier: BSD-3-Clause
 * t605_edit_network - a network opened with changes equals the network whose file states the new
 * values: numbers that were there, new numbers, which get the unit of their key, files of changes.
 * Values that no reader accepts are refused. */
#include "t1xx_file.h"
#include "scratch.h"

static lam_network *opened(const char *const *changes, size_t n, const char *config) {
    lam_network_options options = {
        .models_directory = "params", .config = config, .n_changes = n, .changes = changes};
    lam_network *network = NULL;
    GOOD(lam_network_open(ERP, &options, &network));
    return network;
}

#define OPENED(config, ...)                                                                        \
    opened((const char *const[]){__VA_ARGS__},                                                     \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), config)

/* The value of a parameter in a section, NAN if there is none. */
static const lam_parameter *parameter(const lam_section *section, const char *mechanism,
                                      const char *name) {
    for (size_t m = 0; m < section->n_mechanisms; m++) {
        for (size_t p = 0; p < section->mechanisms[m].n_parameters; p++) {
            if (strcmp(section->mechanisms[m].name, mechanism) == 0 &&
                strcmp(section->mechanisms[m].parameters[p].name, name) == 0) {
                return &section->mechanisms[m].parameters[p];
            }
        }
    }
    cr_assert_fail("no %s of %s", name, mechanism);
    return NULL;
}

Test(edit_network, numbers_that_were_there) {
    lam_network *network =
        OPENED(NULL, "drives.evprox1.mu=30", "grid.nx=5", "celsius=34", "baseline=none",
               "grid.inplane_distance=30um", "cells.*.synapses.gabab.tau2=200",
               "cells.L5_pyramidal.sections.*.mechs.hh2.gnabar_hh2=0.2 S/cm2",
               "cells.L5_pyramidal.sections.*.mechs.ar.gbar_ar=3e-6",
               "connections[L2_basket>L2_pyramidal:gabab].weight=0.07", "drives.evdist1=null");
    const lam_model *model = lam_network_model(network);
    cr_assert(model->nx == 5 && model->ny == 10 && model->celsius == 34);
    cr_assert_eq(model->inplane_distance_um, 30);
    cr_assert_str_eq(model->baseline, "none");
    cr_assert(model->n_drives == 2 && model->drives[0].mu_ms == 30);
    const lam_cell_type *type = &model->cell_types[3];
    for (size_t s = 0; s < type->n_sections; s++) {
        cr_assert_eq(parameter(&type->sections[s], "hh2", "gnabar_hh2")->values[0], 0.2);
        const lam_parameter *ar = parameter(&type->sections[s], "ar", "gbar_ar");
        cr_assert(ar->n_values == 1 && ar->values[0] == 3e-6);
    }
    for (size_t c = 1; c <= 3; c += 2) { /* the pyramids have a gabab */
        const lam_receptor *gabab = &model->cell_types[c].receptors[3];
        cr_assert_str_eq(gabab->name, "gabab");
        cr_assert_eq(gabab->synapse.parameters[2].values[0], 200);
    }
    size_t n = 0;
    for (size_t c = 0; c < model->n_connections; c++) {
        n += model->connections[c].weight_uS == 0.07;
    }
    cr_assert_eq(n, 1);
    lam_network_destroy(network);
}

Test(edit_network, numbers_that_are_new) {
    lam_network *network = OPENED(
        NULL, "connections[L2_basket].gain=1.5", "connections[L2_basket].threshold=5",
        "connections[L2_basket>L2_basket].autapses=false", "cells.*.sections.*.nseg=3",
        "scale=3000", "smooth=30", "drives.evprox1.synaptic_delays=0.5",
        "drives.evprox1.probability=0.5", "drives.evprox1.conn_seed=4", "tstop=null",
        "drives.evprox2.weights_ampa.L5_basket=null", "drives.evprox2.weights_nmda.L5_basket=null",
        "drives.evprox2.synaptic_delays.L5_basket=null",
        "drives.more={\"type\": \"poisson\", \"cell_specific\": false, \"n_drive_cells\": 2, "
        "\"rate_constant\": [1, \"Hz\"], \"location\": \"soma\", \"space_constant\": [3, "
        "\"grid\"], "
        "\"event_seed\": 3, \"weights_ampa\": {\"L5_basket\": [0.1, \"uS\"]}, \"synaptic_delays\": "
        "[1, \"ms\"]}",
        "drives.more.tstart=20", "drives.more.rate_constant=40",
        "drives.more.weights_ampa.L2_basket=0.2");
    const lam_model *model = lam_network_model(network);
    cr_assert(model->scale == 3000 && model->smooth_ms == 30 && model->tstop_ms == 170);
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_connection *connection = &model->connections[c];
        const char *from = model->populations[connection->source].name;
        bool is_changed = strcmp(from, "L2_basket") == 0;
        cr_assert_eq(connection->gain, is_changed ? 1.5 : 1);
        cr_assert_eq(connection->threshold_mV, is_changed ? 5 : 0);
        cr_assert(!is_changed || connection->autapses == (connection->target != 0));
        if (strcmp(from, "evprox1") == 0) {
            cr_assert(connection->delay_ms == 0.5 && connection->probability == 0.5);
        }
        if (strcmp(from, "evprox2") == 0) {
            cr_assert_neq(connection->target, 2);
        }
        if (strcmp(from, "more") == 0) {
            cr_assert_eq(connection->weight_uS, connection->target == 0 ? 0.2 : 0.1);
        }
    }
    const lam_drive *more = &model->drives[model->n_drives - 1];
    cr_assert(more->tstart_ms == 20 && more->rates[0].rate_Hz == 40);
    for (size_t s = 0; s < 9; s++) {
        cr_assert_eq(model->cell_types[3].sections[s].nseg, 3);
    }
    cr_assert_null(strstr(lam_network_json(network), "null"), "a number was left without a unit");
    lam_network_destroy(network);
}

/* The options come after the file. */
Test(edit_network, config) {
    char file[SCRATCH_SIZE];
    scratch_file(file, "");
    static const char text[] = "celsius = 30\ndrives.evprox1.mu = 40 ms # later\n";
    write_file(file, text, sizeof text - 1);
    lam_network *network = OPENED(file, "celsius=31");
    cr_assert_eq(lam_network_model(network)->celsius, 31);
    cr_assert_eq(lam_network_model(network)->drives[1].mu_ms, 40);
    lam_network_destroy(network);
    remove(file);
}

static const char *const bad[][2] = {
    {"drives.evprox1.muu=30", "drives.evprox1.muu=30: drives.evprox1.muu: 30: unknown key, "
                              "did you mean mu?"},
    {"drives.evprox1.sigma=-1", "drives.evprox1.sigma=-1: drives.evprox1.sigma: [-1.0,\"ms\"]: "
                                "accepted: [value, \"ms\"], value 0 to 1e+09"},
    {"grid.nx=1.5", "grid.nx=1.5: grid.nx: 1.5: accepted: a whole number"},
    {"connections[*].gain=-1",
     "connections[*].gain=-1: connections[0].gain: -1: accepted: a number"},
    {"baseline=hnnn", "baseline=hnnn: baseline: \"hnnn\": unknown baseline, did you mean hnn?"},
    {"cells.*.sections.soma.L=0",
     "cells.*.sections.soma.L=0: cells.L2_basket.sections.soma.L: [0,"},
    {"cells.L5_pyramidal.sections.soma.mechs.km.gbar=1",
     "cells.L5_pyramidal.sections.soma.mechs.km.gbar=1: cells.L5_pyramidal.sections.soma.mechs.km."
     "gbar: 1: unknown parameter, did you mean gbar_km?"},
    {"drives.more={\"type\": \"evokd\"}", "drives.more={\"type\": \"evokd\"}: drives.more.type: "},
    {"drives.evprox1.cell_specific=1", "drives.evprox1.cell_specific=1: drives.evprox1."
                                       "cell_specific: 1: accepted: true or false"},
    /* What is said of another place names that place's file. */
    {"cells.L5_pyramidal.sections.soma.L=null",
     "params/neymotin_2020.json: cells.L5_pyramidal.sections.soma.L: missing"},
    {"populations.L2_basket=null", "params/erp.json: drives.evdist1.weights_ampa.L2_basket: "
                                   "[0.006562,\"uS\"]: unknown population"},
};

Test(edit_network, refused_by_the_reader) {
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        lam_network_options options = {
            .models_directory = "params", .n_changes = 1, .changes = bad[i]};
        lam_network *network = NULL;
        cr_assert_eq(lam_network_open(ERP, &options, &network), LAM_ERR_INPUT, "%s", bad[i][0]);
        cr_assert_eq(strncmp(lam_error(), bad[i][1], strlen(bad[i][1])), 0,
                     "%s: expected \"%s\"\nhave     \"%s\"", bad[i][0], bad[i][1], lam_error());
    }
}

/* A change in a file is found there. */
Test(edit_network, refused_in_config) {
    char file[SCRATCH_SIZE], expected[SCRATCH_SIZE + 80];
    scratch_file(file, "");
    static const char text[] = "celsius = 30\n\ntstop = 100\ngrid.ny = 0 # none\n";
    write_file(file, text, sizeof text - 1);
    lam_network_options options = {.models_directory = "params", .config = file};
    lam_network *network = NULL;
    cr_assert_eq(lam_network_open(ERP, &options, &network), LAM_ERR_INPUT);
    snprintf(expected, sizeof expected, "%s: line 4: grid.ny: 0: accepted: a whole number", file);
    cr_assert_eq(strncmp(lam_error(), expected, strlen(expected)), 0, "%s", lam_error());
    remove(file);
}

/* Of many changes the last are remembered, whose values are the ones that are there. */
Test(edit_network, many_changes) {
    enum { N = 2000 };
    static const char *changes[N];
    for (size_t i = 0; i < N; i++) {
        changes[i] = i + 1 == N ? "grid.nx=0" : "tstop=100";
    }
    lam_network_options options = {
        .models_directory = "params", .n_changes = N, .changes = changes};
    lam_network *network = NULL;
    cr_assert_eq(lam_network_open(ERP, &options, &network), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "grid.nx=0: grid.nx: 0"), "%s", lam_error());
}

/* KIND.NAME.name=NEW gives another name in the same place, before and after other changes; what a
 * network has none of yet can be added as a whole. */
Test(edit_network, names_and_the_first_of_a_kind) {
    lam_network *network = OPENED(
        NULL, "drives.evprox1.name=touch", "drives.touch.mu=30", "drives.evprox2.name=\"a b\"",
        "populations.L5_basket.name=deep", "drives.touch.weights_ampa.deep=0.5",
        "biases.hold={\"deep\": {\"amplitude\": [1, \"nA\"]}}", "biases.hold.name=tonic",
        "electrode_arrays.shank={\"positions\": [[[1, 1, 1]], \"um\"]}", "biases.tonic.name=tonic");
    const lam_model *model = lam_network_model(network);
    cr_assert_str_eq(model->drives[0].name, "evdist1");
    cr_assert_str_eq(model->drives[1].name, "touch");
    cr_assert_str_eq(model->drives[2].name, "a b");
    cr_assert_eq(model->drives[1].mu_ms, 30);
    cr_assert_str_eq(model->biases[0].name, "tonic");
    cr_assert_str_eq(model->arrays[0].name, "shank");
    lam_network_destroy(network);
    static const char *const bad[][2] = {
        {"drives.evprox1.name=evdist1", "there is a population or drive of that name"},
        {"drives.evprx1.name=x", "did you mean drives.evprox1?"},
        {"drives.ev*.name=x", "3 have a name like this; accepted: one"},
        {"drives.evprox1.name=null", "accepted: a name"},
        {"drives.evprox1.name=", "accepted"},
        {"drives.evprox1.name=a.b", "accepted"},
        {"biases.x=3", "no biases in the network"},
        {"biases.x.name=y", "no biases in the network"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const lam_network_options options = {
            .models_directory = "params", .n_changes = 1, .changes = bad[i]};
        cr_assert_eq(lam_network_open(ERP, &options, &network), LAM_ERR_INPUT, "%s", bad[i][0]);
        cr_assert_not_null(strstr(lam_error(), bad[i][1]), "%s: %s", bad[i][0], lam_error());
    }
}
