/* SPDX-License-Identifier: BSD-3-Clause
 * gui_job.c - the folder of a job: what was asked for, who runs it, how it has ended. */
#include "gui_queue.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_JSON = 2 * GUI_BODY };

static const char *const words[] = {"waiting", "running", "done", "failed", "stopped", "lost"};

const char *gui_job_word(gui_job_is is) {
    return words[is];
}

void gui_job_path(const gui *g, long id, const char *file, char path_out[PATH_MAX]) {
    lam_format(path_out, PATH_MAX, "%s/.laminae/jobs/%ld%s%s", g->folder_owned, id,
               file[0] == '\0' ? "" : "/", file);
}

static double now_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static lam_status read_json(const gui *g, long id, const char *file, json_t **whole_out) {
    char path[PATH_MAX], *bytes = NULL;
    size_t n = 0;
    gui_job_path(g, id, file, path);
    LAM_TRY(gui_disk_read(path, MOST_JSON, &bytes, &n));
    *whole_out = json_loadb(bytes, n, 0, NULL);
    free(bytes);
    return *whole_out != NULL ? LAM_OK : lam_fail(LAM_ERR_INPUT, "'%s'; accepted: JSON", path);
}

/* Drops `whole`. */
static lam_status write_json(const gui *g, long id, const char *file, json_t *whole,
                             bool replaces) {
    char path[PATH_MAX], *bytes = whole == NULL ? NULL : json_dumps(whole, JSON_COMPACT);
    json_decref(whole);
    if (bytes == NULL) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory");
    }
    gui_job_path(g, id, file, path);
    lam_status status = gui_disk_write(path, bytes, strlen(bytes), replaces);
    free(bytes);
    return status;
}

lam_status gui_job_read(const gui *g, long id, json_t **whole_out) {
    return read_json(g, id, "job.json", whole_out);
}

lam_status gui_job_create(const gui *g, long id, json_t *whole) {
    char path[PATH_MAX];
    gui_job_path(g, id, "", path);
    if (mkdir(path, 0777) != 0) {
        return lam_fail(LAM_ERR_IO, "'%s': %s", path, strerror(errno));
    }
    json_object_set_new(whole, "created_s", json_real(now_s()));
    lam_status status = write_json(g, id, "job.json", json_incref(whole), true);
    if (status != LAM_OK) {
        rmdir(path);
    }
    return status;
}

lam_status gui_job_claim(const gui *g, long id) {
    json_t *told = gui_process_tell();
    json_object_set_new(told, "started_s", json_real(now_s()));
    return write_json(g, id, "runner.json", told, false);
}

lam_status gui_job_end(const gui *g, long id, gui_job_is is, int exit_status) {
    return write_json(
        g, id, "status.json",
        json_pack("{s:s, s:i, s:f}", "is", words[is], "exit", exit_status, "ended_s", now_s()),
        true);
}

static void load_end(const gui *g, gui_job *job) {
    json_t *ended = NULL;
    job->is = GUI_LOST;
    if (read_json(g, job->id, "status.json", &ended) == LAM_OK) {
        const char *is = json_string_value(json_object_get(ended, "is"));
        for (size_t i = 0; is != NULL && i < sizeof words / sizeof *words; i++) {
            job->is = strcmp(is, words[i]) == 0 ? (gui_job_is)i : job->is;
        }
        job->ended_s = json_number_value(json_object_get(ended, "ended_s"));
        json_decref(ended);
    }
}

lam_status gui_job_load(const gui *g, long id, gui_job *job) {
    char path[PATH_MAX];
    json_t *runner = NULL;
    struct stat about;
    job->runner = GUI_NO_PROCESS;
    gui_job_path(g, id, "status.json", path);
    if (read_json(g, id, "runner.json", &runner) == LAM_OK) {
        job->started_s = json_number_value(json_object_get(runner, "started_s"));
        job->runner = gui_process_find(runner);
        json_decref(runner);
        job->is = GUI_RUNNING;
    } else if (stat(path, &about) != 0) {
        job->is = GUI_WAITING;
        return LAM_OK;
    }
    if (job->runner.start == 0) {
        load_end(g, job);
    }
    return LAM_OK;
}

void gui_job_forget(const gui *g, long id) {
    static const char *const files[] = {"status.json", "runner.json", "log", "job.json", ""};
    char path[PATH_MAX];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        gui_job_path(g, id, files[i], path);
        remove(path);
    }
}
