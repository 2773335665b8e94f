/* SPDX-License-Identifier: BSD-3-Clause
 * gui_main.c - laminae-gui NAME=VALUE ..., which `laminae gui` calls: a page in the browser, until
 * SIGINT or SIGTERM. */
#include "gui_queue.h"
#include "words.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static lam_status read_words(int n, char **given, gui *g, double *job) {
    const char *folder = ".";
    double port = 0;
    bool no_open = false;
    const word known[] = {{"home", .text = &g->home},
                          {"folder", .text = &folder},
                          {"port", .number = &port},
                          {"no_open", .flag = &no_open},
                          {"job", .number = job}};
    LAM_TRY(words_read("gui", sizeof known / sizeof *known, known, n, given));
    if (port < 0 || port > 65535 || port != (int)port) {
        return lam_fail(LAM_ERR_INPUT, "--port: %g; accepted: 0 to 65535", port);
    }
    g->port = (unsigned)port;
    g->opens = !no_open;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        return lam_fail(LAM_ERR_INPUT, "'%s': %s; accepted: a folder", folder, strerror(errno));
    }
    struct stat about;
    g->folder_owned = realpath(folder, NULL);
    if (g->folder_owned == NULL || stat(g->folder_owned, &about) != 0 || !S_ISDIR(about.st_mode)) {
        return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: a folder", folder);
    }
    g->home_owned = realpath(g->home, NULL);
    g->home = g->home_owned == NULL ? g->home : g->home_owned;
    if (chdir(g->folder_owned) != 0) { /* from where children and the library name files */
        return lam_fail(LAM_ERR_INPUT, "'%s': %s; accepted: a folder", g->folder_owned,
                        strerror(errno));
    }
    char command[PATH_MAX];
    lam_format(command, sizeof command, "%s/laminae", g->home);
    g->command_owned = realpath(command, NULL);
    g->options_owned = gui_options_read(g);
    return g->command_owned != NULL && json_array_size(g->options_owned) > 0
               ? LAM_OK
               : lam_fail(LAM_ERR_IO, "%s; accepted: the folder of the project", g->home);
}

static lam_status draw_token(char token[GUI_TOKEN]) {
    unsigned char random[(GUI_TOKEN - 1) / 2];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        return lam_fail(LAM_ERR_IO, "no random numbers: %s", strerror(errno));
    }
    for (size_t i = 0; i < sizeof random; i++) {
        lam_format(token + 2 * i, 3, "%02x", random[i]);
    }
    return LAM_OK;
}

static void show(const gui *g, const char *address) {
    printf("%s\n", address);
    fflush(stdout);
    if (g->opens) {
        gui_open(address);
    }
}

/* Until a signal ends it. */
static lam_status serve(gui *g, const sigset_t *ends) {
    char address[GUI_ADDRESS];
    int which;
    size_t n_running = 0;
    LAM_TRY(draw_token(g->token));
    LAM_TRY(gui_queue_start(g));
    lam_status status = gui_serve(g);
    if (status == LAM_OK) {
        lam_format(address, sizeof address, "http://127.0.0.1:%u/?token=%s", g->port, g->token);
        status = gui_claim_say(g, address);
        if (status == LAM_OK) {
            show(g, address);
            sigwait(ends, &which);
        }
        gui_queue_wake(g);
        gui_child_end_all();
        gui_end_serving();
    } else {
        gui_queue_wake(g);
    }
    gui_queue_end(g, &n_running);
    if (n_running > 0) {
        fprintf(stderr, "laminae: the job that runs goes on; laminae gui shows it again\n");
    }
    return status;
}

/* A folder that is served already is not served twice: its page is shown. */
static lam_status serve_or_show(gui *g, const sigset_t *ends) {
    char other[GUI_ADDRESS];
    lam_status status = gui_claim(g, other);
    if (status == LAM_OK && other[0] != '\0') {
        char *port = strrchr(other, ':');
        if (g->port != 0 && port != NULL && strtoul(port + 1, NULL, 10) != g->port) {
            return lam_fail(LAM_ERR_INPUT,
                            "--port: %u; accepted: %lu, where '%s' is served "
                            "already",
                            g->port, strtoul(port + 1, NULL, 10), g->folder_owned);
        }
        fprintf(stderr, "laminae: '%s' is served already:\n", g->folder_owned);
        show(g, other);
        return LAM_OK;
    }
    if (status == LAM_OK) {
        status = serve(g, ends);
        gui_claim_end(g);
    }
    return status;
}

int main(int n, char **words) {
    gui g = {.home = ".", .claim_fd = -1};
    double job = 0;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ends, NULL); /* in all threads, which inherit it */
    mallopt(M_ARENA_MAX, 2);                 /* memory goes back, whichever thread had it, */
    mallopt(M_MMAP_THRESHOLD, 256 << 10);    /* and large pieces at once */
    lam_status status = read_words(n - 1, words + 1, &g, &job);
    int exit_status = 0;
    if (status == LAM_OK && job > 0) {
        exit_status = gui_runner(&g, (long)job);
    } else if (status == LAM_OK) {
        signal(SIGPIPE, SIG_IGN);
        status = serve_or_show(&g, &ends);
    }
    if (status != LAM_OK) {
        fprintf(stderr, "laminae: %s\n", lam_error());
        exit_status = status == LAM_ERR_INPUT ? 2 : 1;
    }
    free(g.command_owned);
    free(g.home_owned);
    free(g.folder_owned);
    json_decref(g.options_owned);
    return exit_status;
}
