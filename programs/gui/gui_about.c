/* SPDX-License-Identifier: BSD-3-Clause
 * gui_about.c - the project and the folder. */
#include "gui.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is_json(const struct dirent *entry) {
    const char *end = strrchr(entry->d_name, '.');
    return end != NULL && strcmp(end, ".json") == 0;
}

/* [{"name", "title"}] of the files NAME.json in a folder of the project. */
static json_t *list_of(const gui *g, const char *folder) {
    char path[4096];
    struct dirent **entries = NULL;
    json_t *list = json_array();
    lam_format(path, sizeof path, "%s/%s", g->home, folder);
    int n = scandir(path, &entries, is_json, alphasort);
    for (int i = 0; i < n; i++) {
        lam_format(path, sizeof path, "%s/%s/%s", g->home, folder, entries[i]->d_name);
        json_t *whole = json_load_file(path, 0, NULL);
        const char *title = json_string_value(json_object_get(whole, "title"));
        *strrchr(entries[i]->d_name, '.') = '\0';
        json_array_append_new(list, json_pack("{s:s, s:s}", "name", entries[i]->d_name, "title",
                                              title == NULL ? "" : title));
        json_decref(whole);
        free(entries[i]);
    }
    free(entries);
    return list;
}

void gui_about(gui *g, const gui_request *request, gui_answer *answer) {
    (void)request;
    gui_say(answer,
            json_pack("{s:s, s:s, s:s, s:I, s:o, s:o}", "version", LAM_VERSION, "home", g->home,
                      "folder", g->folder_owned, "cores", (json_int_t)sysconf(_SC_NPROCESSORS_ONLN),
                      "models", list_of(g, "params"), "drives", list_of(g, "params/drives")));
}
