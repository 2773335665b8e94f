/* SPDX-License-Identifier: BSD-3-Clause
 * lam_shares.c - what each of some parts contributes to their sum, at its peak and to its power. */
#include "laminae/laminar.h"

#include "signal/lam_signal_impl.h"

#include <math.h>
#include <stdbool.h>

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

/* Of several peaks the first: rows count before samples. */
static bool is_higher(const lam_shares_of *of, double total, size_t row, size_t sample) {
    double before = fabs(of->total.at_peak), here = fabs(total);
    bool is_first = row < of->row || (row == of->row && sample < of->sample);
    return here > before || (here >= before && here > 0 && is_first);
}

lam_status lam_shares_add(size_t n_parts, size_t n_rows, size_t first, size_t n,
                          const double *parts, lam_shares_of *of, lam_share *shares) {
    size_t n_all = n_rows * n;
    LAM_TRY(lam_signal_check("shares", n_parts * n_all, parts, 1));
    for (size_t i = 0; i < n_all; i++) {
        double total = total_at(n_parts, n_all, parts, i);
        bool is_peak = first + i == 0 || is_higher(of, total, i / n, first + i % n);
        if (is_peak) {
            of->row = i / n;
            of->sample = first + i % n;
            of->total.at_peak = total;
        }
        of->total.share_of_power += total * total;
        for (size_t k = 0; k < n_parts; k++) {
            double part = parts[k * n_all + i];
            shares[k].at_peak = is_peak ? part : shares[k].at_peak;
            shares[k].rms += part * part;
            shares[k].share_of_power += part * total;
        }
    }
    return LAM_OK;
}

void lam_shares_finish(size_t n_parts, size_t n_rows, size_t n_samples, lam_shares_of *of,
                       lam_share *shares) {
    double highest = of->total.at_peak, power = of->total.share_of_power;
    double n = (double)(n_rows * n_samples);
    for (size_t k = 0; k < n_parts; k++) {
        lam_share *share = &shares[k];
        share->share_at_peak = ratio(share->at_peak, highest);
        share->rms = sqrt(share->rms / n);
        share->share_of_power = ratio(share->share_of_power, power);
    }
    of->total = (lam_share){highest, ratio(highest, highest), sqrt(power / n), ratio(power, power)};
}

lam_status lam_shares(size_t n_parts, size_t n_rows, size_t n, const double *parts,
                      lam_shares_of *of_out, lam_share *shares_out) {
    lam_shares_of of = {.row = 0};
    for (size_t k = 0; k < n_parts; k++) {
        shares_out[k] = (lam_share){.rms = 0};
    }
    LAM_TRY(lam_shares_add(n_parts, n_rows, 0, n, parts, &of, shares_out));
    lam_shares_finish(n_parts, n_rows, n, &of, shares_out);
    *of_out = of;
    return LAM_OK;
}
