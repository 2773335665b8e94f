/* SPDX-License-Identifier: BSD-3-Clause
 * gui_differences.c - in which values two networks differ, by the paths that --set takes. */
#include "gui.h"

/* {path: [value, unit]} in the order of the network. */
static json_t *by_path(const json_t *rows) {
    size_t i = 0;
    json_t *row = NULL, *values = json_object();
    json_array_foreach(rows, i, row) {
        json_object_set_new(values, json_string_value(json_array_get(row, 0)),
                            json_pack("[OO]", json_array_get(row, 1), json_array_get(row, 2)));
    }
    return values;
}

/* Adds what `a` has otherwise than `b`, or, `only_lacking`, what `b` lacks; swapped: a is the
 * second of a row. */
static void add_rows(json_t *a, json_t *b, bool only_lacking, bool is_swapped, json_t *rows) {
    const char *path = NULL;
    json_t *value = NULL;
    json_object_foreach(a, path, value) {
        json_t *other = json_object_get(b, path);
        json_t *mine = json_array_get(value, 0), *unit = json_array_get(value, 1);
        json_t *others = other == NULL ? json_null() : json_array_get(other, 0);
        if (other != NULL && (only_lacking || json_equal(mine, others))) {
            continue;
        }
        json_array_append_new(rows, is_swapped ? json_pack("[sOOO]", path, others, mine, unit)
                                               : json_pack("[sOOO]", path, mine, others, unit));
    }
}

lam_status gui_differences_find(const gui *g, const json_t *spec_a, const json_t *spec_b,
                                json_t **rows_out) {
    lam_network *a = NULL, *b = NULL;
    json_t *paths_a = NULL, *paths_b = NULL;
    lam_status status = gui_spec_open(g, spec_a, &a);
    status = status == LAM_OK ? gui_spec_open(g, spec_b, &b) : status;
    status = status == LAM_OK ? gui_paths(a, &paths_a) : status;
    status = status == LAM_OK ? gui_paths(b, &paths_b) : status;
    if (status == LAM_OK) {
        json_t *of_a = by_path(paths_a), *of_b = by_path(paths_b);
        *rows_out = json_array();
        add_rows(of_a, of_b, false, false, *rows_out);
        add_rows(of_b, of_a, true, true, *rows_out);
        json_decref(of_a);
        json_decref(of_b);
    }
    json_decref(paths_a);
    json_decref(paths_b);
    lam_network_destroy(a);
    lam_network_destroy(b);
    return status;
}

void gui_differences(gui *g, const gui_request *request, gui_answer *answer) {
    json_t *rows = NULL;
    lam_status status = gui_differences_find(g, json_object_get(request->json, "a"),
                                             json_object_get(request->json, "b"), &rows);
    if (status == LAM_OK) {
        gui_say(answer, json_pack("{s:o}", "differences", rows));
    } else {
        gui_refuse_status(answer, status);
    }
}
