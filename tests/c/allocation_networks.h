/* SPDX-License-Identifier: BSD-3-Clause
 * allocation_networks.h - uses of the library, in which each allocation fails once: networks that
 * are read, changed, described and written. */
#ifndef LAM_ALLOCATION_NETWORKS_H
#define LAM_ALLOCATION_NETWORKS_H

#include "edit/lam_edit_impl.h"
#include "results/lam_stage_impl.h"
#include "t17x_hnn_small.h"
#include "t6xx_networks.h"

#include <sys/stat.h>

static lam_network *network; /* read before anything fails */

/* A file beside the results, whose name ends so. */
static const char *file_called(const char *ending) {
    static char paths[4][4096];
    static size_t next = 0;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s.%s", getenv("RESULTS_FOLDER"), ending);
    return path;
}

/* ---- networks ---- */

static lam_status give_network(const lam_network *from) {
    char *tables = NULL, *paths = NULL;
    const char *json = lam_network_json(from);
    lam_status status = json != NULL ? lam_describe(from, &tables) : LAM_ERR_MEMORY;
    if (json == NULL) {
        lam_fail(LAM_ERR_MEMORY, "no JSON");
    }
    if (status == LAM_OK) {
        status = lam_describe_paths(from, &paths);
    }
    if (status == LAM_OK) {
        give_text(json);
        give_text(tables);
        give_text(paths);
        give_text(lam_network_warnings(from));
    }
    free(tables);
    free(paths);
    return status;
}

static lam_status open_network(const char *path, const lam_network_options *options) {
    lam_network *opened = NULL;
    lam_status status = lam_network_open(path, options, &opened);
    if (status == LAM_OK) {
        status = give_network(opened);
    }
    lam_network_destroy(opened);
    return status;
}

static lam_status use_model(void) {
    static const char *const changes[] = {"drives.evprox1.mu=26.6", "grid.nx=2", "grid.ny=2"};
    lam_network_options options = {
        .models_directory = "params", .n_changes = 3, .changes = changes};
    return open_network("params/erp.json", &options);
}

static lam_status use_params(void) {
    lam_network_options options = {.models_directory = "params"};
    return open_network("tests/ref/params/random1.param", &options);
}

/* All that can be added to a network with something of everything. */
static lam_status use_all_kinds(void) {
    static const char *const changes[] = {"drives.train.spikes=null", NULL};
    static const char *const probes[] = {"p=1.5,2.5,0:100:50,lsa"};
    char replay[4200];
    snprintf(replay, sizeof replay, "drives.train.spikes_from={\"file\": \"%s\"}",
             getenv("SPIKE_TEXT"));
    const char *all[] = {changes[0], replay};
    lam_network_options options = {.models_directory = "params",
                                   .drives = file_called("drives.json"),
                                   .sensors = file_called("sensors.json"),
                                   .config = file_called("config"),
                                   .n_changes = 2,
                                   .changes = all,
                                   .n_probes = 1,
                                   .probes = probes};
    return open_network(file_called("all.json"), &options);
}

static lam_status use_columns(void) {
    lam_network_options options = {.models_directory = "params"};
    return open_network(file_called("columns.json"), &options);
}

/* HNN-core's file, read and written. */
static lam_status use_hnn(void) {
    lam_network *hnn = NULL;
    lam_status status = lam_network_read(file_called("json"), &hnn);
    remove(file_called("hnn.json"));
    if (status == LAM_OK) {
        status = lam_network_export(hnn, file_called("hnn.json"), true, true);
    }
    if (status == LAM_OK) {
        give_file(file_called("hnn.json"));
        status = give_network(hnn);
    }
    lam_network_destroy(hnn);
    return status;
}

/* After each change, or none that could be made, the network is one. */
static lam_status change_all(lam_network *changed) {
    size_t place;
    LAM_TRY(lam_network_set(changed, "cells.P.sections.*.cm", "1.5"));
    LAM_TRY(lam_network_change(changed, "celsius=30\nthreshold=-5"));
    LAM_TRY(lam_network_put_number(changed, "biases.more.A.amplitude", 0.25));
    LAM_TRY(lam_network_update(changed));
    LAM_TRY(lam_network_append(changed, "connections", &place));
    LAM_TRY(lam_network_put_text(changed, "connections[5].from", "A"));
    LAM_TRY(lam_network_put_text(changed, "connections[5].to", "T"));
    LAM_TRY(lam_network_put_text(changed, "connections[5].location", "soma"));
    LAM_TRY(lam_network_put_text(changed, "connections[5].receptor", "ampa"));
    LAM_TRY(lam_network_put_number(changed, "connections[5].weight", 1));
    LAM_TRY(lam_network_put_number(changed, "connections[5].delay", 1));
    LAM_TRY(lam_network_put_number(changed, "connections[5].lamtha", 3));
    LAM_TRY(lam_network_put_flag(changed, "connections[5].autapses", true));
    LAM_TRY(lam_network_update(changed));
    LAM_TRY(lam_network_scale_connections(changed, "A>A", "gain", 2));
    LAM_TRY(lam_network_rename(changed, "A", "B"));
    LAM_TRY(lam_network_remove_connections(changed, "B>B"));
    LAM_TRY(lam_network_use_template(changed, "P", "Mine", true));
    return lam_network_clear(changed, true, false);
}

static lam_status use_changes(void) {
    lam_network *changed = NULL;
    lam_status status = lam_network_read(file_called("all.json"), &changed);
    if (status == LAM_OK) {
        status = change_all(changed);
    }
    if (status == LAM_OK) {
        status = give_network(changed);
    }
    lam_network_destroy(changed);
    return status;
}

/* Of a network with itself as it was, after a change that can follow and one that cannot. */
static lam_status use_difference(void) {
    static const char *const changes[] = {"connections[T>A].weight=3\ncells.P.sections.*.cm=2",
                                          "cells.P.sections.soma.L=40"};
    lam_network *built = NULL, *other = NULL;
    lam_status status = lam_network_read(file_called("all.json"), &built);
    if (status == LAM_OK) {
        status = lam_network_copy(built, &other);
    }
    for (size_t i = 0; i < 2 && status == LAM_OK; i++) {
        lam_difference found = {.structure = NULL};
        status = lam_network_change(other, changes[i]);
        if (status == LAM_OK) {
            status = lam_network_compare(built, other, 50, &found);
        }
        if (status == LAM_OK) {
            give_bytes(found.connections, found.n_connections * sizeof *found.connections);
            give_text(found.structure != NULL ? found.structure : "follows");
        }
        lam_difference_free(&found);
    }
    lam_network_destroy(built);
    lam_network_destroy(other);
    return status;
}

/* Written down, then held against what was. */
static lam_status use_checkpoint(void) {
    lam_run_facts facts = {
        "{\"x\": [1, {\"y\": 2}]}", "coreneuron", "9", "ours", "v", 1, false, false};
    const char *folder = file_called("checkpoint"), *file = file_called("checkpoint/run.json");
    mkdir(folder, 0777);
    remove(file);
    lam_status status = lam_checkpoint_check(folder, &facts);
    if (status == LAM_OK) {
        give_file(file);
        status = lam_checkpoint_check(folder, &facts);
    }
    return status;
}

static int write_text(const char *path, const char *bytes, bool has_single_quotes) {
    FILE *file = fopen(path, "w");
    for (const char *c = bytes; file != NULL && *c != '\0'; c++) {
        fputc(*c == '\'' && has_single_quotes ? '"' : *c, file);
    }
    return file == NULL || fclose(file) != 0;
}

/* Changes, refused ones too, and the list of what can be changed. */
static lam_status use_edit(void) {
    lam_json_document document = {.merged = json_pack("{s:{s:[i,s]},s:[{s:s,s:s}]}", "grid", "d", 3,
                                                      "um", "connections", "from", "a", "to", "b")};
    char *text = NULL;
    lam_status status = document.merged == NULL ? lam_fail(LAM_ERR_MEMORY, "out of memory")
                                                : lam_edit_change(&document, "grid.*=4 um");
    if (status == LAM_OK) {
        status = lam_edit_change(&document, "connections[a>b].gain=2");
    }
    for (int i = 0; i < 2 && status == LAM_OK; i++) {
        status = lam_edit_change(&document, i == 0 ? "connections[b>a].gain=2" : "gird.d=2");
        status = status == LAM_ERR_INPUT ? LAM_OK : status;
        give_text(status == LAM_OK ? lam_error() : "");
    }
    if (status == LAM_OK) {
        status = lam_edit_paths(document.merged, &text);
    }
    if (status == LAM_OK) {
        status = lam_edit_scale_connections(document.merged, "a>b", "gain", 2);
    }
    size_t n, *indices = NULL;
    if (status == LAM_OK) {
        give_text(text);
        status = lam_edit_connections_of(network, "L5_basket", 0, 0, &n, &indices);
    }
    if (status == LAM_OK) {
        give_bytes(indices, n * sizeof *indices);
    }
    free(indices);
    free(text);
    lam_json_close(&document);
    return status;
}

static lam_status use_describe(void) {
    char *text = NULL;
    lam_status status = lam_describe(network, &text);
    if (status == LAM_OK) {
        give_text(text);
    }
    free(text);
    return status;
}

static lam_status use_facts(void) {
    const lam_step steps[] = {{"connections", LAM_EACH}, {"sections", LAM_EACH}};
    double *facts = NULL;
    char *text = NULL;
    size_t n = 0;
    lam_status status = lam_facts(lam_network_owner(network), 2, steps, &n, &facts);
    if (status == LAM_OK) {
        status = lam_facts_list(lam_network_owner(network), &text);
    }
    if (status == LAM_OK) {
        give_bytes(facts, n * sizeof *facts);
        give_text(text);
    }
    free(facts);
    free(text);
    return status;
}

static lam_status use_record(void) {
    static bool is_selected[2000];
    lam_record record;
    lam_status status = lam_record_read(network, "v:L2_basket:soma", &record, is_selected);
    if (status == LAM_OK && lam_record_read(network, "v:x", &record, is_selected) != LAM_OK) {
        status = strstr(lam_error(), "unknown") != NULL ? LAM_OK : LAM_ERR_MEMORY;
    }
    give_bytes(is_selected, sizeof is_selected);
    return status;
}

#endif
