/* SPDX-License-Identifier: BSD-3-Clause
 * t403_regress_tight_nodes - nodes that are joined by next to no resistance. Their weights are
 * 1e12, and their voltages differ by less than a double can tell: rounding errors became potentials
 * and dipoles. */
#include "laminae.h"
#include "lam_kernel.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* A thick cable of three segments between ends 0 and 4, of 1e-12 MOhm; from end 0 a thin branch of
 * segment 5 and end 6, from end 4 one of segments 7, 8. */
enum { N = 9, ROWS = 6 };
static const double tiny = 1e-12;
static const int parents[N] = {-1, 0, 1, 2, 3, 0, 5, 4, 7};
static const double ohms[N] = {0, tiny, 2 * tiny, 2 * tiny, tiny, 40, 40, 30, 20};
static const bool sampled[N] = {[1] = true, true, true, [5] = true, [7] = true, true};
static const double x_um[N] = {100, 120, 160, 200, 220, 70, 40, 250, 290};

static lam_leadfield *field;
static lam_sources *sources;
static size_t currents[N];

/* The nodes stand along x, and y is half of it. */
static lam_node node_at(int i) {
    lam_node node = {.parent = parents[i], .r_axial_MOhm = ohms[i], .is_sampled = sampled[i]};
    double from = i > 0 ? x_um[parents[i]] : x_um[0];
    double half = sampled[i] ? 10 : 0, thick = i < 5 ? 30 : 1;
    node.is_source = sampled[i];
    for (int k = 0; k < 2; k++) {
        node.place_um[k] = x_um[i] / (1 + k);
        node.start_um[k] = (x_um[i] - half) / (1 + k);
        node.end_um[k] = (x_um[i] + half) / (1 + k);
        node.path_um[k] = (x_um[i] - from) / (1 + k);
    }
    node.diam_um = thick;
    return node;
}

static void make(void) {
    const double axis[3] = {1, 0, 0}, origin[3] = {1000, 0, 0};
    size_t tree, row;
    lam_leadfield_create(&field);
    lam_sources_create(&sources);
    lam_sources_tree(sources, axis, &tree);
    for (int i = 0; i < N; i++) {
        lam_node node = node_at(i);
        cr_assert_eq(lam_sources_node(sources, &node), LAM_OK, "%s", lam_error());
    }
    cr_assert_eq(lam_sources_cell(sources, field, tree, 0, origin, &row), LAM_OK);
}

static void destroy(void) {
    lam_leadfield_destroy(field);
    lam_sources_destroy(sources);
}

TestSuite(tight, .init = make, .fini = destroy);

static size_t add_current(size_t node, lam_current_kind kind) {
    size_t current;
    cr_assert_eq(lam_sources_current(sources, field, node, kind, &current), LAM_OK, "%s",
                 lam_error());
    return current;
}

Test(tight, they_are_found) {
    size_t n;
    const bool *is_tight;
    cr_assert_eq(lam_sources_tight(sources, 0, &n, &is_tight), LAM_OK);
    cr_assert_eq(n, N);
    for (int i = 0; i < N; i++) {
        cr_assert_eq(is_tight[i], i < 5, "node %d", i);
    }
    cr_assert_eq(lam_sources_tight(sources, 1, &n, &is_tight), LAM_ERR_INPUT);
}

Test(tight, their_membrane_currents_are_needed) {
    size_t signal;
    add_current(1, LAM_MEMBRANE);
    add_current(3, LAM_MEMBRANE);
    cr_assert_eq(lam_sources_dipole(sources, field, NULL, 0, &signal), LAM_ERR_STATE);
    cr_assert_not_null(strstr(lam_error(), "2 membrane currents of tight nodes"), "%s",
                       lam_error());
}

Test(tight, two_unknown_currents_are_refused) {
    size_t signal;
    add_current(1, LAM_MEMBRANE_UNTOLD);
    add_current(2, LAM_MEMBRANE);
    add_current(3, LAM_MEMBRANE_UNTOLD);
    cr_assert_eq(lam_sources_moment(sources, field, NULL, 0, &signal), LAM_OK);
    cr_assert_eq(lam_sources_dipole(sources, field, NULL, 0, &signal), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "2 electrodes of unknown current"), "%s", lam_error());
}

/* One step. Nodes 1 to 3 are at -65 mV but for the last digit, and with them the ends 0 and 4. */
static double sample(size_t signal) {
    double samples[2], v[N] = {0, -65, nextafter(-65, 0), -65, 0, -50, 0, -80, -77};
    lam_leadfield_sample(0, 0.025, -1, 0);
    for (int i = 0, row = 0; i < N; i++) {
        if (sampled[i]) {
            lam_leadfield_sample(0, 0.025, row++, v[i]);
        }
    }
    cr_assert_eq(lam_leadfield_read(field, signal, samples), LAM_OK, "%s", lam_error());
    return samples[1];
}

/* What leaves the membrane: of the thin branches by their voltages; of the thick cable, whose
 * segment 3 gets an electrode's current, in parts that add up. */
static const double from_0 = (-65 - -50) / 40., from_4 = (-65 - -80) / 30.,
                    from_7 = (-80 - -77) / 20.;
static const double at_electrode = 0.9;
static void membrane(double *i_nA) {
    memset(i_nA, 0, N * sizeof *i_nA);
    i_nA[5] = from_0;
    i_nA[7] = from_4 - from_7;
    i_nA[8] = from_7;
    i_nA[1] = 0.4;
    i_nA[2] = -0.3;
    i_nA[3] = at_electrode - from_0 - from_4 - i_nA[1] - i_nA[2];
}

static void run(lam_current_kind kind_at_3) {
    double i_nA[N], contact[3] = {1100, 80, 0}, phi = 0, moment = 0, dipole = 0;
    size_t array_signal, moment_signal, dipole_signal, scalar_signal, injected = N;
    lam_electrode_array array = {.name = "a",
                                 .n_contacts = 1,
                                 .positions_um = contact,
                                 .method = "psa",
                                 .conductivity_S_m = {0.3, 0.3, 0.3},
                                 .below = {NAN, 0},
                                 .above = {NAN, 0}};
    for (size_t i = 1; i < 4; i++) {
        currents[i] = add_current(i, i == 3 ? kind_at_3 : LAM_MEMBRANE);
    }
    if (kind_at_3 == LAM_MEMBRANE) {
        injected = add_current(3, LAM_INJECTED);
    }
    cr_assert_eq(lam_sources_array(sources, field, &array, false, NULL, 0, &array_signal), LAM_OK,
                 "%s", lam_error());
    cr_assert_eq(lam_sources_moment(sources, field, NULL, 0, &moment_signal), LAM_OK);
    cr_assert_eq(lam_sources_dipole(sources, field, NULL, 0, &dipole_signal), LAM_OK);
    cr_assert_eq(lam_sources_scalar(sources, field, NULL, 0, &scalar_signal), LAM_OK);
    membrane(i_nA);
    cr_assert_eq(lam_leadfield_start(field, 2, 0.025, 1, 1), LAM_OK);
    for (size_t i = 1; i < 4; i++) {
        lam_leadfield_sample_current(0, 0.025, (double)currents[i], i_nA[i]);
    }
    if (injected < N) {
        lam_leadfield_sample_current(0, 0.025, (double)injected, at_electrode);
    }
    for (int i = 0; i < N; i++) {
        double dx = x_um[i] + 1000 - contact[0], dy = x_um[i] / 2 - contact[1];
        phi += i_nA[i] * 1000 / (4 * 3.14159265358979323846 * 0.3 * hypot(dx, dy));
        moment += i_nA[i] * (x_um[i] + 1000);
        dipole += (i_nA[i] - (i == 3 ? at_electrode : 0)) * x_um[i];
    }
    cr_assert_float_eq(sample(array_signal), phi, 1e-11 * fabs(phi));
    cr_assert_float_eq(sample(moment_signal), moment, 1e-11 * fabs(moment));
    cr_assert_float_eq(sample(dipole_signal), dipole, 1e-11 * fabs(dipole));
    cr_assert_float_eq(sample(dipole_signal + 1), dipole / 2, 1e-11 * fabs(dipole));
    cr_assert_float_eq(sample(scalar_signal), dipole, 1e-11 * fabs(dipole));
}

Test(tight, sums_over_their_currents) {
    run(LAM_MEMBRANE);
}

Test(tight, an_unknown_current_follows_from_the_others) {
    run(LAM_MEMBRANE_UNTOLD);
}
