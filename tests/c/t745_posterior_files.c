/* SPDX-License-Identifier: BSD-3-Clause
 * t745_posterior_files - the file that says how a posterior is sought: defaults, what is refused
 * and where; what is left of it: particles and what they say. */
#include "good.h"
#include "scratch_folder.h"
#include "t1xx_file.h"

#include <jansson.h>
#include <math.h>
#include <sys/stat.h>

TestSuite(posterior_files, .init = enter, .fini = leave);

/* With ' for ". */
static lam_status read_text(const char *rest, lam_spec **spec, lam_abc_options *o) {
    char text[1000];
    snprintf(text, sizeof text, "{'network': 'erp', %s}", rest);
    for (char *c = text; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    write_file("spec.json", text, strlen(text));
    return lam_abc_read("spec.json", spec, o);
}

#define AIM  "'objective': 'dipole_rmse', "
#define A    "'parameters': {'a': {'low': 1, 'high': 2}}"
#define BOTH "'parameters': {'a': {'low': 1, 'high': 2}, 'b': {'low': 1, 'high': 2}}"

Test(posterior_files, defaults) {
    lam_spec *spec;
    lam_abc_options o;
    GOOD(read_text(AIM A ", 'seed': 7", &spec, &o));
    cr_assert(o.n_particles == 200 && o.max_evaluations == 5000 && o.max_seconds == 1e9);
    cr_assert(o.epsilon == -(double)INFINITY && o.least_acceptance == 0.02 && o.seed == 7);
    cr_assert_null(o.interrupted);
    cr_assert_eq(lam_spec_design(spec)->n_parameters, (size_t)1);
    lam_spec_destroy(spec);
    GOOD(read_text(AIM A ", 'n': 3, 'max_evaluations': 4, 'epsilon': 0.5, 'max_seconds': 9, "
                         "'least_acceptance': 0",
                   &spec, &o));
    cr_assert(o.n_particles == 3 && o.max_evaluations == 4 && o.max_seconds == 9);
    cr_assert(o.epsilon == 0.5 && o.least_acceptance == 0);
    lam_spec_destroy(spec);
}

Test(posterior_files, refused) {
    static const char *const wrong[][2] = {
        {A, "objective: missing"},
        {AIM "'n': 5", "parameters: accepted: {PATH"},
        {AIM "'parameters': {'a': {'values': [1, 2]}}",
         "parameters.a: {\"values\":[1,2]}: accepted "
         "for a posterior: low and high, or a prior"},
        {AIM BOTH ", 'n': 3", "n: 3: accepted: 4 or more"},
        {AIM A ", 'n': 30, 'max_evaluations': 29", "max_evaluations: 29: accepted: 30 or more"},
        {AIM A ", 'max_evaluations': 100", "max_evaluations: 100: accepted: 200 or more"},
        {AIM A ", 'epsilon': 'a'", "epsilon: \"a\""},
        {AIM A ", 'seed': 4294967296",
         "seed: 4294967296: accepted: a whole number from 0 to 4294967295"},
        {AIM A ", 'particles': 100", "particles: 100: unknown key"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        lam_spec *spec;
        lam_abc_options o;
        cr_assert_eq(read_text(wrong[i][0], &spec, &o), LAM_ERR_INPUT, "%s", wrong[i][0]);
        cr_assert_not_null(strstr(lam_error(), wrong[i][1]), "%s", lam_error());
        cr_assert_not_null(strstr(lam_error(), "spec.json"));
    }
}

static lam_status distances(void *user, size_t n_points, size_t n, const double *points,
                            double *distances_out) {
    (void)user;
    for (size_t i = 0; i < n_points; i++) {
        distances_out[i] = fabs(points[i * n] - 1.5) + fabs(points[i * n + 1] - points[i * n]);
    }
    return LAM_OK;
}

/* What the files say is what the functions say. */
Test(posterior_files, written) {
    lam_spec *spec;
    lam_abc *abc;
    lam_abc_options o;
    GOOD(read_text(AIM BOTH ", 'n': 50, 'epsilon': 0.1", &spec, &o));
    const lam_design *design = lam_spec_design(spec);
    GOOD(lam_abc_run(2, design->parameters, &o, distances, NULL, &abc));
    mkdir("out", 0777);
    GOOD(lam_abc_write(abc, design->parameters, "out"));
    size_t n = lam_abc_n_generations(abc);
    const lam_generation *last = lam_abc_generation(abc, n - 1);
    char head[100];
    FILE *csv = fopen("out/posterior.csv", "r");
    cr_assert_not_null(fgets(head, sizeof head, csv));
    cr_assert_str_eq(head, "weight,distance,a,b\n");
    for (size_t i = 0; i < 50; i++) {
        double row[4];
        cr_assert_eq(fscanf(csv, "%lf,%lf,%lf,%lf", row, row + 1, row + 2, row + 3), 4);
        cr_assert(row[0] == last->particles.weights[i] && row[1] == last->distances[i]);
        cr_assert_arr_eq(row + 2, last->particles.values + 2 * i, 2 * sizeof *row);
    }
    fclose(csv);
    json_error_t error;
    json_t *root = json_load_file("out/posterior.json", 0, &error), *a;
    double low, mean, high;
    size_t n_said = json_array_size(json_object_get(root, "epsilons"));
    cr_assert_eq(n_said, n);
    cr_assert_str_eq(json_string_value(json_object_get(root, "end")), "epsilon");
    a = json_object_get(json_object_get(root, "parameters"), "a");
    cr_assert_eq(json_unpack(a, "{s:F, s:F, s:F}", "low", &low, "mean", &mean, "high", &high), 0);
    cr_assert_eq(mean, lam_particles_mean(&last->particles, 0));
    cr_assert(low < mean && mean < high && fabs(mean - 1.5) < 0.05);
    cr_assert_gt(json_number_value(json_array_get(json_object_get(a, "correlations"), 1)), 0.3);
    json_decref(root);
    cr_assert_eq(lam_abc_write(abc, design->parameters, "none"), LAM_ERR_INPUT);
    lam_abc_destroy(abc);
    lam_spec_destroy(spec);
}

/* Three curves of two samples: weights decide which of them is a quantile. */
Test(posterior_files, predictive) {
    static const double curves[] = {5, -1, 3, 2.5, 4, 0}, weights[] = {0.2, 0.7, 0.1};
    static const double data[] = {3.5, 1e-7};
    lam_particles p = {3, 2, curves, weights};
    for (int i = 0; i < 2; i++) {
        GOOD(lam_predictive_write(&p, 1.5, 0.25, data, i == 0 ? "nAm" : "uV", "."));
        char *text = read_file("predictive.csv");
        const char *head = i == 0 ? "time_ms,q05,q25,q50,q75,q95,data\n"
                                  : "time_ms,q05_uV,q25_uV,q50_uV,q75_uV,q95_uV,data_uV\n";
        cr_assert(strncmp(text, head, strlen(head)) == 0, "%s", text);
        cr_assert_str_eq(text + strlen(head), "1.5,3,3,3,4,5,3.5\n1.75,-1,0,2.5,2.5,2.5,1e-07\n");
        free(text);
    }
    cr_assert_eq(lam_predictive_write(&p, 0, 1, data, "nAm", "none"), LAM_ERR_INPUT);
}

/* Names are those of paths, which may have quotes and commas. */
Test(posterior_files, names) {
    const lam_varied odd[] = {{"a.\"b,c\"", 0, NULL, {LAM_PRIOR_UNIFORM, 1, 2, NAN, NAN}, NAN},
                              {"d", 0, NULL, {LAM_PRIOR_UNIFORM, 1, 2, NAN, NAN}, NAN}};
    lam_spec *spec;
    lam_abc *abc;
    lam_abc_options o;
    char head[100];
    json_error_t error;
    GOOD(read_text(AIM BOTH ", 'n': 50, 'epsilon': 0.1", &spec, &o));
    GOOD(lam_abc_run(2, odd, &o, distances, NULL, &abc));
    mkdir("out", 0777);
    GOOD(lam_abc_write(abc, odd, "out"));
    FILE *csv = fopen("out/posterior.csv", "r");
    cr_assert_not_null(fgets(head, sizeof head, csv));
    cr_assert_str_eq(head, "weight,distance,\"a.\"\"b,c\"\"\",d\n");
    fclose(csv);
    json_t *root = json_load_file("out/posterior.json", 0, &error);
    cr_assert_not_null(root, "%s", error.text);
    cr_assert_not_null(json_object_get(json_object_get(root, "parameters"), odd[0].path));
    cr_assert_not_null(json_object_get(json_object_get(root, "priors"), odd[0].path));
    json_decref(root);
    lam_abc_destroy(abc);
    lam_spec_destroy(spec);
}
