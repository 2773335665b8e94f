/* SPDX-License-Identifier: BSD-3-Clause
 * lam_shares.c - what each of some parts contributes to their sum, at its peak and to its power. */
#include "laminae/laminar.h"

#include "signal/lam_signal_impl.h"

#include <math.h>

static double total_at(size_t n_parts, size_t n_all, const double *parts, size_t i) {
    double total = 0;
    for (size_t k = 0; k < n_parts; k++) {
        total += parts[k * n_all + i];
    }
    return total;
}

/* + 0: of -0 it makes 0 */
static double ratio(double part, double total) {
    return total != 0 ? part / total + 0 : (double)NAN;
}

lam_status lam_shares(size_t n_parts, size_t n_rows, size_t n, const double *parts,
                      lam_shares_of *of_out, lam_share *shares_out) {
    size_t n_all = n_rows * n, peak = 0;
    double power = 0, highest = 0;
    LAM_TRY(lam_signal_check("shares", n_parts * n_all, parts, 1));
    for (size_t k = 0; k < n_parts; k++) {
        shares_out[k] = (lam_share){.rms = 0};
    }
    for (size_t i = 0; i < n_all; i++) {
        double total = total_at(n_parts, n_all, parts, i);
        if (fabs(total) > fabs(highest)) {
            highest = total;
            peak = i;
        }
        power += total * total;
        for (size_t k = 0; k < n_parts; k++) {
            double part = parts[k * n_all + i];
            shares_out[k].rms += part * part;
            shares_out[k].share_of_power += part * total;
        }
    }
    for (size_t k = 0; k < n_parts; k++) {
        lam_share *share = &shares_out[k];
        share->at_peak = parts[k * n_all + peak];
        share->share_at_peak = ratio(share->at_peak, highest);
        share->rms = sqrt(share->rms / (double)n_all);
        share->share_of_power = ratio(share->share_of_power, power);
    }
    *of_out = (lam_shares_of){
        peak / n,
        peak % n,
        {highest, ratio(highest, highest), sqrt(power / (double)n_all), ratio(power, power)}};
    return LAM_OK;
}
