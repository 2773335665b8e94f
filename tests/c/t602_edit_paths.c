/* SPDX-License-Identifier: BSD-3-Clause
 * t602_edit_paths - the list of what can be set has the right lines. Each of its paths is accepted,
 * and setting it to the listed value changes nothing. */
#include "t6xx_document.h"

/* Lines of the small network's list, and some of what it may not hold. */
static const char *const lines[] = {
    "name                                                                   small\n",
    "celsius                                                                37           "
    "              degC\n",
    "dt                                                                     0.025        "
    "              ms\n",
    "grid.origin                                                            [4,4,653.7]  "
    "              um\n",
    "cells.L5_pyramidal.excitatory                                          true\n",
    "cells.L5_pyramidal.metadata.\"morpho.type\"                              pyramidal\n",
    "cells.L5_pyramidal.sections.soma.Ra                                    200          "
    "              ohm cm\n",
    "cells.L5_pyramidal.sections.soma.mechs.ar.gbar_ar.exponential.per_um   0.003        "
    "              1/um\n",
    "cells.L5_pyramidal.sections.tuft.mechs.ca.gbar_ca.per_segment          [60,61,62]   "
    "              pS/um2\n",
    "\nconnections[L5_basket>L5_pyramidal:ampa@soma].weight                   0.02         "
    "              uS\n",
    "\nconnections[3].weight                                                  0.0006       "
    "              uS\n",
    "\nconnections[3].pairs                                                   "
    "{\"0\":[101],\"7\":[100,101]}\n",
    "\ndrives.evprox1.weights_ampa.L5_basket                                  0.19934      "
    "              uS\n",
};
static const char *const absent[] = {
    "source", "connections[0]", "connections[1]", "connections[L5_pyramidal>", " \n",
};

Test(edit_paths, small) {
    lam_json_document document = small_document();
    char *text;
    GOOD(lam_edit_paths(document.merged, &text));
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        cr_assert_not_null(strstr(text, lines[i]), "no \"%s\" in\n%s", lines[i], text);
    }
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
        cr_assert_null(strstr(text, absent[i]), "\"%s\" is in\n%s", absent[i], text);
    }
    free(text);
    lam_json_close(&document);
}

/* Cut short where it was long, else as set by lam_edit_set. */
static bool is_cut(const char *value) {
    size_t n = strlen(value);
    return strstr(value, " values") != NULL || (n > 3 && strcmp(value + n - 3, "...") == 0);
}

/* The one value at a path, as JSON; the caller frees. */
static char *value_at(json_t *network, const char *path) {
    lam_edit_path steps;
    lam_edit_places places = {.n = 0};
    GOOD(lam_edit_parse(path, &steps));
    GOOD(lam_edit_find(network, path, &steps, false, &places));
    cr_assert_eq(places.n, 1, "%s", path);
    char *json = json_dumps(places.places[0].value, JSON_ENCODE_ANY | JSON_COMPACT);
    free(places.places);
    return json;
}

static size_t n_values(const json_t *value, const char *key) {
    size_t n = 0;
    const char *member;
    json_t *inside;
    if (json_object_size(value) == 0 || strcmp(key, "pairs") == 0) {
        return strcmp(key, "source") != 0;
    }
    json_object_foreach((json_t *)value, member, inside) {
        bool is_list = strcmp(member, "connections") == 0;
        for (size_t i = 0; is_list && i < json_array_size(inside); i++) {
            n += n_values(json_array_get(inside, i), "");
        }
        n += is_list ? 0 : n_values(inside, member);
    }
    return n;
}

static void check_neutral(json_t *network) {
    lam_json_document document = {.merged = json_deep_copy(network)};
    char *text, *rest, *line;
    size_t n = 0;
    GOOD(lam_edit_paths(network, &text));
    rest = text;
    while ((line = strsep(&rest, "\n")) != NULL && line[0] != '\0') {
        char *gap = strstr(line, "  ");
        cr_assert_not_null(gap, "%s", line);
        char *value = gap + strspn(gap, " "), *unit = strstr(value, "  ");
        *gap = '\0';
        if (unit != NULL) {
            char *after = unit + strspn(unit, " ");
            *unit = '\0';
            char *with_unit = calloc(strlen(value) + strlen(after) + 2, 1);
            sprintf(with_unit, "%s %s", value, after);
            if (value[0] != '[' && !is_cut(value)) {
                GOOD(lam_edit_set(&document, line, with_unit));
            }
            free(with_unit);
        }
        char *json = value_at(document.merged, line);
        GOOD(lam_edit_set(&document, line, is_cut(value) ? json : value));
        cr_assert(json_equal(document.merged, network), "%s = %s changes something", line, value);
        GOOD(lam_edit_set(&document, line, json));
        cr_assert(json_equal(document.merged, network), "%s = %s changes something", line, json);
        free(json);
        n++;
    }
    cr_assert(n > 30 && n == n_values(network, ""), "%zu values", n);
    free(text);
    lam_json_close(&document);
}

Test(edit_paths, set_to_themselves) {
    json_t *network = parsed(small_network);
    check_neutral(network);
    json_decref(network);
}

/* Texts that do not stand for themselves; long lists; names that no pattern can have. */
Test(edit_paths, odd_ones) {
    json_t *network = parsed(
        "{"
        " 'null': 'null', 'empty': '', 'space': ' x', 'space2': 'x ', 'tab': 'a\\tb', 'quote': "
        "'\\\"x', 'five': '5', 'true': 'true', 'list': '[1]', 'umlaut': '\\u00e4', '': 1, ' ': 2,"
        " 'a.b[\\\"c\\\\\\\\=*#': {'x': 1, 'y': [0.1, 'a b']}, 'no': false, 'object': {}, 'nil': "
        "[],"
        " 'long': 'Lorem ipsum dolor sit amet, consectetur adipisci\\u00e4\\u00e4 elit', 'third':"
        " 0.3333333333333333, 'thirds': [[0.3333333333333333, 1.0], 'um'], 'many': [[0,1,2,3,4,5,6,"
        " 7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,"
        " 37,38,39,40,41,42,43,44,45,46,47,48,49,50], 'ms'], 'connections': [{'from': 'a>b',"
        " 'to': 'c'}, {'gain': 1}, {'from': 'a]', 'to': 'c', 'receptor': 'd', 'location': 'e'},"
        " {'from': 'a*', 'to': 'c', 'receptor': 'd', 'location': 'e'},"
        " {'from': 'a1', 'to': 'c', 'receptor': 'd', 'location': 'e'}]}");
    check_neutral(network);
    json_decref(network);
}

Test(edit_paths, column) {
    lam_network *network;
    GOOD(lam_network_read(ERP, &network));
    json_t *json = json_loads(lam_network_json(network), 0, NULL);
    lam_network_destroy(network);
    check_neutral(json);
    json_decref(json);
}
