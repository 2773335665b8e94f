/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_places.c - places in a network file: positions, directions, the planes that end
 * a tissue. */
#include "network/lam_network_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

lam_status lam_network_direction(const lam_json *at, const char *accepted, double xyz_out[3]) {
    double xyz[3] = {0};
    for (size_t k = 0; k < 3 && json_array_size(at->value) == 3; k++) {
        xyz[k] = json_number_value(json_array_get(at->value, k));
    }
    double size = sqrt(xyz[0] * xyz[0] + xyz[1] * xyz[1] + xyz[2] * xyz[2]);
    if (!(size > 0 && isfinite(size))) {
        return lam_json_fail(at, "%s%s", at->value == NULL ? "missing; " : "", accepted);
    }
    for (size_t k = 0; k < 3; k++) {
        xyz_out[k] = xyz[k] / size;
    }
    return LAM_OK;
}

lam_status lam_network_positions(lam_network *network, const lam_json *at, const char *unit,
                                 const double **positions_out, size_t *n_out) {
    double *read = NULL, *positions;
    LAM_TRY(lam_json_numbers(at, unit, -1e9, 1e9, 3, &read, n_out));
    positions = lam_network_alloc(network, 3 * *n_out, sizeof *positions);
    if (positions != NULL) {
        memcpy(positions, read, 3 * *n_out * sizeof *positions);
    }
    free(read);
    *positions_out = positions;
    if (*n_out == 0) {
        return lam_json_fail(at, "accepted: [[[x, y, z], ...], \"%s\"], one place at least", unit);
    }
    return positions != NULL ? LAM_OK : LAM_ERR_MEMORY;
}

lam_status lam_network_read_boundary(const lam_json *at, lam_boundary *boundary) {
#define LAM_ENTRY lam_boundary
    static const lam_json_field fields[] = {
        LAM_QUANTITY("z", LAM_JSON_REQUIRED, z_um, "um", -1e9, 1e9),
        LAM_QUANTITY("conductivity", LAM_JSON_REQUIRED, conductivity_S_m, "S/m", 0, 1e6),
    };
#undef LAM_ENTRY
    return at->value != NULL ? lam_json_read(at, fields, LAM_COUNT_OF(fields), boundary) : LAM_OK;
}
