/* SPDX-License-Identifier: BSD-3-Clause
 * gui_child.c - commands that are soon over: started without a shell, waited for. */
#define _GNU_SOURCE /* pipe2, POLLRDHUP */
#include "gui.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST_OUTPUT = 64 << 20, PATIENCE = 100 }; /* looks, 20 ms apart, at one that has to end */

/* What comes out of one end of a pipe. */
typedef struct stream {
    int read_end, write_end;
    char *bytes_owned;
    size_t n, n_held;
} stream;

/* Readable once the server ends. */
static int end_fd = -1;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_end(void) {
    end_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void gui_child_end_all(void) {
    uint64_t one = 1;
    pthread_once(&once, open_end);
    (void)!write(end_fd, &one, sizeof one);
}

static double now_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static lam_status open_stream(stream *s) {
    int ends[2];
    *s = (stream){.read_end = -1, .write_end = -1};
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return lam_fail(LAM_ERR_IO, "no pipe: %s", strerror(errno));
    }
    s->read_end = ends[0];
    s->write_end = ends[1];
    return LAM_OK;
}

static void close_end(int *end) {
    if (*end >= 0) {
        close(*end);
    }
    *end = -1;
}

/* false: it has ended, or said too much. */
static bool take(stream *s) {
    enum { PIECE = 65536 };
    char *bytes = s->n + PIECE > MOST_OUTPUT
                      ? NULL
                      : lam_grow(s->bytes_owned, s->n + PIECE + 1, &s->n_held, 1);
    if (bytes == NULL) {
        return false;
    }
    s->bytes_owned = bytes;
    ssize_t n = read(s->read_end, bytes + s->n, PIECE);
    if (n > 0) {
        s->n += (size_t)n;
    }
    bytes[s->n] = '\0';
    return n > 0 || (n < 0 && errno == EINTR);
}

static lam_status start(const char *const *words, const stream *output, const stream *errors,
                        pid_t *pid_out) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none, pipe_alone;
    sigemptyset(&none);
    sigemptyset(&pipe_alone);
    sigaddset(&pipe_alone, SIGPIPE);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, output->write_end, 1);
    posix_spawn_file_actions_adddup2(&files, errors->write_end, 2);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &pipe_alone);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                       POSIX_SPAWN_SETPGROUP);
    int error = posix_spawn(pid_out, words[0], &files, &how, (char *const *)words, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    return error == 0 ? LAM_OK : lam_fail(LAM_ERR_IO, "%s: %s", words[0], strerror(error));
}

/* Until both are closed. false: that took too long, or nobody waits for it any more. */
static bool listen_to(stream *output, stream *errors, double most_s, int socket) {
    double end_s = now_s() + most_s;
    while (output->read_end >= 0 || errors->read_end >= 0) {
        struct pollfd ends[] = {{.fd = output->read_end, .events = POLLIN},
                                {.fd = errors->read_end, .events = POLLIN},
                                {.fd = socket, .events = POLLRDHUP},
                                {.fd = end_fd, .events = POLLIN}};
        double left_s = end_s - now_s();
        if (left_s <= 0 || (poll(ends, 4, (int)(1000 * left_s) + 1) < 0 && errno != EINTR)) {
            return false;
        }
        if (ends[2].revents != 0 || ends[3].revents != 0) {
            return false;
        }
        if (ends[0].revents != 0 && !take(output)) {
            close_end(&output->read_end);
        }
        if (ends[1].revents != 0 && !take(errors)) {
            close_end(&errors->read_end);
        }
    }
    return true;
}

/* Its group is ended, which may clear up first. */
static int end(pid_t pid) {
    struct timespec pause = {.tv_nsec = 20000000};
    int status = 0;
    kill(-pid, SIGTERM);
    for (int i = 0; i < PATIENCE; i++) {
        if (waitpid(pid, &status, WNOHANG) == pid) {
            kill(-pid, SIGKILL);
            return 128 + SIGTERM;
        }
        nanosleep(&pause, NULL);
    }
    kill(-pid, SIGKILL);
    waitpid(pid, &status, 0);
    return 128 + SIGKILL;
}

static int wait_for(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* As many at once as there are processors; the others wait. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t has_ended = PTHREAD_COND_INITIALIZER;
static long n_running;

static void take_turn(void) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN), most = cores > 2 ? cores : 2;
    pthread_mutex_lock(&lock);
    while (n_running >= most) {
        pthread_cond_wait(&has_ended, &lock);
    }
    n_running++;
    pthread_mutex_unlock(&lock);
}

static void give_turn(void) {
    pthread_mutex_lock(&lock);
    n_running--;
    pthread_cond_signal(&has_ended);
    pthread_mutex_unlock(&lock);
}

static lam_status run(const char *const *words, double most_s, int socket, gui_child *out) {
    stream output, errors = {.read_end = -1, .write_end = -1};
    pid_t pid = 0;
    LAM_TRY(open_stream(&output));
    lam_status status = open_stream(&errors);
    status = status == LAM_OK ? start(words, &output, &errors, &pid) : status;
    close_end(&output.write_end);
    close_end(&errors.write_end);
    if (status == LAM_OK) {
        if (listen_to(&output, &errors, most_s, socket)) {
            out->status = wait_for(pid);
        } else {
            out->status = end(pid);
            status = lam_fail(LAM_ERR_IO, "it took more than %g s", most_s);
        }
    }
    close_end(&output.read_end);
    close_end(&errors.read_end);
    out->output_owned = output.bytes_owned;
    out->n_output = output.n;
    out->errors_owned = errors.bytes_owned;
    return status;
}

lam_status gui_child_run(const char *const *words, double most_s, int socket, gui_child *out) {
    *out = (gui_child){.status = -1};
    pthread_once(&once, open_end);
    take_turn();
    lam_status status = run(words, most_s, socket, out);
    give_turn();
    return status;
}

void gui_child_free(gui_child *child) {
    free(child->output_owned);
    free(child->errors_owned);
}
