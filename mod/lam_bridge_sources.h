/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_sources.h - the calls of lam_bridge_sources.mod that take more than a few lines.
 *
 * Each unpacks the arguments of the HOC function that is named above it. */
#ifndef LAM_BRIDGE_SOURCES_H
#define LAM_BRIDGE_SOURCES_H

#include "lam_bridge.h"

inline lam_sources *lam_bridge_sources(int i) {
    return lam_bridge_object(lam_bridge.sources, i, "sources");
}

inline lam_shape *lam_bridge_shape(int i) {
    return lam_bridge_object(lam_bridge.shapes, i, "shape");
}

inline lam_bridge_electrodes *lam_bridge_array(int i) {
    return lam_bridge_object(lam_bridge.arrays, i, "electrode array");
}

inline lam_bridge_volumes *lam_bridge_boxes(int i) {
    return lam_bridge_object(lam_bridge.boxes, i, "volumes");
}

/* The groups that Vector argument i lists; none: all. */
struct lam_bridge_groups {
    std::unique_ptr<bool[]> is_group;
    size_t n = 0;

    explicit lam_bridge_groups(int i) {
        const double *groups = vector_vec(lam_bridge_vector_at(i));
        size_t n_listed = lam_bridge_size(i);
        for (size_t k = 0; k < n_listed; k++) {
            if (!(groups[k] >= 0 && groups[k] < 1e6)) {
                hoc_execerror("groups", "accepted: 0 to 1e6");
            }
            n = std::max(n, static_cast<size_t>(groups[k]) + 1);
        }
        is_group.reset(n > 0 ? new bool[n]() : nullptr);
        for (size_t k = 0; k < n_listed; k++) {
            is_group[static_cast<size_t>(groups[k])] = true;
        }
    }
    const bool *chosen() const {
        return is_group.get();
    }
};

/* Arguments from i on: a name, its Vector, and so on. */
struct lam_bridge_columns {
    std::vector<lam_column> columns;

    explicit lam_bridge_columns(int i) {
        for (; ifarg(i); i += 2) {
            const char *name = lam_bridge_text(i);
            columns.push_back({name, lam_bridge_size(i + 1), vector_vec(vector_arg(i + 1))});
        }
    }
};

/* laminae_array_contact. A contact without a normal looks along x. */
inline void lam_bridge_array_contact(lam_bridge_electrodes *array) {
    double normal[3] = {1, 0, 0}, size = 0;
    for (int k = 0; k < 3 && ifarg(7); k++) {
        normal[k] = lam_bridge_number(5 + k);
    }
    for (double x : normal) {
        size += x * x;
    }
    if (!(size > 0 && std::isfinite(size))) {
        hoc_execerror("normal", "has no direction");
    }
    for (int k = 0; k < 3; k++) {
        array->positions.push_back(lam_bridge_number(2 + k));
        array->normals.push_back(normal[k] / std::sqrt(size));
    }
}

/* laminae_array_set. */
inline void lam_bridge_array_set(lam_bridge_electrodes *array, const std::string &key) {
    lam_electrode_array &facts = array->facts;
    if (key == "method") {
        std::string method = lam_bridge_text(3);
        if (method != "psa" && method != "lsa" && method != "root_as_point") {
            hoc_execerror(method.c_str(), "is no method: psa, lsa, root_as_point");
        }
        array->method = method;
    } else if (key == "conductivity") {
        for (int k = 0; k < 3; k++) {
            facts.conductivity_S_m[k] = lam_bridge_number(ifarg(5) ? 3 + k : 3);
        }
    } else if (key == "min_distance") {
        facts.min_distance_um = lam_bridge_number(3);
    } else if (key == "disc") {
        facts.radius_um = lam_bridge_number(3);
        facts.n_points = lam_bridge_count(4, "points");
    } else if (key == "csd") {
        array->has_csd = strcmp(lam_bridge_text(3), "none") != 0;
        if (array->has_csd) {
            array->csd = lam_csd_defaults(&facts);
            lam_bridge_check(lam_csd_method_read(lam_bridge_text(3), &array->csd.method));
            array->csd.radius_um = lam_bridge_number(4);
            array->csd.kernel_width_um = lam_bridge_number(5);
            array->csd.regularisation = lam_bridge_number(6) < 0 ? NAN : lam_bridge_number(6);
        }
    } else if (key == "below" || key == "above") {
        lam_boundary &boundary = key == "below" ? facts.below : facts.above;
        boundary.z_um = lam_bridge_number(3);
        boundary.conductivity_S_m = lam_bridge_number(4);
    } else {
        hoc_execerror(key.c_str(), "is nothing of an electrode array");
    }
}

/* laminae_volumes_create. */
inline lam_bridge_volumes *lam_bridge_new_boxes() {
    size_t n = lam_bridge_size(2);
    const double *lower = lam_bridge_vector(2, n, "volumes");
    const double *upper = lam_bridge_vector(3, n, "volumes");
    std::unique_ptr<lam_bridge_volumes> made(new lam_bridge_volumes);
    made->name = lam_bridge_text(1);
    made->lower.assign(lower, lower + n / 3 * 3);
    made->upper.assign(upper, upper + n / 3 * 3);
    for (double &x : made->lower) {
        x = x <= -1e9 ? -INFINITY : x;
    }
    for (double &x : made->upper) {
        x = x >= 1e9 ? INFINITY : x;
    }
    made->facts.axis_um[0] = lam_bridge_number(4);
    made->facts.axis_um[1] = lam_bridge_number(5);
    made->facts.radius_um = lam_bridge_number(6) > 0 ? lam_bridge_number(6) : INFINITY;
    made->facts.area_um2 = lam_bridge_number(7);
    lam_volumes volumes = made->view();
    lam_bridge_check(lam_volume_check(&volumes));
    return made.release();
}

#endif
