/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network.c - a network's memory and the questions asked of it: the model, positions of cells,
 * sources of connections. */
#include "lam_network_impl.h"

#include <math.h>
#include <stdlib.h>

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

void lam_network_destroy(lam_network *network) {
    if (network == NULL) {
        return;
    }
    while (network->blocks != NULL) {
        lam_block *next = network->blocks->next;
        free(network->blocks);
        network->blocks = next;
    }
    json_decref(network->json);
    free(network->text);
    free(network);
}

const lam_model *lam_network_model(const lam_network *network) {
    return &network->model;
}

const char *lam_network_json(const lam_network *network) {
    return network->text;
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

/* Drives stand at the centre of the column, as in HNN, which measures only distances in the plane
 * from there. */
static void position_of(const lam_network *network, size_t gid, double xyz_um_out[3]) {
    const lam_model *model = &network->model;
    size_t x = (network->nx - 1) / 2, y = (network->ny - 1) / 2;
    double z_um = floor(network->layer_separation_um / 2);
    if (gid < model->n_cells) {
        size_t p = 0;
        while (gid >= model->populations[p].end_gid) {
            p++;
        }
        size_t k = gid - model->populations[p].first_gid;
        z_um = network->layouts[p].z_um;
        if (network->layouts[p].lattice == LAM_LATTICE_PYRAMIDAL) {
            x = k / network->ny;
            y = k % network->ny;
        } else {
            basket_point(network->nx, k, &x, &y);
        }
    }
    xyz_um_out[0] = (double)x * model->inplane_distance_um;
    xyz_um_out[1] = (double)y * model->inplane_distance_um;
    xyz_um_out[2] = z_um;
}

lam_status lam_network_position(const lam_network *network, size_t gid, double xyz_um_out[3]) {
    if (gid >= network->model.n_gids) {
        return lam_fail(LAM_ERR_INPUT, "gid %zu; accepted: below %zu", gid, network->model.n_gids);
    }
    position_of(network, gid, xyz_um_out);
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
    size_t first = source->first_gid, end = source->end_gid, n = 0;
    if (c->one_to_one) {
        first = c->first_source + (target_gid - target->first_gid);
        end = first + 1;
    }
    double here[3], there[3], lamtha_um = c->lamtha * model->inplane_distance_um;
    position_of(network, target_gid, here);
    for (size_t gid = first; gid < end; gid++) {
        position_of(network, gid, there);
        double dx = here[0] - there[0], dy = here[1] - there[1];
        double d_um = sqrt(dx * dx + dy * dy);
        double decay = exp(-(d_um * d_um) / (lamtha_um * lamtha_um));
        double delay_ms = c->delay_ms / decay;
        if ((gid == target_gid && !c->autapses) || delay_ms > max_delay_ms) {
            continue;
        }
        gid_out[n] = (double)gid;
        weight_uS_out[n] = c->weight_uS * c->gain * decay;
        delay_ms_out[n++] = delay_ms;
    }
    *n_out = n;
    return LAM_OK;
}
