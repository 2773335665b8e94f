/* SPDX-License-Identifier: BSD-3-Clause
 * t302_results_network - results hold the network as run, and the gids of each population. */
#include "good.h"
#include "scratch_folder.h"

#include <hdf5.h>
#include <string.h>

static lam_network *network;

static void read_and_enter(void) {
    GOOD(lam_network_read("params/erp.json", &network));
    enter();
}

TestSuite(results_network, .init = read_and_enter, .fini = leave);

Test(results_network, json_and_gids) {
    lam_network *again;
    lam_results *results;
    GOOD(lam_results_create("out", &results));
    GOOD(lam_results_write_network(results, network));
    GOOD(lam_results_close(results, true));
    hid_t file = H5Fopen("out/results.h5", H5F_ACC_RDONLY, H5P_DEFAULT);
    const lam_model *model = lam_network_model(network);
    for (size_t p = 0; p < model->n_populations; p++) {
        char path[100];
        int64_t range[2] = {-1, -1};
        snprintf(path, sizeof path, "/network/gid_ranges/%s", model->populations[p].name);
        hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT);
        cr_assert_geq(dataset, 0, "%s", path);
        H5Dread(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, range);
        cr_assert_eq(range[0], (int64_t)model->populations[p].first_gid);
        cr_assert_eq(range[1], (int64_t)model->populations[p].end_gid);
        H5Dclose(dataset);
    }
    H5Fclose(file);
    GOOD(lam_network_read("out/results.h5", &again));
    cr_assert_str_eq(lam_network_json(again), lam_network_json(network));
    lam_network_destroy(again);
    lam_network_destroy(network);
}
