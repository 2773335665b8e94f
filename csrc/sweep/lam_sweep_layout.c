/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sweep_layout.c - which datasets a sweep has, and how large they are. */
#include "sweep/lam_sweep_impl.h"
#include "base/lam_status_impl.h"
#include "base/lam_text_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t lam_sweep_set_size(const lam_sweep_set *set) {
    return (set->n_rows > 0 ? set->n_rows : 1) * set->n_columns;
}

static bool has_dipole(const lam_model *model, const lam_population *population) {
    return population->drive < 0 && model->cell_types[population->cell_type].dipole_section >= 0;
}

size_t lam_sweep_layers(const lam_model *model) {
    size_t n = 0;
    for (size_t i = 0; i < model->n_populations; i++) {
        n += has_dipole(model, &model->populations[i]);
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
        if (has_dipole(model, &model->populations[i])) {
            lam_text_add(&text, "%s\n", model->populations[i].name);
        }
    }
    return lam_text_take(&text, names_out);
}

static bool is_kind(const lam_kept_item *item, const char *kind) {
    return strlen(kind) == item->length && strncmp(item->text, kind, item->length) == 0;
}

/* What there is of each population: its name is followed by the unit. NULL: not of populations. */
static const char *unit_of_populations(const lam_kept_item *item) {
    return is_kind(item, "rates")                              ? "_Hz"
           : is_kind(item, "cv") || is_kind(item, "synchrony") ? ""
                                                               : NULL;
}

/* The numbers of each item, in the order in which lam_sweep_take.c computes them. */
static lam_status number_names(const lam_sweep_layout *layout, const lam_model *model,
                               size_t *n_out, char **names_out) {
    static const char *const peaks[] = {"minimum_nAm", "minimum_ms", "maximum_nAm", "maximum_ms"};
    lam_text text = {.bytes = NULL};
    size_t n = 0;
    for (size_t i = 0; i < layout->n_items; i++) {
        const lam_kept_item *item = &layout->items_owned[i];
        for (size_t k = 0; is_kind(item, "peaks") && k < 4; k++, n++) {
            lam_text_add(&text, "%s %s\n", item->text, peaks[k]);
        }
        const char *unit = unit_of_populations(item);
        for (size_t k = 0; unit != NULL && k < model->n_populations; k++) {
            if (model->populations[k].drive < 0) {
                lam_text_add(&text, "%s %s%s\n", item->text, model->populations[k].name, unit);
                n++;
            }
        }
        if (is_kind(item, "band")) {
            lam_text_add(&text, "%s nAm2\n", item->text);
            n++;
        }
    }
    *n_out = n;
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
    bool is_csd = is_kind(item, "csd");
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

static lam_status add_item(lam_sweep_layout *layout, const lam_model *model,
                           const lam_kept_item *item) {
    if (is_kind(item, "dipole")) {
        strcpy(add_set(layout, LAM_SET_DIPOLE, "nAm")->path, "dipole_nAm");
    } else if (is_kind(item, "layers")) {
        lam_sweep_set *set = add_set(layout, LAM_SET_LAYERS, "nAm");
        strcpy(set->path, "layers_nAm");
        set->n_rows = layout->n_layers;
        return layer_names(model, &set->names_owned);
    } else if (is_kind(item, "lfp") || is_kind(item, "csd")) {
        return add_arrays(layout, model, item);
    } else if (is_kind(item, "spikes")) {
        layout->has_spikes = true;
    } else {
        layout->items_owned[layout->n_items++] = *item;
    }
    return LAM_OK;
}

/* Potentials are kept in the order of the arrays; a method of "none" has none. */
static lam_status fill(lam_sweep_layout *layout, const lam_spec *spec, const lam_model *model) {
    size_t n;
    const lam_kept_item *items = lam_spec_kept(spec, &n);
    layout->n_layers = lam_sweep_layers(model);
    layout->n_populations = lam_sweep_populations(model);
    layout->n_arrays = model->n_arrays;
    layout->sets_owned = lam_alloc(3 + 2 * model->n_arrays, sizeof(lam_sweep_set));
    layout->items_owned = lam_alloc(n, sizeof(lam_kept_item));
    if (layout->sets_owned == NULL || layout->items_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        LAM_TRY(add_item(layout, model, &items[i]));
    }
    if (layout->n_items == 0) {
        return LAM_OK;
    }
    lam_sweep_set *numbers = add_set(layout, LAM_SET_NUMBERS, "1");
    strcpy(numbers->path, "numbers");
    return number_names(layout, model, &numbers->n_columns, &numbers->names_owned);
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

bool lam_sweep_has_spikes(const lam_sweep_layout *layout) {
    return layout->has_spikes;
}

double lam_sweep_bytes(const lam_sweep_layout *layout, size_t n_points) {
    double block = (double)lam_sweep_block(layout), n_trials = (double)layout->run.n_trials;
    double numbers = (double)layout->n_parameters + n_trials * block;
    return (double)n_points * (1 + LAM_REASON_SIZE + numbers * sizeof(double));
}
