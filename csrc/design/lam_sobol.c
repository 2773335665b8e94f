/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sobol.c - Sobol's sequence (Sobol 1967, doi 10.1016/0041-5553(67)90144-9), entered at any of
 * its points. */
#include "laminae.h"

enum { MOST_DEGREE = 8 };

/* Of each dimension but the first the primitive polynomial, its coefficients as bits, and the first
 * direction numbers, as many as its degree: new-joe-kuo-6 of S. Joe and F. Y. Kuo, whose numbers
 * are free to use with this notice (web.maths.unsw.edu.au/~fkuo/sobol). */
static const struct direction {
    unsigned polynomial;
    unsigned numbers[MOST_DEGREE];
} directions[LAM_SOBOL_MOST - 1] = {
    {3, {1}},
    {7, {1, 3}},
    {11, {1, 3, 1}},
    {13, {1, 1, 1}},
    {19, {1, 1, 3, 3}},
    {25, {1, 3, 5, 13}},
    {37, {1, 1, 5, 5, 17}},
    {41, {1, 1, 5, 5, 5}},
    {47, {1, 1, 7, 11, 19}},
    {55, {1, 1, 5, 1, 1}},
    {59, {1, 1, 1, 3, 11}},
    {61, {1, 3, 5, 5, 31}},
    {67, {1, 3, 3, 9, 7, 49}},
    {91, {1, 1, 1, 15, 21, 21}},
    {97, {1, 3, 1, 13, 27, 49}},
    {103, {1, 1, 1, 15, 7, 5}},
    {109, {1, 3, 1, 15, 13, 25}},
    {115, {1, 1, 5, 5, 19, 61}},
    {131, {1, 3, 7, 11, 23, 15, 103}},
    {137, {1, 3, 7, 13, 13, 15, 69}},
    {143, {1, 1, 3, 13, 7, 35, 63}},
    {145, {1, 3, 5, 9, 1, 25, 53}},
    {157, {1, 3, 1, 13, 9, 35, 107}},
    {167, {1, 3, 1, 5, 27, 61, 31}},
    {171, {1, 1, 5, 11, 19, 41, 61}},
    {185, {1, 3, 5, 3, 3, 13, 69}},
    {191, {1, 1, 7, 13, 1, 19, 1}},
    {193, {1, 3, 7, 5, 13, 19, 59}},
    {203, {1, 1, 3, 9, 25, 29, 41}},
    {211, {1, 3, 5, 13, 23, 1, 55}},
    {213, {1, 3, 7, 3, 13, 59, 17}},
    {229, {1, 3, 1, 3, 5, 53, 69}},
    {239, {1, 1, 5, 5, 23, 33, 13}},
    {241, {1, 1, 7, 7, 1, 61, 123}},
    {247, {1, 1, 7, 9, 13, 61, 49}},
    {253, {1, 3, 3, 5, 3, 55, 33}},
    {285, {1, 3, 1, 15, 31, 13, 49, 245}},
    {299, {1, 3, 5, 15, 31, 59, 63, 97}},
    {301, {1, 3, 1, 11, 11, 11, 77, 249}},
};

/* m[j] for all bits (Bratley & Fox 1988, doi 10.1145/42288.214372, eq. 2): of a polynomial
 * x^s + a[1] x^(s-1) + ... + 1
 *
 *     m[j] = 2 a[1] m[j-1] ^ ... ^ 2^(s-1) a[s-1] m[j-s+1] ^ 2^s m[j-s] ^ m[j-s] */
static void fill_numbers(const struct direction *from, unsigned m_out[LAM_SOBOL_BITS]) {
    int degree = 0;
    while (from->polynomial >> (degree + 1) != 0) {
        degree++;
    }
    for (int j = 0; j < LAM_SOBOL_BITS; j++) {
        if (j < degree) {
            m_out[j] = from->numbers[j];
            continue;
        }
        m_out[j] = m_out[j - degree];
        for (int k = 1; k <= degree; k++) {
            unsigned a = from->polynomial >> (degree - k) & 1;
            m_out[j] ^= (a * m_out[j - k]) << k;
        }
    }
}

/* Antonov & Saleev 1979: the bits of Gray's code of i say which numbers are added. */
static double coordinate(size_t i, const unsigned m[LAM_SOBOL_BITS]) {
    size_t gray = i ^ i >> 1;
    unsigned sum = 0;
    for (int j = 0; j < LAM_SOBOL_BITS; j++) {
        if (gray >> j & 1) {
            sum ^= m[j] << (LAM_SOBOL_BITS - 1 - j);
        }
    }
    return (double)sum / (double)(1u << LAM_SOBOL_BITS);
}

void lam_sobol_point(size_t i, size_t n, double *u_out) {
    unsigned m[LAM_SOBOL_BITS];
    for (size_t k = 0; k < n; k++) {
        for (int j = 0; j < LAM_SOBOL_BITS && k == 0; j++) {
            m[j] = 1; /* van der Corput's sequence */
        }
        if (k > 0) {
            fill_numbers(&directions[k - 1], m);
        }
        u_out[k] = coordinate(i, m);
    }
}
