/* SPDX-License-Identifier: BSD-3-Clause
 * t121_network_kinds - a network file means what docs/network-file.md says: all keys that HNN's
 * default column does not need. */
#include "t6xx_document.h"

#include <math.h>

static lam_network *network;
static const lam_model *model;

static void read_all_kinds(void) {
    network = all_kinds_network();
    model = lam_network_model(network);
}

static void destroy(void) {
    lam_network_destroy(network);
}

TestSuite(network_kinds, .init = read_all_kinds, .fini = destroy);

static void set(const char *path, const char *value) {
    GOOD(lam_network_set(network, path, value));
}

/* ---- cells ---- */

enum { SOMA, TUFT, TWIG };

static const lam_parameter *parameter_of(size_t section, size_t mechanism) {
    return &model->cell_types[0].sections[section].mechanisms[mechanism].parameters[0];
}

static void check_values(const lam_parameter *parameter, size_t n, const double *expected) {
    cr_assert_eq(parameter->n_values, n);
    for (size_t k = 0; k < n; k++) {
        cr_assert(fabs(parameter->values[k] - expected[k]) < 1e-12 * expected[k], "%zu: %.17g", k,
                  parameter->values[k]);
    }
}

/* The tuft, 150 um in 3 segments, leaves the soma at 19.5 um: middles at 44.5, 94.5, 144.5 um. */
Test(network_kinds, linear_rule) {
    static const double expected[] = {10 + 30 * 0.445, 10 + 30 * 0.945, 40};
    set("cells.P.sections.tuft.mechs.km.gbar_km",
        "{\"linear\": {\"at_zero\": [10, \"pS/um2\"], \"at_end\": [40, \"pS/um2\"], \"end\": [100, "
        "\"um\"]}}");
    check_values(parameter_of(TUFT, 0), 3, expected);
}

/* Its ends do not belong to a hot zone. */
Test(network_kinds, linear_rule_with_hot_zone) {
    static const double expected[] = {10 + 30 * 0.445, 3 * (10 + 30 * 0.945), 40};
    set("cells.P.sections.tuft.mechs.km.gbar_km",
        "{\"linear\": {\"at_zero\": [10, \"pS/um2\"], \"at_end\": [40, \"pS/um2\"], \"end\": [100, "
        "\"um\"], \"hot_zone\": {\"from\": [50, \"um\"], \"to\": [144.5, \"um\"], \"factor\": "
        "3}}}");
    check_values(parameter_of(TUFT, 0), 3, expected);
}

Test(network_kinds, exponential_rule_with_slope_and_offset) {
    double expected[3];
    for (size_t k = 0; k < 3; k++) {
        expected[k] = 2 * (3 * exp(0.01 * (44.5 + 50 * (double)k)) - 0.5);
    }
    set("cells.P.sections.tuft.mechs.km.gbar_km",
        "{\"exponential\": {\"at_zero\": [2, \"pS/um2\"], \"per_um\": [0.01, \"1/um\"], "
        "\"slope\": 3, \"offset\": -0.5}}");
    check_values(parameter_of(TUFT, 0), 3, expected);
}

Test(network_kinds, exponential_rule_with_offset) {
    double expected[3];
    for (size_t k = 0; k < 3; k++) {
        expected[k] = 2 * (exp(0.01 * (44.5 + 50 * (double)k)) - 0.5);
    }
    set("cells.P.sections.tuft.mechs.km.gbar_km",
        "{\"exponential\": {\"at_zero\": [2, \"pS/um2\"], \"per_um\": [0.01, \"1/um\"], "
        "\"offset\": -0.5}}");
    check_values(parameter_of(TUFT, 0), 3, expected);
}

Test(network_kinds, values_of_segments) {
    static const double expected[] = {100, 120, 140.123456};
    check_values(parameter_of(TUFT, 0), 3, expected);
    set("cells.P.sections.tuft.mechs.km.gbar_km",
        "{\"per_segment\": [[100, null, 140], \"pS/um2\"]}");
    const double *values = parameter_of(TUFT, 0)->values;
    cr_assert(values[0] == 100 && values[2] == 140);
    cr_assert(isinf(values[1]) && values[1] > 0, "null stands for the mechanism's default");
}

/* The twig is joined by its end 1 to the end of the tuft, 169.5 um along the cable. Its first
 * segment, at its end 0, is the farther one. */
Test(network_kinds, joined_by_end_1) {
    static const double expected[] = {10 + 169.5 + 37.5, 10 + 169.5 + 12.5};
    const lam_section *twig = &model->cell_types[0].sections[TWIG];
    cr_assert(twig->parent == TUFT && twig->parent_x == 1 && twig->joined_end == 1);
    cr_assert(twig->start_um[2] == 180 && twig->end_um[2] == 230, "ends as stated");
    set("cells.P.sections.twig.mechs.km", "null");
    set("cells.P.sections.twig.nseg", "2");
    set("cells.P.sections.twig.mechs.mine.g_mine",
        "{\"linear\": {\"at_zero\": [10, \"S/cm2\"], \"at_end\": [1010, \"S/cm2\"], \"end\": "
        "[1000, \"um\"]}}");
    check_values(parameter_of(TWIG, 0), 2, expected);
}

/* With a direction it is the end 1 that stands where the parent ends, the end 0 behind it. */
Test(network_kinds, direction_of_what_is_joined_by_end_1) {
    set("cells.P.sections.twig",
        "{\"parent\": [\"tuft\", 1, 1], \"L\": [50, \"um\"], \"diam\": [1, "
        "\"um\"], \"Ra\": [1, \"ohm cm\"], \"cm\": [1, \"uF/cm2\"], "
        "\"v0\": [-70, \"mV\"], \"direction\": [0, 3, 0], \"synapses\": "
        "[\"ampa\"]}");
    const lam_section *twig = &model->cell_types[0].sections[TWIG];
    const double *joint_um = model->cell_types[0].sections[TUFT].end_um;
    cr_assert_arr_eq(twig->end_um, joint_um, sizeof twig->end_um);
    cr_assert(twig->start_um[0] == 0 && twig->start_um[1] == -50 && twig->start_um[2] == 169.5);
}

/* A template that makes its shape itself says where it has synapses, no more. */
Test(network_kinds, own_shape) {
    const lam_cell_type *type = &model->cell_types[1];
    cr_assert(type->own_shape && !model->cell_types[0].own_shape);
    cr_assert_str_eq(type->template_name, "Mine");
    cr_assert_str_eq(model->cell_types[0].template_name, "DescribedCell");
    cr_assert(type->n_sections == 1 && type->sections[0].n_receptors == 1);
    cr_assert(type->dipole_section == -1 && type->excitatory == -1);
}

/* A point process of another kind has the parameters that it is given. */
Test(network_kinds, other_synapse) {
    const lam_mechanism *slow = &model->cell_types[0].receptors[1].synapse;
    cr_assert_str_eq(slow->name, "ExpSyn");
    cr_assert_eq(slow->n_parameters, 2);
    cr_assert_str_eq(slow->parameters[0].name, "tau");
    cr_assert(slow->parameters[0].values[0] == 7 && slow->parameters[1].values[0] == -80);
}

/* ---- places ---- */

static void check_position(size_t gid, double x_um, double y_um, double z_um) {
    double xyz_um[3];
    GOOD(lam_network_position(network, gid, xyz_um));
    cr_assert(xyz_um[0] == x_um && xyz_um[1] == y_um && xyz_um[2] == z_um, "%zu: %g %g %g", gid,
              xyz_um[0], xyz_um[1], xyz_um[2]);
}

Test(network_kinds, positions) {
    check_position(5, 60, 30, 1000); /* on the lattice */
    check_position(6, 0, 0, 1);      /* as stated */
    check_position(8, 0, 7, 1.5);
    check_position(9, 1, 2, 3);     /* a drive's own place */
    check_position(11, 30, 0, 500); /* the origin: the middle of 3 x 2 points */
    set("grid.origin", "[[7, 8, 9], \"um\"]");
    check_position(11, 7, 8, 9);
    check_position(9, 1, 2, 3);
}

/* ---- connections ---- */

static void check_sources(size_t connection, size_t target, size_t n, const double *expected) {
    double gids[20], weights_uS[20], delays_ms[20];
    size_t n_found;
    GOOD(lam_network_sources(network, connection, target, INFINITY, &n_found, gids, weights_uS,
                             delays_ms));
    cr_assert_eq(n_found, n, "%zu sources of %zu", n_found, target);
    cr_assert_arr_eq(gids, expected, n * sizeof *gids);
}

enum { ALL_BUT_ITSELF = 3, DRAWN, LISTED, SOME, OF_DRIVE }; /* behind those of the drives */

Test(network_kinds, pairs) {
    cr_assert_eq(model->n_connections, 8);
    check_sources(ALL_BUT_ITSELF, 2, 5, (double[]){0, 1, 3, 4, 5});
    check_sources(LISTED, 1, 1, (double[]){6});
    check_sources(LISTED, 5, 1, (double[]){8});
    check_sources(LISTED, 2, 0, (double[]){0});
    check_sources(SOME, 2, 2, (double[]){6, 7});
    check_sources(OF_DRIVE, 7, 3, (double[]){20, 21, 22});
}

/* numpy: sorted(default_rng(2**53).choice(18, 9, replace=False)) is 0 3 4 9 10 11 12 13 14, pairs
 * being source by source: 0-6, 1-6, 1-7, 3-6, 3-7, 3-8, 4-6, 4-7, 4-8. */
Test(network_kinds, drawn_pairs) {
    cr_assert(model->connections[DRAWN].n_pairs == 9);
    check_sources(DRAWN, 6, 4, (double[]){0, 1, 3, 4});
    check_sources(DRAWN, 7, 3, (double[]){1, 3, 4});
    check_sources(DRAWN, 8, 2, (double[]){3, 4});
}

static double threshold_of(size_t gid) {
    double threshold_mV;
    GOOD(lam_network_threshold(network, gid, &threshold_mV));
    return threshold_mV;
}

/* Of the connections that have a cell as a source the last one counts. Cells 2 and 5 are sources in
 * connection 0 alone. */
Test(network_kinds, thresholds) {
    static const double expected[] = {5, 5, -10, 5, 5, -10};
    for (size_t gid = 0; gid < 6; gid++) {
        cr_assert_eq(threshold_of(gid), expected[gid], "%zu: %g", gid, threshold_of(gid));
    }
    cr_assert_eq(threshold_of(6), -10, "the network's");
    set("connections[0].threshold", "-20");
    cr_assert(threshold_of(2) == -20 && threshold_of(1) == 5);
    set("connections[2].threshold", "7"); /* pairs from 6 and 8, then all from 6 and 7 */
    cr_assert(threshold_of(6) == -10 && threshold_of(7) == -10 && threshold_of(8) == 7);
    double threshold_mV = 77;
    cr_assert_eq(lam_network_threshold(network, model->n_gids, &threshold_mV), LAM_ERR_INPUT);
    cr_assert_eq(threshold_mV, 77);
}

/* ---- drives ---- */

/* numpy: sorted(default_rng(7).choice(6, 3, replace=False)) is 3 4 5: of the cells of the drive
 * from gid 11 on, one for each of A's, these project. The others have no target, so no rate. */
Test(network_kinds, drawn_cells_of_a_drive) {
    check_sources(1, 3, 1, (double[]){14});
    check_sources(1, 2, 0, (double[]){0});
    const lam_drive *noise = &model->drives[1];
    cr_assert(noise->n_cells == 6 && noise->n_rates == 1);
    cr_assert(noise->rates[0].first_cell == 3 && noise->rates[0].end_cell == 6);
    cr_assert_eq(noise->rates[0].rate_Hz, 10);
}

Test(network_kinds, rates_by_population) {
    set("drives.noise",
        "{\"type\": \"poisson\", \"location\": \"soma\", \"cell_specific\": true, "
        "\"rate_constant\": {\"A\": [0, \"Hz\"], \"T\": [40, \"Hz\"]}, \"space_constant\": [100, "
        "\"grid\"], \"event_seed\": 3, \"weights_ampa\": {\"T\": [0.1, \"uS\"]}, "
        "\"synaptic_delays\": [1, \"ms\"]}");
    const lam_drive *noise = &model->drives[1];
    cr_assert(noise->n_cells == 3 && noise->n_rates == 1 && noise->rates[0].rate_Hz == 40);
    set("drives.noise.rate_constant", "{\"T\": [0, \"Hz\"]}");
    noise = &model->drives[1];
    cr_assert_eq(noise->n_rates, 0, "a rate of 0 is silence");
    size_t n;
    double *times_ms;
    GOOD(lam_drive_events(network, 1, 2, 0, 0, 1000, &n, &times_ms));
    cr_assert_eq(n, 0);
    free(times_ms);
}

Test(network_kinds, spike_train) {
    size_t n;
    double *times_ms;
    cr_assert_eq(model->drives[3].n_cells, 3);
    GOOD(lam_drive_events(network, 3, 0, 0, 0, 50, &n, &times_ms));
    cr_assert(n == 3 && times_ms[0] == 1 && times_ms[1] == 2 && times_ms[2] == 3);
    free(times_ms);
}

/* ---- currents and electrodes ---- */

/* numpy: sorted(default_rng(1).choice(6, 3, replace=False)) is 1 2 4. */
Test(network_kinds, share_of_cells) {
    cr_assert_eq(model->n_biases, 2);
    const lam_bias *share = &model->biases[0], *all = &model->biases[1];
    cr_assert_eq(share->n_cells, 3);
    cr_assert_arr_eq(share->gids, ((size_t[]){1, 2, 4}), 3 * sizeof(size_t));
    cr_assert(share->tstart_ms == 0 && isinf(share->tstop_ms) && share->section == 0);
    cr_assert_eq(all->n_cells, 3);
    cr_assert_arr_eq(all->gids, ((size_t[]){6, 7, 8}), 3 * sizeof(size_t));
    cr_assert(all->amplitude_nA == -0.1 && all->tstart_ms == 5 && all->tstop_ms == 10);
}

Test(network_kinds, cells_by_gid) {
    set("biases.tonic.A", "{\"amplitude\": [1, \"nA\"], \"gids\": [4, 0, 4]}");
    cr_assert_eq(model->biases[0].n_cells, 2);
    cr_assert_arr_eq(model->biases[0].gids, ((size_t[]){0, 4}), 2 * sizeof(size_t));
}

Test(network_kinds, electrodes) {
    const lam_electrode_array *shank = &model->arrays[0];
    cr_assert(model->n_arrays == 4 && shank->n_contacts == 2 && shank->positions_um[5] == 100);
    cr_assert(shank->conductivity_S_m[0] == 0.3 && shank->min_distance_um == 0.5);
    cr_assert_str_eq(shank->method, "lsa");
}

/* ---- defaults of a run ---- */

Test(network_kinds, run) {
    cr_assert(model->scale == 3000 && model->smooth_ms == 30 && model->trials == 3);
    cr_assert(model->tstop_ms == 50 && model->dt_ms == 0.05 && model->seed == 5);
    cr_assert_eq(model->settle_ms, 20);
    cr_assert_str_eq(model->baseline, "run");
    set("seed", "-5");
    set("trials", "4");
    cr_assert(model->seed == -5 && model->trials == 4);
    cr_assert_str_eq(model->populations[1].baseline, "T", "the population's own");
    set("populations.T.baseline", "L5_pyramidal");
    cr_assert_str_eq(model->populations[1].baseline, "L5_pyramidal");
}
