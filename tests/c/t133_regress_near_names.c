/* SPDX-License-Identifier: BSD-3-Clause
 * t133_regress_near_names - an error about a mistyped name suggests the right one, wherever the
 * name stands. A step that does not fit is answered with steps that fit and can be typed. What may
 * be recorded is listed once. A folder stands for the results in it. */
#include "laminae.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

TestSuite(near_names, .init = enter, .fini = leave);

static char home[1000];

__attribute__((constructor)) static void remember_home(void) {
    cr_assert_not_null(getcwd(home, sizeof home - 20));
    strcat(home, "/params");
}

static void check(lam_status status, const char *expected) {
    cr_assert_eq(status, LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), expected), "%s", lam_error());
}

static void write_text(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    cr_assert_eq(fclose(file), 0);
}

Test(near_names, models) {
    char path[2000];
    lam_network *network = NULL;
    lam_network_options options = {.models_directory = home};
    check(lam_network_find("network", home, "erpp", path, sizeof path),
          "network 'erpp': no such file or model, did you mean erp? accepted: a file, or one of "
          "calcium, duecker_et, erp,");
    check(lam_network_find("drives", home, "somethingelse", path, sizeof path),
          "drives 'somethingelse': no such file or model; accepted: a file, or one of calcium");
    write_text("a.json", "{\"extends\": \"law_2012\"}");
    check(lam_network_open("a.json", &options, &network),
          "a.json: extends: \"law_2012\": no such file or model, did you mean law_2021? accepted: "
          "a file, or one of calcium, duecker_et, erp,");
}

Test(near_names, folders_of_results) {
    char path[2000];
    cr_assert_eq(mkdir("run", 0700), 0);
    check(lam_network_find("network", home, "run", path, sizeof path),
          "network 'run': a folder without results.h5; accepted: a file, or one of calcium");
    write_text("run/results.h5", "");
    cr_assert_eq(lam_network_find("network", home, "run", path, sizeof path), LAM_OK);
    cr_assert_str_eq(path, "run/results.h5");
    cr_assert_eq(lam_network_find("network", home, "./run/", path, sizeof path), LAM_OK);
    cr_assert_str_eq(path, "./run//results.h5");
    cr_assert_eq(mkdir("erp", 0700), 0); /* a model's name is the model */
    write_text("erp/results.h5", "");
    cr_assert_eq(lam_network_find("network", home, "erp", path, sizeof path), LAM_OK);
    cr_assert_not_null(strstr(path, "/erp.json"));
}

Test(near_names, steps) {
    size_t n;
    check(lam_run_samples(170, 0.03, 1, &n), "accepted: for instance 0.025 or 0.034 ms");
    check(lam_run_samples(170, 0.07, 1, &n), "accepted: for instance 0.068 or 0.08 ms");
    check(lam_run_samples(1, 0.7, 1, &n), "accepted: for instance 0.5 or 1 ms");
}

static void check_probe(const char *probe, const char *expected) {
    lam_network *network = NULL;
    lam_network_options options = {.models_directory = home, .n_probes = 1, .probes = &probe};
    char path[2000];
    cr_assert_eq(lam_network_find("network", home, "erp", path, sizeof path), LAM_OK);
    check(lam_network_open(path, &options, &network), expected);
}

Test(near_names, probes) {
    check_probe("p=0,0,-100:200:70", "steps of 70 um do not lead from -100 to 200; accepted: for "
                                     "instance 60 or 75 um");
    check_probe("p=0,0,0:1e6:1", ": 1000001 contacts; accepted: at most 10000");
    check_probe("p=0,0,0:100:0", "; accepted: NAME=X,Y,Z0:Z1:DZ, numbers in um, DZ above 0,");
    check_probe("p=0,0,0:100:50,pas", "unknown method, did you mean psa?");
}

Test(near_names, others) {
    lam_network *network = NULL;
    const char *change = "connections[L2_baskt>L2_pyramidal].weight=1";
    lam_network_options options = {.models_directory = home, .n_changes = 1, .changes = &change};
    char path[2000];
    cr_assert_eq(lam_network_find("network", home, "erp", path, sizeof path), LAM_OK);
    check(lam_network_open(path, &options, &network),
          ", did you mean connections[L2_basket>L2_pyramidal:gabaa@soma]?");
    const char *const kinds[] = {"v", "ca", "i_ampa", "i_nmda", "i_ampa", "v", "i_ampa"};
    check(lam_record_refuse("V", "V", 7, kinds),
          "record: 'V': unknown variable, did you mean v? accepted: v, ca, i_ampa, i_nmda");
    cr_assert_str_eq(strstr(lam_error(), "i_nmda"), "i_nmda");
    const char *const mechanisms[] = {"pas", "hh2", "cat", "k_ion"};
    char hint[40] = "as it was";
    lam_did_you_mean("hh3", 4, mechanisms, hint, sizeof hint);
    cr_assert_str_eq(hint, ", did you mean hh2?");
    lam_did_you_mean("something", 4, mechanisms, hint, sizeof hint);
    cr_assert_str_eq(hint, ";");
}
