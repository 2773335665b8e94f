/* SPDX-License-Identifier: BSD-3-Clause
 * lam_edit_connections.c - picks, removes and scales connections by what they join; sets global
 * gains. */
#include "edit/lam_edit_impl.h"
#include "network/lam_network_impl.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static lam_status out_of_memory(void) {
    return lam_fail(LAM_ERR_MEMORY, "out of memory: connections");
}

/* ---- which ---- */

static lam_status find(const json_t *network, const char *pattern, lam_edit_places *places) {
    char text[LAM_EDIT_MAX_PATH + 2]; /* a longer one is refused, not cut */
    lam_edit_path path;
    snprintf(text, sizeof text, "connections[%s]", pattern);
    LAM_TRY(lam_edit_parse(text, &path));
    return lam_edit_find((json_t *)network, text, &path, false, places);
}

lam_status lam_edit_connections(const json_t *network, const char *pattern, size_t *n_out,
                                size_t **indices_out) {
    lam_edit_places places = {.n = 0};
    lam_status status = find(network, pattern, &places);
    size_t *indices = status == LAM_OK ? lam_alloc(places.n, sizeof *indices) : NULL;
    for (size_t i = 0; indices != NULL && i < places.n; i++) {
        indices[i] = places.places[i].index;
    }
    if (indices != NULL) {
        *n_out = places.n;
        *indices_out = indices;
    }
    free(places.places);
    return status == LAM_OK && indices == NULL ? LAM_ERR_MEMORY : status;
}

/* Sets *has_source if the source is among those of target t, and *has_target if t is the target. */
static lam_status look_at(const lam_network *network, const lam_connection *connection, size_t t,
                          size_t source_gid, size_t target_gid, bool *has_source,
                          bool *has_target) {
    size_t gid = network->model.populations[connection->target].first_gid + t;
    size_t n = lam_network_near(network, connection, t, INFINITY, NULL); /* a pair may come twice */
    double *gids = lam_alloc(n, sizeof *gids);
    if (gids == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_network_near(network, connection, t, INFINITY, gids);
    *has_target |= n > 0 && (target_gid == SIZE_MAX || gid == target_gid);
    for (size_t i = 0; i < n; i++) {
        *has_source |= source_gid == SIZE_MAX || gids[i] == (double)source_gid;
    }
    free(gids);
    return LAM_OK;
}

/* Is there a pair of these two cells in the connection? */
static lam_status joins(const lam_network *network, const lam_connection *connection,
                        size_t source_gid, size_t target_gid, bool *joins_out) {
    const lam_population *target = &network->model.populations[connection->target];
    bool has_source = false, has_target = false;
    for (size_t t = 0; t < target->end_gid - target->first_gid; t++) {
        LAM_TRY(look_at(network, connection, t, source_gid, target_gid, &has_source, &has_target));
    }
    *joins_out = has_source && has_target;
    return LAM_OK;
}

lam_status lam_edit_connections_of(const lam_network *network, const char *pattern,
                                   size_t source_gid, size_t target_gid, size_t *n_out,
                                   size_t **indices_out) {
    const json_t *json = network->document.merged;
    const lam_model *model = &network->model;
    size_t n_listed = json_array_size(json_object_get(json, "connections")), n, *indices, kept = 0;
    LAM_TRY(lam_edit_connections(json, pattern, &n, &indices));
    const lam_connection *listed = model->connections + model->n_connections - n_listed;
    lam_status status = LAM_OK;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        bool is_one = false; /* connections of drives stand before listed ones */
        status = joins(network, &listed[indices[i]], source_gid, target_gid, &is_one);
        if (is_one) {
            indices[kept++] = indices[i];
        }
    }
    if (status != LAM_OK) {
        free(indices);
        return status;
    }
    *n_out = kept;
    *indices_out = indices;
    return LAM_OK;
}

/* ---- removed and scaled ---- */

static void delete_if_empty(json_t *network) {
    if (json_array_size(json_object_get(network, "connections")) == 0) {
        json_object_del(network, "connections"); /* no network may have an empty list */
    }
}

lam_status lam_edit_remove_connections(json_t *network, const char *pattern) {
    lam_edit_places places = {.n = 0};
    lam_status status = find(network, pattern, &places);
    for (size_t i = places.n; i-- > 0;) {
        json_array_remove(places.places[i].parent, places.places[i].index);
    }
    if (status == LAM_OK) {
        delete_if_empty(network);
    }
    free(places.places);
    return status;
}

/* A gain that the network does not state is 1. */
static lam_status scale(json_t *connection, const char *key, double factor) {
    json_t *value = json_object_get(connection, key);
    json_t *number = json_is_array(value) ? json_array_get(value, 0) : value;
    json_t *scaled = lam_edit_number(number == NULL ? factor : factor * json_number_value(number));
    int failed = json_is_array(value) ? json_array_set_new(value, 0, scaled)
                                      : json_object_set_new(connection, key, scaled);
    return failed ? out_of_memory() : LAM_OK;
}

static lam_status check_factor(const char *what, double factor) {
    return factor >= 0 && factor <= 1e6
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT, "%s: %g; accepted: a number, 0 to 1e+06", what, factor);
}

lam_status lam_edit_scale_connections(json_t *network, const char *pattern, const char *key,
                                      double factor) {
    if (strcmp(key, "gain") != 0 && strcmp(key, "weight") != 0) {
        return lam_fail(LAM_ERR_INPUT, "%s of connections; accepted: gain, weight", key);
    }
    lam_edit_places places = {.n = 0};
    LAM_TRY(check_factor("factor of connections", factor));
    lam_status status = find(network, pattern, &places);
    for (size_t i = 0; i < places.n && status == LAM_OK; i++) {
        status = scale(places.places[i].value, key, factor);
    }
    free(places.places);
    return status;
}

/* ---- global gains ---- */

static const char *text_of(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

/* Does the population have excitatory cells? A drive has neither kind: *known_out is false. */
static lam_status is_excitatory(const json_t *network, const char *name, bool *excitatory_out,
                                bool *known_out) {
    const json_t *population = json_object_get(json_object_get(network, "populations"), name);
    const char *cell = text_of(population, "cell");
    cell = cell == NULL ? name : cell;
    const json_t *flag =
        json_object_get(json_object_get(json_object_get(network, "cells"), cell), "excitatory");
    *known_out = population != NULL;
    *excitatory_out = json_is_true(flag);
    return population == NULL || json_is_boolean(flag)
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "cells.%s.excitatory: missing; accepted: true or false, "
                          "which global gains go by",
                          cell);
}

/* Sets gains[source is excitatory][target is]; NAN leaves a gain as it is. With only_check, only
 * sees whether the network says what each cell is. */
static lam_status set_gains(json_t *network, double gains[2][2], bool only_check) {
    const json_t *list = json_object_get(network, "connections");
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *connection = json_array_get(list, i);
        bool from, to, is_from_cells, is_to_cells;
        LAM_TRY(is_excitatory(network, text_of(connection, "from"), &from, &is_from_cells));
        LAM_TRY(is_excitatory(network, text_of(connection, "to"), &to, &is_to_cells));
        if (!only_check && is_from_cells && is_to_cells && !isnan(gains[from][to]) &&
            json_object_set_new(connection, "gain", lam_edit_number(gains[from][to])) != 0) {
            return out_of_memory();
        }
    }
    return LAM_OK;
}

lam_status lam_edit_global_gains(json_t *network, double e_e, double e_i, double i_e, double i_i) {
    double gains[2][2] = {{i_i, i_e}, {e_i, e_e}};
    for (size_t i = 0; i < 4; i++) {
        double gain = gains[i / 2][i % 2];
        LAM_TRY(isnan(gain) ? LAM_OK : check_factor("global gain", gain));
    }
    LAM_TRY(set_gains(network, gains, true));
    return set_gains(network, gains, false);
}

/* ---- cleared ---- */

/* Removes the connections from drives, or the others. */
static void remove_listed(json_t *network, bool from_drives) {
    const json_t *drives = json_object_get(network, "drives");
    json_t *list = json_object_get(network, "connections");
    for (size_t i = json_array_size(list); i-- > 0;) {
        const char *from = text_of(json_array_get(list, i), "from");
        if ((json_object_get(drives, from) != NULL) == from_drives) {
            json_array_remove(list, i);
        }
    }
    delete_if_empty(network);
}

void lam_edit_clear_drives(json_t *network) {
    remove_listed(network, true);
    json_object_del(network, "drives");
}

void lam_edit_clear_connections(json_t *network) {
    remove_listed(network, false);
}
