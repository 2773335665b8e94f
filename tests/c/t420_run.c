/* SPDX-License-Identifier: BSD-3-Clause
 * t420_run - samples of a run, finding networks, the order of spikes, denormals. */
#include "laminae.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

Test(run, samples_are_counted) {
    size_t n = 0;
    cr_assert_eq(lam_run_samples(170, 0.025, 3, &n), LAM_OK);
    cr_assert_eq(n, 6801);
    cr_assert_eq(lam_run_samples(0.3, 0.1, 3, &n), LAM_OK); /* 0.3/0.1 is 2.9999999999999996 */
    cr_assert_eq(n, 4);
    cr_assert_eq(lam_run_samples(0.025, 0.025, 3, &n), LAM_OK);
    cr_assert_eq(n, 2);
}

static void refused(double tstop_ms, double dt_ms, const char *what) {
    size_t n = 99;
    cr_assert_eq(lam_run_samples(tstop_ms, dt_ms, 8, &n), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), what), "%s", lam_error());
    cr_assert_eq(n, 99);
}

Test(run, what_cannot_be_run_is_refused) {
    refused(-1, 0.025, "tstop: -1 ms");
    refused(0, 0.025, "tstop: 0 ms");
    refused(NAN, 0.025, "tstop: nan");
    refused(INFINITY, 0.025, "tstop: inf");
    refused(170, 0, "dt: 0 ms");
    refused(170, -0.025, "dt: -0.025");
    refused(170, NAN, "dt: nan");
    refused(170, 171, "dt: 171 ms");
    refused(170, 0.03, "does not divide");
    refused(1e15, 0.025, "GB of results");
    refused(1e300, 1e-300, "GB of results");
}

Test(run, networks_are_found_by_name_or_as_files) {
    char path[200];
    cr_assert_eq(lam_network_find("network", "params", "erp", path, sizeof path), LAM_OK);
    cr_assert_str_eq(path, "params/erp.json");
    cr_assert_eq(lam_network_find("network", "params", "params/erp.json", path, sizeof path),
                 LAM_OK);
    cr_assert_str_eq(path, "params/erp.json");
    const char *unknown[] = {"erq", "", "params", "no/such.json", "..", "/"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        cr_assert_eq(lam_network_find("network", "params", unknown[i], path, sizeof path),
                     LAM_ERR_INPUT);
        cr_assert_not_null(strstr(lam_error(), "erp, "), "%s", lam_error());
    }
    cr_assert_eq(lam_network_find("network", "params", "erp", path, 5), LAM_ERR_INPUT);
}

/* params/network.json need not be there, the folder must. */
Test(run, is_called_by_its_network_or_the_folder_of_network_json) {
    char name[8] = "before";
    const char *called[][2] = {
        {"erp", "own"},
        {"params/erp.json", "own"},
        {"network", "own"},
        {"params/my_network.json", "own"},
        {"params/network.json", "params"},
        {"params/../params/./network.json", "params"},
        {"/network.json", "own"},
        {"no/such/network.json", "own"},
    };
    for (size_t i = 0; i < sizeof called / sizeof *called; i++) {
        cr_assert_eq(lam_run_name(called[i][0], "own", name, sizeof name), LAM_OK);
        cr_assert_str_eq(name, called[i][1]);
    }
    cr_assert_eq(chdir("params"), 0);
    cr_assert_eq(lam_run_name("network.json", "own", name, sizeof name), LAM_OK);
    cr_assert_str_eq(name, "params");
    cr_assert_eq(lam_run_name("network.json", "own", name, 6), LAM_ERR_INPUT);
    cr_assert_str_eq(name, "params");
}

Test(run, spikes_are_sorted_by_time_then_gid) {
    double t[] = {3, 1, 1, 2, 1}, gid[] = {0, 7, 2, 5, 10};
    cr_assert_eq(lam_spikes_sort(5, t, gid), LAM_OK);
    double t_sorted[] = {1, 1, 1, 2, 3}, gid_sorted[] = {2, 7, 10, 5, 0};
    cr_assert_arr_eq(t, t_sorted, sizeof t);
    cr_assert_arr_eq(gid, gid_sorted, sizeof gid);
    cr_assert_eq(lam_spikes_sort(0, t, gid), LAM_OK);
}

Test(run, denormals_are_flushed_and_come_back) {
    volatile double tiny = DBL_MIN;
    cr_assert_gt(tiny / 4, 0);
    bool before = lam_flush_denormals(true);
    volatile double flushed = tiny / 4;
    lam_flush_denormals(before);
    cr_assert_gt(tiny / 4, 0);
#ifdef __SSE2__
    cr_assert_eq(flushed, 0);
#endif
}
