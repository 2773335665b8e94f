/* SPDX-License-Identifier: BSD-3-Clause
 * lam_checkpoint.c - checks that a run which goes on with finished trials is the run that made
 * them. Another run is refused. */
#include "json/lam_json_impl.h"
#include "results/lam_stage_impl.h"
#include "base/lam_file_impl.h"
#include "base/lam_status_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_NAME "run.json"
#define PART_NAME ".run.json.part"

enum { MAX_PATH = 4096 };

bool lam_checkpoint_is(const char *name) {
    return strcmp(name, FILE_NAME) == 0 || strcmp(name, PART_NAME) == 0;
}

static lam_status fail_memory(void) {
    return lam_fail(LAM_ERR_MEMORY, "out of memory: what a run is, for its checkpoint");
}

/* ---- the file ---- */

/* Returns NULL if memory ran out. The number of trials is left out: a run with more trials is the
 * same run. */
static json_t *describe(const lam_run_facts *facts) {
    json_error_t error;
    json_t *network = lam_json_of_text(facts->network_json, 0, &error);
    if (network == NULL) {
        return NULL;
    }
    json_object_del(network, "trials");
    return json_pack("{ss ss ss ss ss sf sb sb so}", "laminae_version", LAM_VERSION,
                     "neuron_version", facts->neuron_version, "engine", facts->engine, "compat",
                     facts->compat, "record", facts->record, "record_dt_ms", facts->record_dt_ms,
                     "record_float32", (int)facts->record_float32, "record_compress",
                     (int)facts->record_compress, "network", network);
}

static lam_status path_of(const char *folder, const char *name, char path_out[MAX_PATH]) {
    int length = snprintf(path_out, MAX_PATH, "%s/%s", folder, name);
    if (length < 0 || length >= MAX_PATH) {
        return lam_fail(LAM_ERR_INPUT, "checkpoint: a folder's name of %zu bytes; accepted: less",
                        strlen(folder));
    }
    return LAM_OK;
}

/* Returns 0 or an errno. */
static int write_part(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) {
        return errno;
    }
    int error = lam_file_write_at(fd, text, strlen(text), 0);
    if (error == 0 && fsync(fd) != 0) {
        error = errno;
    }
    return close(fd) != 0 && error == 0 ? errno : error;
}

static lam_status write_down(const char *folder, const char *path, const json_t *run) {
    char part[MAX_PATH];
    LAM_TRY(path_of(folder, PART_NAME, part));
    char *text = lam_json_text(run, JSON_INDENT(1));
    if (text == NULL) {
        return fail_memory();
    }
    int error = write_part(part, text);
    if (error == 0 && rename(part, path) != 0) {
        error = errno;
    }
    free(text);
    return error == 0 ? LAM_OK
                      : lam_fail(LAM_ERR_IO, "cannot write '%s': %s", path, strerror(error));
}

static lam_status compare(const char *folder, const char *path, FILE *file, const json_t *now) {
    json_error_t error;
    json_t *there = lam_json_of_file(file, 0, &error);
    lam_json_difference found;
    lam_status status = LAM_OK;
    if (there == NULL && error.line < 0) {
        status = fail_memory();
    } else if (there == NULL) {
        status =
            lam_fail(LAM_ERR_INPUT, "checkpoint: '%s' cannot be read; to begin anew: remove '%s'",
                     path, folder);
    } else if (lam_json_differ(there, now, &found)) {
        status =
            lam_fail(LAM_ERR_INPUT,
                     "checkpoint: %s is %s in '%s', %s in this run; accepted: the same, or another "
                     "folder for the results; to begin anew: remove '%s'",
                     found.place, found.there, folder, found.now, folder);
    }
    json_decref(there);
    return status;
}

lam_status lam_checkpoint_check(const char *folder, const lam_run_facts *facts) {
    char path[MAX_PATH];
    LAM_TRY(path_of(folder, FILE_NAME, path));
    json_t *now = describe(facts);
    if (now == NULL) {
        return fail_memory();
    }
    FILE *file = fopen(path, "rbe");
    lam_status status = LAM_OK;
    if (file != NULL) {
        status = compare(folder, path, file, now);
        fclose(file);
    } else if (errno == ENOENT) {
        status = write_down(folder, path, now);
    } else {
        status = lam_fail(LAM_ERR_IO, "cannot read '%s': %s", path, strerror(errno));
    }
    json_decref(now);
    return status;
}
