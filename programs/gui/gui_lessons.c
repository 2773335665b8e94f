/* SPDX-License-Identifier: BSD-3-Clause
 * gui_lessons.c - the files of lessons, copied into the folder for the tour. */
#include "gui.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH = 4096 };

static int is_material(const struct dirent *entry) {
    const char *end = strrchr(entry->d_name, '.');
    return end != NULL && (strcmp(end, ".json") == 0 || strcmp(end, ".txt") == 0);
}

/* One that is there stays: it may have been changed. */
static lam_status copy(const gui *g, const char *from, const char *path) {
    char *to = NULL, *bytes = NULL;
    size_t n = 0;
    LAM_TRY(gui_path_full(g, path, &to));
    lam_status status = LAM_OK;
    if (access(to, F_OK) != 0) {
        status = gui_disk_read(from, GUI_BODY, &bytes, &n);
        status = status == LAM_OK ? gui_disk_write(to, bytes, n, false) : status;
    }
    free(to);
    free(bytes);
    return status;
}

/* A folder below FOLDER, unless it is there. */
static lam_status make_folder(const gui *g, const char *path) {
    char *full = NULL;
    LAM_TRY(gui_path_full(g, path, &full));
    int error = mkdir(full, 0777) == 0 || errno == EEXIST ? 0 : errno;
    free(full);
    return error == 0 ? LAM_OK : lam_fail(LAM_ERR_IO, "'%s': %s", path, strerror(error));
}

/* Copies the files of tutorials/NAME to FOLDER/lessons/NAME; their paths. */
static lam_status take(const gui *g, const char *name, json_t *paths) {
    char from[PATH], file[PATH], path[PATH];
    struct dirent **entries = NULL;
    lam_format(from, sizeof from, "%s/tutorials/%s", g->home, name);
    bool is_name = name[0] != '\0' && name[0] != '.' && strchr(name, '/') == NULL;
    int n = is_name ? scandir(from, &entries, is_material, alphasort) : -1;
    if (n < 0) {
        return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: a lesson's name", name);
    }
    lam_format(path, sizeof path, "lessons/%s", name);
    lam_status status = make_folder(g, "lessons");
    status = status == LAM_OK ? make_folder(g, path) : status;
    for (int i = 0; i < n; i++) {
        lam_format(file, sizeof file, "%s/%s", from, entries[i]->d_name);
        lam_format(path, sizeof path, "lessons/%s/%s", name, entries[i]->d_name);
        status = status == LAM_OK ? copy(g, file, path) : status;
        json_array_append_new(paths, json_string(path));
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
