/* SPDX-License-Identifier: BSD-3-Clause
 * t190_params_read - parameter files of HNN become the networks that HNN-core makes of them
 * (tests/ref/hnn_params.py). Wrong values are refused by one line; keys without effect are named in
 * a warning. */
#include "t1xx_file.h"
#include "scratch.h"

#include <math.h>

#define ENTRY(array) (sizeof(array) / sizeof(array)[0])

static lam_status open_params(const char *path, lam_network **network_out) {
    lam_network_options options = {.models_directory = "params"};
    return lam_network_open(path, &options, network_out);
}

/* ---- what HNN-core makes of them ---- */

static void expect_next(char **rest, double value, const char *line) {
    char *end;
    double expected = strtod(*rest, &end);
    cr_assert(end != *rest, "too few numbers: %s", line);
    cr_assert_float_eq(value, expected, 1e-12 * fabs(expected), "%s: %.17g, not %.17g", line, value,
                       expected);
    *rest = end;
}

static void expect_numbers(char *rest, size_t n, const double *values, const char *line) {
    for (size_t i = 0; i < n; i++) {
        expect_next(&rest, values[i], line);
    }
    cr_assert_eq(rest[strspn(rest, " ")], '\0', "too many numbers: %s", line);
}

static void expect_drive(const lam_model *model, size_t index, const char *kind, const char *name,
                         char *numbers, const char *line) {
    cr_assert(index < model->n_drives, "%s", line);
    const lam_drive *d = &model->drives[index];
    cr_assert_str_eq(d->kind, kind, "%s", line);
    cr_assert_str_eq(d->name, name, "%s", line);
    const lam_population *cells = &model->populations[4 + index];
    double values[12] = {(double)cells->first_gid, (double)d->n_cells, (double)d->event_seed};
    if (strcmp(kind, "evoked") == 0) {
        double more[] = {d->mu_ms, d->sigma_ms, (double)d->n_spikes};
        memcpy(values + 3, more, sizeof more);
        expect_numbers(numbers, 6, values, line);
    } else if (strcmp(kind, "bursty") == 0) {
        double more[] = {d->tstart_ms,    d->tstart_std_ms,    d->tstop_ms,    d->burst_rate_Hz,
                         d->burst_std_ms, (double)d->n_spikes, d->spike_isi_ms};
        memcpy(values + 3, more, sizeof more);
        expect_numbers(numbers, 10, values, line);
    } else { /* a cell for each target, in their order */
        double more[] = {d->tstart_ms, d->tstop_ms};
        memcpy(values + 3, more, sizeof more);
        for (size_t p = 0; p < 4; p++) {
            size_t cell = model->populations[p].first_gid;
            for (size_t r = 0; r < d->n_rates; r++) {
                if (d->rates[r].first_cell <= cell && cell < d->rates[r].end_cell) {
                    values[5 + p] = d->rates[r].rate_Hz;
                }
            }
        }
        expect_numbers(numbers, 9, values, line);
    }
}

static void expect_connection(const lam_network *network, size_t index, char *names[4],
                              char *numbers, const char *line) {
    const lam_model *model = lam_network_model(network);
    cr_assert(index < model->n_connections, "%s", line);
    const lam_connection *c = &model->connections[index];
    const lam_population *source = &model->populations[c->source];
    const lam_population *target = &model->populations[c->target];
    const lam_receptor *receptor = &model->cell_types[target->cell_type].receptors[c->receptor];
    const char *ours[] = {source->name, target->name, c->location, receptor->name};
    for (size_t i = 0; i < 4; i++) {
        cr_assert_str_eq(ours[i], names[i], "%s", line);
    }
    double *found, first = (double)source->first_gid;
    size_t n;
    GOOD(lam_network_candidates(network, index, target->first_gid, INFINITY, &n));
    found = calloc(3 * n, sizeof *found);
    if (c->pairs != NULL) { /* the first source of the first target */
        GOOD(lam_network_sources(network, index, target->first_gid, INFINITY, &n, found, found + n,
                                 found + 2 * n));
        first = found[0];
    }
    free(found);
    double values[] = {c->weight_uS, c->delay_ms, c->lamtha, first, (double)c->n_pairs};
    cr_assert(c->gain == 1 && c->probability == 1 && c->threshold_mV == model->threshold_mV);
    expect_numbers(numbers, 5, values, line);
}

/* `path` is read as the lines of `expected_path` say. */
static void expect_as_in(const char *path, const char *expected_path) {
    lam_network *network = NULL;
    GOOD(open_params(path, &network));
    const lam_model *model = lam_network_model(network);
    char *text = read_file(expected_path), *next = text;
    size_t n_drives = 0, n_connections = 0;
    for (char *line = strsep(&next, "\n"); next != NULL; line = strsep(&next, "\n")) {
        char *rest = strdup(line), *begin = rest, *kind = strsep(&rest, " "), *names[4];
        if (strcmp(kind, "network") == 0) {
            double values[] = {model->celsius, model->threshold_mV, model->tstop_ms};
            expect_numbers(rest, 3, values, line);
        } else if (strcmp(kind, "connection") == 0) {
            for (size_t i = 0; i < 4; i++) {
                names[i] = strsep(&rest, " ");
            }
            expect_connection(network, n_connections++, names, rest, line);
        } else {
            names[0] = strsep(&rest, " ");
            expect_drive(model, n_drives++, kind, names[0], rest, line);
        }
        free(begin);
    }
    cr_assert_eq(n_drives, model->n_drives, "%s", path);
    cr_assert_eq(n_connections, model->n_connections, "%s", path);
    cr_assert(n_drives > 0 && n_connections > 16);
    free(text);
    lam_network_destroy(network);
}

Test(params_read, as_hnn_core) {
    static const char *const files[] = {"random0.json", "random1.param", "random2.json",
                                        "random3.json", "random4.param", "random5.json"};
    for (size_t i = 0; i < ENTRY(files); i++) {
        char path[80], expected[80];
        snprintf(path, sizeof path, "tests/ref/params/%s", files[i]);
        snprintf(expected, sizeof expected, "tests/ref/params/%.7s.txt", files[i]);
        expect_as_in(path, expected);
    }
}

/* ---- small files ---- */

static char scratch[SCRATCH_SIZE];

static lam_network *read_text(const char *text, size_t size, const char *ending) {
    lam_network *network = NULL;
    scratch_file(scratch, ending);
    write_file(scratch, text, size);
    if (open_params(scratch, &network) != LAM_OK) {
        network = NULL;
    }
    remove(scratch);
    return network;
}

/* Lines as a `.param` file. */
static lam_network *good_lines(const char *lines) {
    lam_network *network = read_text(lines, strlen(lines), ".param");
    cr_assert_not_null(network, "%s", lam_error());
    return network;
}

static void refused(const char *text, size_t size, const char *ending, const char *line) {
    lam_network *network = read_text(text, size, ending);
    cr_assert_null(network, "%s is read", text);
    cr_assert(strncmp(lam_error(), scratch, strlen(scratch)) == 0, "%s", lam_error());
    cr_assert_not_null(strstr(lam_error(), line), "%s", lam_error());
    cr_assert_null(strpbrk(lam_error(), "\n\r"));
}

Test(params_read, lines) {
    lam_network *network =
        good_lines("\xef\xbb\xbfsim_prefix: x\n\n  tstop :\t 100. \r\ngbar_L2Pyr_L5Pyr: 1\n"
                   "gbar_L2Pyr_L5Pyr: +2.5e-1\ncelsius: 0006\nthreshold:-1.5\nt_evprox_1:7");
    const lam_model *model = lam_network_model(network);
    cr_assert(model->tstop_ms == 100 && model->celsius == 6 && model->threshold_mV == -1.5);
    cr_assert(model->n_drives == 1 && model->drives[0].mu_ms == 7);
    for (size_t i = 0; i < model->n_connections; i++) { /* after those of the drive */
        const lam_connection *c = &model->connections[i];
        bool onto_L5 = strcmp(model->populations[c->source].name, "L2_pyramidal") == 0 &&
                       strcmp(model->populations[c->target].name, "L5_pyramidal") == 0;
        cr_assert_eq(c->weight_uS, onto_L5 ? 0.25 : 0);
    }
    lam_network_destroy(network);
}

Test(params_read, lines_refused) {
    static const struct {
        const char *text;
        size_t size; /* 0: up to the end */
        const char *line;
    } bad[] = {
        {"tstop: 1\nno value\n", 0, "line 2: \"no value\": accepted: one \"key: value\""},
        {"tstop: 1\n\n\na: b: c\n", 0, "line 4: \"a: b: c\": accepted"},
        {": 1\n", 0, "line 1"},
        {"gbar_L2Pyr_L5Pyr: 1\0\ntstop: 1\n", 30, "line 1"},
        {"tstop: 1\nt_ev\xff: 1\n", 0, "line 2: cannot be taken; accepted: UTF-8"},
        {"tstop: 1\ntitle: \xc3\n", 0, "line 2: cannot be taken; accepted: UTF-8"},
        {"", 0, "holds nothing of HNN's"},
        {"some: 1\nthing: 2\n", 0, "holds nothing of HNN's"},
    };
    for (size_t i = 0; i < ENTRY(bad); i++) {
        size_t size = bad[i].size > 0 ? bad[i].size : strlen(bad[i].text);
        refused(bad[i].text, size, ".param", bad[i].line);
    }
    char *large = malloc(1 << 21);
    memset(large, '\n', 1 << 21);
    refused(large, 1 << 21, ".param",
            "2097152 bytes; accepted: a parameter file of at most 1048576");
    free(large);
    lam_network *network = NULL;
    cr_assert_eq(open_params("tests/none.param", &network), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "No such file"), "%s", lam_error());
}

/* Each with the line that names file, key, value and what is accepted. */
Test(params_read, values_refused) {
    static const char *const bad[][2] = {
        {"{\"tstop\": \"long\", \"N_pyr_x\": 10}", ": tstop: \"long\": accepted: a number"},
        {"{\"gbar_L2Pyr_L5Pyr\": [1]}", ": gbar_L2Pyr_L5Pyr: [1]: accepted: a number"},
        {"{\"gbar_L2Pyr_L5Pyr\": -1}",
         ": gbar_L2Pyr_L5Pyr: [-1,\"uS\"]: accepted: [value, \"uS\"]"},
        {"{\"t_evprox_1\": null}", ": t_evprox_1: null: accepted: a number"},
        {"{\"t_evprox_1\": 1, \"numspikes_evprox_1\": 1.5}", ": numspikes_evprox_1: 1.5: accepted"},
        {"{\"t_evprox_1\": 1, \"numspikes_evprox_1\": -1}", ": numspikes_evprox_1: -1: accepted"},
        {"{\"t_evdist_1\": 1, \"sigma_t_evdist_1\": -2}", ": sigma_t_evdist_1: [-2,\"ms\"]: acc"},
        {"{\"t0_input_prox\": 5, \"f_input_prox\": 0}", ": f_input_prox: [0,\"Hz\"]: accepted"},
        {"{\"t0_input_prox\": 5, \"f_input_prox\": 60, \"events_per_cycle_prox\": 3}",
         ": f_input_prox: [60,\"Hz\"]: accepted: at most 50 Hz, with a period of the 20 ms"},
        {"{\"t0_input_prox\": -5}", ": t0_input_prox: [-5,\"ms\"]: accepted"},
        {"{\"t0_input_prox\": 5, \"repeats_prox\": 0}", ": repeats_prox: 0: accepted"},
        {"{\"t0_input_prox\": 5, \"input_prox_A_delay_L5\": -1}", ": input_prox_A_delay_L5: [-1,"},
        {"{\"t0_input_dist\": 5, \"prng_seedcore_input_dist\": -271}",
         ": prng_seedcore_input_dist: -271: accepted: 0 and above"},
        {"{\"Itonic_A_L2Basket\": 1, \"Itonic_T_L2Basket\": -2}",
         ": Itonic_T_L2Basket: [-2,\"ms\"]"},
        {"{\"dt\": 0, \"N_pyr_x\": 10}", ": dt: [0,\"ms\"]: accepted"},
        {"{\"sim_prefix\": \"duecker_ET_model\", \"N_pyr_x\": 10}",
         ": sim_prefix: \"duecker_ET_model\": accepted: parameters of HNN's default column"},
    };
    for (size_t i = 0; i < ENTRY(bad); i++) {
        refused(bad[i][0], strlen(bad[i][0]), ".json", bad[i][1]);
    }
    char *many = calloc(1, 40000);
    for (size_t i = 0; i < 1001; i++) {
        snprintf(many + strlen(many), 40, "t_evprox_%zu: 1\n", i);
    }
    refused(many, strlen(many), ".param", "t_evprox_1000: 1: one evoked input too many");
    free(many);
}

/* ---- what else is in a file ---- */

Test(params_read, without_effect) {
    lam_network *network =
        good_lines("N_pyr_x: 5\nN_trials: 1.0\nL2Pyr_soma_L: 22.1\nL5Pyr_ampa_e: 1\n"
                   "L5Pyr_soma_L: 1\nL5Pyr_soma_cm: 1\nL5Pyr_soma_Ra: 1\n"
                   "save_figs: 1\nrecord_ca: 1\ndistribution_prox: uniform\nsim_prefix: y\n"
                   "new_key: 1\ngbar_evprox_1_L2Pyr: 3\n");
    const char *warnings = lam_network_warnings(network);
    static const char *const expected[] = {
        ": without effect: grid (N_pyr_x); inputs (distribution_prox); recordings, for "
        "which there is --record (record_ca); cells (L5Pyr_soma_L, L5Pyr_soma_cm, L5Pyr_soma_Ra "
        "and 1 more)\n",
        ": unknown keys, ignored: new_key, gbar_evprox_1_L2Pyr\n",
    };
    for (size_t i = 0; i < ENTRY(expected); i++) {
        cr_assert_not_null(strstr(warnings, expected[i]), "%s", warnings);
    }
    lam_network_destroy(network);
    network = good_lines("L2Pyr_soma_L: 22.1\nN_pyr_x: 10\nsim_prefix: y\n");
    cr_assert_str_empty(lam_network_warnings(network));
    lam_network_destroy(network);
}

Test(params_read, tonic) {
    lam_network *network = good_lines("Itonic_A_L2Pyr_soma: 0.5\nItonic_t0_L2Pyr_soma: 10\n"
                                      "Itonic_T_L2Pyr_soma: 60\nItonic_A_L5Basket: -1\n"
                                      "Itonic_T_L5Basket: -1\nItonic_A_L5Pyr_soma: 0\n"
                                      "Itonic_T_L5Pyr_soma: -5\nItonic_A_L5Basket_soma: 2\n");
    const lam_model *model = lam_network_model(network);
    static const struct {
        const char *population;
        double amplitude_nA, tstart_ms, tstop_ms;
    } expected[] = {{"L2_pyramidal", 0.5, 10, 60},
                    {"L5_basket", -1, 0, INFINITY},
                    {"L5_basket", 2, 0, INFINITY}};
    cr_assert_eq(model->n_biases, ENTRY(expected));
    for (size_t i = 0; i < ENTRY(expected); i++) {
        const lam_bias *bias = &model->biases[i];
        cr_assert_str_eq(model->populations[bias->population].name, expected[i].population);
        cr_assert_eq(bias->amplitude_nA, expected[i].amplitude_nA);
        cr_assert_eq(bias->tstart_ms, expected[i].tstart_ms);
        cr_assert_eq(bias->tstop_ms, expected[i].tstop_ms);
        cr_assert_eq(bias->section, 0);
    }
    cr_assert_not_null(strstr(lam_network_warnings(network), "Itonic_"));
    lam_network_destroy(network);
}

/* What is shown of the dipole, and what the network is called. */
Test(params_read, head) {
    lam_network *network = NULL;
    GOOD(open_params("params/legacy/N20.json", &network));
    const lam_model *model = lam_network_model(network);
    cr_assert_str_eq(model->name, "N20");
    cr_assert_str_eq(model->baseline, "hnn");
    cr_assert(model->scale == 12 && model->smooth_ms == 20 && model->dt_ms == 0.025);
    cr_assert_not_null(strstr(lam_network_json(network), "param/N20.json"));
    cr_assert_str_empty(lam_network_warnings(network));
    lam_network_destroy(network);
    network = good_lines("dipole_smooth_win: -3\nN_pyr_x: 10\n");
    model = lam_network_model(network);
    cr_assert(model->scale == 30000 && model->smooth_ms == 0 && model->n_drives == 0);
    lam_network_destroy(network);
}

/* Without the models nothing can be made of it. */
Test(params_read, no_models) {
    lam_network *network = NULL;
    lam_network_options nowhere = {.models_directory = "tests"};
    cr_assert_eq(lam_network_read("params/legacy/N20.json", &network), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "N20.json: "), "%s", lam_error());
    cr_assert_eq(lam_network_open("params/legacy/N20.json", &nowhere, &network), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "tests/neymotin_2020.json: "), "%s", lam_error());
}
