/* SPDX-License-Identifier: BSD-3-Clause
 * gui_jobs.c - the routes of the queue: /api/jobs, /api/state. */
#include "gui_queue.h"

#include <stdlib.h>
#include <string.h>

static bool is(const gui_request *request, const char *method) {
    return strcmp(request->method, method) == 0;
}

static void add(gui *g, const gui_request *request, gui_answer *answer) {
    const char **argv = NULL;
    long id = 0;
    const json_t *name = json_object_get(request->json, "name");
    lam_status status =
        gui_words_read(g, json_object_get(request->json, "words"), GUI_LONG, NULL, &argv);
    free(argv);
    if (status == LAM_OK && name != NULL && !json_is_string(name) && !json_is_null(name)) {
        status = lam_fail(LAM_ERR_INPUT, "name; accepted: a text");
    }
    if (status == LAM_OK) {
        json_t *whole =
            json_pack("{s:O, s:O*, s:O*}", "words", json_object_get(request->json, "words"), "name",
                      name, "page", json_object_get(request->json, "page"));
        status = gui_queue_add(g, whole, &id);
        json_decref(whole);
    }
    if (status == LAM_OK) {
        gui_say(answer, json_pack("{s:o}", "id", json_sprintf("%ld", id)));
    } else {
        gui_refuse_status(answer, status);
    }
}

/* What a terminal would show: of lines of progress, which begin with a carriage return, and of what
 * is erased, the last alone. */
static json_t *log_of(const gui *g, long id) {
    char path[PATH_MAX], *bytes = NULL;
    size_t n = 0;
    gui_job_path(g, id, "log", path);
    if (gui_disk_read_end(path, GUI_LOG, &bytes, &n) != LAM_OK) {
        return json_string("");
    }
    size_t line = 0, n_kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '\r' && bytes[i + 1] != '\n') {
            n_kept = line;
        } else if (strncmp(bytes + i, "\033[K", 3) == 0) {
            i += 2;
        } else {
            bytes[n_kept++] = bytes[i] == '\0' ? ' ' : bytes[i];
            line = bytes[i] == '\n' ? n_kept : line;
        }
    }
    bytes[n_kept] = '\0';
    for (size_t i = 0; !lam_text_is_utf8(bytes) && i < n_kept; i++) {
        bytes[i] = (bytes[i] & 0x80) != 0 ? '?' : bytes[i];
    }
    json_t *text = json_string(bytes);
    free(bytes);
    return text;
}

static void show(gui *g, long id, gui_answer *answer) {
    json_t *row = gui_queue_job(g, id), *whole = NULL;
    if (row == NULL) {
        gui_refuse(answer, 404, "job %ld: there is none", id);
        return;
    }
    if (gui_job_read(g, id, &whole) == LAM_OK) {
        json_object_set(row, "words", json_object_get(whole, "words"));
        json_object_set(row, "page", json_object_get(whole, "page"));
        json_decref(whole);
    }
    json_object_set_new(row, "log", log_of(g, id));
    gui_say(answer, row);
}

void gui_jobs(gui *g, const gui_request *request, gui_answer *answer) {
    char *end = NULL;
    long id = strtol(request->rest, &end, 10);
    bool is_stop = strcmp(end, "/stop") == 0;
    if (request->rest[0] == '\0' && is(request, "POST")) {
        add(g, request, answer);
    } else if (id <= 0 || (*end != '\0' && !is_stop)) {
        gui_refuse(answer, 404, "jobs/%s: there is none", request->rest);
    } else if (is_stop && is(request, "POST")) {
        if (gui_queue_stop(g, id)) {
            gui_say(answer, json_object());
        } else {
            gui_refuse(answer, 404, "job %ld: there is none", id);
        }
    } else if (!is_stop && is(request, "GET")) {
        show(g, id, answer);
    } else if (!is_stop && is(request, "DELETE")) {
        if (gui_queue_forget(g, id)) {
            gui_say(answer, json_object());
        } else {
            gui_refuse(answer, 409, "job %ld: there is none that has ended", id);
        }
    } else {
        gui_refuse(answer, 405, "jobs/%s: %s is not accepted", request->rest, request->method);
    }
}

void gui_state(gui *g, const gui_request *request, gui_answer *answer) {
    const char *after = request->query(request, "after");
    gui_say(answer, gui_queue_state(g, after == NULL ? 0 : strtol(after, NULL, 10)));
}
