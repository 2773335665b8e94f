/* SPDX-License-Identifier: BSD-3-Clause
 * lam_electrode.c - the extracellular potential that a segment's membrane current makes at a
 * contact.
 *
 * A medium has the conductivity s. A current I from a point makes the potential
 *     phi = I / (4 pi s r).
 * A current that leaves a line of length L evenly makes (Holt & Koch 1999, doi
 * 10.1023/A:1008832702585)
 *     phi = I / (4 pi s L) (asinh(l/r) - asinh(h/r)),
 * with r the distance from the line's axis, l and h the distances along it from the line's start
 * and end. If the conductivities along x, y and z differ, each coordinate is divided by the root of
 * its conductivity; the equation is then that of an even medium (Nicholson & Freeman 1975):
 *     phi = I / (4 pi sqrt(sx sy sz)) 1/r',   x' = x/sqrt(sx), ...
 * A plane with another conductivity b beyond it acts like a mirror image of the contact, which has
 * the weight (s - b)/(s + b). Two planes act like images of images (Ness et al. 2015, doi
 * 10.1007/s12021-015-9265-6). A disc's potential is the mean over points on it. */
#include "base/lam_status_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double pi = 3.14159265358979323846;

/* Images of less weight are left out. The potential is exact to about this much. */
static const double least_weight = 1e-10;
/* Two planes that both nearly insulate keep the current between them: the potential is infinite. */
static const double greatest_product = 0.99;

/* A place where the potential of an even medium is taken, and how much it counts. */
typedef struct {
    double um[3], weight;
} site;

/* ---- checks ---- */

static lam_status check_boundaries(const lam_electrode_array *array) {
    bool has_below = !isnan(array->below.z_um), has_above = !isnan(array->above.z_um);
    const double *s = array->conductivity_S_m;
    if ((has_below || has_above) && (s[0] != s[1] || s[1] != s[2])) {
        return lam_fail(LAM_ERR_INPUT,
                        "electrode array %s: conductivity %g, %g, %g S/m between boundaries; "
                        "accepted: one for all directions",
                        array->name, s[0], s[1], s[2]);
    }
    if (has_below && has_above && !(array->below.z_um < array->above.z_um)) {
        return lam_fail(LAM_ERR_INPUT,
                        "electrode array %s: tissue from %g to %g um; accepted: below under above",
                        array->name, array->below.z_um, array->above.z_um);
    }
    for (size_t i = 0; i < array->n_contacts; i++) {
        double z = array->positions_um[3 * i + 2];
        if ((has_below && z < array->below.z_um) || (has_above && z > array->above.z_um)) {
            return lam_fail(LAM_ERR_INPUT,
                            "electrode array %s: contact %zu at z = %g um is outside of the tissue",
                            array->name, i, z);
        }
    }
    return LAM_OK;
}

/* The weight of an image in a plane with another conductivity beyond it. */
static double image_weight(const lam_electrode_array *array, const lam_boundary *boundary) {
    double s = array->conductivity_S_m[0];
    return isnan(boundary->z_um)
               ? 0
               : (s - boundary->conductivity_S_m) / (s + boundary->conductivity_S_m);
}

lam_status lam_electrode_check(const lam_electrode_array *array) {
    for (size_t k = 0; k < 3; k++) {
        if (!(array->conductivity_S_m[k] > 0 && isfinite(array->conductivity_S_m[k]))) {
            return lam_fail(LAM_ERR_INPUT,
                            "electrode array %s: conductivity %g S/m; accepted: above 0",
                            array->name, array->conductivity_S_m[k]);
        }
    }
    for (size_t i = 0; i < 3 * array->n_contacts; i++) {
        if (!isfinite(array->positions_um[i])) {
            return lam_fail(LAM_ERR_INPUT,
                            "electrode array %s: contact %zu at %c = %g um; "
                            "accepted: finite",
                            array->name, i / 3, "xyz"[i % 3], array -> positions_um[i]);
        }
    }
    if (!(array->min_distance_um >= 0) || !(array->radius_um >= 0)) {
        return lam_fail(LAM_ERR_INPUT,
                        "electrode array %s: least distance %g um, radius %g um; accepted: 0 or "
                        "more",
                        array->name, array->min_distance_um, array->radius_um);
    }
    if (array->radius_um > 0 && (array->n_points == 0 || array->normals == NULL)) {
        return lam_fail(LAM_ERR_INPUT,
                        "electrode array %s: contacts of radius %g um need points and normals",
                        array->name, array->radius_um);
    }
    LAM_TRY(check_boundaries(array));
    double product = image_weight(array, &array->below) * image_weight(array, &array->above);
    if (fabs(product) > greatest_product) {
        return lam_fail(LAM_ERR_INPUT,
                        "electrode array %s: conductivities %g below and %g S/m above the tissue; "
                        "accepted: one at least that lets current through",
                        array->name, array->below.conductivity_S_m, array->above.conductivity_S_m);
    }
    return LAM_OK;
}

/* ---- a contact as sites ---- */

/* Two directions in the plane across the normal. */
static void span_plane(const double normal[3], double first[3], double second[3]) {
    size_t least = fabs(normal[0]) <= fabs(normal[1]) ? 0 : 1;
    least = fabs(normal[2]) < fabs(normal[least]) ? 2 : least;
    size_t b = (least + 1) % 3, c = (least + 2) % 3;
    double size = hypot(normal[b], normal[c]);
    first[least] = 0;
    first[b] = -normal[c] / size;
    first[c] = normal[b] / size;
    for (size_t k = 0; k < 3; k++) {
        size_t l = (k + 1) % 3, m = (k + 2) % 3;
        second[k] = normal[l] * first[m] - normal[m] * first[l];
    }
}

/* Points spread evenly over the disc. The k-th point is sqrt((k + 1/2)/n) of the radius from the
 * centre, turned by the golden angle from the one before. */
static void disc_point(const lam_electrode_array *array, size_t contact, size_t k,
                       double point_out[3]) {
    const double *centre = array->positions_um + 3 * contact;
    memcpy(point_out, centre, 3 * sizeof *point_out);
    if (array->radius_um == 0) {
        return;
    }
    double first[3], second[3];
    span_plane(array->normals + 3 * contact, first, second);
    double r = array->radius_um * sqrt(((double)k + 0.5) / (double)array->n_points);
    double angle = (double)k * pi * (3 - sqrt(5));
    for (size_t i = 0; i < 3; i++) {
        point_out[i] += r * (cos(angle) * first[i] + sin(angle) * second[i]);
    }
}

/* The images of a height: it is reflected in one plane, then in the other, then in the first, and
 * so on. Returns their number; heights and weights may be NULL. */
static size_t images(const lam_electrode_array *array, double z_um, double *heights,
                     double *weights) {
    const lam_boundary *planes[2] = {&array->below, &array->above};
    double weight_of[2] = {image_weight(array, planes[0]), image_weight(array, planes[1])};
    size_t n = 0;
    for (size_t first = 0; first < 2; first++) {
        double z = z_um, weight = 1;
        for (size_t plane = first; fabs(weight *= weight_of[plane]) > least_weight;
             plane = 1 - plane) {
            z = 2 * planes[plane]->z_um - z;
            if (heights != NULL) {
                heights[n] = z;
                weights[n] = weight;
            }
            n++;
        }
    }
    return n;
}

static lam_status make_sites(const lam_electrode_array *array, size_t contact, size_t *n_out,
                             site **sites_out) {
    size_t n_points = array->radius_um > 0 ? array->n_points : 1;
    size_t n_images = images(array, 0, NULL, NULL), n = 0;
    site *sites = lam_alloc(n_points, (n_images + 1) * sizeof *sites);
    double *heights = lam_alloc(2 * (n_images + 1), sizeof *heights);
    if (sites == NULL || heights == NULL) {
        free(sites);
        free(heights);
        return LAM_ERR_MEMORY;
    }
    double *weights = heights + n_images + 1;
    for (size_t k = 0; k < n_points; k++) {
        double point[3];
        disc_point(array, contact, k, point);
        images(array, point[2], heights, weights);
        heights[n_images] = point[2];
        weights[n_images] = 1;
        for (size_t i = 0; i <= n_images; i++) {
            sites[n++] = (site){{point[0], point[1], heights[i]}, weights[i] / (double)n_points};
        }
    }
    free(heights);
    *n_out = n;
    *sites_out = sites;
    return LAM_OK;
}

/* ---- one source, one site ---- */

typedef struct {
    double start_um[3], along[3], length_um; /* a point has length 0 */
    double least_um;                         /* least distance */
    double stretched[3], stretched_length;   /* `along` and length over roots of conductivities */
} line_source;

/* Move a place that is nearer to a point, or to the axis of a line, than the least distance:
 * straight away from it to the least distance. A place on the axis is moved in any direction. */
static void move_away(const line_source *source, double from_start[3]) {
    double l = 0, square = 0, across[3];
    for (size_t k = 0; k < 3; k++) {
        l += from_start[k] * source->along[k];
    }
    for (size_t k = 0; k < 3; k++) {
        across[k] = from_start[k] - l * source->along[k];
        square += across[k] * across[k];
    }
    double distance = sqrt(square);
    if (distance >= source->least_um) {
        return;
    }
    if (distance < 1e-9 * source->least_um) {
        const double z[3] = {0, 0, 1};
        double unused[3];
        span_plane(source->length_um > 0 ? source->along : z, across, unused);
        distance = 1;
    }
    for (size_t k = 0; k < 3; k++) {
        from_start[k] = l * source->along[k] + across[k] * source->least_um / distance;
    }
}

/* 1/r', or its mean over the line. */
static double inverse_distance(const line_source *source, const double root[3],
                               const double at_um[3]) {
    double from_start[3], l = 0, square = 0;
    for (size_t k = 0; k < 3; k++) {
        from_start[k] = at_um[k] - source->start_um[k];
    }
    move_away(source, from_start);
    for (size_t k = 0; k < 3; k++) {
        from_start[k] /= root[k];
        l += from_start[k] * source->stretched[k];
    }
    for (size_t k = 0; k < 3; k++) { /* of a point, stretched is 0 */
        double across = from_start[k] - l * source->stretched[k];
        square += across * across;
    }
    double r = sqrt(square);
    return source->length_um == 0 ? 1 / r
                                  : (asinh(l / r) - asinh((l - source->stretched_length) / r)) /
                                        source->stretched_length;
}

static line_source make_source(const lam_electrode_array *array, const lam_node *node,
                               const double offset_um[3], bool is_line, bool lines_as_hnn,
                               const double root[3]) {
    line_source made = {.least_um = array->min_distance_um > 0 ? array->min_distance_um
                                                               : node->diam_um / 2};
    double square = 0, stretched_square = 0;
    for (size_t k = 0; k < 3; k++) {
        double start = is_line ? node->start_um[k] : node->place_um[k];
        made.along[k] = is_line ? node->end_um[k] - node->start_um[k] : 0;
        if (lines_as_hnn && node->is_inner) {
            start -= made.along[k] / 2;
            made.along[k] *= 2;
        }
        made.start_um[k] = start + offset_um[k];
        made.stretched[k] = made.along[k] / root[k];
        square += made.along[k] * made.along[k];
        stretched_square += made.stretched[k] * made.stretched[k];
    }
    made.length_um = sqrt(square);
    made.stretched_length = sqrt(stretched_square);
    for (size_t k = 0; k < 3 && square > 0; k++) {
        made.along[k] /= made.length_um;
        made.stretched[k] /= made.stretched_length;
    }
    return made;
}

static lam_status check_inside(const lam_electrode_array *array, const lam_node *node, size_t i,
                               double z_um) {
    double low = fmin(node->start_um[2], node->end_um[2]) + z_um;
    double high = fmax(node->start_um[2], node->end_um[2]) + z_um;
    if (low < array->below.z_um || high > array->above.z_um) { /* false for NAN */
        return lam_fail(LAM_ERR_INPUT,
                        "electrode array %s: node %zu of a cell, z = %g to %g um, is outside of "
                        "the tissue",
                        array->name, i, low, high);
    }
    return LAM_OK;
}

static lam_status resistances(const lam_electrode_array *array, const lam_tree *tree,
                              const double offset_um[3], bool lines_as_hnn, size_t n_sites,
                              const site *sites, double *uV_nA_out) {
    const double *s = array->conductivity_S_m;
    double root[3] = {sqrt(s[0]), sqrt(s[1]), sqrt(s[2])};
    double volume_root = root[0] * root[1] * root[2];
    bool has_lines = strcmp(array->method, "psa") != 0;
    bool root_is_point = strcmp(array->method, "root_as_point") == 0;
    /* nA / (S/m um) = 1e-9 A / 1e-6 S = 1e-3 V = 1000 uV */
    double factor = 1000 / (4 * pi * volume_root);
    for (size_t i = 0; i < tree->n_nodes; i++) {
        const lam_node *node = &tree->nodes[i];
        uV_nA_out[i] = 0;
        if (!node->is_source) {
            continue;
        }
        LAM_TRY(check_inside(array, node, i, offset_um[2]));
        line_source source =
            make_source(array, node, offset_um, has_lines && !(root_is_point && node->is_root),
                        lines_as_hnn, root);
        if (!(source.least_um > 0)) {
            return lam_fail(LAM_ERR_INPUT,
                            "electrode array %s: node %zu of a cell has a diameter of %g um; "
                            "accepted: above 0, or a least distance",
                            array->name, i, node->diam_um);
        }
        for (size_t k = 0; k < n_sites; k++) {
            uV_nA_out[i] += factor * sites[k].weight * inverse_distance(&source, root, sites[k].um);
        }
    }
    return LAM_OK;
}

lam_status lam_electrode_resistance(const lam_electrode_array *array, size_t contact,
                                    const lam_tree *tree, const double offset_um[3],
                                    bool lines_as_hnn, double *uV_nA_out) {
    size_t n_sites;
    site *sites;
    LAM_TRY(make_sites(array, contact, &n_sites, &sites));
    lam_status status =
        resistances(array, tree, offset_um, lines_as_hnn, n_sites, sites, uV_nA_out);
    free(sites);
    return status;
}
