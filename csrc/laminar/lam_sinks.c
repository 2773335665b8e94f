/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sinks.c - sinks and sources of a profile, by row and by layer. */
#include "laminae/laminar.h"

#include "signal/lam_signal_impl.h"

#include <math.h>

lam_status lam_layers_nearest(size_t n_layers, const double *layer_z_um, size_t n_rows,
                              const double *z_um, size_t *layer_out) {
    LAM_TRY(lam_signal_check("layers", n_layers, layer_z_um, 1));
    LAM_TRY(lam_signal_check("heights", n_rows, z_um, 0));
    for (size_t i = 0; i < n_rows; i++) {
        size_t nearest = 0;
        for (size_t k = 1; k < n_layers; k++) {
            bool is_nearer = fabs(z_um[i] - layer_z_um[k]) < fabs(z_um[i] - layer_z_um[nearest]);
            nearest = is_nearer ? k : nearest;
        }
        layer_out[i] = nearest;
    }
    return LAM_OK;
}

lam_status lam_profile_thickness(size_t n_rows, const double *z_um, double *thickness_um_out) {
    LAM_TRY(lam_signal_check("heights", n_rows, z_um, 2));
    for (size_t i = 1; i < n_rows; i++) {
        double step = z_um[i] - z_um[i - 1];
        if (step == 0 || (step > 0) != (z_um[1] > z_um[0])) {
            return lam_fail(LAM_ERR_INPUT,
                            "heights: row %zu at z = %g um follows one at %g um; accepted: heights "
                            "that grow or fall",
                            i, z_um[i], z_um[i - 1]);
        }
    }
    for (size_t i = 0; i < n_rows; i++) {
        double before = fabs(z_um[i] - z_um[i > 0 ? i - 1 : 1]);
        double behind = fabs(z_um[i] - z_um[i + 1 < n_rows ? i + 1 : n_rows - 2]);
        thickness_um_out[i] = (before + behind) / 2;
    }
    return LAM_OK;
}

static void add_row(const lam_profile *profile, size_t row, double volume, lam_sinks *s) {
    for (size_t i = 0; i < profile->n; i++) {
        double value = profile->values[row * profile->n + i];
        if (value < s->sink) {
            s->sink = value;
            s->sink_ms = profile->time_ms[i];
            s->sink_z_um = profile->z_um[row];
            s->sink_at = row * profile->n + i;
        }
        if (value > s->source) {
            s->source = value;
            s->source_ms = profile->time_ms[i];
            s->source_z_um = profile->z_um[row];
            s->source_at = row * profile->n + i;
        }
        *(value < 0 ? &s->sink_charge : &s->source_charge) += value * volume;
    }
}

/* 1 uA/mm3 um ms = 1e-6 A/mm3 1e-3 mm 1e-3 s = 1 pC/mm2 */
lam_status lam_profile_sinks(const lam_profile *profile, const double *thickness_um,
                             size_t n_chosen, const size_t *chosen, lam_sinks *sinks_out) {
    size_t n = profile->n;
    LAM_TRY(lam_signal_check("profile", profile->n_rows * n, profile->values, 1));
    LAM_TRY(lam_signal_check("time", n, profile->time_ms, 1));
    double dt_ms = n > 1 ? (profile->time_ms[n - 1] - profile->time_ms[0]) / (double)(n - 1) : NAN;
    lam_sinks s = {.sink = INFINITY, .source = -INFINITY};
    for (size_t i = 0; i < n_chosen; i++) {
        if (chosen[i] >= profile->n_rows) {
            return lam_fail(LAM_ERR_INPUT, "profile: row %zu; accepted: rows below %zu", chosen[i],
                            profile->n_rows);
        }
        add_row(profile, chosen[i], thickness_um == NULL ? NAN : thickness_um[chosen[i]] * dt_ms,
                &s);
    }
    if (n_chosen == 0) {
        return lam_fail(LAM_ERR_INPUT, "profile: no rows chosen; accepted: 1 or more");
    }
    if (thickness_um == NULL || n == 1) {
        s.sink_charge = s.source_charge = NAN;
    }
    *sinks_out = s;
    return LAM_OK;
}
