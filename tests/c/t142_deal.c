/* SPDX-License-Identifier: BSD-3-Clause
 * t142_deal - each cell is dealt to one rank, and all ranks have about the same to do. */
#include "t1xx_erp.h"

#include <math.h>

TestSuite(deal, .init = read_erp, .fini = destroy);

static double cost_of(size_t gid) {
    size_t p = 0;
    while (gid >= model->populations[p].end_gid) {
        p++;
    }
    return (double)lam_cell_cost(&model->cell_types[model->populations[p].cell_type]);
}

/* The largest cost of a rank over the mean; `turns`: if cells are dealt in turn by their gids. */
static double imbalance(size_t n_ranks, double *turns_out) {
    bool is_dealt[270] = {false};
    double most = 0, most_by_gid = 0, sum = 0;
    for (size_t rank = 0; rank < n_ranks; rank++) {
        size_t n, *gids;
        double mine = 0, by_gid = 0;
        GOOD(lam_network_deal(network, rank, n_ranks, &n, &gids));
        cr_assert(n > 0);
        for (size_t i = 0; i < n; i++) {
            cr_assert(gids[i] < model->n_cells && !is_dealt[gids[i]]);
            cr_assert(i == 0 || gids[i] > gids[i - 1]);
            is_dealt[gids[i]] = true;
            mine += cost_of(gids[i]);
        }
        for (size_t gid = rank; gid < model->n_cells; gid += n_ranks) {
            by_gid += cost_of(gid);
        }
        most = fmax(most, mine);
        most_by_gid = fmax(most_by_gid, by_gid);
        sum += mine;
        free(gids);
    }
    for (size_t gid = 0; gid < model->n_cells; gid++) {
        cr_assert(is_dealt[gid], "gid %zu of %zu ranks", gid, n_ranks);
    }
    *turns_out = most_by_gid / sum * (double)n_ranks;
    return most / sum * (double)n_ranks;
}

/* As measured: a layer 5 pyramid costs as much as 4.4 of layer 2 or 130 baskets. */
Test(deal, costs) {
    double l2 = cost_of(35), l5 = cost_of(170), basket = cost_of(0);
    cr_assert(fabs(l5 / l2 - 14.0 / 3.2) < 0.3, "%g", l5 / l2);
    cr_assert(fabs(l5 / basket - 14 / 0.11) < 30, "%g", l5 / basket);
}

Test(deal, balanced) {
    double in_turn;
    for (size_t n_ranks = 1; n_ranks <= 270; n_ranks += n_ranks < 64 ? 1 : 23) {
        double dealt = imbalance(n_ranks, &in_turn);
        cr_assert(dealt <= in_turn + 1e-12, "%zu ranks: %g, in turn %g", n_ranks, dealt, in_turn);
    }
    cr_assert(imbalance(8, &in_turn) < 1.005 && in_turn > 1.03);
    cr_assert(imbalance(32, &in_turn) < 1.05 && in_turn > 1.2);
    cr_assert(imbalance(64, &in_turn) < 1.05 && in_turn > 1.2);
}

Test(deal, refused) {
    size_t n = 7, *gids = NULL;
    cr_assert_eq(lam_network_deal(network, 2, 2, &n, &gids), LAM_ERR_INPUT);
    cr_assert_eq(lam_network_deal(network, 0, 271, &n, &gids), LAM_ERR_INPUT);
    cr_assert(n == 7 && gids == NULL);
}
