/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sweep_take.c - makes what is kept of a trial: dipoles as they are shown, potentials, source
 * densities, what sensors see, numbers. */
#include "sweep/lam_sweep_impl.h"
#include "base/lam_status_impl.h"

#include <string.h>

static lam_status check_shape(const lam_sweep_layout *layout, const lam_model *model,
                              const lam_sweep_trial *trial) {
    bool same = trial->n_samples == layout->run.n_samples && model->n_arrays == layout->n_arrays &&
                trial->n_layers == layout->n_layers &&
                lam_sweep_populations(model) == layout->n_populations &&
                model->n_sensor_sets == layout->n_sensor_sets &&
                (trial->moment_nAm != NULL || !layout->has_sensors);
    size_t n_contacts = 0;
    for (size_t i = 0; i < layout->n_sets; i++) {
        const lam_sweep_set *set = &layout->sets_owned[i];
        if (set->kind == LAM_SET_LFP || set->kind == LAM_SET_CSD) {
            same = same && model->arrays[set->array].n_contacts == set->n_rows;
        } else if (set->kind == LAM_SET_SENSORS) {
            same = same && model->sensor_sets[set->array].n == set->n_rows;
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
                           const lam_model *model, const lam_sweep_trial *trial, double *out) {
    size_t n = layout->run.n_samples;
    switch (set->kind) {
    case LAM_SET_DIPOLE:
        return lam_sweep_show(&layout->run, 1, trial->dipole_nAm, out);
    case LAM_SET_LAYERS:
        return lam_sweep_show(&layout->run, layout->n_layers, trial->layers_nAm, out);
    case LAM_SET_LFP:
        memcpy(out, lam_sweep_potentials(model, set->array, n, trial),
               set->n_rows * n * sizeof *out);
        return LAM_OK;
    case LAM_SET_CSD:
        return lam_csd_array(&model->arrays[set->array], n,
                             lam_sweep_potentials(model, set->array, n, trial), out);
    case LAM_SET_SENSORS:
        return lam_sweep_seen(&layout->run, &model->sensor_sets[set->array], trial->moment_nAm,
                              out);
    case LAM_SET_NUMBERS:
        return lam_sweep_numbers(layout, model, trial, out);
    }
    return LAM_OK;
}

lam_status lam_sweep_take(const lam_sweep_layout *layout, const lam_network *network,
                          const lam_sweep_trial *trial, double *block_out) {
    const lam_model *model = lam_network_model(network);
    LAM_TRY(check_shape(layout, model, trial));
    for (size_t i = 0; i < layout->n_sets; i++) {
        LAM_TRY(take_set(layout, &layout->sets_owned[i], model, trial, block_out));
        block_out += lam_sweep_set_size(&layout->sets_owned[i]);
    }
    return LAM_OK;
}
