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

inline lam_electrode_array *lam_bridge_array(int i) {
    return lam_bridge_object(lam_bridge.arrays, i, "electrode array");
}

inline lam_volumes *lam_bridge_boxes(int i) {
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

/* laminae_array_contact. */
inline void lam_bridge_array_contact(lam_electrode_array *array) {
    double place_um[3], direction[3];
    for (int k = 0; k < 3; k++) {
        place_um[k] = lam_bridge_number(2 + k);
        direction[k] = ifarg(5) ? lam_bridge_number(5 + k) : 0;
    }
    lam_bridge_check(lam_array_add(array, place_um, ifarg(5) ? direction : nullptr));
}

/* laminae_volumes_create. */
inline lam_volumes *lam_bridge_new_boxes() {
    size_t n = lam_bridge_size(2);
    lam_volumes *made = nullptr, told = {};
    told.name = lam_bridge_text(1);
    told.n = n / 3;
    told.lower_um = lam_bridge_vector(2, n, "volumes");
    told.upper_um = lam_bridge_vector(3, n, "volumes");
    told.axis_um[0] = lam_bridge_number(4);
    told.axis_um[1] = lam_bridge_number(5);
    told.radius_um = lam_bridge_number(6);
    told.area_um2 = lam_bridge_number(7);
    lam_bridge_check(lam_volumes_copy(&told, &made));
    return made;
}

#endif
