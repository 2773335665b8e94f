/* SPDX-License-Identifier: BSD-3-Clause
 * t604_edit_connections - connections are picked by what they join, and by the cells among their
 * sources and targets; they are removed, scaled, given global gains. Populations are renamed, and
 * the network stays the same. */
#include "t6xx_document.h"
#include "scratch.h"

#include <math.h>
#include <stdint.h>

static json_t *network, *before;

static void begin(void) {
    network = parsed(small_network);
    before = json_deep_copy(network);
}

static void end(void) {
    json_decref(network);
    json_decref(before);
}

TestSuite(edit_connections, .init = begin, .fini = end);

static void expect(const char *path, const char *value) {
    GOOD(lam_edit_put(before, path, parsed(value)));
}

static void check_as_expected(void) {
    char *have = json_dumps(network, JSON_COMPACT), *want = json_dumps(before, JSON_COMPACT);
    cr_assert_str_eq(have, want, "%s\n%s", have, want);
    free(have);
    free(want);
}

static void check_refused(lam_status status, const char *line) {
    cr_assert_eq(status, LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), line), "expected \"%s\"\nhave     \"%s\"", line,
                       lam_error());
    cr_assert(json_equal(network, before), "%s changed something", line);
}

/* ---- which ---- */

static void picks(const char *pattern, size_t n_expected, const size_t *expected) {
    size_t n, *indices;
    GOOD(lam_edit_connections(network, pattern, &n, &indices));
    cr_assert_eq(n, n_expected, "%s: %zu", pattern, n);
    for (size_t i = 0; i < n; i++) {
        cr_assert_eq(indices[i], expected[i], "%s: [%zu] %zu", pattern, i, indices[i]);
    }
    free(indices);
}

#define PICKS(pattern, ...)                                                                        \
    picks(pattern, sizeof((size_t[]){__VA_ARGS__}) / sizeof(size_t), (const size_t[]){__VA_ARGS__})

Test(edit_connections, by_pattern) {
    PICKS("*", 0, 1, 2, 3);
    PICKS("L5_basket", 0, 1);
    PICKS("*>L5_basket", 2, 3);
    PICKS("*:ampa", 1, 2, 3);
    PICKS("L5_*>*_pyramidal:gaba*@s*", 0);
    PICKS("2", 2);
    size_t n = 77, *indices = NULL;
    check_refused(lam_edit_connections(network, "L5_baskt", &n, &indices),
                  "connections[L5_baskt]: no L5_baskt in connections");
    check_refused(lam_edit_connections(network, "", &n, &indices), "a name is missing");
    check_refused(lam_edit_connections(network, "a>b]x[c", &n, &indices), "a dot is missing");
    cr_assert(n == 77 && indices == NULL);
}

/* The default column: gids 0-34, 35-134, 135-169, 170-269; HNN-core 0.6.1, pick_connection. */
Test(edit_connections, by_gid) {
    lam_network *column;
    size_t n, *indices;
    GOOD(lam_network_read(COLUMN, &column));
    size_t n_from_l2_pyramidal, n_onto_l5_basket, n_both;
    GOOD(lam_edit_connections_of(column, "*", 40, SIZE_MAX, &n_from_l2_pyramidal, &indices));
    free(indices);
    GOOD(lam_edit_connections_of(column, "*", SIZE_MAX, 140, &n_onto_l5_basket, &indices));
    free(indices);
    GOOD(lam_edit_connections_of(column, "*", 40, 140, &n_both, &indices));
    free(indices);
    json_t *json = json_loads(lam_network_json(column), 0, NULL);
    GOOD(lam_edit_connections(json, "L2_pyramidal", &n, &indices));
    cr_assert_eq(n, n_from_l2_pyramidal);
    free(indices);
    GOOD(lam_edit_connections(json, "*>L5_basket", &n, &indices));
    cr_assert_eq(n, n_onto_l5_basket);
    free(indices);
    GOOD(lam_edit_connections(json, "L2_pyramidal>L5_basket", &n, &indices));
    cr_assert_eq(n, n_both);
    free(indices);
    GOOD(lam_edit_connections_of(column, "L5_basket", 40, SIZE_MAX, &n, &indices));
    cr_assert_eq(n, 0);
    free(indices);
    GOOD(lam_edit_connections_of(column, "L5_basket", SIZE_MAX, SIZE_MAX, &n, &indices));
    cr_assert_gt(n, 0);
    free(indices);
    json_decref(json);
    lam_network_destroy(column);
}

static size_t n_with(const lam_network *of, size_t source_gid, size_t target_gid) {
    size_t n, *indices;
    GOOD(lam_edit_connections_of(of, "L2_pyramidal>L2_pyramidal:nmda", source_gid, target_gid, &n,
                                 &indices));
    cr_assert(n == 0 || (n == 1 && indices[0] == 0));
    free(indices);
    return n;
}

Test(edit_connections, by_gid_of_pairs) {
    lam_network *pairs =
        changed_network(COLUMN, "\"autapses\": false", "\"pairs\": {\"35\": [36, 40], \"37\": []}");
    cr_assert_eq(n_with(pairs, 35, SIZE_MAX), 1);
    cr_assert_eq(n_with(pairs, 36, SIZE_MAX), 0);
    cr_assert_eq(n_with(pairs, 37, SIZE_MAX), 0);
    cr_assert_eq(n_with(pairs, SIZE_MAX, 36), 1);
    cr_assert_eq(n_with(pairs, SIZE_MAX, 37), 0);
    cr_assert_eq(n_with(pairs, 35, 40), 1);
    cr_assert_eq(n_with(pairs, 35, 41), 0);
    cr_assert_eq(n_with(pairs, 9999, SIZE_MAX), 0);
    lam_network_destroy(pairs);
}

/* ---- removed and scaled ---- */

Test(edit_connections, removed) {
    GOOD(lam_edit_remove_connections(network, "*:ampa"));
    cr_assert_eq(json_array_size(json_object_get(network, "connections")), 1);
    cr_assert(json_equal(json_array_get(json_object_get(network, "connections"), 0),
                         json_array_get(json_object_get(before, "connections"), 0)));
    GOOD(lam_edit_remove_connections(network, "*"));
    json_object_del(before, "connections");
    check_as_expected();
    check_refused(lam_edit_remove_connections(network, "*"), "no connections in the network");
}

Test(edit_connections, scaled) {
    GOOD(lam_edit_scale_connections(network, "L5_basket", "gain", 2.5));
    GOOD(lam_edit_scale_connections(network, "L5_basket", "gain", 2));
    GOOD(lam_edit_scale_connections(network, "*:gabab", "weight", 0.5));
    expect("connections[0].gain", "5");
    expect("connections[1].gain", "5");
    expect("connections[0].weight", "[0.0125, 'uS']");
    check_as_expected();
    check_refused(lam_edit_scale_connections(network, "*", "delay", 2), "accepted: gain, weight");
    check_refused(lam_edit_scale_connections(network, "*", "gain", -1), "-1; accepted: a number");
    check_refused(lam_edit_scale_connections(network, "*", "gain", NAN), "nan; accepted: a number");
    check_refused(lam_edit_scale_connections(network, "x", "gain", 1), "no x in connections");
}

Test(edit_connections, global_gains) {
    GOOD(lam_edit_global_gains(network, 7, 0.5, 2, NAN)); /* there is none from e to e */
    expect("connections[0].gain", "2");
    expect("connections[1].gain", "2");
    expect("connections[2].gain", "0.5");
    expect("connections[3].gain", "0.5");
    check_as_expected();
    GOOD(lam_edit_global_gains(network, NAN, NAN, NAN, NAN));
    check_as_expected();
    GOOD(lam_edit_put(network, "connections[1].from", json_string("evprox1")));
    GOOD(lam_edit_put(network, "connections[3].to", json_string("L5_pyramidal")));
    GOOD(lam_edit_global_gains(network, 1.5, 3, 4, 5));
    expect("connections[1].from", "'evprox1'"); /* a drive's: untouched */
    expect("connections[3].to", "'L5_pyramidal'");
    expect("connections[0].gain", "4");
    expect("connections[2].gain", "3");
    expect("connections[3].gain", "1.5");
    check_as_expected();
    check_refused(lam_edit_global_gains(network, 1, -1, 1, 1),
                  "global gain: -1; accepted: a number");
    check_refused(lam_edit_global_gains(network, INFINITY, 1, 1, 1), "global gain: inf");
    json_object_del(json_object_get(json_object_get(network, "cells"), "L5_basket"), "excitatory");
    json_object_del(json_object_get(json_object_get(before, "cells"), "L5_basket"), "excitatory");
    check_refused(lam_edit_global_gains(network, 1, 1, 1, 1),
                  "cells.L5_basket.excitatory: missing; accepted: true or false");
}

Test(edit_connections, cleared) {
    GOOD(lam_edit_put(network, "connections[1].from", json_string("evprox1")));
    json_t *copy = json_deep_copy(network);
    lam_edit_clear_connections(network);
    cr_assert_eq(json_array_size(json_object_get(network, "connections")), 1);
    cr_assert_not_null(json_object_get(network, "drives"));
    lam_edit_clear_drives(network);
    cr_assert_null(json_object_get(network, "connections"));
    cr_assert_null(json_object_get(network, "drives"));
    lam_edit_clear_drives(copy);
    cr_assert_eq(json_array_size(json_object_get(copy, "connections")), 3);
    cr_assert_null(json_object_get(copy, "drives"));
    json_decref(copy);
}

/* ---- names ---- */

Test(edit_connections, renamed) {
    GOOD(lam_edit_put(network, "biases.tonic.L5_basket.amplitude", json_pack("[f,s]", 0.1, "nA")));
    GOOD(lam_edit_put(network, "drives.evprox1.spikes_from.population", json_string("L5_basket")));
    json_decref(before);
    char *text = json_dumps(network, JSON_COMPACT);
    GOOD(lam_edit_rename_population(network, "L5_basket", "inhibitory cells"));
    GOOD(lam_edit_rename_population(network, "evprox1", "touch"));
    char *have = json_dumps(network, JSON_COMPACT);
    cr_assert_null(strstr(have, "evprox1"));
    /* Undone in the text, only what was implied by the name is more than before. */
    char *population =
        replaced(have, "\"inhibitory cells\":{\"positions\"", "\"L5_basket\":{\"positions\"");
    char *implied = replaced(population, ",\"cell\":\"L5_basket\",\"baseline\":\"L5_basket\"", "");
    char *drive = replaced(implied, "\"touch\"", "\"evprox1\"");
    for (size_t n = 0; n < 7; n++) { /* 4 connections, weight, delay, bias */
        char *next = replaced(drive, "\"inhibitory cells\"", "\"L5_basket\"");
        free(drive);
        drive = next;
    }
    cr_assert_str_eq(drive, text, "%s\n%s", drive, text);
    free(drive);
    free(implied);
    free(population);
    free(have);
    free(text);
    before = json_deep_copy(network);
    check_refused(lam_edit_rename_population(network, "touch", "L5_pyramidal"), "another name");
    check_refused(lam_edit_rename_population(network, "touch", "evdist1"), "another name");
    check_refused(lam_edit_rename_population(network, "L5_pyramid", "x"),
                  "L5_pyramid: no L5_pyramid in populations, did you mean "
                  "populations.L5_pyramidal?");
}

/* A whole column under other names has the same cells and wiring. */
Test(edit_connections, renamed_column) {
    char file[SCRATCH_SIZE];
    lam_network *erp, *other;
    scratch_file(file, "");
    GOOD(lam_network_read(ERP, &erp));
    json_t *json = json_loads(lam_network_json(erp), 0, NULL);
    GOOD(lam_edit_rename_population(json, "L5_pyramidal", "deep"));
    GOOD(lam_edit_rename_population(json, "evdist1", "later"));
    cr_assert_eq(json_dump_file(json, file, 0), 0);
    GOOD(lam_network_read(file, &other));
    const lam_model *a = lam_network_model(erp), *b = lam_network_model(other);
    cr_assert(a->n_gids == b->n_gids && a->n_connections == b->n_connections);
    for (size_t i = 0; i < a->n_populations; i++) {
        cr_assert_eq(a->populations[i].first_gid, b->populations[i].first_gid);
        cr_assert_str_eq(a->populations[i].baseline, i < a->n_populations - a->n_drives
                                                         ? b->populations[i].baseline
                                                         : a->populations[i].name);
    }
    for (size_t i = 0; i < a->n_connections; i++) {
        cr_assert(a->connections[i].source == b->connections[i].source &&
                  a->connections[i].target == b->connections[i].target &&
                  a->connections[i].weight_uS == b->connections[i].weight_uS);
    }
    json_decref(json);
    lam_network_destroy(erp);
    lam_network_destroy(other);
    remove(file);
}
