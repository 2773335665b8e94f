/* SPDX-License-Identifier: BSD-3-Clause
 * lam_csd.c - current source density of a laminar recording: the sources along the depth that make
 * the potentials at the contacts. */
#include "csd/lam_csd_impl.h"
#include "base/lam_names_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const lam_csd_method_names[] = {
    [LAM_CSD_SECOND_DIFFERENCE] = "second_difference",
    [LAM_CSD_DELTA] = "delta",
    [LAM_CSD_STEP] = "step",
    [LAM_CSD_KERNEL] = "kernel",
};
enum { N_METHODS = LAM_CSD_N_METHODS };

lam_status lam_csd_method_read(const char *name, lam_csd_method *method_out) {
    for (int m = 0; m < N_METHODS; m++) {
        if (strcmp(name, lam_csd_method_names[m]) == 0) {
            *method_out = (lam_csd_method)m;
            return LAM_OK;
        }
    }
    char line[256] = "";
    lam_names_unknown("method", name, lam_csd_method_names, N_METHODS, sizeof *lam_csd_method_names,
                      line, sizeof line);
    return lam_fail(LAM_ERR_INPUT, "csd: \"%.80s\": %s", name, line);
}

/* ---- what is asked ---- */

static lam_status check_depths(lam_csd_method method, size_t n, const double *z_um) {
    size_t fewest = method == LAM_CSD_SECOND_DIFFERENCE ? 4 : 3;
    if (n < fewest) {
        return lam_fail(LAM_ERR_INPUT, "csd: %zu contacts; accepted: %zu or more for method %s", n,
                        fewest, lam_csd_method_names[method]);
    }
    for (size_t i = 0; i < n; i++) {
        if (!(fabs(z_um[i]) <= 1e9)) {
            return lam_fail(LAM_ERR_INPUT, "csd: contact %zu at depth %g um; accepted: -1e9 to 1e9",
                            i, z_um[i]);
        }
        if (i > 0 && !(z_um[i] > z_um[i - 1])) {
            return lam_fail(LAM_ERR_INPUT,
                            "csd: contact %zu at depth %g um follows one at %g um; accepted: "
                            "increasing depths",
                            i, z_um[i], z_um[i - 1]);
        }
    }
    double gap_um = (z_um[n - 1] - z_um[0]) / (double)(n - 1);
    for (size_t i = 1; i < n && method == LAM_CSD_SECOND_DIFFERENCE; i++) {
        if (fabs(z_um[i] - z_um[i - 1] - gap_um) > 1e-9 * gap_um) {
            return lam_fail(LAM_ERR_INPUT,
                            "csd: contact %zu is %.12g um below the last, the mean is %.12g um; "
                            "accepted: equal distances for method second_difference",
                            i, z_um[i] - z_um[i - 1], gap_um);
        }
    }
    return LAM_OK;
}

static lam_status check_samples(size_t n, size_t n_samples, const double *phi_uV) {
    for (size_t i = 0; i < n; i++) {
        for (size_t t = 0; t < n_samples; t++) {
            if (!isfinite(phi_uV[i * n_samples + t])) {
                return lam_fail(LAM_ERR_INPUT,
                                "csd: sample %zu of contact %zu is %g uV; accepted: numbers", t, i,
                                phi_uV[i * n_samples + t]);
            }
        }
    }
    return LAM_OK;
}

static lam_status check_kernel(const lam_csd_options *options, double span_um) {
    if (!(options->kernel_width_um >= span_um / 1000 && options->kernel_width_um <= span_um)) {
        return lam_fail(LAM_ERR_INPUT,
                        "csd: kernel width %g um; accepted: %g to %g um, the contacts' span and a "
                        "thousandth of it",
                        options->kernel_width_um, span_um / 1000, span_um);
    }
    if (options->regularisation < 0 || options->regularisation > 1) { /* NAN: to be chosen */
        return lam_fail(LAM_ERR_INPUT,
                        "csd: regularisation %g; accepted: 0 to 1, or NAN: cross-validation",
                        options->regularisation);
    }
    return LAM_OK;
}

/* The surface, if conductivity changes there. Seen from below, a source at z has an image at
 * 2 surface - z, with (below - top)/(below + top) of the source's strength. */
static lam_status read_surface(const lam_csd_options *options, double first_um,
                               lam_csd_probe *read) {
    double below = options->conductivity_S_m, top = options->conductivity_top_S_m;
    read->surface_um = -INFINITY;
    read->image = 0;
    if (isnan(top) || top == below) {
        return LAM_OK;
    }
    if (top < 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "csd: conductivity above the surface %g S/m; accepted: 0 or more, or NAN: "
                        "as below",
                        top);
    }
    if (!(options->surface_um >= -1e9 && options->surface_um <= first_um)) {
        return lam_fail(LAM_ERR_INPUT,
                        "csd: surface at depth %g um; accepted: -1e9 to the first contact's, %g um",
                        options->surface_um, first_um);
    }
    read->surface_um = options->surface_um;
    read->image = isinf(top) ? -1 : (below - top) / (below + top);
    return LAM_OK;
}

static lam_status read_probe(const lam_csd_options *options, size_t n, const double *z_um,
                             lam_csd_probe *read) {
    if ((unsigned)options->method >= N_METHODS) {
        return lam_fail(LAM_ERR_INPUT, "csd: method %d; accepted: 0 to %d", (int)options->method,
                        N_METHODS - 1);
    }
    LAM_TRY(check_depths(options->method, n, z_um));
    if (!(options->conductivity_S_m > 0 && isfinite(options->conductivity_S_m))) {
        return lam_fail(LAM_ERR_INPUT, "csd: conductivity %g S/m; accepted: above 0",
                        options->conductivity_S_m);
    }
    *read = (lam_csd_probe){.n = n, .z_um = z_um, .radius_um = options->radius_um};
    if (options->method == LAM_CSD_SECOND_DIFFERENCE) {
        return LAM_OK;
    }
    if (!(options->radius_um >= 1e-3 && options->radius_um <= 1e6)) {
        return lam_fail(LAM_ERR_INPUT, "csd: radius %g um; accepted: 0.001 to 1e6 um",
                        options->radius_um);
    }
    LAM_TRY(read_surface(options, z_um[0], read));
    return options->method == LAM_CSD_KERNEL ? check_kernel(options, z_um[n - 1] - z_um[0])
                                             : LAM_OK;
}

/* ---- second difference ---- */

/* Nicholson & Freeman 1975, doi 10.1152/jn.1975.38.2.356. The second difference stands for the
 * derivative: -(phi[i-1] - 2 phi[i] + phi[i+1])/gap^2. The first and the last row continue the line
 * through their two neighbours, as in HNN-core's calculate_csd2d (which leaves out the
 * conductivity). map x phi_uV is in uV/um^2. */
static void second_difference(const lam_csd_probe *p, double *map) {
    size_t n = p->n;
    double gap_um = (p->z_um[n - 1] - p->z_um[0]) / (double)(n - 1), scale = 1 / (gap_um * gap_um);
    memset(map, 0, n * n * sizeof *map);
    for (size_t i = 1; i + 1 < n; i++) {
        map[i * n + i - 1] = map[i * n + i + 1] = -scale;
        map[i * n + i] = 2 * scale;
    }
    for (size_t k = 0; k < n; k++) {
        map[k] = 2 * map[n + k] - map[2 * n + k];
        map[(n - 1) * n + k] = 2 * map[(n - 2) * n + k] - map[(n - 3) * n + k];
    }
}

/* ---- all methods ---- */

lam_status lam_csd_choose(const lam_csd_options *options, size_t n_contacts, const double *depth_um,
                          const lam_csd_potentials *potentials, double *regularisation_out) {
    lam_csd_options kernel = *options;
    kernel.method = LAM_CSD_KERNEL;
    kernel.regularisation = NAN;
    lam_csd_probe p;
    LAM_TRY(read_probe(&kernel, n_contacts, depth_um, &p));
    return lam_csd_cross_validate(&p, kernel.kernel_width_um, potentials, regularisation_out);
}

/* All of them are there. */
static lam_status hand_out(void *context, size_t first, size_t n, const double **phi_uV_out) {
    (void)first, (void)n;
    *phi_uV_out = *(const double *const *)context;
    return LAM_OK;
}

lam_status lam_csd_regularisation(const lam_csd_options *options, size_t n_contacts,
                                  const double *depth_um, size_t n_samples, const double *phi_uV,
                                  double *regularisation_out) {
    lam_csd_potentials potentials = {n_samples, n_samples, hand_out, &phi_uV};
    LAM_TRY(check_samples(n_contacts, n_samples, phi_uV));
    return lam_csd_choose(options, n_contacts, depth_um, &potentials, regularisation_out);
}

lam_status lam_csd_map(const lam_csd_options *options, size_t n_contacts, const double *depth_um,
                       double *map_out) {
    size_t n = n_contacts;
    lam_csd_probe p;
    LAM_TRY(read_probe(options, n, depth_um, &p));
    if (options->method == LAM_CSD_SECOND_DIFFERENCE) {
        second_difference(&p, map_out);
    } else if (options->method == LAM_CSD_KERNEL) {
        LAM_TRY(lam_csd_kernel_map(&p, options->kernel_width_um, options->regularisation, map_out));
    } else {
        LAM_TRY(lam_csd_inverse_map(&p, options->method, map_out));
    }
    for (size_t i = 0; i < n * n; i++) {
        map_out[i] *= 1e3 * options->conductivity_S_m; /* lam_csd_impl.h derives it */
    }
    return LAM_OK;
}

lam_status lam_csd(const lam_csd_options *options, size_t n_contacts, const double *depth_um,
                   size_t n_samples, const double *phi_uV, double *csd_uA_mm3_out) {
    size_t n = n_contacts;
    lam_csd_options chosen = *options;
    lam_csd_probe p;
    LAM_TRY(read_probe(options, n, depth_um, &p));
    LAM_TRY(check_samples(n, n_samples, phi_uV));
    if (options->method == LAM_CSD_KERNEL && isnan(options->regularisation)) {
        LAM_TRY(lam_csd_regularisation(options, n, depth_um, n_samples, phi_uV,
                                       &chosen.regularisation));
    }
    double *map = lam_alloc(n * n, sizeof *map);
    if (map == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = lam_csd_map(&chosen, n, depth_um, map);
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        lam_csd_row_times_samples(n, &map[i * n], n_samples, phi_uV,
                                  &csd_uA_mm3_out[i * n_samples]);
    }
    free(map);
    return status;
}
