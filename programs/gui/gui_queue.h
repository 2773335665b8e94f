/* SPDX-License-Identifier: BSD-3-Clause
 * gui_queue.h - jobs: commands that take long, one after the other, each in a folder of its own
 * below FOLDER/.laminae/jobs, where a server that is started anew finds it:
 *   job.json     {"words", "name", "page", "created_s"}
 *   runner.json  {"pid", "start", "boot", "started_s"} of the process that waits for the command;
 *                it is there from the first moment on
 *   log          what the command said
 *   status.json  {"is", "exit", "ended_s"}, when it has ended */
#ifndef LAM_GUI_QUEUE_H
#define LAM_GUI_QUEUE_H

#include "gui.h"
#include "gui_process.h"

#include <limits.h>

typedef enum gui_job_is {
    GUI_WAITING,
    GUI_RUNNING,
    GUI_DONE,
    GUI_FAILED,
    GUI_STOPPED,
    GUI_LOST /* it had begun, and nobody knows how it ended */
} gui_job_is;

enum { GUI_LINE = 512, GUI_LEFT = 64, GUI_LOG = 256 << 10 };

typedef struct gui_progress {
    double done; /* 0 to 1; -1: not known */
    char left[GUI_LEFT];
    char line[GUI_LINE]; /* the last that it said */
} gui_progress;

typedef struct gui_job {
    long id;
    gui_job_is is;
    json_t *told_owned; /* what the page shows and does not change: name, command, out */
    double started_s, ended_s;
    gui_progress progress;
    gui_process runner;
} gui_job;

/* ---- gui_job.c: the folder of one ---- */

/* The path of a file of it. */
void gui_job_path(const gui *g, long id, const char *file, char path_out[PATH_MAX]);
/* What the page asked for: {"words", "name", "page", "created_s"}. The caller drops it. */
lam_status gui_job_read(const gui *g, long id, json_t **whole_out);
/* A new one, of "words", "name", "page"; adds "created_s". */
lam_status gui_job_create(const gui *g, long id, json_t *whole);
/* What has become of it. job->runner is the caller's to close. */
lam_status gui_job_load(const gui *g, long id, gui_job *job);
/* Writes runner.json for this process; LAM_ERR_INPUT: there is one already. */
lam_status gui_job_claim(const gui *g, long id);
/* Writes status.json. */
lam_status gui_job_end(const gui *g, long id, gui_job_is is, int exit_status);
const char *gui_job_word(gui_job_is is);
void gui_job_forget(const gui *g, long id);

/* ---- gui_job_row.c ---- */

/* What does not change: "name", "command", "out", "created", of what was asked for. */
json_t *gui_job_told(const json_t *whole);
/* A job as /api/state has it. The caller drops both. */
json_t *gui_job_row(const gui_job *job);

/* ---- gui_progress.c ---- */

/* What the end of a log tells. */
void gui_progress_read(const char *log, gui_progress *progress);
/* What a job has said so far. */
void gui_progress_of(const gui *g, long id, gui_progress *progress);

/* ---- gui_runner.c ---- */

/* Runs the command of a job and waits for it; SIGTERM stops it. The exit status of the process. */
int gui_runner(const gui *g, long id);
/* Starts such a process, in a session of its own, which outlives this one. */
lam_status gui_runner_start(const gui *g, long id, gui_process *runner_out);

/* ---- gui_watch.c: what others write into the folder ---- */

/* Readable when something has come or gone there; -1: it cannot be watched. */
int gui_watch_open(const gui *g);
/* Whether something that a list shows has changed. */
bool gui_watch_read(int fd);
/* Watches new folders, too; false: there are too many. */
bool gui_watch_add(const gui *g, int fd);

/* ---- gui_queue.c ---- */

/* Finds what jobs there are and goes on with them, in a thread. */
lam_status gui_queue_start(gui *g);
/* No request waits any more, and no job is started. */
void gui_queue_wake(gui *g);
/* The queue is gone. Jobs that run go on; *n_running_out says how many. */
void gui_queue_end(gui *g, size_t *n_running_out);
/* `whole` as in gui_job_create. */
lam_status gui_queue_add(gui *g, json_t *whole, long *id_out);
/* false: there is none. */
bool gui_queue_stop(gui *g, long id);
/* false: there is none, or it has not ended. */
bool gui_queue_forget(gui *g, long id);
/* Whether a job runs whose results come there. */
bool gui_queue_is_out(gui *g, const char *path);
/* As /api/state has it; NULL: there is none. */
json_t *gui_queue_job(gui *g, long id);
/* Waits until there is something newer than `after`; the answer of /api/state. */
json_t *gui_queue_state(gui *g, long after);
/* The list of results, or what the page keeps, has changed. */
void gui_queue_tell(gui *g, bool results, bool page);

#endif
