/* SPDX-License-Identifier: BSD-3-Clause
 * lam_csd_array.c - current source density at the contacts of an electrode array: their depths and
 * their order, up or down. */
#include "csd/lam_csd_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

lam_status lam_csd_depths(const lam_electrode_array *array, double *depth_um_out, bool *is_up_out) {
    size_t n = array->n_contacts;
    const double *p = array->positions_um;
    bool is_up = n > 1 && p[5] > p[2];
    for (size_t i = 1; i < n; i++) {
        double step = p[3 * i + 2] - p[3 * i - 1];
        if (!(is_up ? step > 0 : step < 0)) {
            return lam_fail(LAM_ERR_INPUT,
                            "csd: contact %zu at z = %g um follows one at %g um; accepted: "
                            "contacts whose order leads up or down along z",
                            i, p[3 * i + 2], p[3 * i - 1]);
        }
    }
    for (size_t i = 0; i < n; i++) {
        depth_um_out[is_up ? n - 1 - i : i] = -p[3 * i + 2];
    }
    *is_up_out = is_up;
    return LAM_OK;
}

void lam_csd_turn(size_t n_rows, size_t n_columns, double *rows) {
    for (size_t i = 0; i < n_rows / 2; i++) {
        double *a = rows + i * n_columns, *b = rows + (n_rows - 1 - i) * n_columns;
        for (size_t t = 0; t < n_columns; t++) {
            double kept = a[t];
            a[t] = b[t];
            b[t] = kept;
        }
    }
}

lam_status lam_csd_array(const lam_electrode_array *array, size_t n_samples, const double *phi_uV,
                         double *csd_uA_mm3_out) {
    size_t n = array->n_contacts;
    bool is_up = false;
    if (array->csd == NULL) {
        return lam_fail(LAM_ERR_STATE, "%s: has no csd; accepted: a method", array->name);
    }
    double *depth_um = lam_alloc(n, sizeof *depth_um);
    double *phi = lam_alloc(n * n_samples, sizeof *phi);
    lam_status status = depth_um == NULL || phi == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK) {
        memcpy(phi, phi_uV, n * n_samples * sizeof *phi);
        status = lam_csd_depths(array, depth_um, &is_up);
    }
    if (status == LAM_OK && is_up) {
        lam_csd_turn(n, n_samples, phi);
    }
    if (status == LAM_OK) {
        status = lam_csd(array->csd, n, depth_um, n_samples, phi, csd_uA_mm3_out);
    }
    if (status == LAM_OK && is_up) {
        lam_csd_turn(n, n_samples, csd_uA_mm3_out);
    }
    free(depth_um);
    free(phi);
    return status;
}

lam_csd_options lam_csd_defaults(const lam_electrode_array *array) {
    bool has_end = !isnan(array->above.z_um);
    return (lam_csd_options){
        .method = LAM_CSD_SECOND_DIFFERENCE,
        .conductivity_S_m = array->conductivity_S_m[2],
        .conductivity_top_S_m = has_end ? array->above.conductivity_S_m : NAN,
        .surface_um = -array->above.z_um,
        .regularisation = NAN,
    };
}

lam_status lam_csd_of_array(const lam_electrode_array *array, const char *method, double radius_um,
                            double kernel_width_um, double regularisation,
                            lam_csd_options *options_out) {
    lam_csd_options options = lam_csd_defaults(array);
    LAM_TRY(lam_csd_method_read(method, &options.method));
    options.radius_um = radius_um;
    options.kernel_width_um = kernel_width_um;
    options.regularisation = regularisation < 0 ? NAN : regularisation;
    *options_out = options;
    return LAM_OK;
}

bool lam_csd_suits(const lam_electrode_array *array) {
    size_t n = array->n_contacts;
    const double *p = array->positions_um, *s = array->conductivity_S_m;
    bool suits = n >= 4 && s[0] == s[1] && s[1] == s[2] && isnan(array->below.z_um) &&
                 isnan(array->above.z_um) && strcmp(array->method, "none") != 0;
    double gap_um = suits ? (p[3 * n - 1] - p[2]) / (double)(n - 1) : 0;
    for (size_t i = 1; i < n && suits; i++) {
        suits = p[3 * i] == p[0] && p[3 * i + 1] == p[1] && gap_um != 0 &&
                fabs(p[3 * i + 2] - p[3 * i - 1] - gap_um) <= 1e-9 * fabs(gap_um);
    }
    return suits;
}
