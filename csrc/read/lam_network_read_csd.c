/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_csd.c - reading what a network file says of an array's current source density.
 */
#include "csd/lam_csd_impl.h"
#include "network/lam_network_impl.h"

#include <stdlib.h>
#include <string.h>

typedef struct csd_entry {
    lam_csd_options options;
    const char *method;
    json_t *surface;
} csd_entry;

static lam_status read_options(const lam_json *at, lam_csd_options *options) {
#define LAM_ENTRY csd_entry
    static const lam_json_field fields[] = {
        LAM_TEXT("method", LAM_JSON_REQUIRED, method),
        LAM_QUANTITY("conductivity", LAM_JSON_OPTIONAL, options.conductivity_S_m, "S/m", 1e-6, 1e6),
        LAM_QUANTITY("radius", LAM_JSON_OPTIONAL, options.radius_um, "um", 1e-3, 1e6),
        LAM_OBJECT("surface", LAM_JSON_OPTIONAL, surface),
        LAM_QUANTITY("kernel_width", LAM_JSON_OPTIONAL, options.kernel_width_um, "um", 1e-6, 1e9),
        LAM_NUMBER("regularisation", LAM_JSON_OPTIONAL, options.regularisation, 0, 1),
    };
#undef LAM_ENTRY
    enum { INVERSE = 1 << LAM_CSD_DELTA | 1 << LAM_CSD_STEP, KERNEL = 1 << LAM_CSD_KERNEL };
    static const lam_key_use uses[] = {
        {"radius", INVERSE | KERNEL, INVERSE | KERNEL},
        {"surface", INVERSE | KERNEL, 0},
        {"kernel_width", KERNEL, KERNEL},
        {"regularisation", KERNEL, 0},
    };
    csd_entry entry = {.options = *options};
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    lam_json place = lam_json_member(at, "method");
    size_t method;
    LAM_TRY(lam_json_find(&place, "method", entry.method, lam_csd_method_names, LAM_CSD_N_METHODS,
                          sizeof *lam_csd_method_names, &method));
    LAM_TRY(lam_network_check_keys(at, uses, LAM_COUNT_OF(uses), (unsigned)method, entry.method));
    entry.options.method = (lam_csd_method)method;
    place = lam_json_member(at, "surface");
    lam_boundary surface = {.z_um = -options->surface_um,
                            .conductivity_S_m = options->conductivity_top_S_m};
    LAM_TRY(lam_network_read_boundary(&place, &surface));
    entry.options.surface_um = -surface.z_um;
    entry.options.conductivity_top_S_m = surface.conductivity_S_m;
    *options = entry.options;
    return LAM_OK;
}

/* Computes the current source density of zeros, to see whether that of real potentials can be
 * computed. */
static lam_status try_out(const lam_electrode_array *array) {
    double *zeros = lam_alloc(2 * array->n_contacts, sizeof *zeros);
    lam_status status =
        zeros == NULL ? LAM_ERR_MEMORY : lam_csd_array(array, 1, zeros, zeros + array->n_contacts);
    free(zeros);
    return status;
}

lam_status lam_network_read_csd(lam_network *network, const lam_json *at,
                                lam_electrode_array *array) {
    const char *none = json_string_value(at->value);
    if (at->value == NULL ? !lam_csd_suits(array) : none != NULL && strcmp(none, "none") == 0) {
        return LAM_OK;
    }
    if (at->value != NULL && !json_is_object(at->value)) {
        return lam_json_fail(at, "accepted: {\"method\": ...}, or \"none\"");
    }
    if (strcmp(array->method, "none") == 0) {
        return lam_json_fail(at, "accepted: left out, as there are no potentials");
    }
    lam_csd_options *options = lam_network_alloc(network, 1, sizeof *options);
    if (options == NULL) {
        return LAM_ERR_MEMORY;
    }
    *options = lam_csd_defaults(array);
    if (at->value != NULL) {
        LAM_TRY(read_options(at, options));
    }
    array->csd = options;
    lam_status status = try_out(array);
    return status == LAM_ERR_INPUT ? lam_json_fail(at, "%s", lam_error()) : status;
}
