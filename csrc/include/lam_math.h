/* SPDX-License-Identifier: BSD-3-Clause
 * lam_math.h - exp, log and power as inline arithmetic, which a compiler can vectorise.
 *
 * The line that compiles mechanisms for CoreNEURON includes this file (-include lam_math.h): the
 * calls of exp and log in their loops then find these two before libm's. A vector library would
 * serve the bulk of a loop as well, but not its last few turns, and results would depend on where
 * in the loop a segment stands, that is on the number of ranks. Errors are below 1.2 units in the
 * last place (tests/c/t201_math.c); zeros, infinities and NaN are as in libm. Where a compiler may
 * reorder sums (-ffast-math) the reductions would be lost, and exp and log are libm's. */
#ifndef LAM_MATH_H
#define LAM_MATH_H

#if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__)
#define LAM_REORDERED
#include <math.h>
#endif
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

#ifdef LAM_REORDERED
LAM_INLINE double lam_exp(double lam_x) {
    return exp(lam_x);
}
LAM_INLINE double lam_log(double lam_x) {
    return log(lam_x);
}
#else

/* ln 2 in two parts; a product of the upper one with an integer below 2^20 is exact. */
#define LAM_LN2_UPPER 0x1.62e42feep-1
#define LAM_LN2_LOWER 0x1.a39ef35793c76p-33
#define LAM_1_LN2     0x1.71547652b82fep+0

/* exp(x) = 2^k exp(r), |r| <= ln(2)/2, with the polynomial of degree 11 that begins 1 + r and has
 * the least relative error there, 4e-18 (Remez); its even and odd powers are two chains, half as
 * long. Adding 1.5 x 2^52 rounds x/ln 2 to the integer k and leaves it in the lowest bits; added to
 * the exponent of exp(r) they multiply it by 2^k. Results that would be denormals are 0. */
LAM_INLINE double lam_exp(double lam_x) {
    const double lam_integer = 0x1.8p52;
    const double lam_shifted = lam_x * LAM_1_LN2 + lam_integer;
    const double lam_k = lam_shifted - lam_integer;
    const double lam_r = (lam_x - lam_k * LAM_LN2_UPPER) - lam_k * LAM_LN2_LOWER;
    const double lam_q = lam_r * lam_r;
    double lam_even = 0x1.28ad68ba1bf18p-22;
    lam_even = lam_even * lam_q + 0x1.a0199a16ca28bp-16;
    lam_even = lam_even * lam_q + 0x1.6c16c18426750p-10;
    lam_even = lam_even * lam_q + 0x1.555555555088cp-5;
    lam_even = lam_even * lam_q + 0x1.000000000000ap-1;
    double lam_odd = 0x1.ad7f784098c75p-26;
    lam_odd = lam_odd * lam_q + 0x1.71df253bdfff8p-19;
    lam_odd = lam_odd * lam_q + 0x1.a01a012a68f69p-13;
    lam_odd = lam_odd * lam_q + 0x1.1111111127b9ep-7;
    lam_odd = lam_odd * lam_q + 0x1.55555555554fap-3;
    const double lam_p = 1.0 + (lam_r + lam_q * (lam_even + lam_odd * lam_r));
    const double lam_y = lam_from_bits(lam_to_bits(lam_p) + (lam_to_bits(lam_shifted) << 52));
    const double lam_not_tiny = lam_x < -708.38 ? 0.0 : lam_y;
    return lam_x > 709.78 ? __builtin_inf() : lam_not_tiny;
}

/* log(x) = k ln 2 + log(1 + f), 1 + f between sqrt(1/2) and sqrt(2). With s = f/(2 + f) and z =
 * s^2, log(1 + f) = 2 s + s z p(z) = f - s (f - z p(z)): so the rounding of s weighs little. p, of
 * degree 6, has the least error there (Remez, 2^-59 of the result; Taylor: 2/3 + 2/5 z + ...); its
 * even and odd powers are two chains, half as long. Denormals count as 0. */
LAM_INLINE double lam_log(double lam_x) {
    const uint64_t lam_sqrt_half = 0x3fe6a09e667f3bcd;
    const uint64_t lam_bits = lam_to_bits(lam_x) - lam_sqrt_half + 0x3ff0000000000000;
    const int lam_k = (int)(lam_bits >> 52) - 1023;
    const double lam_f = lam_from_bits((lam_bits & 0xfffffffffffff) + lam_sqrt_half) - 1.0;
    const double lam_s = lam_f / (2.0 + lam_f);
    const double lam_z = lam_s * lam_s;
    const double lam_w = lam_z * lam_z;
    double lam_even = 0x1.2f05a357eedc0p-3;
    lam_even = lam_even * lam_w + 0x1.74663f2126698p-3;
    lam_even = lam_even * lam_w + 0x1.24924941f2512p-2;
    lam_even = lam_even * lam_w + 0x1.5555555555592p-1;
    double lam_odd = 0x1.39a1b4af43a65p-3;
    lam_odd = lam_odd * lam_w + 0x1.c71c520858826p-3;
    lam_odd = lam_odd * lam_w + 0x1.999999997fda4p-2;
    const double lam_p = lam_even + lam_odd * lam_z;
    const double lam_tail = lam_s * (lam_f - lam_p * lam_z) - lam_k * LAM_LN2_LOWER;
    const double lam_result = lam_k * LAM_LN2_UPPER - (lam_tail - lam_f);
    const double lam_finite = lam_x < __builtin_inf() ? lam_result : lam_x;
    const double lam_not_zero = lam_x < 0x1p-1022 ? -__builtin_inf() : lam_finite;
    return lam_x < 0.0 ? __builtin_nan("") : lam_not_zero;
}

#endif

/* x^y for x >= 0, y > 0: exact for y = 1, else with the error of log(x) times y - 1. Where y is the
 * same in a whole loop the compiler takes the choice out of it. */
LAM_INLINE double lam_power(double lam_x, double lam_y) {
    if (lam_y == 1.0) {
        return lam_x;
    }
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
