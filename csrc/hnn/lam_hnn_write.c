/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_write.c - writes a network as HNN-core's network file: the whole, its populations and,
 * under a key of our own, what HNN-core has no place for. */
#include "hnn/lam_hnn_write_impl.h"
#include "base/lam_number_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- populations ---- */

/* HNN-core knows no HOC templates. It also replaces some names by others (params.py,
 * _long_name). */
static void plan_populations(lam_hnn_writer *writer) {
    static const char *const short_names[] = {"L2Basket", "L5Basket", "L2Pyr", "L5Pyr"};
    const lam_model *model = writer->model;
    for (size_t p = 0; p < model->n_populations; p++) {
        const lam_population *population = &model->populations[p];
        if (population->cell_type >= 0 && model->cell_types[population->cell_type].own_shape) {
            lam_hnn_lose(writer, "populations.%s: cells that a HOC template makes",
                         population->name);
            writer->is_left_out[p] = true;
        }
        for (size_t i = 0; i < LAM_COUNT_OF(short_names); i++) {
            if (strcmp(population->name, short_names[i]) == 0) {
                lam_hnn_lose(writer, "populations.%s: the name, which HNN-core takes for another",
                             population->name);
            }
        }
    }
}

static void number_gids(lam_hnn_writer *writer) {
    const lam_model *model = writer->model;
    json_t *ranges = lam_hnn_put_new(writer, writer->root, "gid_ranges", JSON_OBJECT);
    size_t next = 0;
    for (size_t p = 0; p < model->n_populations; p++) {
        const lam_population *population = &model->populations[p];
        if (!writer->is_left_out[p]) {
            writer->first_gid[p] = next;
            next += population->end_gid - population->first_gid;
            lam_hnn_put(writer, ranges, population->name,
                        json_pack("{s:I, s:I}", "start", (json_int_t)writer->first_gid[p], "stop",
                                  (json_int_t)next));
        }
    }
}

static void write_places(lam_hnn_writer *writer) {
    const lam_model *model = writer->model;
    json_t *places = lam_hnn_put_new(writer, writer->root, "pos_dict", JSON_OBJECT);
    lam_hnn_put(writer, places, "origin", lam_hnn_point(writer->network->origin_um));
    for (size_t p = 0; p < model->n_populations; p++) {
        const lam_population *population = &model->populations[p];
        if (writer->is_left_out[p]) {
            continue;
        }
        json_t *list = lam_hnn_put_new(writer, places, population->name, JSON_ARRAY);
        for (size_t gid = population->first_gid; gid < population->end_gid; gid++) {
            double xyz_um[3];
            writer->out_of_memory |=
                lam_network_position(writer->network, gid, xyz_um) != LAM_OK; /* never */
            lam_hnn_put(writer, list, NULL, lam_hnn_point(xyz_um));
        }
    }
}

/* ---- the dipole ---- */

static bool is_measured(const lam_hnn_writer *writer, const lam_population *population) {
    const lam_model *model = writer->model;
    return population->cell_type >= 0 && !writer->is_left_out[population - model->populations] &&
           model->cell_types[population->cell_type].dipole_section >= 0;
}

/* HNN-core has a dipole of exactly two populations. It subtracts the baseline of layer 2 from the
 * first and that of layer 5 from the second (dipole.py, _baseline_renormalize). */
static void check_dipole(lam_hnn_writer *writer) {
    static const char *const parts[] = {"L2_pyramidal", "L5_pyramidal"};
    const lam_model *model = writer->model;
    json_t *own = json_object();
    size_t n = 0, n_all = 0;
    for (size_t p = 0; p < model->n_populations; p++) {
        n_all += is_measured(writer, &model->populations[p]);
    }
    if (n_all != LAM_COUNT_OF(parts)) {
        lam_hnn_lose(writer, "cells: populations with a dipole: %zu, where HNN-core wants two",
                     n_all);
    } else if (strcmp(model->baseline, "hnn") != 0) {
        lam_hnn_lose(writer, "baseline: %s, where HNN-core subtracts its own", model->baseline);
    }
    for (size_t p = 0; p < model->n_populations; p++) {
        const lam_population *population = &model->populations[p];
        const char *part = population->name;
        if (is_measured(writer, population) && n_all == LAM_COUNT_OF(parts)) {
            part = parts[n++];
        }
        if (population->cell_type < 0 || writer->is_left_out[p] ||
            strcmp(population->baseline, part) == 0) {
            continue;
        }
        if (part != population->name) {
            lam_hnn_lose(writer, "populations.%s: a baseline of %s, where HNN-core subtracts %s",
                         population->name, population->baseline, part);
        }
        lam_hnn_put(writer, own, population->name,
                    json_pack("{s:s}", "baseline", population->baseline));
    }
    if (json_object_size(own) > 0) {
        lam_hnn_put(writer, writer->own, "populations", json_incref(own));
    }
    json_decref(own);
}

/* ---- what HNN-core passes over ---- */

/* Slabs name only populations that are written. They state their area, because the file's reader
 * may know no grid from which to compute it. */
static void write_own_slabs(lam_hnn_writer *writer, const json_t *slabs) {
    const lam_model *model = writer->model;
    for (size_t i = 0; i < model->n_slabs; i++) {
        const lam_slabs *set = &model->slabs[i];
        size_t n_lost = 0;
        for (size_t k = 0; k < set->n_populations; k++) {
            n_lost += writer->is_left_out[set->populations[k]];
        }
        if (n_lost > 0) {
            lam_hnn_lose(writer, "current_density.%s: populations that are left out",
                         set->volumes.name);
        } else {
            json_t *made = lam_json_copy(json_object_get(slabs, set->volumes.name));
            if (!isfinite(set->volumes.radius_um)) {
                lam_hnn_put(writer, made, "area", json_pack("[f,s]", set->volumes.area_um2, "um2"));
            }
            lam_hnn_put(writer, lam_hnn_own(writer, "current_density"), set->volumes.name, made);
        }
    }
}

static void write_own(lam_hnn_writer *writer) {
    static const char *const keys[] = {"name",   "title",    "model_of", "source", "tstop", "dt",
                                       "settle", "baseline", "scale",    "smooth", "eeg",   "meg"};
    const lam_network *network = writer->network;
    const json_t *json = network->document.merged, *grid = json_object_get(json, "grid");
    for (size_t i = 0; i < LAM_COUNT_OF(keys); i++) {
        lam_hnn_share_own(writer, writer->own, json, keys[i]);
    }
    if (network->one_segment_up_to_um != 100 || network->segment_length_um != 50) {
        lam_hnn_share_own(writer, writer->own, json, "discretisation");
    }
    write_own_slabs(writer, json_object_get(json, "current_density"));
    json_t *own_grid = lam_hnn_put_new(writer, writer->own, "grid", JSON_OBJECT);
    lam_hnn_share_own(writer, own_grid, grid, "inplane_distance");
    lam_hnn_share_own(writer, own_grid, grid, "layer_separation");
    if (writer->lamtha_in_um) {
        lam_hnn_put(writer, writer->own, "lamtha", json_string("um"));
    }
}

/* ---- the whole ---- */

static lam_status write_network(lam_hnn_writer *writer) {
    const lam_model *model = writer->model;
    plan_populations(writer);
    lam_hnn_plan_drives(writer);
    lam_hnn_put(writer, writer->root, "object_type", json_string("Network"));
    lam_hnn_put(writer, writer->root, LAM_HNN_OWN_KEY, json_incref(writer->own));
    lam_hnn_put(writer, writer->root, "legacy_mode", json_false());
    lam_hnn_put(writer, writer->root, "N_pyr_x", json_integer((json_int_t)model->nx));
    lam_hnn_put(writer, writer->root, "N_pyr_y", json_integer((json_int_t)model->ny));
    lam_hnn_put(writer, writer->root, "celsius", json_real(model->celsius));
    lam_hnn_put(writer, writer->root, "threshold", json_real(model->threshold_mV));
    lam_hnn_put(writer, writer->root, "delay", json_real(1)); /* of connections made later */
    write_own(writer);
    number_gids(writer);
    lam_hnn_write_cells(writer);
    write_places(writer);
    check_dipole(writer);
    if (model->settle_ms > 0) {
        lam_hnn_lose(writer, "settle: %g ms, where HNN-core starts each trial from v0",
                     model->settle_ms);
    }
    if (model->n_electric_fields > 0) {
        lam_hnn_lose(writer, "electric_fields.%s: HNN-core has none",
                     model->electric_fields[0].name);
    }
    lam_hnn_put(writer, writer->root, "cell_response", json_object());
    lam_hnn_write_drives(writer);
    lam_hnn_write_biases(writer);
    LAM_TRY(lam_hnn_write_connectivity(writer));
    lam_hnn_write_arrays(writer);
    return LAM_OK;
}

static lam_status finish(const lam_hnn_writer *writer, bool lossy, char **text_out) {
    const char *name = writer->model->name;
    if (writer->out_of_memory) {
        return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", name);
    }
    if (json_object_size(json_object_get(writer->root, "cell_types")) == 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: no population that HNN-core can have; accepted: one "
                        "that is described",
                        name);
    }
    if (writer->n_losses > 0 && !lossy) {
        char more[64] = "";
        if (writer->n_losses > 1) {
            snprintf(more, sizeof more, " (and %zu more)", writer->n_losses - 1);
        }
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %s%s: HNN-core's loader cannot carry this; accepted: a network "
                        "without, or --lossy",
                        name, writer->loss, more);
    }
    return lam_hnn_text(writer->root, text_out);
}

lam_status lam_hnn_write(const lam_network *network, bool lossy, char **text_out) {
    const lam_model *model = lam_network_model(network);
    if (model->n_columns > 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: columns: there are %zu; accepted: a network without, as HNN-core has "
                        "one",
                        model->name, model->n_columns);
    }
    lam_hnn_writer writer = {
        .network = network,
        .model = model,
        .root = json_object(),
        .own = json_object(),
        .is_left_out = lam_alloc(model->n_populations, sizeof(bool)),
        .first_gid = lam_alloc(model->n_populations, sizeof(size_t)),
        .plans = lam_alloc(model->n_drives, sizeof(lam_hnn_drive_plan)),
        .lamtha_in_um = model->inplane_distance_um != 1,
    };
    bool is_there = writer.is_left_out != NULL && writer.first_gid != NULL && writer.plans != NULL;
    lam_status status = is_there ? write_network(&writer) : LAM_ERR_MEMORY;
    if (status == LAM_OK) {
        status = finish(&writer, lossy, text_out);
    }
    json_decref(writer.root);
    json_decref(writer.own);
    free(writer.is_left_out);
    free(writer.first_gid);
    free(writer.plans);
    return status;
}
