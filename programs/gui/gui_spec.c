/* SPDX-License-Identifier: BSD-3-Clause
 * gui_spec.c - the network that a request speaks of. */
#include "gui.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { PATH = 4096 };

static pthread_mutex_t hdf5 = PTHREAD_MUTEX_INITIALIZER;

void gui_lock_hdf5(void) {
    pthread_mutex_lock(&hdf5);
}

void gui_unlock_hdf5(void) {
    pthread_mutex_unlock(&hdf5);
}

/* A text of the spec; NULL: it has none. */
static lam_status text_of(const json_t *spec, const char *key, const char **text_out) {
    const json_t *value = json_object_get(spec, key);
    *text_out = json_string_value(value);
    return value == NULL || json_is_null(value) || *text_out != NULL
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT, "%s; accepted: a text", key);
}

/* The texts of a list, which is the caller's. */
static lam_status list_of(const json_t *spec, const char *key, size_t *n_out,
                          const char ***list_out) {
    const json_t *value = json_object_get(spec, key);
    if (value != NULL && !json_is_array(value)) {
        return lam_fail(LAM_ERR_INPUT, "%s; accepted: a list of texts", key);
    }
    *n_out = json_array_size(value);
    *list_out = lam_alloc(*n_out + 1, sizeof **list_out);
    if (*list_out == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < *n_out; i++) {
        (*list_out)[i] = json_string_value(json_array_get(value, i));
        if ((*list_out)[i] == NULL) {
            return lam_fail(LAM_ERR_INPUT, "%s[%zu]; accepted: a text", key, i);
        }
    }
    return LAM_OK;
}

/* A file of the folder, or what has this name among `named`, a folder of the project. */
static lam_status find(const gui *g, const char *what, const char *named, const char *name,
                       char file_out[PATH]) {
    char *full = NULL;
    LAM_TRY(gui_path_full(g, name, &full));
    bool is_name = strchr(name, '/') == NULL && strchr(name, '.') == NULL;
    lam_status status = lam_network_find(what, named, is_name ? name : full, file_out, PATH);
    free(full);
    return status;
}

static lam_status open_spec(const gui *g, const json_t *spec, lam_network_options *how,
                            lam_network **network_out) {
    char models[PATH], named[PATH], file[PATH], drives[PATH], sensors[PATH];
    const char *network = NULL, *drives_name = NULL, *sensors_name = NULL;
    LAM_TRY(text_of(spec, "network", &network));
    LAM_TRY(text_of(spec, "drives", &drives_name));
    LAM_TRY(text_of(spec, "sensors", &sensors_name));
    if (network == NULL) {
        return lam_fail(LAM_ERR_INPUT, "network; accepted: a model's name or a file");
    }
    lam_format(models, sizeof models, "%s/params", g->home);
    lam_format(named, sizeof named, "%s/params/drives", g->home);
    LAM_TRY(find(g, "network", models, network, file));
    how->models_directory = models;
    if (drives_name != NULL && strcmp(drives_name, "none") != 0) {
        LAM_TRY(find(g, "drives", named, drives_name, drives));
        how->drives = drives;
    }
    if (sensors_name != NULL) {
        char *full = NULL;
        LAM_TRY(gui_path_full(g, sensors_name, &full));
        lam_format(sensors, sizeof sensors, "%s", full);
        free(full);
        how->sensors = sensors;
    }
    return lam_network_open(file, how, network_out);
}

lam_status gui_spec_open(const gui *g, const json_t *spec, lam_network **network_out) {
    lam_network_options how = {.models_directory = NULL};
    const char **changes = NULL, **probes = NULL;
    *network_out = NULL;
    lam_status status =
        json_is_object(spec) ? LAM_OK : lam_fail(LAM_ERR_INPUT, "the body; accepted: an object");
    status = status == LAM_OK ? list_of(spec, "changes", &how.n_changes, &changes) : status;
    status = status == LAM_OK ? list_of(spec, "probes", &how.n_probes, &probes) : status;
    for (size_t i = 0; i < how.n_changes && status == LAM_OK; i++) {
        status = gui_change_check(g, changes[i]);
    }
    how.changes = changes;
    how.probes = probes;
    gui_lock_hdf5(); /* a network may be a file of results */
    status = status == LAM_OK ? open_spec(g, spec, &how, network_out) : status;
    gui_unlock_hdf5();
    free(changes);
    free(probes);
    return status;
}
