/* SPDX-License-Identifier: BSD-3-Clause
 * t194_regress_params_text - parameter files as editors and old versions of HNN write them are
 * read: with a byte order mark, a name that ends in capitals, a key that comes twice, an input that
 * is off. Warnings say what of this matters. */
#include "good.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(params_text, .init = enter, .fini = leave);

#define PARAMS                                                                                     \
    "tstop: 100\nt_evdist_1: 60\nt_evprox_1: 20\nt_evprox_2: 70\nsync_evinput: 0\n"                \
    "f_max_spec: 100\nsave_spec_data: 1\nspec_cmap: hot\nsave_figs: 1\nsave_dpl: 1\n"

static char home[1000];

__attribute__((constructor)) static void remember_home(void) {
    cr_assert_not_null(getcwd(home, sizeof home - 20));
    strcat(home, "/params");
}

static lam_status open_bytes(const char *path, const char *bytes, size_t size,
                             lam_network **network_out) {
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, size, file), size);
    cr_assert_eq(fclose(file), 0);
    return lam_network_open(path, &(lam_network_options){.models_directory = home}, network_out);
}

static lam_network *open_text(const char *path, const char *text) {
    lam_network *network = NULL;
    GOOD(open_bytes(path, text, strlen(text), &network));
    return network;
}

static void check_same(const char *path, const char *text) {
    lam_network *network = open_text(path, text);
    cr_assert_str_empty(lam_network_warnings(network));
    cr_assert_eq(lam_network_model(network)->tstop_ms, 100);
    cr_assert_eq(lam_network_model(network)->n_drives, 3 + 1); /* and extpois */
    lam_network_destroy(network);
}

/* Keys for HNN's own figures and files are nothing to warn about either. */
Test(params_text, marks_and_endings) {
    check_same("a.param", PARAMS "T_pois: 1\n");
    check_same("a.param", "\xef\xbb\xbf" PARAMS "T_pois: 1\n");
    check_same("a.PARAM", PARAMS "T_pois: 1\n");
    check_same("a.Param", "\xef\xbb\xbf" PARAMS "T_pois: 1\n");
    check_same("a.json", "\xef\xbb\xbf{\"tstop\": 100, \"t_evdist_1\": 60, \"t_evprox_1\": 20, "
                         "\"t_evprox_2\": 70, \"T_pois\": 1, \"f_max_spec\": 3}");
}

static void refused_utf16(const char *mark, size_t n_mark, bool is_little) {
    char bytes[2 * sizeof PARAMS + 2];
    size_t n = 0;
    lam_network *network = NULL;
    for (; n < n_mark; n++) {
        bytes[n] = mark[n];
    }
    for (const char *c = PARAMS; *c != '\0'; c++) {
        bytes[n++] = is_little ? *c : '\0';
        bytes[n++] = is_little ? '\0' : *c;
    }
    for (int k = 0; k < 2; k++) {
        const char *path = k == 0 ? "wide.param" : "wide.json";
        cr_assert_eq(open_bytes(path, bytes, n, &network), LAM_ERR_INPUT);
        cr_assert_not_null(strstr(lam_error(), ": is a text in UTF-16; accepted: a "), "%s",
                           lam_error());
    }
}

Test(params_text, utf16) {
    refused_utf16("\xff\xfe", 2, true);
    refused_utf16("\xfe\xff", 2, false);
    refused_utf16("", 0, true);
    refused_utf16("", 0, false);
}

Test(params_text, a_key_twice) {
    lam_network *network = open_text("a.param", PARAMS "\ntstop: 50\ntstop: 70\n");
    cr_assert_eq(lam_network_model(network)->tstop_ms, 70);
    cr_assert_not_null(strstr(lam_network_warnings(network),
                              "a.param: lines 1 and 12 both have tstop: the last one counts\n"
                              "a.param: lines 12 and 13 both have tstop: the last one counts\n"),
                       "%s", lam_network_warnings(network));
    lam_network_destroy(network);
}

Test(params_text, slips) {
    lam_network *network = open_text("a.param", PARAMS "tstp: 50\nold_key: 1\n");
    cr_assert_not_null(
        strstr(lam_network_warnings(network), "unknown keys, ignored: tstp (tstop?), old_key\n"),
        "%s", lam_network_warnings(network));
    lam_network_destroy(network);
}

/* An input without spikes is there all the same, so that the others keep their gids and seeds. */
Test(params_text, an_input_that_is_off) {
    lam_network *on = open_text("on.param", PARAMS);
    lam_network *off = open_text("off.param", PARAMS "numspikes_evprox_1: 0\n");
    const lam_model *with = lam_network_model(on), *without = lam_network_model(off);
    cr_assert_str_eq(lam_network_warnings(off),
                     "off.param: evprox1 is off: it has 0 spikes (numspikes)\n");
    cr_assert_eq(with->n_drives, without->n_drives);
    for (size_t d = 0; d < with->n_drives; d++) {
        bool is_off = strcmp(with->drives[d].name, "evprox1") == 0;
        for (size_t cell = 0; cell < 3; cell++) {
            double *a, *b;
            size_t n_a, n_b;
            GOOD(lam_drive_events(on, d, cell, 0, 0, 100, &n_a, &a));
            GOOD(lam_drive_events(off, d, cell, 0, 0, 100, &n_b, &b));
            cr_assert_eq(n_b, is_off ? 0 : n_a);
            cr_assert(is_off || memcmp(a, b, n_a * sizeof *a) == 0);
            free(a);
            free(b);
        }
    }
    GOOD(lam_network_export(off, "off.json", true,
                            false)); /* HNN-core takes no input without spikes */
    cr_assert_neq(system("grep -q '\"numspikes\": *0' off.json"), 0);
    cr_assert_eq(system("grep -q '\"numspikes\": *1' off.json"), 0);
    lam_network_destroy(on);
    lam_network_destroy(off);
}
