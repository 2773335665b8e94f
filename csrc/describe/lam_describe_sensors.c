/* SPDX-License-Identifier: BSD-3-Clause
 * lam_describe_sensors.c - what measures a network, as tables: electrode arrays, slabs, sensors of
 * EEG and MEG. */
#include "csd/lam_csd_impl.h"
#include "describe/lam_describe_impl.h"

#include <math.h>
#include <string.h>

/* Writes "L2_basket, L5_basket", or "all" if none is named. */
static void add_names(lam_text *rows, const lam_model *model, size_t n, const size_t *populations) {
    lam_text_add(rows, n == 0 ? "all" : "");
    for (size_t i = 0; i < n; i++) {
        lam_text_add(rows, "%s%s", i > 0 ? ", " : "", model->populations[populations[i]].name);
    }
}

/* ---- electrodes ---- */

static void add_boundary(lam_text *rows, const char *side, const lam_boundary *boundary) {
    if (!isnan(boundary->z_um)) {
        lam_text_add(rows, ", %.8g S/m %s %.8g um", boundary->conductivity_S_m, side,
                     boundary->z_um);
    }
}

/* Writes the properties that only few arrays have. */
static void add_more(lam_text *rows, const lam_model *model, const lam_electrode_array *array) {
    lam_text_add(rows, "\t%s%s", array->csd == NULL ? "" : "csd ",
                 array->csd == NULL ? "no csd" : lam_csd_method_names[array->csd->method]);
    if (array->radius_um > 0) {
        lam_text_add(rows, ", discs of %.8g um", array->radius_um);
    }
    add_boundary(rows, "below", &array->below);
    add_boundary(rows, "above", &array->above);
    if (array->n_populations > 0) {
        lam_text_add(rows, ", of ");
        add_names(rows, model, array->n_populations, array->populations);
    }
    lam_text_add(rows, "%s%s\n", array->apart ? ", populations apart too" : "",
                 array->receptors_apart ? ", receptors apart too" : "");
}

void lam_describe_electrodes(lam_text *text, const lam_model *model) {
    lam_text rows = {.bytes = NULL}, more = {.bytes = NULL};
    for (size_t a = 0; a < model->n_arrays; a++) {
        const lam_electrode_array *array = &model->arrays[a];
        lam_extent box = {.min = {0}};
        for (size_t i = 0; i < array->n_contacts; i++) {
            lam_describe_extend(&box, i == 0, array->positions_um + 3 * i);
        }
        const double *s = array->conductivity_S_m;
        lam_text_add(&rows, "%s\t%zu\t%s\t%.8g", array->name, array->n_contacts, array->method,
                     s[0]);
        if (s[1] != s[0] || s[2] != s[0]) {
            lam_text_add(&rows, ", %.8g, %.8g", s[1], s[2]);
        }
        lam_text_add(&rows, "\t");
        lam_text_add(&rows, array->min_distance_um > 0 ? "%.8g" : "segment radius",
                     array->min_distance_um);
        lam_describe_extent(&rows, &box);
        lam_text_add(&rows, "\n");
        lam_text_add(&more, "%s", array->name);
        add_more(&more, model, array);
    }
    lam_describe_table(text, "Electrode arrays",
                       "name\tcontacts\tmethod\tconductivity (S/m)\tmin distance (um)\tx (um)\t"
                       "y (um)\tz (um)",
                       &rows);
    lam_describe_table(text, "What else they measure, and where", "name\tmore", &more);
}

/* ---- slabs, EEG, MEG ---- */

static void add_slabs(lam_text *text, const lam_model *model) {
    lam_text rows = {.bytes = NULL};
    for (size_t i = 0; i < model->n_slabs; i++) {
        const lam_slabs *slabs = &model->slabs[i];
        const lam_volumes *volumes = &slabs->volumes;
        lam_text_add(&rows, "%s\t%zu\t%.8g\t", volumes->name, volumes->n,
                     volumes->upper_um[2] - volumes->lower_um[2]);
        lam_describe_range(&rows, volumes->lower_um[2], volumes->upper_um[3 * volumes->n - 1]);
        if (isfinite(volumes->radius_um)) {
            lam_text_add(&rows, "\twithin %.8g um of %.8g, %.8g\t", volumes->radius_um,
                         volumes->axis_um[0], volumes->axis_um[1]);
        } else {
            lam_text_add(&rows, "\tof %.8g um2\t", volumes->area_um2);
        }
        add_names(&rows, model, slabs->n_populations, slabs->populations);
        lam_text_add(&rows, "\n");
    }
    lam_describe_table(text, "Slabs of membrane current",
                       "name\tslabs\tthickness (um)\tz (um)\tarea\tpopulations", &rows);
}

void lam_describe_sensors(lam_text *text, const lam_model *model) {
    lam_text rows = {.bytes = NULL};
    add_slabs(text, model);
    for (size_t i = 0; i < model->n_sensor_sets; i++) {
        const lam_sensor_set *set = &model->sensor_sets[i];
        const double *p = set->dipole_mm, *up = set->up;
        lam_text_add(&rows, "%s\t%s\t%zu\t%s\t", set->name, set->is_meg ? "MEG" : "EEG", set->n,
                     set->model);
        if (isnan(p[0])) {
            lam_text_add(&rows, "-");
        } else {
            lam_text_add(&rows, "%.8g, %.8g, %.8g", p[0], p[1], p[2]);
        }
        lam_text_add(&rows, "\t%.4g, %.4g, %.4g\n", up[0], up[1], up[2]);
    }
    lam_describe_table(text, "EEG and MEG",
                       "name\tkind\tsensors\tmodel of the head\tcolumn at (mm)\tits z points to",
                       &rows);
}
