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

/* What use_posterior has left, and what is said of it. */
static lam_status read_posterior(void) {
    lam_posterior *posterior = NULL;
    double errors[2], overlap = 0;
    lam_status status = lam_posterior_open(sweep_path(""), &posterior);
    if (status == LAM_OK) {
        const lam_particles *particles = lam_posterior_particles(posterior);
        lam_recovery_errors(particles, lam_posterior_parameters(posterior), (double[]){0, 0},
                            errors);
        status = lam_overlap(particles, particles, 1, &overlap);
        give_numbers(10, lam_posterior_distances(posterior));
        give_numbers(2, errors);
        give_numbers(1, &overlap);
    }
    lam_posterior_close(posterior);
    return status;
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
        status = lam_predictive_write(&last->particles, 0, 1, last->particles.values, "uV",
                                      sweep_path(""));
    }
    if (status == LAM_OK) {
        give_file(sweep_path("/predictive.csv"));
    }
    lam_abc_destroy(abc);
    return status != LAM_OK ? status : read_posterior();
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

/* A sweep of small steps of one parameter, in a folder of its own. */
static lam_status make_steps(const char *folder) {
    static const lam_sweep_run run = {1, SWEEP_SAMPLES, SWEEP_SAMPLES, 1, 1, 0};
    const double numbers[] = {1, 2, 3, 4, 5, 6};
    lam_spec *spec = NULL;
    lam_sweep_layout *layout = NULL;
    lam_sweep *sweep = NULL;
    lam_status status = lam_spec_read_sweep(sweep_path(".steps.json"), &spec);
    status = status != LAM_OK ? status : lam_sweep_layout_create(spec, network, &run, &layout);
    status = status != LAM_OK ? status : lam_sweep_open(folder, spec, network, layout, &sweep);
    for (size_t i = 0; i < 3 && status == LAM_OK; i++) {
        status = lam_sweep_put(sweep, i, lam_sweep_block(layout), numbers + i);
    }
    lam_status closed = lam_sweep_close(sweep);
    lam_sweep_layout_destroy(layout);
    lam_spec_destroy(spec);
    return status != LAM_OK ? status : closed;
}

static lam_status use_steps(void) {
    char folder[4096], command[4200];
    double change;
    lam_swept *swept = NULL;
    snprintf(folder, sizeof folder, "%s", sweep_path(".steps"));
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    lam_status status = system(command) == 0 ? make_steps(folder) : LAM_ERR_STATE;
    status = status != LAM_OK ? status : lam_swept_open(folder, &swept);
    status = status != LAM_OK ? status : lam_swept_changes(swept, 0, &change);
    if (status == LAM_OK) {
        give_numbers(1, &change);
    }
    lam_swept_close(swept);
    return status;
}

#endif
