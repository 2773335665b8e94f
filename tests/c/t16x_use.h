/* SPDX-License-Identifier: BSD-3-Clause
 * t16x_use.h - all that a program does with a network that it has opened: each answer must be one
 * that a simulation can take. */
#ifndef LAM_T16X_USE_H
#define LAM_T16X_USE_H

#include "t16x_mutate.h"
#include "t1xx_file.h"

#include <math.h>

/* ---- what the model holds ---- */

static inline void check_parameters(const lam_mechanism *mechanism, size_t nseg) {
    for (size_t p = 0; p < mechanism->n_parameters; p++) {
        const lam_parameter *parameter = &mechanism->parameters[p];
        cr_assert(parameter->n_values == 1 || parameter->n_values == nseg, "%s", parameter->name);
        for (size_t k = 0; k < parameter->n_values; k++) {
            double value = parameter->values[k];
            cr_assert(isfinite(value) || (value > 0 && parameter->n_values == nseg), "%s: %g",
                      parameter->name, value);
        }
    }
}

static inline void check_type(const lam_cell_type *type) {
    cr_assert(type->n_sections > 0 && type->name[0] != '\0' && type->label[0] != '\0');
    cr_assert(type->template_name[0] != '\0' && type->layer != NULL);
    cr_assert(type->dipole_section < (int)type->n_sections);
    for (size_t s = 0; s < type->n_sections; s++) {
        const lam_section *section = &type->sections[s];
        cr_assert(section->parent < (int)s, "a parent stands before its children");
        cr_assert(type->own_shape || (section->parent < 0) == (s == 0));
        if (!type->own_shape) {
            cr_assert(section->L_um > 0 && section->diam_um > 0 && section->Ra_ohm_cm > 0);
            cr_assert(section->cm_uF_cm2 > 0 && section->nseg > 0 && isfinite(section->v0_mV));
            cr_assert(section->parent_x >= 0 && section->parent_x <= 1);
            cr_assert(section->joined_end == 0 || section->joined_end == 1);
        }
        for (size_t i = 0; i < 3; i++) {
            cr_assert(isfinite(section->start_um[i]) && isfinite(section->end_um[i]));
        }
        for (size_t m = 0; m < section->n_mechanisms; m++) {
            check_parameters(&section->mechanisms[m], section->nseg);
        }
        for (size_t r = 0; r < section->n_receptors; r++) {
            cr_assert(section->receptors[r] < type->n_receptors);
        }
    }
    for (size_t r = 0; r < type->n_receptors; r++) {
        check_parameters(&type->receptors[r].synapse, 1);
    }
    for (size_t l = 0; l < type->n_locations; l++) {
        for (size_t i = 0; i < type->locations[l].n_sections; i++) {
            cr_assert(type->locations[l].sections[i] < type->n_sections);
        }
    }
}

static inline void check_populations(const lam_model *model) {
    size_t gid = 0;
    cr_assert(model->n_populations > 0 && model->n_cells > 0 && model->n_gids >= model->n_cells);
    for (size_t p = 0; p < model->n_populations; p++) {
        const lam_population *population = &model->populations[p];
        cr_assert_eq(population->first_gid, gid);
        cr_assert(population->end_gid > gid);
        gid = population->end_gid;
        cr_assert((population->drive < 0) == (gid <= model->n_cells));
        cr_assert((population->cell_type < 0) == (population->drive >= 0));
        cr_assert(population->cell_type < (int)model->n_cell_types);
        cr_assert(population->drive < (int)model->n_drives);
    }
    cr_assert_eq(gid, model->n_gids);
}

static inline void check_finite(size_t n, const double *numbers) {
    for (size_t i = 0; i < n; i++) {
        cr_assert(isfinite(numbers[i]));
    }
}

static inline void check_sensors(const lam_model *model) {
    for (size_t a = 0; a < model->n_arrays; a++) {
        const lam_electrode_array *array = &model->arrays[a];
        cr_assert(array->n_contacts > 0 && array->conductivity_S_m[0] > 0);
        cr_assert(array->csd == NULL || array->csd->conductivity_S_m > 0);
        check_finite(3 * array->n_contacts, array->positions_um);
    }
    for (size_t i = 0; i < model->n_slabs; i++) {
        const lam_volumes *volumes = &model->slabs[i].volumes;
        cr_assert_eq(lam_volume_check(volumes), LAM_OK);
        cr_assert(volumes->n > 0 && isfinite(volumes->upper_um[3 * volumes->n - 1]));
    }
    for (size_t i = 0; i < model->n_sensor_sets; i++) {
        const lam_sensor_set *set = &model->sensor_sets[i];
        cr_assert(set->n > 0 && (set->positions_mm != NULL) == (strcmp(set->model, "table") != 0));
        check_finite(3 * set->n, set->leads);
        check_finite(3, set->up);
        check_finite(3, set->right);
    }
}

static inline void check_model(const lam_model *model) {
    cr_assert(model->tstop_ms > 0 && model->dt_ms > 0 && model->trials > 0 && model->nx > 0);
    cr_assert(isfinite(model->celsius) && isfinite(model->threshold_mV) && isfinite(model->seed));
    cr_assert(isfinite(model->scale) && model->smooth_ms >= 0 && model->inplane_distance_um > 0);
    for (size_t t = 0; t < model->n_cell_types; t++) {
        check_type(&model->cell_types[t]);
    }
    check_populations(model);
    for (size_t b = 0; b < model->n_biases; b++) {
        const lam_bias *bias = &model->biases[b];
        const lam_population *population = &model->populations[bias->population];
        cr_assert(bias->population < model->n_populations && population->drive < 0);
        cr_assert(bias->section < model->cell_types[population->cell_type].n_sections);
        cr_assert(isfinite(bias->amplitude_nA) && bias->tstart_ms <= bias->tstop_ms);
        for (size_t i = 0; i < bias->n_cells; i++) {
            cr_assert(bias->gids[i] >= population->first_gid &&
                      bias->gids[i] < population->end_gid);
        }
    }
    check_sensors(model);
}

/* ---- questions ---- */

/* Some of the cells from `first` to `end`: the first, the last, and any. */
static inline size_t some(size_t first, size_t end, size_t k) {
    return k == 0 ? first : k == 1 ? end - 1 : first + below(end - first);
}

static inline void ask_sources(const lam_network *network) {
    const lam_model *model = lam_network_model(network);
    enum { N_TARGETS = 3, MOST = 2000, LARGE = 100000 };
    for (size_t c = 0; c < model->n_connections && c < MOST; c++) {
        const lam_connection *connection = &model->connections[c];
        const lam_population *source = &model->populations[connection->source];
        const lam_population *target = &model->populations[connection->target];
        const lam_cell_type *type = &model->cell_types[target->cell_type];
        cr_assert(connection->receptor < type->n_receptors);
        size_t most = source->end_gid > LARGE ? 1 : N_TARGETS;
        for (size_t k = 0; k < most; k++) {
            size_t gid = some(target->first_gid, target->end_gid, k);
            size_t room, n = 0;
            GOOD(lam_network_candidates(network, c, gid, 1000, &room));
            double *values = malloc((3 * room + 1) * sizeof *values);
            double *weights = values + room, *delays = weights + room;
            GOOD(lam_network_sources(network, c, gid, 1000, &n, values, weights, delays));
            cr_assert(n <= room);
            for (size_t i = 0; i < n; i++) {
                cr_assert(values[i] >= (double)source->first_gid &&
                          values[i] < (double)source->end_gid);
                cr_assert(i == 0 || values[i] >= values[i - 1]);
                cr_assert(isfinite(weights[i]) && weights[i] >= 0);
                cr_assert(delays[i] > 0 && delays[i] <= 1000);
            }
            free(values);
        }
    }
}

static inline void ask_events(const lam_network *network) {
    const lam_model *model = lam_network_model(network);
    enum { N_CELLS = 3, MOST = 100 };
    for (size_t d = 0; d < model->n_drives && d < MOST; d++) {
        for (size_t k = 0; k < N_CELLS; k++) {
            size_t n = 0;
            double *times_ms = NULL, tstop_ms = fmin(model->tstop_ms, 1000);
            lam_status status = lam_drive_events(network, d, some(0, model->drives[d].n_cells, k),
                                                 below(3), 0, tstop_ms, &n, &times_ms);
            cr_assert(status == LAM_OK || status == LAM_ERR_INPUT, "%s", lam_error());
            for (size_t i = 0; i < n; i++) {
                cr_assert(times_ms[i] >= (i > 0 ? times_ms[i - 1] : 0) && times_ms[i] <= tstop_ms);
            }
            free(times_ms);
        }
    }
}

static inline void ask_cells(const lam_network *network) {
    const lam_model *model = lam_network_model(network);
    for (size_t k = 0; k < 5; k++) {
        double xyz_um[3], threshold_mV;
        size_t gid = some(0, model->n_gids, k);
        GOOD(lam_network_position(network, gid, xyz_um));
        GOOD(lam_network_threshold(network, gid, &threshold_mV));
        cr_assert(isfinite(xyz_um[0]) && isfinite(xyz_um[1]) && isfinite(xyz_um[2]));
        cr_assert(isfinite(threshold_mV));
    }
    cr_assert_eq(lam_network_position(network, model->n_gids, (double[3]){0}), LAM_ERR_INPUT);
}

/* The caller frees. */
static inline char *described(const lam_network *network, bool paths) {
    char *text = NULL;
    GOOD(paths ? lam_describe_paths(network, &text) : lam_describe(network, &text));
    for (const char *c = text; *c != '\0'; c++) {
        cr_assert((unsigned char)*c >= ' ' || *c == '\n', "byte %d in a table", *c);
    }
    return text;
}

/* What is written for HNN-core is a network as well. */
static inline void export(const lam_network *network, const char *scratch) {
    lam_network *again = NULL;
    bool lossy = below(2) == 0;
    lam_status status = lam_network_export(network, scratch, lossy, true);
    if (status != LAM_OK) {
        cr_assert_eq(status, LAM_ERR_INPUT, "%s", lam_error());
        cr_assert_not_null(strstr(lam_error(), "accepted: "), "%s", lam_error());
        return;
    }
    GOOD(lam_network_read(scratch, &again));
    check_model(lam_network_model(again));
    cr_assert(lossy || lam_network_model(again)->n_gids == lam_network_model(network)->n_gids);
    lam_network_destroy(again);
}

/* What a network says of itself reads back as the same network. */
static inline void read_again(const lam_network *network, const char *scratch) {
    lam_network *again = NULL;
    const char *text = lam_network_json(network);
    cr_assert_not_null(text);
    write_file(scratch, text, strlen(text));
    GOOD(lam_network_read(scratch, &again));
    cr_assert_str_eq(lam_network_json(again), text);
    char *words = described(network, false), *words_again = described(again, false);
    cr_assert_str_eq(words_again, words);
    free(words);
    free(words_again);
    lam_network_destroy(again);
}

static inline void ask_memory(const lam_network *network) {
    double without_delay, with_all;
    GOOD(lam_network_memory(network, 0, &without_delay));
    GOOD(lam_network_memory(network, 1e300, &with_all));
    cr_assert(with_all >= without_delay && without_delay >= 0 && with_all < 1e300);
}

static inline void use_network(const lam_network *network, const char *scratch) {
    check_model(lam_network_model(network));
    ask_memory(network);
    ask_cells(network);
    ask_sources(network);
    ask_events(network);
    free(described(network, true));
    if (below(4) == 0) {
        read_again(network, scratch);
        export(network, scratch);
    }
}

#endif
