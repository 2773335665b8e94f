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

enum { MAX_PATH = 4096, MAX_PLACE = 200, MAX_VALUE = 60 };

bool lam_checkpoint_is(const char *name) {
    return strcmp(name, FILE_NAME) == 0 || strcmp(name, PART_NAME) == 0;
}

static lam_status fail_memory(void) {
    return lam_fail(LAM_ERR_MEMORY, "out of memory: what a run is, for its checkpoint");
}

/* ---- what differs ---- */

/* Describes the first difference of two documents, as far as there is room. */
typedef struct difference {
    char place[MAX_PLACE], there[MAX_VALUE], now[MAX_VALUE];
} difference;

static void show(const json_t *value, char text_out[MAX_VALUE]) {
    char *text = value == NULL ? NULL : lam_json_text(value, JSON_ENCODE_ANY | JSON_COMPACT);
    snprintf(text_out, MAX_VALUE, "%s", text == NULL ? "nothing" : text);
    if (text != NULL && strlen(text) >= MAX_VALUE) {
        strcpy(text_out + MAX_VALUE - 4, "...");
    }
    free(text);
}

static bool find_difference(const json_t *there, const json_t *now, const char *place,
                            difference *out);

static bool differ_at(const json_t *there, const json_t *now, const char *place, const char *key,
                      difference *out) {
    char below[MAX_PLACE];
    snprintf(below, sizeof below, "%s%s%s", place, place[0] == '\0' ? "" : ".", key);
    return find_difference(there, now, below, out);
}

static bool find_in_objects(const json_t *there, const json_t *now, const char *place,
                            difference *out) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)there, key, value) {
        if (differ_at(value, json_object_get(now, key), place, key, out)) {
            return true;
        }
    }
    json_object_foreach((json_t *)now, key, value) {
        if (json_object_get(there, key) == NULL && differ_at(NULL, value, place, key, out)) {
            return true;
        }
    }
    return false;
}

static bool find_in_arrays(const json_t *there, const json_t *now, const char *place,
                           difference *out) {
    for (size_t i = 0; i < json_array_size(there); i++) {
        char key[24];
        snprintf(key, sizeof key, "%zu", i);
        if (differ_at(json_array_get(there, i), json_array_get(now, i), place, key, out)) {
            return true;
        }
    }
    return false;
}

/* A list of plain values, such as a quantity, is shown whole. */
static bool holds_more(const json_t *list) {
    const json_t *first = json_array_get(list, 0);
    return json_is_object(first) || json_is_array(first);
}

static bool find_difference(const json_t *there, const json_t *now, const char *place,
                            difference *out) {
    if (json_equal(there, now)) {
        return false;
    }
    if (json_is_object(there) && json_is_object(now)) {
        return find_in_objects(there, now, place, out);
    }
    bool are_alike = json_is_array(there) && json_array_size(there) == json_array_size(now);
    if (are_alike && holds_more(there) && holds_more(now)) {
        return find_in_arrays(there, now, place, out);
    }
    snprintf(out->place, sizeof out->place, "%s", place);
    show(there, out->there);
    show(now, out->now);
    return true;
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
    difference found;
    lam_status status = LAM_OK;
    if (there == NULL && error.line < 0) {
        status = fail_memory();
    } else if (there == NULL) {
        status =
            lam_fail(LAM_ERR_INPUT, "checkpoint: '%s' cannot be read; to begin anew: remove '%s'",
                     path, folder);
    } else if (find_difference(there, now, "", &found)) {
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
