/* SPDX-License-Identifier: BSD-3-Clause
 * t419_receptors - potentials by receptor: each synapse's current counts at its node, for its
 * receptor and against the rest; what is measured of all currents knows nothing of synapses. */
#include "good.h"
#include "lam_kernel.h"

#include <math.h>

static lam_leadfield *field;
static lam_sources *sources;
static const double origin[3] = {0, 0, 0}, axis[3] = {0, 0, 1};

/* Segments at z = 0 and 100, joined by 10 MOhm. */
static void make(void) {
    size_t tree, row;
    GOOD(lam_leadfield_create(&field));
    GOOD(lam_sources_create(&sources));
    GOOD(lam_sources_tree(sources, axis, &tree));
    for (int i = 0; i < 2; i++) {
        lam_node node = {.parent = i - 1, .r_axial_MOhm = 10, .is_sampled = true};
        node.is_source = true;
        node.place_um[2] = node.start_um[2] = node.end_um[2] = 100 * i;
        node.diam_um = 1;
        GOOD(lam_sources_node(sources, &node));
    }
    GOOD(lam_sources_cell(sources, field, tree, 3, origin, &row));
}

static void destroy(void) {
    lam_leadfield_destroy(field);
    lam_sources_destroy(sources);
}

TestSuite(receptors, .init = make, .fini = destroy);

static double value_of(size_t signal) {
    double samples[2];
    GOOD(lam_leadfield_read(field, signal, samples));
    return samples[1];
}

/* uV/nA of the two nodes at a contact at (30, 0, 0). */
static double at(int node) {
    return 1000 / (4 * 3.14159265358979323846 * 0.3 * hypot(30, 100 * node));
}

Test(receptors, add_up_with_the_rest) {
    static const bool is_group[] = {true, false, false, false};
    const double contact[3] = {30, 0, 0}, clamp_nA = 0.7, i_nA[3] = {0.2, -0.5, 0.11};
    const size_t receptors[3] = {0, 4, 0}, nodes[3] = {0, 0, 1};
    size_t clamp, currents[3], whole, dipole, part[2], rest, missing, others;
    lam_electrode_array array = {.name = "a",
                                 .n_contacts = 1,
                                 .positions_um = contact,
                                 .method = "psa",
                                 .conductivity_S_m = {0.3, 0.3, 0.3},
                                 .below = {NAN, 0},
                                 .above = {NAN, 0}};
    GOOD(lam_sources_current(sources, field, 1, LAM_INJECTED, &clamp));
    for (int k = 0; k < 3; k++) {
        GOOD(lam_sources_synapse(sources, field, nodes[k], receptors[k], &currents[k]));
    }
#define RECEPTOR(number, groups, n_groups, out)                                                    \
    GOOD(lam_sources_receptor(sources, field, &array, false, number, groups, n_groups, out))
    GOOD(lam_sources_array(sources, field, &array, false, NULL, 0, &whole));
    GOOD(lam_sources_moment(sources, field, NULL, 0, &dipole));
    RECEPTOR(0, NULL, 0, &part[0]);
    RECEPTOR(4, NULL, 0, &part[1]);
    RECEPTOR(LAM_NOT_SYNAPTIC, NULL, 0, &rest);
    RECEPTOR(1, NULL, 0, &missing);
    RECEPTOR(0, is_group, 4, &others); /* the cell is of group 3 */
    GOOD(lam_leadfield_start(field, 2, 0.025, 1, 1));
    lam_leadfield_sample(0, 0.025, 0, -60);
    lam_leadfield_sample(0, 0.025, 1, -80);
    lam_leadfield_sample_current(0, 0.025, (double)clamp, clamp_nA);
    for (int k = 0; k < 3; k++) {
        lam_leadfield_sample_current(0, 0.025, (double)currents[k], i_nA[k]);
    }
    double axial_nA = (-60. - -80.) / 10, all = -axial_nA * at(0) + (axial_nA + clamp_nA) * at(1);
    double first = i_nA[0] * at(0) + i_nA[2] * at(1), second = i_nA[1] * at(0);
    cr_assert_float_eq(value_of(whole), all, 1e-12);
    cr_assert_float_eq(value_of(part[0]), first, 1e-12);
    cr_assert_float_eq(value_of(part[1]), second, 1e-12);
    cr_assert_float_eq(value_of(rest), all - first - second, 1e-12);
    cr_assert_eq(value_of(missing), 0);
    cr_assert_eq(value_of(others), 0);
    cr_assert_float_eq(value_of(dipole + 2), (axial_nA + clamp_nA) * 100, 1e-10);
}

Test(receptors, places_that_are_not_there_are_refused) {
    size_t current;
    cr_assert_eq(lam_sources_synapse(sources, field, 2, 0, &current), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "sources: a current at node 2; accepted: below 2");
}
