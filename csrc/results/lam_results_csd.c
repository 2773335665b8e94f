/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_csd.c - the current source density of an array as a dataset: a matrix times the
 * potentials in the file, block by block. */
#include "csd/lam_csd_impl.h"
#include "results/lam_results_impl.h"

#include <math.h>
#include <stdlib.h>

enum { BLOCK = 1 << 19 }; /* numbers in a block of potentials, and in one of sources */

/* A dataset of potentials with n rows, and the memory for a block of it. */
typedef struct dataset {
    const lam_results *results;
    const char *path;
    size_t n;
    bool is_up;
    double *block;
} dataset;

static lam_status read_block(void *context, size_t first, size_t n_samples,
                             const double **phi_uV_out) {
    const dataset *from = context;
    LAM_TRY(lam_results_read_columns(from->results, from->path, from->n, first, n_samples,
                                     from->block));
    if (from->is_up) {
        lam_csd_turn(from->n, n_samples, from->block);
    }
    *phi_uV_out = from->block;
    return LAM_OK;
}

static size_t most_samples(size_t n) {
    return n < BLOCK ? BLOCK / n : 1;
}

static lam_status multiply(lam_results *results, const char *potentials, const char *path, size_t n,
                           size_t n_samples, const double *map, double *block) {
    size_t most = most_samples(n);
    for (size_t first = 0; first < n_samples; first += most) {
        size_t m = n_samples - first < most ? n_samples - first : most;
        LAM_TRY(lam_results_read_columns(results, potentials, n, first, m, block));
        for (size_t i = 0; i < n; i++) {
            lam_csd_row_times_samples(n, map + i * n, m, block, block + (n + i) * m);
        }
        LAM_TRY(lam_results_write_columns(results, path, n, first, m, block + n * m));
    }
    return LAM_OK;
}

static lam_status describe(lam_results *results, const char *path, const lam_csd_options *options,
                           const lam_electrode_array *array, double *z_um) {
    bool is_plain = options->method == LAM_CSD_SECOND_DIFFERENCE;
    bool has_surface = !is_plain && !isnan(options->conductivity_top_S_m);
    bool is_kernel = options->method == LAM_CSD_KERNEL;
    const double surface_um = -options->surface_um;
    const struct {
        const char *name;
        double value;
        bool is_there;
    } numbers[] = {
        {"conductivity_S_m", options->conductivity_S_m, true},
        {"radius_um", options->radius_um, !is_plain},
        {"surface_z_um", surface_um, has_surface},
        {"conductivity_top_S_m", options->conductivity_top_S_m, has_surface},
        {"kernel_width_um", options->kernel_width_um, is_kernel},
        {"regularisation", options->regularisation, is_kernel},
    };
    for (size_t i = 0; i < array->n_contacts; i++) {
        z_um[i] = array->positions_um[3 * i + 2];
    }
    LAM_TRY(
        lam_results_describe_text(results, path, "method", lam_csd_method_names[options->method]));
    LAM_TRY(lam_results_describe(results, path, "z_um", 0, array->n_contacts, z_um));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        LAM_TRY(numbers[i].is_there
                    ? lam_results_describe(results, path, numbers[i].name, 0, 1, &numbers[i].value)
                    : LAM_OK);
    }
    return LAM_OK;
}

lam_status lam_results_write_csd(lam_results *results, const char *potentials, const char *path,
                                 const lam_electrode_array *array, size_t n_samples) {
    size_t n = array->n_contacts;
    bool is_up;
    if (array->csd == NULL) {
        return lam_fail(LAM_ERR_STATE, "%s: has no csd; accepted: a method", array->name);
    }
    lam_csd_options options = *array->csd;
    double *depth_um = lam_alloc(n, sizeof *depth_um), *map = lam_alloc(n * n, sizeof *map);
    double *block = lam_alloc(2 * n * most_samples(n), sizeof *block);
    lam_status status = depth_um == NULL || map == NULL || block == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK) {
        status = lam_csd_depths(array, depth_um, &is_up);
    }
    if (status == LAM_OK) {
        dataset from = {results, potentials, n, is_up, block};
        lam_csd_potentials all = {n_samples, most_samples(n), read_block, &from};
        bool is_chosen = options.method == LAM_CSD_KERNEL && isnan(options.regularisation);
        status = is_chosen ? lam_csd_choose(&options, n, depth_um, &all, &options.regularisation)
                           : LAM_OK;
    }
    if (status == LAM_OK) {
        status = lam_csd_map(&options, n, depth_um, map);
    }
    if (status == LAM_OK && is_up) { /* as the order of the contacts */
        lam_csd_turn(n * n, 1, map);
    }
    if (status == LAM_OK) {
        status = lam_results_matrix(results, path, n, n_samples, "uA/mm3", 0);
    }
    if (status == LAM_OK) {
        status = multiply(results, potentials, path, n, n_samples, map, block);
    }
    if (status == LAM_OK) {
        status = describe(results, path, &options, array, depth_um);
    }
    free(depth_um);
    free(map);
    free(block);
    return status;
}
