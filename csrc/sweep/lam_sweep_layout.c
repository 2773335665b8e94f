/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sweep_layout.c - which datasets a sweep has, and how large they are. */
#include "sweep/lam_sweep_impl.h"
#include "base/lam_status_impl.h"
#include "base/lam_number_impl.h"
#include "base/lam_text_impl.h"
#include "design/lam_spec_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t lam_sweep_set_size(const lam_sweep_set *set) {
    return (set->n_rows > 0 ? set->n_rows : 1) * set->n_columns;
}

size_t lam_sweep_layers(const lam_model *model) {
    size_t n = 0;
    for (size_t i = 0; i < model->n_populations; i++) {
        n += lam_sweep_has_dipole(model, i);
    }
    return n;
}

size_t lam_sweep_populations(const lam_model *model) {
    size_t n = 0;
    for (size_t i = 0; i < model->n_populations; i++) {
        n += model->populations[i].drive < 0;
    }
    return n;
}

/* ---- names ---- */

static lam_status layer_names(const lam_model *model, char **names_out) {
    lam_text text = {.bytes = NULL};
    for (size_t i = 0; i < model->n_populations; i++) {
        if (lam_sweep_has_dipole(model, i)) {
            lam_text_add(&text, "%s\n", model->populations[i].name);
        }
    }
    return lam_text_take(&text, names_out);
}

/* ---- datasets ---- */

static lam_sweep_set *add_set(lam_sweep_layout *layout, lam_set_kind kind, const char *units) {
    lam_sweep_set *set = &layout->sets_owned[layout->n_sets++];
    *set = (lam_sweep_set){.kind = kind, .units = units, .n_columns = layout->run.n_samples};
    return set;
}

static lam_status add_arrays(lam_sweep_layout *layout, const lam_model *model,
                             const lam_kept_item *item) {
    size_t n_before = layout->n_sets;
    bool is_csd = item->kind == LAM_KEPT_CSD;
    for (size_t i = 0; i < model->n_arrays; i++) {
        const lam_electrode_array *array = &model->arrays[i];
        if (strcmp(array->method, "none") != 0 && (!is_csd || array->csd != NULL)) {
            lam_sweep_set *set =
                add_set(layout, is_csd ? LAM_SET_CSD : LAM_SET_LFP, is_csd ? "uA/mm3" : "uV");
            snprintf(set->path, sizeof set->path, "%s/%s", is_csd ? "csd" : "lfp", array->name);
            set->n_rows = array->n_contacts;
            set->array = i;
        }
    }
    layout->has_potentials = true;
    return layout->n_sets > n_before
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "keep: %s: the network has no electrode array%s; accepted: options with "
                          "probe or sensors, or a network with electrode_arrays",
                          item->text, is_csd ? " with a csd" : "");
}

/* Sensors are called by their names, or by their numbers. */
static lam_status sensor_names(const lam_sensor_set *set, char **names_out) {
    lam_text text = {.bytes = NULL};
    for (size_t i = 0; i < set->n; i++) {
        if (set->names != NULL) {
            lam_text_add(&text, "%s\n", set->names[i]);
        } else {
            lam_text_add(&text, "%zu\n", i);
        }
    }
    return lam_text_take(&text, names_out);
}

static lam_status add_sensors(lam_sweep_layout *layout, const lam_model *model,
                              const lam_kept_item *item) {
    size_t n_before = layout->n_sets;
    for (size_t i = 0; i < model->n_sensor_sets; i++) {
        const lam_sensor_set *sensors = &model->sensor_sets[i];
        if (sensors->is_meg == (item->kind == LAM_KEPT_MEG)) {
            lam_sweep_set *set = add_set(layout, LAM_SET_SENSORS, sensors->is_meg ? "fT" : "uV");
            snprintf(set->path, sizeof set->path, "%s/%s", item->text, sensors->name);
            set->n_rows = sensors->n;
            set->array = i;
            LAM_TRY(sensor_names(sensors, &set->names_owned));
        }
    }
    layout->has_sensors = true;
    return layout->n_sets > n_before
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "keep: %s: the network has no such sensors; accepted: options with "
                          "sensors, or a network with %s",
                          item->text, item->text);
}

/* Whether runs have anything in common with the data. */
static lam_status compare_silence(const lam_sweep_run *run, const lam_sweep_item *item) {
    char reason[256];
    lam_agreement unused;
    size_t n = run->n_samples;
    double *time_ms = lam_alloc(2 * n, sizeof *time_ms);
    if (time_ms == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        time_ms[i] = (double)i * run->dt_ms;
    }
    lam_curve silence = {n, time_ms, time_ms + n};
    lam_curve data = {item->n_data, item->data_time_ms_owned, item->data_owned};
    lam_status status =
        lam_curves_compare(&silence, &data, item->kept.from, item->kept.to, NULL, &unused);
    free(time_ms);
    if (status != LAM_ERR_INPUT) {
        return status;
    }
    lam_format(reason, sizeof reason, "%s", lam_error());
    return lam_fail(status, "keep: %s: %s", item->kept.text, reason);
}

/* Data of a curve, the mean of their trials, over the whole run. */
static lam_status load_target(const lam_spec *spec, const lam_sweep_run *run,
                              lam_sweep_item *item) {
    const char *units, *data, *path = lam_spec_target(spec, &units, &data);
    lam_saved *saved = NULL;
    lam_saved_row row;
    LAM_TRY(lam_saved_open_data(path, units, data, &saved));
    lam_status status = lam_saved_find_row(saved, item->kept.signal, &row);
    if (status == LAM_OK && strcmp(row.shape.unit, item->signal.unit) != 0) {
        status = lam_fail(LAM_ERR_INPUT, "%s: %s is in %s; accepted for keep: %s: %s", path,
                          row.signal, row.shape.unit, item->kept.text, item->signal.unit);
    }
    if (status == LAM_OK) {
        item->n_data = row.shape.n_samples;
        item->data_time_ms_owned = lam_alloc(item->n_data, sizeof(double));
        item->data_owned = lam_alloc(item->n_data, sizeof(double));
        status = item->data_time_ms_owned == NULL || item->data_owned == NULL
                     ? LAM_ERR_MEMORY
                     : lam_saved_mean(saved, &row, item->data_owned);
    }
    if (status == LAM_OK) {
        lam_saved_times(saved, &row.shape, item->data_time_ms_owned);
        double end_ms = item->data_time_ms_owned[item->n_data - 1];
        status = compare_silence(run, item);
        if (status == LAM_OK && isnan(item->kept.to) && end_ms < run->tstop_ms - row.shape.dt_ms) {
            status = lam_fail(LAM_ERR_INPUT,
                              "keep: %s: the data of %s end at %g ms, the runs at %g ms; accepted: "
                              "data as long, or rmse:FROM:TO",
                              item->kept.text, path, end_ms, run->tstop_ms);
        }
    }
    lam_saved_close(saved);
    return status;
}

/* What no run of this length has. at: the element of keep. */
static lam_status check_window(const lam_sweep_layout *layout, const lam_sweep_item *item,
                               const lam_json *at) {
    lam_kept_kind kind = item->kept.kind;
    double from = fmax(item->kept.from, 0), to = fmin(item->kept.to, layout->run.tstop_ms);
    bool is_band = kind == LAM_KEPT_BAND || kind == LAM_KEPT_RELATIVE;
    bool is_window = !is_band && kind != LAM_KEPT_EVENTS; /* whose ends are frequencies */
    if (is_window && from >= to) {
        return lam_json_fail(at, "accepted: a window within the runs, 0 to %g ms",
                             layout->run.tstop_ms);
    }
    if (kind == LAM_KEPT_SYNCHRONY && to - from < 2 * LAM_SYNCHRONY_MS) {
        return lam_json_fail(at, "accepted: a window of two bins or more, %g ms each",
                             LAM_SYNCHRONY_MS);
    }
    lam_status status = is_band ? lam_sweep_check_band(layout, item) : LAM_OK;
    if (status != LAM_ERR_INPUT) {
        return status;
    }
    char reason[LAM_JSON_TEXT_SIZE];
    return lam_json_fail(at, "%s", strcpy(reason, lam_error()));
}

static lam_status add_number(lam_sweep_layout *layout, const lam_spec *spec, const lam_model *model,
                             const lam_kept_item *kept, const lam_json *at) {
    lam_sweep_item *item = &layout->items_owned[layout->n_items++];
    item->kept = *kept;
    LAM_TRY(lam_sweep_find_signal(model, kept, &item->signal));
    LAM_TRY(check_window(layout, item, at));
    lam_set_kind kind = item->signal.kind;
    layout->has_potentials = layout->has_potentials || kind == LAM_SET_LFP || kind == LAM_SET_CSD;
    layout->has_sensors = layout->has_sensors || kind == LAM_SET_SENSORS;
    return kept->kind == LAM_KEPT_RMSE ? load_target(spec, &layout->run, item) : LAM_OK;
}

static lam_status add_item(lam_sweep_layout *layout, const lam_spec *spec, const lam_model *model,
                           const lam_kept_item *item, const lam_json *at) {
    lam_sweep_set *set;
    switch (item->kind) {
    case LAM_KEPT_DIPOLE:
        strcpy(add_set(layout, LAM_SET_DIPOLE, "nAm")->path, "dipole_nAm");
        return LAM_OK;
    case LAM_KEPT_LAYERS:
        set = add_set(layout, LAM_SET_LAYERS, "nAm");
        strcpy(set->path, "layers_nAm");
        set->n_rows = layout->n_layers;
        return layer_names(model, &set->names_owned);
    case LAM_KEPT_LFP:
    case LAM_KEPT_CSD:
        return add_arrays(layout, model, item);
    case LAM_KEPT_EEG:
    case LAM_KEPT_MEG:
        return add_sensors(layout, model, item);
    case LAM_KEPT_SPIKES:
        layout->has_spikes = true;
        return LAM_OK;
    default:
        return add_number(layout, spec, model, item, at);
    }
}

/* Potentials are kept in the order of the arrays; a method of "none" has none. */
static lam_status fill(lam_sweep_layout *layout, const lam_spec *spec, const lam_model *model) {
    size_t n;
    const lam_kept_item *items = lam_spec_kept(spec, &n);
    lam_json root = lam_spec_root(spec), keep = lam_json_member(&root, "keep");
    layout->n_layers = lam_sweep_layers(model);
    layout->n_populations = lam_sweep_populations(model);
    layout->n_arrays = model->n_arrays;
    layout->n_sensor_sets = model->n_sensor_sets;
    layout->sets_owned =
        lam_alloc(3 + 2 * model->n_arrays + model->n_sensor_sets, sizeof(lam_sweep_set));
    layout->items_owned = lam_alloc(n, sizeof(lam_sweep_item));
    if (layout->sets_owned == NULL || layout->items_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        lam_json at = lam_json_element(&keep, i);
        LAM_TRY(add_item(layout, spec, model, &items[i], &at));
    }
    if (layout->n_items == 0) {
        return LAM_OK;
    }
    lam_sweep_set *numbers = add_set(layout, LAM_SET_NUMBERS, "1");
    strcpy(numbers->path, "numbers");
    return lam_sweep_number_names(layout, model, &numbers->n_columns, &numbers->names_owned);
}

lam_status lam_sweep_layout_create(const lam_spec *spec, const lam_network *network,
                                   const lam_sweep_run *run, lam_sweep_layout **layout_out) {
    lam_sweep_layout *layout = lam_alloc(1, sizeof *layout);
    if (layout == NULL) {
        return LAM_ERR_MEMORY;
    }
    layout->run = *run;
    layout->n_parameters = lam_spec_design(spec)->n_parameters;
    lam_status status = fill(layout, spec, lam_network_model(network));
    if (status != LAM_OK) {
        lam_sweep_layout_destroy(layout);
        return status;
    }
    *layout_out = layout;
    return LAM_OK;
}

void lam_sweep_layout_destroy(lam_sweep_layout *layout) {
    if (layout == NULL) {
        return;
    }
    for (size_t i = 0; i < layout->n_sets; i++) {
        free(layout->sets_owned[i].names_owned);
    }
    for (size_t i = 0; i < layout->n_items; i++) {
        free(layout->items_owned[i].data_time_ms_owned);
        free(layout->items_owned[i].data_owned);
    }
    free(layout->sets_owned);
    free(layout->items_owned);
    free(layout);
}

/* ---- what it says ---- */

size_t lam_sweep_block(const lam_sweep_layout *layout) {
    size_t n = 0;
    for (size_t i = 0; i < layout->n_sets; i++) {
        n += lam_sweep_set_size(&layout->sets_owned[i]);
    }
    return n;
}

bool lam_sweep_has_potentials(const lam_sweep_layout *layout) {
    return layout->has_potentials;
}

bool lam_sweep_has_sensors(const lam_sweep_layout *layout) {
    return layout->has_sensors;
}

bool lam_sweep_has_spikes(const lam_sweep_layout *layout) {
    return layout->has_spikes;
}

double lam_sweep_bytes(const lam_sweep_layout *layout, size_t n_points) {
    double block = (double)lam_sweep_block(layout), n_trials = (double)layout->run.n_trials;
    double numbers = (double)layout->n_parameters + n_trials * block;
    return (double)n_points * (1 + LAM_REASON_SIZE + sizeof(int32_t) + numbers * sizeof(double));
}

/* A sum of each curve, of its times and values as text. */
lam_status lam_sweep_target_text(const lam_sweep_layout *layout, char **text_out) {
    lam_text sums = {.bytes = NULL};
    lam_status status = LAM_OK;
    lam_text_add(&sums, "{\"data\": [");
    for (size_t i = 0, n = 0; i < layout->n_items && status == LAM_OK; i++) {
        const lam_sweep_item *item = &layout->items_owned[i];
        lam_text curve = {.bytes = NULL};
        char *text = NULL;
        for (size_t k = 0; k < item->n_data; k++) {
            lam_text_add_number(&curve, item->data_time_ms_owned[k]);
            lam_text_add(&curve, " ");
            lam_text_add_number(&curve, item->data_owned[k]);
            lam_text_add(&curve, " ");
        }
        if (item->n_data > 0) {
            status = lam_text_take(&curve, &text);
            lam_text_add(&sums, n++ > 0 ? ", " : "");
            lam_text_add_number(&sums, status == LAM_OK ? lam_text_sum(text) : 0);
            free(text);
        }
    }
    lam_text_add(&sums, "]}");
    if (status != LAM_OK) {
        lam_text_free(&sums);
        return status;
    }
    return lam_text_take(&sums, text_out);
}
