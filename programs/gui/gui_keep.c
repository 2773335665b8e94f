/* SPDX-License-Identifier: BSD-3-Clause
 * gui_keep.c - what the page keeps between two visits, gui.json of the folder: whoever writes it
 * has to have seen what was there before. */
#include "gui.h"
#include "gui_queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of the file */

/* {"version", "page"}; the caller drops it. */
static json_t *read_kept(const char *path) {
    char *bytes = NULL;
    size_t n = 0;
    json_t *kept = NULL;
    if (gui_disk_read(path, 2 * GUI_BODY, &bytes, &n) == LAM_OK) {
        kept = json_loadb(bytes, n, 0, NULL);
        free(bytes);
    }
    if (!json_is_object(kept) || !json_is_integer(json_object_get(kept, "version"))) {
        json_decref(kept);
        kept = json_pack("{s:i, s:n}", "version", 0, "page");
    }
    return kept;
}

/* Takes the place of what was there. Drops `kept`, which is answered without the page. */
static void write_kept(const char *path, json_t *kept, gui_answer *answer) {
    char *text = json_dumps(kept, JSON_COMPACT);
    lam_status status =
        text == NULL ? LAM_ERR_MEMORY : gui_disk_write(path, text, strlen(text), true);
    free(text);
    if (status == LAM_OK) {
        gui_say(answer, json_pack("{s:O}", "version", json_object_get(kept, "version")));
    } else {
        gui_refuse_status(answer, status);
    }
    json_decref(kept);
}

void gui_page_state(gui *g, const gui_request *request, gui_answer *answer) {
    char path[PATH_MAX];
    bool is_get = strcmp(request->method, "GET") == 0;
    lam_format(path, sizeof path, "%s/gui.json", g->folder_owned);
    if (request->rest[0] != '\0' || (!is_get && strcmp(request->method, "PUT") != 0)) {
        gui_refuse(answer, 405, "page/%s: %s is not accepted", request->rest, request->method);
        return;
    }
    const json_t *version = json_object_get(request->json, "version");
    json_t *page = json_object_get(request->json, "page");
    if (!is_get && (!json_is_integer(version) || page == NULL)) {
        gui_refuse(answer, 400, "the body; accepted: {\"version\": the last one, \"page\": ...}");
        return;
    }
    pthread_mutex_lock(&lock);
    json_t *kept = read_kept(path);
    json_int_t number = json_integer_value(json_object_get(kept, "version"));
    bool is_written = false;
    if (is_get) {
        gui_say(answer, json_incref(kept));
    } else if (json_integer_value(version) != number) {
        gui_refuse(answer, 409, "the page has been changed elsewhere; its version is %lld",
                   (long long)number);
    } else {
        write_kept(path, json_pack("{s:I, s:O}", "version", number + 1, "page", page), answer);
        is_written = answer->status == 200;
    }
    json_decref(kept);
    pthread_mutex_unlock(&lock);
    if (is_written) {
        gui_queue_tell(g, false, true);
    }
}
