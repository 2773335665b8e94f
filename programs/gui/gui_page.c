/* SPDX-License-Identifier: BSD-3-Clause
 * gui_page.c - the files of the page. */
#include "gui.h"

#include <stdlib.h>
#include <string.h>

#define SYSTEM "/usr/share/javascript/"

/* Those of others are where Debian puts them. */
static const struct {
    const char *name, *path;
} of_others[] = {
    {"dygraph.js", SYSTEM "dygraphs/dygraph.min.js"},
    {"dygraph.css", SYSTEM "dygraphs/dygraph.min.css"},
    {"three.js", SYSTEM "three/three.min.js"},
    {"orbit.js", SYSTEM "three/examples/js/controls/OrbitControls.js"},
};

static const char *type_of(const char *name) {
    static const char *const types[][2] = {{".html", "text/html; charset=utf-8"},
                                           {".js", "text/javascript; charset=utf-8"},
                                           {".css", "text/css; charset=utf-8"},
                                           {".svg", "image/svg+xml"}};
    const char *end = strrchr(name, '.');
    for (size_t i = 0; end != NULL && i < sizeof types / sizeof *types; i++) {
        if (strcmp(end, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    return NULL;
}

/* The page's own addresses need the token, too: it stands in the place of TOKEN. */
static char *with_token(const gui *g, char *text, size_t *n) {
    static const char mark[] = "=TOKEN";
    lam_text out = {.bytes = NULL};
    char *from = text, *whole = NULL;
    for (char *at = strstr(from, mark); at != NULL; at = strstr(from, mark)) {
        *at = '\0';
        lam_text_add(&out, "%s=%s", from, g->token);
        from = at + sizeof mark - 1;
    }
    lam_text_add(&out, "%s", from);
    free(text);
    if (lam_text_take(&out, &whole) != LAM_OK) {
        return NULL;
    }
    *n = strlen(whole);
    return whole;
}

bool gui_page_file(const gui *g, const char *name, gui_answer *answer) {
    char path[4096];
    const char *type = type_of(name);
    if (type == NULL || strchr(name, '/') != NULL || name[0] == '.') {
        return false;
    }
    lam_format(path, sizeof path, "%s/programs/gui/page/%s", g->home, name);
    for (size_t i = 0; i < sizeof of_others / sizeof *of_others; i++) {
        if (strcmp(name, of_others[i].name) == 0) {
            lam_format(path, sizeof path, "%s", of_others[i].path);
        }
    }
    size_t n = 0;
    char *bytes = NULL;
    if (gui_disk_read(path, GUI_BODY, &bytes, &n) == LAM_OK && strcmp(name, "index.html") == 0) {
        bytes = with_token(g, bytes, &n);
    }
    if (bytes == NULL) {
        return false;
    }
    gui_give(answer, type, bytes, n);
    return true;
}
