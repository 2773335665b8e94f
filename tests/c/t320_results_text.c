/* SPDX-License-Identifier: BSD-3-Clause
 * t320_results_text - dipole_N.txt and spikes_N.txt: columns, digits, names, failures. */
#include "good.h"
#include "scratch.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* A sheet of 2 x 2 cells and a drive with three cells. */
static const char network_file[] =
    "{\"laminae_network\": 1, \"name\": \"sheet\", \"title\": \"t\", \"source\": \"t\","
    " \"celsius\": [37, \"degC\"], \"threshold\": [0, \"mV\"],"
    " \"discretisation\": {\"one_segment_up_to\": [100, \"um\"], \"segment_length\": [50, \"um\"]},"
    " \"grid\": {\"nx\": 2, \"ny\": 2, \"inplane_distance\": [1, \"um\"],"
    "            \"layer_separation\": [1000, \"um\"]},"
    " \"cells\": {\"ball\": {\"source\": \"t\", \"template\": \"L5Basket\", \"layer\": \"5\","
    "   \"label\": \"ball\", \"excitatory\": true,"
    "   \"synapses\": {\"ampa\": {\"e\": [0, \"mV\"], \"tau1\": [1, \"ms\"], \"tau2\": [5, "
    "\"ms\"]}},"
    "   \"locations\": {\"proximal\": [\"soma\"]},"
    "   \"sections\": {\"soma\": {\"L\": [39, \"um\"], \"diam\": [20, \"um\"],"
    "     \"Ra\": [200, \"ohm cm\"], \"cm\": [1, \"uF/cm2\"], \"v0\": [-65, \"mV\"],"
    "     \"direction\": [0, 0, 1], \"synapses\": [\"ampa\"]}}}},"
    " \"populations\": {\"balls\": {\"source\": \"t\", \"cell\": \"ball\", \"lattice\": "
    "\"pyramidal\","
    "   \"z\": [0, \"layer_separation\"]}},"
    " \"drives\": {\"input\": {\"source\": \"t\", \"type\": \"evoked\", \"location\": \"proximal\","
    "   \"mu\": [10, \"ms\"], \"sigma\": [1, \"ms\"], \"numspikes\": 1, \"cell_specific\": false,"
    "   \"n_drive_cells\": 3, \"space_constant\": [3, \"grid\"], \"event_seed\": 2,"
    "   \"weights_ampa\": {\"balls\": [0.1, \"uS\"]},"
    "   \"synaptic_delays\": {\"balls\": [0.1, \"ms\"]}}}}";

static char folder[SCRATCH_SIZE];
static lam_network *network;
static lam_results *results;

static void enter(void) {
    scratch_folder(folder);
    cr_assert_eq(chdir(folder), 0);
    FILE *stream = fopen("network.json", "w");
    cr_assert_not_null(stream);
    fputs(network_file, stream);
    cr_assert_eq(fclose(stream), 0);
    GOOD(lam_network_read("network.json", &network));
    cr_assert_eq(lam_network_model(network)->n_cells, 4);
    cr_assert_eq(lam_network_model(network)->n_gids, 7);
    GOOD(lam_results_create("a", &results));
}

static void leave(void) {
    lam_network_destroy(network);
    scratch_remove(folder);
}

TestSuite(results_text, .init = enter, .fini = leave);

static void check_file(const char *path, const char *expected) {
    char text[1000] = "";
    FILE *stream = fopen(path, "r");
    cr_assert_not_null(stream, "no %s", path);
    text[fread(text, 1, sizeof text - 1, stream)] = '\0';
    fclose(stream);
    cr_assert_str_eq(text, expected);
}

static void write_dipole(size_t trial) {
    static const double time_ms[] = {0, 0.025, 169.99999999998232};
    static const double agg[] = {1.0 / 3, -2e-30, 3}, l2[] = {0, 0, 1}, l5[] = {1.0 / 3, -2e-30, 2};
    const char *const labels[] = {"L2", "L5"};
    const double *const columns[] = {l2, l5};
    GOOD(lam_results_text_dipole(results, trial, 3, time_ms, agg, 2, labels, columns));
}

static const char dipole_file[] = "# time_ms agg_nAm L2_nAm L5_nAm\n"
                                  "0\t0.333333333333333\t0\t0.333333333333333\n"
                                  "0.025\t-2e-30\t0\t-2e-30\n"
                                  "170\t3\t1\t2\n";

Test(results_text, dipole) {
    write_dipole(0);
    write_dipole(12);
    GOOD(lam_results_text_dipole(results, 1, 0, NULL, NULL, 0, NULL, NULL));
    GOOD(lam_results_close(results, true));
    check_file("a/dipole_0.txt", dipole_file);
    check_file("a/dipole_12.txt", dipole_file);
    check_file("a/dipole_1.txt", "# time_ms agg_nAm\n");
}

Test(results_text, spikes) {
    const double time_ms[] = {1, 2.5, 169.99999999998232}, gid[] = {4, 3, 6};
    GOOD(lam_results_text_spikes(results, 0, 3, time_ms, gid, 0.025, network));
    GOOD(lam_results_text_spikes(results, 1, 0, NULL, NULL, 0.025, network));
    GOOD(lam_results_close(results, true));
    check_file("a/spikes_0.txt", "# time_ms gid population\n"
                                 "1\t4\tinput\n"
                                 "2.5\t3\tballs\n"
                                 "170\t6\tinput\n");
    check_file("a/spikes_1.txt", "# time_ms gid population\n");
}

Test(results_text, unknown_gid_is_refused) {
    const double time_ms = 1, gid = 7;
    cr_assert_eq(lam_results_text_spikes(results, 3, 1, &time_ms, &gid, 0.025, network),
                 LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "no cell has gid 7"), "%s", lam_error());
    GOOD(lam_results_close(results, true));
    cr_assert_eq(system("test \"$(ls -A a)\" = results.h5"), 0);
}

/* A host program may have chosen a decimal comma. */
Test(results_text, decimal_point_in_every_locale) {
    if (system("mkdir locales && localedef -i de_DE -f UTF-8 locales/comma >log 2>&1") != 0) {
        lam_results_abandon(results);
        cr_skip_test("no locale with a decimal comma can be made here");
    }
    char path[SCRATCH_SIZE + 20];
    snprintf(path, sizeof path, "%s/locales", folder);
    setenv("LOCPATH", path, 1);
    cr_assert_not_null(setlocale(LC_ALL, "comma"));
    char before[16], after[16];
    snprintf(before, sizeof before, "%g", 0.5);
    write_dipole(0);
    snprintf(after, sizeof after, "%g", 0.5);
    cr_assert_str_eq(before, "0,5");
    cr_assert_str_eq(after, "0,5"); /* the host's choice stands */
    GOOD(lam_results_close(results, true));
    check_file("a/dipole_0.txt", dipole_file);
}

Test(results_text, same_trial_twice_is_an_error) {
    write_dipole(0);
    cr_assert_eq(lam_results_text_dipole(results, 0, 0, NULL, NULL, 0, NULL, NULL), LAM_ERR_IO);
    cr_assert_not_null(strstr(lam_error(), strerror(EEXIST)), "%s", lam_error());
    GOOD(lam_results_close(results, true));
    check_file("a/dipole_0.txt", dipole_file);
}

/* The limit stands for a full disk. */
Test(results_text, full_disk_is_an_error) {
    static double zeros[100000];
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &(struct rlimit){100000, 100000}), 0);
    write_dipole(0);
    cr_assert_eq(lam_results_text_dipole(results, 1, 100000, zeros, zeros, 0, NULL, NULL),
                 LAM_ERR_IO);
    cr_assert_not_null(strstr(lam_error(), "a/dipole_1.txt"), "%s", lam_error());
    cr_assert_not_null(strstr(lam_error(), strerror(EFBIG)), "%s", lam_error());
    lam_results_abandon(results);
    cr_assert_neq(access("a", F_OK), 0);
}
