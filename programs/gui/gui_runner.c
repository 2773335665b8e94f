/* SPDX-License-Identifier: BSD-3-Clause
 * gui_runner.c - the process that waits for the command of a job, whatever becomes of the server.
 */
#define _GNU_SOURCE /* POSIX_SPAWN_SETSID, prctl */
#include "gui_queue.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { GRACE_S = 10 }; /* from SIGTERM to SIGKILL */

/* ---- in the server ---- */

lam_status gui_runner_start(const gui *g, long id, gui_process *runner_out) {
    char log[PATH_MAX], folder[PATH_MAX], home[PATH_MAX], job[32];
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t all, pipe_alone;
    gui_job_path(g, id, "log", log);
    lam_format(folder, sizeof folder, "folder=%s", g->folder_owned);
    lam_format(home, sizeof home, "home=%s", g->home);
    lam_format(job, sizeof job, "job=%ld", id);
    char *const words[] = {"laminae-gui", home, folder, job, NULL};
    sigfillset(&all); /* they wait until the runner looks at them */
    sigemptyset(&pipe_alone);
    sigaddset(&pipe_alone, SIGPIPE);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, log, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW,
                                     0666);
    posix_spawn_file_actions_adddup2(&files, 1, 2);
    posix_spawnattr_setsigmask(&how, &all);
    posix_spawnattr_setsigdefault(&how, &pipe_alone);
    posix_spawnattr_setflags(&how,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
    pid_t pid = 0;
    int error = posix_spawn(&pid, "/proc/self/exe", &files, &how, words, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    if (error != 0) {
        return lam_fail(LAM_ERR_IO, "the job cannot be started: %s", strerror(error));
    }
    *runner_out = gui_process_of(pid);
    return LAM_OK;
}

/* ---- in the runner ---- */

/* The command ends when the runner does. */
static void become(const gui *g, const char **argv, pid_t runner) {
    sigset_t none;
    sigemptyset(&none);
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != runner ||
        chdir(g->folder_owned) != 0) {
        fprintf(stderr, "laminae: %s: %s\n", g->folder_owned, strerror(errno));
        _exit(1);
    }
    setenv("LAMINAE_PROGRESS", "1", 1);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execv(argv[0], (char *const *)argv);
    fprintf(stderr, "laminae: %s: %s\n", argv[0], strerror(errno));
    _exit(1);
}

/* Children that are left, and theirs, which become ours (PR_SET_CHILD_SUBREAPER). */
static void kill_the_rest(void) {
    char path[64], list[4096];
    long pid = 0;
    lam_format(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
    for (pid_t ended = 0; ended >= 0;) {
        FILE *file = fopen(path, "re");
        size_t n = file == NULL ? 0 : fread(list, 1, sizeof list - 1, file);
        list[n] = '\0';
        char *end = list;
        for (char *at = list; (pid = strtol(at, &end, 10)) > 0 && end != at; at = end) {
            kill((pid_t)pid, SIGKILL);
        }
        if (file != NULL) {
            fclose(file);
        }
        ended = waitpid(-1, NULL, 0);
    }
}

static double now_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The exit status of the command; *is_stopped: SIGTERM came first. */
static int wait_for(pid_t command, bool *is_stopped) {
    sigset_t signals;
    int status = 0;
    double end_s = 0;
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SIGTERM);
    *is_stopped = false;
    for (;;) {
        struct timespec second = {.tv_sec = 1};
        int which = sigtimedwait(&signals, NULL, *is_stopped ? &second : NULL);
        if (which < 0 && errno == EINVAL) {
            return 1;
        }
        for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0;
             pid = waitpid(-1, &status, WNOHANG)) {
            if (pid == command && WIFSIGNALED(status) && !*is_stopped) {
                fprintf(stderr, "\nlaminae: the command was ended by signal %d%s\n",
                        WTERMSIG(status),
                        WTERMSIG(status) == SIGKILL ? ", perhaps as memory ran out" : "");
            }
            if (pid == command) {
                return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
            }
        }
        if (which == SIGTERM && !*is_stopped) {
            *is_stopped = true;
            end_s = now_s() + GRACE_S;
            kill(command, SIGTERM);
        }
        if (*is_stopped && now_s() > end_s) {
            kill(command, SIGKILL);
        }
    }
}

static lam_status run(const gui *g, long id) {
    static const char *const more[] = {"--no-setup", NULL};
    json_t *whole = NULL;
    const char **argv = NULL;
    bool is_stopped = false;
    LAM_TRY(gui_job_claim(g, id));
    lam_status status = gui_job_read(g, id, &whole);
    status = status == LAM_OK
                 ? gui_words_read(g, json_object_get(whole, "words"), GUI_LONG, more, &argv)
                 : status;
    if (status == LAM_OK) {
        pid_t runner = getpid(), command = fork();
        if (command == 0) {
            become(g, argv, runner);
        }
        int exit_status = command < 0 ? 1 : wait_for(command, &is_stopped);
        kill_the_rest();
        gui_job_is is = exit_status == 0 ? GUI_DONE : is_stopped ? GUI_STOPPED : GUI_FAILED;
        status = gui_job_end(g, id, is, exit_status);
    } else {
        fprintf(stderr, "laminae: %s\n", lam_error());
        status = gui_job_end(g, id, GUI_FAILED, 2);
    }
    free(argv);
    json_decref(whole);
    return status;
}

int gui_runner(const gui *g, long id) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    lam_status status = run(g, id);
    if (status != LAM_OK) {
        fprintf(stderr, "laminae: %s\n", lam_error());
    }
    return status == LAM_OK ? 0 : 1;
}
