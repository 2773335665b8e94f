/* SPDX-License-Identifier: BSD-3-Clause
 * allocation_infer.h - what allocation.c lets run out of memory of sensitivities and posteriors:
 * included by allocation_uses.h after allocation_sweep.h. */
#ifndef LAM_ALLOCATION_INFER_H
#define LAM_ALLOCATION_INFER_H

#include "allocation_sweep.h"

#include <math.h>

static lam_status use_sobol(void) {
    static const double values[] = {1, 2, 3, 5, 2, 4, 4, 3, 7};
    lam_sensitivity found[1];
    size_t n_used;
    lam_status status = lam_sobol_indices(3, 1, values, 5, 0, found, &n_used);
    if (status == LAM_OK) {
        give_numbers(3, &found[0].first.share);
        give_numbers(3, &found[0].total.share);
    }
    return status;
}

static lam_status nought_is_best(void *user, size_t n_points, size_t n_parameters,
                                 const double *points, double *distances_out) {
    (void)user;
    for (size_t i = 0; i < n_points; i++) {
        distances_out[i] = fabs(points[i * n_parameters]);
    }
    return LAM_OK;
}

/* Some generations, the last one as files, in the folder that use_sweep has left. */
static lam_status use_posterior(void) {
    static const lam_varied parameters[] = {
        {"a", 0, NULL, {LAM_PRIOR_UNIFORM, -1, 1, NAN, NAN}, NAN},
        {"b", 0, NULL, {LAM_PRIOR_NORMAL, -INFINITY, INFINITY, 0, 1}, NAN},
    };
    const lam_abc_options options = {
        .n_particles = 10, .max_evaluations = 1000, .max_seconds = INFINITY, .epsilon = 0.2};
    lam_abc *abc = NULL;
    lam_status status = lam_abc_run(2, parameters, &options, nought_is_best, NULL, &abc);
    status = status != LAM_OK ? status : lam_abc_write(abc, parameters, sweep_path(""));
    if (status == LAM_OK) {
        const lam_generation *last = lam_abc_generation(abc, lam_abc_n_generations(abc) - 1);
        give_numbers(20, last->particles.values);
        give_numbers(10, last->particles.weights);
    }
    lam_abc_destroy(abc);
    return status;
}

/* The sweep that is there, read back, and as an archive. */
static lam_status use_swept(void) {
    lam_swept *swept = NULL;
    char *names = NULL;
    double numbers[2];
    lam_status status = lam_swept_open(sweep_path(""), &swept);
    status = status != LAM_OK ? status : lam_swept_names(swept, "numbers", &names);
    status = status != LAM_OK ? status : lam_swept_number(swept, 0, numbers);
    status = status != LAM_OK ? status : lam_swept_write_npz(swept, sweep_path(".npz"), false);
    if (status == LAM_OK) {
        give_text(names);
        give_numbers(1, numbers);
    }
    free(names);
    lam_swept_close(swept);
    return status;
}

#endif
