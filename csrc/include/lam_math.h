/* SPDX-License-Identifier: BSD-3-Clause
 * lam_math.h - exp, log and power as inline arithmetic, which a compiler can vectorise.
 *
 * The line that compiles mechanisms for CoreNEURON includes this file (-include lam_math.h): the
 * calls of exp and log in their loops then find these two before libm's. A vector library would
 * serve the bulk of a loop as well, but not its last few turns, and results would depend on where
 * in the loop a segment stands, that is on the number of ranks. Errors are below 1.2 units in the
 * last place (tests/c/t201_math.c); zeros, infinities, NaN and denormals are as in libm. Not for
 * -ffast-math or -fassociative-math. */
#ifndef LAM_MATH_H
#define LAM_MATH_H

#include <stdint.h>
#include <string.h>

#define LAM_INLINE static inline __attribute__((always_inline))

LAM_INLINE double lam_from_bits(uint64_t lam_bits) {
    double lam_x;
    memcpy(&lam_x, &lam_bits, sizeof lam_x);
    return lam_x;
}

LAM_INLINE uint64_t lam_to_bits(double lam_x) {
    uint64_t lam_bits;
    memcpy(&lam_bits, &lam_x, sizeof lam_bits);
    return lam_bits;
}

/* 2^k for -1022 <= k <= 1023 */
LAM_INLINE double lam_power_of_two(int lam_k) {
    return lam_from_bits((uint64_t)(lam_k + 1023) << 52);
}

/* ln 2 in two parts; a product of the upper one with an integer below 2^20 is exact. */
#define LAM_LN2_UPPER 0x1.62e42feep-1
#define LAM_LN2_LOWER 0x1.a39ef35793c76p-33
#define LAM_1_LN2     0x1.71547652b82fep+0

/* exp(x) = 2^k exp(r), |r| <= ln(2)/2, with the Taylor series of exp to order 13 (remainder below
 * 5e-18). 2^k is applied in two halves: near the ends of the range it is itself no double. */
LAM_INLINE double lam_exp(double lam_x) {
    lam_x = lam_x < -746.0 ? -746.0 : lam_x;
    lam_x = lam_x > 710.0 ? 710.0 : lam_x;
    const int lam_k = (int)(lam_x * LAM_1_LN2 + __builtin_copysign(0.5, lam_x)); /* to nearest */
    const double lam_r = (lam_x - lam_k * LAM_LN2_UPPER) - lam_k * LAM_LN2_LOWER;
    double lam_p = 1.0 / 6227020800.0;
    lam_p = lam_p * lam_r + 1.0 / 479001600.0;
    lam_p = lam_p * lam_r + 1.0 / 39916800.0;
    lam_p = lam_p * lam_r + 1.0 / 3628800.0;
    lam_p = lam_p * lam_r + 1.0 / 362880.0;
    lam_p = lam_p * lam_r + 1.0 / 40320.0;
    lam_p = lam_p * lam_r + 1.0 / 5040.0;
    lam_p = lam_p * lam_r + 1.0 / 720.0;
    lam_p = lam_p * lam_r + 1.0 / 120.0;
    lam_p = lam_p * lam_r + 1.0 / 24.0;
    lam_p = lam_p * lam_r + 1.0 / 6.0;
    lam_p = lam_p * lam_r + 0.5;
    lam_p = lam_p * lam_r + 1.0;
    lam_p = lam_p * lam_r + 1.0;
    const int lam_half = lam_k / 2;
    return lam_p * lam_power_of_two(lam_half) * lam_power_of_two(lam_k - lam_half);
}

/* log(x) = k ln 2 + log(1 + f), 1 + f between sqrt(1/2) and sqrt(2). With s = f/(2 + f),
 * log(1 + f) = 2 (s + s^3/3 + s^5/5 + ...) = f - s (f - series), series from s^2/3 on: so the
 * rounding of s weighs little. */
LAM_INLINE double lam_log(double lam_x) {
    const uint64_t lam_sqrt_half = 0x3fe6a09e667f3bcd;
    const int lam_denormal = lam_x < 0x1p-1022;
    const uint64_t lam_bits =
        lam_to_bits(lam_denormal ? lam_x * 0x1p54 : lam_x) - lam_sqrt_half + 0x3ff0000000000000;
    const int lam_k = (int)(lam_bits >> 52) - 1023 - (lam_denormal ? 54 : 0);
    const double lam_f = lam_from_bits((lam_bits & 0xfffffffffffff) + lam_sqrt_half) - 1.0;
    const double lam_s = lam_f / (2.0 + lam_f);
    const double lam_z = lam_s * lam_s;
    double lam_p = 2.0 / 21.0;
    lam_p = lam_p * lam_z + 2.0 / 19.0;
    lam_p = lam_p * lam_z + 2.0 / 17.0;
    lam_p = lam_p * lam_z + 2.0 / 15.0;
    lam_p = lam_p * lam_z + 2.0 / 13.0;
    lam_p = lam_p * lam_z + 2.0 / 11.0;
    lam_p = lam_p * lam_z + 2.0 / 9.0;
    lam_p = lam_p * lam_z + 2.0 / 7.0;
    lam_p = lam_p * lam_z + 2.0 / 5.0;
    lam_p = lam_p * lam_z + 2.0 / 3.0;
    const double lam_tail = lam_s * (lam_f - lam_p * lam_z) - lam_k * LAM_LN2_LOWER;
    const double lam_result = lam_k * LAM_LN2_UPPER - (lam_tail - lam_f);
    const double lam_finite = lam_x < __builtin_inf() ? lam_result : lam_x;
    const double lam_not_negative = lam_x == 0.0 ? -__builtin_inf() : lam_finite;
    return lam_x < 0.0 ? __builtin_nan("") : lam_not_negative;
}

/* x^y for x >= 0, y > 0: exact for y = 1, else with the error of log(x) times y - 1. */
LAM_INLINE double lam_power(double lam_x, double lam_y) {
    const double lam_positive = lam_x > 0x1p-1022 ? lam_x : 0x1p-1022;
    return lam_x * lam_exp((lam_y - 1.0) * lam_log(lam_positive));
}

#ifdef CORENEURON_BUILD
namespace coreneuron {
LAM_INLINE double exp(double lam_x) {
    return lam_exp(lam_x);
}
LAM_INLINE double log(double lam_x) {
    return lam_log(lam_x);
}
} // namespace coreneuron
#endif

#endif
