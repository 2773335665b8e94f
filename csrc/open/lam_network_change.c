/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_change.c - changes a network's description after it has been read. */
#include "edit/lam_edit_impl.h"
#include "network/lam_network_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Keeps the description as it was before the first change. */
static lam_status begin(lam_network *network) {
    if (network->before == NULL) {
        network->before = lam_json_deep_copy(network->document.merged);
    }
    return network->before != NULL ? LAM_OK : lam_fail(LAM_ERR_MEMORY, "network: out of memory");
}

/* Goes back to what was kept. The error stays. */
static lam_status undo(lam_network *network, lam_status status) {
    char line[1024];
    snprintf(line, sizeof line, "%s", lam_error());
    if (network->before != NULL) {
        json_decref(network->document.merged);
        network->document.merged = network->before;
        network->before = NULL;
        lam_status again = lam_network_read_model(network);
        status = again == LAM_OK ? status : again;
    }
    return lam_fail(status, "%s", line);
}

lam_status lam_network_update(lam_network *network) {
    lam_network_remove_nulls(network->document.merged);
    lam_status status = lam_network_replay(&network->document);
    if (status == LAM_OK) {
        status = lam_network_take_tables(&network->document);
    }
    if (status == LAM_OK) {
        status = lam_network_read_model(network);
    }
    if (status != LAM_OK) {
        return undo(network, status);
    }
    json_decref(network->before);
    network->before = NULL;
    return LAM_OK;
}

lam_status lam_network_set(lam_network *network, const char *path, const char *value) {
    LAM_TRY(begin(network));
    lam_status status = lam_edit_set(&network->document, path, value);
    return status == LAM_OK ? lam_network_update(network) : undo(network, status);
}

lam_status lam_network_change(lam_network *network, const char *lines) {
    char *copy = lam_alloc(strlen(lines) + 1, 1);
    lam_status status = copy == NULL ? LAM_ERR_MEMORY : begin(network);
    char *rest = copy == NULL ? NULL : strcpy(copy, lines);
    for (char *line; status == LAM_OK && (line = strsep(&rest, "\n")) != NULL;) {
        if (line[0] != '\0') {
            status = lam_edit_change(&network->document, line);
        }
    }
    free(copy);
    return status == LAM_OK ? lam_network_update(network) : undo(network, status);
}

/* Errors about a value from a program name the network, not one of its files. */
static lam_status changed(lam_network *network, json_t *value) {
    char where[320];
    snprintf(where, sizeof where, "%.300s, changed", network->document.names[0]);
    return lam_json_changed(&network->document, value, where);
}

static lam_status put(lam_network *network, const char *path, json_t *value_stolen) {
    lam_status status =
        value_stolen == NULL ? lam_fail(LAM_ERR_MEMORY, "%s: out of memory", path) : begin(network);
    if (status == LAM_OK) {
        status = changed(network, value_stolen);
    }
    if (status == LAM_OK) {
        status = lam_edit_put(network->document.merged, path, json_incref(value_stolen));
    }
    json_decref(value_stolen);
    return status == LAM_OK ? LAM_OK : undo(network, status);
}

lam_status lam_network_insert(lam_network *network, const char *path) {
    bool is_there;
    lam_status status = lam_edit_is_there(network->document.merged, path, &is_there);
    if (status == LAM_OK && is_there) {
        status = lam_fail(LAM_ERR_INPUT, "%s: is there already; accepted: another name", path);
    }
    return status == LAM_OK ? put(network, path, json_object()) : undo(network, status);
}

/* JSON has no NaN and no infinity. */
static lam_status check_finite(lam_network *network, const char *path, size_t n,
                               const double *numbers) {
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(numbers[i])) {
            return undo(network, lam_fail(LAM_ERR_INPUT, "%s: %g; accepted: a finite number", path,
                                          numbers[i]));
        }
    }
    return LAM_OK;
}

lam_status lam_network_put_number(lam_network *network, const char *path, double number) {
    LAM_TRY(check_finite(network, path, 1, &number));
    json_t *value = lam_edit_number(number);
    return put(network, path, json_pack("[o, n]", value));
}

lam_status lam_network_put_flag(lam_network *network, const char *path, bool flag) {
    return put(network, path, json_boolean(flag));
}

lam_status lam_network_put_numbers(lam_network *network, const char *path, size_t n,
                                   const double *numbers) {
    LAM_TRY(check_finite(network, path, n, numbers));
    json_t *list = json_array();
    for (size_t i = 0; i < n && list != NULL; i++) {
        if (json_array_append_new(list, lam_edit_number(numbers[i])) != 0) {
            json_decref(list);
            list = NULL;
        }
    }
    return put(network, path, list);
}

lam_status lam_network_append(lam_network *network, const char *key, size_t *place_out) {
    LAM_TRY(begin(network));
    json_t *list = json_object_get(network->document.merged, key);
    if (list == NULL) {
        LAM_TRY(put(network, key, json_array()));
        list = json_object_get(network->document.merged, key);
    }
    if (!json_is_array(list)) {
        return undo(network, lam_fail(LAM_ERR_INPUT, "%s: no list; accepted: connections", key));
    }
    json_t *value = json_object();
    lam_status status = changed(network, value);
    if (status == LAM_OK && json_array_append(list, value) != 0) {
        status = lam_fail(LAM_ERR_MEMORY, "%s: out of memory", key);
    }
    json_decref(value);
    if (status != LAM_OK) {
        return undo(network, status);
    }
    *place_out = json_array_size(list) - 1;
    return LAM_OK;
}

lam_status lam_network_put_text(lam_network *network, const char *path, const char *text) {
    return put(network, path, text == NULL ? json_null() : json_string(text));
}

/* ---- connections and names ---- */

/* After a change the JSON is read into a model again. */
static lam_status finish(lam_network *network, lam_status status) {
    return status == LAM_OK ? lam_network_update(network) : undo(network, status);
}

lam_status lam_network_pick(const lam_network *network, const char *pattern, size_t source_gid,
                            size_t target_gid, size_t *n_out, size_t **indices_out) {
    return lam_edit_connections_of(network, pattern, source_gid, target_gid, n_out, indices_out);
}

lam_status lam_network_remove_connections(lam_network *network, const char *pattern) {
    LAM_TRY(begin(network));
    return finish(network, lam_edit_remove_connections(network->document.merged, pattern));
}

lam_status lam_network_scale_connections(lam_network *network, const char *pattern, const char *key,
                                         double factor) {
    LAM_TRY(begin(network));
    return finish(network,
                  lam_edit_scale_connections(network->document.merged, pattern, key, factor));
}

lam_status lam_network_set_gains(lam_network *network, double e_e, double e_i, double i_e,
                                 double i_i) {
    LAM_TRY(begin(network));
    return finish(network, lam_edit_global_gains(network->document.merged, e_e, e_i, i_e, i_i));
}

lam_status lam_network_clear(lam_network *network, bool drives, bool connections) {
    LAM_TRY(begin(network));
    if (drives) {
        lam_edit_clear_drives(network->document.merged);
    }
    if (connections) {
        lam_edit_clear_connections(network->document.merged);
    }
    return finish(network, LAM_OK);
}

lam_status lam_network_rename(lam_network *network, const char *from, const char *to) {
    LAM_TRY(begin(network));
    return finish(network, lam_edit_rename_population(network->document.merged, from, to));
}

/* ---- cells with a shape of their own ---- */

/* Of each section only its list of synapses stays. */
static lam_status strip_sections(json_t *cell) {
    const char *name;
    json_t *section;
    void *next;
    json_t *sections = json_object_get(cell, "sections");
    json_object_foreach_safe(sections, next, name, section) {
        if (lam_json_is_source(name, section)) {
            continue;
        }
        json_t *synapses = json_object_get(section, "synapses");
        json_t *bare = synapses != NULL ? json_pack("{s:O}", "synapses", synapses) : json_object();
        if (json_object_set_new(sections, name, bare) != 0) {
            return lam_fail(LAM_ERR_MEMORY, "out of memory: sections");
        }
    }
    return json_object_set_new(cell, "shape", json_string("template")) == 0
               ? LAM_OK
               : lam_fail(LAM_ERR_MEMORY, "out of memory: sections");
}

lam_status lam_network_use_template(lam_network *network, const char *cell,
                                    const char *template_name, bool own_shape) {
    LAM_TRY(begin(network));
    lam_json root = lam_json_root(&network->document), cells = lam_json_member(&root, "cells");
    lam_json at = lam_json_member(&cells, cell);
    size_t unused;
    lam_status status =
        lam_json_find(&at, "cell type", cell, network->model.cell_types,
                      network->model.n_cell_types, sizeof *network->model.cell_types, &unused);
    if (status == LAM_OK && own_shape) {
        status = strip_sections(at.value);
    }
    if (status == LAM_OK &&
        json_object_set_new(at.value, "template", json_string(template_name)) != 0) {
        status = lam_fail(LAM_ERR_MEMORY, "out of memory: template");
    }
    return finish(network, status);
}
