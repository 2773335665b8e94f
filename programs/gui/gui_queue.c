/* SPDX-License-Identifier: BSD-3-Clause
 * gui_queue.c - the queue: one job at a time, in their order. Its thread sleeps until something is
 * asked of it, and looks at the log of the job that runs, but never when none does. */
#include "gui_queue.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MS = 250, WAIT_S = 25, MOST_WAITING = 16, MOST_ENDED = 200 };

typedef struct gui_queue {
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t changed;
    pthread_t thread;
    int wake_fd;  /* an eventfd */
    int watch_fd; /* gui_watch.c */
    gui_job *jobs_owned;
    size_t n, n_held;
    long next_id, state, n_results, n_page;
    long n_waits; /* requests that have waited so far */
    bool is_ending;
} gui_queue;

static void wake(gui_queue *q) {
    uint64_t one = 1;
    (void)!write(q->wake_fd, &one, sizeof one);
}

static void tell(gui_queue *q) {
    q->state++;
    pthread_cond_broadcast(&q->changed);
}

static gui_job *find(gui_queue *q, long id) {
    for (size_t i = 0; i < q->n; i++) {
        if (q->jobs_owned[i].id == id) {
            return &q->jobs_owned[i];
        }
    }
    return NULL;
}

static gui_job *find_first(gui_queue *q, gui_job_is is) {
    for (size_t i = 0; i < q->n; i++) {
        if (q->jobs_owned[i].is == is) {
            return &q->jobs_owned[i];
        }
    }
    return NULL;
}

/* ---- jobs of earlier servers ---- */

static lam_status add_loaded(gui *g, long id) {
    gui_queue *q = g->queue;
    json_t *whole = NULL;
    gui_job job = {.id = id, .runner = GUI_NO_PROCESS, .progress = {.done = -1}};
    const char **argv = NULL;
    char path[PATH_MAX];
    struct stat about;
    gui_job_path(g, id, "", path);
    if (lstat(path, &about) != 0 || !S_ISDIR(about.st_mode)) {
        return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: a folder", path);
    }
    LAM_TRY(gui_job_read(g, id, &whole));
    lam_status status = gui_words_read(g, json_object_get(whole, "words"), GUI_LONG, NULL, &argv);
    free(argv);
    if (status == LAM_OK) {
        LAM_GROW(q->jobs_owned, q->n + 1, &q->n_held);
        gui_job_load(g, id, &job);
        gui_progress_of(g, id, &job.progress);
        job.told_owned = gui_job_told(whole);
        q->jobs_owned[q->n++] = job;
    }
    json_decref(whole);
    return status;
}

static int by_id(const void *a, const void *b) {
    const gui_job *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

/* One that cannot be read is left alone. */
static void load_all(gui *g) {
    gui_queue *q = g->queue;
    char path[PATH_MAX];
    lam_format(path, sizeof path, "%s/.laminae/jobs", g->folder_owned);
    DIR *folder = opendir(path);
    for (struct dirent *entry = folder == NULL ? NULL : readdir(folder); entry != NULL;
         entry = readdir(folder)) {
        char *end = NULL;
        long id = strtol(entry->d_name, &end, 10);
        if (id > 0 && id < LONG_MAX && *end == '\0' && entry->d_name[0] != '+') {
            q->next_id = id >= q->next_id ? id + 1 : q->next_id;
            (void)add_loaded(g, id);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    if (q->n > 0) {
        qsort(q->jobs_owned, q->n, sizeof *q->jobs_owned, by_id);
    }
}

/* ---- the thread ---- */

static void end_job(gui *g, gui_job *job) {
    waitpid(job->runner.pid, NULL, WNOHANG); /* it may be no child of this server */
    gui_process_close(&job->runner);
    gui_job_load(g, job->id, job);
    if (job->is == GUI_WAITING) { /* the runner could not begin */
        gui_job_end(g, job->id, GUI_FAILED, 1);
        gui_job_load(g, job->id, job);
    }
    gui_progress_of(g, job->id, &job->progress);
    g->queue->n_results++;
    tell(g->queue);
}

static void begin_job(gui *g, gui_job *job) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (gui_runner_start(g, job->id, &job->runner) == LAM_OK) {
        job->is = GUI_RUNNING;
        job->started_s = (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
    } else {
        lam_format(job->progress.line, GUI_LINE, "%s", lam_error());
        gui_job_end(g, job->id, GUI_FAILED, 1);
        job->is = GUI_FAILED;
    }
    tell(g->queue);
}

static void look_at(gui *g, gui_job *job) {
    gui_progress before = job->progress;
    gui_progress_of(g, job->id, &job->progress);
    if (before.done < job->progress.done || strcmp(before.line, job->progress.line) != 0) {
        tell(g->queue);
    }
}

/* Sleeps until something is to be done; of the job that runs. */
static void sleep_until(gui *g, const gui_job *job, bool *is_changed) {
    gui_queue *q = g->queue;
    struct pollfd ends[] = {{.fd = q->wake_fd, .events = POLLIN},
                            {.fd = job == NULL ? -1 : job->runner.fd, .events = POLLIN},
                            {.fd = *is_changed ? -1 : q->watch_fd, .events = POLLIN}};
    bool was_changed = *is_changed;
    pthread_mutex_unlock(&q->lock);
    poll(ends, 3, job == NULL && !was_changed ? -1 : TICK_MS);
    pthread_mutex_lock(&q->lock);
    uint64_t n = 0;
    if (ends[0].revents != 0) {
        (void)!read(q->wake_fd, &n, sizeof n);
    }
    *is_changed = ends[2].revents != 0 && gui_watch_read(q->watch_fd);
    if (was_changed) { /* a moment ago: what comes together is told of once */
        gui_watch_read(q->watch_fd);
        if (!gui_watch_add(g, q->watch_fd)) {
            close(q->watch_fd);
            q->watch_fd = -1;
        }
        q->n_results++;
        tell(q);
    }
}

static void *manage(void *context) {
    gui *g = context;
    gui_queue *q = g->queue;
    bool is_changed = false;
    pthread_mutex_lock(&q->lock);
    while (!q->is_ending) {
        gui_job *job = find_first(q, GUI_RUNNING), *next = find_first(q, GUI_WAITING);
        if (job == NULL && next != NULL) {
            begin_job(g, next);
            continue;
        }
        sleep_until(g, job, &is_changed);
        job = find_first(q, GUI_RUNNING); /* the list may have grown, and moved */
        if (job != NULL && !gui_process_lives(&job->runner)) {
            end_job(g, job);
        } else if (job != NULL) {
            look_at(g, job);
        }
    }
    pthread_mutex_unlock(&q->lock);
    return NULL;
}

/* ---- from outside ---- */

lam_status gui_queue_start(gui *g) {
    pthread_condattr_t how;
    gui_queue *q = lam_alloc(1, sizeof *q);
    if (q == NULL) {
        return LAM_ERR_MEMORY;
    }
    g->queue = q;
    q->next_id = q->state = 1;
    q->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_condattr_init(&how);
    pthread_condattr_setclock(&how, CLOCK_MONOTONIC);
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->changed, &how);
    pthread_condattr_destroy(&how);
    load_all(g);
    q->watch_fd = gui_watch_open(g);
    int error = q->wake_fd < 0 ? errno : pthread_create(&q->thread, NULL, manage, g);
    return error == 0 ? LAM_OK : lam_fail(LAM_ERR_IO, "no thread: %s", strerror(error));
}

void gui_queue_wake(gui *g) {
    gui_queue *q = g->queue;
    pthread_mutex_lock(&q->lock);
    q->is_ending = true;
    tell(q);
    pthread_mutex_unlock(&q->lock);
    wake(q);
    pthread_join(q->thread, NULL);
}

void gui_queue_end(gui *g, size_t *n_running_out) {
    gui_queue *q = g->queue;
    *n_running_out = 0;
    for (size_t i = 0; i < q->n; i++) {
        *n_running_out += q->jobs_owned[i].is == GUI_RUNNING ? 1 : 0;
        gui_process_close(&q->jobs_owned[i].runner);
        json_decref(q->jobs_owned[i].told_owned);
    }
    close(q->wake_fd);
    if (q->watch_fd >= 0) {
        close(q->watch_fd);
    }
    pthread_mutex_destroy(&q->lock);
    pthread_cond_destroy(&q->changed);
    free(q->jobs_owned);
    free(q);
}

lam_status gui_queue_add(gui *g, json_t *whole, long *id_out) {
    gui_queue *q = g->queue;
    pthread_mutex_lock(&q->lock);
    gui_job *grown = lam_grow(q->jobs_owned, q->n + 1, &q->n_held, sizeof *grown);
    lam_status status = grown == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (grown != NULL) {
        q->jobs_owned = grown;
        *id_out = q->next_id;
        status = gui_job_create(g, *id_out, whole);
        q->next_id++;
    }
    if (status == LAM_OK) {
        grown[q->n++] = (gui_job){.id = *id_out,
                                  .runner = GUI_NO_PROCESS,
                                  .progress = {.done = -1},
                                  .told_owned = gui_job_told(whole)};
        tell(q);
    }
    pthread_mutex_unlock(&q->lock);
    wake(q);
    return status;
}

bool gui_queue_stop(gui *g, long id) {
    gui_queue *q = g->queue;
    pthread_mutex_lock(&q->lock);
    gui_job *job = find(q, id);
    if (job != NULL && job->is == GUI_WAITING) {
        gui_job_end(g, id, GUI_STOPPED, 1);
        gui_job_load(g, id, job);
        tell(q);
    } else if (job != NULL && job->is == GUI_RUNNING) {
        gui_process_stop(&job->runner);
    }
    pthread_mutex_unlock(&q->lock);
    return job != NULL;
}

bool gui_queue_forget(gui *g, long id) {
    gui_queue *q = g->queue;
    pthread_mutex_lock(&q->lock);
    gui_job *job = find(q, id);
    bool has_ended = job != NULL && job->is != GUI_WAITING && job->is != GUI_RUNNING;
    if (has_ended) {
        gui_job_forget(g, id);
        json_decref(job->told_owned);
        q->n--;
        memmove(job, job + 1, (size_t)(q->jobs_owned + q->n - job) * sizeof *job);
        tell(q);
    }
    pthread_mutex_unlock(&q->lock);
    return has_ended;
}

bool gui_queue_is_out(gui *g, const char *path) {
    gui_queue *q = g->queue;
    pthread_mutex_lock(&q->lock);
    const gui_job *job = find_first(q, GUI_RUNNING);
    const char *out =
        job == NULL ? NULL : json_string_value(json_object_get(job->told_owned, "out"));
    bool is_out = out != NULL && strcmp(out, path) == 0;
    pthread_mutex_unlock(&q->lock);
    return is_out;
}

json_t *gui_queue_job(gui *g, long id) {
    gui_queue *q = g->queue;
    pthread_mutex_lock(&q->lock);
    gui_job *job = find(q, id);
    json_t *row = job == NULL ? NULL : gui_job_row(job);
    pthread_mutex_unlock(&q->lock);
    return row;
}

/* Of those that have ended the last ones. */
static json_t *rows_of(const gui_queue *q) {
    size_t n_ended = 0, n_left_out = 0;
    json_t *rows = json_array();
    for (size_t i = 0; i < q->n; i++) {
        n_ended += q->jobs_owned[i].is > GUI_RUNNING ? 1 : 0;
    }
    for (size_t i = 0; i < q->n; i++) {
        if (q->jobs_owned[i].is > GUI_RUNNING && n_ended - n_left_out > MOST_ENDED) {
            n_left_out++;
        } else {
            json_array_append_new(rows, gui_job_row(&q->jobs_owned[i]));
        }
    }
    return rows;
}

/* Pages that were closed wait on: they give way to new ones. */
json_t *gui_queue_state(gui *g, long after) {
    gui_queue *q = g->queue;
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += WAIT_S;
    pthread_mutex_lock(&q->lock);
    long number = ++q->n_waits;
    pthread_cond_broadcast(&q->changed);
    while (q->state == after && !q->is_ending && q->n_waits - number < MOST_WAITING &&
           pthread_cond_timedwait(&q->changed, &q->lock, &end) == 0) {
    }
    json_t *state =
        json_pack("{s:I, s:o, s:I, s:I}", "state", (json_int_t)q->state, "jobs", rows_of(q),
                  "results", (json_int_t)q->n_results, "page", (json_int_t)q->n_page);
    pthread_mutex_unlock(&q->lock);
    return state;
}

void gui_queue_tell(gui *g, bool results, bool page) {
    gui_queue *q = g->queue;
    pthread_mutex_lock(&q->lock);
    q->n_results += results ? 1 : 0;
    q->n_page += page ? 1 : 0;
    tell(q);
    pthread_mutex_unlock(&q->lock);
}
