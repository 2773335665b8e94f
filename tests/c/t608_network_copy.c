/* SPDX-License-Identifier: BSD-3-Clause
 * t608_network_copy - a copy is the network as it is now, with what it was opened with and changed
 * by, and each of the two is changed and destroyed without the other. */
#include "t1xx_file.h"

static double mu_ms(const lam_network *network) {
    return lam_network_model(network)->drives[1].mu_ms;
}

Test(network_copy, stands_alone) {
    const char *changes[] = {"drives.evprox1.mu=30"};
    lam_network_options options = {
        .models_directory = "params", .n_changes = 1, .changes = changes};
    lam_network *network = NULL, *copy = NULL;
    GOOD(lam_network_open(ERP, &options, &network));
    GOOD(lam_network_set(network, "grid.nx", "3"));
    GOOD(lam_network_copy(network, &copy));
    cr_assert_str_eq(lam_network_json(copy), lam_network_json(network));
    cr_assert(mu_ms(copy) == 30 && lam_network_model(copy)->nx == 3);
    GOOD(lam_network_set(copy, "drives.evprox1.mu", "20"));
    cr_assert(mu_ms(network) == 30 && mu_ms(copy) == 20);
    cr_assert_eq(lam_network_set(copy, "drives.evprox1.sigma", "-1"), LAM_ERR_INPUT);
    lam_network_destroy(network);
    GOOD(lam_network_set(copy, "drives.evprox1.mu", "25"));
    cr_assert_eq(mu_ms(copy), 25);
    lam_network_destroy(copy);
}
