/* SPDX-License-Identifier: BSD-3-Clause
 * gui_open.c - the page in the user's browser. */
#include "gui.h"

#include <spawn.h>
#include <stdlib.h>

extern char **environ;

void gui_open(const gui *g) {
    char address[128];
    lam_format(address, sizeof address, "http://127.0.0.1:%u/?token=%s", g->port, g->token);
    if (getenv("DISPLAY") == NULL && getenv("WAYLAND_DISPLAY") == NULL) {
        return;
    }
    char *const words[] = {"xdg-open", address, NULL};
    pid_t pid;
    posix_spawnp(&pid, words[0], NULL, NULL, words, environ);
}
