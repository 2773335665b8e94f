: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of electric fields from outside: laminae_field_*

COMMENT
  laminae_field_use(network, tstop_ms, dt_ms, on)     before each run: the fields of a network, from
                                                      now on; on 0: none
  laminae_field_use_samples(xyz_V_m, dt_ms)           or x, y, z in turn at 0, dt/2, dt, ...; an
                                                      empty Vector: none
  laminae_field_now(t_ms, axis)                       returns the field along axis 0, 1, 2 (V/m)
  laminae_field_currents(sources, tree, nA)           what 1 V/m injects into each node of a tree:
                                                      those along x, then y, then z
See laminae.h for the meaning. The mechanism is efield.
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_sources.h"
ENDVERBATIM

PROCEDURE laminae_field_use() {
VERBATIM
    const lam_model* model = lam_network_model(lam_bridge_network(1));
    lam_bridge_check(lam_field_use(lam_bridge_number(4) != 0 ? model->n_electric_fields : 0,
                                   model->electric_fields, lam_bridge_number(2),
                                   lam_bridge_number(3)));
ENDVERBATIM
}

PROCEDURE laminae_field_use_samples() {
VERBATIM
    size_t n = lam_bridge_size(1) / 3;
    lam_bridge_check(lam_field_use_samples(n, lam_bridge_vector(1, 3 * n, "x, y, z in turn"),
                                           lam_bridge_number(2)));
ENDVERBATIM
}

FUNCTION laminae_field_now() {
VERBATIM
    double xyz_V_m[3];
    lam_field_now(lam_bridge_number(1), xyz_V_m);
    return xyz_V_m[lam_bridge_index(2, 3, "axis")];
ENDVERBATIM
}

PROCEDURE laminae_field_currents() {
VERBATIM
    size_t n, tree = lam_bridge_count(2, "tree");
    lam_bridge_check(lam_sources_field(lam_bridge_sources(1), tree, &n, nullptr));
    std::vector<double> nA(3 * n);
    lam_bridge_check(lam_sources_field(lam_bridge_sources(1), tree, &n, nA.data()));
    lam_bridge_set_vector(3, 3 * n, nA.data());
ENDVERBATIM
}
