/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_write_wiring.c - writes the connections of HNN-core's network file pair by pair, so that
 * its loader has nothing to draw. */
#include "hnn/lam_hnn_write_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t size_of(const lam_population *population) {
    return population->end_gid - population->first_gid;
}

static bool is_written(const lam_hnn_writer *writer, const lam_connection *connection) {
    return connection->n_pairs > 0 && !writer->is_left_out[connection->source] &&
           !writer->is_left_out[connection->target];
}

/* ---- pairs ---- */

/* Lists the targets of each source of the connection in lists[sources]. */
static void list_targets(lam_hnn_writer *writer, const lam_connection *connection, json_t **lists) {
    const lam_population *source = &writer->model->populations[connection->source];
    const lam_population *target = &writer->model->populations[connection->target];
    for (size_t t = 0; t < size_of(target); t++) {
        size_t n = lam_network_near(writer->network, connection, t, INFINITY, NULL);
        double *from = lam_alloc(n, sizeof *from);
        writer->out_of_memory |= from == NULL;
        if (from != NULL) {
            lam_network_near(writer->network, connection, t, INFINITY, from);
        }
        for (size_t i = 0; i < n && from != NULL; i++) {
            lam_hnn_put(writer, lists[(size_t)from[i] - source->first_gid], NULL,
                        json_integer((json_int_t)lam_hnn_gid(writer, connection->target,
                                                             target->first_gid + t)));
        }
        free(from);
    }
}

/* Writes `gid_pairs` and `src_gids`. The loader looks at the targets of the first source, so
 * sources without targets come last. Those of a drive, the cells from `first` to `end`, are needed:
 * without them the loader does not know onto what they project, and gives them no events. */
static void put_pairs(lam_hnn_writer *writer, const lam_connection *connection, json_t **lists,
                      size_t first, size_t end, json_t *to) {
    const lam_population *source = &writer->model->populations[connection->source];
    json_t *sources = lam_hnn_put_new(writer, to, "src_gids", JSON_ARRAY);
    json_t *pairs = lam_hnn_put_new(writer, to, "gid_pairs", JSON_OBJECT);
    for (int empty = 0; empty <= 1; empty++) {
        for (size_t s = 0; s < size_of(source); s++) {
            bool is_empty = json_array_size(lists[s]) == 0;
            if (is_empty == (empty == 1) && (!is_empty || (s >= first && s < end))) {
                size_t gid = lam_hnn_gid(writer, connection->source, source->first_gid + s);
                char key[24];
                snprintf(key, sizeof key, "%zu", gid);
                lam_hnn_put(writer, pairs, key, json_incref(lists[s]));
                lam_hnn_put(writer, sources, NULL, json_integer((json_int_t)gid));
            }
        }
    }
    lam_hnn_put(writer, to, "num_srcs", json_integer((json_int_t)json_array_size(sources)));
}

/* Writes the cells that have a source. */
static void put_targets(lam_hnn_writer *writer, const lam_connection *connection, json_t *to) {
    const lam_population *target = &writer->model->populations[connection->target];
    json_t *targets = lam_hnn_put_new(writer, to, "target_gids", JSON_ARRAY);
    for (size_t t = 0; t < size_of(target); t++) {
        if (connection->pairs == NULL ||
            lam_network_near(writer->network, connection, t, INFINITY, NULL) > 0) {
            size_t gid = lam_hnn_gid(writer, connection->target, target->first_gid + t);
            lam_hnn_put(writer, targets, NULL, json_integer((json_int_t)gid));
        }
    }
    lam_hnn_put(writer, to, "num_targets", json_integer((json_int_t)json_array_size(targets)));
}

/* ---- connections ---- */

static void put_numbers(lam_hnn_writer *writer, const lam_connection *connection, json_t *to) {
    double scale = writer->lamtha_in_um ? writer->model->inplane_distance_um : 1;
    lam_hnn_put(writer, to, "nc_dict",
                json_pack("{s:f, s:f, s:f, s:f, s:f}", "A_delay", connection->delay_ms, "A_weight",
                          connection->weight_uS, "lamtha", connection->lamtha * scale, "threshold",
                          connection->threshold_mV, "gain", connection->gain));
}

static void put_names(lam_hnn_writer *writer, const lam_connection *connection, json_t *to) {
    const lam_population *source = &writer->model->populations[connection->source];
    const lam_population *target = &writer->model->populations[connection->target];
    const lam_cell_type *type = &writer->model->cell_types[target->cell_type];
    lam_hnn_put(writer, to, "target_type", json_string(target->name));
    lam_hnn_put(writer, to, "src_type", json_string(source->name));
    lam_hnn_put(writer, to, "loc", json_string(lam_hnn_location_name(type, connection->location)));
    lam_hnn_put(writer, to, "receptor", json_string(type->receptors[connection->receptor].name));
    lam_hnn_put(writer, to, "allow_autapses", json_integer(1)); /* as the pairs have it */
    lam_hnn_put(writer, to, "probability", json_real(1));
}

/* Of a cell-specific drive the cells `first` to `end` belong to the connection's target. */
static lam_status write_connection(lam_hnn_writer *writer, const lam_connection *connection,
                                   size_t first, size_t end, json_t *to) {
    size_t n = size_of(&writer->model->populations[connection->source]);
    json_t **lists = lam_alloc(n, sizeof *lists);
    if (lists == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t s = 0; s < n; s++) {
        lists[s] = json_array();
    }
    json_t *made = lam_hnn_put_new(writer, to, NULL, JSON_OBJECT);
    list_targets(writer, connection, lists);
    put_names(writer, connection, made);
    put_pairs(writer, connection, lists, first, end, made);
    put_targets(writer, connection, made);
    put_numbers(writer, connection, made);
    for (size_t s = 0; s < n; s++) {
        json_decref(lists[s]);
    }
    free(lists);
    return LAM_OK;
}

/* ---- what the loader needs ---- */

/* After loading, HNN-core compares the gains of each class of connections. It fails where a class
 * is empty (network.py, _check_global_synaptic_gains_uniformity), so an empty class gets a
 * connection without weight. */
static void add_nothing(lam_hnn_writer *writer, size_t source, size_t target, json_t *to) {
    const lam_model *model = writer->model;
    const lam_population *from = &model->populations[source], *onto = &model->populations[target];
    const lam_cell_type *type = &model->cell_types[onto->cell_type];
    double threshold_mV = model->threshold_mV;
    size_t s = 0;
    while (s < type->n_sections && type->sections[s].n_receptors == 0) {
        s++;
    }
    if (s == type->n_sections ||
        lam_network_threshold(writer->network, from->first_gid, &threshold_mV) != LAM_OK) {
        lam_hnn_lose(writer, "cells.%s: no synapse, where HNN-core's loader wants a connection",
                     type->name);
        return;
    }
    json_int_t source_gid = (json_int_t)lam_hnn_gid(writer, source, from->first_gid);
    json_int_t target_gid = (json_int_t)lam_hnn_gid(writer, target, onto->first_gid);
    char key[24];
    snprintf(key, sizeof key, "%lld", (long long)source_gid);
    lam_connection nothing = {.source = source,
                              .target = target,
                              .location = type->sections[s].name,
                              .receptor = type->sections[s].receptors[0],
                              .delay_ms = 1,
                              .gain = 1,
                              .lamtha = 1e6,
                              .threshold_mV = threshold_mV};
    json_t *made = lam_hnn_put_new(writer, to, NULL, JSON_OBJECT);
    lam_hnn_put(writer, made, LAM_HNN_OWN_KEY, json_string("nothing, for HNN-core's loader"));
    put_names(writer, &nothing, made);
    lam_hnn_put(writer, made, "src_gids", json_pack("[I]", source_gid));
    lam_hnn_put(writer, made, "num_srcs", json_integer(1));
    lam_hnn_put(writer, made, "gid_pairs", json_pack("{s:[I]}", key, target_gid));
    lam_hnn_put(writer, made, "target_gids", json_pack("[I]", target_gid));
    lam_hnn_put(writer, made, "num_targets", json_integer(1));
    put_numbers(writer, &nothing, made);
}

/* Returns 1 for a population that excites, 0 for one that inhibits, -1 for a drive or if the
 * network does not say. */
static int class_of(const lam_model *model, size_t population) {
    int type = model->populations[population].cell_type;
    return type < 0 ? -1 : model->cell_types[type].excitatory;
}

/* Returns a population of that class, n_populations if there is none. */
static size_t find_class(const lam_hnn_writer *writer, int class) {
    size_t p = 0;
    while (p < writer->model->n_populations &&
           (writer->is_left_out[p] || class_of(writer->model, p) != class)) {
        p++;
    }
    return p;
}

static void complete_classes(lam_hnn_writer *writer, json_t *to) {
    const lam_model *model = writer->model;
    bool is_there[2][2] = {{false}};
    size_t of_class[2] = {find_class(writer, 0), find_class(writer, 1)};
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_connection *connection = &model->connections[c];
        int source = class_of(model, connection->source);
        int target = class_of(model, connection->target);
        if (source >= 0 && target >= 0 && is_written(writer, connection)) {
            is_there[source][target] = true;
        }
    }
    for (int class = 0; class <= 1; class ++) {
        if (of_class[class] == model->n_populations) {
            lam_hnn_lose(writer, "cells: none that %s, where HNN-core's loader wants some of both",
                         class == 1 ? "excite" : "inhibit");
            return;
        }
    }
    for (int k = 0; k < 4; k++) {
        if (!is_there[k / 2][k % 2]) {
            add_nothing(writer, of_class[k / 2], of_class[k % 2], to);
        }
    }
}

/* ---- all ---- */

lam_status lam_hnn_write_connectivity(lam_hnn_writer *writer) {
    const lam_model *model = writer->model;
    json_t *made = lam_hnn_put_new(writer, writer->root, "connectivity", JSON_ARRAY);
    size_t first = 0, end = 0, last_source = 0, last_target = 0;
    complete_classes(writer, made);
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_connection *connection = &model->connections[c];
        int drive = model->populations[connection->source].drive;
        bool is_own = drive >= 0 && writer->plans[drive].cell_specific;
        if (!is_own || connection->source != last_source) {
            first = end = 0;
        }
        if (is_own && (end == 0 || connection->target != last_target)) {
            first = end; /* the cells for each target follow on those for the one before */
            end = first + size_of(&model->populations[connection->target]);
        }
        last_source = connection->source;
        last_target = connection->target;
        if (is_written(writer, connection)) {
            LAM_TRY(write_connection(writer, connection, first, end, made));
        }
    }
    return LAM_OK;
}
