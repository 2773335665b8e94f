/* SPDX-License-Identifier: BSD-3-Clause
 * gui_results.c - folders of results: which there are, another name for one, deleting one. */
#define _GNU_SOURCE /* fdopendir, AT_SYMLINK_NOFOLLOW */
#include "gui_queue.h"
#include "gui_results.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 3, MOST_ENTRIES = 500000 };

/* ---- what there is ---- */

typedef struct found {
    json_t *row;
    double modified_s;
} found;

typedef struct listing {
    found *rows;
    size_t n, n_held, n_entries;
} listing;

/* What a folder has, from one look at its names. */
typedef struct contents {
    gui_kind kind;
    double modified_s, bytes;
    char **folders;
    size_t n_folders, n_held;
} contents;

static const char *const kinds[] = {"", "fit", "infer", "sweep", "run"};

const char *gui_kind_word(gui_kind kind) {
    return kinds[kind];
}

/* A posterior has a best.json, too. */
static gui_kind kind_of(const char *name) {
    return strcmp(name, "results.h5") == 0       ? GUI_KIND_RUN
           : strcmp(name, "sweep.h5") == 0       ? GUI_KIND_SWEEP
           : strcmp(name, "posterior.json") == 0 ? GUI_KIND_INFER
           : strcmp(name, "best.json") == 0      ? GUI_KIND_FIT
                                                 : GUI_KIND_NONE;
}

static lam_status look(int fd, listing *list, contents *has) {
    DIR *folder = fdopendir(fd);
    if (folder == NULL) {
        close(fd);
        return LAM_OK; /* nothing that can be read */
    }
    lam_status status = LAM_OK;
    for (struct dirent *entry = readdir(folder);
         entry != NULL && status == LAM_OK && list->n_entries < MOST_ENTRIES;
         entry = readdir(folder), list->n_entries++) {
        struct stat about;
        if (fstatat(dirfd(folder), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
            continue;
        }
        if (S_ISDIR(about.st_mode) && entry->d_name[0] != '.' && lam_text_is_utf8(entry->d_name)) {
            char **grown = lam_grow(has->folders, has->n_folders + 1, &has->n_held, sizeof *grown);
            status = grown == NULL ? LAM_ERR_MEMORY : LAM_OK;
            has->folders = grown == NULL ? has->folders : grown;
            if (grown != NULL) {
                grown[has->n_folders++] = strdup(entry->d_name);
            }
        } else if (S_ISREG(about.st_mode)) {
            gui_kind kind = kind_of(entry->d_name);
            has->bytes += (double)about.st_size;
            if (kind > has->kind) {
                has->kind = kind;
                has->modified_s =
                    (double)about.st_mtim.tv_sec + 1e-9 * (double)about.st_mtim.tv_nsec;
            }
        }
    }
    closedir(folder);
    return status;
}

static lam_status add(listing *list, const char *path, const contents *has) {
    LAM_GROW(list->rows, list->n + 1, &list->n_held);
    const char *name = strrchr(path, '/');
    list->rows[list->n++] = (found){
        json_pack("{s:s, s:s, s:s, s:f, s:f}", "path", path, "name", name == NULL ? path : name + 1,
                  "kind", kinds[has->kind], "modified", has->modified_s, "bytes", has->bytes),
        has->modified_s};
    return LAM_OK;
}

/* Takes `fd`, of the folder `path` of those that are served, "" of itself. */
static lam_status walk(int fd, const char *path, int depth, listing *list) {
    contents has = {.kind = GUI_KIND_NONE};
    int self = dup(fd);
    lam_status status = look(fd, list, &has);
    if (status == LAM_OK && has.kind != GUI_KIND_NONE && depth > 0) {
        status = add(list, path, &has);
    }
    for (size_t i = 0; i < has.n_folders; i++) {
        char below[PATH_MAX];
        bool is_looked_at = status == LAM_OK && depth < DEEPEST &&
                            (has.kind == GUI_KIND_NONE || depth == 0) && has.folders[i] != NULL &&
                            strlen(path) + strlen(has.folders[i]) + 2 < sizeof below;
        if (is_looked_at) {
            lam_format(below, sizeof below, "%s%s%s", path, depth == 0 ? "" : "/", has.folders[i]);
            int next =
                openat(self, has.folders[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            status = next < 0 ? status : walk(next, below, depth + 1, list);
        }
        free(has.folders[i]);
    }
    free(has.folders);
    close(self);
    return status;
}

static int newest_first(const void *a, const void *b) {
    const found *x = a, *y = b;
    return (x->modified_s < y->modified_s) - (x->modified_s > y->modified_s);
}

static void say_list(const gui *g, gui_answer *answer) {
    listing list = {.rows = NULL};
    int fd = open(g->folder_owned, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    lam_status status = fd < 0 ? lam_fail(LAM_ERR_IO, "'%s': %s", g->folder_owned, strerror(errno))
                               : walk(fd, "", 0, &list);
    if (list.n > 0) {
        qsort(list.rows, list.n, sizeof *list.rows, newest_first);
    }
    json_t *rows = json_array();
    for (size_t i = 0; i < list.n; i++) {
        json_array_append_new(rows, list.rows[i].row);
    }
    free(list.rows);
    if (status == LAM_OK) {
        gui_say(answer, json_incref(rows));
    } else {
        gui_refuse_status(answer, status);
    }
    json_decref(rows);
}

/* ---- one of them ---- */

lam_status gui_results_find(const gui *g, const char *path, char **full_out, gui_kind *kind_out) {
    listing list = {.rows = NULL};
    contents has = {.kind = GUI_KIND_NONE};
    *full_out = NULL;
    LAM_TRY(gui_path_full(g, path, full_out));
    int fd = open(*full_out, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    lam_status status = fd < 0 ? LAM_OK : look(fd, &list, &has);
    for (size_t i = 0; i < has.n_folders; i++) {
        free(has.folders[i]);
    }
    free(has.folders);
    *kind_out = has.kind;
    char real[PATH_MAX];
    bool is_root = realpath(*full_out, real) != NULL && strcmp(real, g->folder_owned) == 0;
    if (status == LAM_OK && (has.kind == GUI_KIND_NONE || is_root)) {
        status = lam_fail(LAM_ERR_INPUT, "'%s'; accepted: a folder of results", path);
    }
    if (status != LAM_OK) {
        free(*full_out);
        *full_out = NULL;
    }
    return status;
}

/* Whether nothing writes there. */
static lam_status check_at_rest(gui *g, const char *path) {
    return gui_queue_is_out(g, path)
               ? lam_fail(LAM_ERR_INPUT, "'%s' is being written; accepted: one that is finished",
                          path)
               : LAM_OK;
}

static lam_status check_name(const char *name) {
    bool is_name = name != NULL && name[0] != '\0' && name[0] != '.' && strlen(name) <= NAME_MAX &&
                   strchr(name, '/') == NULL;
    for (const char *at = name; is_name && *at != '\0'; at++) {
        is_name = (unsigned char)*at >= ' ' && *at != 0x7f;
    }
    return is_name ? LAM_OK
                   : lam_fail(LAM_ERR_INPUT, "name; accepted: up to %d bytes, no /, no . in front",
                              NAME_MAX);
}

static void rename_one(gui *g, const char *path, const gui_request *request, gui_answer *answer) {
    char *full = NULL, other[PATH_MAX];
    gui_kind kind = GUI_KIND_NONE;
    const char *name = json_string_value(json_object_get(request->json, "name"));
    lam_status status = check_name(name);
    status = status == LAM_OK ? gui_results_find(g, path, &full, &kind) : status;
    status = status == LAM_OK ? check_at_rest(g, path) : status;
    if (status == LAM_OK) {
        const char *last = strrchr(full, '/');
        lam_format(other, sizeof other, "%.*s/%s", (int)(last - full), full, name);
        bool fits = strlen(full) + strlen(name) + 2 <= sizeof other;
        int error = fits ? gui_disk_rename(full, other) : ENAMETOOLONG;
        if (error != 0) {
            status = lam_fail(LAM_ERR_INPUT, "'%s': %s; accepted: a name that is free", name,
                              strerror(error));
        }
    }
    if (status == LAM_OK) {
        gui_queue_tell(g, true, false);
        gui_say(answer, json_pack("{s:s}", "path", other + strlen(g->folder_owned) + 1));
    } else {
        gui_refuse_status(answer, status);
    }
    free(full);
}

static void delete_one(gui *g, const char *path, gui_answer *answer) {
    char *full = NULL;
    gui_kind kind = GUI_KIND_NONE;
    lam_status status = gui_results_find(g, path, &full, &kind);
    status = status == LAM_OK ? check_at_rest(g, path) : status;
    status = status == LAM_OK ? gui_delete(full, path) : status;
    if (status == LAM_OK) {
        gui_say(answer, json_object());
    } else {
        gui_refuse_status(answer, status);
    }
    gui_queue_tell(g, true, false);
    free(full);
}

void gui_results(gui *g, const gui_request *request, gui_answer *answer) {
    static const char end[] = "/name";
    const char *path = request->rest;
    size_t n = strlen(path), n_end = sizeof end - 1;
    bool is_name = strcmp(request->method, "POST") == 0 && n > n_end &&
                   strcmp(path + n - n_end, end) == 0 && n < PATH_MAX;
    if (path[0] == '\0' && strcmp(request->method, "GET") == 0) {
        say_list(g, answer);
    } else if (is_name) {
        char one[PATH_MAX];
        lam_format(one, sizeof one, "%.*s", (int)(n - n_end), path);
        rename_one(g, one, request, answer);
    } else if (path[0] != '\0' && strcmp(request->method, "GET") == 0) {
        gui_facts(g, path, answer);
    } else if (path[0] != '\0' && strcmp(request->method, "DELETE") == 0) {
        delete_one(g, path, answer);
    } else {
        gui_refuse(answer, 405, "results/%s: %s is not accepted", path, request->method);
    }
}
