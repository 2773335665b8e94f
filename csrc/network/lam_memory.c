/* SPDX-License-Identifier: BSD-3-Clause
 * lam_memory.c - how much memory a network takes when it is built. */
#include "base/lam_status_impl.h"

/* Measured with HNN's cells, which have 32 segments on average: 140 kB a cell and 250 bytes a
 * NetCon, whatever the size of the sheet (README, bench/sheet.hoc). A run takes more. */
static const double per_segment_B = 140e3 / 32, per_netcon_B = 250;

enum { SAMPLE = 64 }; /* target cells that are looked at of a connection */

static double segments_of(const lam_cell_type *type) {
    double n = 0;
    for (size_t s = 0; s < type->n_sections; s++) {
        n += (double)type->sections[s].nseg;
    }
    return n;
}

/* Counting all sources of all targets would take too long, so a sample of the targets is counted.
 */
static lam_status count_netcons(const lam_network *network, size_t connection, double max_delay_ms,
                                double *n_out) {
    const lam_model *model = lam_network_model(network);
    const lam_connection *c = &model->connections[connection];
    const lam_population *target = &model->populations[c->target];
    size_t n_targets = target->end_gid - target->first_gid;
    size_t n_seen = n_targets < SAMPLE ? n_targets : SAMPLE;
    double sum = 0;
    for (size_t i = 0; i < n_seen; i++) {
        size_t n, gid = target->first_gid + i * n_targets / n_seen;
        LAM_TRY(lam_network_candidates(network, connection, gid, max_delay_ms, &n));
        sum += (double)(n * c->n_sections);
    }
    *n_out = n_seen > 0 ? sum * (double)n_targets / (double)n_seen : 0;
    return LAM_OK;
}

lam_status lam_network_memory(const lam_network *network, double max_delay_ms, double *bytes_out) {
    const lam_model *model = lam_network_model(network);
    double bytes = 0;
    for (size_t p = 0; p < model->n_populations; p++) {
        const lam_population *population = &model->populations[p];
        if (population->cell_type >= 0) {
            bytes += (double)(population->end_gid - population->first_gid) * per_segment_B *
                     segments_of(&model->cell_types[population->cell_type]);
        }
    }
    for (size_t c = 0; c < model->n_connections; c++) {
        double n;
        LAM_TRY(count_netcons(network, c, max_delay_ms, &n));
        bytes += n * per_netcon_B;
    }
    *bytes_out = bytes;
    return LAM_OK;
}
