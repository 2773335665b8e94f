/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spec_check.c - whether the network of a sweep has its parameters, and takes their values. */
#include "design/lam_spec_impl.h"
#include "edit/lam_edit_impl.h"
#include "network/lam_network_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REASON_SIZE = 900, N_TRIED = 3 };

/* Refuses a parameter at its place in the file, of a list of points in that one, for the reason
 * that lam_error() says. */
static lam_status refuse(const lam_spec *spec, size_t k, size_t point, lam_status status) {
    char reason[REASON_SIZE];
    if (status != LAM_ERR_INPUT) {
        return status;
    }
    snprintf(reason, sizeof reason, "%s", lam_error());
    bool is_list = spec->design.kind == LAM_DESIGN_LIST;
    lam_json root = lam_spec_root(spec);
    lam_json all = lam_json_member(&root, is_list ? "points" : "parameters");
    lam_json one = lam_json_element(&all, point);
    lam_json at = lam_json_member(is_list ? &one : &all, spec->parameters_owned[k].path);
    return lam_json_fail(&at, "%s", reason);
}

/* ---- places ---- */

static bool is_number(const json_t *value) {
    return value == NULL || json_is_number(value) || lam_edit_quantity(value) != NULL;
}

/* What the network says of runs is read once, before the first point: all have the same samples. */
static bool is_of_runs(const json_t *network, const lam_edit_place *place) {
    static const char *const keys[] = {"tstop", "dt", "trials", "seed", "scale", "smooth"};
    bool is_one = false;
    for (size_t i = 0; i < LAM_COUNT_OF(keys) && place->parent == network; i++) {
        is_one = is_one || strcmp(place->key, keys[i]) == 0;
    }
    return is_one;
}

/* All places of a parameter; their keys are those of the path. */
typedef struct found {
    lam_edit_path path;
    lam_edit_places places;
} found;

/* Each of them has to be a number. */
static lam_status find_places(const lam_network *network, const char *path, found *out) {
    LAM_TRY(lam_edit_parse(path, &out->path));
    LAM_TRY(lam_edit_find(network->document.merged, path, &out->path, true, &out->places));
    for (size_t i = 0; i < out->places.n; i++) {
        if (!is_number(out->places.places[i].value)) {
            return lam_fail(LAM_ERR_INPUT, "is no number in the network; accepted: a path whose "
                                           "value is one (describe --paths)");
        }
        if (is_of_runs(network->document.merged, &out->places.places[i])) {
            return lam_fail(LAM_ERR_INPUT, "is the same for all runs; accepted: in options, "
                                           "or a path of cells, connections, drives ...");
        }
    }
    return LAM_OK;
}

static bool is_same(const lam_edit_place *a, const lam_edit_place *b) {
    bool same_key = a->key != NULL && b->key != NULL ? strcmp(a->key, b->key) == 0
                                                     : a->key == b->key && a->index == b->index;
    return a->parent == b->parent && same_key;
}

static bool overlap(const lam_edit_places *a, const lam_edit_places *b) {
    for (size_t i = 0; i < a->n; i++) {
        for (size_t j = 0; j < b->n; j++) {
            if (is_same(&a->places[i], &b->places[j])) {
                return true;
            }
        }
    }
    return false;
}

static lam_status check_places(const lam_spec *spec, const lam_network *network, found *all) {
    for (size_t k = 0; k < spec->design.n_parameters; k++) {
        lam_status status = find_places(network, spec->parameters_owned[k].path, &all[k]);
        for (size_t j = 0; j < k && status == LAM_OK; j++) {
            if (overlap(&all[j].places, &all[k].places)) {
                status = lam_fail(LAM_ERR_INPUT,
                                  "changes what %s changes; accepted: parameters that differ",
                                  spec->parameters_owned[j].path);
            }
        }
        if (status != LAM_OK) {
            return refuse(spec, k, 0, status);
        }
    }
    return LAM_OK;
}

/* ---- values ---- */

/* The lowest value, the highest, and one between, which is no whole number where the network wants
 * one. Of a prior without ends those that one in a thousand draws goes beyond. */
static void choose_values(const lam_varied *parameter, double values_out[N_TRIED]) {
    if (parameter->n_values > 0) {
        values_out[0] = values_out[1] = values_out[2] = parameter->values[0];
        for (size_t i = 0; i < parameter->n_values; i++) {
            double value = parameter->values[i];
            values_out[0] = fmin(values_out[0], value);
            values_out[1] = fmax(values_out[1], value);
            values_out[2] = value == floor(value) ? values_out[2] : value;
        }
        return;
    }
    const lam_prior *prior = &parameter->prior;
    values_out[0] = lam_prior_quantile(prior, isinf(prior->low) ? 0.001 : 0);
    values_out[1] = lam_prior_quantile(prior, isinf(prior->high) ? 0.999 : 1);
    values_out[2] = lam_prior_quantile(prior, 0.6180339887498949);
}

/* The first of the parameter's values that is this one; 0: it is none of them. */
static size_t place_of(const lam_varied *parameter, double value) {
    size_t i = 0;
    while (i < parameter->n_values && fabs(parameter->values[i] - value) > 0) {
        i++;
    }
    return i < parameter->n_values ? i : 0;
}

/* place_out: which value was refused. */
static lam_status try_values(const lam_network *network, const lam_varied *parameter,
                             size_t *place_out) {
    double values[N_TRIED];
    lam_network *copy = NULL;
    choose_values(parameter, values);
    LAM_TRY(lam_network_copy(network, &copy));
    lam_status status = LAM_OK;
    for (size_t i = 0; i < N_TRIED && status == LAM_OK; i++) {
        char *line = NULL;
        lam_design one = {.n_parameters = 1, .parameters = parameter};
        *place_out = place_of(parameter, values[i]);
        status = lam_design_lines(&one, &values[i], &line);
        if (status == LAM_OK) {
            status = lam_network_change(copy, line);
        }
        free(line);
    }
    lam_network_destroy(copy);
    return status;
}

lam_status lam_spec_check(const lam_spec *spec, const lam_network *network) {
    size_t n = spec->design.n_parameters;
    found *all = lam_alloc(n, sizeof *all);
    if (all == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = check_places(spec, network, all);
    for (size_t k = 0; k < n; k++) {
        free(all[k].places.places);
    }
    free(all);
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        size_t place = 0;
        status = try_values(network, &spec->parameters_owned[k], &place);
        status = refuse(spec, k, place, status);
    }
    return status;
}
