/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_columns.c - several columns in one network: reads the network of each, and joins
 * them under names that begin with the column's. */
#include "edit/lam_edit_impl.h"
#include "network/lam_network_impl.h"
#include "base/lam_number_impl.h"
#include "json/lam_models_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 4096, NAME_SIZE = 2 * LAM_JSON_MAX_NAME + 2 };

/* What the file says of a column. */
typedef struct column_entry {
    const char *network, *drives;
    json_t *at, *set;
    double scale;
} column_entry;

/* A column that has been read; what the rest of the network has before its gids. */
typedef struct column_part {
    const char *name;
    lam_network *network;
    json_t *json; /* its description, which is taken apart */
    size_t first_gid, first_drive_gid;
} column_part;

static lam_status out_of_memory(void) {
    return lam_fail(LAM_ERR_MEMORY, "out of memory: columns");
}

static const char *name_in(const column_part *part, const char *name, char name_out[NAME_SIZE]) {
    lam_format(name_out, NAME_SIZE, "%s_%s", part->name, name);
    return name_out;
}

/* ---- reading ---- */

/* A file beside the one that names it, or else what the command would find under the name. */
static lam_status find(const lam_json *at, const char *models_directory, const char *name,
                       char path_out[PATH_SIZE]) {
    const char *from = lam_json_file(at), *slash = strrchr(from, '/');
    const char *models = models_directory == NULL ? "." : models_directory;
    int n = slash == NULL || name[0] == '/' ? 0 : (int)(slash - from) + 1;
    char beside[PATH_SIZE], reason[LAM_MODELS_SIZE];
    bool is_beside = snprintf(beside, sizeof beside, "%.*s%s", n, from, name) < PATH_SIZE &&
                     access(beside, F_OK) == 0;
    if (lam_network_find("network", models, is_beside ? beside : name, path_out, PATH_SIZE) ==
        LAM_OK) {
        return LAM_OK;
    }
    lam_models_unknown(models_directory, name, reason);
    return lam_json_fail(at, "%s", reason);
}

static lam_status take_changes(const lam_json *set, lam_network_options *options,
                               const char **changes) {
    options->changes = changes;
    for (; options->n_changes < json_array_size(set->value); options->n_changes++) {
        lam_json place = lam_json_element(set, options->n_changes);
        changes[options->n_changes] = json_string_value(place.value);
        if (changes[options->n_changes] == NULL) {
            return lam_json_fail(&place, "accepted: a change \"PATH=VALUE\"");
        }
    }
    return LAM_OK;
}

/* An error in the column's network says which column it is of. */
static lam_status open_part(const lam_json *at, lam_network_opener open, const char *path,
                            const lam_network_options *options, lam_network **network_out) {
    lam_status status = open(path, options, network_out);
    char reason[LAM_JSON_TEXT_SIZE];
    lam_format(reason, sizeof reason, "%s", lam_error());
    return status != LAM_ERR_INPUT
               ? status
               : lam_fail(status, "%s: columns.%s: %s", lam_json_file(at), at->key, reason);
}

static lam_status find_part(const lam_json *at, const column_entry *entry,
                            const char *models_directory, lam_network_opener open,
                            lam_network **network_out) {
    char path[PATH_SIZE], drives[PATH_SIZE], folder[PATH_SIZE];
    lam_network_options options = {.models_directory = models_directory};
    lam_json place = lam_json_member(at, "network"), drives_at = lam_json_member(at, "drives");
    lam_json set = lam_json_member(at, "set");
    LAM_TRY(find(&place, models_directory, entry->network, path));
    if (entry->drives != NULL) {
        snprintf(folder, sizeof folder, "%s/drives",
                 models_directory == NULL ? "." : models_directory);
        LAM_TRY(find(&drives_at, folder, entry->drives, drives));
        options.drives = drives;
    }
    const char **changes = lam_alloc(json_array_size(set.value) + 1, sizeof *changes);
    if (changes == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = take_changes(&set, &options, changes);
    if (status == LAM_OK) {
        status = open_part(at, open, path, &options, network_out);
    }
    free(changes);
    return status;
}

static lam_status warn(lam_json_document *document, const lam_network *network) {
    for (const char *line = lam_network_warnings(network); *line != '\0';) {
        int length = (int)strcspn(line, "\n");
        LAM_TRY(lam_json_warn(document, "%.*s", length, line));
        line += length + (line[length] == '\n');
    }
    return LAM_OK;
}

static lam_status read_part(lam_json_document *document, const lam_json *at,
                            const char *models_directory, lam_network_opener open,
                            column_part *part) {
#define LAM_ENTRY column_entry
    static const lam_json_field fields[] = {
        LAM_TEXT("network", LAM_JSON_REQUIRED, network),
        LAM_TEXT("drives", LAM_JSON_OPTIONAL, drives),
        LAM_LIST("set", LAM_JSON_OPTIONAL, set),
        LAM_LIST("at", LAM_JSON_OPTIONAL, at),
        LAM_NUMBER("scale", LAM_JSON_OPTIONAL, scale, -1e12, 1e12),
    };
#undef LAM_ENTRY
    column_entry entry = {.network = NULL};
    LAM_TRY(lam_json_check_symbol(at));
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    LAM_TRY(find_part(at, &entry, models_directory, open, &part->network));
    LAM_TRY(warn(document, part->network));
    part->name = at->key;
    part->json = lam_json_deep_copy(part->network->document.merged);
    return part->json != NULL ? LAM_OK : out_of_memory();
}

/* What all columns have in common, unless the file itself states it. */
static lam_status check_alike(const lam_json *columns, const column_part *first,
                              const column_part *other) {
    const lam_network *a = first->network, *b = other->network;
    const struct {
        const char *key;
        double first, other;
    } alike[] = {
        {"celsius", a->model.celsius, b->model.celsius},
        {"threshold", a->model.threshold_mV, b->model.threshold_mV},
        {"discretisation", a->one_segment_up_to_um, b->one_segment_up_to_um},
        {"discretisation", a->segment_length_um, b->segment_length_um},
    };
    for (size_t i = 0; i < LAM_COUNT_OF(alike); i++) {
        const json_t *stated = json_object_get(columns->document->merged, alike[i].key);
        if (stated == NULL && alike[i].first != alike[i].other) {
            lam_json at = lam_json_member(columns, other->name);
            return lam_json_fail(&at,
                                 "%s %g, in %s %g; accepted: one for all, stated beside "
                                 "`columns`",
                                 alike[i].key, alike[i].other, first->name, alike[i].first);
        }
    }
    return LAM_OK;
}

/* ---- gids ---- */

static double shift(const column_part *part, double gid) {
    size_t n_cells = part->network->model.n_cells;
    return gid < (double)n_cells ? gid + (double)part->first_gid
                                 : gid - (double)n_cells + (double)part->first_drive_gid;
}

/* In lists of gids and of pairs of gids. */
static lam_status shift_list(const column_part *part, json_t *list) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *value = json_array_get(list, i);
        if (json_is_array(value)) {
            LAM_TRY(shift_list(part, value));
        } else if (json_array_set_new(
                       list, i, json_integer((json_int_t)shift(part, json_number_value(value)))) !=
                   0) {
            return out_of_memory();
        }
    }
    return LAM_OK;
}

static lam_status shift_pairs(const column_part *part, json_t *connection) {
    json_t *pairs = json_object_get(connection, "pairs"), *shifted = json_object(), *targets;
    const char *key;
    int failed = shifted == NULL;
    json_object_foreach(pairs, key, targets) {
        double gid;
        char text[32];
        if (lam_number_read(key, "", &gid, NULL)) {
            lam_format(text, sizeof text, "%.0f", shift(part, gid));
            failed |=
                shift_list(part, targets) != LAM_OK || json_object_set(shifted, text, targets) != 0;
        }
    }
    failed = failed || (pairs != NULL && json_object_set(connection, "pairs", shifted) != 0);
    json_decref(shifted);
    return failed ? out_of_memory() : LAM_OK;
}

/* Of each population of each bias. */
static lam_status shift_biases(const column_part *part) {
    const char *name, *population;
    json_t *bias, *of_one;
    json_object_foreach(json_object_get(part->json, "biases"), name, bias) {
        json_object_foreach(bias, population, of_one) {
            LAM_TRY(shift_list(part, json_object_get(of_one, "gids")));
        }
    }
    return LAM_OK;
}

static lam_status shift_gids(const column_part *part) {
    json_t *list = json_object_get(part->json, "connections");
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *connection = json_array_get(list, i);
        LAM_TRY(shift_list(part, json_object_get(connection, "from_gids")));
        LAM_TRY(shift_list(part, json_object_get(connection, "to_gids")));
        LAM_TRY(shift_pairs(part, connection));
    }
    return shift_biases(part);
}

/* ---- joining ---- */

/* The object of the network under a key, which is made if there is none yet. NULL: out of memory.
 */
static json_t *object_of(json_t *network, const char *key) {
    json_t *object = json_object_get(network, key);
    if (object != NULL) {
        return object;
    }
    return json_object_set_new(network, key, json_object()) == 0 ? json_object_get(network, key)
                                                                 : NULL;
}

/* Names are a column's and its own with _ between, so that two may be the same. */
static lam_status add(json_t *to, const char *name, json_t *value) {
    if (to != NULL && json_object_get(to, name) != NULL) {
        return lam_fail(LAM_ERR_INPUT,
                        "columns: two of them have '%s'; accepted: columns with other names", name);
    }
    return to == NULL || json_object_set(to, name, value) != 0 ? out_of_memory() : LAM_OK;
}

static lam_status rename_populations(const column_part *part) {
    const lam_model *model = lam_network_model(part->network);
    char name[NAME_SIZE];
    for (size_t p = 0; p < model->n_populations; p++) {
        LAM_TRY(lam_edit_rename_population(part->json, model->populations[p].name,
                                           name_in(part, model->populations[p].name, name)));
    }
    return LAM_OK;
}

/* Cell types that are alike are there only once. */
static lam_status add_cells(json_t *network, const column_part *part) {
    json_t *cells = object_of(network, "cells"), *cell, *population;
    const char *key, *other;
    char name[NAME_SIZE];
    json_object_foreach(json_object_get(part->json, "cells"), key, cell) {
        json_t *there = json_object_get(cells, key);
        if (there == NULL || json_equal(there, cell)) {
            LAM_TRY(there == NULL ? add(cells, key, cell) : LAM_OK);
            continue;
        }
        LAM_TRY(add(cells, name_in(part, key, name), cell));
        json_object_foreach(json_object_get(part->json, "populations"), other, population) {
            const char *type = json_string_value(json_object_get(population, "cell"));
            if (type != NULL && strcmp(type, key) == 0 &&
                json_object_set_new(population, "cell", json_string(name)) != 0) {
                return out_of_memory();
            }
        }
    }
    return LAM_OK;
}

/* Populations or drives, which have their new names. */
static lam_status add_owned(json_t *network, const column_part *part, const char *kind) {
    json_t *value;
    const char *key;
    json_object_foreach(json_object_get(part->json, kind), key, value) {
        if (lam_json_is_source(key, value)) {
            continue;
        }
        if (json_object_set_new(value, "column", json_string(part->name)) != 0) {
            return out_of_memory();
        }
        LAM_TRY(add(object_of(network, kind), key, value));
    }
    return LAM_OK;
}

static lam_status add_biases(json_t *network, const column_part *part) {
    json_t *value;
    const char *key;
    char name[NAME_SIZE];
    json_object_foreach(json_object_get(part->json, "biases"), key, value) {
        if (!lam_json_is_source(key, value)) {
            LAM_TRY(add(object_of(network, "biases"), name_in(part, key, name), value));
        }
    }
    return LAM_OK;
}

static lam_status add_connections(json_t *network, const column_part *part) {
    json_t *from = json_object_get(part->json, "connections");
    json_t *to = json_object_get(network, "connections");
    if (from == NULL) {
        return LAM_OK;
    }
    if (to == NULL) {
        return add(network, "connections", from);
    }
    return json_array_extend(to, from) == 0 ? LAM_OK : out_of_memory();
}

/* The column's own entry says what is left to say of it. */
static lam_status add_entry(json_t *column, const column_part *part) {
    json_t *source = json_object_get(part->json, "source");
    bool has_scale = json_object_get(column, "scale") != NULL;
    int failed = json_object_set(column, "grid", json_object_get(part->json, "grid"));
    if (source != NULL && json_object_get(column, "source") == NULL) {
        failed |= json_object_set(column, "source", source);
    }
    if (!has_scale) {
        failed |= json_object_set_new(column, "scale", json_real(part->network->model.scale));
    }
    json_object_del(column, "network");
    json_object_del(column, "drives");
    json_object_del(column, "set");
    return failed ? out_of_memory() : LAM_OK;
}

/* What the file does not state of a run is that of its first column. */
static lam_status add_defaults(json_t *network, const column_part *first) {
    static const char *const keys[] = {"celsius", "threshold", "discretisation", "tstop",  "dt",
                                       "settle",  "baseline",  "trials",         "smooth", "seed"};
    for (size_t i = 0; i < LAM_COUNT_OF(keys); i++) {
        json_t *value = json_object_get(first->json, keys[i]);
        if (value != NULL && json_object_get(network, keys[i]) == NULL) {
            LAM_TRY(add(network, keys[i], value));
        }
    }
    return LAM_OK;
}

static lam_status add_part(json_t *network, const column_part *part) {
    LAM_TRY(shift_gids(part));
    LAM_TRY(rename_populations(part));
    LAM_TRY(add_cells(network, part));
    LAM_TRY(add_owned(network, part, "populations"));
    LAM_TRY(add_owned(network, part, "drives"));
    LAM_TRY(add_biases(network, part));
    LAM_TRY(add_connections(network, part));
    return add_entry(json_object_get(json_object_get(network, "columns"), part->name), part);
}

/* The drives of the file itself come behind those of its columns. */
static lam_status join(json_t *network, const lam_json *columns, size_t n, column_part *parts) {
    json_t *own = json_incref(json_object_get(network, "drives"));
    size_t first_gid = 0;
    lam_status status = LAM_OK;
    json_object_del(network, "drives");
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        status = check_alike(columns, &parts[0], &parts[i]);
        parts[i].first_gid = first_gid;
        first_gid += parts[i].network->model.n_cells;
    }
    status = status == LAM_OK ? add_defaults(network, &parts[0]) : status;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        const lam_model *model = &parts[i].network->model;
        parts[i].first_drive_gid = first_gid;
        first_gid += model->n_gids - model->n_cells;
        status = add_part(network, &parts[i]);
    }
    if (status == LAM_OK && own != NULL &&
        json_object_update(object_of(network, "drives"), own) != 0) {
        status = out_of_memory();
    }
    json_decref(own);
    return status;
}

static lam_status check_file(const lam_json *root) {
    static const char *const keys[] = {"grid", "cells", "populations"};
    for (size_t i = 0; i < LAM_COUNT_OF(keys); i++) {
        lam_json place = lam_json_member(root, keys[i]);
        if (place.value != NULL) {
            return lam_json_fail(&place, "accepted: left out, as columns have their own");
        }
    }
    return LAM_OK;
}

/* A network that has been joined before has columns with grids. */
static bool is_to_join(const lam_json *columns) {
    lam_json place;
    for (void *i = NULL; lam_json_next(columns, &i, &place);) {
        if (json_object_get(place.value, "grid") == NULL) {
            return true;
        }
    }
    return false;
}

lam_status lam_network_join(lam_json_document *document, const char *models_directory,
                            lam_network_opener open) {
    lam_json root = lam_json_root(document), columns = lam_json_member(&root, "columns"), place;
    size_t n = 0;
    if (!is_to_join(&columns)) {
        return LAM_OK;
    }
    LAM_TRY(check_file(&root));
    column_part *parts = lam_alloc(lam_json_count(columns.value), sizeof *parts);
    lam_status status = parts == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (void *i = NULL; status == LAM_OK && lam_json_next(&columns, &i, &place);) {
        status = read_part(document, &place, models_directory, open, &parts[n++]);
    }
    if (status == LAM_OK) {
        status = join(document->merged, &columns, n, parts);
    }
    for (size_t i = 0; i < n; i++) {
        lam_network_destroy(parts[i].network);
        json_decref(parts[i].json);
    }
    free(parts);
    return status;
}
