: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of profiles over the depth: laminae_profile_*, laminae_shares

COMMENT
  Of a profile z_um, time_ms, values stand together; values are row after row.
  laminae_layers_nearest(layer_z_um, z_um, out)        out: the layer of each row
  laminae_profile_thickness(z_um, out)                 out: um of tissue for each row
  laminae_profile_sinks(z_um, time_ms, values, rows, out)
        out: sink, its time, its height, source, its time, its height, charge of both
  laminae_profile_at_times(z_um, time_ms, values, times_ms, out)   out: values at other times
  laminae_profile_align(z_um, time_ms, values, z_um, time_ms, values, step_um, out, correlations)
        out: shift (um), correlation, rows that are compared; correlations: of each row
  laminae_shares(values, n_parts, n_rows, out)         values: part after part, row after row
        out: row and sample of the peak; of the sum and of each part its value at the peak, its
        share there, RMS, share of power
See laminae.h for the meaning; lists are Vectors.
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_laminar.h"
ENDVERBATIM

PROCEDURE laminae_layers_nearest() {
VERBATIM
    std::vector<double> layers = lam_bridge_samples(1), z_um = lam_bridge_samples(2);
    std::vector<size_t> nearest(z_um.size());
    lam_bridge_check(lam_layers_nearest(layers.size(), layers.data(), z_um.size(), z_um.data(),
                                        nearest.data()));
    lam_bridge_set_vector(3, nearest.size(), nearest.data());
ENDVERBATIM
}

PROCEDURE laminae_profile_thickness() {
VERBATIM
    std::vector<double> z_um = lam_bridge_samples(1), thickness(z_um.size());
    lam_bridge_check(lam_profile_thickness(z_um.size(), z_um.data(), thickness.data()));
    lam_bridge_set_vector(2, thickness.size(), thickness.data());
ENDVERBATIM
}

PROCEDURE laminae_profile_sinks() {
VERBATIM
    lam_bridge_sinks();
ENDVERBATIM
}

PROCEDURE laminae_profile_at_times() {
VERBATIM
    lam_profile profile = lam_bridge_profile(1);
    std::vector<double> times = lam_bridge_samples(4), values(profile.n_rows * times.size());
    lam_bridge_check(lam_profile_at_times(&profile, times.size(), times.data(), values.data()));
    lam_bridge_set_vector(5, values.size(), values.data());
ENDVERBATIM
}

PROCEDURE laminae_profile_align() {
VERBATIM
    lam_bridge_align();
ENDVERBATIM
}

PROCEDURE laminae_shares() {
VERBATIM
    lam_bridge_shares();
ENDVERBATIM
}
