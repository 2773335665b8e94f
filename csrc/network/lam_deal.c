/* SPDX-License-Identifier: BSD-3-Clause
 * lam_deal.c - which cells of a network a rank gets, so that all have about the same to do. */
#include "base/lam_sort_impl.h"
#include "network/lam_network_impl.h"

#include <stdlib.h>

/* Nanoseconds a step. They follow from a measurement: the processor time of 4000 steps of
 * CoreNEURON, with the dipole sampled, on one core of an AMD EPYC with AVX2. 300 baskets, 100 layer
 * 2 pyramids and 100 layer 5 pyramids, each kind alone, took 110, 3200 and 14000 ns a cell and
 * step. These cells have 1, 32 and 55 segments with 1, 2 and 7 mechanisms, and 3, 30 and 34
 * synapses. Only ratios matter. */
enum { NS_SEGMENT = 24, NS_MECHANISM = 32, NS_SYNAPSE = 13 };

uint64_t lam_cell_cost(const lam_cell_type *type) {
    uint64_t cost = 0;
    for (size_t s = 0; s < type->n_sections; s++) {
        const lam_section *section = &type->sections[s];
        size_t nseg = section->nseg > 0 ? section->nseg : 1; /* a shape of its own says nothing */
        cost += nseg * (NS_SEGMENT + NS_MECHANISM * section->n_mechanisms) +
                NS_SYNAPSE * section->n_receptors;
    }
    return cost;
}

typedef struct load {
    uint64_t ns;
    size_t rank;
} load;

static bool is_less(const load *a, const load *b) {
    return a->ns < b->ns || (a->ns == b->ns && a->rank < b->rank);
}

/* Give a cell to the rank with the least to do, which is at the top of the heap. Returns the rank.
 */
static size_t give(load *heap, size_t n, uint64_t ns) {
    size_t rank = heap[0].rank, i = 0, next;
    heap[0].ns += ns;
    for (; (next = 2 * i + 1) < n; i = next) {
        next += next + 1 < n && is_less(&heap[next + 1], &heap[next]) ? 1 : 0;
        if (!is_less(&heap[next], &heap[i])) {
            break;
        }
        load moved = heap[i];
        heap[i] = heap[next];
        heap[next] = moved;
    }
    return rank;
}

/* Of the populations of real cells that are not dealt yet, the one with the costliest cells; of
 * equals the first. */
static size_t costliest(const lam_network *network, const bool *is_done) {
    const lam_model *model = &network->model;
    size_t found = SIZE_MAX;
    uint64_t most = 0;
    for (size_t p = 0; p < network->n_real; p++) {
        uint64_t cost = lam_cell_cost(&model->cell_types[model->populations[p].cell_type]);
        if (!is_done[p] && (found == SIZE_MAX || cost > most)) {
            found = p;
            most = cost;
        }
    }
    return found;
}

/* The cells of `rank`, ascending; gids NULL: only how many. */
static lam_status deal(const lam_network *network, size_t rank, size_t n_ranks, size_t *n_out,
                       size_t *gids) {
    load *heap = lam_alloc(n_ranks, sizeof *heap);
    bool *is_done = lam_alloc(network->n_real, sizeof *is_done);
    lam_status status = heap == NULL || is_done == NULL ? LAM_ERR_MEMORY : LAM_OK;
    size_t n = 0;
    for (size_t r = 0; r < n_ranks && status == LAM_OK; r++) {
        heap[r].rank = r;
    }
    for (size_t i = 0; i < network->n_real && status == LAM_OK; i++) {
        size_t p = costliest(network, is_done);
        const lam_population *population = &network->model.populations[p];
        uint64_t ns = lam_cell_cost(&network->model.cell_types[population->cell_type]);
        is_done[p] = true;
        for (size_t gid = population->first_gid; gid < population->end_gid; gid++) {
            if (give(heap, n_ranks, ns) == rank) {
                if (gids != NULL) {
                    gids[n] = gid;
                }
                n++;
            }
        }
    }
    free(heap);
    free(is_done);
    *n_out = n;
    return status;
}

lam_status lam_network_deal(const lam_network *network, size_t rank, size_t n_ranks, size_t *n_out,
                            size_t **gids_out) {
    if (rank >= n_ranks || n_ranks > network->model.n_cells) {
        return lam_fail(LAM_ERR_INPUT, "rank %zu of %zu; accepted: below that, of at most %zu",
                        rank, n_ranks, network->model.n_cells);
    }
    size_t n = 0;
    LAM_TRY(deal(network, rank, n_ranks, &n, NULL));
    size_t *gids = lam_alloc(n, sizeof *gids);
    lam_status status = gids == NULL ? LAM_ERR_MEMORY : deal(network, rank, n_ranks, &n, gids);
    if (status != LAM_OK) {
        free(gids);
        return status;
    }
    lam_sort_sizes(n, gids);
    *n_out = n;
    *gids_out = gids;
    return LAM_OK;
}
