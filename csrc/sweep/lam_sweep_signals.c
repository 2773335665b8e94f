/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sweep_signals.c - curves of a trial, by their names: dipoles, potentials, source densities,
 * what sensors see. */
#include "base/lam_number_impl.h"
#include "sweep/lam_sweep_impl.h"

#include <stdlib.h>
#include <string.h>

bool lam_sweep_has_dipole(const lam_model *model, size_t population) {
    const lam_population *of = &model->populations[population];
    return of->drive < 0 && model->cell_types[of->cell_type].dipole_section >= 0;
}

lam_status lam_sweep_show(const lam_sweep_run *run, size_t n_rows, const double *signals,
                          double *shown_out) {
    for (size_t i = 0; i < n_rows; i++) {
        double *row = shown_out + i * run->n_samples;
        for (size_t t = 0; t < run->n_samples; t++) {
            row[t] = run->scale * signals[i * run->n_samples + t];
        }
        if (run->smooth_ms > 0) {
            LAM_TRY(lam_smooth(run->n_samples, row, run->smooth_ms, run->dt_ms));
        }
    }
    return LAM_OK;
}

const double *lam_sweep_potentials(const lam_model *model, size_t array, size_t n_samples,
                                   const lam_sweep_trial *trial) {
    size_t n_before = 0;
    for (size_t i = 0; i < array; i++) {
        bool is_there = strcmp(model->arrays[i].method, "none") != 0;
        n_before += is_there ? model->arrays[i].n_contacts : 0;
    }
    return trial->potentials_uV + n_before * n_samples;
}

/* A sensor sees the sum of its leads times the moment, in the order of x, y, z. */
lam_status lam_sweep_seen(const lam_sweep_run *run, const lam_sensor_set *set,
                          const double *moment_nAm, double *seen_out) {
    size_t n = run->n_samples;
    for (size_t i = 0; i < set->n; i++) {
        const double *lead = set->leads + 3 * i;
        for (size_t t = 0; t < n; t++) {
            double sum = 0;
            for (size_t k = 0; k < 3; k++) {
                sum += lead[k] * moment_nAm[k * n + t];
            }
            seen_out[i * n + t] = run->scale * sum;
        }
        if (run->smooth_ms > 0) {
            LAM_TRY(lam_smooth(n, seen_out + i * n, run->smooth_ms, run->dt_ms));
        }
    }
    return LAM_OK;
}

/* ---- by name ---- */

/* Is this the dipole of the population, by its name, that of its kind or of its column? */
static bool is_named(const lam_model *model, size_t population, const char *name) {
    const lam_population *of = &model->populations[population];
    return lam_sweep_has_dipole(model, population) &&
           (strcmp(of->name, name) == 0 ||
            (of->column >= 0 && strcmp(model->columns[of->column].name, name) == 0) ||
            strcmp(model->cell_types[of->cell_type].label, name) == 0);
}

static lam_status refuse(const lam_kept_item *kept) {
    return lam_fail(
        LAM_ERR_INPUT,
        "keep: %s: the network has no signal '%s'; accepted: agg, a population, "
        "its label or column, extracellular/ARRAY/CONTACT, csd/ARRAY/CONTACT, eeg/NAME/SENSOR, "
        "meg/NAME/SENSOR",
        kept->text, kept->signal);
}

static bool is_part(const char *text, size_t length, const char *name) {
    return strlen(name) == length && strncmp(text, name, length) == 0;
}

/* A row below n: a number, or one of the names, if there are any. */
static bool find_row(const char *text, size_t n, const char *const *names, size_t *row_out) {
    double number;
    for (size_t i = 0; i < n && names != NULL; i++) {
        if (strcmp(names[i], text) == 0) {
            *row_out = i;
            return true;
        }
    }
    bool is_number = lam_is_digit(text[0]) && lam_number_read(text, "", &number, NULL) &&
                     number < (double)n && number == (double)(size_t)number;
    *row_out = is_number ? (size_t)number : 0;
    return is_number;
}

/* GROUP/NAME/ROW, of which the last two are given. */
static bool find_array(const lam_model *model, const char *name, bool is_csd,
                       lam_sweep_signal *out) {
    size_t length = strcspn(name, "/");
    *out = (lam_sweep_signal){is_csd ? LAM_SET_CSD : LAM_SET_LFP, 0, 0, is_csd ? "uA/mm3" : "uV"};
    for (size_t i = 0; i < model->n_arrays; i++) {
        const lam_electrode_array *array = &model->arrays[i];
        if (is_part(name, length, array->name) && strcmp(array->method, "none") != 0 &&
            (!is_csd || array->csd != NULL)) {
            out->array = i;
            return name[length] == '/' &&
                   find_row(name + length + 1, array->n_contacts, NULL, &out->row);
        }
    }
    return false;
}

static bool find_sensor(const lam_model *model, const char *name, bool is_meg,
                        lam_sweep_signal *out) {
    size_t length = strcspn(name, "/");
    *out = (lam_sweep_signal){LAM_SET_SENSORS, 0, 0, is_meg ? "fT" : "uV"};
    for (size_t i = 0; i < model->n_sensor_sets; i++) {
        const lam_sensor_set *set = &model->sensor_sets[i];
        if (is_part(name, length, set->name) && set->is_meg == is_meg) {
            out->array = i;
            return name[length] == '/' &&
                   find_row(name + length + 1, set->n, set->names, &out->row);
        }
    }
    return false;
}

lam_status lam_sweep_find_signal(const lam_model *model, const lam_kept_item *kept,
                                 lam_sweep_signal *signal_out) {
    const char *name = kept->signal;
    bool found = strcmp(name, "agg") == 0;
    *signal_out = (lam_sweep_signal){found ? LAM_SET_DIPOLE : LAM_SET_LAYERS, 0, 0, "nAm"};
    if (strncmp(name, "extracellular/", 14) == 0) {
        found = find_array(model, name + 14, false, signal_out);
    } else if (strncmp(name, "csd/", 4) == 0) {
        found = find_array(model, name + 4, true, signal_out);
    } else if (strncmp(name, "eeg/", 4) == 0 || strncmp(name, "meg/", 4) == 0) {
        found = find_sensor(model, name + 4, name[0] == 'm', signal_out);
    }
    for (size_t i = 0; i < model->n_populations && !found; i++) {
        found = signal_out->kind == LAM_SET_LAYERS && is_named(model, i, name);
    }
    return found ? LAM_OK : refuse(kept);
}

/* ---- curves ---- */

/* The sum of some populations' dipoles. */
static lam_status sum_layers(const lam_sweep_layout *layout, const lam_model *model,
                             const lam_sweep_trial *trial, const char *name, double *out) {
    size_t n = layout->run.n_samples, layer = 0;
    double *sum = lam_alloc(n, sizeof *sum);
    if (sum == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < model->n_populations; i++) {
        for (size_t t = 0; t < n && is_named(model, i, name); t++) {
            sum[t] += trial->layers_nAm[layer * n + t];
        }
        layer += lam_sweep_has_dipole(model, i);
    }
    lam_status status = lam_sweep_show(&layout->run, 1, sum, out);
    free(sum);
    return status;
}

/* A row of what is computed for all rows of an array or of a set. */
static lam_status take_row(const lam_sweep_layout *layout, const lam_model *model,
                           const lam_sweep_trial *trial, const lam_sweep_signal *signal,
                           double *out) {
    size_t n = layout->run.n_samples, array = signal->array;
    bool is_csd = signal->kind == LAM_SET_CSD;
    size_t n_rows = is_csd ? model->arrays[array].n_contacts : model->sensor_sets[array].n;
    double *all = lam_alloc(n_rows * n, sizeof *all);
    if (all == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status =
        is_csd ? lam_csd_array(&model->arrays[array], n,
                               lam_sweep_potentials(model, array, n, trial), all)
               : lam_sweep_seen(&layout->run, &model->sensor_sets[array], trial->moment_nAm, all);
    memcpy(out, all + signal->row * n, n * sizeof *out);
    free(all);
    return status;
}

lam_status lam_sweep_curve(const lam_sweep_layout *layout, const lam_model *model,
                           const lam_sweep_trial *trial, const lam_kept_item *kept,
                           const lam_sweep_signal *signal, double *curve_out) {
    size_t n = layout->run.n_samples;
    switch (signal->kind) {
    case LAM_SET_DIPOLE:
        return lam_sweep_show(&layout->run, 1, trial->dipole_nAm, curve_out);
    case LAM_SET_LAYERS:
        return sum_layers(layout, model, trial, kept->signal, curve_out);
    case LAM_SET_LFP:
        memcpy(curve_out, lam_sweep_potentials(model, signal->array, n, trial) + signal->row * n,
               n * sizeof *curve_out);
        return LAM_OK;
    default:
        return take_row(layout, model, trial, signal, curve_out);
    }
}
