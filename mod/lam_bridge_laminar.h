/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_laminar.h - what lam_bridge_laminar.mod makes of its arguments: profiles over the
 * depth.
 */
#ifndef LAM_BRIDGE_LAMINAR_H
#define LAM_BRIDGE_LAMINAR_H

#include "lam_bridge_analysis.h"

/* Arguments i to i + 2: Vectors of heights, times and values, row after row. */
inline lam_profile lam_bridge_profile(int i) {
    size_t n_rows = lam_bridge_size(i), n = lam_bridge_size(i + 1);
    return {n_rows, n, lam_bridge_vector(i, n_rows, "heights"), lam_bridge_vector(i + 1, n, "time"),
            lam_bridge_vector(i + 2, n_rows * n, "heights times times, values")};
}

/* laminae_profile_sinks: rows are argument 4. One row has no thickness, and so no charges. */
inline void lam_bridge_sinks() {
    lam_sinks s;
    lam_profile profile = lam_bridge_profile(1);
    std::vector<double> thickness(profile.n_rows), numbers = lam_bridge_samples(4);
    std::vector<size_t> rows;
    for (double row : numbers) { /* what is no row becomes one that there is not */
        bool is_row = row >= 0 && row < static_cast<double>(profile.n_rows);
        rows.push_back(is_row ? static_cast<size_t>(row) : profile.n_rows);
    }
    bool has_thickness = profile.n_rows > 1;
    if (has_thickness) {
        lam_bridge_check(lam_profile_thickness(profile.n_rows, profile.z_um, thickness.data()));
    }
    lam_bridge_check(lam_profile_sinks(&profile, has_thickness ? thickness.data() : nullptr,
                                       rows.size(), rows.data(), &s));
    double out[] = {s.sink,      s.sink_ms,     s.sink_z_um,   s.source,
                    s.source_ms, s.source_z_um, s.sink_charge, s.source_charge};
    lam_bridge_set_vector(5, sizeof out / sizeof *out, out);
}

/* laminae_profile_align: profiles are arguments 1 to 3 and 4 to 6. */
inline void lam_bridge_align() {
    lam_alignment best;
    lam_profile model = lam_bridge_profile(1), data = lam_bridge_profile(4);
    std::vector<double> correlations(model.n_rows);
    lam_bridge_check(
        lam_profile_align(&model, &data, lam_bridge_number(7), &best, correlations.data()));
    double out[] = {best.shift_um, best.correlation, static_cast<double>(best.n_rows)};
    lam_bridge_set_vector(8, 3, out);
    lam_bridge_set_vector(9, correlations.size(), correlations.data());
}

/* laminae_shares: row and sample of the peak, then of the sum and of each part 4 numbers. */
inline void lam_bridge_shares() {
    std::vector<double> parts = lam_bridge_samples(1), rows;
    size_t n_parts = lam_bridge_limited(2, "parts", parts.size());
    size_t n_rows = lam_bridge_limited(3, "rows", parts.size());
    size_t n = n_parts * n_rows == 0 ? 0 : parts.size() / n_parts / n_rows;
    if (n == 0 || n * n_parts * n_rows != parts.size()) {
        hoc_execerror("shares", "there are not as many values in each row of each part");
    }
    lam_shares_of of;
    std::vector<lam_share> shares(n_parts);
    lam_bridge_check(lam_shares(n_parts, n_rows, n, parts.data(), &of, shares.data()));
    shares.insert(shares.begin(), of.total);
    rows = {static_cast<double>(of.row), static_cast<double>(of.sample)};
    for (const lam_share &share : shares) {
        rows.insert(rows.end(),
                    {share.at_peak, share.share_at_peak, share.rms, share.share_of_power});
    }
    lam_bridge_set_vector(4, rows.size(), rows.data());
}

#endif
