/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fused_rates.h - all tabulated rates of a channel at many voltages.
 *
 * A table's rates at one voltage stand together. Here they are loaded together, too, interpolated
 * side by side and then turned, four voltages at a time, into one array for each rate: a quarter of
 * the loads and shuffles that a compiler needs for one rate after the other. */
#ifndef LAM_FUSED_RATES_H
#define LAM_FUSED_RATES_H

#include "lam_kernel.h"

namespace coreneuron {
namespace fused {

enum { LONGEST = 128 }; /* segments that are computed at once: they fit into a first cache */

typedef double Four __attribute__((vector_size(32)));
typedef double Two __attribute__((vector_size(16)));
typedef int64_t FourIndices __attribute__((vector_size(32)));

template <typename T> LAM_INLINE T load(const double *from) {
    T loaded;
    memcpy(&loaded, from, sizeof loaded);
    return loaded;
}

LAM_INLINE void store(double *to, Four values) {
    memcpy(to, &values, sizeof values);
}

/* Rates of one voltage, beginning with the one at `below`. */
template <typename T> LAM_INLINE T interpolate(const double *below, int n_rates, double fraction) {
    const T lower = load<T>(below), upper = load<T>(below + n_rates);
    return lower + fraction * (upper - lower);
}

LAM_INLINE Four lower_of_pairs(Four a, Four b) {
    return __builtin_shuffle(a, b, FourIndices{0, 4, 2, 6});
}

LAM_INLINE Four upper_of_pairs(Four a, Four b) {
    return __builtin_shuffle(a, b, FourIndices{1, 5, 3, 7});
}

LAM_INLINE Four first_pairs(Four a, Four b) {
    return __builtin_shuffle(a, b, FourIndices{0, 1, 4, 5});
}

LAM_INLINE Four second_pairs(Four a, Four b) {
    return __builtin_shuffle(a, b, FourIndices{2, 3, 6, 7});
}

/* rates_out[which][i] is what lam_rate() gives for v_mV[i]; of both there are LONGEST. */
template <int n_rates, int first_mV, int last_mV, int intervals>
LAM_INLINE void look_up(const double *points, int n, const double *v_mV,
                        double (*rates_out)[LONGEST]) {
    static_assert(n_rates % 2 == 0, "rates come in pairs");
    alignas(64) double fraction[LONGEST];
    alignas(64) int at[LONGEST];
    const int padded = (n + 3) / 4 * 4;
#pragma omp simd
    for (int i = 0; i < n; i++) {
        const double x = lam_rate_place(first_mV, last_mV, intervals, v_mV[i]);
        at[i] = (int)x * n_rates;
        fraction[i] = x - (int)x;
    }
    for (int i = n; i < padded; i++) {
        at[i] = 0;
        fraction[i] = 0;
    }
    for (int i = 0; i < padded; i += 4) {
        int k = 0;
        for (; k + 4 <= n_rates; k += 4) {
            Four rates[4];
            for (int j = 0; j < 4; j++) {
                rates[j] = interpolate<Four>(points + at[i + j] + k, n_rates, fraction[i + j]);
            }
            const Four even = lower_of_pairs(rates[0], rates[1]);
            const Four odd = upper_of_pairs(rates[0], rates[1]);
            const Four even_23 = lower_of_pairs(rates[2], rates[3]);
            const Four odd_23 = upper_of_pairs(rates[2], rates[3]);
            store(&rates_out[k][i], first_pairs(even, even_23));
            store(&rates_out[k + 1][i], first_pairs(odd, odd_23));
            store(&rates_out[k + 2][i], second_pairs(even, even_23));
            store(&rates_out[k + 3][i], second_pairs(odd, odd_23));
        }
        if (k < n_rates) {
            Two rates[4];
            for (int j = 0; j < 4; j++) {
                rates[j] = interpolate<Two>(points + at[i + j] + k, n_rates, fraction[i + j]);
            }
            const Four even = {rates[0][0], rates[0][1], rates[2][0], rates[2][1]};
            const Four odd = {rates[1][0], rates[1][1], rates[3][0], rates[3][1]};
            store(&rates_out[k][i], lower_of_pairs(even, odd));
            store(&rates_out[k + 1][i], upper_of_pairs(even, odd));
        }
    }
}

} // namespace fused
} // namespace coreneuron

#endif
