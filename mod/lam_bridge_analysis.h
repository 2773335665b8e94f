/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_analysis.h - what lam_bridge_analysis.mod makes of its arguments: signals and spikes.
 */
#ifndef LAM_BRIDGE_ANALYSIS_H
#define LAM_BRIDGE_ANALYSIS_H

#include "lam_bridge.h"

/* The samples of Vector argument `i`, of which there may be none. */
inline std::vector<double> lam_bridge_samples(int i) {
    const double *values = lam_bridge_vector(i, lam_bridge_size(i), "samples");
    return std::vector<double>(values, values + lam_bridge_size(i));
}

/* A count that more memory than there is would not be asked for: what is above `most` is refused.
 */
inline size_t lam_bridge_limited(int i, const char *what, size_t most) {
    return std::min(lam_bridge_count(i, what), most + 1);
}

/* Arguments i and i + 1: Vectors of times and values. */
inline lam_curve lam_bridge_curve(int i) {
    size_t n = lam_bridge_size(i);
    return {n, lam_bridge_vector(i, n, "time"), lam_bridge_vector(i + 1, n, "time, values")};
}

/* Argument i: a Vector of n weights, or nullptr for an empty one. */
inline const double *lam_bridge_weights(int i, size_t n) {
    return lam_bridge_size(i) == 0 ? nullptr : lam_bridge_vector(i, n, "values, weights");
}

/* Argument i: how many trials so many samples are. */
inline size_t lam_bridge_trials_of(int i, size_t n_samples) {
    size_t n_trials = lam_bridge_limited(i, "trials", n_samples);
    if (n_trials == 0 || n_samples % n_trials != 0) {
        hoc_execerror("trials", "there are none, or they differ in length");
    }
    return n_trials;
}

/* Arguments 1 to 6: time_ms, gid, first_gid, n_cells, from_ms, to_ms. */
inline lam_spike_view lam_bridge_spikes() {
    size_t n = lam_bridge_size(1);
    return {n,
            lam_bridge_vector(1, n, "time"),
            lam_bridge_vector(2, n, "time, gid"),
            lam_bridge_count(3, "first gid"),
            lam_bridge_limited(4, "cells", LAM_SPIKE_MOST),
            lam_bridge_number(5),
            lam_bridge_number(6)};
}

/* laminae_events: of each event its trial, peak_ms, freq_hz, power, power_medians, onset_ms,
 * offset_ms, duration_ms, trough_ms. */
inline double lam_bridge_events() {
    std::vector<double> trials = lam_bridge_samples(1), rows;
    size_t n_trials = std::max<size_t>(lam_bridge_limited(2, "trials", trials.size()), 1);
    lam_rhythm_options options = {lam_bridge_number(4), lam_bridge_number(5), lam_bridge_number(6),
                                  lam_bridge_number(7), lam_bridge_number(8)};
    lam_rhythm_event *events = nullptr;
    size_t n = 0;
    lam_bridge_check(lam_rhythm_events(n_trials, trials.size() / n_trials, trials.data(),
                                       lam_bridge_number(3), &options, &events, &n));
    for (size_t i = 0; i < n; i++) {
        const lam_rhythm_event &e = events[i];
        rows.insert(rows.end(),
                    {static_cast<double>(e.trial), e.peak_ms, e.freq_hz, e.power, e.power_medians,
                     e.onset_ms, e.offset_ms, e.duration_ms, e.trough_ms});
    }
    free(events);
    lam_bridge_set_vector(9, rows.size(), rows.data());
    return static_cast<double>(n);
}

#endif
