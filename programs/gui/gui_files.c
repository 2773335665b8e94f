/* SPDX-License-Identifier: BSD-3-Clause
 * gui_files.c - files of the folder that are no results: data, networks; reading, writing one. */
#define _GNU_SOURCE /* fdopendir */
#include "gui.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 3, MOST_FILES = 5000, MOST_ENTRIES = 200000 };

typedef struct listing {
    json_t *rows;
    size_t n_entries;
} listing;

/* ---- which there are ---- */

static bool ends_as(const char *name, const char *const *ends) {
    const char *end = strrchr(name, '.');
    while (end != NULL && *ends != NULL && strcmp(end, *ends) != 0) {
        ends++;
    }
    return end != NULL && *ends != NULL;
}

/* By its name: what a file of JSON is, by the keys that all of its kind have. */
static const char *kind_of(int folder, const char *name, off_t size) {
    static const char *const data[] = {".txt", ".csv", ".tsv", ".npy",
                                       ".mat", ".set", ".fif", NULL};
    static const char *const networks[] = {".param", NULL};
    static const char *const objects[] = {".json", NULL};
    enum { BEGIN = 65536, MOST_NETWORK = 64 << 20 };
    if (ends_as(name, data)) {
        return "data";
    }
    if (ends_as(name, networks)) {
        return "network";
    }
    int fd = ends_as(name, objects) && size > 0 && size <= MOST_NETWORK
                 ? openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
                 : -1;
    char *text = fd < 0 ? NULL : lam_alloc(BEGIN + 1, 1);
    ssize_t n = text == NULL ? 0 : read(fd, text, BEGIN);
    const char *kind = "other";
    if (n > 0) {
        bool is_spec =
            strstr(text, "\"parameters\"") != NULL && strstr(text, "\"network\"") != NULL;
        bool is_network = strstr(text, "\"laminae_network\"") != NULL ||
                          strstr(text, "\"cell_types\"") != NULL ||
                          strstr(text, "\"tstop\"") != NULL;
        kind = is_spec ? "spec" : is_network ? "network" : "other";
    }
    free(text);
    if (fd >= 0) {
        close(fd);
    }
    return kind;
}

static bool is_results(int folder) {
    static const char *const names[] = {"results.h5", "sweep.h5", "best.json", "posterior.json"};
    struct stat about;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (fstatat(folder, names[i], &about, AT_SYMLINK_NOFOLLOW) == 0) {
            return true;
        }
    }
    return false;
}

/* What gui_keep.c writes. */
static bool is_own(const char *name, int depth) {
    return depth == 0 && strcmp(name, "gui.json") == 0;
}

/* Takes `fd`. No links, nothing hidden, nothing of results. */
static void walk(int fd, const char *path, int depth, listing *list) {
    DIR *folder = fdopendir(fd);
    if (folder == NULL) {
        close(fd);
        return;
    }
    for (struct dirent *entry = readdir(folder); entry != NULL && list->n_entries < MOST_ENTRIES &&
                                                 json_array_size(list->rows) < MOST_FILES;
         entry = readdir(folder), list->n_entries++) {
        char below[PATH_MAX];
        struct stat about;
        if (entry->d_name[0] == '.' || is_own(entry->d_name, depth) ||
            !lam_text_is_utf8(entry->d_name) ||
            strlen(path) + strlen(entry->d_name) + 2 > sizeof below ||
            fstatat(dirfd(folder), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
            continue;
        }
        lam_format(below, sizeof below, "%s%s%s", path, depth == 0 ? "" : "/", entry->d_name);
        if (S_ISREG(about.st_mode)) {
            json_array_append_new(
                list->rows,
                json_pack("{s:s, s:f, s:f, s:s}", "path", below, "bytes", (double)about.st_size,
                          "modified",
                          (double)about.st_mtim.tv_sec + 1e-9 * (double)about.st_mtim.tv_nsec,
                          "kind", kind_of(dirfd(folder), entry->d_name, about.st_size)));
        } else if (S_ISDIR(about.st_mode) && depth < DEEPEST) {
            int next = openat(dirfd(folder), entry->d_name,
                              O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (next >= 0 && !is_results(next)) {
                walk(next, below, depth + 1, list);
            } else if (next >= 0) {
                close(next);
            }
        }
    }
    closedir(folder);
}

static int by_path(const void *a, const void *b) {
    json_t *const *x = a, *const *y = b;
    return strcmp(json_string_value(json_object_get(*x, "path")),
                  json_string_value(json_object_get(*y, "path")));
}

static void say_list(const gui *g, gui_answer *answer) {
    listing list = {.rows = json_array()};
    int fd = open(g->folder_owned, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        walk(fd, "", 0, &list);
    }
    size_t n = json_array_size(list.rows);
    json_t **rows = lam_alloc(n, sizeof *rows), *sorted = json_array();
    for (size_t i = 0; rows != NULL && i < n; i++) {
        rows[i] = json_array_get(list.rows, i);
    }
    if (rows != NULL) {
        qsort(rows, n, sizeof *rows, by_path);
    }
    for (size_t i = 0; rows != NULL && i < n; i++) {
        json_array_append(sorted, rows[i]);
    }
    free(rows);
    json_decref(list.rows);
    gui_say(answer, sorted);
}

/* ---- one of them ---- */

/* Only what cannot do anything in a page is said to be what it is. */
static const char *type_of(const char *path) {
    static const char *const types[][2] = {{".png", "image/png"},
                                           {".gif", "image/gif"},
                                           {".mp4", "video/mp4"},
                                           {".pdf", "application/pdf"},
                                           {".json", "application/json"},
                                           {".csv", "text/csv; charset=utf-8"},
                                           {".txt", "text/plain; charset=utf-8"}};
    const char *end = strrchr(path, '.');
    for (size_t i = 0; end != NULL && i < sizeof types / sizeof *types; i++) {
        if (strcmp(end, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    return "application/octet-stream";
}

/* Those of the server itself are nobody's business. */
static lam_status full_of(const gui *g, const char *path, char **full_out) {
    LAM_TRY(gui_path_full(g, path, full_out));
    char real[PATH_MAX];
    lam_format(real, sizeof real, "%s/.laminae", g->folder_owned);
    size_t n = strlen(real);
    char *found = realpath(*full_out, NULL);
    const char *shown = found == NULL ? *full_out : found;
    bool is_own = strncmp(shown, real, n) == 0 && (shown[n] == '/' || shown[n] == '\0');
    free(found);
    if (is_own) {
        free(*full_out);
        *full_out = NULL;
        return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: a file of yours", path);
    }
    return LAM_OK;
}

static void read_one(const gui *g, const char *path, gui_answer *answer) {
    char *full = NULL, *bytes = NULL;
    size_t n = 0;
    lam_status status = full_of(g, path, &full);
    struct stat about;
    if (status == LAM_OK && stat(full, &about) != 0) {
        gui_refuse(answer, 404, "'%s': %s", path, strerror(errno));
    } else if (status == LAM_OK && gui_disk_read(full, GUI_BODY, &bytes, &n) == LAM_OK) {
        gui_give(answer, type_of(path), bytes, n);
    } else {
        gui_refuse(answer, 400, "%s", lam_error());
    }
    free(full);
}

/* Folders above it are made. */
static lam_status make_folders(char *full, size_t n_folder) {
    for (char *slash = strchr(full + n_folder + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int error = mkdir(full, 0777) == 0 || errno == EEXIST ? 0 : errno;
        *slash = '/';
        if (error != 0) {
            return lam_fail(LAM_ERR_INPUT, "'%s': %s", full + n_folder + 1, strerror(error));
        }
    }
    return LAM_OK;
}

static lam_status check_names(const char *path) {
    bool is_name = lam_text_is_utf8(path) && path[0] != '\0' && path[strlen(path) - 1] != '/';
    for (const char *at = path; is_name && *at != '\0'; at++) {
        is_name = (unsigned char)*at >= ' ' && *at != 0x7f;
    }
    for (const char *part = path; is_name && part != NULL;
         part = strchr(part, '/') == NULL ? NULL : strchr(part, '/') + 1) {
        is_name = part[0] != '.' && strcspn(part, "/") <= NAME_MAX;
    }
    return is_name ? LAM_OK
                   : lam_fail(LAM_ERR_INPUT,
                              "a file's name; accepted: UTF-8, no . in front, up to %d bytes",
                              NAME_MAX);
}

static void write_one(gui *g, const gui_request *request, gui_answer *answer) {
    char *full = NULL;
    const char *path = request->rest, *replace = request->query(request, "replace");
    bool replaces = replace != NULL && strcmp(replace, "1") == 0;
    struct stat about;
    lam_status status = check_names(path);
    status = status == LAM_OK ? full_of(g, path, &full) : status;
    bool is_there = status == LAM_OK && lstat(full, &about) == 0;
    if (is_there && !S_ISREG(about.st_mode)) {
        status = lam_fail(LAM_ERR_INPUT, "'%s'; accepted: a file", path);
    }
    if (status == LAM_OK && is_there && !replaces) {
        gui_refuse(answer, 409, "'%s' is there already; accepted: another name, or ?replace=1",
                   path);
        free(full);
        return;
    }
    status = status == LAM_OK ? make_folders(full, strlen(g->folder_owned)) : status;
    if (status == LAM_OK) {
        status = gui_disk_write(full, request->body, request->n_body, replaces);
    }
    if (status == LAM_OK) {
        gui_say(answer, json_pack("{s:s}", "path", path));
    } else {
        gui_refuse_status(answer, status);
    }
    free(full);
}

void gui_files(gui *g, const gui_request *request, gui_answer *answer) {
    bool is_get = strcmp(request->method, "GET") == 0;
    if (request->rest[0] == '\0' && is_get) {
        say_list(g, answer);
    } else if (is_get) {
        read_one(g, request->rest, answer);
    } else if (strcmp(request->method, "PUT") == 0) {
        write_one(g, request, answer);
    } else {
        gui_refuse(answer, 405, "files/%s: %s is not accepted", request->rest, request->method);
    }
}
