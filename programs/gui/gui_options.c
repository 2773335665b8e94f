/* SPDX-License-Identifier: BSD-3-Clause
 * gui_options.c - tools/options.txt, the table of what commands take. */
#include "gui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 7 };

/* Cuts a row into its columns; their number. */
static size_t split(char *line, char *columns[COLUMNS]) {
    size_t n = 0;
    for (char *at = line; at != NULL && n < COLUMNS; n++) {
        char *bar = strchr(at, '|'), *next = bar == NULL ? NULL : bar + 1;
        char *end = bar == NULL ? at + strlen(at) : bar;
        while (*at == ' ') {
            at++;
        }
        while (end > at && (end[-1] == ' ' || end[-1] == '\n')) {
            end--;
        }
        *end = '\0';
        columns[n] = at;
        at = next;
    }
    return n;
}

/* A row: {"name": "--tstop", "value": "MS", "commands": "run", "kind", "accepted", "help"}. */
static json_t *row_of(char *columns[COLUMNS]) {
    char *value = strchr(columns[0], ' ');
    if (value != NULL) {
        *value++ = '\0';
    }
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "name", columns[0], "value",
                     value == NULL ? "" : value, "commands", columns[1], "kind", columns[2],
                     "accepted", columns[3], "help", columns[6]);
}

json_t *gui_options_read(const gui *g) {
    char path[4096], *line = NULL, *columns[COLUMNS];
    size_t n_held = 0;
    lam_format(path, sizeof path, "%s/tools/options.txt", g->home);
    FILE *file = fopen(path, "r");
    json_t *rows = json_array();
    while (file != NULL && getline(&line, &n_held, file) >= 0) {
        if (line[0] != '#' && split(line, columns) == COLUMNS) {
            json_array_append_new(rows, row_of(columns));
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    free(line);
    return rows;
}

const char *gui_options_kind(const json_t *rows, const char *command, const char *option) {
    size_t i = 0, n = strlen(command);
    json_t *row = NULL;
    json_array_foreach(rows, i, row) {
        if (strcmp(json_string_value(json_object_get(row, "name")), option) != 0) {
            continue;
        }
        const char *commands = json_string_value(json_object_get(row, "commands"));
        for (const char *at = strstr(commands, command); at != NULL; at = strstr(at + 1, command)) {
            if ((at == commands || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0')) {
                return json_string_value(json_object_get(row, "kind"));
            }
        }
    }
    return NULL;
}

void gui_options(gui *g, const gui_request *request, gui_answer *answer) {
    (void)request;
    gui_say(answer, json_incref(g->options_owned));
}
