/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_network.c - /network of results: the network that was run, and whose gids are whose.
 */
#include "network/lam_network_impl.h"

#include <stdio.h>

lam_status lam_results_write_network(lam_results *results, const lam_network *network) {
    const lam_model *model = lam_network_model(network);
    const char *json = lam_network_json(network);
    if (json == NULL) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory for /network/json");
    }
    LAM_TRY(lam_results_write_text(results, "/network/json", json));
    for (size_t i = 0; i < model->n_populations; i++) {
        const lam_population *population = &model->populations[i];
        double range[] = {(double)population->first_gid, (double)population->end_gid};
        char path[LAM_JSON_MAX_NAME + 40];
        snprintf(path, sizeof path, "/network/gid_ranges/%s", population->name);
        LAM_TRY(lam_results_write_integers(results, path, 2, range, "gid"));
    }
    return lam_results_want_mean(results, network);
}
