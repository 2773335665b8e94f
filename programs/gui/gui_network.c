/* SPDX-License-Identifier: BSD-3-Clause
 * gui_network.c - what a network is, and what its paths may be. */
#include "gui.h"

#include <stdlib.h>
#include <string.h>

/* The three columns of a line of lam_describe_paths, which two spaces or more part. */
static json_t *row_of(char *line) {
    const char *cells[3] = {line, "", ""};
    size_t n = 1;
    for (char *gap = strstr(line, "  "); gap != NULL && n < 3; gap = strstr(gap + 1, "  ")) {
        char *next = gap + strspn(gap, " ");
        if (*next == '\0') {
            *gap = '\0';
            break;
        }
        *gap = '\0';
        cells[n++] = next;
        gap = next;
    }
    return json_pack("[sss]", cells[0], cells[1], cells[2]);
}

lam_status gui_paths(const lam_network *network, json_t **rows_out) {
    char *text = NULL;
    LAM_TRY(lam_describe_paths(network, &text));
    json_t *rows = json_array();
    char *rest = text;
    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n")) {
        if (*line != '\0') {
            json_array_append_new(rows, row_of(line));
        }
    }
    free(text);
    *rows_out = rows;
    return LAM_OK;
}

void gui_network(gui *g, const gui_request *request, gui_answer *answer) {
    lam_network *network = NULL;
    json_t *paths = NULL, *whole = NULL;
    lam_status status = gui_spec_open(g, request->json, &network);
    status = status == LAM_OK ? gui_paths(network, &paths) : status;
    if (status == LAM_OK) {
        const char *text = lam_network_json(network);
        whole = text == NULL ? NULL : json_loads(text, 0, NULL);
        status = whole == NULL ? LAM_ERR_MEMORY : LAM_OK;
    }
    if (status == LAM_OK) {
        const lam_model *model = lam_network_model(network);
        gui_say(answer, json_pack("{s:O, s:O, s:s, s:I, s:I}", "network", whole, "paths", paths,
                                  "warnings", lam_network_warnings(network), "cells",
                                  (json_int_t)model->n_cells, "gids", (json_int_t)model->n_gids));
    } else {
        gui_refuse_status(answer, status);
    }
    json_decref(paths);
    json_decref(whole);
    lam_network_destroy(network);
}

/* A value that none accepts is answered with what is accepted. */
void gui_accepted(gui *g, const gui_request *request, gui_answer *answer) {
    lam_network *network = NULL;
    const char *path = json_string_value(json_object_get(request->json, "path"));
    lam_status status = gui_spec_open(g, request->json, &network);
    if (status != LAM_OK || path == NULL) {
        if (path == NULL) {
            gui_refuse(answer, 400, "path; accepted: a text");
        } else {
            gui_refuse_status(answer, status);
        }
    } else if (lam_network_set(network, path, "{\"no\": 0}") == LAM_OK) {
        gui_say(answer, json_pack("{s:s}", "accepted", "any"));
    } else {
        const char *accepted = strstr(lam_error(), "accepted: ");
        gui_say(answer,
                json_pack("{s:s}", "accepted", accepted == NULL ? lam_error() : accepted + 10));
    }
    lam_network_destroy(network);
}
