/* SPDX-License-Identifier: BSD-3-Clause
 * t613_regress_comma_locale - the host program's locale changes nothing that is read or written:
 * with 26,6 for 26.6, with a decimal sign of two bytes, in Latin-1. Options and texts were read as
 * 26, and files for HNN-core held 26,6. */
#include "results/lam_stage_impl.h"
#include "scratch_folder.h"
#include "t17x_hnn_small.h"
#include "t6xx_document.h"

#include <locale.h>
#include <math.h>

static char home[512];

static void begin(void) {
    cr_assert_not_null(getcwd(home, sizeof home));
    enter();
}

TestSuite(comma_locale, .init = begin, .fini = leave);

/* What comes of all formats, in one text. */
static char *text;
static size_t n_text;
static FILE *said;

static void say_file(const char *path) {
    char *bytes = read_file(path);
    fputs(bytes, said);
    free(bytes);
}

static void say_network(lam_network *network) {
    char *tables, *paths;
    lam_network *again = NULL;
    GOOD(lam_describe(network, &tables));
    GOOD(lam_describe_paths(network, &paths));
    fprintf(said, "%s%s%s%s", lam_network_json(network), tables, paths,
            lam_network_warnings(network));
    GOOD(lam_network_export(network, "export.json", true, true));
    say_file("export.json");
    GOOD(lam_network_read("export.json", &again));
    fputs(lam_network_json(again), said);
    lam_network_destroy(again);
    free(tables);
    free(paths);
}

static void say_opened(const char *path, lam_network_options *options) {
    char models[600], full[600];
    lam_network *network = NULL;
    snprintf(models, sizeof models, "%s/params", home);
    snprintf(full, sizeof full, "%s%s%s", strchr(path, '/') ? home : "",
             strchr(path, '/') ? "/" : "", path);
    options->models_directory = models;
    GOOD(lam_network_open(full, options, &network));
    say_network(network);
    cr_assert_eq(lam_network_set(network, "celsius", "-0.5"), LAM_ERR_INPUT);
    fputs(lam_error(), said);
    lam_network_destroy(network);
}

static void say_networks(void) {
    static const char *const probes[] = {"p=1.5,2.5,0.5:100.5:12.5,lsa", "q=1.5,2.5,-0.5:-3.5:0.5"};
    static const char *const changes[] = {"drives.evprox1.mu=26.6", "grid.inplane_distance=30.25um",
                                          "drives.evdist1.sigma=[3.25, \"ms\"]", "grid.nx=2",
                                          "grid.ny=2"};
    static const char *const replay[] = {"drives.train.spikes=null",
                                         "drives.train.spikes_from={\"file\": \"spikes.txt\"}"};
    say_opened("params/erp.json", &(lam_network_options){.config = "config",
                                                         .probes = probes,
                                                         .n_probes = 2,
                                                         .changes = changes,
                                                         .n_changes = 5});
    say_opened("tests/ref/params/random1.param",
               &(lam_network_options){.changes = changes + 3, .n_changes = 2});
    say_opened("hnn.json", &(lam_network_options){.inplane_distance_um = 25.5});
    say_opened("all.json", &(lam_network_options){
                               .changes = replay, .n_changes = 2, .sensors = "sensors.json"});
}

static void say_results(void) {
    static const double time_ms[] = {0, 0.025, 64.525}, agg[] = {0.5, -1.25, 1e-3}, gid[] = {0, 1};
    const double *columns[] = {agg};
    lam_results *results;
    lam_network *network = NULL;
    GOOD(lam_network_read("all.json", &network));
    GOOD(lam_results_create("r", &results));
    GOOD(lam_results_text_dipole(results, 0, 3, time_ms, agg, 1, (const char *[]){"P"}, columns));
    GOOD(lam_results_text_spikes(results, 0, 2, time_ms, gid, 0.025, network));
    GOOD(lam_results_close(results, true));
    say_file("r/dipole_0.txt");
    say_file("r/spikes_0.txt");
    lam_network_destroy(network);
}

/* A run that waits is the same run, whoever goes on with it. */
static void say_checkpoint(void) {
    lam_run_facts facts = {
        "{\"x\": [0.025, 1e-300]}", "coreneuron", "9", "ours", "v", 0.125, false, false};
    GOOD(lam_checkpoint_check(".", &facts));
    say_file("run.json");
    facts.record_dt_ms = 0.25;
    cr_assert_eq(lam_checkpoint_check(".", &facts), LAM_ERR_INPUT);
    fputs(lam_error(), said);
}

static void say_lines(void) {
    char line[100];
    size_t n;
    lam_watch_line(line, sizeof line, 0, 1, 2, 0.5, 1.5, lam_now_s() - 1e7);
    fputs(line, said);
    cr_assert_eq(lam_run_samples(1, 0.3, 1, &n), LAM_ERR_INPUT);
    fputs(lam_error(), said);
}

/* The caller frees. */
static char *all_that_is_said(void) {
    said = open_memstream(&text, &n_text);
    cr_assert_not_null(said);
    say_networks();
    say_results();
    say_checkpoint();
    say_lines();
    cr_assert_eq(fclose(said), 0);
    return text;
}

static void write_inputs(void) {
    static const char config[] = "drives.evprox2.mu = 137.75\n", spikes[] = "1.5 7\n 2.25\t7\n";
    static const char leads[] = "units uV/nAm\nA 1.5 -2.5e-1 .5\n";
    static const char sensors[] =
        "{\"eeg\": {\"t\": {\"model\": \"table\", \"file\": \"leads.txt\", \"dipole\": {\"up\":"
        " [0.5, 0, 1.5]}}}}";
    json_t *json = parsed(all_kinds);
    cr_assert_eq(json_dump_file(json, "all.json", 0), 0);
    json_decref(json);
    write_file("hnn.json", hnn_small, strlen(hnn_small));
    write_file("config", config, strlen(config));
    write_file("spikes.txt", spikes, strlen(spikes));
    write_file("leads.txt", leads, strlen(leads));
    write_file("sensors.json", sensors, strlen(sensors));
}

static void make_locale(const char *language, const char *letters, char *name_out, size_t size) {
    char command[200];
    snprintf(name_out, size, "%s.%s", language, letters);
    snprintf(command, sizeof command, "mkdir -p locales && localedef -i %s -f %s locales/%s",
             language, letters, name_out);
    cr_assert_eq(system(command), 0, "%s; the package `locales` has what it needs", command);
}

static void check_in(const char *language, const char *letters, const char *expected) {
    char name[64];
    make_locale(language, letters, name, sizeof name);
    cr_assert_not_null(setlocale(LC_ALL, name), "%s", name);
    cr_assert_str_neq(localeconv()->decimal_point, ".");
    char *there = all_that_is_said();
    setlocale(LC_ALL, "C");
    cr_assert_str_eq(there, expected);
    free(there);
}

Test(comma_locale, changes_nothing) {
    char path[SCRATCH_SIZE + 20];
    write_inputs();
    snprintf(path, sizeof path, "%s/locales", folder);
    cr_assert_eq(setenv("LOCPATH", path, 1), 0);
    char *expected = all_that_is_said();
    check_in("de_DE", "UTF-8", expected);
    check_in("de_DE", "ISO-8859-1", expected);
    check_in("ps_AF", "UTF-8", expected);
    free(expected);
}

/* The letters of Latin-1 are none of NEURON's names. */
Test(comma_locale, has_no_other_letters) {
    char path[SCRATCH_SIZE + 20], name[64];
    lam_network *network = NULL;
    json_t *json = parsed(all_kinds);
    snprintf(path, sizeof path, "%s/locales", folder);
    cr_assert_eq(setenv("LOCPATH", path, 1), 0);
    make_locale("de_DE", "ISO-8859-1", name, sizeof name);
    cr_assert_not_null(setlocale(LC_ALL, name));
    json_t *cell = json_object_get(json_object_get(json, "cells"), "T");
    json_object_set_new(cell, "template", json_string("Cr\xc3\xaape")); /* in UTF-8, as JSON is */
    cr_assert_eq(read_json(json, &network), LAM_ERR_INPUT);
    json_decref(json);
}
