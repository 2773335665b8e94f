/* SPDX-License-Identifier: BSD-3-Clause
 * t609_network_compare - what of a built network is different in another description: nothing, or
 * what can follow, and where; or structure, which is named. */
#include "t1xx_file.h"

static lam_network *erp(const char *change) {
    lam_network_options options = {
        .models_directory = "params", .n_changes = change != NULL, .changes = &change};
    lam_network *network = NULL;
    GOOD(lam_network_open(ERP, &options, &network));
    return network;
}

/* The default response with `before`, built, and what `change` then makes different. */
static lam_difference compared(const char *before, const char *change, double max_delay_ms) {
    lam_difference difference;
    lam_network *built = erp(before), *other = NULL;
    GOOD(lam_network_copy(built, &other));
    if (change != NULL) {
        GOOD(lam_network_change(other, change));
    }
    GOOD(lam_network_compare(built, other, max_delay_ms, &difference));
    lam_network_destroy(built);
    lam_network_destroy(other);
    return difference;
}

static void check(const char *change, size_t n_types, size_t n_connections, bool has_Ra,
                  bool has_thresholds, bool has_sensors, bool has_rest) {
    lam_difference found = compared(NULL, change, 170);
    cr_assert_null(found.structure, "%s: %s", change, found.structure);
    cr_assert(found.n_cell_types == n_types && found.n_connections == n_connections,
              "%s: %zu types, %zu connections", change, found.n_cell_types, found.n_connections);
    cr_assert(found.has_Ra == has_Ra && found.has_thresholds == has_thresholds &&
                  found.has_sensors == has_sensors && found.has_rest == has_rest,
              "%s", change);
    lam_difference_free(&found);
}

Test(network_compare, what_can_follow) {
    check(NULL, 0, 0, false, false, false, false);
    check("drives.evprox1.mu=30\ndrives.evdist1.event_seed=7\ndrives.evprox1.numspikes=3", 0, 0,
          false, false, false, false);
    check("tstop=20\nname=other\ntrials=3", 0, 0, false, false, false, false);
    check("celsius=30", 0, 0, false, false, false, true);
    check("cells.L5_pyramidal.sections.soma.mechs.km.gbar_km=50", 1, 0, false, false, false, true);
    check("cells.L5_pyramidal.sections.soma.mechs.km.gbar_km=null", 1, 0, false, false, false,
          true);
    check("cells.*.synapses.ampa.tau2=4", 4, 0, false, false, false, true);
    check("cells.L2_basket.sections.soma.v0=-70\ncells.L5_basket.sections.soma.cm=2", 2, 0, false,
          false, false, true);
    check("cells.L2_basket.sections.soma.Ra=100", 1, 0, true, false, false, true);
    check("threshold=5", 0, 0, false, true, false, true);
    check("connections[L2_basket>L2_pyramidal:gabab].weight=0.07", 0, 1, false, false, false, true);
    check("connections[L2_basket>L2_pyramidal:gabab].weight=0", 0, 1, false, false, false, true);
    check("drives.evprox1.weights_ampa.L2_basket=0.5\ndrives.evprox1.synaptic_delays.L5_basket=3",
          0, 3, false, false, false, true);
    check("electrode_arrays={\"a\": {\"positions\": [[[0, 0, 0]], \"um\"]}}", 0, 0, false, false,
          true, false);
}

/* A difference that goes away: the same in the end. */
Test(network_compare, what_is_the_same) {
    lam_difference found = compared("connections[L2_basket>L2_pyramidal:gabab].gain=0.5",
                                    "connections[L2_basket>L2_pyramidal:gabab].gain=0.25\n"
                                    "connections[L2_basket>L2_pyramidal:gabab].weight=0.1 uS",
                                    170);
    cr_assert(found.structure == NULL && found.n_connections == 0);
    lam_difference_free(&found);
}

static void check_structure(const char *change, double max_delay_ms, const char *named) {
    lam_difference found = compared(NULL, change, max_delay_ms);
    cr_assert_not_null(found.structure, "%s", change);
    cr_assert_str_eq(found.structure, named);
    cr_assert(found.cell_types == NULL && found.connections == NULL);
    lam_difference_free(&found);
}

Test(network_compare, structure) {
    check_structure("cells.L5_pyramidal.sections.soma.L=40", 170,
                    "cell_types.L5_pyramidal.sections.soma.L_um: 40");
    check_structure("cells.L5_pyramidal.sections.soma.mechs.km=null", 170,
                    "cell_types.L5_pyramidal.sections.soma.mechanisms: 6");
    check_structure("grid.inplane_distance=2", 170,
                    "populations.L2_basket: cell 1 at 6, 0, 1045.92 um");
    check_structure("drives.evprox1=null", 170, "n_gids: 775");
    check_structure("drives.evprox1.probability=0.5\ndrives.evprox1.conn_seed=4", 170,
                    "connections[evprox1>L2_basket]: other pairs of cells");
    /* a delay of 1 ms for neighbours grows with distance, and sources drop out */
    check_structure("connections[L5_pyramidal>L5_basket].delay=60", 100,
                    "connections[L5_pyramidal>L5_basket]: other pairs of cells");
}
