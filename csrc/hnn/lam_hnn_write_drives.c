/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_write_drives.c - the drives of HNN-core's network file, and its biases and electrode
 * arrays. */
#include "hnn/lam_hnn_write_impl.h"

#include <math.h>
#include <string.h>

static const lam_population *population_of(const lam_model *model, size_t drive, size_t *index) {
    size_t p = 0;
    while (model->populations[p].drive != (int)drive) {
        p++;
    }
    *index = p;
    return &model->populations[p];
}

/* ---- plans ---- */

/* HNN-core refuses distal drives onto baskets of layer 5 (drives.py, _get_target_properties). */
static bool is_forbidden(const lam_hnn_writer *writer, const lam_drive *drive, size_t target) {
    const lam_model *model = writer->model;
    const lam_cell_type *type = &model->cell_types[model->populations[target].cell_type];
    const json_t *cells = json_object_get(writer->network->document.merged, "cells");
    const json_t *metadata = json_object_get(json_object_get(cells, type->name), "metadata");
    const char *shape = json_string_value(json_object_get(metadata, "morpho_type"));
    return strcmp(drive->location, "distal") == 0 && shape != NULL &&
           strcmp(shape, "basket") == 0 && strcmp(type->layer, "5") == 0;
}

/* Can the loader make the drive from its weights? */
static bool has_weights(const lam_hnn_writer *writer, const lam_drive *drive, size_t source) {
    const lam_model *model = writer->model;
    for (size_t c = 0; c < model->n_connections && drive->location != NULL; c++) {
        const lam_connection *connection = &model->connections[c];
        if (connection->source == source &&
            (writer->is_left_out[connection->target] || connection->n_pairs == 0 ||
             is_forbidden(writer, drive, connection->target))) {
            return false;
        }
    }
    return drive->location != NULL;
}

/* Finds a section with a synapse that drives can have. Returns false if there is none. */
static bool find_synapse(const lam_hnn_writer *writer, size_t *population_out, size_t *section_out,
                         const char **weights_out) {
    const lam_model *model = writer->model;
    for (size_t p = 0; p < model->n_populations; p++) {
        int t = model->populations[p].cell_type;
        for (size_t s = 0; t >= 0 && !writer->is_left_out[p] && s < model->cell_types[t].n_sections;
             s++) {
            const lam_cell_type *type = &model->cell_types[t];
            for (size_t r = 0; r < type->sections[s].n_receptors; r++) {
                const char *name = type->receptors[type->sections[s].receptors[r]].name;
                bool is_ampa = strcmp(name, "ampa") == 0;
                if ((is_ampa || strcmp(name, "nmda") == 0) &&
                    strcmp(type->sections[s].name, "distal") != 0) {
                    *population_out = p;
                    *section_out = s;
                    *weights_out = is_ampa ? "weights_ampa" : "weights_nmda";
                    return true;
                }
            }
        }
    }
    return false;
}

void lam_hnn_plan_drives(lam_hnn_writer *writer) {
    const lam_model *model = writer->model;
    for (size_t d = 0; d < model->n_drives; d++) {
        const lam_drive *drive = &model->drives[d];
        lam_hnn_drive_plan *plan = &writer->plans[d];
        size_t source, population, section;
        const char *weights;
        population_of(model, d, &source);
        plan->has_weights = has_weights(writer, drive, source);
        plan->cell_specific = plan->has_weights && drive->cell_specific;
        if (strcmp(drive->kind, "spike_train") == 0) {
            lam_hnn_lose(writer, "drives.%s: given spikes", drive->name);
            writer->is_left_out[source] = true;
        } else if (!plan->has_weights && !find_synapse(writer, &population, &section, &weights)) {
            lam_hnn_lose(writer, "drives.%s: no synapse ampa or nmda for it", drive->name);
            writer->is_left_out[source] = true;
        }
        if (memcmp(drive->position_um, writer->network->origin_um, sizeof drive->position_um) !=
            0) {
            lam_hnn_lose(writer, "drives.%s.position: not the origin of the grid", drive->name);
        }
    }
}

/* ---- when they fire ---- */

static json_t *stop_of(double tstop_ms) {
    return isinf(tstop_ms) ? json_null() : json_real(tstop_ms);
}

static double rate_of(const lam_drive *drive, size_t cell) {
    for (size_t i = 0; i < drive->n_rates; i++) {
        if (cell >= drive->rates[i].first_cell && cell < drive->rates[i].end_cell) {
            return drive->rates[i].rate_Hz;
        }
    }
    return 0;
}

/* The rate of those cells first to end - 1 that project onto anything; 0: none has one. */
static double rate_among(const lam_drive *drive, size_t first, size_t end) {
    double rate_Hz = 0;
    for (size_t k = first; k < end && rate_Hz == 0; k++) {
        rate_Hz = rate_of(drive, k);
    }
    return rate_Hz;
}

/* Returns one rate, or one for each target of a cell-specific drive, whose cells stand in the order
 * of the targets. */
static json_t *rates_of(lam_hnn_writer *writer, const lam_drive *drive, size_t d, size_t source) {
    const lam_model *model = writer->model;
    if (!writer->plans[d].cell_specific) {
        double first_Hz = rate_of(drive, 0);
        bool is_one = true;
        for (size_t k = 0; k < drive->n_cells; k++) {
            is_one &= rate_of(drive, k) == first_Hz;
        }
        if (first_Hz == 0 || !is_one) {
            lam_hnn_lose(writer, "drives.%s.rate_constant: %s", drive->name,
                         is_one ? "0 Hz" : "several, of connections that are listed");
        }
        return json_real(first_Hz > 0 ? first_Hz : 1e-9);
    }
    json_t *rates = json_object();
    size_t cell = 0;
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_population *target = &model->populations[model->connections[c].target];
        if (model->connections[c].source == source &&
            json_object_get(rates, target->name) == NULL) {
            size_t end = cell + target->end_gid - target->first_gid;
            double rate_Hz = rate_among(drive, cell, end);
            if (rate_Hz == 0) {
                lam_hnn_lose(writer, "drives.%s.rate_constant: 0 Hz", drive->name);
            }
            lam_hnn_put(writer, rates, target->name, json_real(rate_Hz > 0 ? rate_Hz : 1e-9));
            cell = end;
        }
    }
    return rates;
}

static json_t *dynamics_of(lam_hnn_writer *writer, const lam_drive *drive, size_t d,
                           size_t source) {
    if (strcmp(drive->kind, "evoked") == 0) {
        bool is_off = drive->n_spikes == 0; /* HNN-core refuses 0: one, after the run */
        return json_pack("{s:f, s:f, s:I}", "mu", is_off ? 1e9 : drive->mu_ms, "sigma",
                         drive->sigma_ms, "numspikes", is_off ? 1 : (json_int_t)drive->n_spikes);
    }
    if (strcmp(drive->kind, "poisson") == 0) {
        return json_pack("{s:f, s:o, s:o}", "tstart", drive->tstart_ms, "tstop",
                         stop_of(drive->tstop_ms), "rate_constant",
                         rates_of(writer, drive, d, source));
    }
    return json_pack("{s:f, s:f, s:o, s:f, s:f, s:I, s:f}", "tstart", drive->tstart_ms,
                     "tstart_std", drive->tstart_std_ms, "tstop", stop_of(drive->tstop_ms),
                     "burst_rate", drive->burst_rate_Hz, "burst_std", drive->burst_std_ms,
                     "numspikes", (json_int_t)drive->n_spikes, "spike_isi", drive->spike_isi_ms);
}

/* ---- what they project onto ---- */

/* Writes the numbers of the drive's connections by target, or one for all if the drive states
 * one. */
static void put_by_target(lam_hnn_writer *writer, size_t source, size_t offset, json_t *to,
                          const char *key) {
    const lam_model *model = writer->model;
    const json_t *drives = json_object_get(writer->network->document.merged, "drives");
    const json_t *drive = json_object_get(drives, model->populations[source].name);
    json_t *values = json_object();
    bool is_one = !json_is_object(json_object_get(drive, key));
    double first = NAN;
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_connection *connection = &model->connections[c];
        if (connection->source == source) {
            double value = *(const double *)((const char *)connection + offset);
            first = isnan(first) ? value : first;
            is_one &= value == first;
            lam_hnn_put(writer, values, model->populations[connection->target].name,
                        json_real(value));
        }
    }
    lam_hnn_put(writer, to, key, is_one ? json_real(first) : json_incref(values));
    json_decref(values);
}

static void put_weights(lam_hnn_writer *writer, size_t source, json_t *to) {
    static const char *const receptors[] = {"ampa", "nmda"};
    static const char *const keys[] = {"weights_ampa", "weights_nmda"};
    const lam_model *model = writer->model;
    for (size_t r = 0; r < LAM_COUNT_OF(receptors); r++) {
        json_t *weights = json_object();
        for (size_t c = 0; c < model->n_connections; c++) {
            const lam_connection *connection = &model->connections[c];
            const lam_population *target = &model->populations[connection->target];
            const lam_cell_type *type = &model->cell_types[target->cell_type];
            if (connection->source == source &&
                strcmp(type->receptors[connection->receptor].name, receptors[r]) == 0) {
                lam_hnn_put(writer, weights, target->name, json_real(connection->weight_uS));
            }
        }
        bool is_none = json_object_size(weights) == 0;
        lam_hnn_put(writer, to, keys[r], is_none ? json_null() : json_incref(weights));
        json_decref(weights);
    }
    put_by_target(writer, source, offsetof(lam_connection, delay_ms), to, "synaptic_delays");
    put_by_target(writer, source, offsetof(lam_connection, probability), to, "probability");
}

/* The loader needs some weights. The connections that the file lists replace what it makes of
 * them. */
static void put_any_weight(lam_hnn_writer *writer, json_t *to) {
    size_t population = 0, section = 0;
    const char *weights = "weights_ampa";
    find_synapse(writer, &population, &section, &weights);
    const lam_population *target = &writer->model->populations[population];
    const lam_cell_type *type = &writer->model->cell_types[target->cell_type];
    lam_hnn_put(writer, to, "location", json_string(lam_hnn_section_name(type, section)));
    lam_hnn_put(writer, to, "weights_ampa", json_null());
    lam_hnn_put(writer, to, "weights_nmda", json_null());
    lam_hnn_put(writer, to, weights, json_pack("{s:f}", target->name, 0.0));
    lam_hnn_put(writer, to, "synaptic_delays", json_real(1));
    lam_hnn_put(writer, to, "probability", json_real(1));
}

static void put_target_types(lam_hnn_writer *writer, size_t source, json_t *to) {
    const lam_model *model = writer->model;
    json_t *names = lam_hnn_put_new(writer, to, "target_types", JSON_ARRAY);
    for (size_t p = 0; p < model->n_populations; p++) {
        bool is_target = false;
        for (size_t c = 0; c < model->n_connections; c++) {
            is_target |=
                model->connections[c].source == source && model->connections[c].target == p;
        }
        if (is_target && !writer->is_left_out[p]) {
            lam_hnn_put(writer, names, NULL, json_string(model->populations[p].name));
        }
    }
}

/* ---- drives ---- */

/* Writes what the drive has and HNN-core's drives cannot have. */
static void put_own(lam_hnn_writer *writer, size_t d, json_t *to) {
    const lam_drive *drive = &writer->model->drives[d];
    json_t *own = json_object();
    if (drive->cell_specific && !writer->plans[d].cell_specific) {
        lam_hnn_put(writer, own, "cell_specific", json_true());
    }
    if (memcmp(drive->position_um, writer->network->origin_um, sizeof drive->position_um) != 0) {
        lam_hnn_put(writer, own, "position",
                    json_pack("[o,s]", lam_hnn_point(drive->position_um), "um"));
    }
    if (json_object_size(own) > 0) {
        lam_hnn_put(writer, to, drive->name, json_incref(own));
    }
    json_decref(own);
}

static void write_drive(lam_hnn_writer *writer, size_t d, size_t source, json_t *to) {
    const lam_drive *drive = &writer->model->drives[d];
    const lam_hnn_drive_plan *plan = &writer->plans[d];
    const json_t *drives = json_object_get(writer->network->document.merged, "drives");
    json_t *seed = json_object_get(json_object_get(drives, drive->name), "conn_seed");
    json_t *made = lam_hnn_put_new(writer, to, drive->name, JSON_OBJECT);
    lam_hnn_put(writer, made, "type", json_string(drive->kind));
    lam_hnn_put(writer, made, "name", json_string(drive->name));
    lam_hnn_put(writer, made, "n_drive_cells", json_integer((json_int_t)drive->n_cells));
    lam_hnn_put(writer, made, "cell_specific", json_boolean(plan->cell_specific));
    lam_hnn_put(writer, made, "event_seed", json_integer(drive->event_seed));
    lam_hnn_put(writer, made, "conn_seed", seed != NULL ? json_incref(seed) : json_integer(3));
    lam_hnn_put(writer, made, "dynamics", dynamics_of(writer, drive, d, source));
    if (plan->has_weights) {
        lam_hnn_put(writer, made, "location", json_string(drive->location));
        put_weights(writer, source, made);
    } else {
        put_any_weight(writer, made);
    }
    put_target_types(writer, source, made);
    lam_hnn_put(writer, made, "events", json_array());
}

void lam_hnn_write_drives(lam_hnn_writer *writer) {
    json_t *made = lam_hnn_put_new(writer, writer->root, "external_drives", JSON_OBJECT);
    json_t *own = json_object();
    for (size_t d = 0; d < writer->model->n_drives; d++) {
        size_t source;
        population_of(writer->model, d, &source);
        if (!writer->is_left_out[source]) {
            write_drive(writer, d, source, made);
            put_own(writer, d, own);
        }
    }
    if (json_object_size(own) > 0) {
        lam_hnn_put(writer, writer->own, "drives", json_incref(own));
    }
    json_decref(own);
}

/* ---- biases and electrodes ---- */

void lam_hnn_write_biases(lam_hnn_writer *writer) {
    const lam_model *model = writer->model;
    json_t *made = lam_hnn_put_new(writer, writer->root, "external_biases", JSON_OBJECT);
    for (size_t b = 0; b < model->n_biases; b++) {
        const lam_bias *bias = &model->biases[b];
        const lam_population *population = &model->populations[bias->population];
        const lam_cell_type *type = &model->cell_types[population->cell_type];
        if (writer->is_left_out[bias->population]) {
            continue;
        }
        if (bias->n_cells < population->end_gid - population->first_gid) {
            lam_hnn_lose(writer, "biases.%s.%s.share: some of the cells", bias->name,
                         population->name);
        }
        json_t *of_name = json_object_get(made, bias->name);
        if (of_name == NULL) {
            of_name = lam_hnn_put_new(writer, made, bias->name, JSON_OBJECT);
        }
        lam_hnn_put(writer, of_name, population->name,
                    json_pack("{s:f, s:f, s:o, s:s}", "amplitude", bias->amplitude_nA, "t0",
                              bias->tstart_ms, "tstop", stop_of(bias->tstop_ms), "section",
                              lam_hnn_section_name(type, bias->section)));
    }
}

/* HNN-core's arrays are points in a homogeneous medium, with cells as point or line sources. */
static void lose_what_is_more(lam_hnn_writer *writer, const lam_electrode_array *array) {
    const double *s = array->conductivity_S_m;
    const char *more = s[0] != s[1] || s[1] != s[2] ? "a conductivity that differs along x, y, z"
                       : array->radius_um > 0       ? "contacts that are discs"
                       : !isnan(array->below.z_um) || !isnan(array->above.z_um)
                           ? "a boundary of the tissue"
                       : array->n_populations > 0    ? "populations that contribute"
                       : array->min_distance_um == 0 ? "the segment's radius as least distance"
                       : strcmp(array->method, "root_as_point") == 0 ? "method root_as_point"
                                                                     : NULL;
    if (more != NULL) {
        lam_hnn_lose(writer, "electrode_arrays.%s: %s", array->name, more);
    }
}

/* Writes what HNN-core does not compute. */
static void write_own_array(lam_hnn_writer *writer, const char *name) {
    static const char *const keys[] = {"apart", "receptors_apart", "csd"};
    const json_t *all = json_object_get(writer->network->document.merged, "electrode_arrays");
    const json_t *from = json_object_get(all, name);
    json_t *own = json_object();
    for (size_t i = 0; i < LAM_COUNT_OF(keys); i++) {
        lam_hnn_share_own(writer, own, from, keys[i]);
    }
    if (json_object_size(own) > 0) {
        lam_hnn_put(writer, lam_hnn_own(writer, "electrode_arrays"), name, json_incref(own));
    }
    json_decref(own);
}

void lam_hnn_write_arrays(lam_hnn_writer *writer) {
    const lam_model *model = writer->model;
    json_t *made = lam_hnn_put_new(writer, writer->root, "rec_arrays", JSON_OBJECT);
    for (size_t a = 0; a < model->n_arrays; a++) {
        const lam_electrode_array *array = &model->arrays[a];
        json_t *of_one = lam_hnn_put_new(writer, made, array->name, JSON_OBJECT);
        json_t *positions = lam_hnn_put_new(writer, of_one, "positions", JSON_ARRAY);
        for (size_t i = 0; i < array->n_contacts; i++) {
            lam_hnn_put(writer, positions, NULL, lam_hnn_point(&array->positions_um[3 * i]));
        }
        lose_what_is_more(writer, array);
        write_own_array(writer, array->name);
        const char *method = strcmp(array->method, "root_as_point") == 0 ? "lsa" : array->method;
        bool is_none = strcmp(method, "none") == 0;
        lam_hnn_put(writer, of_one, "conductivity", json_real(array->conductivity_S_m[0]));
        lam_hnn_put(writer, of_one, "method", is_none ? json_null() : json_string(method));
        lam_hnn_put(writer, of_one, "min_distance", json_real(array->min_distance_um));
        lam_hnn_put(writer, of_one, "times", json_array());
        lam_hnn_put(writer, of_one, "voltages", json_array());
    }
}
