: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of cells whose currents are measured: laminae_sources_*, laminae_array_*

COMMENT
  laminae_sources_create()      returns the handle
  laminae_sources_free(handle)
  laminae_sources_tree(handle, axis, name, column ...)     a tree of the columns of lam_node, in
        any order: "parent", Vector, "place_um", Vector and so on. axis: x, y, z.  returns the tree
  laminae_sources_cell(handle, leadfield, tree, group, x, y, z)        returns the first row
  laminae_sources_tight(handle, tree, nodes)    for a tree that has a cell. nodes, one a node:
        whether almost no resistance joins it to a neighbour
  laminae_sources_current(handle, leadfield, node, kind)     0: injected; 1: of the membrane; 2: of
        the membrane, where an electrode of unknown current stands.  returns the current
  laminae_sources_synapse(handle, leadfield, node, receptor)     likewise of a synapse
  laminae_sources_dipole(handle, leadfield, groups)    groups: Vector, empty: all
  laminae_sources_moment(handle, leadfield, groups)
  laminae_sources_scalar(handle, leadfield, groups)
  laminae_sources_array(handle, leadfield, groups, array, lines_as_hnn)
  laminae_sources_receptor(handle, leadfield, groups, array, lines_as_hnn, receptor)    its part
        of the array's; -1: that of what is no synapse's
  laminae_sources_volumes(handle, leadfield, groups, volumes)          return the first signal
  laminae_shape_create(name, column ...)    the shape of a cell, of the columns of its sections:
        "parent", Vector, "length_um", Vector and so on (lam_shape).  returns the handle
  laminae_shape_lay_out(handle, is_fixed, as_given, root_z_um, name, column ...)     those of its
        points
  laminae_shape_place(handle, section, x, place)             afterwards: x, y, z
  laminae_shape_free(handle)
  laminae_array_create(name)    returns the handle of an electrode array: point sources, 0.3 S/m
  laminae_array_of(network, i)  returns the handle of a copy of a network's i-th array
  laminae_array_free(handle)
  laminae_array_contact(handle, x, y, z)   or with a normal, (handle, x, y, z, nx, ny, nz)
  laminae_array_method(handle, text)
  laminae_array_conductivity(handle, x, y, z)                  S/m
  laminae_array_min_distance(handle, um)
  laminae_array_disc(handle, radius_um, points)
  laminae_array_below(handle, z_um, S_m), laminae_array_above(handle, z_um, S_m)
  laminae_array_set_csd(handle [, method, radius_um, kernel_width_um, regularisation])
        after conductivity and above; alone: no csd; regularisation below 0: it is chosen
  laminae_array_csd(handle, potentials, csd)     of all contacts, one after the other (uV, uA/mm3)
  laminae_array_check(handle)
  laminae_table_write(file, head, values, n_columns)   a Vector, column after column, as text
  laminae_volumes_create(name, lower, upper, axis_x, axis_y, radius, area)   Vectors x, y, z in turn
        1e9 and more: without limit; radius, area 0: none.  returns the handle
  laminae_volumes_of(network, i)   returns the handle of a copy of a network's i-th slabs
  laminae_volumes_free(handle)
See laminae.h for the meaning; lists are Vectors.
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_sources.h"
ENDVERBATIM

FUNCTION laminae_sources_create() {
VERBATIM
    lam_sources* sources = nullptr;
    lam_bridge_check(lam_sources_create(&sources));
    lam_bridge.sources.push_back(sources);
    return static_cast<double>(lam_bridge.sources.size());
ENDVERBATIM
}

PROCEDURE laminae_sources_free() {
VERBATIM
    lam_sources_destroy(lam_bridge_sources(1));
    lam_bridge.sources[static_cast<size_t>(lam_bridge_number(1)) - 1] = nullptr;
ENDVERBATIM
}

FUNCTION laminae_sources_tree() {
VERBATIM
    size_t tree;
    lam_bridge_columns nodes(3);
    lam_bridge_check(lam_sources_grow(lam_bridge_sources(1), lam_bridge_vector(2, 3, "axis"),
                                      nodes.columns.size(), nodes.columns.data(), &tree));
    return static_cast<double>(tree);
ENDVERBATIM
}

FUNCTION laminae_sources_cell() {
VERBATIM
    size_t first_row;
    double offset_um[3] = {lam_bridge_number(5), lam_bridge_number(6), lam_bridge_number(7)};
    lam_bridge_check(lam_sources_cell(lam_bridge_sources(1), lam_bridge_leadfield(2),
                                      lam_bridge_count(3, "tree"), lam_bridge_count(4, "group"),
                                      offset_um, &first_row));
    return static_cast<double>(first_row);
ENDVERBATIM
}

PROCEDURE laminae_sources_tight() {
VERBATIM
    size_t n;
    const bool* is_tight;
    lam_bridge_check(
        lam_sources_tight(lam_bridge_sources(1), lam_bridge_count(2, "tree"), &n, &is_tight));
    lam_bridge_set_vector(3, n, is_tight);
ENDVERBATIM
}

FUNCTION laminae_sources_current() {
VERBATIM
    size_t current, kind = lam_bridge_index(4, LAM_MEMBRANE_UNTOLD + 1, "kind");
    lam_bridge_check(lam_sources_current(lam_bridge_sources(1), lam_bridge_leadfield(2),
                                         lam_bridge_count(3, "node"),
                                         static_cast<lam_current_kind>(kind), &current));
    return static_cast<double>(current);
ENDVERBATIM
}

FUNCTION laminae_sources_synapse() {
VERBATIM
    size_t current;
    lam_bridge_check(lam_sources_synapse(lam_bridge_sources(1), lam_bridge_leadfield(2),
                                         lam_bridge_count(3, "node"),
                                         lam_bridge_count(4, "receptor"), &current));
    return static_cast<double>(current);
ENDVERBATIM
}

FUNCTION laminae_sources_dipole() {
VERBATIM
    size_t signal;
    lam_bridge_groups groups(3);
    lam_bridge_check(lam_sources_dipole(lam_bridge_sources(1), lam_bridge_leadfield(2),
                                        groups.chosen(), groups.n, &signal));
    return static_cast<double>(signal);
ENDVERBATIM
}

FUNCTION laminae_sources_moment() {
VERBATIM
    size_t signal;
    lam_bridge_groups groups(3);
    lam_bridge_check(lam_sources_moment(lam_bridge_sources(1), lam_bridge_leadfield(2),
                                        groups.chosen(), groups.n, &signal));
    return static_cast<double>(signal);
ENDVERBATIM
}

FUNCTION laminae_sources_scalar() {
VERBATIM
    size_t signal;
    lam_bridge_groups groups(3);
    lam_bridge_check(lam_sources_scalar(lam_bridge_sources(1), lam_bridge_leadfield(2),
                                        groups.chosen(), groups.n, &signal));
    return static_cast<double>(signal);
ENDVERBATIM
}

FUNCTION laminae_sources_array() {
VERBATIM
    size_t signal;
    lam_bridge_groups groups(3);
    lam_bridge_check(lam_sources_array(lam_bridge_sources(1), lam_bridge_leadfield(2),
                                       lam_bridge_array(4), lam_bridge_number(5) != 0,
                                       groups.chosen(), groups.n, &signal));
    return static_cast<double>(signal);
ENDVERBATIM
}

FUNCTION laminae_sources_receptor() {
VERBATIM
    lam_bridge_groups groups(3);
    bool is_rest = lam_bridge_number(6) < 0;
    size_t signal, receptor = is_rest ? LAM_NOT_SYNAPTIC : lam_bridge_count(6, "receptor");
    lam_bridge_check(lam_sources_receptor(lam_bridge_sources(1), lam_bridge_leadfield(2),
                                          lam_bridge_array(4), lam_bridge_number(5) != 0, receptor,
                                          groups.chosen(), groups.n, &signal));
    return static_cast<double>(signal);
ENDVERBATIM
}

FUNCTION laminae_sources_volumes() {
VERBATIM
    size_t signal;
    lam_bridge_groups groups(3);
    lam_bridge_check(lam_sources_volumes(lam_bridge_sources(1), lam_bridge_leadfield(2),
                                         lam_bridge_boxes(4), groups.chosen(), groups.n, &signal));
    return static_cast<double>(signal);
ENDVERBATIM
}

FUNCTION laminae_shape_create() {
VERBATIM
    lam_shape* shape = nullptr;
    lam_bridge_columns sections(1);
    lam_bridge_check(lam_shape_create(sections.columns.size(), sections.columns.data(), &shape));
    lam_bridge.shapes.push_back(shape);
    return static_cast<double>(lam_bridge.shapes.size());
ENDVERBATIM
}

PROCEDURE laminae_shape_lay_out() {
VERBATIM
    lam_bridge_columns points(5);
    lam_bridge_check(lam_shape_lay_out(lam_bridge_shape(1), points.columns.size(),
                                       points.columns.data(), lam_bridge_number(2) != 0,
                                       lam_bridge_number(3) != 0, lam_bridge_number(4)));
ENDVERBATIM
}

PROCEDURE laminae_shape_place() {
VERBATIM
    double place_um[3];
    lam_bridge_check(lam_shape_place(lam_bridge_shape(1), lam_bridge_count(2, "section"),
                                     lam_bridge_number(3), place_um));
    lam_bridge_set_vector(4, 3, place_um);
ENDVERBATIM
}

PROCEDURE laminae_shape_free() {
VERBATIM
    lam_shape_destroy(lam_bridge_shape(1));
    lam_bridge.shapes[static_cast<size_t>(lam_bridge_number(1)) - 1] = nullptr;
ENDVERBATIM
}

FUNCTION laminae_array_create() {
VERBATIM
    lam_electrode_array* array = nullptr;
    lam_bridge_check(lam_array_create(lam_bridge_text(1), &array));
    lam_bridge.arrays.push_back(array);
    return static_cast<double>(lam_bridge.arrays.size());
ENDVERBATIM
}

FUNCTION laminae_array_of() {
VERBATIM
    lam_electrode_array* array = nullptr;
    const lam_model* model = lam_network_model(lam_bridge_network(1));
    lam_bridge_check(
        lam_array_copy(&model->arrays[lam_bridge_index(2, model->n_arrays, "array")], &array));
    lam_bridge.arrays.push_back(array);
    return static_cast<double>(lam_bridge.arrays.size());
ENDVERBATIM
}

PROCEDURE laminae_array_free() {
VERBATIM
    lam_array_destroy(lam_bridge_array(1));
    lam_bridge.arrays[static_cast<size_t>(lam_bridge_number(1)) - 1] = nullptr;
ENDVERBATIM
}

PROCEDURE laminae_array_contact() {
VERBATIM
    lam_bridge_array_contact(lam_bridge_array(1));
ENDVERBATIM
}

PROCEDURE laminae_array_method() {
VERBATIM
    lam_bridge_check(lam_array_set_method(lam_bridge_array(1), lam_bridge_text(2)));
ENDVERBATIM
}

PROCEDURE laminae_array_conductivity() {
VERBATIM
    double S_m[3] = {lam_bridge_number(2), lam_bridge_number(3), lam_bridge_number(4)};
    std::copy(S_m, S_m + 3, lam_bridge_array(1)->conductivity_S_m);
ENDVERBATIM
}

PROCEDURE laminae_array_min_distance() {
VERBATIM
    lam_bridge_array(1)->min_distance_um = lam_bridge_number(2);
ENDVERBATIM
}

PROCEDURE laminae_array_disc() {
VERBATIM
    lam_bridge_array(1)->radius_um = lam_bridge_number(2);
    lam_bridge_array(1)->n_points = lam_bridge_count(3, "points");
ENDVERBATIM
}

PROCEDURE laminae_array_below() {
VERBATIM
    lam_bridge_array(1)->below = {lam_bridge_number(2), lam_bridge_number(3)};
ENDVERBATIM
}

PROCEDURE laminae_array_above() {
VERBATIM
    lam_bridge_array(1)->above = {lam_bridge_number(2), lam_bridge_number(3)};
ENDVERBATIM
}

PROCEDURE laminae_array_set_csd() {
VERBATIM
    lam_csd_options options;
    lam_electrode_array* array = lam_bridge_array(1);
    if (ifarg(2)) {
        lam_bridge_check(lam_csd_of_array(array, lam_bridge_text(2), lam_bridge_number(3),
                                        lam_bridge_number(4), lam_bridge_number(5), &options));
    }
    lam_array_set_csd(array, ifarg(2) ? &options : nullptr);
ENDVERBATIM
}

PROCEDURE laminae_array_check() {
VERBATIM
    lam_bridge_check(lam_electrode_check(lam_bridge_array(1)));
ENDVERBATIM
}

PROCEDURE laminae_array_csd() {
VERBATIM
    const lam_electrode_array* array = lam_bridge_array(1);
    size_t n = lam_bridge_size(2), n_samples = n / std::max<size_t>(array->n_contacts, 1);
    const double* phi_uV = lam_bridge_vector(2, n_samples * array->n_contacts, "potentials");
    std::vector<double> csd(n);
    lam_bridge_check(lam_csd_array(array, n_samples, phi_uV, csd.data()));
    lam_bridge_set_vector(3, n, csd.data());
ENDVERBATIM
}

PROCEDURE laminae_table_write() {
VERBATIM
    size_t n = lam_bridge_size(3), n_columns = std::max<size_t>(lam_bridge_count(4, "columns"), 1);
    const double* values = lam_bridge_vector(3, n / n_columns * n_columns, "columns");
    lam_bridge_check(lam_table_write(lam_bridge_text(1), lam_bridge_text(2), n / n_columns,
                                     n_columns,
                                     values));
ENDVERBATIM
}

FUNCTION laminae_volumes_of() {
VERBATIM
    lam_volumes* volumes = nullptr;
    const lam_model* model = lam_network_model(lam_bridge_network(1));
    size_t i = lam_bridge_index(2, model->n_slabs, "slabs");
    lam_bridge_check(lam_volumes_copy(&model->slabs[i].volumes, &volumes));
    lam_bridge.boxes.push_back(volumes);
    return static_cast<double>(lam_bridge.boxes.size());
ENDVERBATIM
}

FUNCTION laminae_volumes_create() {
VERBATIM
    lam_bridge.boxes.push_back(lam_bridge_new_boxes());
    return static_cast<double>(lam_bridge.boxes.size());
ENDVERBATIM
}

PROCEDURE laminae_volumes_free() {
VERBATIM
    lam_volumes_destroy(lam_bridge_boxes(1));
    lam_bridge.boxes[static_cast<size_t>(lam_bridge_number(1)) - 1] = nullptr;
ENDVERBATIM
}
