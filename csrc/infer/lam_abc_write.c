/* SPDX-License-Identifier: BSD-3-Clause
 * lam_abc_write.c - a posterior as files: posterior.csv, its particles; posterior.json, what they
 * say. */
#include "base/lam_file_impl.h"
#include "base/lam_text_impl.h"
#include "laminae.h"

#include <math.h>
#include <string.h>

static const char *const ends[] = {
    [LAM_ABC_END_EVALUATIONS] = "evaluations",
    [LAM_ABC_END_SECONDS] = "seconds",
    [LAM_ABC_END_EPSILON] = "epsilon",
    [LAM_ABC_END_ACCEPTANCE] = "acceptance",
    [LAM_ABC_END_STILL] = "still",
    [LAM_ABC_END_INTERRUPT] = "interrupt",
};

static lam_status write_particles(const lam_generation *last, const lam_varied *parameters,
                                  const char *folder) {
    lam_text text = {.bytes = NULL};
    const lam_particles *p = &last->particles;
    lam_text_add(&text, "weight,distance");
    for (size_t k = 0; k < p->n_parameters; k++) {
        lam_text_add(&text, ",");
        lam_text_add_cell(&text, strlen(parameters[k].path), parameters[k].path);
    }
    for (size_t i = 0; i < p->n; i++) {
        lam_text_add(&text, "\n");
        lam_text_add_number(&text, p->weights[i]);
        lam_text_add(&text, ",");
        lam_text_add_number(&text, last->distances[i]);
        for (size_t k = 0; k < p->n_parameters; k++) {
            lam_text_add(&text, ",");
            lam_text_add_number(&text, p->values[i * p->n_parameters + k]);
        }
    }
    lam_text_add(&text, "\n");
    return lam_file_write_in(folder, "posterior.csv", &text);
}

/* The middle 90 % are what lies between low and high. */
static lam_status add_parameter(const lam_particles *p, const lam_varied *parameters, size_t k,
                                lam_text *text) {
    static const char *const names[] = {"low", "median", "high"};
    double values[3], variance = lam_particles_covariance(p, k, k);
    LAM_TRY(lam_particles_quantiles(p, k, 3, (double[]){0.05, 0.5, 0.95}, values));
    lam_text_add(text, "%s\n    ", k > 0 ? "," : "");
    lam_text_add_string(text, parameters[k].path);
    lam_text_add(text, ": {\"mean\": ");
    lam_text_add_number(text, lam_particles_mean(p, k));
    lam_text_add(text, ", \"sd\": ");
    lam_text_add_number(text, sqrt(variance));
    for (size_t i = 0; i < 3; i++) {
        lam_text_add(text, ", \"%s\": ", names[i]);
        lam_text_add_number(text, values[i]);
    }
    lam_text_add(text, ", \"correlations\": [");
    for (size_t j = 0; j < p->n_parameters; j++) {
        double other = lam_particles_covariance(p, j, j);
        double r = j == k ? 1 : lam_particles_covariance(p, j, k) / sqrt(variance * other);
        lam_text_add(text, "%s%.4g", j > 0 ? ", " : "", isfinite(r) ? r : 0);
    }
    lam_text_add(text, "]}");
    return LAM_OK;
}

/* As the file that asked for it has a prior. */
static void add_prior(const lam_varied *parameter, lam_text *text) {
    static const char *const kinds[] = {"uniform", "log_uniform", "normal", "truncated_normal"};
    static const char *const keys[] = {"mean", "sd", "low", "high"};
    const lam_prior *prior = &parameter->prior;
    const double numbers[] = {prior->mean, prior->sd, prior->low, prior->high};
    lam_text_add(text, "\n    ");
    lam_text_add_string(text, parameter->path);
    lam_text_add(text, ": {\"prior\": {\"kind\": \"%s\"", kinds[prior->kind]);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (isfinite(numbers[i])) {
            lam_text_add(text, ", \"%s\": ", keys[i]);
            lam_text_add_number(text, numbers[i]);
        }
    }
    lam_text_add(text, "}}");
}

static lam_status write_summary(const lam_abc *abc, const lam_varied *parameters,
                                const char *folder) {
    size_t n = lam_abc_n_generations(abc);
    const lam_particles *p = &lam_abc_generation(abc, n - 1)->particles;
    lam_text text = {.bytes = NULL};
    lam_text_add(&text, "{\n  \"laminae\": \"%s\",\n  \"n\": %zu,\n  \"effective\": %.4g,\n",
                 LAM_VERSION, p->n, lam_particles_effective(p));
    lam_text_add(&text, "  \"evaluations\": %zu,\n  \"end\": \"%s\",\n  \"epsilons\": [",
                 lam_abc_n_evaluations(abc), ends[lam_abc_why(abc)]);
    for (size_t i = 0; i < n; i++) {
        lam_text_add(&text, "%s", i > 0 ? ", " : "");
        lam_text_add_number(&text, lam_abc_generation(abc, i)->epsilon);
    }
    lam_text_add(&text, "],\n  \"parameters\": {");
    lam_status status = LAM_OK;
    for (size_t k = 0; k < p->n_parameters && status == LAM_OK; k++) {
        status = add_parameter(p, parameters, k, &text);
    }
    if (status != LAM_OK) {
        lam_text_free(&text);
        return status;
    }
    lam_text_add(&text, "\n  },\n  \"priors\": {");
    for (size_t k = 0; k < p->n_parameters; k++) {
        lam_text_add(&text, "%s", k > 0 ? "," : "");
        add_prior(&parameters[k], &text);
    }
    lam_text_add(&text, "\n  }\n}\n");
    return lam_file_write_in(folder, "posterior.json", &text);
}

lam_status lam_abc_write(const lam_abc *abc, const lam_varied *parameters, const char *folder) {
    size_t n = lam_abc_n_generations(abc);
    LAM_TRY(write_particles(lam_abc_generation(abc, n - 1), parameters, folder));
    return write_summary(abc, parameters, folder);
}
