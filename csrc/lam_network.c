/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network.c - a network's memory and the questions asked of it: the model, positions of cells,
 * sources of connections. */
#include "lam_network_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void *lam_network_alloc(lam_network *network, size_t count, size_t size) {
    size_t units = (count * size + sizeof(max_align_t) - 1) / sizeof(max_align_t);
    lam_block *block = lam_alloc(1, sizeof *block + units * sizeof(max_align_t));
    if (block == NULL) {
        return NULL;
    }
    block->next = network->blocks;
    network->blocks = block;
    return block->memory;
}

void lam_network_free_model(lam_network *network) {
    while (network->blocks != NULL) {
        lam_block *next = network->blocks->next;
        free(network->blocks);
        network->blocks = next;
    }
    network->model = (lam_model){.name = NULL};
    free(network->text);
    network->text = NULL;
}

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

/* The text with the fewest digits that reads back as the same numbers. */
static char *text_of(const json_t *json) {
    for (size_t digits = 15; digits < 17; digits++) {
        char *text = json_dumps(json, JSON_REAL_PRECISION(digits));
        json_t *again = text == NULL ? NULL : json_loads(text, 0, NULL);
        bool same = json_equal(json, again);
        json_decref(again);
        if (same) {
            return text;
        }
        free(text);
    }
    return json_dumps(json, JSON_REAL_PRECISION(17));
}

const char *lam_network_json(const lam_network *network) {
    lam_network *own = (lam_network *)network; /* the text is made when it is first asked for */
    if (own->text == NULL) {
        own->text = text_of(network->document.merged);
    }
    return own->text;
}

/* The k-th point, row by row, of a lattice whose even rows hold the points 0, 3, 6 ... of nx and
 * whose odd rows hold 1, 4, 7 ... */
static void basket_point(size_t nx, size_t k, size_t *x_out, size_t *y_out) {
    size_t in_even = (nx + 2) / 3, in_odd = (nx + 1) / 3;
    size_t in_pair = k % (in_even + in_odd);
    bool odd = in_pair >= in_even;
    *x_out = odd ? 1 + 3 * (in_pair - in_even) : 3 * in_pair;
    *y_out = 2 * (k / (in_even + in_odd)) + (odd ? 1 : 0);
}

/* The population that a gid belongs to: populations are contiguous. */
static size_t population_of(const lam_model *model, size_t gid) {
    size_t p = 0;
    while (gid >= model->populations[p].end_gid) {
        p++;
    }
    return p;
}

static void position_in(const lam_network *network, size_t p, size_t gid, double xyz_um_out[3]) {
    const lam_model *model = &network->model;
    if (model->populations[p].drive >= 0) {
        const lam_drive *drive = &model->drives[model->populations[p].drive];
        memcpy(xyz_um_out, drive->position_um, sizeof drive->position_um);
        return;
    }
    const lam_layout *layout = &network->layouts[p];
    size_t k = gid - model->populations[p].first_gid, x = k / model->ny, y = k % model->ny;
    if (layout->positions_um != NULL) {
        memcpy(xyz_um_out, layout->positions_um + 3 * k, 3 * sizeof *xyz_um_out);
        return;
    }
    if (layout->lattice == LAM_LATTICE_BASKET) {
        basket_point(model->nx, k, &x, &y);
    }
    xyz_um_out[0] = (double)x * model->inplane_distance_um;
    xyz_um_out[1] = (double)y * model->inplane_distance_um;
    xyz_um_out[2] = layout->z_um;
}

lam_status lam_network_position(const lam_network *network, size_t gid, double xyz_um_out[3]) {
    if (gid >= network->model.n_gids) {
        return lam_fail(LAM_ERR_INPUT, "gid %zu; accepted: below %zu", gid, network->model.n_gids);
    }
    position_in(network, population_of(&network->model, gid), gid, xyz_um_out);
    return LAM_OK;
}

/* Is the gid among the sources of a connection? */
static bool is_source(const lam_connection *connection, const lam_population *source, size_t gid) {
    if (gid < source->first_gid || gid >= source->end_gid) {
        return false;
    }
    for (size_t i = 0; connection->first != NULL && i < connection->n_pairs; i++) {
        if (connection->sources[i] == gid) {
            return true;
        }
    }
    return connection->first == NULL;
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

lam_status lam_network_sources(const lam_network *network, size_t connection, size_t target_gid,
                               double max_delay_ms, size_t *n_out, double *gid_out,
                               double *weight_uS_out, double *delay_ms_out) {
    const lam_model *model = &network->model;
    if (connection >= model->n_connections) {
        return lam_fail(LAM_ERR_INPUT, "connection %zu; accepted: below %zu", connection,
                        model->n_connections);
    }
    const lam_connection *c = &model->connections[connection];
    const lam_population *source = &model->populations[c->source];
    const lam_population *target = &model->populations[c->target];
    if (target_gid < target->first_gid || target_gid >= target->end_gid) {
        return lam_fail(LAM_ERR_INPUT, "connection %zu onto gid %zu; accepted: %zu to %zu",
                        connection, target_gid, target->first_gid, target->end_gid - 1);
    }
    size_t t = target_gid - target->first_gid, n = 0;
    size_t begin = c->first != NULL ? c->first[t] : source->first_gid;
    size_t end = c->first != NULL ? c->first[t + 1] : source->end_gid;
    double here[3], there[3], lamtha_um = c->lamtha * model->inplane_distance_um;
    position_in(network, c->target, target_gid, here);
    for (size_t i = begin; i < end; i++) {
        size_t gid = c->first != NULL ? c->sources[i] : i;
        position_in(network, c->source, gid, there);
        double dx = here[0] - there[0], dy = here[1] - there[1];
        double d_um = sqrt(dx * dx + dy * dy);
        double decay = exp(-(d_um * d_um) / (lamtha_um * lamtha_um));
        double delay_ms = c->delay_ms / decay;
        if ((c->first == NULL && gid == target_gid && !c->autapses) || delay_ms > max_delay_ms) {
            continue;
        }
        gid_out[n] = (double)gid;
        weight_uS_out[n] = c->weight_uS * c->gain * decay;
        delay_ms_out[n++] = delay_ms;
    }
    *n_out = n;
    return LAM_OK;
}
