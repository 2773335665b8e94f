/* SPDX-License-Identifier: BSD-3-Clause
 * gui_folder.c - paths stay in the folder that is served. */
#include "gui.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

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

lam_status gui_path_full(const gui *g, const char *path, char **full_out) {
    size_t n = strlen(g->folder_owned);
    if (path[0] == '\0' || path[0] == '/' || has_step_up(path) || n + strlen(path) + 2 > PATH_MAX) {
        return refuse(path);
    }
    char full[PATH_MAX], real[PATH_MAX];
    lam_format(full, sizeof full, "%s/%s", g->folder_owned, path);
    /* the deepest folder of it that is there */
    char *end = full + strlen(full);
    while (realpath(full, real) == NULL && end > full + n) {
        *end = '\0';
        while (end > full + n && *end != '/') {
            end--;
        }
        *end = '\0';
    }
    if (strncmp(real, g->folder_owned, n) != 0 || (real[n] != '/' && real[n] != '\0')) {
        return refuse(path);
    }
    char *whole = lam_alloc(n + strlen(path) + 2, 1);
    if (whole == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_format(whole, n + strlen(path) + 2, "%s/%s", g->folder_owned, path);
    *full_out = whole;
    return LAM_OK;
}

lam_status gui_path_check(const gui *g, const char *path) {
    char *full = NULL;
    LAM_TRY(gui_path_full(g, path, &full));
    free(full);
    return LAM_OK;
}
