/* SPDX-License-Identifier: BSD-3-Clause
 * gui_folder.c - paths stay in the folder that is served. */
#include "gui.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool has_step_up(const char *path) {
    for (const char *part = path; part != NULL; part = strchr(part, '/')) {
        part += *part == '/' ? 1 : 0;
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')) {
            return true;
        }
    }
    return false;
}

static lam_status refuse(const char *path) {
    return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: a path in the folder that is served", path);
}

/* Whether what there is of a path, up to the deepest folder that is there, is in the folder. Cuts
 * `full`. A link to nowhere leads out, as what is made there would be. */
static bool is_inside(const gui *g, char *full) {
    size_t n = strlen(g->folder_owned);
    char real[PATH_MAX];
    struct stat about;
    while (realpath(full, real) == NULL) {
        if (lstat(full, &about) == 0 || strlen(full) <= n) {
            return false;
        }
        *strrchr(full, '/') = '\0';
    }
    return strncmp(real, g->folder_owned, n) == 0 && (real[n] == '/' || real[n] == '\0');
}

lam_status gui_path_full(const gui *g, const char *path, char **full_out) {
    char full[PATH_MAX];
    if (path[0] == '\0' || path[0] == '/' || has_step_up(path) ||
        strlen(g->folder_owned) + strlen(path) + 2 > sizeof full) {
        return refuse(path);
    }
    /* of FILE:NAME the file, too */
    for (size_t n = 0; n <= strlen(path); n++) {
        if (path[n] == ':' || path[n] == '\0') {
            lam_format(full, sizeof full, "%s/%.*s", g->folder_owned, (int)n, path);
            if (!is_inside(g, full)) {
                return refuse(path);
            }
        }
    }
    size_t size = strlen(g->folder_owned) + strlen(path) + 2;
    char *whole = lam_alloc(size, 1);
    if (whole == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_format(whole, size, "%s/%s", g->folder_owned, path);
    *full_out = whole;
    return LAM_OK;
}

lam_status gui_path_check(const gui *g, const char *path) {
    char *full = NULL;
    LAM_TRY(gui_path_full(g, path, &full));
    free(full);
    return LAM_OK;
}
