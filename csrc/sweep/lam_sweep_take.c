/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sweep_take.c - makes what is kept of a trial: dipoles as they are shown, potentials, source
 * densities, numbers. */
#include "sweep/lam_sweep_impl.h"
#include "base/lam_status_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Scaled, then smoothed, as text files of a run show it. */
static lam_status show(const lam_sweep_run *run, size_t n_rows, const double *dipoles_nAm,
                       double *shown_out) {
    for (size_t i = 0; i < n_rows; i++) {
        double *row = shown_out + i * run->n_samples;
        for (size_t t = 0; t < run->n_samples; t++) {
            row[t] = run->scale * dipoles_nAm[i * run->n_samples + t];
        }
        if (run->smooth_ms > 0) {
            LAM_TRY(lam_smooth(run->n_samples, row, run->smooth_ms, run->dt_ms));
        }
    }
    return LAM_OK;
}

/* ---- numbers ---- */

static lam_status take_peaks(const lam_kept_item *item, const lam_curve *dipole, double **out) {
    lam_peaks peaks;
    LAM_TRY(lam_curve_peaks(dipole, item->from, item->to, &peaks));
    *(*out)++ = peaks.minimum;
    *(*out)++ = peaks.minimum_ms;
    *(*out)++ = peaks.maximum;
    *(*out)++ = peaks.maximum_ms;
    return LAM_OK;
}

/* As `analyse --what bands` has it: a periodogram of the whole dipole. */
static lam_status take_band(const lam_kept_item *item, const lam_curve *dipole, double dt_ms,
                            double **out) {
    double relative;
    lam_psd_options options = {0, 0, LAM_TAPER_HAMMING};
    size_t n = lam_psd_size(dipole->n, &options);
    double *freq_hz = lam_alloc(2 * n, sizeof *freq_hz);
    if (freq_hz == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *power = freq_hz + n;
    lam_status status = lam_psd(dipole->n, dipole->values, dt_ms, &options, freq_hz, power);
    if (status == LAM_OK) {
        status = lam_band_power(n, freq_hz, power, item->from, item->to, *out, &relative);
    }
    free(freq_hz);
    (*out)++;
    return status;
}

/* Of the cells of a population: rate, variation of intervals, or synchrony in bins of 5 ms, as
 * `analyse` has them. */
static lam_status take_spikes(const lam_kept_item *item, const lam_population *population,
                              const lam_sweep_run *run, const lam_sweep_trial *trial,
                              double **out) {
    size_t n_cells = population->end_gid - population->first_gid, unused;
    lam_spike_view view = {trial->n_spikes,
                           trial->spike_ms,
                           trial->spike_gid,
                           population->first_gid,
                           n_cells,
                           isnan(item->from) ? 0 : item->from,
                           isnan(item->to) ? run->tstop_ms : item->to};
    double *of_cells = lam_alloc(n_cells, sizeof *of_cells);
    if (of_cells == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = item->text[0] == 'r'   ? lam_spike_rates(&view, of_cells, *out)
                        : item->text[0] == 'c' ? lam_spike_cv(&view, of_cells, *out)
                                               : lam_spike_synchrony(&view, 5, *out, &unused);
    free(of_cells);
    (*out)++;
    return status;
}

static lam_status take_numbers(const lam_sweep_layout *layout, const lam_model *model,
                               const lam_sweep_trial *trial, const double *shown, double *out) {
    lam_curve dipole = {layout->run.n_samples, trial->time_ms, shown};
    for (size_t i = 0; i < layout->n_items; i++) {
        const lam_kept_item *item = &layout->items_owned[i];
        if (item->text[0] == 'p') {
            LAM_TRY(take_peaks(item, &dipole, &out));
        } else if (item->text[0] == 'b') {
            LAM_TRY(take_band(item, &dipole, layout->run.dt_ms, &out));
        } else {
            for (size_t k = 0; k < model->n_populations; k++) {
                if (model->populations[k].drive < 0) {
                    LAM_TRY(take_spikes(item, &model->populations[k], &layout->run, trial, &out));
                }
            }
        }
    }
    return LAM_OK;
}

/* ---- a trial ---- */

/* The potentials of an array: those of arrays without a method are not there. */
static const double *potentials_of(const lam_model *model, size_t array, size_t n_samples,
                                   const lam_sweep_trial *trial) {
    size_t n_before = 0;
    for (size_t i = 0; i < array; i++) {
        bool is_there = strcmp(model->arrays[i].method, "none") != 0;
        n_before += is_there ? model->arrays[i].n_contacts : 0;
    }
    return trial->potentials_uV + n_before * n_samples;
}

static lam_status check_shape(const lam_sweep_layout *layout, const lam_model *model,
                              const lam_sweep_trial *trial) {
    bool same = trial->n_samples == layout->run.n_samples && model->n_arrays == layout->n_arrays &&
                trial->n_layers == layout->n_layers &&
                lam_sweep_populations(model) == layout->n_populations;
    size_t n_contacts = 0;
    for (size_t i = 0; i < layout->n_sets; i++) {
        const lam_sweep_set *set = &layout->sets_owned[i];
        if (set->kind == LAM_SET_LFP || set->kind == LAM_SET_CSD) {
            same = same && model->arrays[set->array].n_contacts == set->n_rows;
        }
    }
    for (size_t i = 0; i < model->n_arrays && layout->has_potentials; i++) {
        bool is_there = strcmp(model->arrays[i].method, "none") != 0;
        n_contacts += is_there ? model->arrays[i].n_contacts : 0;
    }
    same = same && (!layout->has_potentials || trial->n_contacts == n_contacts);
    return same ? LAM_OK
                : lam_fail(LAM_ERR_INPUT, "the point has other populations, electrodes or "
                                          "samples; accepted: as many as the sweep's network");
}

static lam_status take_set(const lam_sweep_layout *layout, const lam_sweep_set *set,
                           const lam_model *model, const lam_sweep_trial *trial,
                           const double *shown, double *out) {
    size_t n = layout->run.n_samples;
    switch (set->kind) {
    case LAM_SET_DIPOLE:
        memcpy(out, shown, n * sizeof *out);
        return LAM_OK;
    case LAM_SET_LAYERS:
        return show(&layout->run, layout->n_layers, trial->layers_nAm, out);
    case LAM_SET_LFP:
        memcpy(out, potentials_of(model, set->array, n, trial), set->n_rows * n * sizeof *out);
        return LAM_OK;
    case LAM_SET_CSD:
        return lam_csd_array(&model->arrays[set->array], n,
                             potentials_of(model, set->array, n, trial), out);
    case LAM_SET_NUMBERS:
        return take_numbers(layout, model, trial, shown, out);
    }
    return LAM_OK;
}

lam_status lam_sweep_take(const lam_sweep_layout *layout, const lam_network *network,
                          const lam_sweep_trial *trial, double *block_out) {
    const lam_model *model = lam_network_model(network);
    LAM_TRY(check_shape(layout, model, trial));
    double *shown = lam_alloc(layout->run.n_samples, sizeof *shown);
    lam_status status =
        shown == NULL ? LAM_ERR_MEMORY : show(&layout->run, 1, trial->dipole_nAm, shown);
    for (size_t i = 0; i < layout->n_sets && status == LAM_OK; i++) {
        status = take_set(layout, &layout->sets_owned[i], model, trial, shown, block_out);
        block_out += lam_sweep_set_size(&layout->sets_owned[i]);
    }
    free(shown);
    return status;
}
