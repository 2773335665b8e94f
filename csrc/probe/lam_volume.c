/* SPDX-License-Identifier: BSD-3-Clause
 * lam_volume.c - current source density itself: the membrane current in boxes and slabs. A segment
 * counts with the share of its length that is inside. */
#include "base/lam_status_impl.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

/* Volume of a box; NAN where it is not stated. */
static double volume_um3(const lam_volumes *volumes, size_t i) {
    double size[3];
    for (size_t k = 0; k < 3; k++) {
        size[k] = volumes->upper_um[3 * i + k] - volumes->lower_um[3 * i + k];
    }
    if (isfinite(volumes->radius_um)) {
        return pi * volumes->radius_um * volumes->radius_um * size[2];
    }
    return (isfinite(size[0]) && isfinite(size[1]) ? size[0] * size[1] : volumes->area_um2) *
           size[2];
}

lam_status lam_volume_check(const lam_volumes *volumes) {
    if (!(volumes->radius_um > 0)) {
        return lam_fail(LAM_ERR_INPUT, "%s: a radius of %g um; accepted: above 0", volumes->name,
                        volumes->radius_um);
    }
    for (size_t i = 0; i < volumes->n; i++) {
        for (size_t k = 0; k < 3; k++) {
            double lower = volumes->lower_um[3 * i + k], upper = volumes->upper_um[3 * i + k];
            if (!(lower < upper) || (k == 2 && !isfinite(upper - lower))) {
                return lam_fail(LAM_ERR_INPUT,
                                "%s: volume %zu reaches from %c = %g to %g um; accepted: upwards%s",
                                volumes->name, i, "xyz"[k], lower, upper, k == 2 ? ", finite" : "");
            }
        }
        double volume = volume_um3(volumes, i);
        if (!(volume > 0 && isfinite(volume))) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: volume %zu has %g um3; accepted: boxes, a radius, or an area "
                            "above 0",
                            volumes->name, i, volume);
        }
    }
    return LAM_OK;
}

/* The part of a line that is inside, from *from to *to; 0 is its start a, 1 its end b. */
typedef struct {
    double from, to;
} line_part;

static void cut_by_box(line_part *part, double a, double b, double lower, double upper) {
    if (a == b) {
        if (!(lower <= a && a < upper)) {
            part->to = -1;
        }
        return;
    }
    double enter = (lower - a) / (b - a), leave = (upper - a) / (b - a);
    part->from = fmax(part->from, fmin(enter, leave));
    part->to = fmin(part->to, fmax(enter, leave));
}

/* |a + t (b - a)|^2 < r^2 in the plane. */
static void cut_by_circle(line_part *part, const double a[2], const double b[2], double radius) {
    double d[2] = {b[0] - a[0], b[1] - a[1]};
    double square = d[0] * d[0] + d[1] * d[1], middle = a[0] * d[0] + a[1] * d[1];
    double beyond = a[0] * a[0] + a[1] * a[1] - radius * radius;
    double discriminant = middle * middle - square * beyond;
    if (square == 0 || discriminant <= 0) {
        if (square > 0 || beyond >= 0) {
            part->to = -1;
        }
        return;
    }
    part->from = fmax(part->from, (-middle - sqrt(discriminant)) / square);
    part->to = fmin(part->to, (-middle + sqrt(discriminant)) / square);
}

static double share_inside(const lam_volumes *volumes, size_t i, const lam_node *node,
                           const double offset_um[3]) {
    double a[3], b[3];
    for (size_t k = 0; k < 3; k++) {
        a[k] = node->start_um[k] + offset_um[k];
        b[k] = node->end_um[k] + offset_um[k];
    }
    line_part inside = {0, 1};
    for (size_t k = 0; k < 3; k++) {
        cut_by_box(&inside, a[k], b[k], volumes->lower_um[3 * i + k], volumes->upper_um[3 * i + k]);
    }
    if (isfinite(volumes->radius_um)) {
        for (size_t k = 0; k < 2; k++) {
            a[k] -= volumes->axis_um[k];
            b[k] -= volumes->axis_um[k];
        }
        cut_by_circle(&inside, a, b, volumes->radius_um);
    }
    return inside.to > inside.from ? inside.to - inside.from : 0;
}

lam_status lam_volume_density(const lam_volumes *volumes, size_t volume, const lam_tree *tree,
                              const double offset_um[3], double *uA_mm3_nA_out) {
    /* 1 nA/um3 = 1e-3 uA / 1e-9 mm3 = 1e6 uA/mm3 */
    double factor = 1e6 / volume_um3(volumes, volume);
    for (size_t i = 0; i < tree->n_nodes; i++) {
        const lam_node *node = &tree->nodes[i];
        uA_mm3_nA_out[i] =
            node->is_source ? factor * share_inside(volumes, volume, node, offset_um) : 0;
    }
    return LAM_OK;
}
