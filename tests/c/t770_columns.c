/* SPDX-License-Identifier: BSD-3-Clause
 * t770_columns - a network of several columns: each has events, synapses and cells as if it were
 * alone; what is between them, and what is refused. */
#include "t1xx_file.h"

#define HEAD  "{'laminae_network': 1, 'name': 'two', 'title': 'two', 'source': 'a test', "
#define SMALL "'set': ['grid.nx=4', 'grid.ny=3']"
#define TWO                                                                                        \
    HEAD "'columns': {'S1': {'network': 'erp', 'scale': 3000, " SMALL "},"                         \
         " 'M1': {'network': 'part.json', 'at': [[20000, -10, 0.3], 'um'], 'scale': 2}}"

/* Another column: gids, pairs, draws, a bias, a cell type of its own, drives of every kind. */
static const char part[] =
    "{'extends': 'neymotin_2020', 'name': 'part', 'seed': 7,"
    " 'grid': {'nx': 3, 'ny': 5, 'inplane_distance': [0.3, 'um'],"
    "          'layer_separation': [1000.1, 'um']},"
    " 'cells': {'L5_basket': {'sections': {'soma': {'Ra': [150, 'ohm cm']}}}},"
    " 'connections': ["
    "  {'from': 'L5_basket', 'to': 'L5_pyramidal', 'location': 'soma', 'receptor': 'gabaa',"
    "   'weight': [0.025, 'uS'], 'delay': [1, 'ms'], 'lamtha': [7, 'grid'],"
    "   'from_gids': [20, [22, 23]], 'to_gids': [[26, 30]], 'probability': 0.5, 'conn_seed': 4},"
    "  {'from': 'free', 'to': 'L2_basket', 'location': 'soma', 'receptor': 'ampa',"
    "   'weight': [0.01, 'uS'], 'delay': [1, 'ms'], 'lamtha': [3, 'grid'],"
    "   'pairs': {'40': [0, 2], '41': [4]}}],"
    " 'drives': {"
    "  'free': {'type': 'bursty', 'cell_specific': false, 'n_drive_cells': 2, 'tstart': [5, 'ms'],"
    "   'tstart_std': [2, 'ms'], 'burst_rate': [50, 'Hz'], 'burst_std': [3, 'ms'],"
    "   'event_seed': 3, 'event_seed_shift': 'first_gid'},"
    "  'noise': {'type': 'poisson', 'cell_specific': true, 'location': 'distal',"
    "   'space_constant': [3, 'grid'], 'event_seed': 5, 'event_seed_shift': 'first_gid',"
    "   'rate_constant': {'L5_pyramidal': [300, 'Hz'], 'L2_pyramidal': [50, 'Hz']},"
    "   'weights_ampa': {'L5_pyramidal': [0.001, 'uS'], 'L2_pyramidal': [0.001, 'uS']},"
    "   'synaptic_delays': [0.1, 'ms'], 'probability': 0.7, 'conn_seed': 9}},"
    " 'biases': {'tonic': {'L2_basket': {'amplitude': [0.1, 'nA'], 'share': 0.5, 'conn_seed': "
    "1}}}}";

static char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 20];

static void write_json(const char *name, const char *text) {
    char *json = strdup(text);
    for (char *c = json; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    write_file(path, json, strlen(json));
    free(json);
}

static void begin(void) {
    scratch_folder(folder);
    write_json("part.json", part);
}

static void end(void) {
    scratch_remove(folder);
}

static lam_status open_file(const char *name, size_t n, const char *const *changes,
                            lam_network **network_out) {
    const lam_network_options options = {
        .models_directory = "params", .n_changes = n, .changes = changes};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return lam_network_open(path, &options, network_out);
}

static lam_network *opened(const char *text) {
    lam_network *network = NULL;
    write_json("two.json", text);
    GOOD(open_file("two.json", 0, NULL, &network));
    return network;
}

TestSuite(columns, .init = begin, .fini = end);

/* ---- alone and together ---- */

static size_t find(const lam_model *model, const char *column, const char *name) {
    char whole[200];
    snprintf(whole, sizeof whole, "%s_%s", column, name);
    for (size_t p = 0; p < model->n_populations; p++) {
        if (strcmp(model->populations[p].name, whole) == 0) {
            return p;
        }
    }
    cr_assert_fail("no population %s", whole);
}

static void same_events(const lam_network *one, const lam_network *two, int d, int e) {
    const lam_model *alone = lam_network_model(one);
    cr_assert_eq(alone->drives[d].n_cells, lam_network_model(two)->drives[e].n_cells);
    for (size_t k = 0; k < alone->drives[d].n_cells; k++) {
        for (size_t trial = 0; trial < 3; trial++) {
            size_t n = 0, m = 0;
            double *a = NULL, *b = NULL;
            GOOD(lam_drive_events(one, (size_t)d, k, trial, 5, 170, &n, &a));
            GOOD(lam_drive_events(two, (size_t)e, k, trial, 5, 170, &m, &b));
            cr_assert_eq(n, m);
            cr_assert(n == 0 || memcmp(a, b, n * sizeof *a) == 0);
            free(a);
            free(b);
        }
    }
}

/* Sources, weights and delays onto each target, to the bit. */
static void same_synapses(const lam_network *one, const lam_network *two, size_t c, size_t e) {
    const lam_model *alone = lam_network_model(one), *all = lam_network_model(two);
    const lam_connection *a = &alone->connections[c], *b = &all->connections[e];
    size_t from = alone->populations[a->source].first_gid,
           to = all->populations[b->source].first_gid;
    size_t n_targets =
        alone->populations[a->target].end_gid - alone->populations[a->target].first_gid;
    cr_assert_eq(a->n_pairs, b->n_pairs);
    for (size_t t = 0; t < n_targets; t++) {
        size_t n = 0, m = 0;
        double x[3][2000], y[3][2000];
        GOOD(lam_network_sources(one, c, alone->populations[a->target].first_gid + t, 170, &n, x[0],
                                 x[1], x[2]));
        GOOD(lam_network_sources(two, e, all->populations[b->target].first_gid + t, 170, &m, y[0],
                                 y[1], y[2]));
        cr_assert_eq(n, m);
        for (size_t i = 0; i < n; i++) {
            cr_assert(x[0][i] - (double)from == y[0][i] - (double)to);
            cr_assert(x[1][i] == y[1][i] && x[2][i] == y[2][i]);
        }
    }
}

/* The i-th connection within a column. */
static size_t nth_within(const lam_model *model, int column, size_t i) {
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_connection *of = &model->connections[c];
        if (model->populations[of->target].column == column &&
            model->populations[of->source].column == column && i-- == 0) {
            return c;
        }
    }
    cr_assert_fail("too few connections");
}

static void same_column(const lam_network *one, const lam_network *two, const char *name,
                        int column) {
    const lam_model *alone = lam_network_model(one), *all = lam_network_model(two);
    cr_assert_str_eq(all->columns[column].name, name);
    cr_assert_eq(all->columns[column].n_gids, alone->n_gids);
    for (size_t p = 0; p < alone->n_populations; p++) {
        const lam_population *a = &alone->populations[p],
                             *b = &all->populations[find(all, name, a->name)];
        cr_assert_eq(a->end_gid - a->first_gid, b->end_gid - b->first_gid);
        cr_assert(a->column == -1 && b->column == column);
        cr_assert(a->drive >= 0 || strcmp(a->baseline, b->baseline) == 0);
        for (size_t k = 0; k < a->end_gid - a->first_gid; k++) {
            double x[3], y[3];
            GOOD(lam_network_position(one, a->first_gid + k, x));
            GOOD(lam_network_position(two, b->first_gid + k, y));
            for (size_t axis = 0; axis < 3; axis++) {
                cr_assert(y[axis] == x[axis] + all->columns[column].at_um[axis]);
            }
        }
        if (a->drive >= 0) {
            same_events(one, two, a->drive, b->drive);
        }
    }
    for (size_t c = 0; c < alone->n_connections; c++) {
        same_synapses(one, two, c, nth_within(all, column, c));
    }
}

Test(columns, as_if_alone) {
    static const char *const small[] = {"grid.nx=4", "grid.ny=3"};
    lam_network *two = opened(TWO "}"), *s1 = NULL, *m1 = NULL, *again = NULL;
    const lam_network_options options = {.n_changes = 2, .changes = small};
    GOOD(lam_network_open(ERP, &options, &s1));
    GOOD(open_file("part.json", 0, NULL, &m1));
    same_column(s1, two, "S1", 0);
    same_column(m1, two, "M1", 1);
    const lam_model *model = lam_network_model(two), *part_model = lam_network_model(m1);
    cr_assert(model->columns[0].scale == 3000 && model->columns[1].scale == 2);
    cr_assert(model->n_columns == 2 && model->seed == 0 && model->tstop_ms == 170);
    cr_assert_str_eq(model->baseline, "hnn");
    cr_assert_eq(model->n_cell_types, 5);
    cr_assert_str_eq(model->cell_types[4].name, "M1_L5_basket");
    cr_assert_eq(model->populations[find(model, "M1", "L5_basket")].cell_type, 4);
    cr_assert_eq(model->n_biases, 1);
    cr_assert_str_eq(model->biases[0].name, "M1_tonic");
    cr_assert_eq(model->biases[0].n_cells, part_model->biases[0].n_cells);
    for (size_t i = 0; i < model->biases[0].n_cells; i++) {
        cr_assert_eq(model->biases[0].gids[i] -
                         model->populations[find(model, "M1", "L2_basket")].first_gid,
                     part_model->biases[0].gids[i]);
    }
    /* The joined network is a network file. */
    write_file(path, lam_network_json(two), strlen(lam_network_json(two)));
    GOOD(lam_network_read(path, &again));
    cr_assert_str_eq(lam_network_json(again), lam_network_json(two));
    same_column(m1, again, "M1", 1);
    lam_network_destroy(again);
    lam_network_destroy(m1);
    lam_network_destroy(s1);
    lam_network_destroy(two);
}

/* Gids of a bias are those of the column's own file, and move with its cells. */
Test(columns, bias_by_gids) {
    lam_network *alone = NULL;
    write_json("part.json",
               "{'extends': 'erp', 'name': 'part', 'biases': {'some': {'L2_pyramidal': "
               "{'amplitude': [1, 'nA'], 'gids': [40, 60, 61]}}}}");
    GOOD(open_file("part.json", 0, NULL, &alone));
    lam_network *two = opened(TWO "}");
    const lam_model *model = lam_network_model(two), *part_model = lam_network_model(alone);
    size_t first = model->populations[find(model, "M1", "L2_pyramidal")].first_gid;
    size_t first_alone = 0;
    while (strcmp(part_model->populations[first_alone].name, "L2_pyramidal") != 0) {
        first_alone++;
    }
    first_alone = part_model->populations[first_alone].first_gid;
    cr_assert(model->n_biases == 1 && model->biases[0].n_cells == 3 && first != first_alone);
    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(model->biases[0].gids[i] - first, part_model->biases[0].gids[i] - first_alone);
    }
    lam_network_destroy(alone);
    lam_network_destroy(two);
}

/* ---- between ---- */

#define LINK                                                                                       \
    "{'from': 'S1_L5_pyramidal', 'to': 'M1_L2_pyramidal', 'location': 'proximal',"                 \
    " 'receptor': 'ampa', 'weight': [0.5, 'uS'], 'delay': [8, 'ms']"

Test(columns, between) {
    lam_network *two =
        opened(TWO ", 'connections': [" LINK "}, " LINK ", 'lamtha': [2, 'grid']}]}");
    const lam_model *model = lam_network_model(two);
    size_t target = find(model, "M1", "L2_pyramidal"), n = 0, first = 0;
    double gids[100], weights[100], delays[100];
    while (strcmp(model->populations[model->connections[first].source].name, "S1_L5_pyramidal") !=
           0) {
        first++; /* behind those of drives */
    }
    cr_assert_eq(model->connections[first].target, target);
    GOOD(lam_network_sources(two, first, model->populations[target].first_gid, 170, &n, gids,
                             weights, delays));
    cr_assert_eq(n, 12);
    for (size_t i = 0; i < n; i++) {
        cr_assert(weights[i] == 0.5 && delays[i] == 8);
    }
    /* Columns lie upon each other; lamtha is 2 x 0.3 um. The second source is 1 um away. */
    GOOD(lam_network_sources(two, first + 1, model->populations[target].first_gid, 1e6, &n, gids,
                             weights, delays));
    cr_assert(n >= 2 && weights[0] == 0.5);
    cr_assert_float_eq(weights[1], 0.5 * 0.06217652402211632, 1e-12); /* exp(-1/0.36) */
    cr_assert_eq(lam_network_export(two, "nowhere.json", true, false), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "two: columns: there are 2; accepted: a network without, as "
                                  "HNN-core has one");
    lam_network_destroy(two);
}

/* A drive of the file itself, behind those of the columns, with targets in both. */
Test(columns, shared) {
    lam_network *two = opened(
        TWO
        ", 'biases': {'more': {'S1_L2_basket': {'amplitude': [0.1, 'nA']}}},"
        " 'drives': {'both': {'type': 'evoked', 'cell_specific': false, 'n_drive_cells': 1,"
        "  'mu': [5, 'ms'], 'sigma': [1, 'ms'], 'numspikes': 1, 'event_seed': 1,"
        "  'event_seed_shift': 'first_gid', 'location': 'proximal', 'space_constant': [9, 'grid'],"
        "  'weights_ampa': {'S1_L5_pyramidal': [0.1, 'uS'], 'M1_L5_pyramidal': [0.2, 'uS']},"
        "  'synaptic_delays': [0.1, 'ms']}}}");
    const lam_model *model = lam_network_model(two);
    const lam_population *both = &model->populations[model->n_populations - 1];
    double weight, delay, gid, xyz[3];
    size_t n, n_found = 0;
    cr_assert(strcmp(both->name, "both") == 0 && both->column == -1);
    cr_assert_eq(both->end_gid, model->n_gids);
    cr_assert_eq(model->drives[both->drive].event_seed, 1 + (int64_t)both->first_gid);
    GOOD(lam_network_position(two, both->first_gid, xyz));
    cr_assert(xyz[0] == 1 && xyz[1] == 1 && xyz[2] == 653); /* S1: 4 x 3 */
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_connection *of = &model->connections[c];
        const lam_population *target = &model->populations[of->target];
        if (&model->populations[of->source] == both) {
            /* the cells at 0, 0 of each: sqrt(2) um away, and 9 or 2.7 um are the constants */
            GOOD(lam_network_sources(two, c, target->first_gid, 170, &n, &gid, &weight, &delay));
            cr_assert_eq(n, 1);
            cr_assert_float_eq(
                weight, target->column == 0 ? 0.1 * 0.9756109800648459 : 0.2 * 0.7600672046071237,
                1e-7);
            n_found++;
        }
    }
    cr_assert(n_found == 2 && model->n_biases == 2);
    cr_assert_str_eq(model->biases[0].name, "more");
    lam_network_destroy(two);
}

/* ---- refused ---- */

Test(columns, refused) {
    static const char ok[] = TWO ", 'connections': [" LINK "}]}";
    static const struct {
        const char *old, *new_text, *line;
    } cases[] = {
        {"'S1': {'network': 'erp', ", "'S1': {", "columns.S1.network: missing; accepted: a text"},
        {"'erp'", "'nothing'", "two.json: columns.S1.network: \"nothing\": no such file or model"},
        {"'erp'", "'two.json'", "columns: {"},
        {"'S1'", "'S 1'", "columns.S 1: {"},
        {"'S1'", "'agg'", "the name of the sum; accepted: another name"},
        {"'grid.nx=4'", "4", "columns.S1.set[0]: 4: accepted: a change"},
        {"'grid.nx=4'", "'grid.nz=4'", "two.json: columns.S1: grid.nz=4: "},
        {"[20000, -10, 0.3]", "[20000, -10]", "columns.M1.at"},
        {"'scale': 2}", "'scale': '2'}", "columns.M1.scale: \"2\": accepted: a number"},
        {"'scale': 2}", "'scale': 2, 'set': ['celsius=36']}",
         "celsius 36, in S1 37; accepted: one for all"},
        {"'S1_L5_pyramidal'", "'L5_pyramidal'", "connections[0].from: \"L5_pyramidal\": unknown"},
        {"'M1_L2_pyramidal'", "'S1_L2_pyramidal'", "connections[0].lamtha: missing; accepted: ["},
        {"'connections'", "'grid': {'nx': 2}, 'connections'",
         "grid: {\"nx\":2}: accepted: left out, as columns have their own"},
        {"'connections'", "'populations': {}, 'connections'", "populations: {}: accepted: left"},
    };
    lam_network *network = opened(ok);
    lam_network_destroy(network);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = replaced(ok, cases[i].old, cases[i].new_text);
        write_json("two.json", text);
        lam_status status = open_file("two.json", 0, NULL, &network);
        cr_expect_eq(status, LAM_ERR_INPUT, "%s is accepted", cases[i].new_text);
        cr_expect(status == LAM_OK || strstr(lam_error(), cases[i].line), "%s", lam_error());
        cr_expect(status == LAM_OK || strstr(lam_error(), "accepted: "), "%s", lam_error());
        if (status == LAM_OK) {
            lam_network_destroy(network);
        }
        free(text);
    }
    /* A joined network has grids in its columns alone, and knows its columns. */
    static const char *const changes[] = {"grid.nx=3", "columns.S1.grid.nx=0",
                                          "populations.S1_L2_basket.column=V1"};
    write_json("two.json", ok);
    for (size_t i = 0; i < 3; i++) {
        cr_expect_eq(open_file("two.json", 1, &changes[i], &network), LAM_ERR_INPUT, "%s",
                     changes[i]);
    }
}
