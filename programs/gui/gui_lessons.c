/* SPDX-License-Identifier: BSD-3-Clause
 * gui_lessons.c - the files of lessons, copied into the folder for the tour. */
#include "gui.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH = 4096 };

static int is_material(const struct dirent *entry) {
    const char *end = strrchr(entry->d_name, '.');
    return end != NULL && (strcmp(end, ".json") == 0 || strcmp(end, ".txt") == 0);
}

/* One that is there stays: it may have been changed. */
static lam_status copy(const char *from, const char *to) {
    char piece[1 << 14];
    FILE *in = fopen(from, "rb"), *out = in == NULL ? NULL : fopen(to, "wbx");
    bool is_there = in != NULL && out == NULL && errno == EEXIST, is_whole = out != NULL;
    while (is_whole) {
        size_t n = fread(piece, 1, sizeof piece, in);
        is_whole = fwrite(piece, 1, n, out) == n && !ferror(in);
        if (n < sizeof piece) {
            break;
        }
    }
    if (in != NULL) {
        fclose(in);
    }
    is_whole = out != NULL && fclose(out) == 0 && is_whole;
    if (out != NULL && !is_whole) {
        remove(to);
    }
    return is_whole || is_there ? LAM_OK : lam_fail(LAM_ERR_IO, "%s: cannot be written", to);
}

/* Copies the files of tutorials/NAME to FOLDER/lessons/NAME; their paths. */
static lam_status take(const gui *g, const char *name, json_t *paths) {
    char from[PATH], to[PATH], file[PATH], target[PATH];
    struct dirent **entries = NULL;
    lam_format(from, sizeof from, "%s/tutorials/%s", g->home, name);
    lam_format(to, sizeof to, "%s/lessons", g->folder_owned);
    LAM_TRY(gui_path_check(g, "lessons"));
    int n = strchr(name, '/') != NULL || name[0] == '.' || name[0] == '\0'
                ? -1
                : scandir(from, &entries, is_material, alphasort);
    if (n < 0) {
        return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: a lesson's name", name);
    }
    mkdir(to, 0777);
    lam_format(to, sizeof to, "%s/lessons/%s", g->folder_owned, name);
    mkdir(to, 0777);
    lam_status status = LAM_OK;
    for (int i = 0; i < n; i++) {
        lam_format(file, sizeof file, "%s/%s", from, entries[i]->d_name);
        lam_format(target, sizeof target, "%s/%s", to, entries[i]->d_name);
        status = status == LAM_OK ? copy(file, target) : status;
        lam_format(file, sizeof file, "lessons/%s/%s", name, entries[i]->d_name);
        json_array_append_new(paths, json_string(file));
        free(entries[i]);
    }
    free(entries);
    return status;
}

void gui_lessons(gui *g, const gui_request *request, gui_answer *answer) {
    json_t *paths = json_array();
    lam_status status = LAM_OK;
    if (strcmp(request->method, "POST") != 0) {
        gui_refuse(answer, 400, "%s; accepted: POST", request->method);
    } else if ((status = take(g, request->rest, paths)) != LAM_OK) {
        gui_refuse_status(answer, status);
    } else {
        gui_say(answer, json_pack("{s:O}", "files", paths));
    }
    json_decref(paths);
}
