/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_slabs.c - reading what a network file says of slabs in which membrane current is
 * summed. */
#include "network/lam_network_impl.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_SLABS = 10000 };

typedef struct slabs_entry {
    lam_volumes volumes;
    double thickness_um;
    json_t *z, *around, *populations;
} slabs_entry;

static lam_status read_circle(const lam_json *at, lam_volumes *volumes) {
#define LAM_ENTRY lam_volumes
    static const lam_json_field fields[] = {
        LAM_QUANTITY("x", LAM_JSON_REQUIRED, axis_um[0], "um", -1e9, 1e9),
        LAM_QUANTITY("y", LAM_JSON_REQUIRED, axis_um[1], "um", -1e9, 1e9),
        LAM_QUANTITY("radius", LAM_JSON_REQUIRED, radius_um, "um", 1e-3, 1e9),
    };
#undef LAM_ENTRY
    return at->value != NULL ? lam_json_read(at, fields, LAM_COUNT_OF(fields), volumes) : LAM_OK;
}

/* Without `area` and `around` the slabs cover what the grid covers. */
static lam_status check_area(const lam_model *model, const lam_json *at, lam_volumes *volumes) {
    lam_json area = lam_json_member(at, "area"), around = lam_json_member(at, "around");
    if (area.value != NULL && around.value != NULL) {
        return lam_json_fail(&area, "accepted: left out, as there is `around`");
    }
    if (area.value == NULL && around.value == NULL) {
        if (!model->on_lattice) {
            return lam_json_fail(&area, "missing; accepted: [value, \"um2\"], or `around`, as the "
                                        "cells stand on no grid");
        }
        volumes->area_um2 = (double)model->nx * (double)model->ny * model->inplane_distance_um *
                            model->inplane_distance_um;
    }
    return LAM_OK;
}

/* The slabs lie one on the other from the first z to the last. */
static lam_status stack(lam_network *network, const lam_json *at, const double z_um[2],
                        double thickness_um, lam_volumes *volumes) {
    double count = nearbyint((z_um[1] - z_um[0]) / thickness_um);
    if (!(count >= 1 && count <= MAX_SLABS) ||
        fabs((z_um[1] - z_um[0]) / thickness_um - count) > 1e-6) {
        return lam_json_fail(at,
                             "accepted: a thickness that leads from %g to %g um in at most %d "
                             "slabs",
                             z_um[0], z_um[1], MAX_SLABS);
    }
    size_t n = (size_t)count;
    double *corners = lam_network_alloc(network, 6 * n, sizeof *corners);
    if (corners == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        double *lower = corners + 3 * i, *upper = corners + 3 * (n + i);
        lower[0] = lower[1] = -INFINITY;
        upper[0] = upper[1] = INFINITY;
        lower[2] = z_um[0] + (double)i * thickness_um;
        upper[2] = z_um[0] + (double)(i + 1) * thickness_um;
    }
    volumes->n = n;
    volumes->lower_um = corners;
    volumes->upper_um = corners + 3 * n;
    return LAM_OK;
}

static lam_status read_range(const lam_json *at, double z_um[2]) {
    double *values = NULL;
    size_t n = 0;
    LAM_TRY(lam_json_numbers(at, "um", -1e6, 1e6, 1, &values, &n));
    if (n == 2) {
        z_um[0] = values[0];
        z_um[1] = values[1];
    }
    free(values);
    return n == 2 && z_um[0] < z_um[1]
               ? LAM_OK
               : lam_json_fail(at, "accepted: [[from, to], \"um\"], from below to");
}

static lam_status read_set(lam_network *network, const lam_json *at, lam_slabs *slabs) {
#define LAM_ENTRY slabs_entry
    static const lam_json_field fields[] = {
        LAM_LIST("z", LAM_JSON_REQUIRED, z),
        LAM_QUANTITY("thickness", LAM_JSON_REQUIRED, thickness_um, "um", 1e-3, 1e6),
        LAM_OBJECT("around", LAM_JSON_OPTIONAL, around),
        LAM_QUANTITY("area", LAM_JSON_OPTIONAL, volumes.area_um2, "um2", 1e-6, 1e18),
        LAM_LIST("populations", LAM_JSON_OPTIONAL, populations),
    };
#undef LAM_ENTRY
    slabs_entry entry = {.volumes = {.name = at->key, .radius_um = INFINITY}};
    double z_um[2] = {0};
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    lam_json place = lam_json_member(at, "around");
    LAM_TRY(read_circle(&place, &entry.volumes));
    LAM_TRY(check_area(&network->model, at, &entry.volumes));
    place = lam_json_member(at, "z");
    LAM_TRY(read_range(&place, z_um));
    place = lam_json_member(at, "thickness");
    LAM_TRY(stack(network, &place, z_um, entry.thickness_um, &entry.volumes));
    slabs->volumes = entry.volumes;
    place = lam_json_member(at, "populations");
    LAM_TRY(lam_network_read_names(network, &place, &slabs->n_populations, &slabs->populations));
    return lam_volume_check(&slabs->volumes) == LAM_OK ? LAM_OK
                                                       : lam_json_fail(at, "%s", lam_error());
}

lam_status lam_network_read_slabs(lam_network *network, const lam_json *at) {
    lam_slabs *slabs = lam_network_alloc(network, lam_json_count(at->value), sizeof *slabs);
    if (slabs == NULL) {
        return LAM_ERR_MEMORY;
    }
    network->model.slabs = slabs;
    lam_json place;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        LAM_TRY(read_set(network, &place, &slabs[network->model.n_slabs]));
        network->model.n_slabs++;
    }
    return LAM_OK;
}
