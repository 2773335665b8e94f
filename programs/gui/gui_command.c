/* SPDX-License-Identifier: BSD-3-Clause
 * gui_command.c - figures, numbers and files, each by the command that makes it. */
#include "gui.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_S 120.0
enum { MOST_FIGURE = 256 << 20 };

static const char *last_line(char *text) {
    if (text == NULL) {
        return "it said nothing";
    }
    char *end = text + strlen(text);
    while (end > text && end[-1] == '\n') {
        *--end = '\0';
    }
    char *begin = strrchr(text, '\n');
    begin = begin == NULL ? text : begin + 1;
    return strncmp(begin, "laminae: ", 9) == 0 ? begin + 9 : begin;
}

/* Runs the words of a request with `more` behind them; whether it went well. */
static bool run_words(const gui *g, const gui_request *request, const char *accepted,
                      const char *const *more, gui_child *child, gui_answer *answer) {
    const char **argv = NULL;
    *child = (gui_child){.status = -1};
    lam_status status =
        gui_words_read(g, json_object_get(request->json, "words"), accepted, more, &argv);
    if (status == LAM_OK) {
        status = gui_child_run(argv, MOST_S, request->socket, child);
    }
    free(argv);
    if (status != LAM_OK) {
        gui_refuse_status(answer, status);
    } else if (child->status != 0) {
        gui_refuse(answer, child->status == 2 ? 400 : 500, "%s", last_line(child->errors_owned));
    }
    return status == LAM_OK && child->status == 0;
}

void gui_figure(gui *g, const gui_request *request, gui_answer *answer) {
    static const char *const types[][2] = {
        {"svg", "image/svg+xml"}, {"png", "image/png"}, {"pdf", "application/pdf"},
        {"gif", "image/gif"},     {"mp4", "video/mp4"}, {"txt", "text/plain; charset=utf-8"}};
    const char *type = json_string_value(json_object_get(request->json, "type"));
    size_t k = 0, n_types = sizeof types / sizeof *types;
    while (k < n_types && (type == NULL || strcmp(type, types[k][0]) != 0)) {
        k++;
    }
    if (k == n_types) {
        gui_refuse(answer, 400, "type; accepted: svg, png, pdf, gif, mp4, txt");
        return;
    }
    const char *temporary = getenv("TMPDIR");
    char folder[PATH_MAX], path[PATH_MAX + 16];
    lam_format(folder, sizeof folder, "%s/laminae-gui.XXXXXX",
               temporary == NULL || temporary[0] == '\0' ? "/tmp" : temporary);
    if (mkdtemp(folder) == NULL) {
        gui_refuse(answer, 500, "TMPDIR: '%s': %s; accepted: a folder for temporary files", folder,
                   strerror(errno));
        return;
    }
    lam_format(path, sizeof path, "%s/figure.%s", folder, type);
    const char *const more[] = {"--out", path, "--no-setup", NULL};
    gui_child child;
    char *bytes = NULL;
    size_t n = 0;
    if (run_words(g, request, "plot", more, &child, answer)) {
        if (gui_disk_read(path, MOST_FIGURE, &bytes, &n) == LAM_OK) {
            gui_give(answer, types[k][1], bytes, n);
        } else {
            gui_refuse(answer, 500, "%s", lam_error());
        }
    }
    gui_child_free(&child);
    unlink(path);
    rmdir(folder);
}

/* What a command prints, under `key`. */
static void say_output(gui *g, const gui_request *request, const char *accepted, const char *key,
                       gui_answer *answer) {
    const char *const more[] = {"--no-setup", NULL};
    gui_child child;
    if (run_words(g, request, accepted, more, &child, answer)) {
        const char *text = child.output_owned == NULL ? "" : child.output_owned;
        gui_say(answer, json_pack("{s:s}", key, text));
    }
    gui_child_free(&child);
}

void gui_answer_text(gui *g, const gui_request *request, gui_answer *answer) {
    say_output(g, request, "analyse compare describe", "text", answer);
}

void gui_write(gui *g, const gui_request *request, gui_answer *answer) {
    say_output(g, request, "plot convert report export", "said", answer);
}
