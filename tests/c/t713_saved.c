/* SPDX-License-Identifier: BSD-3-Clause
 * t713_saved - results and texts of curves read back; files that are neither are refused with one
 * line that names what is wrong. */
#include "good.h"
#include "scratch_folder.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

TestSuite(saved, .init = enter, .fini = leave);

static void put(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

static void refused(const char *path, const char *what) {
    lam_saved *saved = NULL;
    cr_assert_eq(lam_saved_open(path, &saved), LAM_ERR_INPUT, "%s", path);
    cr_assert_not_null(strstr(lam_error(), path), "%s", lam_error());
    cr_assert_not_null(strstr(lam_error(), what), "'%s' has no '%s'", lam_error(), what);
    cr_assert_null(saved);
}

static void text_refused(const char *text, const char *what) {
    put("x.txt", text);
    refused("x.txt", what);
}

Test(saved, texts) {
    static const struct {
        const char *text, *names[3];
    } texts[] = {
        {"0 1\n0.5 2\n1 3\n", {"agg"}},
        {"# Time (ms) Dipole (nAm)\n0\t1\n0.5\t2\n1.0\t3", {"agg"}},
        {"times,agg,L2,L5\n0,1,8,9\n0.5,2,8,9\n1,3,8,9\n", {"agg", "L2", "L5"}},
        {"# time_ms agg_nAm L2e_nAm (multiplied by 3)\n0 1 8\n.5 2 8\n1 3 8\n", {"agg", "L2e"}},
        {"\n# a\n# b\n\n 0; 1; 8; 9 \n 0.5; 2; 8; 9 \n 1; 3; 8; 9 \n\n", {"agg", "L2", "L5"}},
        {"\xef\xbb\xbf"
         "0 1\r\n0.5 2\r\n1 3\r\n",
         {"agg"}},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        lam_saved *saved;
        lam_saved_shape shape;
        double x[3];
        put("x.txt", texts[i].text);
        GOOD(lam_saved_open("x.txt", &saved));
        const lam_saved_facts *facts = lam_saved_facts_of(saved);
        cr_assert(!facts->is_results && facts->n_samples == 3 && facts->n_trials == 1);
        cr_assert(facts->trials[0] == 0 && facts->scale == 1 && facts->smooth_ms == 0);
        for (size_t k = 0; k < facts->n_dipoles; k++) {
            cr_assert_str_eq(facts->dipoles[k], texts[i].names[k]);
        }
        cr_assert(facts->n_dipoles == 3 || texts[i].names[facts->n_dipoles] == NULL);
        cr_assert_float_eq(facts->dt_ms, 0.5, 1e-15);
        GOOD(lam_saved_shape_of(saved, 0, "dipole/agg", &shape));
        cr_assert(shape.n_rows == 1 && shape.n_samples == 3);
        cr_assert_str_eq(shape.unit, "nAm");
        GOOD(lam_saved_read(saved, 0, "dipole/agg", 0, x));
        cr_assert(x[0] == 1 && x[1] == 2 && x[2] == 3);
        cr_assert_eq(lam_saved_read(saved, 1, "dipole/agg", 0, x), LAM_ERR_INPUT);
        cr_assert_eq(lam_saved_read(saved, 0, "dipole/agg", 1, x), LAM_ERR_INPUT);
        cr_assert_eq(lam_saved_read(saved, 0, "dipole/x", 0, x), LAM_ERR_INPUT);
        lam_saved_close(saved);
    }
}

Test(saved, texts_refused) {
    text_refused("", "no numbers");
    text_refused("# time\n", "no numbers");
    text_refused("0 1\n1 nan\n", "line 2: 'nan'");
    text_refused("0 1\n1 inf\n", "line 2: 'inf'");
    text_refused("0 1\n1 x\n", "line 2: 'x'");
    text_refused("0 1\n1 2 3\n", "line 2: 3 columns; accepted: 2");
    text_refused("0\n1\n", "line 1: 1 columns");
    text_refused("0 1 2\n1 2 3\n", "3 columns without a header");
    text_refused("0 1\n1 2\n4 3\n", "sample 1 is at 1 ms, not at 2");
    text_refused("0 1\n0 2\n", "even steps");
    text_refused("{\"a\": 1}\n", "line 1");
    refused("nowhere", "No such file");
    cr_assert_eq(mkdir("empty", 0777), 0);
    refused("empty", "no results.h5 in this folder");
}

Test(saved, folder_of_hnn) {
    lam_saved *saved;
    cr_assert_eq(mkdir("hnn", 0777), 0);
    put("hnn/dpl.txt", "0.000\t1.0\t0.4\t0.6\n0.025\t2.0\t0.4\t1.6\n");
    GOOD(lam_saved_open("hnn", &saved));
    cr_assert_str_eq(lam_saved_facts_of(saved)->path, "hnn/dpl.txt");
    cr_assert_eq(lam_saved_facts_of(saved)->n_dipoles, 3);
    lam_saved_close(saved);
    lam_saved_close(NULL);
}

/* ---- results ---- */

static void write_run(size_t n_second) {
    lam_results *results;
    const double t[] = {0, 0.02500000000001, 0.05}, x[] = {1, 2, 3}, m[] = {1, 2, 3, 4, 5, 6};
    const double a[] = {0, 2}, b[] = {2, 3}, when[] = {0.01, 0.04}, who[] = {1, 2};
    const char *const json = "{\"scale\": 3, \"smooth\": [2, \"ms\"]}";
    GOOD(lam_results_create("run", &results));
    GOOD(lam_results_write_text(results, "/network/json", json));
    GOOD(lam_results_set_text(results, "command", "run 'x' \xc3\xa9"));
    GOOD(lam_results_set_number(results, "dt_ms", 0.025));
    GOOD(lam_results_write_integers(results, "/network/gid_ranges/zcells", 2, a, "gid"));
    GOOD(lam_results_write_integers(results, "/network/gid_ranges/drive", 2, b, "gid"));
    for (size_t k = 0; k < 2; k++) {
        const char *const names[] = {"time_ms", "dipole/L2", "dipole/agg"};
        char path[64];
        size_t n = k == 0 ? 3 : n_second;
        for (size_t i = 0; i < 3; i++) {
            snprintf(path, sizeof path, "/trial/%zu/%s", 10 * k, names[i]);
            GOOD(lam_results_write(results, path, 0, n, i == 0 ? t : x, i == 0 ? "ms" : "nAm"));
        }
        snprintf(path, sizeof path, "/trial/%zu/extracellular/shank", 10 * k);
        GOOD(lam_results_write(results, path, 2, 3, m, "uV"));
        snprintf(path, sizeof path, "/trial/%zu/spikes/time_ms", 10 * k);
        GOOD(lam_results_write(results, path, 0, 2, when, "ms"));
        snprintf(path, sizeof path, "/trial/%zu/spikes/gid", 10 * k);
        GOOD(lam_results_write_integers(results, path, 2, who, "gid"));
        snprintf(path, sizeof path, "/trial/%zu/drives/drive/time_ms", 10 * k);
        GOOD(lam_results_write(results, path, 0, 1, when, "ms"));
    }
    GOOD(lam_results_close(results, true));
}

static void says(const lam_saved *saved, const char *name, const char *expected) {
    char *text = NULL;
    GOOD(lam_saved_about(saved, name, &text));
    cr_assert_str_eq(text, expected, "%s", name);
    free(text);
}

Test(saved, about) {
    lam_saved *saved;
    write_run(3);
    GOOD(lam_saved_open("run", &saved));
    says(saved, "command", "run 'x' \xc3\xa9");
    says(saved, "dt_ms", "0.025");
    says(saved, "complete", "1");
    says(saved, "engine", "");
    lam_saved_close(saved);
    put("x.txt", "0 1\n1 2\n2 3\n");
    GOOD(lam_saved_open("x.txt", &saved));
    says(saved, "command", "");
    lam_saved_close(saved);
}

Test(saved, results) {
    lam_saved *saved;
    lam_saved_shape shape;
    double x[3], *time_ms, *gid;
    size_t n;
    write_run(3);
    GOOD(lam_saved_open("run", &saved));
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    cr_assert(facts->is_results && facts->n_trials == 2 && facts->trials[1] == 10);
    cr_assert(facts->scale == 3 && facts->smooth_ms == 2 && facts->n_dipoles == 2);
    cr_assert_str_eq(facts->dipoles[0], "agg");
    cr_assert_str_eq(facts->dipoles[1], "L2");
    cr_assert(facts->n_samples == 3 && facts->time_ms[1] == 0.025 && facts->dt_ms == 0.025);
    cr_assert_eq(facts->n_populations, 2);
    cr_assert_str_eq(facts->populations[0].name, "zcells");
    cr_assert(!facts->populations[0].is_drive && facts->populations[0].n_cells == 2);
    cr_assert(facts->populations[1].is_drive && facts->populations[1].first_gid == 2);
    GOOD(lam_saved_shape_of(saved, 10, "extracellular/shank", &shape));
    cr_assert(shape.n_rows == 2 && shape.n_samples == 3);
    cr_assert_str_eq(shape.unit, "uV");
    GOOD(lam_saved_read(saved, 10, "extracellular/shank", 1, x));
    cr_assert(x[0] == 4 && x[2] == 6);
    cr_assert_eq(lam_saved_read(saved, 10, "extracellular/shank", 2, x), LAM_ERR_INPUT);
    cr_assert_eq(lam_saved_read(saved, 10, "extracellular/none", 0, x), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "/trial/10/extracellular/none: not there"));
    cr_assert_eq(lam_saved_read(saved, 3, "dipole/agg", 0, x), LAM_ERR_INPUT);
    GOOD(lam_saved_spikes(saved, 10, &n, &time_ms, &gid));
    cr_assert(n == 2 && time_ms[1] == 0.04 && gid[0] == 1);
    free(time_ms);
    free(gid);
    lam_saved_close(saved);
}

Test(saved, trials_of_other_lengths) {
    lam_saved *saved;
    double x[3];
    write_run(2);
    GOOD(lam_saved_open("run/results.h5", &saved));
    cr_assert_eq(lam_saved_read(saved, 10, "dipole/agg", 0, x), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "of another length"), "%s", lam_error());
    lam_saved_close(saved);
}

Test(saved, results_without_what_they_need) {
    lam_results *results;
    put("x.h5", "\x89HDF\r\n\x1a\n and no more");
    refused("x.h5", "cannot be opened");
    GOOD(lam_results_create("none", &results));
    GOOD(lam_results_write_text(results, "/network/json", "{}"));
    GOOD(lam_results_close(results, true));
    refused("none/results.h5", "/trial: not there");
    GOOD(lam_results_create("timeless", &results));
    GOOD(lam_results_write(results, "/trial/0/dipole/agg", 0, 1, (double[]){1}, "nAm"));
    GOOD(lam_results_write_integers(results, "/network/gid_ranges/a", 2, (double[]){0, 1}, "gid"));
    GOOD(lam_results_close(results, true));
    refused("timeless", "/trial/0/time_ms: not there");
}
