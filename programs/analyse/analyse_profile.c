/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_profile.c - all rows of an array's signal: their heights, their mean over trials, and how
 * the run has estimated density. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void analyse_profile_free(analyse_profile *profile) {
    free(profile->z_um_owned);
    free(profile->time_ms_owned);
    free(profile->mean_owned);
    free(profile->sem_owned);
    *profile = (analyse_profile){.n = 0};
}

static lam_status load_heights(const analyse_input *input, size_t trial, analyse_profile *p) {
    double *z_um = NULL, *positions_um = NULL;
    size_t n_z = 0, n_positions = 0;
    p->z_um_owned = lam_alloc(p->n_rows, sizeof *p->z_um_owned);
    lam_status status = p->z_um_owned == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK) {
        status = lam_saved_beside(input->saved, trial, p->path, "z_um", &n_z, &z_um);
    }
    if (status == LAM_OK) {
        status = lam_saved_beside(input->saved, trial, p->path, "positions_um", &n_positions,
                                  &positions_um);
    }
    if (status == LAM_OK && n_z != p->n_rows && n_positions != 3 * p->n_rows) {
        status = lam_fail(LAM_ERR_INPUT,
                          "--signal: '%s' has no heights; accepted: extracellular/ARRAY, "
                          "csd/ARRAY or current_density/NAME",
                          p->path);
    }
    for (size_t i = 0; i < p->n_rows && status == LAM_OK; i++) {
        p->z_um_owned[i] = n_z == p->n_rows ? z_um[i] : positions_um[3 * i + 2];
    }
    free(z_um);
    free(positions_um);
    return status;
}

static lam_status load_times(const analyse_input *input, const analyse_options *options,
                             const lam_saved_shape *shape, analyse_profile *p) {
    p->time_ms_owned = lam_alloc(shape->n_samples, sizeof *p->time_ms_owned);
    if (p->time_ms_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_saved_times(input->saved, shape, p->time_ms_owned);
    LAM_TRY(lam_signal_window(shape->n_samples, p->time_ms_owned, options->from_ms, options->to_ms,
                              &p->first, &p->n));
    memmove(p->time_ms_owned, p->time_ms_owned + p->first, p->n * sizeof *p->time_ms_owned);
    return LAM_OK;
}

/* What is done with a trial's values, [n_rows][n]. */
typedef void take(const analyse_profile *p, const double *block, double *sum);

static void add(const analyse_profile *p, const double *block, double *sum) {
    for (size_t i = 0; i < p->n_rows * p->n; i++) {
        sum[i] += block[i];
    }
}

static void add_square(const analyse_profile *p, const double *block, double *sum) {
    for (size_t i = 0; i < p->n_rows * p->n; i++) {
        double apart = block[i] - p->mean_owned[i];
        sum[i] += apart * apart;
    }
}

/* A sum over trials, malloc's. */
static lam_status sum_trials(const analyse_input *input, const analyse_profile *p, take *take_it,
                             double **sum_out) {
    size_t n_all = p->n_rows * p->n;
    double *sum = lam_alloc(n_all, sizeof *sum), *block = lam_alloc(n_all, sizeof *block);
    lam_saved_shape first;
    lam_status status =
        sum == NULL || block == NULL
            ? LAM_ERR_MEMORY
            : lam_saved_shape_of(input->saved, input->trials_owned[0], p->path, &first);
    for (size_t k = 0; k < input->n_trials && status == LAM_OK; k++) {
        lam_saved_shape here;
        size_t trial = input->trials_owned[k];
        status = lam_saved_shape_of(input->saved, trial, p->path, &here);
        status =
            status == LAM_OK ? analyse_check_same(input, trial, p->path, &first, &here) : status;
        status = status == LAM_OK
                     ? lam_saved_read_part(input->saved, trial, p->path, p->first, p->n, block)
                     : status;
        if (status == LAM_OK) {
            take_it(p, block, sum);
        }
    }
    free(block);
    if (status != LAM_OK) {
        free(sum);
        return status;
    }
    *sum_out = sum;
    return LAM_OK;
}

lam_status analyse_profile_open(const analyse_input *input, const analyse_options *options,
                                const char *signal, analyse_profile *profile_out) {
    analyse_profile p = {.has_row = strrchr(signal, ':') != NULL};
    lam_saved_shape shape;
    LAM_TRY(analyse_find_signal(input, signal, p.path, &p.row));
    LAM_TRY(lam_saved_shape_of(input->saved, input->trials_owned[0], p.path, &shape));
    p.n_rows = shape.n_rows;
    lam_format(p.unit, sizeof p.unit, "%s", shape.unit);
    lam_status status = load_heights(input, input->trials_owned[0], &p);
    status = status == LAM_OK ? load_times(input, options, &shape, &p) : status;
    if (status != LAM_OK) {
        analyse_profile_free(&p);
        return status;
    }
    *profile_out = p;
    return LAM_OK;
}

lam_status analyse_profile_load(const analyse_input *input, const analyse_options *options,
                                const char *signal, analyse_profile *profile_out) {
    analyse_profile p;
    LAM_TRY(analyse_profile_open(input, options, signal, &p));
    lam_status status = sum_trials(input, &p, add, &p.mean_owned);
    if (status != LAM_OK) {
        analyse_profile_free(&p);
        return status;
    }
    for (size_t i = 0; i < p.n_rows * p.n; i++) {
        p.mean_owned[i] /= (double)input->n_trials;
    }
    *profile_out = p;
    return LAM_OK;
}

lam_status analyse_profile_add_sem(const analyse_input *input, analyse_profile *profile) {
    double n = (double)input->n_trials;
    LAM_TRY(sum_trials(input, profile, add_square, &profile->sem_owned));
    for (size_t i = 0; i < profile->n_rows * profile->n; i++) {
        profile->sem_owned[i] = n > 1 ? sqrt(profile->sem_owned[i] / (n * (n - 1))) : (double)NAN;
    }
    return LAM_OK;
}

/* ---- density of an array ---- */

lam_status analyse_find_array(const lam_network *network, const char *path,
                              const lam_electrode_array **array_out) {
    const lam_model *model = lam_network_model(network);
    for (size_t i = 0; i < model->n_arrays; i++) {
        if (strcmp(model->arrays[i].name, path + 4) == 0 && model->arrays[i].csd != NULL) {
            *array_out = &model->arrays[i];
            return LAM_OK;
        }
    }
    return lam_fail(LAM_ERR_INPUT, "--signal: '%s'; accepted: csd of an array that has it", path);
}

lam_status analyse_csd_options(const analyse_input *input, const lam_electrode_array *array,
                               const char *csd, size_t trial, lam_csd_options *options_out) {
    double *chosen = NULL;
    size_t n = 0;
    LAM_TRY(lam_saved_beside(input->saved, trial, csd, "regularisation", &n, &chosen));
    *options_out = *array->csd;
    if (n == 1) {
        options_out->regularisation = chosen[0];
    }
    free(chosen);
    return LAM_OK;
}
