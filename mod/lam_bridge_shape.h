/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_shape.h - laminae_shape and laminae_shape_place of lam_bridge_sources.mod. */
#ifndef LAM_BRIDGE_SHAPE_H
#define LAM_BRIDGE_SHAPE_H

#include "lam_bridge.h"

/* One of n sections, 10 numbers each: parent, parent_x, is_reversed, L (um), nseg, number of
 * points, has a pt3dstyle, its x, y, z (um). */
inline lam_shape_section lam_bridge_section(const double *numbers) {
    lam_shape_section section = {};
    section.parent = static_cast<int>(numbers[0]);
    section.parent_x = numbers[1];
    section.is_reversed = numbers[2] != 0;
    section.length_um = numbers[3];
    section.n_segments = static_cast<size_t>(numbers[4]);
    section.n_points = static_cast<size_t>(numbers[5]);
    section.has_style = numbers[6] != 0;
    for (int k = 0; k < 3; k++) {
        section.style_um[k] = static_cast<float>(numbers[7 + k]);
    }
    return section;
}

/* What hoc/cell/TreeShape.hoc hands over is whole. */
inline void lam_bridge_check_shape(bool is_whole) {
    if (!is_whole) {
        hoc_execerror("shape", "is not that of sections and their points");
    }
}

inline void lam_bridge_check_section(const double *numbers, size_t i, size_t n_points) {
    for (int k = 0; k < 10; k++) {
        lam_bridge_check_shape(std::isfinite(numbers[k]));
    }
    lam_bridge_check_shape(numbers[0] >= -1 && numbers[0] < static_cast<double>(i) &&
                           numbers[4] >= 1 && numbers[4] < 1e6 && numbers[5] >= 0 &&
                           numbers[5] <= static_cast<double>(n_points));
}

/* Points, 4 numbers each: x, y, z, arc (um). */
inline lam_shape_point lam_bridge_point(const double *numbers) {
    lam_shape_point point = {};
    for (int k = 0; k < 3; k++) {
        point.xyz_um[k] = static_cast<float>(numbers[k]);
    }
    point.arc_um = numbers[3];
    return point;
}

/* laminae_shape. The sections then say where in `points` their own begin instead of their parent.
 */
inline void lam_bridge_shape() {
    size_t n = lam_bridge_size(1) / 10, n_points = lam_bridge_size(2) / 4, n_out = 0;
    double *numbers = vector_vec(lam_bridge_vector_at(1));
    std::vector<lam_shape_section> sections;
    std::vector<lam_shape_point> points;
    size_t n_used = 0;
    for (size_t i = 0; i < n; i++) {
        lam_bridge_check_section(numbers + 10 * i, i, n_points);
        sections.push_back(lam_bridge_section(numbers + 10 * i));
        n_used += sections[i].n_points;
    }
    lam_bridge_check_shape(n_used == n_points);
    for (size_t i = 0; i < n; i++) {
        numbers[10 * i] = static_cast<double>(n_out);
        numbers[10 * i + 5] = static_cast<double>(lam_shape_n_points(&sections[i]));
        n_out += lam_shape_n_points(&sections[i]);
    }
    for (size_t i = 0; i < n_points; i++) {
        points.push_back(lam_bridge_point(vector_vec(lam_bridge_vector_at(2)) + 4 * i));
    }
    std::vector<lam_shape_point> laid_out(n_out);
    lam_bridge_check(lam_shape_lay_out(n, sections.data(), points.data(), lam_bridge_number(3) != 0,
                                       lam_bridge_number(4), laid_out.data()));
    vector_resize(lam_bridge_vector_at(2), static_cast<int>(4 * n_out));
    double *out = vector_vec(lam_bridge_vector_at(2));
    for (const lam_shape_point &point : laid_out) {
        out = std::copy(point.xyz_um, point.xyz_um + 3, out);
        *out++ = point.arc_um;
    }
}

/* laminae_shape_place. */
inline void lam_bridge_shape_place() {
    size_t i = lam_bridge_index(3, lam_bridge_size(1) / 10, "section");
    const double *numbers = vector_vec(lam_bridge_vector_at(1)) + 10 * i;
    size_t n_points = lam_bridge_size(2) / 4;
    lam_bridge_check_shape(numbers[0] >= 0 && numbers[5] >= 2 &&
                           numbers[0] + numbers[5] <= static_cast<double>(n_points));
    lam_shape_section section = lam_bridge_section(numbers);
    const double *own = vector_vec(lam_bridge_vector_at(2)) + 4 * static_cast<size_t>(numbers[0]);
    std::vector<lam_shape_point> points;
    for (size_t k = 0; k < section.n_points; k++) {
        points.push_back(lam_bridge_point(own + 4 * k));
    }
    double place_um[3];
    lam_shape_place(&section, points.data(), lam_bridge_number(4), place_um);
    lam_bridge_set_vector(5, 3, place_um);
}

#endif
