/* SPDX-License-Identifier: BSD-3-Clause
 * t607_put - a network that a program changes, in parts and by several lines at once, is the one
 * that a file would have described. After a failure it is as it was. */
#include "t1xx_file.h"

#include <math.h>

static lam_network *opened(void) {
    lam_network_options options = {.models_directory = "params"};
    lam_network *network = NULL;
    GOOD(lam_network_open(ERP, &options, &network));
    return network;
}

/* What the line about bad input begins with. */
static void expect_line(lam_status status, const char *beginning) {
    cr_assert_eq(status, LAM_ERR_INPUT);
    cr_assert_eq(strncmp(lam_error(), beginning, strlen(beginning)), 0, "%s", lam_error());
}

static void put_drive(lam_network *network, const char *kind) {
    GOOD(lam_network_insert(network, "drives.more"));
    GOOD(lam_network_put_text(network, "drives.more.type", kind));
    GOOD(lam_network_put_text(network, "drives.more.location", "soma"));
    GOOD(lam_network_put_flag(network, "drives.more.cell_specific", true));
    GOOD(lam_network_put_number(network, "drives.more.space_constant", 3));
    GOOD(lam_network_put_number(network, "drives.more.event_seed", 5));
    GOOD(lam_network_put_number(network, "drives.more.mu", 12.5));
    GOOD(lam_network_put_number(network, "drives.more.sigma", 0));
    GOOD(lam_network_put_number(network, "drives.more.numspikes", 2));
    GOOD(lam_network_put_number(network, "drives.more.weights_ampa.L5_basket", 0.1));
    GOOD(lam_network_put_number(network, "drives.more.synaptic_delays.L5_basket", 1));
}

Test(put, drive) {
    lam_network *network = opened();
    put_drive(network, "evoked");
    GOOD(lam_network_update(network));
    const lam_model *model = lam_network_model(network);
    cr_assert_eq(model->n_drives, 4);
    cr_assert(model->drives[3].mu_ms == 12.5 && model->drives[3].n_spikes == 2);
    cr_assert_not_null(strstr(lam_network_json(network), "\"mu\": [12.5, \"ms\"]"));
    lam_network_destroy(network);
}

Test(put, connection) {
    lam_network *network = opened();
    size_t place, n_before = lam_network_model(network)->n_connections;
    static const double gids[] = {170, 171, 269};
    GOOD(lam_network_append(network, "connections", &place));
    cr_assert_eq(place, 16);
    GOOD(lam_network_put_text(network, "connections[16].from", "L5_pyramidal"));
    GOOD(lam_network_put_text(network, "connections[16].to", "L5_basket"));
    GOOD(lam_network_put_text(network, "connections[16].location", "soma"));
    GOOD(lam_network_put_text(network, "connections[16].receptor", "nmda"));
    GOOD(lam_network_put_number(network, "connections[16].weight", 0.25));
    GOOD(lam_network_put_number(network, "connections[16].delay", 1));
    GOOD(lam_network_put_number(network, "connections[16].lamtha", 3));
    GOOD(lam_network_put_numbers(network, "connections[16].from_gids", 3, gids));
    GOOD(lam_network_update(network));
    const lam_model *model = lam_network_model(network);
    cr_assert_eq(model->n_connections, n_before + 1);
    size_t n = 0;
    for (size_t c = 0; c < model->n_connections; c++) {
        n += model->connections[c].weight_uS == 0.25;
    }
    cr_assert_eq(n, 1);
    lam_network_destroy(network);
}

/* What one of two changes alone would make of the network is refused. */
Test(put, several_at_once) {
    lam_network *network = opened();
    expect_line(lam_network_set(network, "drives.evprox1.synaptic_delays.L2_basket", "null"), "");
    GOOD(lam_network_change(network, "drives.evprox1.weights_ampa.L2_basket = null\n\n"
                                     "drives.evprox1.weights_nmda.L2_basket=null\n"
                                     "drives.evprox1.synaptic_delays.L2_basket=null\n"));
    cr_assert_eq(lam_network_model(network)->n_gids, 1045 - 35);
    expect_line(lam_network_change(network, "celsius=30\nnothing=1"), "nothing=1: ");
    cr_assert_eq(lam_network_model(network)->celsius, 37);
    lam_network_destroy(network);
}

Test(put, refused) {
    lam_network *network = opened();
    char *before = strdup(lam_network_json(network));
    size_t place;
    put_drive(network, "evokd");
    expect_line(lam_network_update(network),
                "params/erp.json, changed: drives.more.type: \"evokd\": unknown type of drive");
    put_drive(network, "evoked");
    expect_line(lam_network_insert(network, "drives.evprox1"),
                "drives.evprox1: is there already; accepted: another name");
    put_drive(network, "evoked"); /* is not there: all was undone */
    expect_line(lam_network_put_number(network, "drives.*.mu", 3), "drives.*.mu: accepted: keys");
    put_drive(network, "evoked");
    expect_line(lam_network_put_number(network, "drives.more.mu", NAN),
                "drives.more.mu: nan; accepted: a finite number");
    put_drive(network, "evoked");
    expect_line(lam_network_put_numbers(network, "drives.more.times", 2, (double[]){1, INFINITY}),
                "drives.more.times: inf; accepted: a finite number");
    put_drive(network, "evoked");
    expect_line(lam_network_append(network, "drives", &place), "drives: no list");
    put_drive(network, "evoked");
    GOOD(lam_network_put_number(network, "drives.more.mu", -1e300));
    expect_line(lam_network_update(network),
                "params/erp.json, changed: drives.more.mu: [-1e300,\"ms\"]: accepted: ");
    GOOD(lam_network_insert(network, "drives.more"));
    expect_line(lam_network_update(network), "params/erp.json, changed: drives.more.type: missing");
    /* true is one value, wherever it stands: what is wrong with another is not blamed on this */
    GOOD(lam_network_put_flag(network, "connections[0].autapses", true));
    GOOD(lam_network_put_flag(network, "populations.L2_basket.cell", true));
    expect_line(lam_network_update(network), "params/neymotin_2020.json: populations.L2_basket.");
    cr_assert_str_eq(lam_network_json(network), before);
    free(before);
    lam_network_destroy(network);
}
