/* SPDX-License-Identifier: BSD-3-Clause
 * lam_design.c - the points of a sweep, each computed from its number alone. */
#include "base/lam_number_impl.h"
#include "base/lam_text_impl.h"
#include "laminae.h"

#include <math.h>

/* Point i of a grid: the digits of i, the last parameter's the lowest. */
static void grid_point(const lam_design *design, size_t i, double *values_out) {
    for (size_t k = design->n_parameters; k-- > 0;) {
        const lam_varied *parameter = &design->parameters[k];
        values_out[k] = parameter->values[i % parameter->n_values];
        i /= parameter->n_values;
    }
}

static double value_at(const lam_varied *parameter, double u) {
    if (parameter->n_values > 0) {
        size_t place = (size_t)(u * (double)parameter->n_values);
        return parameter->values[place < parameter->n_values ? place : parameter->n_values - 1];
    }
    bool is_end = u == 0 && isinf(parameter->prior.low);
    return lam_prior_quantile(&parameter->prior, is_end ? 0x1p-54 : u);
}

/* The digital shift of Sobol's sequence: the same bits of all points are turned over. */
static double shifted(const lam_design *design, size_t parameter, double u) {
    const double scale = (double)(1u << LAM_SOBOL_BITS);
    uint32_t shift = (uint32_t)(lam_uniform_at(design->seed, parameter, 0) * scale);
    return (double)((uint32_t)(u * scale) ^ shift) / scale;
}

/* Without a shift the origin is left out: there each normal prior is infinite. */
static void sobol_numbers(const lam_design *design, size_t i, size_t n, double *u_out) {
    lam_sobol_point(design->seed == 0 ? i + 1 : i, n, u_out);
    for (size_t k = 0; k < n && design->seed != 0; k++) {
        u_out[k] = shifted(design, k, u_out[k]);
    }
}

static void sobol_point(const lam_design *design, size_t i, double *values_out) {
    double u[LAM_SOBOL_MOST];
    sobol_numbers(design, i, design->n_parameters, u);
    for (size_t k = 0; k < design->n_parameters; k++) {
        values_out[k] = value_at(&design->parameters[k], u[k]);
    }
}

/* A is the first half of the numbers, B the second. */
static void saltelli_point(const lam_design *design, size_t i, double *values_out) {
    double u[LAM_SOBOL_MOST];
    size_t n = design->n_parameters, which = i % (n + 2);
    sobol_numbers(design, i / (n + 2), 2 * n, u);
    for (size_t k = 0; k < n; k++) {
        bool is_b = which == k + 1 || which == n + 1;
        values_out[k] = value_at(&design->parameters[k], u[is_b ? n + k : k]);
    }
}

static double middle_of(const lam_varied *parameter) {
    return isnan(parameter->start) ? value_at(parameter, 0.5) : parameter->start;
}

static void differences_point(const lam_design *design, size_t i, double *values_out) {
    for (size_t k = 0; k < design->n_parameters; k++) {
        const lam_varied *parameter = &design->parameters[k];
        bool is_moved = i > 0 && (i - 1) / 2 == k;
        double share = is_moved ? (i % 2 == 1 ? 0.99 : 1.01) : 1;
        values_out[k] =
            fmin(fmax(share * middle_of(parameter), parameter->prior.low), parameter->prior.high);
    }
}

static double stratified(const lam_design *design, size_t parameter, size_t i) {
    size_t n = design->n_points;
    size_t stratum = (size_t)lam_shuffled_at(design->seed, parameter, n, i);
    return ((double)stratum + lam_uniform_at(design->seed, parameter, i)) / (double)n;
}

void lam_design_point(const lam_design *design, size_t i, double *values_out) {
    if (design->kind == LAM_DESIGN_GRID) {
        grid_point(design, i, values_out);
        return;
    }
    if (design->kind == LAM_DESIGN_SOBOL) {
        sobol_point(design, i, values_out);
        return;
    }
    if (design->kind == LAM_DESIGN_SALTELLI) {
        saltelli_point(design, i, values_out);
        return;
    }
    if (design->kind == LAM_DESIGN_DIFFERENCES) {
        differences_point(design, i, values_out);
        return;
    }
    for (size_t k = 0; k < design->n_parameters; k++) {
        const lam_varied *parameter = &design->parameters[k];
        values_out[k] = design->kind == LAM_DESIGN_LHS
                            ? value_at(parameter, stratified(design, k, i))
                        : design->kind == LAM_DESIGN_PRIOR
                            ? value_at(parameter, lam_uniform_at(design->seed, k, i))
                            : parameter->values[i];
    }
}

lam_status lam_design_lines(const lam_design *design, const double *values, char **lines_out) {
    lam_text text = {.bytes = NULL};
    for (size_t k = 0; k < design->n_parameters; k++) {
        lam_text_add(&text, "%s=", design->parameters[k].path);
        lam_text_add_number(&text, values[k]);
        lam_text_add(&text, "\n");
    }
    return lam_text_take(&text, lines_out);
}
