/* SPDX-License-Identifier: BSD-3-Clause
 * t612_regress_source - any object of a network file may say in "source" where its numbers come
 * from, and this changes nothing: tried in each object of a model and of a network with everything,
 * then in all at once. Electrode arrays, biases and many others refused it. */
#include "t6xx_document.h"
#include "scratch.h"

#define SOURCE "a paper"

/* All that the tables say but of sources, and all that can be set; the caller frees. */
static char *said_of(const lam_network *network) {
    char *tables, *paths;
    GOOD(lam_describe(network, &tables));
    GOOD(lam_describe_paths(network, &paths));
    char *sources = strstr(tables, "\nWhere the numbers are from");
    cr_assert_not_null(sources);
    *sources = '\0';
    char *all = calloc(strlen(tables) + strlen(paths) + 1, 1);
    strcat(strcpy(all, tables), paths);
    free(tables);
    free(paths);
    return all;
}

static char *said_of_json(const json_t *json) {
    lam_network *network = NULL;
    GOOD(read_json(json, &network));
    char *text = said_of(network);
    lam_network_destroy(network);
    return text;
}

static void check_says(const json_t *json, const char *expected) {
    char *text = said_of_json(json);
    cr_assert_str_eq(text, expected);
    free(text);
}

/* Give every object in a value a source, or, unless `whole` is NULL, one at a time, and see that
 * the whole reads as before. What is in `metadata` is nobody's but HNN-core's. */
static size_t give_sources(json_t *value, const json_t *whole, const char *expected) {
    const char *key;
    json_t *member;
    void *next;
    size_t n = 0;
    json_object_foreach_safe(value, next, key, member) {
        n += strcmp(key, "metadata") == 0 ? 0 : give_sources(member, whole, expected);
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        n += give_sources(json_array_get(value, i), whole, expected);
    }
    if (!json_is_object(value) || json_object_get(value, "source") != NULL) {
        return n;
    }
    json_object_set_new(value, "source", json_string(SOURCE));
    if (whole != NULL) {
        check_says(whole, expected);
        json_object_del(value, "source");
    }
    return n + 1;
}

static void check_everywhere(json_t *json, size_t at_least) {
    char *expected = said_of_json(json);
    size_t n = give_sources(json, json, expected);
    cr_assert(n >= at_least, "%zu objects", n);
    cr_assert_eq(give_sources(json, NULL, expected), n);
    check_says(json, expected);
    free(expected);
    json_decref(json);
}

Test(source, in_every_object_of_everything) {
    check_everywhere(parsed(all_kinds), 60);
}

Test(source, in_every_object_of_a_model) {
    json_t *json = json_load_file(COLUMN, 0, NULL);
    check_everywhere(json, 60);
}

/* ---- what passes sources by ---- */

static lam_network *with_sources(void) {
    json_t *json = parsed(all_kinds);
    lam_network *network = NULL;
    give_sources(json, NULL, NULL);
    GOOD(read_json(json, &network));
    json_decref(json);
    return network;
}

static char *said_of_export(lam_network *network) {
    char file[SCRATCH_SIZE];
    lam_network *again = NULL;
    scratch_file(file, "");
    GOOD(lam_network_export(network, file, true, true));
    GOOD(lam_network_read(file, &again));
    char *text = said_of(again);
    *strstr(text, "laminae_network ") = '\0'; /* only tables: metadata has a cell's source */
    lam_network_destroy(again);
    lam_network_destroy(network);
    remove(file);
    return text;
}

Test(source, is_no_part_of_an_export) {
    char *expected = said_of_export(all_kinds_network()), *text = said_of_export(with_sources());
    cr_assert_str_eq(text, expected);
    free(text);
    free(expected);
}

/* No pattern sets one, and the last of a list takes it along. */
Test(source, is_no_value_to_set) {
    lam_network *network = with_sources();
    GOOD(lam_network_set(network, "cells.P.synapses.ampa.*", "6"));
    GOOD(lam_network_set(network, "biases.*", "null"));
    json_t *changed = json_loads(lam_network_json(network), 0, NULL), *at = changed;
    cr_assert_null(json_object_get(changed, "biases"));
    static const char *const way[] = {"cells", "P", "synapses", "ampa", "source"};
    for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
        at = json_object_get(at, way[i]);
    }
    cr_assert_str_eq(json_string_value(at), SOURCE);
    json_decref(changed);
    lam_network_destroy(network);
}

Test(source, is_no_section_of_a_template) {
    lam_network *network = with_sources();
    GOOD(lam_network_use_template(network, "P", "Mine", true));
    cr_assert_eq(lam_network_model(network)->cell_types[0].n_sections, 3);
    lam_network_destroy(network);
}

/* Of a file that is added: of all its arrays, but for one that has its own. */
Test(source, of_the_arrays_of_a_file) {
    static const char sensors[] = "{\"electrode_arrays\": {\"source\": \"one drawing\","
                                  " \"a\": {\"positions\": [[[0, 0, 1]], \"um\"]},"
                                  " \"b\": {\"source\": \"another\","
                                  "         \"positions\": [[[0, 0, 2]], \"um\"]}}}";
    char file[SCRATCH_SIZE], *tables;
    lam_network_options options = {.models_directory = "params", .sensors = file};
    lam_network *network = NULL;
    scratch_file(file, "");
    write_file(file, sensors, sizeof sensors - 1);
    GOOD(lam_network_open(ERP, &options, &network));
    cr_assert_eq(lam_network_model(network)->n_arrays, 2);
    GOOD(lam_describe(network, &tables));
    cr_assert(strstr(tables, "one drawing") != NULL && strstr(tables, "another") != NULL);
    free(tables);
    lam_network_destroy(network);
    remove(file);
}

Test(source, alone_is_nothing) {
    static const char *const required[] = {"cells", "populations", "grid"};
    for (size_t i = 0; i < sizeof required / sizeof required[0]; i++) {
        lam_network *network = NULL;
        json_t *json = parsed(all_kinds);
        json_object_set_new(json, required[i], json_pack("{s:s}", "source", SOURCE));
        cr_assert_eq(read_json(json, &network), LAM_ERR_INPUT);
        cr_assert_not_null(strstr(lam_error(), required[i]), "%s", lam_error());
        json_decref(json);
    }
}
