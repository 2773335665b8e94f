/* SPDX-License-Identifier: BSD-3-Clause
 * allocation_fit.h - what allocation.c lets run out of memory: the file of a fit, its objective,
 * its searches, and its history. */
#ifndef LAM_ALLOCATION_FIT_H
#define LAM_ALLOCATION_FIT_H

#include "laminae.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *fit_path(const char *ending) {
    static char path[4096];
    snprintf(path, sizeof path, "%s.fit%s", getenv("RESULTS_FOLDER"), ending);
    return path;
}

/* Returns 0. */
static int write_fit(void) {
    FILE *file = fopen(fit_path(".json"), "w");
    int failed =
        file == NULL ||
        fputs("{\"network\": \"erp\", \"parameters\": {\"celsius\": {\"low\": 1, \"high\": 9, "
              "\"scale\": \"log\"}}, \"objective\": [{\"kind\": \"dipole_rmse\", "
              "\"to_ms\": 30, \"weights\": {\"drives\": [\"evprox1\"]}}, {\"kind\": \"rates\", "
              "\"hz\": {\"L5_pyramidal\": 1}}, "
              "{\"kind\": \"dipole_rmse\", \"weights\": [[0, 1], [9, 2]]}]}",
              file) < 0;
    failed = failed || fclose(file) != 0;
    file = failed ? NULL : fopen(fit_path(".txt"), "w");
    for (int i = 0; file != NULL && i <= 40; i++) {
        failed = failed || fprintf(file, "%d %d\n", i, i * i) < 0;
    }
    return failed || file == NULL || fclose(file) != 0;
}

static lam_status use_objective(void) {
    enum { SAMPLES = 41 };
    double curve[SAMPLES], rate = 3, value = 0, residuals[3 * SAMPLES];
    char spec[4096];
    lam_objective *objective = NULL;
    snprintf(spec, sizeof spec, "%s", fit_path(".json"));
    lam_status status =
        lam_objective_open(spec, network, fit_path(".txt"), "ms,nAm", NULL, &objective);
    for (int i = 0; i < SAMPLES; i++) {
        curve[i] = 2.5 * i;
    }
    status = status != LAM_OK ? status : lam_objective_prepare(objective, SAMPLES, 1, true);
    for (size_t i = 0; i < 3 && status == LAM_OK; i++) {
        status = i == 1 ? lam_objective_give(objective, i, 1, &rate)
                        : lam_objective_give(objective, i, SAMPLES, curve);
    }
    status = status != LAM_OK ? status : lam_objective_value(objective, &value, residuals);
    status = status != LAM_OK ? status : lam_objective_write(objective, fit_path(".csv"));
    if (status == LAM_OK) {
        give_numbers(1, &value);
        give_file(fit_path(".csv"));
    }
    lam_objective_close(objective);
    return status;
}

static lam_status bowl(void *user, size_t n_points, size_t n, const double *points,
                       double *values_out, double *residuals_out) {
    (void)user;
    for (size_t k = 0; k < n_points; k++) {
        double a = log(points[k * n]) - 1, b = points[k * n + 1];
        values_out[k] = sqrt(a * a + b * b);
        if (residuals_out != NULL) {
            residuals_out[2 * k] = a;
            residuals_out[2 * k + 1] = b;
        }
    }
    return LAM_OK;
}

static lam_status use_fit(void) {
    static const lam_fit_parameter parameters[] = {{1, 9, 7, true}, {-1, 2, 1, false}};
    lam_fit_problem problem = {2, 2, parameters, bowl, NULL, 0, NULL};
    lam_status status = LAM_OK;
    for (int solver = 0; solver < LAM_FIT_N_SOLVERS && status == LAM_OK; solver++) {
        lam_fit_options options = {.solver = (lam_fit_solver)solver,
                                   .max_evaluations = 20,
                                   .max_seconds = INFINITY,
                                   .tolerance = 1e-3,
                                   .target = -INFINITY,
                                   .seed = 3};
        double best[2];
        lam_fit_result result;
        status = lam_fit(&problem, &options, best, &result);
        if (status == LAM_OK) {
            give_numbers(2, best);
        }
    }
    return status;
}

/* An empty folder: *path_out. */
static lam_status fit_folder(char path_out[4096]) {
    char command[8300];
    snprintf(path_out, 4096, "%s", fit_path(""));
    snprintf(command, sizeof command, "rm -rf '%s'; mkdir '%s'", path_out, path_out);
    return system(command) == 0 ? LAM_OK : LAM_ERR_STATE;
}

/* How sure a point is, by its curvature and by profiles, which are files then. */
static lam_status use_profile(void) {
    static const lam_fit_parameter parameters[] = {{1, 9, 7, true}, {-1, 2, 1, false}};
    static const char *const names[] = {"a", "b"};
    static const double best[] = {2.718281828459045, 0};
    lam_fit_problem problem = {2, 2, parameters, bowl, NULL, 0, NULL};
    double curvature[4], roughness, deviation[2], correlation[4], eigenvalues[2], eigenvectors[4];
    lam_fit_certainty sure = {deviation, correlation, eigenvalues, eigenvectors};
    lam_fit_profile_options options = {0, 0.1, INFINITY, &sure, NULL, 0, NULL, NULL};
    lam_fit_profile profile = {.objective = NULL};
    char folder[4096];
    bool is_known;
    lam_status status = fit_folder(folder);
    status = status != LAM_OK ? status
                              : lam_fit_curvature(&problem, best, curvature, &roughness, &is_known);
    status = status != LAM_OK ? status : lam_fit_certain(2, curvature, 0.1, &sure);
    status = status != LAM_OK ? status : lam_fit_profile_make(&problem, &options, best, &profile);
    status = status != LAM_OK ? status : lam_fit_profile_write(&profile, names, folder);
    if (status == LAM_OK) {
        give_numbers(4, correlation);
        give_file(fit_path("/profile.csv"));
        give_file(fit_path("/profile.json"));
    }
    lam_fit_profile_free(&profile);
    return status;
}

static lam_status use_history(void) {
    static const char *const names[] = {"celsius"};
    static const double point = 3, residuals[2] = {1, 2};
    char folder[4096];
    lam_spec *spec = NULL;
    lam_history *history = NULL;
    lam_fit_options options;
    bool is_staged;
    lam_status status = fit_folder(folder);
    status =
        status != LAM_OK ? status : lam_fit_read(fit_path(".json"), &spec, &options, &is_staged);
    status = status != LAM_OK ? status : lam_history_open(folder, 1, names, 2, true, 9, &history);
    status = status != LAM_OK ? status : lam_history_add(history, &point, 0.5, residuals, 1);
    if (status == LAM_OK) {
        give_file(fit_path("/history.csv"));
    }
    lam_history_close(history);
    lam_spec_destroy(spec);
    return status;
}

#endif
