/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network.c - the questions asked of a network: its model and text, positions of cells, sources
 * of connections. */
#include "network/lam_network_impl.h"
#include "base/lam_text_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void lam_network_destroy(lam_network *network) {
    if (network == NULL) {
        return;
    }
    lam_network_free_model(network);
    json_decref(network->before);
    lam_json_close(&network->document);
    free(network);
}

const lam_model *lam_network_model(const lam_network *network) {
    return &network->model;
}

const char *lam_network_warnings(const lam_network *network) {
    return network->document.warnings == NULL ? "" : network->document.warnings;
}

const char *lam_network_json(const lam_network *network) {
    lam_network *own = (lam_network *)network; /* the text is made when it is first asked for */
    if (own->text == NULL) {
        own->text = lam_json_short_text(network->document.merged, 0);
    }
    return own->text;
}

lam_status lam_network_sum(const lam_network *network, double *sum_out) {
    const char *json = lam_network_json(network);
    if (json == NULL) {
        return lam_fail(LAM_ERR_MEMORY, "network: out of memory");
    }
    *sum_out = lam_text_sum(json);
    return LAM_OK;
}

/* The population that a gid belongs to: populations are contiguous. */
static size_t population_of(const lam_model *model, size_t gid) {
    size_t p = 0;
    while (gid >= model->populations[p].end_gid) {
        p++;
    }
    return p;
}

lam_status lam_network_position(const lam_network *network, size_t gid, double xyz_um_out[3]) {
    if (gid >= network->model.n_gids) {
        return lam_fail(LAM_ERR_INPUT, "gid %zu; accepted: below %zu", gid, network->model.n_gids);
    }
    size_t p = population_of(&network->model, gid);
    const lam_population *population = &network->model.populations[p];
    lam_network_place(network, p, gid - population->first_gid, xyz_um_out);
    for (size_t axis = 0; axis < 3 && population->column >= 0; axis++) {
        xyz_um_out[axis] += network->model.columns[population->column].at_um[axis];
    }
    return LAM_OK;
}

static bool is_source(const lam_connection *connection, const lam_population *source, size_t gid) {
    return gid >= source->first_gid && gid < source->end_gid &&
           lam_pairs_have(connection, gid - source->first_gid);
}

lam_status lam_network_threshold(const lam_network *network, size_t gid, double *threshold_mV_out) {
    const lam_model *model = &network->model;
    if (gid >= model->n_gids) {
        return lam_fail(LAM_ERR_INPUT, "gid %zu; accepted: below %zu", gid, model->n_gids);
    }
    size_t c = network->has_thresholds ? model->n_connections : 0;
    while (c > 0 && !is_source(&model->connections[c - 1],
                               &model->populations[model->connections[c - 1].source], gid)) {
        c--;
    }
    *threshold_mV_out = c > 0 ? model->connections[c - 1].threshold_mV : model->threshold_mV;
    return LAM_OK;
}

/* Of a connection onto a cell, which is target *t_out of its population. */
static lam_status find_target(const lam_network *network, size_t connection, size_t target_gid,
                              size_t *t_out) {
    const lam_model *model = &network->model;
    if (connection >= model->n_connections) {
        return lam_fail(LAM_ERR_INPUT, "connection %zu; accepted: below %zu", connection,
                        model->n_connections);
    }
    const lam_population *target = &model->populations[model->connections[connection].target];
    if (target_gid < target->first_gid || target_gid >= target->end_gid) {
        return lam_fail(LAM_ERR_INPUT, "connection %zu onto gid %zu; accepted: %zu to %zu",
                        connection, target_gid, target->first_gid, target->end_gid - 1);
    }
    *t_out = target_gid - target->first_gid;
    return LAM_OK;
}

lam_status lam_network_candidates(const lam_network *network, size_t connection, size_t target_gid,
                                  double max_delay_ms, size_t *n_out) {
    size_t t = 0;
    LAM_TRY(find_target(network, connection, target_gid, &t));
    *n_out =
        lam_network_near(network, &network->model.connections[connection], t, max_delay_ms, NULL);
    return LAM_OK;
}

lam_status lam_network_sources(const lam_network *network, size_t connection, size_t target_gid,
                               double max_delay_ms, size_t *n_out, double *gid_out,
                               double *weight_uS_out, double *delay_ms_out) {
    const lam_model *model = &network->model;
    size_t t = 0, n = 0;
    LAM_TRY(find_target(network, connection, target_gid, &t));
    const lam_connection *c = &model->connections[connection];
    size_t n_near = lam_network_near(network, c, t, max_delay_ms, gid_out);
    double here[3], there[3];
    double lamtha_um = c->lamtha * lam_network_grid(network, c->target)->inplane_distance_um;
    lam_network_place(network, c->target, t, here);
    for (size_t i = 0; i < n_near; i++) {
        size_t s = (size_t)gid_out[i] - model->populations[c->source].first_gid;
        lam_network_place(network, c->source, s, there);
        double dx = here[0] - there[0], dy = here[1] - there[1];
        double d_um = sqrt(dx * dx + dy * dy);
        double decay = exp(-(d_um * d_um) / (lamtha_um * lamtha_um));
        double delay_ms = c->delay_ms / decay;
        if (delay_ms > max_delay_ms) {
            continue;
        }
        gid_out[n] = gid_out[i];
        weight_uS_out[n] = c->weight_uS * c->gain * decay;
        delay_ms_out[n++] = delay_ms;
    }
    *n_out = n;
    return LAM_OK;
}
